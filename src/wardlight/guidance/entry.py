"""One cited statement: what every line of guidance rests on. Not for choosing, and not for showing.

A statement is in our own plain words. Where it came from, how old that is and how far it can be trusted stand beside it,
so that a solicitor can read a pack line by line.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

Status = Literal["verified", "secondary", "check"]
"""``verified``: the source itself was read. ``secondary``: somebody quoted it. ``check``: nobody has read it yet; it is
only ever printed as a question."""

Kind = Literal[
    "route",
    "offence",
    "law",
    "recording",
    "outcome",
    "right",
    "duty",
    "first",
    "stop",
    "do",
    "dont",
    "ready",
    "next",
    "statistic",
    "wording",
]

Role = Literal["parent", "child", "school", "helpline", "officer", "platform"]
Happened = Literal[
    "image-asked",
    "images-sent",
    "images-received",
    "threat",
    "money-asked",
    "meeting-planned",
    "shared-on",
    "image-invented",
    "device-taken",
    "called-suspect",
    "interview-under-caution",
    "paper-to-sign",
    "asked-others",
    "passed-on-another",
    "parent-suspected",
    "staff-suspected",
    "officer-suspected",
    "home-unsafe",
]
Body = Literal["police", "ceop", "school", "platform", "social-care"]
YesNo = Literal["yes", "no"]
Sender = Literal["adult", "under-18"]
Use = Literal[
    "emergency",
    "police",
    "specialist",
    "follow-up",
    "legal-advice",
    "social-care",
    "safeguarding-lead",
    "removal",
    "platform",
    "support-child",
    "support-adult",
    "behaviour-advice",
    "platform-duty",
    "officer",
]
Limit = Literal["met", "not met", "unknown"]


class Origin(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A page or an Act that entries rest on.

    Attributes:
        title: Its own title, and who wrote it.
        url: Where it stands; https only.
        dated: The date it carries itself: a day, a month, a year, or ``undated``.
    """

    title: str
    url: str
    dated: str


class When(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """For whom an entry holds. An empty field holds for everybody; what is not known shuts out nothing but ``happened``.

    Attributes:
        roles: Who is asking.
        happened: At least one of these has.
        without: None of these has.
        told: At least one of these has been told.
        not_told: None of these has.
        min_age: The youngest child it holds for.
        max_age: The oldest.
        known: Whether the person messaging is known to the child or family.
        sender: Whether that person is known to be an adult or under 18.
        danger: A child is in danger now.
        hurt: A child is hurt, or talks of hurting themselves.
    """

    roles: tuple[Role, ...] = ()
    happened: tuple[Happened, ...] = ()
    without: tuple[Happened, ...] = ()
    told: tuple[Body, ...] = ()
    not_told: tuple[Body, ...] = ()
    min_age: int | None = None
    max_age: int | None = None
    known: YesNo | None = None
    sender: Sender | None = None
    danger: YesNo | None = None
    hurt: YesNo | None = None


class Route(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A desk that takes reports or gives help.

    Attributes:
        name: What it is called.
        use: What it is turned to for.
        how: How to reach it, in one sentence.
        not_for: What it does not take; empty where that is not known.
        link: Its page; https only, empty where there is none.
        numbers: Telephone numbers, each as its source prints it.
        hours: Only where they are certain.
    """

    name: str
    use: Use
    how: str
    not_for: str = ""
    link: str = ""
    numbers: tuple[str, ...] = ()
    hours: str = ""


class Offence(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A crime that another person's acts may be evidence of. Never a verdict on anybody.

    Attributes:
        name: Short title with its section.
        child_under: The child has to be younger than this; None where age does not matter.
        sender_from: The person messaging has to be at least this old; None where age does not matter.
        behaviours: Observed behaviours that may be evidence of it, by name.
        happened: Facts a person told that may be evidence of it.
        also_needed: Elements that messages alone do not show.
        arguable: What lawyers argue about; empty where nothing is known.
    """

    name: str
    child_under: int | None = None
    sender_from: int | None = None
    behaviours: tuple[str, ...] = ()
    happened: tuple[Happened, ...] = ()
    also_needed: tuple[str, ...] = ()
    arguable: str = ""


class Outcome(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a police force closes a recorded crime.

    Attributes:
        number: The force's own number for it.
        label: The published label.
        presumes: What it takes for granted.
        ask: What to ask about it.
        later: What it does to checks later, with its doubts.
    """

    number: int
    label: str
    presumes: str
    ask: str
    later: str


class ChildWords(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The same statement for a child, by age band."""

    under_10: str
    from_10_to_12: str
    from_13_to_17: str


class Entry(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One statement with its source, its status and the date by which somebody has to look again.

    Attributes:
        id: Its name; the same name in a nearer pack takes its place.
        kind: What sort of statement it is.
        says: The statement. Of a ``check`` entry it is only for reviewers and never printed.
        asks: The question that a ``check`` entry is printed as.
        plain: The same for a family page, where ``says`` is written for somebody else.
        child: The same for a child's page.
        source: The short name of its origin in ``sources.toml``.
        status: How far it can be trusted.
        checked: The day its source was read.
        review_by: The day after which it prints with a banner.
        topics: The documents and places that ask for it.
        shown_by: Behaviours that speak for it, by name: a document lists where they were seen.
        when: For whom it holds.
        order: Lower comes first.
        leads_to: Of ``first`` and ``stop``: the use or the id of a route, by role, ``any`` for the rest.
        route: Of a route.
        offence: Of an offence.
        outcome: Of an outcome.
    """

    id: str
    kind: Kind
    source: str
    status: Status
    checked: date
    review_by: date
    says: str
    asks: str = ""
    plain: str = ""
    child: ChildWords | None = None
    topics: tuple[str, ...] = ()
    shown_by: tuple[str, ...] = ()
    when: When = When()
    order: int = 500
    leads_to: dict[str, str] = {}
    route: Route | None = None
    offence: Offence | None = None
    outcome: Outcome | None = None


class PackCard(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a pack is, apart from what it says.

    Attributes:
        title: The nation or the place.
        shares: Packs it builds on, the farthest first.
        depth: ``full``, ``short``, or ``shared`` for one that is no nation of its own.
        languages: Languages the people there would expect; law is never machine-translated.
    """

    title: str
    shares: tuple[str, ...] = ()
    depth: Literal["full", "short", "shared"]
    languages: tuple[str, ...] = ("en",)

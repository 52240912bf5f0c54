"""From what happened to one first route, with what not to do, what to have ready and what comes next.

It prepares and never sends. It says what a body takes, not what a body will decide.
"""

from collections.abc import Iterable
from datetime import date

import msgspec
from msgspec import Struct

from wardlight.guidance.audience import Audience, audience_of, words_for
from wardlight.guidance.documents.form import DOCUMENTS, form
from wardlight.guidance.entry import Kind, Status, When
from wardlight.guidance.pack import GENERAL, NATIONS, Cited, Pack, pack
from wardlight.guidance.situation import Situation
from wardlight.guidance.strings import strings

EVEN_WHEN_STOPPED = "even-when-stopped"
"""Entries with this topic are said even where nothing else is before legal advice."""

_SECOND: tuple[str, ...] = (
    "specialist",
    "police",
    "safeguarding-lead",
    "social-care",
    "removal",
    "platform",
    "support-child",
    "support-adult",
    "behaviour-advice",
)


class Line(Struct, frozen=True, kw_only=True):
    """One printed sentence and what it rests on.

    Attributes:
        text: The sentence; of an entry that nobody has checked, a question.
        entries: The entries it rests on.
        status: Of the weakest of them.
        overdue: The day by which it should have been looked at again; None where that is not past.
    """

    text: str
    entries: tuple[str, ...]
    status: Status
    overdue: date | None = None


class Desk(Struct, frozen=True, kw_only=True):
    """A route as it is shown.

    Attributes:
        route: The id of its entry.
        name: What it is called.
        use: What it is turned to for.
        lines: What it takes, how to reach it, what it does not take.
        link: Its page; empty where there is none.
        numbers: Telephone numbers, as the source prints them.
    """

    route: str
    name: str
    use: str
    lines: tuple[Line, ...]
    link: str = ""
    numbers: tuple[str, ...] = ()


class Paper(Struct, frozen=True, kw_only=True):
    """A document that can be prepared here.

    Attributes:
        document: As ``--document`` takes it.
        title: As it is printed.
        about: What it is for.
    """

    document: str
    title: str
    about: str


class Cite(Struct, frozen=True, kw_only=True):
    """Where an entry comes from.

    Attributes:
        title: Of the source.
        url: Of the source.
        dated: The source's own date.
        checked: The day it was read.
        status: How far the entry can be trusted.
        review_by: The day after which it has to be looked at again.
    """

    title: str
    url: str
    dated: str
    checked: date
    status: Status
    review_by: date


class Guidance(Struct, frozen=True, kw_only=True):
    """What is told. The JSON of ``wardlight guide --json``, field by field.

    Attributes:
        nation: As it was given.
        pack: The pack it was answered from.
        no_pack: Said where there is no pack for the nation; empty otherwise.
        first_route: The id of the first route.
        first: The same as it is shown.
        why: Why that one.
        stop: Get legal advice first; None where nothing stops.
        do_not: What not to do.
        do: What to do now.
        have_ready: What to have ready.
        next: What happens next and when to chase.
        also: Second routes.
        papers: Documents that can be prepared for this situation.
        sources: Every entry that a line rests on, by id.
        closing: That this is information and not legal advice.
        from_messages: What was taken from messages and not said by a person, in words; a person has to check it.
    """

    nation: str | None
    pack: str
    no_pack: str
    from_messages: tuple[str, ...]
    first_route: str
    first: Desk
    why: tuple[Line, ...]
    stop: Line | None
    do_not: tuple[Line, ...]
    do: tuple[Line, ...]
    have_ready: tuple[Line, ...]
    next: tuple[Line, ...]
    also: tuple[Desk, ...]
    papers: tuple[Paper, ...]
    sources: dict[str, Cite]
    closing: str


def choose(situation: Situation, today: date) -> Guidance:
    """One first route for the situation.

    Args:
        situation: What was said; what was not is unknown.
        today: Entries whose review day is before it are marked.
    """
    rules = pack(situation.nation or GENERAL)
    reason, desk = _first(situation, rules)
    stop = _stop(situation, rules)
    only = EVEN_WHEN_STOPPED if stop else ""
    audience = audience_of(situation)

    def lines(kind: Kind) -> tuple[Line, ...]:
        held = holding(situation, rules, kind, topic=only)
        return tuple(line_of(each, today, audience) for each in held)

    shown = _Shown(
        first=desk_of(desk, today, audience),
        why=(line_of(reason, today, audience),),
        stop=line_of(stop, today, audience) if stop else None,
        do_not=lines("dont"),
        do=lines("do"),
        have_ready=lines("ready"),
        next=lines("next"),
        also=() if stop else _also(situation, rules, desk, today),
    )
    return Guidance(
        nation=situation.nation,
        pack=rules.name,
        no_pack="" if situation.nation in NATIONS else strings().no_pack,
        from_messages=_taken(situation),
        first_route=desk.id,
        papers=() if stop else _papers(situation, rules),
        sources=cites(shown.entries(), rules),
        closing=strings().closing,
        **{name: getattr(shown, name) for name in shown.__struct_fields__},
    )


def _taken(situation: Situation) -> tuple[str, ...]:
    if not situation.from_messages:
        return ()
    answers = strings().questions["happened"].answers
    return tuple(answers[each] for each in situation.happened or ())


def _papers(situation: Situation, rules: Pack) -> tuple[Paper, ...]:
    topics = {topic for each in rules.entries for topic in each.entry.topics}
    forms = ((name, form(name)) for name in DOCUMENTS)
    return tuple(
        Paper(document=name, title=each.title, about=each.about)
        for name, each in forms
        if set(each.needs) <= topics
        and situation.fits(each.offer)
        and situation.fits(When(roles=each.roles))
    )


class _Shown(Struct, frozen=True, kw_only=True):
    first: Desk
    why: tuple[Line, ...]
    stop: Line | None
    do_not: tuple[Line, ...]
    do: tuple[Line, ...]
    have_ready: tuple[Line, ...]
    next: tuple[Line, ...]
    also: tuple[Desk, ...]

    def entries(self) -> Iterable[str]:
        for line in (*self.why, *filter(None, [self.stop]), *self.do_not, *self.do):
            yield from line.entries
        for line in (*self.have_ready, *self.next):
            yield from line.entries
        for desk in (self.first, *self.also):
            yield desk.route


def stops(situation: Situation) -> bool:
    """Whether legal advice has to come before anything else."""
    return _stop(situation, pack(situation.nation or GENERAL)) is not None


def holding(situation: Situation, rules: Pack, *kinds: Kind, topic: str = "") -> list[Cited]:
    """The entries of these kinds that hold in the situation, in order; with a topic, only those that have it."""
    return [
        each
        for each in rules.of(*kinds)
        if situation.fits(each.entry.when) and (not topic or topic in each.entry.topics)
    ]


def _first(situation: Situation, rules: Pack) -> tuple[Cited, Cited]:
    for rule in holding(situation, rules, "first", "stop"):
        desk = _led_to(rule, situation, rules)
        if desk is not None:
            return rule, desk
    raise AssertionError("the last rule of the general pack always leads somewhere")


def _stop(situation: Situation, rules: Pack) -> Cited | None:
    return next(iter(holding(situation, rules, "stop")), None)


def _led_to(rule: Cited, situation: Situation, rules: Pack) -> Cited | None:
    leads_to = rule.entry.leads_to
    wanted = leads_to.get(situation.role or "any", leads_to.get("any", ""))
    for desk in holding(situation, rules, "route"):
        if desk.entry.route is not None and wanted in (desk.id, desk.entry.route.use):
            return desk
    return None


def _also(situation: Situation, rules: Pack, first: Cited, today: date) -> tuple[Desk, ...]:
    told = set(situation.told or ())
    desks = [
        each
        for each in holding(situation, rules, "route")
        if each.id != first.id
        and each.entry.route is not None
        and each.entry.route.use in _SECOND
        and not told & _BODIES.get(each.entry.route.use, frozenset())
    ]
    desks.sort(key=lambda each: _SECOND.index(each.entry.route.use if each.entry.route else ""))
    return tuple(desk_of(each, today, audience_of(situation)) for each in desks)


_BODIES: dict[str, frozenset[str]] = {
    "police": frozenset({"police"}),
    "specialist": frozenset({"ceop", "police", "social-care"}),
    "social-care": frozenset({"social-care"}),
    "safeguarding-lead": frozenset({"school"}),
    "platform": frozenset({"platform"}),
}
"""Who not to send a person to again: told the police or social care, a specialist desk is not told as well."""


def line_of(cited: Cited, today: date, audience: Audience = "adult") -> Line:
    """The entry as it may be printed: its statement, or its question where nobody has checked it."""
    entry = cited.entry
    return Line(
        text=words_for(entry, audience),
        entries=(entry.id,),
        status=entry.status,
        overdue=entry.review_by if entry.review_by < today else None,
    )


def desk_of(cited: Cited, today: date, audience: Audience = "adult") -> Desk:
    """A route as it is shown.

    Raises:
        ValueError: The entry is not a route.
    """
    route = cited.entry.route
    if route is None:
        raise ValueError(cited.id)
    first = line_of(cited, today, audience)
    more = filter(None, [route.how, route.not_for, route.hours])
    return Desk(
        route=cited.id,
        name=route.name,
        use=route.use,
        lines=(first, *(msgspec.structs.replace(first, text=text) for text in more)),
        link=route.link,
        numbers=route.numbers,
    )


def cites(entry_ids: Iterable[str], rules: Pack) -> dict[str, Cite]:
    """The sources of these entries, by entry."""
    found = {name: rules.get(name) for name in dict.fromkeys(entry_ids)}
    return {
        name: Cite(
            title=each.origin.title,
            url=each.origin.url,
            dated=each.origin.dated,
            checked=each.entry.checked,
            status=each.entry.status,
            review_by=each.entry.review_by,
        )
        for name, each in found.items()
        if each is not None
    }

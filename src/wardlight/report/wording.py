"""Values of a finding in the words of a sentence. The terminal and the report say the same thing."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from wardlight.findings import (
    AccountStatement,
    Actor,
    Assessment,
    ContactFinding,
    Coverage,
    FileCoverage,
    Milestone,
    Owner,
    ThreadStatement,
    Verdict,
)
from wardlight.report.visible import visible, visible_name

VERDICTS: Final[dict[Verdict, str]] = {
    "needs-a-look": "Needs a look",
    "some-signs": "Some signs",
    "nothing-found": "Nothing found",
}

CONTACT_ACTS: Final = {
    "image-request": "asked for a picture",
    "pressure": "pushed after a no or a silence",
    "secrecy": "asked to keep it secret",
    "supervision-enquiry": "asked who is near or who checks",
    "age-enquiry": "asked how old the child is",
    "platform-move": "asked to go to another app",
    "gift-offer": "offered money, gifts or game items",
    "meeting": "proposed to meet",
    "threat": "made a threat",
    "guilt": "made the child feel responsible",
    "reciprocal-sending": "offered a picture for a picture",
    "bombardment": "sent many messages in a row",
    "approach": "opened as a stranger does",
    "flattery": "praised much, quick with affection",
    "personal-enquiry": "asked personal questions",
    "isolation": "set the child apart from others",
    "compliance-test": "tested how far the child goes",
    "sexual-talk": "talked of sexual matters",
    "age-deception": "gave ages that do not fit together",
    "impersonation": "claimed power or an office",
    "recontact": "wrote as somebody who was blocked",
    "contact-age": "gave an age",
    "care-wording": "wrote as a helpline or school does",
    "others-involved": "spoke of others who would be there",
    "surprise": "gave a plain reason for a secret",
    "parents-brought-in": "brought the child's parents in",
}
CHILD_ACTS: Final = {
    "refusal": "said no",
    "deflection": "turned it aside",
    "states-age": "said how old they are",
    "will-tell": "said they would tell someone",
    "blocks": "blocked the contact",
    "no-reply": "did not answer",
    "reports": "reported the contact",
    "asks-for-help": "asked somebody for help",
    "asks-for-proof": "asked for proof of who they are",
    "kin": "spoke to them as family or school",
}
ACTS: Final = CONTACT_ACTS | CHILD_ACTS
"""What each behaviour is, as something that was done. A test holds this to the rule cards."""

_STANDINGS: Final = {
    "follower": "follows the child",
    "following": "followed by the child",
    "friend": "on the child's list of friends",
    "close-friend": "on the child's list of close friends",
    "blocked": "blocked by the child",
    "restricted": "restricted by the child",
    "request-received": "asked to follow the child",
    "request-sent": "the child asked to follow",
    "unfollowed": "no longer followed by the child",
    "removed": "removed by the child",
}
_PLACES: Final = {
    "inbox": "inbox",
    "message-requests": "message requests (from someone the child had not accepted)",
    "archived": "archived chats",
    "filtered": "filtered messages",
    "broadcast": "broadcast channel",
    "end-to-end-encrypted": "end-to-end encrypted chats",
    "unknown": "place not told",
}
_TOLD_BY: Final = {
    "export": "the export says so",
    "file name": "from the file's name",
    "person": "as you said with --child",
}
FILE_STATUS: Final = {
    "read": "read",
    "partial": "read in part",
    "refused": "refused",
    "listed": "named, never opened (pictures, video, sound)",
    "skipped": "not messages or accounts",
}
WORDS_HIDDEN: Final = "The words of the messages are hidden."
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_WRITTEN = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d)(?::\d\d)?(?:\.\d+)?)?\s*(.*)", re.DOTALL
)


def act(behaviour: str) -> str:
    """A behaviour as something that was done; its plain name where this version has no words."""
    return ACTS.get(behaviour, visible(behaviour.replace("-", " ")))


def counted(number: int, one: str, many: str = "") -> str:
    """``1 message``, ``1,200 messages``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def times(number: int) -> str:
    """``once``, ``twice``, ``7 times``."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def listed(names: Iterable[str]) -> str:
    """``a, b and c``."""
    *most, last = [*names] or [""]
    return f"{', '.join(most)} and {last}" if most else last


def span(minutes: float) -> str:
    """A length of time, rounded as a person would say it."""
    if minutes < 1:
        return "less than a minute"
    for size, unit, until in ((1, "minute", 120), (60, "hour", 2880), (1440, "day", 1e12)):
        if minutes < until:
            return counted(round(minutes / size), unit)
    return ""


def date_words(at: str | None) -> str:
    """``2026-03-07 19:02:11 UTC`` as ``7 Mar 2026, 19:02``; anything else as it stands."""
    found = _WRITTEN.match(at or "")
    if not found:
        return visible(at or "no time")
    year, month, day, clock, _ = found.groups()
    name = _MONTHS[int(month) - 1] if 0 < int(month) < 13 else month
    return f"{int(day)} {name} {year}" + (f", {clock}" if clock else "")


def shared_day(times_written: Iterable[str | None]) -> str:
    """The one day on which all of these were written, as ``7 Mar 2026``; empty where there are more."""
    days = {
        date_words(at).partition(", ")[0] if _WRITTEN.match(at or "") else ""
        for at in times_written
    }
    return days.pop() if len(days) == 1 else ""


def when(at: str | None, day: str) -> str:
    """The time alone where the day is told already, else both."""
    words = date_words(at)
    return words.removeprefix(day).removeprefix(", ") if day else words


def clock_words(at: str | None) -> str:
    """Whose clock a time is on: ``UTC``, or that nobody has said."""
    found = _WRITTEN.match(at or "")
    return visible(found[5]).strip("()") if found else ""


def first_time(milestone: Milestone | None, none: str = "none") -> str:
    """``Message 3, 1 minute after the first message (7 Mar 2026, 19:03)``."""
    if milestone is None:
        return none
    return f"Message {milestone.message:,}{_after(milestone.minutes)}{_on(milestone.at)}"


def warning_words(finding: ContactFinding) -> str:
    """When the warning was fixed, and whether the child's first picture came later."""
    warned = finding.warning
    if warned is None:
        return "none"
    return f"Message {warned.message:,}{_after(warned.minutes)}{_on(warned.at)}{_beside_photo(finding)}"


def _after(minutes: float | None) -> str:
    if minutes is None:
        return ""
    return f", {span(minutes)} after the first message" if minutes > 0 else ", the very start"


def _on(at: str | None) -> str:
    return f" ({date_words(at)})" if at else ""


def _beside_photo(finding: ContactFinding) -> str:
    assert finding.warning is not None
    if finding.warning.before_first_photo is None:
        return "; the child sent no picture"
    side = "before" if finding.warning.before_first_photo else "not before"
    place = f" (message {finding.first_photo.message:,})" if finding.first_photo else ""
    return f"; {side} the child's first picture{place}"


def how_often(finding: ContactFinding, actor: Actor) -> tuple[tuple[str, str], ...]:
    """Each act of one side with how often it was seen, the most frequent first."""
    child = {each.behaviour for each in finding.observations if each.actor == "child"} | {
        *CHILD_ACTS
    }
    names = [name for name in finding.counts if (name in child) == (actor == "child")]
    return tuple(
        (act(name), times(finding.counts[name]))
        for name in sorted(names, key=lambda name: -finding.counts[name])
        if finding.counts[name]
    )


def looked_for_words(finding: ContactFinding) -> str:
    """What was looked for and not found, in one list."""
    return listed(act(name) for name in finding.looked_for)


def thread_words(thread: ThreadStatement) -> str:
    """Where a chat was kept and how much of it each side wrote."""
    kind = "group chat, " if thread.group else ""
    sides = f"{thread.from_contact:,} from the contact, {thread.from_child:,} from the child"
    return f"{kind}{_PLACES.get(thread.place, visible(thread.place))}; {counted(thread.messages, 'message')} ({sides})"


def period(first: str | None, last: str | None) -> str:
    """``7 Mar 2026, 19:02 to 7 Mar 2026, 19:42``."""
    return f"{date_words(first)} to {date_words(last)}" if first and last else "times not known"


def account_words(account: AccountStatement) -> str:
    """One fact of the export about an account, with where it is written."""
    standing = _STANDINGS.get(account.standing, visible(account.standing.replace("-", " ")))
    since = f" since {date_words(account.since)}" if account.since else ""
    return f"{standing}{since}"


def account_name(account: AccountStatement) -> str:
    """Its handle and name, whichever the export has."""
    handle = f"@{visible(account.handle)}" if account.handle else ""
    name = visible_name(account.name) if account.name else ""
    return f"{name} ({handle})" if name and handle else name or handle or "(no name)"


def owner_words(owner: Owner | None) -> str:
    """Whose export it is, or that nobody has said."""
    if owner is None:
        return "not told by the export"
    handle = f" (@{visible(owner.handle)})" if owner.handle else ""
    return f"{visible_name(owner.name)}{handle}; {_TOLD_BY[owner.told_by]}"


def child_words(assessment: Assessment) -> str:
    """Whose export it is, and the age that a person gave."""
    age = assessment.child_age
    said = "" if age is None else f"; {counted(age, 'year')} old, as you said with --child-age"
    return f"{owner_words(assessment.owner)}{said}"


def headline(assessment: Assessment) -> str:
    """The answer in one line: how many contacts need a look, show some signs, or neither."""
    total = len(assessment.contacts)
    parts = []
    for verdict, one, many in (
        ("needs-a-look", "needs a look", "need a look"),
        ("some-signs", "shows some signs", "show some signs"),
    ):
        number = sum(contact.verdict == verdict for contact in assessment.contacts)
        if number:
            parts.append(f"{number} {one if number == 1 else many}")
    found = " and ".join(parts) or "none needs a look"
    return f"Of {counted(total, 'contact')}, {found}."


def files_words(coverage: Coverage) -> str:
    """How many files became what."""
    found = (
        (coverage.counts.get(f"files {status}", 0), what) for status, what in FILE_STATUS.items()
    )
    return "; ".join(f"{number:,} {what}" for number, what in found if number) or "none"


def file_words(file: FileCoverage) -> str:
    """What became of one file."""
    why = visible(file.why)
    if file.status == "skipped" and why:
        return why
    return f"{FILE_STATUS[file.status]}: {why}" if why else FILE_STATUS[file.status]


def reconciled(coverage: Coverage) -> str:
    """The sum that shows that no record was lost, or that some were."""
    total = counted(coverage.records, "record")
    sums = (
        f"{total} = {counted(coverage.messages, 'message')} + "
        f"{counted(coverage.accounts, 'account record')} + {coverage.unread:,} not understood"
    )
    if coverage.unexplained:
        return f"{sums} + {coverage.unexplained:,} not accounted for"
    return f"{sums}. Every record is accounted for."


OWNER_UNKNOWN: Final = (
    "This export does not say who the child is, so each side was looked at as if it were the contact: "
    "one of the names here is the child's own. Say who the child is with --child NAME and run it again."
)
UNEXPLAINED: Final = (
    "Some records are not accounted for. That is a fault in Wardlight: do not rely on this result, "
    "and tell the project."
)


def chosen(contacts: Sequence[ContactFinding], *verdicts: Verdict) -> tuple[ContactFinding, ...]:
    """The contacts with one of these verdicts, in the order they came."""
    return tuple(contact for contact in contacts if contact.verdict in verdicts)


_KINDS: Final = {
    "text": "words",
    "media": "a picture, video, sound or sticker",
    "share": "a link or post passed on",
    "call": "a call",
    "location": "a place",
    "contact-card": "a contact card",
    "poll": "a poll",
    "reaction": "a reaction",
    "event": "written by the app",
    "unsent": "taken back; only the record remains",
    "view-once": "something to be seen once; it is not in the export",
    "empty": "an empty record: not supported, expired or deleted",
}


def kind(name: str) -> str:
    """What a record without words is."""
    return _KINDS.get(name, visible(name))

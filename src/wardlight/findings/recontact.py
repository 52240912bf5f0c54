"""Whether somebody who was stopped may be back under another account: asked as a question, never said.

About half of the young people who blocked somebody were contacted by them again (Thorn 2023). What it rests on needs no
language first: who stopped when, what a newcomer asked for first, an identifier that both gave. Shared wording adds to
it. No text is kept: words in a row and identifiers are compared by their digests. Two people can share a phrase, a link
or a phone, so a person has to look at both chats.
"""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b

from msgspec import Struct

from wardlight.behaviours.normalise import words_of

DAY = 86_400_000
WITHIN_DAYS = 30
"""A newcomer who begins later than this after the other stopped is not set beside them by time alone."""

IN_A_ROW = 5
"""Words that make a phrase. Shorter ones are everybody's."""

PHRASES = 3
"""Phrases in common from which wording is named."""

TELLING_ASKS = frozenset(
    {"image-request", "secrecy", "supervision-enquiry", "gift-offer", "compliance-test", "threat"}
)
"""First asks that say something when two contacts share them; everybody asks for an age or a number."""

SAYS_SO = "recontact"

_HANDLE = re.compile(r"(?<![\w.@])@([\w.]{4,30})")
_LINK = re.compile(r"https?://(?:www\.)?([^\s/]+/[^\s?#]{3,})", re.IGNORECASE)
_PHONE = re.compile(r"(?<!\w)\+?\d(?:[ ().-]{0,2}\d){8,14}(?!\w)")


class Trace(Struct, frozen=True, kw_only=True):
    """What is known of one contact, without a word of what they wrote.

    Attributes:
        name: As the export names them.
        began: Their first message, in milliseconds; None where it has no time.
        stopped: When they were blocked or reported, or wrote last after a refusal; None where neither is known.
        how: How they were stopped, in words ("was blocked", "stopped after the child said no").
        behaviours: Of the contact, in the order in which they were first seen.
        identifiers: Digests of handles, phones and links that are theirs or that they gave.
        phrases: Digests of words in a row that they wrote.
    """

    name: str
    began: int | None
    stopped: int | None = None
    how: str = "stopped"
    behaviours: tuple[str, ...] = ()
    identifiers: frozenset[str] = frozenset()
    phrases: frozenset[str] = frozenset()


class Question(Struct, frozen=True, kw_only=True):
    """A question for a person to answer by looking at both chats.

    Attributes:
        earlier: The contact who was stopped.
        later: The one who came after.
        asks: The question, in words.
        rests_on: What it rests on, the most telling first.
    """

    earlier: str
    later: str
    asks: str
    rests_on: tuple[str, ...]


def questions(traces: Sequence[Trace]) -> tuple[Question, ...]:
    """Pairs of a contact who was stopped and one who came after them that a person should set side by side.

    Returns:
        In the order of the traces; none where nothing but time speaks for it.
    """
    return tuple(
        Question(
            earlier=earlier.name,
            later=later.name,
            asks=f"Could {later.name} be the same person as {earlier.name}, who {earlier.how}?",
            rests_on=rests_on,
        )
        for earlier in traces
        for later in traces
        if earlier is not later and (rests_on := _rests_on(earlier, later))
    )


def identifiers_in(text: str) -> frozenset[str]:
    """Digests of the handles, links and phone numbers in a text."""
    found = [f"@{each.lower().rstrip('.')}" for each in _HANDLE.findall(text)]
    found += [each.lower().rstrip("/.") for each in _LINK.findall(text)]
    found += [re.sub(r"\D", "", each)[-9:] for each in _PHONE.findall(text)]
    return frozenset(map(_digest, found))


def identifier(kind_and_value: str) -> str:
    """The digest of an identifier that is known apart from any text, such as ``@handle`` of an identity file."""
    return _digest(kind_and_value.lower())


def phrases_in(text: str) -> frozenset[str]:
    """Digests of every IN_A_ROW words in a row."""
    words = [word for token in text.split() for word in words_of(token)]
    rows = (words[at : at + IN_A_ROW] for at in range(len(words) - IN_A_ROW + 1))
    return frozenset(_digest(" ".join(row)) for row in rows)


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _rests_on(earlier: Trace, later: Trace) -> tuple[str, ...]:
    """Reasons, where there are enough to ask: an identifier, or a telling first ask soon after, or words beside it."""
    if earlier.stopped is None or not _came_after(earlier, later):
        return ()
    same = bool(earlier.identifiers & later.identifiers)
    asks = _first_ask(later.behaviours)
    asked = asks is not None and asks == _first_ask(earlier.behaviours)
    worded = len(earlier.phrases & later.phrases) >= PHRASES
    said = SAYS_SO in later.behaviours
    days = _days_after(earlier, later)
    soon = days is not None and days <= WITHIN_DAYS
    if not (same or (asked and (soon or worded or said)) or (worded and said)):
        return ()
    told = (
        (same, "both gave the same handle, number or link"),
        (asked, "both asked for the same thing first"),
        (worded, "they share wording"),
        (said, "the later one writes of having been blocked or of another account"),
        (soon, f"the later one began {_told(days)} after the other {earlier.how}"),
    )
    return tuple(reason for holds, reason in told if holds)


def _came_after(earlier: Trace, later: Trace) -> bool:
    """Where no time is known of the later one, it may have."""
    return later.began is None or earlier.stopped is None or later.began >= earlier.stopped


def _days_after(earlier: Trace, later: Trace) -> int | None:
    if later.began is None or earlier.stopped is None:
        return None
    return (later.began - earlier.stopped) // DAY


def _told(days: int | None) -> str:
    return "less than a day" if not days else "one day" if days == 1 else f"{days} days"


def _first_ask(behaviours: Iterable[str]) -> str | None:
    return next((each for each in behaviours if each in TELLING_ASKS), None)

"""What a message's words are: words, something that was sent, or what the app wrote in their place.

Wording that is known (``wording.toml``) is the app's and moves to the note. Wording that is only
known by its shape, whatever the language, also stays in the text.
"""

import re

from msgspec.structs import replace

from wardlight.model.message import Kind, Mark
from wardlight.sources.whatsapp.sent import (
    Body,
    attached,
    is_omitted,
    names_a_file,
    omitted,
    omitted_phrases,
)
from wardlight.sources.whatsapp.tables import (
    LONGEST_PHRASE,
    MARKS,
    folded,
    folded_if_short,
    folded_set,
    phrases,
)

_M = f"[{MARKS}]*"
_EDITED = re.compile(rf"\s?{_M}<(?P<phrase>[^<>\n]{{1,80}})>{_M}\Z")
_PLACE = re.compile(
    rf"{_M}(?P<word>[^:\n]{{1,40}}): (?P<link>https://maps\.google\.com/\?q=-?[\d.]+,-?[\d.]+)\Z"
)
_OPTION = re.compile(rf"{_M}(?P<word>[^\s:]{{2,20}}): .*\(\D*\d+[^()\n]*\){_M}\s*\Z")
# What follows the word for a call: how long it was, or what a tap does.
_LENGTH = re.compile(rf"(?:[.,] {_M}\d[\w. ]{{0,20}})?\Z")
_HINT = re.compile(rf"[.,]? ?{_M}[^\n]{{1,60}}\Z")

_STANDS_FOR: tuple[tuple[Kind, str], ...] = (
    ("unsent", "deleted"),
    ("view-once", "view_once"),
    ("empty", "waiting"),
    ("location", "live_location"),
)
_IN_PLACE = {phrase: kind for kind, field in _STANDS_FOR for phrase in folded_set(field)}
# Calls that nobody would type, and those that somebody might, which count only behind the app's mark.
_CALLS, _CALLED = tuple(folded_set("call")), tuple(folded_set("called"))
_HINTS = folded_set("hint")
_EDITED_WORDS, _LOCATION, _POLL = folded_set("edited"), folded_set("location"), folded_set("poll")
# Words so long are nobody's but the app's, with or without its mark.
_UNMISTAKABLE = 25
_EVENTS = tuple(folded_set("event"))
_OPENINGS = tuple(event for event in _EVENTS if len(event) >= _UNMISTAKABLE)

# Plain words are told from all else in three look-ups, which is what makes reading fast: how they
# begin (this many characters), how they end, and whether the app's mark is in them.
ODD_BEGINNING = 4
ODD_BEGINNINGS = frozenset(
    phrase[:ODD_BEGINNING]
    for field in (
        *("deleted", "view_once", "waiting", "call", "live_location", "event"),
        *("photo", "video", "audio", "animation", "sticker", "file", "contact_card"),
    )
    for phrase in phrases(field)
)
# A name ends in a bracket, a place in a digit.
ODD_ENDINGS = frozenset([">", ")", *"0123456789", ""])
# How a line ends that has a caption, or a poll's question, below it.
_STANDS_ABOVE = re.compile(r"[):]\r?\n")


def body_of(text: str, sender: str, *, opening: bool = False) -> Body:
    """What somebody's words are.

    Args:
        text: All lines of them.
        sender: The name that they stand under.
        opening: Whether they stand at the top of the file, where the app has its first word.
    """
    if body := _EXACTLY.get(text):
        return body
    if not opening and _only_words(text):
        return Body("text", text)
    text, edited = _without_edited(text)
    body = (
        attached(text)
        or omitted(text)
        or _in_place(text)
        or _place(text)
        or _app_words(text, sender, opening=opening)
        or Body("text" if text else "empty", text)
    )
    return replace(body, marks=(*edited, *body.marks)) if edited else body


def app_line(text: str) -> Body:
    """What the app wrote in a line of its own: a call, or an event."""
    body = _call("\u200e" + text, _CALLS + _CALLED)
    return replace(body, note=text, text="") if body else Body("event", text)


def _only_words(text: str) -> bool:
    """Whether words, of any number of lines, are surely nothing else."""
    return not (
        text[-1:] in ODD_ENDINGS
        or text[:ODD_BEGINNING] in ODD_BEGINNINGS
        or "\u200e" in text
        or "<" in text
        or _STANDS_ABOVE.search(text)
    )


def _without_edited(text: str) -> tuple[str, tuple[Mark, ...]]:
    """Words without the app's remark behind them that they were changed, and whether it was there."""
    found = _EDITED.search(text) if text.endswith((">", ">\u200e")) else None
    if found is None or names_a_file(found[0]):
        return text, ()
    if folded(found["phrase"]) in _EDITED_WORDS:
        return text[: found.start()], ("edited",)
    by_shape = found.start() > 0 and "\u200e<" in found[0]
    return text, ("edited",) if by_shape and not is_omitted(found["phrase"]) else ()


def _in_place(text: str) -> Body | None:
    """What stands in place of words: deleted, seen once, not arrived, a call, a poll."""
    kind = _IN_PLACE.get(folded_if_short(text))
    marked = text.startswith("\u200e")
    if kind == "view-once" and text != "null" and len(text) < _UNMISTAKABLE and not marked:
        kind = None
    if kind is not None:
        return Body(kind, note=text)
    return _call(text, _CALLS + _CALLED if marked else _CALLS) or _poll(text)


def _call(text: str, calls: tuple[str, ...]) -> Body | None:
    bare = text.lstrip(MARKS)
    lowered = bare[:LONGEST_PHRASE].casefold()
    if not lowered.startswith(calls):
        return None
    end = max(len(call) for call in calls if lowered.startswith(call))
    if _LENGTH.match(bare, end):
        return Body("call", note=text)
    if bare == text or not _HINT.match(bare, end):
        return None
    return Body("call", "" if folded(bare[end:].lstrip(",. ")) in _HINTS else text, note=text)


def _poll(text: str) -> Body | None:
    lines = text.split("\n", 50)
    if len(lines) < 2 or not lines[0].rstrip(f"{MARKS} \r").endswith(":"):
        return None
    options = [found["word"] for line in lines[1:] if (found := _OPTION.match(line[:300]))]
    by_shape = len(options) > 1 and len(set(options)) == 1
    by_word = folded_if_short(lines[0]).rstrip(":") in _POLL
    return Body("poll", text) if by_shape or by_word else None


def _place(text: str) -> Body | None:
    found = _PLACE.match(text)
    if found is None:
        return None
    known = folded(found["word"]) in _LOCATION
    return Body("location", "" if known else text, note=text if known else found["link"])


def _app_words(text: str, sender: str, *, opening: bool) -> Body | None:
    """What the app says under a person's name, as iPhones write it: a mark first, then the words.

    Words behind such a mark that are in no table stay the person's, and are marked as doubtful: the
    mark can be typed.
    """
    marked = text.startswith("\u200e")
    if not marked and not opening:
        return None
    said = folded(text[:LONGEST_PHRASE])
    if said.startswith(_EVENTS if marked else _OPENINGS):
        return Body("event", text)
    if marked and said.startswith(f"{folded(sender)} "):
        return Body("event", text)
    return Body("text", text, marks=("doubtful-sender",)) if marked else None


# The commonest of the app's words, to the letter, so that they need not be looked at again.
_EXACTLY = {
    written: body
    for phrase in omitted_phrases()
    for written in (f"<{phrase}>", f"\u200e{phrase}")
    if (body := omitted(written)) is not None
}

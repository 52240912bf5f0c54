"""Who wrote a line, told from all lines together.

A name may hold ``: `` itself, and so may what the app writes on its own, so the first ``: `` of a
line decides nothing. What decides is how often the words before it stand in the file.

A name is kept exactly as it is written, with the marks U+202A and U+202C that the app puts around
numbers and with anything that somebody hid in it: two names that only look alike are two people.
Only to find a name in the title of the file are marks left out of the comparison.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from msgspec import Struct

from wardlight.sources.whatsapp.tables import folded, phrases

# Between a name and the app's own words, as an iPhone writes them.
APP_SPEAKS = ": \u200e"
# Longer than any name the app shows, in characters.
LONGEST_NAME = 100
# So many lines have to share a longer name before it is taken for one.
_ENOUGH = 3
# Words that are said once or twice before a colon may be the app's own.
_RARE = 2

_OF_GROUPS = tuple(phrase.casefold() for phrase in phrases("group"))
_NOTICES = tuple(phrase.casefold() for phrase in phrases("event"))
_QUOTES = (('"', '"'), ("“", "”"), ("„", "“"), ("«", "»"))
_NUMBER_OR_PUSH_NAME = re.compile(r"[\u202a\u200e]*[+~\d]")


class Heads(Struct, frozen=True):
    """What stands before a ``: `` in a file's message lines, counted.

    Attributes:
        first: Up to the first one, by frequency, in order of first appearance.
        longer: Up to a later one.
        app: Of the first message line, where in all its lines the app's mark follows; else empty.
    """

    first: Mapping[str, int]
    longer: Mapping[str, int]
    app: str


class Senders(Struct, frozen=True):
    """The people who write in one file.

    Attributes:
        plain: Those whose name ends at the first ``: ``, which is nearly everybody.
        longer: Those with a ``: `` in their name, the longest first.
        app: The group's own name, under which an iPhone puts what the app says.
        all: Everybody, in order of first appearance.
    """

    plain: Mapping[str, str]
    longer: tuple[str, ...]
    app: str | None
    all: tuple[str, ...]


def head_of(text: str) -> str:
    """What may be a name at the start of a message line; empty where nothing can be."""
    line = text[: LONGEST_NAME + 2].partition("\n")[0]
    head, colon, _ = line.partition(": ")
    if colon:
        return head
    bare = line.rstrip("\r")
    return bare[:-1] if bare.endswith(":") else ""


def longer_heads(text: str) -> list[str]:
    """What may be a longer name: up to the second ``: `` of the line and each later one."""
    line = text[: LONGEST_NAME + 2].partition("\n")[0]
    ends = [found.start() for found in re.finditer(r":(?: |\r?\Z)", line)]
    return [line[:end] for end in ends[1:]]


def senders_of(heads: Heads, title: str) -> Senders:
    """Who writes, from how often each possible name stands there."""
    longer: dict[str, list[str]] = {}
    for name in heads.longer:
        longer.setdefault(name.partition(": ")[0], []).append(name)
    found = [
        name
        for head in heads.first
        if head
        for name in _settled(head, longer.get(head, []), heads, title)
    ]
    app = _app_name(heads, found)
    people = tuple(dict.fromkeys(name for name in found if name != app))
    with_colon = sorted((name for name in people if ": " in name), key=len, reverse=True)
    begun = {name.partition(": ")[0] for name in with_colon}
    plain = {name: name for name in people if name not in begun and name not in with_colon}
    return Senders(plain, tuple(with_colon), app, people)


def split(text: str, senders: Senders) -> tuple[str | None, str]:
    """A line's sender and words; no sender where the app itself speaks.

    The line may be followed by others, which belong to the words.
    """
    for name in senders.longer:
        if text.startswith(f"{name}:"):
            return name, text[len(name) + 1 :].removeprefix(" ")
    name, colon, words = text.partition(": ")
    if colon and (name in senders.plain or name in senders.all):
        return name, words
    name, colon, words = text.partition(":")
    if colon and name in senders.all:
        return name, words.removeprefix(" ")
    if senders.app is not None and text.startswith(f"{senders.app}:"):
        return None, text[len(senders.app) + 1 :].removeprefix(" ")
    return None, text


def same_name(one: str, other: str) -> bool:
    """Whether two spellings show the same name, the app's marks and Unicode's forms aside."""
    return _comparable(one) == _comparable(other)


def is_of_groups(line: str) -> bool:
    """Whether what the app says can only be said in a group."""
    said = line.casefold()
    return any(phrase in said for phrase in _OF_GROUPS)


def _comparable(name: str) -> str:
    return unicodedata.normalize("NFC", folded(name))


def _settled(head: str, longer: Sequence[str], heads: Heads, title: str) -> list[str]:
    """The names that lines beginning in one way belong to: none, one, or it and a longer one."""
    count = heads.first[head]
    for name in sorted(longer, key=len, reverse=True):
        shared = heads.longer[name]
        if shared == count >= _ENOUGH or (title and same_name(name, title)):
            return [name] if shared == count else [name, head]
    return [] if count <= _RARE and _is_of_the_app(head) else [head]


def _is_of_the_app(head: str) -> bool:
    if head.casefold().startswith(_NOTICES):
        return True
    if _NUMBER_OR_PUSH_NAME.match(head):
        return is_of_groups(head)
    unclosed = any(
        head.count(opening) % 2 if opening == closing else head.count(opening) > head.count(closing)
        for opening, closing in _QUOTES
    )
    return unclosed or is_of_groups(head)


def _app_name(heads: Heads, people: Sequence[str]) -> str | None:
    """A name that stands at the very top and only ever before the app's own words.

    Not in a chat of two: there it is the other person, whose every word would be hidden by this.
    """
    others = set(people) - {heads.app}
    return heads.app if heads.app in people and len(others) > 1 else None

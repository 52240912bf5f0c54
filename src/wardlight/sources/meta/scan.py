"""Where each value of a JSON text begins and ends, without understanding it.

Not a parser: what a span holds may still not be JSON. It is for files that are cut, nested beyond
reason or say one thing twice, where a parser gives up or is silent, and a person has to be told the
place. It never recurses deeper than its caller asks, so nesting cannot exhaust it.
"""

import json
import re
from collections.abc import Callable, Generator
from typing import Literal

from msgspec import Struct

DEEPEST = 64
"""Levels inside one value. Meta's own records have four."""

BOM = b"\xef\xbb\xbf"

Path = tuple[str | int, ...]
Inside = Callable[[Path, bool], bool]
"""Whether to go into the object (False) or array (True) at a path; the root's path is ``()``."""

_STRING_BODY = rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_SPACE = re.compile(rb"[ \t\n\r]*+")
_STRING = re.compile(_STRING_BODY, re.DOTALL)
_ATOM = re.compile(rb'[^\s,:"{}\[\]]++')
_TO_BRACKET = re.compile(
    rb'[^"{}\[\]]*+(?:' + _STRING_BODY + rb'[^"{}\[\]]*+)*+[{}\[\]]', re.DOTALL
)


class Damage(Exception):  # noqa: N818 - it is caught here and said as a notice
    """The text stops being JSON.

    Attributes:
        at: The byte where the value begins that could not be finished.
        how: Cut short, malformed, or nested too deep.
    """

    def __init__(self, at: int, how: Literal["cut", "malformed", "deep"]) -> None:
        super().__init__(f"{how} at byte {at}")
        self.at = at
        self.how = how


class Span(Struct, frozen=True, gc=False):
    """One value.

    Attributes:
        path: Keys and positions from the root.
        start: Its first byte.
        end: The byte after it; 0 for an object or array that is gone into: its values follow.
    """

    path: Path
    start: int
    end: int


def walk(text: bytes, inside: Inside) -> Generator[Span, None, None]:
    """The values of a JSON text in the order they stand, going into those that ``inside`` says.

    Args:
        text: The file, with or without a byte-order mark.
        inside: Which objects and arrays to go into; the others are given whole.

    Raises:
        Damage: After the last whole value was given.
    """
    start = _skip(text, len(BOM) if text.startswith(BOM) else 0)
    end = yield from _value(text, start, (), inside)
    rest = _skip(text, end)
    if rest < len(text):
        raise Damage(rest, "malformed")


def pointer(path: Path) -> str:
    """A path as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _value(text: bytes, at: int, path: Path, inside: Inside) -> Generator[Span, None, int]:
    """Gives the value at a place and returns the byte after it."""
    opening = text[at : at + 1]
    if opening in (b"{", b"[") and inside(path, opening == b"["):
        yield Span(path, at, 0)
        each = _members if opening == b"{" else _elements
        return (yield from each(text, at, path, inside))
    end = _end_of(text, at)
    yield Span(path, at, end)
    return end


def _members(text: bytes, opened: int, path: Path, inside: Inside) -> Generator[Span, None, int]:
    at = _skip(text, opened + 1)
    if text[at : at + 1] == b"}":
        return at + 1
    while True:
        key = _STRING.match(text, at)
        if key is None:
            raise _broken(text, at)
        at = _past(text, _skip(text, key.end()), b":")
        at = _skip(text, (yield from _value(text, at, (*path, _key(key.group(), at)), inside)))
        if text[at : at + 1] == b"}":
            return at + 1
        at = _past(text, at, b",")


def _elements(text: bytes, opened: int, path: Path, inside: Inside) -> Generator[Span, None, int]:
    at = _skip(text, opened + 1)
    if text[at : at + 1] == b"]":
        return at + 1
    index = 0
    while True:
        at = _skip(text, (yield from _value(text, at, (*path, index), inside)))
        if text[at : at + 1] == b"]":
            return at + 1
        at = _past(text, at, b",")
        index += 1


def _key(quoted: bytes, at: int) -> str:
    try:
        return str(json.loads(quoted.decode("utf-8", "replace"), strict=False))
    except ValueError as e:
        raise Damage(at, "malformed") from e


def _end_of(text: bytes, at: int) -> int:
    """The byte after the value that begins here."""
    opening = text[at : at + 1]
    if opening in (b"{", b"["):
        return _past_brackets(text, at)
    found = _STRING.match(text, at) if opening == b'"' else _ATOM.match(text, at)
    if found is None:
        raise _broken(text, at)
    return found.end()


def _past_brackets(text: bytes, opened: int) -> int:
    at, depth = opened, 0
    while True:
        found = _TO_BRACKET.match(text, at)
        if found is None:
            raise _broken(text, opened)
        at = found.end()
        depth += 1 if text[at - 1] in b"{[" else -1
        if depth == 0:
            return at
        if depth > DEEPEST:
            raise Damage(opened, "deep")


def _skip(text: bytes, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _past(text: bytes, at: int, sign: bytes) -> int:
    """The place after a comma or colon and the blanks that follow it."""
    if text[at : at + 1] != sign:
        raise _broken(text, at)
    return _skip(text, at + 1)


def _broken(text: bytes, at: int) -> Damage:
    """Cut where nothing more could have made it whole within what is there, else malformed."""
    unfinished = at >= len(text) or text[at] in b'"{['
    return Damage(at, "cut" if unfinished else "malformed")

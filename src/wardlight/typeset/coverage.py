"""Which characters the fonts in here can draw. ``scripts/fonts.py`` writes the list from the fonts."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, Final

from wardlight.report.visible import code_point

FONTS: Final = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Sans Bengali",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Tamil",
    "Noto Sans Thai",
    "Noto Sans CJK JP",
    "Noto Emoji",
    "Noto Sans Symbols2",
    "Noto Sans Math",
)
"""What ``fonts/`` holds, in the order in which they are tried."""

_UNBROKEN: Final = re.compile(r"(\S{1000})(?=\S)")
"""PDF/A allows a string of 32,767 bytes; a word that long gets places to break at, which show nothing."""

_JOINS: Final = "joins"
_OF_NO_ONE_SCRIPT: Final = "of no one script"


def drawn(value: Any) -> Any:
    """Every string in it with what our fonts cannot draw written by its number: never an empty box."""
    if isinstance(value, str):
        return _UNBROKEN.sub("\\1\u200b", drawable(value))
    if isinstance(value, dict):
        return {key: drawn(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [drawn(each) for each in value]
    return value


def drawable(text: str) -> str:
    """The text with every character that no font here has written by its number, as ``[U+13000]``.

    So is a mark, such as an accent, on a letter or a sign that no font has together with it: Typst would leave out
    the one or the other, and no person would see it.
    """
    if text.isascii() and text.isprintable():
        return text
    shown = _not_drawn().sub(lambda found: code_point(found[0]), text)
    return _marked().sub(lambda found: _with_its_marks(found[0]), shown)


def _with_its_marks(cluster: str) -> str:
    for at in range(1, len(cluster)):
        if not _drawn_together(cluster[0], cluster[1 : at + 1]):
            return cluster[:at] + "".join(map(code_point, cluster[at:]))
    return cluster


def _drawn_together(letter: str, marks: str) -> bool:
    """Whether Typst, which tries one font after the other, comes to one that has them all.

    It does not get past a font that has a mark and not the letter. A mark of one script on a letter of another is
    drawn by itself.
    """
    shared = _listed()[_OF_NO_ONE_SCRIPT]
    joined = [
        mark
        for mark in marks
        if mark not in _listed()[_JOINS] and (letter in shared or mark in shared)
    ]
    for font in FONTS:
        has = _listed()[font]
        if letter in has and has.issuperset(joined):
            return True
        if letter not in has and not has.isdisjoint(joined):
            return False
    return False


@cache
def _not_drawn() -> re.Pattern[str]:
    return re.compile(f"[^\\n{_class(frozenset().union(*_listed().values()))}]")


@cache
def _marked() -> re.Pattern[str]:
    """A letter or a sign, and the marks on it; marks alone at the beginning of a line."""
    everything = frozenset[str]().union(*_listed().values())
    marks = {each for each in everything if unicodedata.category(each)[0] == "M"}
    on = _class(frozenset(marks) | _listed()[_JOINS])
    return re.compile(f"[^\\n{on}]?[{on}]+")


def _class(characters: frozenset[str]) -> str:
    return "".join(f"\\U{ord(each):08x}" for each in sorted(characters))


@cache
def _listed() -> dict[str, frozenset[str]]:
    folder = resources.files("wardlight.typeset")
    found: dict[str, set[str]] = {}
    name = ""
    for line in folder.joinpath("fonts/coverage.txt").read_text("ascii").splitlines():
        if line.startswith(" "):
            found[name].update(_between(*line.split("-")))
        else:
            name = line
            found[name] = set()
    return {name: frozenset(characters) for name, characters in found.items()}


def _between(first: str, last: str) -> Iterator[str]:
    return map(chr, range(int(first, 16), int(last, 16) + 1))

"""Names that a page gives: who is in a chat, and whose export it is."""

import re
import tomllib
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from lxml.etree import _Element as Element
from msgspec import Struct

from wardlight.errors import PartMissing
from wardlight.sources.pages.page import text_of

_LINE = re.compile(r"[^:：]{2,40}[:：]\s*(.+)", re.DOTALL)
_BETWEEN = re.compile(r"\s*[,،、，]\s*")
_ENGLISH = "participants"
_LONGEST_AND = 5
_MOST_WORDS = 50


class _Labels(Struct, frozen=True):
    """How a name and a user name are labelled, in many languages: the table of the JSON readers."""

    name: frozenset[str]
    handle: frozenset[str]


def listed_people(lines: Sequence[str], wrote: Collection[str]) -> tuple[str, ...]:
    """Members as a line above the messages lists them ("Participants: ..."); empty where none does.

    Args:
        lines: What the page says before its first message.
        wrote: Names above messages. In a language other than English, a line is a list of members
            if one of them is in it, and they tell where "and" stands.
    """
    for line in lines:
        found = _LINE.fullmatch(line)
        if found is None:
            continue
        *names, last = _BETWEEN.split(found[1].strip())
        names += _apart(last, wrote)
        if line.casefold().startswith(_ENGLISH) or any(name in wrote for name in names):
            return tuple(name for name in names if name)
    return ()


def owner_of(root: Element) -> tuple[str | None, str | None]:
    """Display name and user name on a page of personal information; None where no label says it."""
    facts = [(label.lower(), value) for label, value in _facts(root)]
    name = next((value for label, value in facts if label in _labels().name), None)
    handle = next((value for label, value in facts if label in _labels().handle), None)
    return name, handle


@cache
def _labels() -> _Labels:
    try:
        text = files("wardlight.sources.meta").joinpath("labels.toml").read_text(encoding="utf-8")
    except OSError as e:
        raise PartMissing("The labels of names are not there.", where="labels.toml") from e
    return msgspec.convert(tomllib.loads(text), _Labels)


def _apart(last: str, wrote: Collection[str]) -> list[str]:
    """The last two names, which a short word stands between."""
    words = last.split(" ", _MOST_WORDS)
    if last not in wrote:
        for at in range(1, len(words) - 1):
            before, after = " ".join(words[:at]), " ".join(words[at + 1 :])
            if len(words[at]) <= _LONGEST_AND and (before in wrote or after in wrote):
                return [before, after]
    return [last] if last in wrote else last.rsplit(" and ", 1)


def _facts(root: Element) -> Iterator[tuple[str, str]]:
    """Label and value, which share a cell or stand in two beside each other."""
    for cell in root.iter("td"):
        label = (cell.text or "").strip()
        beside = cell.getnext()
        value = cell[0] if len(cell) else beside
        if label and value is not None and (said := text_of(value).strip()):
            yield label, said

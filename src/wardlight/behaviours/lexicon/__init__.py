"""Lexicons as data: a folder for each language, a file for each behaviour, each with its source."""

import tomllib
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from msgspec import Struct

from wardlight.behaviours.matcher import Pattern
from wardlight.errors import PartMissing


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """Lines of one strength and one reason; see ``matcher.Pattern`` for how a line is written."""

    strength: int
    because: str
    match: tuple[str, ...]
    needs: str = ""


class Page(Struct, frozen=True, forbid_unknown_fields=True):
    """One behaviour in one language.

    Attributes:
        behaviour: Its name.
        source: Where the wording comes from: a study's description, guidance, or common usage.
        group: The lines.
        overlap: Lines that cancel a weaker hit they overlap (a picture *of the homework*).
        anywhere: Lines that cancel the behaviour in the whole message (a *birthday* secret).
    """

    behaviour: str
    source: str
    group: tuple[Group, ...]
    overlap: tuple[str, ...] = ()
    anywhere: tuple[str, ...] = ()


class Classes(Struct, frozen=True, forbid_unknown_fields=True):
    """Word classes that lines refer to as ``<name>``, and the language's most frequent words, most frequent first."""

    source: str
    common: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]


class Lexicon(Struct, frozen=True):
    """One language, ready to match."""

    language: str
    patterns: tuple[Pattern, ...]
    classes: dict[str, tuple[str, ...]]
    common: tuple[str, ...]
    sources: dict[str, str]


@cache
def read_lexicon(language: str) -> Lexicon:
    """A language's folder.

    Raises:
        PartMissing: It is not there, or a page does not fit its schema.
    """
    folder = files(__name__) / language
    try:
        classes = msgspec.convert(_toml(folder / "classes.toml"), Classes)
        pages = [
            msgspec.convert(_toml(each), Page)
            for each in sorted(folder.iterdir(), key=lambda each: each.name)
            if each.name.endswith(".toml") and each.name != "classes.toml"
        ]
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PartMissing(
            "A lexicon cannot be read.", where=f"lexicon/{language}: {error}"
        ) from error
    return Lexicon(
        language,
        tuple(pattern for page in pages for pattern in _patterns(page)),
        _resolved(classes.classes),
        classes.common,
        {page.behaviour: page.source for page in pages},
    )


def _toml(path: Traversable) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _patterns(page: Page) -> list[Pattern]:
    lines = [
        Pattern(page.behaviour, line, group.strength, group.because, group.needs)
        for group in page.group
        for line in group.match
    ]
    cancelling = (("overlap", page.overlap), ("anywhere", page.anywhere))
    return lines + [
        Pattern(f"{page.behaviour}:{how}", line, 0, "") for how, each in cancelling for line in each
    ]


def _resolved(classes: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Classes may name classes that stand before them."""
    done: dict[str, tuple[str, ...]] = {}
    for name, words in classes.items():
        done[name] = tuple(
            each
            for word in words
            for each in (done[word[1:-1]] if word.startswith("<") else (word,))
        )
    return done

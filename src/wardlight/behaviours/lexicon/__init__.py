"""Lexicons as data: a folder for each language, a file for each behaviour, each with its source."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import product

import msgspec
from msgspec import Struct

from wardlight.behaviours.pattern import Pattern
from wardlight.errors import PartMissing

NO_PAGES = frozenset({"classes.toml", "ages.toml"})
"""Files of a language that are about no behaviour: what its lines share, and how it says an age (``behaviours.ages``)."""

_Rows = Mapping[str, tuple[str, ...]]
"""Each word that is spelled in several ways, with all of them."""


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """Lines of one strength and one reason; see ``pattern.Pattern`` for how a line is written."""

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
    """What a language's lines share.

    Attributes:
        name: The language's.
        source: Where the words come from.
        common: Its most frequent words in order.
        classes: Words that lines refer to as ``<name>``.
        spellings: Rows of one word as it is spelled and said in several places. Wherever a line or a class has one of a
            row, it has them all, so that nobody is read otherwise for a dialect.
        shorthand: How a word is also typed ("b4", "ne1", "do not" for "dont"). A line or a class with the word has these
            too; one that is written with the short form alone does not have the word.
    """

    name: str
    source: str
    common: tuple[str, ...]
    classes: dict[str, tuple[str, ...]]
    spellings: tuple[tuple[str, ...], ...] = ()
    shorthand: dict[str, tuple[str, ...]] = {}


class Lexicon(Struct, frozen=True):
    """One language, ready to match."""

    language: str
    name: str
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
            if each.name.endswith(".toml") and each.name not in NO_PAGES
        ]
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PartMissing(
            "A lexicon cannot be read.", where=f"lexicon/{language}: {error}"
        ) from error
    rows = _rows(classes)
    return Lexicon(
        language,
        classes.name,
        tuple(pattern for page in pages for pattern in _patterns(page, language, rows)),
        _resolved(classes.classes, rows),
        classes.common,
        {page.behaviour: page.source for page in pages},
    )


def _rows(classes: Classes) -> _Rows:
    """Each word that is spelled in several ways, with all of them; what one of a row is typed as, the whole row is."""
    rows = {word: row for row in classes.spellings for word in row}
    alone = ((word,) for word in classes.shorthand if word not in rows)
    for row in (*classes.spellings, *alone):
        typed = (also for word in row for also in classes.shorthand.get(word, ()))
        spelled = (other for also in typed for other in _spellings(also, rows))
        rows |= dict.fromkeys(row, tuple(dict.fromkeys((*row, *spelled))))
    return rows


def _toml(path: Traversable) -> dict[str, object]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _patterns(page: Page, language: str, rows: _Rows) -> list[Pattern]:
    lines = [
        Pattern(
            page.behaviour,
            _in_all_spellings(line, rows),
            group.strength,
            group.because,
            group.needs,
            language,
        )
        for group in page.group
        for line in group.match
    ]
    cancelling = (("overlap", page.overlap), ("anywhere", page.anywhere))
    return lines + [
        Pattern(f"{page.behaviour}:{how}", _in_all_spellings(line, rows), 0, "", language=language)
        for how, each in cancelling
        for line in each
    ]


def _in_all_spellings(line: str, rows: _Rows) -> str:
    """A line with every alternative in each of its spellings."""
    return " ".join(_step_in_all_spellings(step, rows) for step in line.split())


def _step_in_all_spellings(step: str, rows: _Rows) -> str:
    before, after = "!" * step.startswith("!"), "?" * step.endswith("?")
    alternatives = step.removeprefix("!").removesuffix("?").split("|")
    spelled = (other for each in alternatives for other in _spellings(each, rows))
    return f"{before}{'|'.join(dict.fromkeys(spelled))}{after}"


def _spellings(alternative: str, rows: _Rows) -> Iterable[str]:
    if "_" not in alternative:
        return rows.get(alternative, (alternative,))
    words = (rows.get(word, (word,)) for word in alternative.split("_"))
    return map("_".join, product(*words))


def _resolved(classes: dict[str, tuple[str, ...]], rows: _Rows) -> dict[str, tuple[str, ...]]:
    """Classes may name classes that stand before them."""
    done: dict[str, tuple[str, ...]] = {}
    for name, words in classes.items():
        done[name] = tuple(
            each
            for word in words
            for each in (done[word[1:-1]] if word.startswith("<") else _spellings(word, rows))
        )
    return done

"""The age that words state: figures, number words and school years, each as its language has them.

It is for comparing what two sides said of themselves, not for finding out how old anybody is: an age is what was
written. A school year is the age of those who begin it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from wardlight.behaviours.matcher import Hit
from wardlight.behaviours.normalise import words_of
from wardlight.behaviours.table import read_toml

YOUNGEST = 8
"""A lower number word is an age with a school year beside it alone ("year seven")."""
_FAR = 10
"""A number below is a school year wherever in a line the kind of school stands; others have it beside them."""
_AHEAD = 2
"""Words after a hit that can still belong to its number ("treinta *y cinco*")."""
OLDEST_PUPIL = 19
"""A school year that would be older is none: two numbers happened to stand side by side."""


class Ages(Struct, frozen=True, forbid_unknown_fields=True):
    """How one language says an age.

    Attributes:
        source: Where the words and the school years come from.
        numbers: Number words from one on. A round number and ones after it are added up.
        joins: Words between tens and ones ("treinta *y* cinco").
        glued: What is written straight after the figures of an age ("29 *Jahre*" without the blank).
        ordinals: Words and figures that are a school year without more ("seventh").
        begins: What an ordinal alone adds up to an age with.
        school: Words that make a number or an ordinal a school year of a kind, with what they add.
        before: Words of ``school`` that stand before their number ("year 7"); after one they count years of life.
        highest: The highest school year; a higher number beside a word of ``school`` is an age.
    """

    source: str
    numbers: dict[str, int]
    ordinals: dict[str, int]
    begins: int
    school: dict[str, int]
    joins: tuple[str, ...] = ()
    glued: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    highest: int = 13


_FIGURES = Ages("Figures need no source.", {}, {}, 0, {})


@cache
def read_ages(language: str) -> Ages:
    """A language's ``ages.toml``, its words as texts are matched; figures alone for a language that has none.

    Raises:
        PartMissing: It does not fit its schema.
    """
    page = files("wardlight.behaviours.lexicon") / language / "ages.toml"
    if not language or not page.is_file():
        return _FIGURES
    where = f"lexicon/{language}/ages.toml"
    ages = read_toml(page, Ages, "A lexicon cannot be read.", where)
    return msgspec.structs.replace(
        ages,
        numbers=_as_matched(ages.numbers),
        ordinals=_as_matched(ages.ordinals),
        school=_as_matched(ages.school),
    )


def _as_matched(table: dict[str, int]) -> dict[str, int]:
    return {"".join(words_of(word)): number for word, number in table.items()}


def age_in(hits: Sequence[Hit], words: Sequence[str]) -> int:
    """The age that some hits state in a message's words; the lowest where they state several, 0 where they state none."""
    known = [age for hit in hits for age in _stated(hit, words, read_ages(hit.pattern.language))]
    return min(known, default=0)


def _stated(hit: Hit, words: Sequence[str], ages: Ages) -> list[int]:
    """The ages in a hit's words; school years in words where there is no number."""
    within = words[max(0, hit.first) : hit.last + 1]
    adds = {at: ages.school[word] for at, word in enumerate(within) if word in ages.school}
    ahead = words[: hit.last + 1 + _AHEAD]
    numbers = [
        _of_pupil(number, _added(number, at, within, adds, ages), ages)
        for at, number in _numbers(ahead, max(0, hit.first), hit.last + 1, ages)
    ]
    years = [ages.ordinals[word] for word in within if word in ages.ordinals]
    return numbers or [
        _of_pupil(year, min(adds.values(), default=ages.begins), ages) for year in years
    ]


def _added(
    number: int, at: int, within: Sequence[str], adds: Mapping[int, int], ages: Ages
) -> int | None:
    """What the school year that a number counts begins at; None for a number that counts years of life."""
    near = 1 if number >= _FAR else len(within)
    reach = [
        add
        for beside, add in adds.items()
        if (beside == at - 1 if within[beside] in ages.before else abs(beside - at) <= near)
    ]
    return min(reach, default=None)


def _of_pupil(number: int, adds: int | None, ages: Ages) -> int:
    """The age of who is in a school year; a number that can be no school year as it stands."""
    if adds is None or number > ages.highest or number + adds > OLDEST_PUPIL:
        return number
    return number + adds


def _numbers(words: Sequence[str], first: int, stop: int, ages: Ages) -> Iterator[tuple[int, int]]:
    """Each number that begins in some words, with its place from the first of them."""
    at = first
    while at < stop:
        number, read = _number(words, at, ages)
        if number:
            yield at - first, number
        at += max(1, read)


def _number(words: Sequence[str], at: int, ages: Ages) -> tuple[int, int]:
    """The number that begins at a word, and how many words it takes; (0, 0) where none does."""
    tens = ages.numbers.get(words[at], 0)
    if not tens:
        figures = _figures(words[at], ages.glued)
        return figures, int(figures > 0)
    if tens < YOUNGEST:
        beside = any(word in ages.school for word in words[max(0, at - 1) : at + 2])
        return (tens, 1) if beside else (0, 0)
    after = at + 2 if words[at + 1 : at + 2] and words[at + 1] in ages.joins else at + 1
    ones = ages.numbers.get(words[after], 0) if after < len(words) else 0
    if tens % 10 == 0 and 0 < ones < 10:
        return tens + ones, after + 1 - at
    return tens, 1


def _figures(word: str, glued: Sequence[str]) -> int:
    if not word[:1].isdigit():
        return 0
    digits = next((word.removesuffix(each) for each in glued if word.endswith(each)), word)
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 3 else 0

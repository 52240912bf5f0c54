"""Dates as a page shows them to a person: in words, in any of many languages, to the minute.

Not for dates that a program writes, and never a source of a time zone: "PDT" is the zone of some
server or of some phone, and several places use each such name. Only a written offset (UTC+08) is
believed. Names of months are CLDR's; see scripts/make_months.py.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from msgspec import Struct

from wardlight.errors import PartMissing

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone
_BUDDHIST = 543

# On the view that is matched only: what is shown as a blank is one, and bidi controls are gone.
_PLAIN: dict[int, str | None] = dict.fromkeys(
    (0x200E, 0x200F, 0x061C, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
) | {0xA0: " ", 0x2009: " ", 0x202F: " ", 0x3000: " ", 0xFF1A: ":", 0x2212: "-"}

_OFFSET = re.compile(r"\b(?:utc|gmt) ?([+-])(\d{1,2})(?::?(\d{2}))?\b")
_TIMES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<![\d.:])(\d{1,2}) ?: ?(\d{2})(?: ?: ?(\d{2}))?(?!\d)",
        r"(?<!\d)(\d{1,2}) ?[時时시點点] ?(\d{2}) ?[分분](?: ?(\d{2}) ?[秒초])?",
        r"(?<!\d)(\d{1,2}) ?h ?(\d{2})()(?!\d)",
        r"(?<![\d.])(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?![\d.])",
    )
)
_NUMBERED_MONTH = re.compile(r"(\d{1,2}) ?[月월]|(?:tháng|thg)\.? ?(\d{1,2})")
_WEEKDAY = re.compile(r"^[^\d,]+,")
_SEGMENT = re.compile(r"[^\d,،、()]+")
_TIME_OF_DAY = re.compile(r"\d{1,2}\s?[:.h：時时시點点]\s?\d{2}")
_LONGEST = 80
# Meta's own wording in Portuguese, which CLDR does not have.
_MORE_PERIODS = {"datarde/noite": "pm"}


class Stamp(Struct, frozen=True, gc=False):
    """A date that was read.

    Attributes:
        reading: Milliseconds from 1970-01-01T00:00 on its own wall; in UTC where ``utc``.
        precision: What it was written to.
        utc: Whether an offset stood beside it, which was taken off.
    """

    reading: int
    precision: Literal["minute", "second"]
    utc: bool


def looks_like_stamp(written: str) -> bool:
    """Whether a short text has a time of day and enough numbers for a date. Not that it is one."""
    return (
        len(written) <= _LONGEST
        and _TIME_OF_DAY.search(written) is not None
        and len(re.findall(r"\d+", written)) >= 4
    )


def read_stamp(written: str, *, language: str = "", day_first: bool | None = None) -> Stamp | None:
    """Read a date; None where it is not one, or could be two.

    Args:
        written: As the page has it.
        language: What the page says it is in, for names that mean two months.
        day_first: For dates in numbers only; without it they are read where they fit one way.
    """
    view, offset = _without_offset(_view(written))
    found = _time_in(view)
    if found is None:
        return None
    before, after = view[: found.start()], view[found.end() :]
    date = _date(
        _WEEKDAY.sub(" ", f"{before} , {after}"), language.casefold()[:2], day_first=day_first
    )
    clock = _clock(found, _period(before, after))
    if date is None or clock is None:
        return None
    try:
        local = datetime(*date, *clock) - offset if offset else datetime(*date, *clock)  # noqa: DTZ001
    except (ValueError, OverflowError):
        return None
    precision: Literal["minute", "second"] = "second" if found[3] else "minute"
    reading = (local - _EPOCH) // timedelta(milliseconds=1)
    return Stamp(reading, precision, offset is not None)


def day_month_order(stamps: Iterable[str]) -> bool | None:
    """Whether the day comes first in dates that are numbers only.

    None where no such date is above 12 in one place alone.
    """
    pairs = [pair for pair in map(_two_ways, stamps) if pair]
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    return None if day_first == month_first else day_first


def in_numbers_only(written: str) -> bool:
    """Whether a date has its month as a number that could be its day."""
    return _two_ways(written) is not None


# --- the time of day -------------------------------------------------------------------------


def _view(written: str) -> str:
    text = written.translate(_PLAIN).casefold()
    if text.isascii():
        return text
    return "".join(
        letter if (digit := unicodedata.digit(letter, -1)) < 0 else str(digit) for letter in text
    )


def _without_offset(view: str) -> tuple[str, timedelta | None]:
    found = _OFFSET.search(view)
    if found is None:
        return view, None
    away = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return view[: found.start()] + view[found.end() :], -away if found[1] == "-" else away


def _time_in(view: str) -> re.Match[str] | None:
    for pattern in _TIMES:
        found = list(pattern.finditer(view))
        if found:
            return found[-1]
    return None


def _period(before: str, after: str) -> str:
    """``am``, ``pm`` or nothing. It follows the time; where letters are not Latin it may precede it."""
    periods = _table().periods
    words = (_first_segment(after)).split()
    for length in range(len(words), 0, -1):
        if said := periods.get(_compact("".join(words[:length]))):
            return said
    leading = before.rsplit(",", 1)[-1]
    word = _compact(re.split(r"[\d年月日년월일 ]", leading.rstrip())[-1])
    return "" if word.isascii() else periods.get(word, "")


def _first_segment(after: str) -> str:
    found = re.match(r"[^\d,]*", after)
    return found[0] if found else ""


def _compact(text: str) -> str:
    return text.replace(".", "").replace(" ", "")


def _clock(found: re.Match[str], period: str) -> tuple[int, int, int] | None:
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if period and 1 <= hour <= 12:
        hour = hour % 12 + (12 if period == "pm" else 0)
    return hour, minute, second


# --- the date --------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _date(rest: str, language: str, *, day_first: bool | None) -> tuple[int, int, int] | None:
    month, rest = _numbered_month(rest)
    month = month or _named_month(rest, language)
    numbers = re.findall(r"\d+", rest)
    if month is None:
        return _in_numbers(numbers, day_first=day_first)
    years = [number for number in numbers if len(number) == 4]
    days = [number for number in numbers if len(number) <= 2]
    if len(numbers) != 2 or len(years) != 1 or len(days) != 1:
        return None
    return _common_year(int(years[0])), month, int(days[0])


def _common_year(year: int) -> int:
    """Thai pages count from the Buddha's passing, 543 years earlier."""
    return year - _BUDDHIST if year > 2400 else year


def _numbered_month(rest: str) -> tuple[int | None, str]:
    found = _NUMBERED_MONTH.search(rest)
    if found is None:
        return None, rest
    return int(found[1] or found[2]), rest[: found.start()] + " , " + rest[found.end() :]


def _in_numbers(numbers: list[str], *, day_first: bool | None) -> tuple[int, int, int] | None:
    if len(numbers) != 3:
        return None
    if len(numbers[0]) == 4:
        return int(numbers[0]), int(numbers[1]), int(numbers[2])
    if len(numbers[2]) != 4:
        return None
    first, second, year = (int(number) for number in numbers)
    if day_first is None:
        if first <= 12 and second <= 12 and first != second:
            return None
        day_first = first > 12
    return (year, second, first) if day_first else (year, first, second)


def _two_ways(written: str) -> tuple[int, int] | None:
    view, _ = _without_offset(_view(written))
    found = _time_in(view)
    if found is None:
        return None
    rest = view[: found.start()] + " , " + view[found.end() :]
    numbers = re.findall(r"\d+", rest)
    if len(numbers) != 3 or len(numbers[2]) != 4 or _NUMBERED_MONTH.search(rest):
        return None
    return int(numbers[0]), int(numbers[1])


# --- names of months -------------------------------------------------------------------------


class _Table(Struct, frozen=True):
    months: dict[str, int]
    clashes: dict[str, dict[str, int]]
    periods: dict[str, str]


@cache
def _table() -> _Table:
    try:
        text = files("wardlight.sources").joinpath("months.toml").read_text(encoding="utf-8")
    except OSError as e:
        raise PartMissing("The names of months are not there.", where="months.toml") from e
    read: dict[str, Any] = tomllib.loads(text)
    months = {name: int(number) for number, names in read["months"].items() for name in names}
    periods = {name: half for half, names in read["periods"].items() for name in names}
    return _Table(months, read["clashes"], periods | _MORE_PERIODS)


def _named_month(rest: str, language: str) -> int | None:
    found = {month for name in _names(rest) if (month := _month(name, language))}
    return found.pop() if len(found) == 1 else None


def _names(rest: str) -> Iterator[str]:
    for segment in _SEGMENT.findall(rest):
        whole = segment.strip(" .")
        yield whole
        yield from (word.strip(".") for word in whole.split() if word != whole)


@lru_cache(maxsize=4096)
def _month(name: str, language: str) -> int | None:
    table = _table()
    if name in table.clashes:
        return table.clashes[name].get(language)
    return table.months.get(name) or _month_beginning(name, table)


def _month_beginning(name: str, table: _Table) -> int | None:
    """Apps shorten names in ways of their own; a beginning that only one month has is that month."""
    if len(name) < 3:
        return None
    found = {month for known, month in table.months.items() if known.startswith(name)}
    found |= {
        month
        for known, spoken in table.clashes.items()
        if known.startswith(name)
        for month in spoken.values()
    }
    return found.pop() if len(found) == 1 else None

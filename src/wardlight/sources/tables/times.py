"""Times as programs and spreadsheets write them, by rules that fit one way or not at all.

A whole number, with or without a fraction, counts from 1970 in UTC. Its unit follows from its size, so
that it falls in the years 1973 to 2099:

    100,000,000 to 4,102,444,799                 seconds
    a thousand times that                        milliseconds
    a million times                              microseconds
    a thousand million times                     nanoseconds

Every other number is not a time. A date is year, month, day with any of ``- / .`` between, or day and
month in front where their order is known; then, if it has one, a time of day; then, if it has one, Z, UTC,
GMT or an offset. With one of those it is UTC. Without, it is on a clock that the file does not name.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from wardlight.model import Clock, Instant
from wardlight.model.instant import KnownFrom, Precision

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_WALL = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone
_FIRST, _LAST = 10**8, 4_102_444_800

_NUMBER = re.compile(r"(\d{9,19})(?:\.(\d+))?")
_DATE = re.compile(
    r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})"
    r"(?:(?:[ ,]+|T)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([ap])\.? ?m\.?)?)?"
    r"(?: ?(Z|UTC|GMT)?([+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)
_BLANKS = dict.fromkeys((0xA0, 0x2009, 0x202F), " ")


def instant_of(written: str, zone: str | None, *, day_first: bool | None) -> Instant:
    """A time with what it is known from; its reading is None where it cannot be read.

    Args:
        written: The cell.
        zone: Where a person said that the clock stands, for times that do not say it.
        day_first: For dates that begin with day or month; without it only those that fit one way.
    """
    text = written.strip().translate(_BLANKS)
    number = _NUMBER.fullmatch(text)
    if number:
        return _since_1970(written, int(number[1]), number[2] or "")
    found = _DATE.fullmatch(text)
    try:
        date = _date(found, day_first=day_first) if found else None
        if found and date:
            return _dated(written, found, date, zone)
    except (ValueError, OverflowError):
        pass
    return Instant(written, None, _unnamed(zone, "unknown"))


def day_month_order(written: Iterable[str]) -> tuple[bool, bool | None]:
    """Whether any date begins with day or month, and if so whether the day comes first.

    The order is None where no such date is above 12 in one place alone.
    """
    pairs = {pair for each in written if (pair := _day_and_month(each))}
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 for _, second in pairs)
    return bool(pairs), None if day_first == month_first else day_first


def _since_1970(written: str, number: int, fraction: str) -> Instant:
    for per_second in (1, 10**3, 10**6, 10**9):
        if _FIRST * per_second <= number < _LAST * per_second:
            exact = per_second > 1 or bool(fraction)
            reading = number * 1000 // per_second
            if per_second == 1:
                reading += int((fraction + "000")[:3])
            return Instant(written, reading, _utc("millisecond" if exact else "second"))
    return Instant(written, None, _utc("unknown"))


def _dated(
    written: str, found: re.Match[str], date: tuple[int, int, int], zone: str | None
) -> Instant:
    hour, minute, second = (int(found[group] or 0) for group in (5, 6, 7))
    if found[9]:
        hour = _of_24(hour, found[9].lower())
    micros = int(((found[8] or "") + "000000")[:6])
    wall = datetime(*date, hour, minute, second, micros)  # noqa: DTZ001 - a wall clock has no zone
    precision = _precision(found)
    if found[10] or found[11]:
        moment = wall.replace(tzinfo=_offset(found[11]))
        return Instant(written, _milliseconds(moment - _EPOCH), _utc(precision))
    return Instant(written, _milliseconds(wall - _WALL), _unnamed(zone, precision))


def _of_24(hour: int, half: str) -> int:
    if not 1 <= hour <= 12:
        raise ValueError("not an hour of a clock with two halves")
    return hour % 12 + (12 if half == "p" else 0)


def _milliseconds(since: timedelta) -> int:
    return since // timedelta(milliseconds=1)


def _precision(found: re.Match[str]) -> Precision:
    if found[8]:
        return "millisecond"
    if found[7]:
        return "second"
    return "minute" if found[5] else "day"


def _offset(written: str | None) -> timezone:
    if not written:
        return UTC
    digits = written[1:].replace(":", "")
    away = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-away if written[0] == "-" else away)


def _date(found: re.Match[str], *, day_first: bool | None) -> tuple[int, int, int] | None:
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        return (first, second, third) if len(found[4]) <= 2 else None
    if len(found[1]) > 2 or len(found[4]) not in (2, 4):
        return None
    year = third if len(found[4]) == 4 else 2000 + third
    if first > 12 or second > 12 or first == second:
        day_first = first > 12
    if day_first is None:
        return None
    return (year, second, first) if day_first else (year, first, second)


def _day_and_month(written: str) -> tuple[int, int] | None:
    found = _DATE.fullmatch(written.strip().translate(_BLANKS))
    if found is None or len(found[1]) > 2:
        return None
    return int(found[1]), int(found[3])


@cache
def _utc(precision: Precision) -> Clock:
    return Clock("UTC", "export", precision)


@cache
def _unnamed(zone: str | None, precision: Precision) -> Clock:
    known_from: KnownFrom = "unknown" if zone is None else "person"
    return Clock(zone, known_from, precision)

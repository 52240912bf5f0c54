"""Times as corpora write them, in milliseconds on their own clock. A zone is read past, never invented."""

import re
from datetime import UTC, datetime

_EPOCH_MILLISECONDS = 100_000_000_000
_STAMP = re.compile(
    r"(\d{1,4})[-./](\d{1,2})[-./](\d{1,4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*([AaPp][Mm])?"
)


def moment(value: str | float | None) -> int | None:
    """A time as milliseconds, or None where it is none that can be read.

    Args:
        value: Milliseconds or seconds since 1970 (told apart by size), or a date and time in figures: year first, or,
            where the year stands last, only if one of the other two numbers can be no month.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return round(value if abs(value) >= _EPOCH_MILLISECONDS else value * 1000)
    found = _STAMP.match(value.strip()) if isinstance(value, str) else None
    if found is None:
        return None
    date, half = _date(*map(int, found.groups()[:3])), found[7]
    if date is None:
        return None
    hour = int(found[4]) % 12 + 12 * (half.lower() == "pm") if half else int(found[4])
    try:
        read = datetime(*date, hour, int(found[5]), int(found[6] or 0), tzinfo=UTC)
    except ValueError:
        return None
    return round(read.timestamp() * 1000)


def _date(first: int, second: int, third: int) -> tuple[int, int, int] | None:
    if first > 31:
        return first, second, third
    if third > 31 and (first > 12) != (second > 12):
        return (third, second, first) if first > 12 else (third, first, second)
    return (third, first, second) if third > 31 and first == second else None


def by_the_day(time: str, before: int | None) -> int | None:
    """A clock time without a date, as ``23:58``, placed on the first day or, where the clock has gone round, the next.

    Args:
        time: Hours and minutes.
        before: Where the line before it was placed.
    """
    hours, colon, minutes = time.strip().partition(":")
    if not (colon and hours.isdecimal() and minutes.isdecimal()):
        return None
    at = (int(hours) * 60 + int(minutes)) * 60_000
    if before is None:
        return at
    at += before // _DAY * _DAY
    return at + _DAY if before - at > _DAY // 2 else at


_DAY = 86_400_000

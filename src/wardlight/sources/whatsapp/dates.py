"""What a file's dates and times mean, decided once for the whole file.

Day and month can change places in most forms. The order is taken, in this turn, from
 1. a form that begins with the year;
 2. any date in which one field is above 12;
 3. the succession of dates, where they never go back in one order and do in the other;
 4. the names of attached files, where they hold the date and fit one order only;
 5. what a person said;
 6. dots between the fields: no language that WhatsApp has writes the month first with them.
Where none of these tells, dates are left unread, with two exceptions that cannot mislead: a date
whose two fields are equal, and a file all on one date, whose times of day and minutes between
messages are right whichever day it was. That one is shown day first and a notice gives both readings.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date as calendar_date
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from wardlight.sources.whatsapp.tables import CLOCK_WORDS, folded

ToldBy = Literal["year-first", "field", "succession", "file-names", "person", "dots", "nothing"]

_DAY = 86_400_000
_EPOCH = calendar_date(1970, 1, 1).toordinal()
# WhatsApp began in 2009; a later bound is only there to catch what is no year at all.
YEARS = range(2009, 2101)

_NUMBERS = re.compile(r"\d+")
# Android and iPhone names of attached files hold the day that they were received on.
_NAMED_DAY = re.compile(
    r"(?:[A-Z]{3}-|-[A-Z]+-)(?P<year>20\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?:-WA\d|-\d\d-)"
)
_MORNING = frozenset(folded(word) for word in CLOCK_WORDS.morning)
_AFTERNOON = frozenset(folded(word) for word in CLOCK_WORDS.afternoon)


class DateOrder(Struct, frozen=True):
    """How the file's dates are read.

    Attributes:
        day_first: None where it is not known (or not asked, because the year is first).
        told_by: What told it.
        against: What it goes against, in words for a notice; empty where nothing.
    """

    day_first: bool | None
    told_by: ToldBy
    against: str = ""


def fields_of(date: str) -> tuple[int, int, int]:
    """The three numbers of a date, in any digits. The header's form has made sure of three."""
    first, second, third = (int(number) for number in _NUMBERS.findall(date))
    return first, second, third


def order_of(
    dates: Sequence[str], named: Iterable[tuple[str, str]], *, person: bool | None
) -> DateOrder:
    """The order of day and month.

    Args:
        dates: Each date as it stands, in file order; a run of one date may be given once.
        named: A date and the name of a file that was attached on it.
        person: What a person said, if anybody did.
    """
    fields = [fields_of(date) for date in dates]
    if _year_is_first(fields):
        return DateOrder(None, "year-first")
    day_first = any(first > 12 for first, _, _ in fields)
    month_first = any(second > 12 for _, second, _ in fields)
    if day_first and month_first:
        told = "some dates fit only day first and others only month first"
        return DateOrder(person, "person" if person is not None else "nothing", told)
    if day_first or month_first:
        return DateOrder(day_first, "field", _against(person=person, day_first=day_first))
    return _softer(fields, named, person=person, dots=all("." in date for date in dates))


def _year_is_first(fields: Sequence[tuple[int, int, int]]) -> bool:
    """Whether the year leads: it has four digits, or the last field cannot be a year of the app."""
    if any(first > 31 for first, _, _ in fields):
        return True
    begun = YEARS.start % 100
    return any(last < begun for _, _, last in fields) and all(
        first >= begun and second <= 12 for first, second, _ in fields
    )


def _softer(
    fields: Sequence[tuple[int, int, int]],
    named: Iterable[tuple[str, str]],
    *,
    person: bool | None,
    dots: bool,
) -> DateOrder:
    if (told := _by_succession(fields)) is not None:
        return DateOrder(told, "succession", _against(person=person, day_first=told))
    if (told := _by_names(named)) is not None:
        return DateOrder(told, "file-names", _against(person=person, day_first=told))
    if person is not None:
        return DateOrder(person, "person")
    by_dots = dots and bool(fields)
    return DateOrder(by_dots or None, "dots" if by_dots else "nothing")


def _against(*, person: bool | None, day_first: bool) -> str:
    if person is None or person == day_first:
        return ""
    said, kept = ("day", "month") if person else ("month", "day")
    return f"{said} first was asked for, but the file's dates fit {kept} first only"


def _by_succession(fields: Sequence[tuple[int, int, int]]) -> bool | None:
    goes_on = {
        day_first: all(
            _key(earlier, day_first=day_first) <= _key(later, day_first=day_first)
            for earlier, later in pairwise(fields)
        )
        for day_first in (True, False)
    }
    return goes_on[True] if goes_on[True] != goes_on[False] else None


def _key(fields: tuple[int, int, int], *, day_first: bool) -> tuple[int, int, int]:
    first, second, year = fields
    return (year, second, first) if day_first else (year, first, second)


def _by_names(named: Iterable[tuple[str, str]]) -> bool | None:
    told = set()
    for date, line in named:
        found = _NAMED_DAY.search(line)
        first, second, _ = fields_of(date)
        if found and first != second:
            day, month = int(found["day"]), int(found["month"])
            told |= {True} if (first, second) == (day, month) else set()
            told |= {False} if (second, first) == (day, month) else set()
    return told.pop() if len(told) == 1 else None


def day_of(date: str, order: DateOrder) -> int | None:
    """Milliseconds from 1970 to the start of a date; None where it is not known or is no date.

    A date that can be read in one way only is read so, whatever the order. Years above 2400 are
    Buddhist. Years that may be of the Persian or the Islamic calendar are not read.
    """
    first, second, third = fields_of(date)
    if order.told_by == "year-first":
        year, month, day = first, second, third
    else:
        year = third
        first_is_day = first > 12 if max(first, second) > 12 else order.day_first
        if first_is_day is None and first != second:
            return None
        day, month = (first, second) if first_is_day else (second, first)
    try:
        return (calendar_date(_year(year), month, day).toordinal() - _EPOCH) * _DAY
    except ValueError:
        return None


def _year(year: int) -> int:
    if year < 100:
        return year + 2000
    if 1300 <= year < 1500:
        raise ValueError
    return year - 543 if year > 2400 else year


def is_possible(day: int) -> bool:
    """Whether a day lies in the years that the app can have been used in."""
    return calendar_date.fromordinal(day // _DAY + _EPOCH).year in YEARS


def time_of_day(time: str) -> int | None:
    """Milliseconds from midnight; None where it is no time of day."""
    hour, minute, second = ([int(number) for number in _NUMBERS.findall(time)] + [0])[:3]
    half = folded(_NUMBERS.sub("", time).replace(":", ""))
    if half in _AFTERNOON:
        hour = hour % 12 + 12
    elif half in _MORNING:
        hour = hour % 12 if hour <= 12 else hour + 24
    elif hour == 24:  # some phones count the hours from 1 to 24
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    return (hour * 3600 + minute * 60 + second) * 1000

"""What a file's message lines say of each other: their dates read, and which do not belong.

A text export cannot show who typed a line. One that has the file's own form is a message, with one
exception, kept inside the message that it stands in: its name is another than that message's, and it
goes back more than an hour behind that name's own last line, while that name's next line does not. A
wrong clock does not look like this, nor does a phone that was without a network: each sender's own
lines still go on in order. A name that writes nowhere else is told by the lines around it instead.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from operator import add, le

from msgspec import Struct

from wardlight.sources.whatsapp.dates import (
    DateOrder,
    day_of,
    fields_of,
    is_possible,
    order_of,
    time_of_day,
)
from wardlight.sources.whatsapp.senders import Senders
from wardlight.sources.whatsapp.survey import Survey

_HOUR = 3_600_000  # what a clock goes back by in autumn
_DAY = 24 * _HOUR
# So many lines in a row can be somebody's typing; more are a clock that was put back.
_RUN = 3


class Timeline(Struct, frozen=True):
    """How a file's dates and times are read.

    Attributes:
        order: Of day and month, and what told it.
        days: For each date as it stands, milliseconds from 1970; None where it is not read.
        times: For each time as it stands, milliseconds from midnight.
        folded: Numbers of the message lines that are kept inside the message before them.
        backwards: Message lines with an earlier time than the one before, the folded left out.
        undecided: Message lines whose day and month are not told apart.
        unread: Message lines with no such date or time.
        impossible: Message lines from a year before the app began, or far ahead.
        two_ways: The one date of the file, where it can be read in two ways and nothing tells which.
    """

    order: DateOrder
    days: dict[str, int | None]
    times: dict[str, int | None]
    folded: frozenset[int]
    backwards: int
    undecided: int
    unread: int
    impossible: int
    two_ways: str = ""


def timeline(survey: Survey, senders: Senders, *, person: bool | None) -> Timeline:
    """Read the dates of a file, once it is known in full."""
    order = order_of(survey.runs_of_dates(), survey.beginnings, person=person)
    two_ways = _two_ways(survey.dates) if order.told_by == "nothing" else ""
    reading = DateOrder(day_first=True, told_by="nothing") if two_ways else order
    days = {date: day_of(date, reading) for date in survey.dates}
    times = {time: time_of_day(time) for time in survey.times}
    readings = array("q", _readings(survey, days, times))
    drops = _drops(readings)
    folded = _folded(survey, senders, readings, drops)
    kept = [r for n, r in enumerate(readings) if n not in folded] if folded else readings
    unknown = {date for date in survey.dates if days[date] is None}
    undecided = {date for date in unknown if _could_be_either(date, reading)}
    far = {d for d in survey.dates if (day := days[d]) is not None and not is_possible(day)}
    no_time = {time for time in survey.times if times[time] is None}
    return Timeline(
        order,
        days,
        times,
        folded,
        backwards=sum(later < earlier for earlier, later in pairwise(kept)) if drops else 0,
        undecided=_lines_with(undecided, survey.dates, survey.date_of),
        unread=_lines_with(unknown - undecided, survey.dates, survey.date_of)
        + _lines_with(no_time, survey.times, survey.time_of),
        impossible=_lines_with(far, survey.dates, survey.date_of),
        two_ways=two_ways,
    )


def _drops(readings: "array[int]") -> list[int]:
    """After which lines time goes backwards: none, nearly always, which is asked first and fast."""
    if all(map(le, readings, islice(readings, 1, None))):
        return []
    return [number for number, (now, after) in enumerate(pairwise(readings)) if after < now]


def _lines_with(these: Collection[str], listed: Sequence[str], numbers: Iterable[int]) -> int:
    if not these:
        return 0
    wanted = {number for number, each in enumerate(listed) if each in these}
    return sum(number in wanted for number in numbers)


def _two_ways(dates: Sequence[str]) -> str:
    """The one date of a file, where it is one and can be read in two ways."""
    if len(dates) != 1:
        return ""
    readings = [day_of(dates[0], DateOrder(first, "nothing")) for first in (True, False)]
    return dates[0] if None not in readings and readings[0] != readings[1] else ""


def _could_be_either(date: str, order: DateOrder) -> bool:
    first, second, _ = fields_of(date)
    return order.day_first is None and order.told_by == "nothing" and max(first, second) <= 12


def _readings(
    survey: Survey, days: dict[str, int | None], times: dict[str, int | None]
) -> Iterator[int]:
    """A time for each message line; that of the line before where it has none of its own."""
    day_at = [days[date] for date in survey.dates]
    time_at = [times[time] for time in survey.times]
    if None not in day_at and None not in time_at:
        yield from map(
            add,
            map(day_at.__getitem__, survey.date_of),
            map(time_at.__getitem__, survey.time_of),
        )
        return
    last = 0
    for date, time in zip(survey.date_of, survey.time_of, strict=True):
        day, clock = day_at[date], time_at[time]
        if day is not None and clock is not None:
            last = day + clock
        yield last


def _folded(
    survey: Survey, senders: Senders, readings: Sequence[int], drops: Sequence[int]
) -> frozenset[int]:
    if not drops:
        return frozenset()
    people = set(senders.all)
    writes = {number for number, name in enumerate(survey.names) if name in people}
    folded: set[int] = set()
    for number in sorted(
        [*_behind_its_own(survey, readings), *_of_strangers(survey, readings, drops)]
    ):
        name, before = survey.name_of[number], survey.name_of[number - 1]
        if {name, before} <= writes and (name != before or number - 1 in folded):
            folded.add(number)
    return frozenset(folded)


def _behind_its_own(survey: Survey, readings: Sequence[int]) -> Iterator[int]:
    """Lines that go back behind their own name's last one, which its next one does not."""
    last: dict[int, int] = {}
    behind: dict[int, list[int]] = {}
    for number, (name, now) in enumerate(zip(survey.name_of, readings, strict=True)):
        if now < last.get(name, now) - _HOUR and len(behind.get(name, ())) < _RUN:
            behind.setdefault(name, []).append(number)
            continue
        waiting = behind.pop(name, ())
        if now >= last.get(name, now) - _HOUR:
            yield from waiting
        last[name] = now


def _of_strangers(survey: Survey, readings: Sequence[int], drops: Sequence[int]) -> Iterator[int]:
    """Lines of names that write only in runs a day earlier than the lines on both sides of them."""
    runs = [run for before in drops if (run := _earlier_run(readings, before))]
    lines = Counter(survey.name_of)
    outside = Counter(survey.name_of[number] for run in runs for number in run)
    strangers = {name for name, times in outside.items() if times == lines[name]}
    if len(lines.keys() - strangers) > 1:
        yield from (n for run in runs for n in run if survey.name_of[n] in strangers)


def _earlier_run(readings: Sequence[int], before: int) -> range | None:
    end = before + 1
    stop = min(len(readings), end + _RUN + 1)
    while end < stop and readings[end] < readings[before] - _DAY:
        end += 1
    fits = before + 1 < end < stop and readings[end] >= readings[before]
    return range(before + 1, end) if fits else None

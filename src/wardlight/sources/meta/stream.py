"""A decoded file as items in order of time, with what is odd about it said once."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from operator import ge, gt, le, lt
from typing import Any

from msgspec import Struct

from wardlight.model import Instant, Message, Notice, Ref, Source, Thread
from wardlight.model.instant import UTC_MILLISECONDS
from wardlight.sources.meta.attachments import is_remote
from wardlight.sources.meta.decode import Decoded, Doubtful, Fault
from wardlight.sources.meta.scan import Path, pointer
from wardlight.sources.reader import Item

Convert = Callable[[Any, int], Message | Notice]
"""From a record and its position to what it is."""

DELETED = frozenset({"Instagram User", "Instagram user", "Facebook User", "Facebook user"})
"""How English exports show every account that is gone."""

_EARLIEST = 1_072_915_200_000
_LATEST = 4_102_444_800_000
"""2004, when Facebook began, and 2100."""

_NAMED = 50
_LETTERS = 60
"""No real export has so many unknown fields, or such long names: a file built to flood has."""


class RecordList(Struct, frozen=True):
    """A list of records: where it stands and whose it is.

    Attributes:
        source: The file.
        array: Path of the list inside it.
        thread: The conversation.
        met: Senders that were spoken of already in this thread. Grows.
        newest_first: How the format orders records, where their times do not tell.
        after: The last time in the file that comes before this one.
    """

    source: Source
    array: Path
    thread: Thread
    met: set[str]
    newest_first: bool = True
    after: float | None = None


def items(
    decoded: Decoded[Any, Any],
    records: RecordList,
    convert: Convert,
    stamp: Callable[[Any], float | None],
) -> Generator[Item, None, float | None]:
    """All records of one list, oldest first, each followed by what has to be known about it.

    Returns:
        The last time in it.
    """
    tally = _Tally(Counter(decoded.unknown))
    stamps = _stamps(decoded, stamp)
    order, mended = in_time(stamps, newest_first=records.newest_first)
    times = [each for each in stamps if each is not None]
    yield from (notice_of(fault, records.source, records.array[:-1]) for fault in decoded.faults)
    if mended:
        yield Notice("order-mended", Ref(records.source, pointer(records.array)))
    if records.after is not None and min(times, default=records.after) < records.after:
        oldest = Ref(records.source, pointer((*records.array, order[0])))
        yield Notice("clock-backwards", oldest, "it is before the end of the file that precedes it")
    for index, found in zip(order, map(decoded.record, order), strict=True):
        record = found
        if type(found) is Doubtful:
            here = (*records.array, index)
            yield from (notice_of(fault, records.source, here) for fault in found.faults)
            tally.unknown.update(found.unknown)
            record = found.record
        if record is None:
            continue
        item = convert(record, index)
        yield item
        if type(item) is Message and not _plain(item, records.met):
            yield from _about(item, records, tally)
    yield from _summed_up(tally, records.source)
    return max(times, default=records.after)


def notice_of(fault: Fault, source: Source, here: Path = ()) -> Notice:
    """A fault of the value that stands at a path, as a notice at its place."""
    return Notice(
        fault.kind,
        Ref(source, pointer((*here, *fault.path))),
        fault.detail[: 4 * _LETTERS],
        fault.records,
    )


def instant_of(stamp: float | None) -> Instant:
    """Milliseconds since 1970 as Meta writes them, in UTC."""
    if type(stamp) is int:
        return Instant(str(stamp), stamp, UTC_MILLISECONDS)
    return Instant("" if stamp is None else repr(stamp), millisecond(stamp), UTC_MILLISECONDS)


def millisecond(stamp: float | None) -> int | None:
    """The same as a whole number, where it is one that can be."""
    try:
        return None if stamp is None else int(stamp)
    except (ValueError, OverflowError):
        return None


def in_time(stamps: list[float | None], *, newest_first: bool) -> tuple[Sequence[int], bool]:
    """Positions from oldest to newest, and whether the list was in neither order.

    Equal times keep the list's order, read in its own direction. A record without a time stays with
    the one before it in the list.
    """
    times = _filled(stamps)
    forward, backward = range(len(times)), range(len(times) - 1, -1, -1)
    falls, rises = all(map(ge, times, times[1:])), all(map(le, times, times[1:]))
    if falls and rises:
        return (backward if newest_first else forward), False
    if falls or rises:
        return (backward if falls else forward), False
    mostly_falls = sum(map(gt, times, times[1:])) >= sum(map(lt, times, times[1:]))
    return sorted(backward if mostly_falls else forward, key=times.__getitem__), True


class _Tally(Struct):
    """What is said once for a file."""

    unknown: Counter[str]
    sent: int = 0
    missing: int = 0
    impossible: int = 0
    first_impossible: Ref | None = None


def _stamps(decoded: Decoded[Any, Any], stamp: Callable[[Any], float | None]) -> list[float | None]:
    records = map(decoded.record, range(decoded.length))
    return [_stamp(each, stamp) if type(each) is Doubtful else stamp(each) for each in records]


def _stamp(doubtful: Doubtful[Any], stamp: Callable[[Any], float | None]) -> float | None:
    return None if doubtful.record is None else stamp(doubtful.record)


def _filled(stamps: list[float | None]) -> list[float]:
    last = next((each for each in stamps if each is not None), 0.0)
    filled = []
    for each in stamps:
        last = last if each is None else each
        filled.append(last)
    return filled


def _plain(message: Message, met: set[str]) -> bool:
    """Whether there is nothing to say about it: true of nearly all, so it is asked first."""
    return (
        message.sender in met
        and "doubtful-text" not in message.marks
        and not message.attachments
        and message.instant.reading is not None
        and _EARLIEST <= message.instant.reading < _LATEST
    )


def _about(message: Message, records: RecordList, tally: _Tally) -> Iterator[Notice]:
    sender = message.sender
    if sender is not None and sender not in records.met:
        records.met.add(sender)
        yield from _about_sender(sender, message)
    if "doubtful-text" in message.marks:
        yield Notice("text-not-repaired", message.ref)
    if message.attachments:
        expected = [each for each in message.attachments if not is_remote(each.name)]
        tally.sent += len(expected)
        tally.missing += sum(1 for each in expected if each.member is None)
    reading = message.instant.reading
    if reading is None:
        yield Notice("time-unread", message.ref)
    elif not _EARLIEST <= reading < _LATEST:
        tally.impossible += 1
        tally.first_impossible = tally.first_impossible or message.ref


def _about_sender(sender: str, message: Message) -> Iterator[Notice]:
    if sender in DELETED:
        yield Notice("deleted-account", message.ref)
    elif message.thread.participants and sender not in message.thread.participants:
        yield Notice("sender-not-listed", message.ref)


def _summed_up(tally: _Tally, source: Source) -> Iterator[Notice]:
    whole = Ref(source, "")
    for name, times in sorted(tally.unknown.most_common(_NAMED)):
        yield Notice("unknown-field", whole, f"{times} × {name[:_LETTERS]}")
    if len(tally.unknown) > _NAMED:
        yield Notice("unknown-field", whole, f"and {len(tally.unknown) - _NAMED} more")
    if tally.missing:
        yield Notice("attachment-missing", whole, f"{tally.missing} of {tally.sent} sent")
    if tally.first_impossible:
        yield Notice("time-impossible", tally.first_impossible, f"{tally.impossible} in the file")

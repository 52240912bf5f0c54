"""Two halves of one thread put together in order of time, each message counted once."""

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from wardlight.model import Message, Notice
from wardlight.sources.reader import Item

_Keyed = tuple[float, int, Item]
_Said = tuple[str | None, str]


def merged(halves: Sequence[Iterator[Item]]) -> Iterator[Item]:
    """Items of all halves by time; what is not a message stays behind the one it follows.

    A message that another half has with the same sender, time and words is a notice instead. Two
    such messages within one half are two messages, and stay two.
    """
    return halves[0] if len(halves) == 1 else _by_time(halves)


def _by_time(halves: Sequence[Iterator[Item]]) -> Iterator[Item]:
    keyed = [_keyed(half, number) for number, half in enumerate(halves)]
    in_time = heapq.merge(*keyed, key=lambda each: each[:2])
    for _, together in groupby(in_time, key=lambda each: each[0]):
        yield from _each_once(together)


def _keyed(half: Iterator[Item], number: int) -> Iterator[_Keyed]:
    last = float("-inf")
    for item in half:
        if isinstance(item, Message) and item.instant.reading is not None:
            last = max(last, item.instant.reading)
        yield last, number, item


def _each_once(together: Iterable[_Keyed]) -> Iterator[Item]:
    """The n-th time that one half says something is the n-th time that another does."""
    kept: dict[_Said, list[Message]] = defaultdict(list)
    times: Counter[tuple[int, _Said]] = Counter()
    for _, number, item in together:
        if not isinstance(item, Message):
            yield item
            continue
        said = (item.sender, item.text)
        nth = times[number, said]
        times[number, said] += 1
        if nth < len(kept[said]):
            yield Notice("duplicate-record", item.ref, f"also at {kept[said][nth].ref}", 1)
        else:
            kept[said].append(item)
            yield item

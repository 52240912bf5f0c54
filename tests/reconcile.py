"""Whether every record of every file came out: what any test of reading can ask.

A record of a file of messages is a message, or a notice stands for it. In a file about accounts
each record is an account.
"""

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from wardlight.model import Notice, Source
from wardlight.sources import MemberRead
from wardlight.sources.reader import Item


class Tally(Struct, frozen=True):
    """One file's records, as counted in it and as given out."""

    member: str
    counted: int
    given: int
    stood_for: int

    @property
    def unexplained(self) -> int:
        """Records that are neither; below 0 where more came out than the file holds."""
        return self.counted - self.given - self.stood_for


def tallies(items: Iterable[Item]) -> list[Tally]:
    """One row for each file that was closed, opened by a record, or stood for by a notice."""
    counted: Counter[Source] = Counter()
    given: Counter[Source] = Counter()
    stood_for: Counter[Source] = Counter()
    for item in items:
        if isinstance(item, MemberRead):
            counted[item.source] += item.records
        elif not isinstance(item, Notice):
            given[item.ref.source] += 1
        elif item.records:
            stood_for[item.ref.source] += item.records
    return [
        Tally(source.member, counted[source], given[source], stood_for[source])
        for source in dict.fromkeys([*counted, *given, *stood_for])
    ]


def unexplained(items: Iterable[Item]) -> list[Tally]:
    """The files whose records are not all accounted for. Empty where nothing was lost."""
    return [tally for tally in tallies(items) if tally.unexplained]

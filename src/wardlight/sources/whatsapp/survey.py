"""The first reading of a file: counted and kept small, so that the second one can be sure.

It holds no text but names: for each message line the numbers of its date, time and first words.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, groupby

from msgspec import Struct, field

from wardlight.sources.whatsapp.header import LineForm
from wardlight.sources.whatsapp.senders import (
    APP_SPEAKS,
    LONGEST_NAME,
    Heads,
    head_of,
    is_of_groups,
    longer_heads,
)

# As many lines, and so much of each, are looked at for the names of attached files.
_SAMPLE = 2_000
_FIRST_WORDS = 200
# Longer than any message an app allows, by far.
LONG_LINE = 10_000_000


class Survey(Struct, frozen=True):
    """What one file holds, before any of it is read as messages.

    Attributes:
        dates: Each date once, as it stands.
        date_of: For each message line, the number of its date.
        times: Each time once, as it stands.
        time_of: For each message line, the number of its time.
        names: What stands before the first ``: ``, each once; nothing is one of them.
        name_of: For each message line, the number of that.
        heads: The same, counted.
        beginnings: The first lines' dates and first words, which may be the names of beginnings files.
        of_groups: Whether the app said something that it only says in groups.
        nuls: Characters U+0000.
        long_lines: Lines above ``LONG_LINE`` characters.
        lines_before: Whether lines stand before the first message line.
    """

    dates: tuple[str, ...]
    date_of: "array[int]"
    times: tuple[str, ...]
    time_of: "array[int]"
    names: tuple[str, ...]
    name_of: "array[int]"
    heads: Heads
    beginnings: tuple[tuple[str, str], ...]
    of_groups: bool
    nuls: int
    long_lines: int
    lines_before: bool

    @property
    def messages(self) -> int:
        """How many message lines there are, whoever wrote them."""
        return len(self.date_of)

    def runs_of_dates(self) -> list[str]:
        """The dates in file order, a run of one date once."""
        return [self.dates[number] for number, _ in groupby(self.date_of)]


class _Column(Struct, frozen=True):
    """One value of each message line: the values that there are, numbered, and the numbers."""

    numbers: "defaultdict[str, int]" = field(default_factory=lambda: defaultdict(count().__next__))
    rows: "array[int]" = field(default_factory=lambda: array("I"))

    def add(self, values: Sequence[str]) -> None:
        self.rows.extend(map(self.numbers.__getitem__, values))


class _Tally(Struct, frozen=True):
    """What is counted while a file goes by."""

    dates: _Column = field(default_factory=_Column)
    times: _Column = field(default_factory=_Column)
    names: _Column = field(default_factory=_Column)
    longer: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    beginnings: list[tuple[str, str]] = field(default_factory=list)


def survey(chunks: Iterator[str], form: LineForm) -> Survey:
    """Read a file once."""
    tally = _Tally()
    for chunk in chunks:
        _count_characters(chunk, tally.seen)
        parts = form.split.split("\n" + chunk)
        if parts[0] and not tally.dates.rows:
            tally.seen["lines before"] += 1
        texts, dates = parts[4::4], parts[form.date_at :: 4]
        tally.dates.add(dates)
        tally.times.add(parts[form.time_at :: 4])
        _count_names(texts, tally)
        if len(tally.beginnings) < _SAMPLE:
            first_words = (text[:_FIRST_WORDS] for text in texts)
            tally.beginnings.extend(zip(dates, first_words, strict=True))
    return _surveyed(tally)


def _count_characters(chunk: str, seen: Counter[str]) -> None:
    seen["nuls"] += chunk.count("\0")
    if len(chunk) > LONG_LINE:
        seen["long lines"] += sum(len(line) > LONG_LINE for line in chunk.split("\n"))


def _count_names(texts: Sequence[str], tally: _Tally) -> None:
    heads = [
        head
        if 0 <= (end := text.find(": ")) <= LONGEST_NAME and "\n" not in (head := text[:end])
        else head_of(text)
        for text in texts
    ]
    tally.names.add(heads)
    with_more = [text for text in texts if text.count(": ") > 1]
    tally.longer.update(head for text in with_more for head in longer_heads(text))
    opening = next(iter(tally.names.numbers), "")
    if not tally.seen["opening speaks"] and opening in heads:
        tally.seen["opening speaks"] += any(
            head == opening and not text.startswith(APP_SPEAKS, len(head))
            for head, text in zip(heads, texts, strict=True)
        )
    if not tally.seen["of groups"] and "" in heads:
        said = (text for head, text in zip(heads, texts, strict=True) if not head)
        tally.seen["of groups"] += any(map(is_of_groups, said))


def _surveyed(tally: _Tally) -> Survey:
    names = tuple(tally.names.numbers)
    counted = Counter(tally.names.rows)
    return Survey(
        dates=tuple(tally.dates.numbers),
        date_of=tally.dates.rows,
        times=tuple(tally.times.numbers),
        time_of=tally.times.rows,
        names=names,
        name_of=tally.names.rows,
        heads=Heads(
            {name: counted[number] for number, name in enumerate(names)},
            tally.longer,
            "" if tally.seen["opening speaks"] or not names else names[0],
        ),
        beginnings=tuple(tally.beginnings[:_SAMPLE]),
        of_groups=tally.seen["of groups"] > 0,
        nuls=tally.seen["nuls"],
        long_lines=tally.seen["long lines"],
        lines_before=tally.seen["lines before"] > 0,
    )

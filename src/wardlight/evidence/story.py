"""What every file of a pack is made from: the statement, the findings and the messages, streamed."""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from wardlight.evidence.records import Record, line_of, record_from
from wardlight.evidence.statement import Findings, Statement
from wardlight.findings import Observed, Said

Progress = Callable[[str, int], None]

_CHUNK = 1 << 20


class Act(Struct, frozen=True):
    """Something seen in one message: which behaviour, whose act, and why it was taken for that."""

    behaviour: str
    actor: str
    because: str


class Story(Struct, frozen=True, kw_only=True):
    """A pack before it is sealed.

    Attributes:
        statement: What it says of itself.
        findings: What was found; None in a copy from which something is hidden.
        notices: What has to be known about what was read.
        acts: What was seen, by message number.
        warned: Messages at which a warning was fixed.
        hidden: Numbers of the messages that this copy does not show.
        folder: Where its files are made.
    """

    statement: Statement
    findings: Findings | None
    notices: tuple[Said, ...]
    acts: Mapping[int, tuple[Act, ...]]
    warned: frozenset[int]
    hidden: tuple[int, ...]
    folder: Path

    def records(self) -> Iterator[Record]:
        """The messages, in order, one at a time."""
        with (self.folder / "messages.jsonl").open("rb") as lines:
            for line in lines:
                yield record_from(line)

    def rows(self) -> Iterator[Record | int]:
        """The messages with the numbers of hidden ones in their places."""
        hidden = iter(self.hidden)
        next_hidden = next(hidden, None)
        for record in self.records():
            while next_hidden is not None and next_hidden < record.number:
                yield next_hidden
                next_hidden = next(hidden, None)
            yield record
        if next_hidden is not None:
            yield next_hidden
        yield from hidden


class Part(Struct, frozen=True):
    """One file of a pack, and how it is made.

    Attributes:
        name: Under ``data``.
        about: What it is for.
        write: Makes it.
    """

    name: str
    about: str
    write: Callable[[Story, Path], None]


def spool(
    records: Iterable[Record], folder: Path, on_progress: Progress | None = None
) -> dict[int, int]:
    """Put the messages into ``messages.jsonl``, conversation by conversation, and number them.

    Returns:
        How many records each conversation has.
    """
    counts = _spool_threads(records, folder)
    number = 0
    with (folder / "messages.jsonl").open("wb") as whole:
        for thread in sorted(counts):
            path = folder / f"thread-{thread}"
            with path.open("rb") as lines:
                for line in lines:
                    number += 1
                    whole.write(line_of(replace(record_from(line), number=number)))
                    if on_progress is not None and number % 1000 == 0:
                        on_progress("messages", number)
            path.unlink()
    return counts


def _spool_threads(records: Iterable[Record], folder: Path) -> dict[int, int]:
    """One file at a time is open: an export can hold thousands of conversations."""
    counts: dict[int, int] = {}
    current, file = 0, None
    try:
        for record in records:
            if record.thread != current or file is None:
                if file is not None:
                    file.close()
                current, file = record.thread, (folder / f"thread-{record.thread}").open("ab")
            counts[current] = counts.get(current, 0) + 1
            file.write(line_of(record))
    finally:
        if file is not None:
            file.close()
    return counts


def acts_by_number(
    records: Iterable[Record], threads: Mapping[str, int], findings: Findings
) -> tuple[dict[int, tuple[Act, ...]], frozenset[int]]:
    """What was seen in each message, by its number in the pack, and where warnings were fixed."""
    seen: dict[tuple[int, int], list[Observed]] = {}
    for finding in findings.contacts:
        for each in finding.observations:
            seen.setdefault((threads.get(each.thread, 0), each.message), []).append(each)
    warnings = {
        (threads.get(each.warning.thread, 0), each.warning.message)
        for each in findings.contacts
        if each.warning
    }
    acts: dict[int, tuple[Act, ...]] = {}
    warned: set[int] = set()
    for record in records:
        place = (record.thread, record.message or 0)
        if place in seen:
            acts[record.number] = tuple(
                Act(each.behaviour, each.actor, each.because) for each in seen[place]
            )
        if place in warnings:
            warned.add(record.number)
    return acts, frozenset(warned)


def sha256_of(path: Path) -> str:
    """Of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def room_for(folder: Path) -> int:
    """Bytes that are free where a pack is made."""
    return shutil.disk_usage(folder).free

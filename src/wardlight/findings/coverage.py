"""What was read of an export, reconciled file by file: records = messages + accounts + unread."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from operator import attrgetter

from msgspec.structs import replace

from wardlight.findings.values import Coverage, FileCoverage
from wardlight.model import Account, Instant, Message, Notice, Source
from wardlight.sources import Export, Item, Member, MemberRead

_READING = attrgetter("reading")

NAMED_AT_MOST = 500
"""Files that were not read are named up to here; an export can hold a hundred thousand pictures."""


_NOT_OPENED = frozenset({"member-locked", "member-too-large", "member-damaged"})


class Ledger:
    """Counts what a reader yields, by the file it came from. One for each run."""

    def __init__(self) -> None:
        self._files: dict[Source, FileCoverage] = {}
        self.kinds: dict[str, int] = {}
        self.records = 0
        self._first: Instant | None = None
        self._last: Instant | None = None

    def count(self, item: Item) -> None:
        """Take one item into account."""
        if isinstance(item, Message):
            self.count_messages([item])
        elif isinstance(item, MemberRead):
            self._note(
                item.source,
                records=item.records,
                status="read" if item.complete else "partial",
                why="" if item.complete else "reading had to stop; what came before is kept",
            )
        elif isinstance(item, Account):
            self._note(item.ref.source, accounts=1)
            self.records += 1
        elif item.records:
            self._note(item.ref.source, unread=item.records)
            self.records += item.records

    def count_messages(self, messages: Sequence[Message]) -> None:
        """Take some messages in a row into account."""
        for source, count in _runs(each.ref.source for each in messages):
            self._note(source, messages=count)
        self.records += len(messages)
        for kind, count in Counter([each.kind for each in messages]).items():
            self.kinds[kind] = self.kinds.get(kind, 0) + count
        timed = [each.instant for each in messages if each.instant.reading is not None]
        readings = [*map(_READING, timed)]
        if readings:
            first, last = timed[readings.index(min(readings))], timed[readings.index(max(readings))]
            self._first = min(self._first or first, first, key=_READING)
            self._last = max(self._last or last, last, key=_READING)

    def _note(
        self,
        source: Source,
        *,
        records: int = 0,
        messages: int = 0,
        accounts: int = 0,
        unread: int = 0,
        status: str = "",
        why: str = "",
    ) -> None:
        before = self._files.get(source) or FileCoverage(path=source.member, size=0, status="read")
        self._files[source] = replace(
            before,
            records=before.records + records,
            messages=before.messages + messages,
            accounts=before.accounts + accounts,
            unread=before.unread + unread,
            status=status or before.status,
            why=why or before.why,
        )

    def statement(self, export: Export) -> Coverage:
        """The reconciled statement, once the reader has ended."""
        read = {
            (source.member): replace(each, unexplained=_unexplained(each))
            for source, each in self._files.items()
        }
        sizes = {member.path: member.size for member in export.members}
        files = [replace(each, size=sizes.get(path, 0)) for path, each in read.items()]
        others = [_not_read(member) for member in _rest(export, read)]
        refused = [_refused(each) for each in export.notices if _stands_outside(each, sizes)]
        named = [*files, *refused, *others[:NAMED_AT_MOST]]
        return Coverage(
            records=sum(each.records for each in files),
            messages=sum(each.messages for each in files),
            accounts=sum(each.accounts for each in files),
            unread=sum(each.unread for each in files),
            unexplained=sum(abs(each.unexplained) for each in files),
            first=str(self._first) if self._first else None,
            last=str(self._last) if self._last else None,
            counts=_counts([*files, *refused, *others], self.kinds),
            files=tuple(named),
            not_named=max(0, len(others) - NAMED_AT_MOST),
        )


def _runs(sources: Iterable[Source]) -> Iterator[tuple[Source, int]]:
    """Messages come in long runs from one file."""
    run, count = None, 0
    for source in sources:
        if source is not run:
            if run is not None:
                yield run, count
            run, count = source, 0
        count += 1
    if run is not None:
        yield run, count


def _unexplained(file: FileCoverage) -> int:
    return file.records - file.messages - file.accounts - file.unread


def _rest(export: Export, read: dict[str, FileCoverage]) -> Iterable[Member]:
    return (each for each in (*export.members, *export.system) if each.path not in read)


def _not_read(member: Member) -> FileCoverage:
    if member.kind == "media":
        return FileCoverage(
            path=member.path, size=member.size, status="listed", why="media: named, never opened"
        )
    why = "not a file of messages or accounts that this reader reads"
    if member.kind == "system":
        why = "added by the computer that packed it"
    return FileCoverage(path=member.path, size=member.size, status="skipped", why=why)


def _stands_outside(notice: Notice, members: Collection[str]) -> bool:
    """Whether it was said, while opening, of a file that no reader may look at."""
    if notice.kind == "member-refused":
        return True  # a second file of one name is refused where the first is read
    return notice.kind in _NOT_OPENED and notice.ref.source.member not in members


def _refused(notice: Notice) -> FileCoverage:
    why = notice.detail or notice.about.what
    return FileCoverage(path=notice.ref.source.member, size=0, status="refused", why=why)


def _counts(files: list[FileCoverage], kinds: dict[str, int]) -> dict[str, int]:
    counts = {"files": len(files)}
    for file in files:
        counts[f"files {file.status}"] = counts.get(f"files {file.status}", 0) + 1
    return counts | {f"records {kind}": number for kind, number in sorted(kinds.items())}

"""Tables of messages (CSV, TSV, JSON lines, a JSON array) from any app, with columns that a person names.

For what no other reader knows: what a company sends after a request, or a spreadsheet of a chat. Nothing
about a column is guessed. A table with the columns thread, sender, time, text, in this order, is the
wardlight table and needs nothing said.

A file's named cells are held while it is read, because rows of several chats may stand mixed and the
newest may come first: about 600 bytes and the text for each row.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import get_args

from msgspec import Struct

from wardlight.errors import ColumnsNeeded
from wardlight.model import Attachment, Instant, Message, Notice, Ref, Source, Thread
from wardlight.model.message import Direction, Kind, Mark
from wardlight.sources.export import Export, Member
from wardlight.sources.meta.attachments import Find, finder, is_remote, kind_by_name
from wardlight.sources.reader import Item, MemberRead, Reader, ReadOptions, Verdict
from wardlight.sources.tables.columns import FIELDS, LAYOUT, Columns, columns_of, listing
from wardlight.sources.tables.rows import Cell, Loaded, Record, form_of, header_of, load
from wardlight.sources.tables.times import day_month_order, instant_of

_HEAD = 1 << 16
_SUFFIXES = (".csv", ".tsv", ".tab", ".jsonl", ".ndjson", ".json")
_ODD: tuple[Mark, ...] = ("doubtful-text", "doubtful-sender")

_EARLIEST = 631_152_000_000
_LATEST = 4_102_444_800_000
"""1990, before the first text message, and 2100."""

SENDER, TEXT, TIME, THREAD, DIRECTION, ATTACHMENT, KIND, ID = range(len(FIELDS))


def recognise(export: Export) -> Verdict:
    """A table is never surely a chat: a person says which column is which. Our own layout is."""
    tables, others = _tables(export)
    if not tables:
        return Verdict(0.0, "no .csv, .tsv, .jsonl or .json file")
    if others:
        reason = (
            f"{tables[0].path} stands among other files: choose --reader table and name its columns"
        )
        return Verdict(0.0, f"{reason} with --columns")
    if any(_header(export, member) == LAYOUT for member in tables):
        return Verdict(1.0, f"the columns are exactly {', '.join(LAYOUT)}")
    if any(_looks_like_table(export, member) for member in tables):
        return Verdict(0.3, "a table: choose --reader table and name its columns with --columns")
    return Verdict(0.0, f"{tables[0].path} is not a table, nor a list of records in JSON")


def read(export: Export, options: ReadOptions) -> Iterator[Item]:
    """File by file, chat by chat, in the order in which each is first met.

    Raises:
        ColumnsNeeded: Before anything is yielded, where no file has the columns that were named, or
            none were.
    """
    columns = columns_of(options.columns) if options.columns else None
    tables, others = _tables(export)
    unfit: list[tuple[Member, Loaded]] = []
    sheet = None
    for member in tables or others:
        loaded = load(export, member, columns)
        if loaded.wrong:
            loaded.records.clear()
            unfit.append((member, loaded))
            continue
        key = member.path if len(tables) > 1 else ""
        sheet = _Sheet(export.source(member), key, columns, options, finder(export))
        yield from _file_items(loaded, sheet)
    if sheet is None:
        raise _columns_needed(unfit)
    for member, loaded in unfit:
        yield Notice("file-unread", Ref(export.source(member), ""), loaded.wrong, loaded.count)
        yield MemberRead(export.source(member), loaded.count, complete=False)


READER = Reader(
    name="table",
    platform="Any app (table)",
    about="A table of messages: CSV, TSV, JSON lines or a JSON array, with columns that you name.",
    tested=(
        "CSV and TSV in UTF-8, UTF-16 and Windows-1252, with any of , ; tab | between cells",
        "JSON lines, and an array of objects",
        "the wardlight table: columns thread, sender, time, text",
    ),
    owner_told_by="a column named as direction, with owner_value; else nothing",
    zone="UTC where the times say so or count from 1970; else none.",
    absence=(
        "A table holds what whoever made it chose. What is not in it may still have been sent.",
    ),
    how_to_ask=(
        "Where an app or company sends messages as a table, keep the file as it came and name its "
        "columns: --reader table --columns 'sender=FROM,text=BODY,time=DATE,thread=CHAT'."
    ),
    recognise=recognise,
    read=read,
)


# --- recognising -----------------------------------------------------------------------------


def _tables(export: Export) -> tuple[list[Member], list[Member]]:
    """Files that are named as tables, and the others that may be opened."""
    tables: list[Member] = []
    others: list[Member] = []
    for member in export.members:
        if member.kind == "data":
            (tables if member.name.lower().endswith(_SUFFIXES) else others).append(member)
    return tables, others


def _beginning(export: Export, member: Member) -> str:
    head = export.head(member, _HEAD)
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    return head.decode("utf-16" if utf16 else "utf-8-sig", "replace")


def _header(export: Export, member: Member) -> tuple[str, ...]:
    head = _beginning(export, member)
    return header_of(member, head) if form_of(member, head) == "rows" else ()


def _looks_like_table(export: Export, member: Member) -> bool:
    head = _beginning(export, member)
    form = form_of(member, head)
    if form == "rows":
        return len(header_of(member, head)) > 1
    start = head.lstrip("\ufeff[ \t\r\n")
    return start.startswith("{")


def _columns_needed(unfit: Sequence[tuple[Member, Loaded]]) -> ColumnsNeeded:
    if not unfit:
        return ColumnsNeeded("There is no table in it.")
    member, loaded = unfit[0]
    return ColumnsNeeded(f"{loaded.wrong} {listing(loaded.names)}", where=member.path)


# --- a file ----------------------------------------------------------------------------------


class _Sheet(Struct, frozen=True):
    """One file, and what is needed to read its rows."""

    source: Source
    key: str
    columns: Columns | None
    options: ReadOptions
    find: Find

    @property
    def owner_value(self) -> str | None:
        """What a row of the owner's has under ``direction``."""
        return self.columns.owner_value if self.columns else None


def _file_items(loaded: Loaded, sheet: _Sheet) -> Iterator[Item]:
    yield from loaded.notices
    records = []
    for record, notice in _sifted(loaded.records, sheet.source):
        if notice is None:
            records.append(record)
        else:
            yield notice
    instants, notices = _timed(records, sheet)
    yield from notices
    yield from _about_cells(records, sheet)
    threads: dict[str, list[int]] = {}
    for index, record in enumerate(records):
        threads.setdefault(str(record.cells[THREAD]), []).append(index)
    for name, indexes in threads.items():
        chosen = [(records[index], instants[index]) for index in indexes]
        yield from _thread_items(name, chosen, sheet)
    yield MemberRead(sheet.source, loaded.count, loaded.complete)


def _sifted(records: Sequence[Record], source: Source) -> Iterator[tuple[Record, Notice | None]]:
    """Each row, with what stands for it where it is not to be read."""
    seen: dict[Cell, Record] = {}
    for record in records:
        cells, ref = record.cells, Ref(source, record.place)
        first = seen.setdefault(cells[ID], record) if cells[ID] else record
        if not cells[SENDER]:
            yield record, Notice("record-unread", ref, "it has no sender", 1)
        elif record.odd and not (cells[TEXT] or cells[ATTACHMENT]):
            yield record, Notice("record-unread", ref, "more or fewer cells than the header", 1)
        elif first is not record and first.cells == cells:
            yield record, Notice("duplicate-record", ref, f"as {first.place}", 1)
        else:
            yield record, None


def _timed(records: Sequence[Record], sheet: _Sheet) -> tuple[list[Instant], list[Notice]]:
    written = [str(record.cells[TIME]) for record in records]
    options, here = sheet.options, Ref(sheet.source, "")
    notices, day_first = [], options.day_first
    if day_first is None:
        short, day_first = day_month_order(written)
        if short:
            told = "date-order-unknown" if day_first is None else "date-order-inferred"
            notices.append(Notice(told, here))
    instants = [instant_of(each, options.timezone, day_first=day_first) for each in written]
    if any(each.clock.zone is None and each.reading is not None for each in instants):
        notices.append(Notice("no-zone", here))
    notices += _counted("time-unread", records, instants, sheet, _is_unread)
    notices += _counted("time-impossible", records, instants, sheet, _is_impossible)
    return instants, notices


def _counted(
    kind: str,
    records: Sequence[Record],
    instants: Sequence[Instant],
    sheet: _Sheet,
    is_so: Callable[[Instant], bool],
) -> Iterator[Notice]:
    """One notice for all, at the first. A table in which nobody named a time has none to be read."""
    if sheet.columns is not None and sheet.columns.of[TIME] is None:
        return
    places = [
        record.place for record, instant in zip(records, instants, strict=True) if is_so(instant)
    ]
    if places:
        yield Notice(kind, Ref(sheet.source, places[0]), f"{len(places)} in the file")


def _is_unread(instant: Instant) -> bool:
    return instant.reading is None


def _is_impossible(instant: Instant) -> bool:
    return instant.reading is not None and not _EARLIEST <= instant.reading < _LATEST


def _about_cells(records: Sequence[Record], sheet: _Sheet) -> Iterator[Notice]:
    here = Ref(sheet.source, "")
    odd = [record.place for record in records if record.odd]
    if odd:
        detail = f"rows with more or fewer cells than the header, read with doubt: {len(odd)}"
        yield Notice("record-unread", Ref(sheet.source, odd[0]), detail)
    even = [record for record in records if not record.odd]
    kinds = sum(1 for record in even if record.cells[KIND] and _said_kind(record) is None)
    if kinds:
        yield Notice("unknown-field", here, f"kind ({kinds} times)")
    sides = sum(1 for each in even if each.cells[DIRECTION] and _direction(each, None) == "unknown")
    if sides and sheet.owner_value is None:
        yield Notice("unknown-field", here, f"direction ({sides} times): say owner_value=")


# --- a chat ----------------------------------------------------------------------------------


def _thread_items(
    name: str, rows: Sequence[tuple[Record, Instant]], sheet: _Sheet
) -> Iterator[Item]:
    thread = _thread(name, [record for record, _ in rows], sheet)
    newest_first, backwards = _order(rows, sheet)
    if backwards and not newest_first:
        place = Ref(sheet.source, rows[0][0].place)
        yield Notice("clock-backwards", place, f"{backwards} times in this chat")
    missing: Counter[bool] = Counter()
    for record, instant in reversed(rows) if newest_first else rows:
        message = _message(record, instant, thread, sheet)
        missing.update(
            each.member is None for each in message.attachments if not is_remote(each.name)
        )
        yield message
    if missing[True]:
        detail = f"{missing[True]} of {missing.total()} sent"
        yield Notice("attachment-missing", Ref(sheet.source, rows[0][0].place), detail)


def _order(rows: Sequence[tuple[Record, Instant]], sheet: _Sheet) -> tuple[bool, int]:
    """Whether a chat stands newest first, and how often its times go back.

    Where day and month cannot be told apart, it stands newest first if it does so both ways.
    """
    falls, rises = _steps([instant for _, instant in rows])
    if falls or rises:
        return rises == 0, falls
    written = [str(record.cells[TIME]) for record, _ in rows]
    ways = [
        _steps([instant_of(each, sheet.options.timezone, day_first=first) for each in written])
        for first in (True, False)
    ]
    return all(falls and not rises for falls, rises in ways), 0


def _steps(instants: Sequence[Instant]) -> tuple[int, int]:
    """How often a time is before and after the one above it. Only times on one clock compare."""
    falls = rises = 0
    timed = (instant for instant in instants if instant.reading is not None)
    for one, other in pairwise(timed):
        if one.clock.zone == other.clock.zone:
            step = (other.reading or 0) - (one.reading or 0)
            falls += step < 0
            rises += step > 0
    return falls, rises


def _thread(name: str, records: Sequence[Record], sheet: _Sheet) -> Thread:
    people = dict.fromkeys(str(record.cells[SENDER]) for record in records)
    others = {
        str(record.cells[SENDER])
        for record in records
        if _direction(record, sheet.owner_value) == "other"
    }
    told = len(people) <= 2 and len(others) == 1
    member = sheet.source.member
    return Thread(
        f"{sheet.key}#{name}" if sheet.key and name else name or member,
        name or member.rsplit("/", 1)[-1].rpartition(".")[0] or member,
        tuple(people),
        len(people) > 2,
        "unknown",
        "Table",
        others.pop() if told else None,
    )


def _message(record: Record, instant: Instant, thread: Thread, sheet: _Sheet) -> Message:
    cells = record.cells
    sent = () if record.odd else tuple(_attachments(cells[ATTACHMENT], sheet))
    text = str(cells[TEXT])
    plain: Kind = "text" if text.strip() else "media" if sent else "empty"
    return Message(
        Ref(sheet.source, record.place),
        thread,
        str(cells[SENDER]),
        instant,
        _said_kind(record) or plain,
        text,
        sent,
        direction=_direction(record, sheet.owner_value),
        marks=_ODD if record.odd else (),
    )


def _said_kind(record: Record) -> Kind | None:
    said = str(record.cells[KIND]).strip().casefold()
    if not said or record.odd:
        return None
    return next((kind for kind in get_args(Kind) if kind == said), None)


def _direction(record: Record, owner_value: str | None) -> Direction:
    """By the value that a person named, or by our own two words. In an odd row cells may be shifted."""
    said = str(record.cells[DIRECTION]).strip().casefold()
    if not said or record.odd:
        return "unknown"
    if owner_value is not None:
        return "owner" if said == owner_value.strip().casefold() else "other"
    return "owner" if said == "owner" else "other" if said == "other" else "unknown"


def _attachments(cell: Cell, sheet: _Sheet) -> Iterator[Attachment]:
    folder = sheet.source.member.rpartition("/")[0]
    for name in filter(None, (cell,) if isinstance(cell, str) else cell):
        kind = kind_by_name(name)
        member = None if is_remote(name) else sheet.find(name, folder)
        if member is None:
            yield Attachment(name, kind)
        else:
            yield Attachment(name, kind, member.path, member.size)

"""A table's file as records: cells of the columns that were named, each with its place.

A file is read in one pass, and of each row only the named cells are held. A row that says nothing is not
a record. Bytes are what a mark says (UTF-8 or UTF-16), else UTF-8, else Windows-1252.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

from msgspec import Struct

from wardlight.model import Notice, Ref, Source
from wardlight.sources.export import Export, Member, MemberDamaged
from wardlight.sources.meta.scan import Damage, pointer, walk
from wardlight.sources.tables.columns import FIELDS, LAYOUT, OWN, Columns, misfit

# A cell may hold a whole chat, and the limit that csv comes with is one for the whole program.
csv.field_size_limit(2**31 - 1)

_HEAD = 1 << 16
_DELIMITERS = ",;\t|"
_QUOTED = re.compile(r'"[^"]*"')
_SPREADSHEET_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ATTACHMENT = FIELDS.index("attachment")

Form = Literal["rows", "lines", "array"]
Cell = str | tuple[str, ...]


class Record(Struct, frozen=True, gc=False):
    """One row.

    Attributes:
        place: Where in the file.
        cells: In the order of FIELDS; empty where there is nothing.
        odd: Whether it has more or fewer cells than the header.
    """

    place: str
    cells: tuple[Cell, ...]
    odd: bool = False


class Loaded(Struct):
    """A file, as far as it went. Grows while it is read.

    Attributes:
        names: Its columns.
        wrong: Why the columns that were named cannot be read from it; empty where they can.
        records: Its rows.
        notices: What could not be understood of it.
        count: How many rows it has, counted as they went by.
        complete: Whether it was read to its end.
    """

    names: tuple[str, ...] = ()
    wrong: str = ""
    records: list[Record] = []
    notices: list[Notice] = []
    count: int = 0
    complete: bool = True


def load(export: Export, member: Member, columns: Columns | None) -> Loaded:
    """Read a file. Never raises on its content.

    Args:
        export: Where it is.
        member: The file.
        columns: What a person named; None for a file in our own layout, which no other fits.
    """
    loaded, source = Loaded(), export.source(member)
    encoding = _encoding(export, member, loaded, source)
    form = form_of(member, export.head(member, _HEAD).decode(encoding, "replace"))
    if form == "array":
        _load_array(export, member, encoding, columns, loaded)
        return loaded
    try:
        with (
            export.open(member) as stream,
            io.TextIOWrapper(
                stream, encoding, "replace", newline="" if form == "rows" else "\n"
            ) as text,
        ):
            if form == "rows":
                _load_rows(text, member, columns, loaded, source)
            else:
                _load_lines(text, columns, loaded, source)
    except (MemberDamaged, csv.Error) as damage:
        _damaged(loaded, source, str(damage))
    return loaded


def form_of(member: Member, head: str) -> Form:
    """How a file is written."""
    if not member.name.lower().endswith((".json", ".jsonl", ".ndjson")):
        return "rows"
    return "array" if head.lstrip("\ufeff \t\r\n").startswith("[") else "lines"


def header_of(member: Member, head: str, wanted: Sequence[str] = LAYOUT) -> tuple[str, ...]:
    """The names in the first line of a file of rows, from the file's beginning."""
    lines = _LINE_END.split(head.removeprefix("\ufeff"), 2)
    hint = _SPREADSHEET_HINT.fullmatch(lines[0])
    if hint:
        return _names(lines[1] if len(lines) > 1 else "", hint[1])
    return _names(lines[0], _delimiter(member, lines[0], wanted))


def _names(line: str, delimiter: str) -> tuple[str, ...]:
    row = next(csv.reader([line.rstrip("\r\n")], delimiter=delimiter), [])
    return tuple(cell.strip() for cell in row)


def _delimiter(member: Member, line: str, wanted: Sequence[str]) -> str:
    """The one that finds most of the wanted names, then the most frequent."""
    if member.name.lower().endswith((".tsv", ".tab")):
        return "\t"
    bare = _QUOTED.sub("", line)

    def fit(delimiter: str) -> tuple[int, int]:
        return len(set(wanted) & set(_names(line, delimiter))), bare.count(delimiter)

    return max(_DELIMITERS, key=fit)


def _encoding(export: Export, member: Member, loaded: Loaded, source: Source) -> str:
    here, decoder = Ref(source, ""), codecs.getincrementaldecoder("utf-8")()
    head = export.head(member, 3)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    encoding, nul = "utf-8-sig", False
    try:
        with export.open(member) as stream:
            while chunk := stream.read(1 << 20):
                nul = nul or b"\0" in chunk
                decoder.decode(chunk)
    except UnicodeDecodeError:
        marked = head == codecs.BOM_UTF8
        encoding = "utf-8-sig" if marked else "cp1252"
        how = "what is not UTF-8 is shown as U+FFFD" if marked else "read as Windows-1252"
        loaded.notices.append(Notice("not-utf8", here, how))
    except MemberDamaged:
        pass
    if nul:
        loaded.notices.append(Notice("nul-bytes", here))
    return encoding


def _damaged(loaded: Loaded, source: Source, how: str) -> None:
    loaded.complete = False
    detail = f"{how}, after {loaded.count} rows"
    loaded.notices.append(Notice("member-damaged", Ref(source, ""), detail))


# --- rows of cells ---------------------------------------------------------------------------


def _load_rows(
    text: Iterable[str], member: Member, columns: Columns | None, loaded: Loaded, source: Source
) -> None:
    lines = iter(text)
    first = next(lines, "")
    hint = _SPREADSHEET_HINT.fullmatch(first)
    if hint:
        first = next(lines, "")
    wanted = columns or OWN
    delimiter = hint[1] if hint else _delimiter(member, first, wanted.named)
    last = [first]
    reader = csv.reader(_remembering(first, lines, last), delimiter=delimiter)
    loaded.names = tuple(name.strip() for name in next(reader, []))
    loaded.wrong = _wrong(columns, loaded.names)
    if loaded.wrong:
        return
    at = [loaded.names.index(column) if column is not None else -1 for column in wanted.of]
    width = len(loaded.names)
    row: list[str] = []
    for number, row in enumerate(reader, 1):
        if any(row):
            loaded.count += 1
            cells = tuple(row[i] if 0 <= i < len(row) else "" for i in at)
            odd = len(row) != width and (len(row) < width or any(row[width:]))
            loaded.records.append(Record(f"row {number}", cells, odd))
    _check_quotes(loaded, source, row, last[0])


def _wrong(columns: Columns | None, names: tuple[str, ...], *, whole: bool = True) -> str:
    if columns is not None:
        return misfit(columns, names, whole=whole)
    return "" if names == LAYOUT else "It is not said which column is which."


def _remembering(first: str, lines: Iterator[str], last: list[str]) -> Iterator[str]:
    yield first
    for line in lines:
        last[0] = line
        yield line


def _check_quotes(loaded: Loaded, source: Source, row: list[str], last_line: str) -> None:
    """A quotation mark that is never closed takes all that follows it into one cell."""
    swallowed = row[-1].rstrip("\r\n").count("\n") if row else 0
    if swallowed and not last_line.rstrip("\r\n").endswith('"'):
        place = Ref(source, loaded.records.pop().place)
        loaded.complete = False
        detail = f"a quotation mark is never closed, and {swallowed} more lines stand inside it"
        loaded.notices.append(Notice("record-unread", place, detail, 1))


# --- JSON ------------------------------------------------------------------------------------


def _load_lines(
    text: Iterable[str], columns: Columns | None, loaded: Loaded, source: Source
) -> None:
    names: dict[str, None] = {}
    for number, line in enumerate(text, 1):
        if line.strip(" \t\r\n\ufeff"):
            _take(line, f"L{number}", columns, loaded, source, names)
    _settle(loaded, columns, names)


def _load_array(
    export: Export, member: Member, encoding: str, columns: Columns | None, loaded: Loaded
) -> None:
    raw, damage = export.read(member)
    source, names = export.source(member), dict[str, None]()
    text = raw.decode(encoding, "replace").encode()
    try:
        for span in walk(text, lambda path, is_array: path == () and is_array):
            if span.path:
                value = text[span.start : span.end].decode()
                _take(value, pointer(span.path), columns, loaded, source, names)
    except Damage as broken:
        how = {"cut": "cut short", "malformed": "not JSON", "deep": "nested too deep"}[broken.how]
        _damaged(loaded, source, damage or how)
    _settle(loaded, columns, names)


def _settle(loaded: Loaded, columns: Columns | None, names: dict[str, None]) -> None:
    """Where no object could be read, there is nothing to say about columns, only about damage."""
    loaded.names = tuple(names)
    if names or columns is None or not (loaded.count or loaded.notices):
        loaded.wrong = _wrong(columns, loaded.names, whole=loaded.complete)


def _take(
    text: str,
    place: str,
    columns: Columns | None,
    loaded: Loaded,
    source: Source,
    names: dict[str, None],
) -> None:
    """One object, with what is wrong with it."""
    loaded.count += 1
    ref, twice = Ref(source, place), list[str]()
    try:
        value = _decoded(text, twice)
    except (ValueError, RecursionError) as e:
        deep = isinstance(e, RecursionError)
        why = "it is nested too deep" if deep else "it is not JSON"
        loaded.notices.append(Notice("record-unread", ref, why, 1))
        return
    if not isinstance(value, dict):
        loaded.notices.append(Notice("record-unread", ref, "it is not an object", 1))
        return
    if twice:
        loaded.notices.append(Notice("duplicate-key", ref, f"{len(twice)} fields"))
    names.update(dict.fromkeys(value))
    cells = _cells(value, columns or OWN)
    if cells is None:
        loaded.notices.append(Notice("record-unread", ref, "a named field is not text", 1))
        return
    mended = tuple(_mended(cell) for cell in cells)
    if mended != cells:
        loaded.notices.append(Notice("lone-surrogate", ref))
    loaded.records.append(Record(place, mended))


def _decoded(text: str, twice: list[str]) -> Any:
    def last_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice.append("")
        return found

    return json.loads(
        text.removeprefix("\ufeff"),
        object_pairs_hook=last_of,
        parse_int=str,
        parse_float=str,
        parse_constant=str,
        strict=False,
    )


def _cells(value: dict[str, Any], columns: Columns) -> tuple[Cell, ...] | None:
    cells: list[Cell] = []
    for index, column in enumerate(columns.of):
        cell = value.get(column) if column is not None else None
        if index == _ATTACHMENT and isinstance(cell, list):
            cells.append(tuple(each for each in cell if isinstance(each, str)))
        elif isinstance(cell, (list, dict)):
            return None
        elif isinstance(cell, bool):
            cells.append("true" if cell else "false")
        else:
            cells.append(cell or "")
    return tuple(cells)


def _mended(cell: Cell) -> Cell:
    if isinstance(cell, tuple):
        return tuple(_LONE_SURROGATE.sub("\ufffd", each) for each in cell)
    return _LONE_SURROGATE.sub("\ufffd", cell)

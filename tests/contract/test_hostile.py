"""What every reader does with exports that were built or bent to do harm: one table, one test.

Each row bends a fixture of the reader: ``code`` is the error it has to end in, or ``kinds`` the
notices that have to be there, and ``keeps`` how much of the fixture's messages has to come out.
"""

import re
import zlib
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from msgspec import Struct

from tests.contract.fixtures import (
    OF_READERS,
    contents,
    holds_an_archive,
    messages,
    reader_of,
)
from tests.golden import Case, read_case
from tests.hostile import LINK, LOCKED, STORED, Entry, plain, zip_bytes
from tests.reconcile import unexplained
from wardlight.errors import WardlightError
from wardlight.model import Notice
from wardlight.sources import READERS, Limits, Reader, open_export
from wardlight.sources.reader import Item

Files = dict[str, bytes]
Keeps = Literal["all", "some", "none"]

LIMITS = Limits(ratio_floor=16 * 2**20)
DEEP = 200_000
LONG = 10 * 2**20
_NOISE = bytes((n * 7919) % 251 for n in range(4_000))


class Base(Struct, frozen=True):
    """A fixture: its files, the one that holds most messages, and how many there are in all."""

    case: Case
    files: Files
    main: str
    count: int
    whole: bool

    @property
    def content(self) -> bytes:
        return self.files[self.main]

    @property
    def suffix(self) -> str:
        return Path(self.main).suffix

    def with_main(self, content: bytes) -> bytes:
        return zip_bytes(plain(self.files | {self.main: content}))

    def stored(self) -> list[Entry]:
        return [
            Entry(name=name.encode(), content=content, method=STORED)
            for name, content in self.files.items()
        ]


class Row(Struct, frozen=True, kw_only=True):
    """One way to do harm, and what has to come of it."""

    name: str
    build: Callable[[Base], bytes]
    code: str = ""
    kinds: tuple[str, ...] = ()
    keeps: Keeps = "all"
    suffixes: tuple[str, ...] = ()


# --- archives --------------------------------------------------------------------------------


def _and(*entries: Entry) -> Callable[[Base], bytes]:
    return lambda base: zip_bytes([*plain(base.files), *entries])


def _second_under_the_name(base: Base) -> bytes:
    return zip_bytes([*plain(base.files), Entry(name=base.main.encode(), content=b"other")])


def _cut_in_noise(base: Base) -> bytes:
    noise = Entry(name=b"rest.bin", content=_NOISE, method=STORED)
    return zip_bytes([*base.stored(), noise], index=False)[:-100]


def _cut_in_the_last_file(base: Base) -> bytes:
    main = Entry(name=base.main.encode(), content=base.content, method=STORED)
    rest = [entry for entry in base.stored() if entry.name != main.name]
    return zip_bytes([*rest, main], index=False)[: -max(1, len(base.content) // 7)]


def _all_locked(base: Base) -> bytes:
    return zip_bytes(
        [
            Entry(name=name.encode(), content=content, flags=LOCKED)
            for name, content in base.files.items()
        ]
    )


def _wrong_checksum(base: Base) -> bytes:
    main = Entry(name=base.main.encode(), content=base.content, said_crc=zlib.crc32(b"other"))
    rest = [entry for entry in plain(base.files) if entry.name != main.name]
    return zip_bytes([*rest, main])


def _zipped_again(base: Base) -> bytes:
    return zip_bytes(plain({"from-the-phone.zip": zip_bytes(plain(base.files))}))


BOMB = Entry(name=b"bomb.json", content=bytes(17 * 2**20))

ARCHIVES = [
    Row(name="bomb beside it", build=_and(BOMB), kinds=("member-too-large",)),
    Row(name="bomb alone", build=lambda _: zip_bytes([BOMB]), code="E105", keeps="none"),
    Row(
        name="path that leaves the archive",
        build=_and(Entry(name=b"../../messages.json", content=b"{}")),
        kinds=("member-refused",),
    ),
    Row(
        name="absolute path",
        build=_and(
            Entry(name=b"C:\\chat\\_chat.txt", content=b"x"), Entry(name=b"/x", content=b"x")
        ),
        kinds=("member-refused",),
    ),
    Row(name="two files under one name", build=_second_under_the_name, kinds=("member-refused",)),
    Row(
        name="link",
        build=_and(Entry(name=b"inbox/link.json", content=b"/etc/passwd", mode=LINK)),
        kinds=("member-refused",),
    ),
    Row(name="cut after the messages", build=_cut_in_noise, kinds=("archive-damaged",)),
    Row(
        name="cut in the messages",
        build=_cut_in_the_last_file,
        kinds=("archive-damaged", "member-damaged"),
        keeps="some",
    ),
    Row(name="wrong checksum", build=_wrong_checksum, kinds=("member-damaged",)),
    Row(name="behind a password", build=_all_locked, code="E104", keeps="none"),
    Row(
        name="one file behind a password",
        build=_and(Entry(name=b"notes.bin", content=_NOISE, flags=LOCKED)),
        kinds=("member-locked",),
    ),
    Row(name="nothing in it", build=lambda _: zip_bytes([]), code="E107", keeps="none"),
    Row(
        name="only empty files",
        build=lambda base: zip_bytes(plain(dict.fromkeys(base.files, b""))),
        code="E107",
        keeps="none",
    ),
    Row(name="zipped again", build=_zipped_again),
    Row(
        name="bidi controls in a file name",
        build=_and(Entry(name="inbox/\u202etxt.exe".encode(), content=b"x")),
    ),
]

# --- what the files hold ---------------------------------------------------------------------

_SENDER_KEY = re.compile(rb'"(sender_name|senderName|sender)"\s*:\s*"')
_TEXT_KEY = re.compile(rb'"(content|text)"\s*:\s*"')
_TIME_KEY = re.compile(rb'"(timestamp_ms|timestamp|created_at)"\s*:')


def _deep_at_the_end(base: Base) -> bytes:
    """A value that no reader needs, nested without end, behind all that it does need."""
    body = base.content.rstrip()
    start, end = (b',"x":', b"}") if body.endswith(b"}") else (b",", b"]")
    return base.with_main(body[:-1] + start + b"[" * DEEP + b"]" * DEEP + end)


def _deep_and_nothing_else(base: Base) -> bytes:
    return base.with_main(b"[" * DEEP)


def _key_twice(base: Base) -> bytes:
    found = _TEXT_KEY.search(base.content)
    assert found
    again = b'"' + found[1] + b'": "another",'
    return base.with_main(base.content[: found.start()] + again + base.content[found.start() :])


def _broken_character(base: Base) -> bytes:
    found = _TEXT_KEY.search(base.content)
    assert found
    return base.with_main(base.content[: found.end()] + rb"\ud800" + base.content[found.end() :])


def _broken_key(base: Base) -> bytes:
    return base.with_main(base.content.replace(b"{", rb'{"\ud800": 1,', 1))


def _broken_key_in_a_record(base: Base) -> bytes:
    found = _TEXT_KEY.search(base.content)
    assert found
    key = rb'"\ud800": 1,'
    return base.with_main(base.content[: found.start()] + key + base.content[found.start() :])


def _impossible_time(base: Base) -> bytes:
    found = _TIME_KEY.search(base.content)
    assert found
    rest = base.content[found.end() :].lstrip()
    after = rest[re.match(rb'"[^"]*"|[^,\s}]+', rest).end() :]  # type: ignore[union-attr]
    return base.with_main(base.content[: found.end()] + b" 1e400" + after)


def _cut(base: Base) -> bytes:
    return base.with_main(base.content[: len(base.content) * 6 // 7])


def _long_text(base: Base) -> bytes:
    found = _TEXT_KEY.search(base.content)
    assert found
    return base.with_main(base.content[: found.end()] + b"a" * LONG + base.content[found.end() :])


def _utf16(base: Base) -> bytes:
    return base.with_main(base.content.decode("utf-8-sig").encode("utf-16"))


def _nul_in_text(base: Base) -> bytes:
    """Behind the last letter of a line that is not the first."""
    lines = base.content.split(b"\n")
    at = min(len(lines) - 1, 2)
    lines[at] = lines[at].rstrip(b"\r") + b"\x00 \x00" + lines[at][len(lines[at].rstrip(b"\r")) :]
    return base.with_main(b"\n".join(lines))


def _code_page(base: Base) -> bytes:
    lines = base.content.split(b"\n")
    at = min(len(lines) - 1, 2)
    lines[at] = lines[at].rstrip(b"\r") + b" caf\xe9" + lines[at][len(lines[at].rstrip(b"\r")) :]
    return base.with_main(b"\n".join(lines))


def _long_line(base: Base) -> bytes:
    lines = base.content.split(b"\n")
    at = min(len(lines) - 1, 2)
    lines[at] = lines[at].rstrip(b"\r") + b" " + b"a" * LONG
    return base.with_main(b"\n".join(lines))


def _deep_page(base: Base) -> bytes:
    end = base.content.rfind(b"</body>")
    return base.with_main(base.content[:end] + b"<div>" * DEEP + base.content[end:])


def _page_letter(base: Base) -> bytes:
    return base.with_main(base.content.replace(b"</title>", b" caf\xe9</title>", 1))


def _page_nul(base: Base) -> bytes:
    return base.with_main(base.content.replace(b"</title>", b"\x00</title>", 1))


def _growing_entity(base: Base) -> bytes:
    grown = b"".join(b'<!ENTITY e%d "%s">' % (n + 1, b"&e%d;" % n * 10) for n in range(9))
    doctype = b'<!DOCTYPE html [<!ENTITY e0 "aaaaaaaaaa">' + grown + b"]>"
    return base.with_main(doctype + base.content.replace(b"</title>", b"&e9;</title>", 1))


def _turned_names(base: Base) -> bytes:
    """A name that shows as another: a right-to-left override before its letters."""
    names = {
        message.sender
        for message in messages(read_case(reader_of(base.case), base.case))
        if message.sender and message.sender.isascii()
    }
    content = base.content
    for name in sorted(names, key=len, reverse=True)[:1]:
        content = content.replace(name.encode(), f"\u202e{name}".encode())
    return base.with_main(content)


JSON = (".json", ".jsonl")
LINES = (".txt",)
TABLES = (".csv", ".tsv")
PAGES = (".html", ".htm")

CONTENTS = [
    Row(
        name="nested without end, after the messages",
        build=_deep_at_the_end,
        kinds=("nested-too-deep",),
        suffixes=(".json",),
    ),
    Row(
        name="nested without end, and nothing else",
        build=_deep_and_nothing_else,
        keeps="none",
        suffixes=JSON,
    ),
    Row(name="one key twice", build=_key_twice, kinds=("duplicate-key",), suffixes=JSON),
    Row(name="lone surrogate", build=_broken_character, kinds=("lone-surrogate",), suffixes=JSON),
    Row(name="lone surrogate in a key", build=_broken_key, suffixes=JSON),
    Row(name="and in a record's key", build=_broken_key_in_a_record, suffixes=JSON),
    Row(name="a time beyond numbers", build=_impossible_time, keeps="some", suffixes=(".json",)),
    Row(name="cut file", build=_cut, kinds=("member-damaged",), keeps="some", suffixes=(".json",)),
    Row(name="ten million letters", build=_long_text, suffixes=JSON),
    Row(name="sixteen-bit letters", build=_utf16, kinds=("not-utf8",), suffixes=LINES),
    Row(name="NUL in a line", build=_nul_in_text, kinds=("nul-bytes",), suffixes=LINES),
    Row(name="a letter of a code page", build=_code_page, kinds=("not-utf8",), suffixes=LINES),
    Row(name="a line of ten million", build=_long_line, kinds=("line-too-long",), suffixes=LINES),
    Row(name="sixteen-bit cells", build=_utf16, suffixes=TABLES),
    Row(name="NUL in a cell", build=_nul_in_text, kinds=("nul-bytes",), suffixes=TABLES),
    Row(name="a cell in a code page", build=_code_page, kinds=("not-utf8",), suffixes=TABLES),
    Row(name="a cell of ten million", build=_long_line, suffixes=TABLES),
    Row(name="elements without end", build=_deep_page, keeps="some", suffixes=PAGES),
    Row(name="cut page", build=_cut, kinds=("member-damaged",), keeps="some", suffixes=PAGES),
    Row(name="a page with a letter of a code page", build=_page_letter, suffixes=PAGES),
    Row(name="a page with NUL in it", build=_page_nul, suffixes=PAGES),
    Row(name="an entity that grows", build=_growing_entity, suffixes=PAGES),
    Row(name="names turned around", build=_turned_names),
]


_DAMAGE = {kind for row in [*ARCHIVES, *CONTENTS] for kind in row.kinds} | {"record-unread"}


@cache
def _base(name: str) -> Base | None:
    """The reader's fixture with the most messages, of those that are whole where there are any."""
    found = [
        base
        for case in OF_READERS
        if case.reader == name and not holds_an_archive(case) and (base := _base_of(case))
    ]
    return max(found, key=lambda base: (base.whole, base.count), default=None)


def _base_of(case: Case) -> Base | None:
    items = read_case(reader_of(case), case)
    counts = Counter(message.ref.source.member for message in messages(items))
    if not counts:
        return None
    damage = {item.kind for item in items if isinstance(item, Notice)} & _DAMAGE
    main = max(counts, key=lambda name: counts[name])
    return Base(case, contents(case), main, counts.total(), whole=not damage)


ROWS = [
    pytest.param(reader, row, id=f"{reader.name}: {row.name}")
    for reader in READERS
    for row in [*ARCHIVES, *CONTENTS]
]


@pytest.mark.parametrize(("reader", "row"), ROWS)
def test_harm_ends_in_what_is_documented(reader: Reader, row: Row, tmp_path: Path) -> None:
    base = _base(reader.name)
    assert base is not None, "no fixture of this reader is whole"
    if row.suffixes and base.suffix not in row.suffixes:
        pytest.skip(f"not for {base.suffix} files")
    path = tmp_path / "export.zip"
    path.write_bytes(row.build(base))
    code, items = _read(reader, path, base)
    assert code == row.code
    assert unexplained(items) == []
    said = {item.kind for item in items if isinstance(item, Notice)}
    assert set(row.kinds) <= said
    least = {"all": base.count, "some": 1, "none": 0}[row.keeps]
    assert len(list(messages(items))) >= least


def _read(reader: Reader, path: Path, base: Base) -> tuple[str, list[Item]]:
    try:
        with open_export([path], limits=LIMITS) as export:
            reader.recognise(export)
            return "", [*export.notices, *reader.read(export, base.case.options)]
    except WardlightError as error:
        return error.code, []


def test_the_table_covers_every_reader_with_rows_for_its_own_files() -> None:
    suffixes = {suffix for row in CONTENTS for suffix in row.suffixes}
    for reader in READERS:
        base = _base(reader.name)
        if base is not None and base.suffix not in {".html", ".htm", ".csv", ".tsv"}:
            assert base.suffix in suffixes, reader.name

"""A zip as a list of members. Read-only, bounded, nothing extracted; only zips in it are unpacked."""

import io
import stat
import struct
import zipfile
from collections.abc import Collection
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import IO, cast

from msgspec import Struct
from msgspec.structs import replace

from wardlight.errors import TooLarge
from wardlight.model import Notice, Ref, Source
from wardlight.sources.member import Limits, Member, Opener, Part, kind_of, unsafe_name
from wardlight.sources.salvage import entries_without_index
from wardlight.sources.unpack import (
    LOCAL_HEADER,
    LOCAL_SIGNATURE,
    Archive,
    Entry,
    all_of,
    bounded,
    is_locked,
    unpacked,
)

_STARTS = (LOCAL_SIGNATURE, b"PK\x05\x06")
_UTF8 = 0x800
_READABLE_METHODS = (0, 8)  # stored, deflated
_BROKEN_INDEX = (
    zipfile.BadZipFile,
    NotImplementedError,
    ValueError,  # among others a name that is not the UTF-8 it says it is
    OverflowError,
    OSError,
    EOFError,
    struct.error,
)

Found = tuple[list[tuple[Member, Opener]], list[Notice]]
Refusal = tuple[str, str]


class Place(Struct, frozen=True):
    """Where an archive stands: the part it is or lies in, and the path that leads to it there."""

    part: Part
    limits: Limits
    prefix: str = ""
    depth: int = 1

    def ref(self, name: str = "") -> Ref:
        """The place of a member, or of the archive itself."""
        return Ref(Source(self.part.sha256, name or self.prefix.rstrip("/") or self.part.name), "")


def is_zip(path: Path) -> bool:
    """Whether a file is to be read as an archive: its first bytes or its name say so.

    The signature that ends a zip is not looked for. Anyone can send it in a message, and a text
    export of that chat would then be taken for a damaged archive. Media are not looked into.
    """
    if kind_of(path.name) == "media":
        return False
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError:
        return False
    return start in _STARTS or (path.suffix.lower() == ".zip" and bool(start))


def members_of(archive: Archive, place: Place) -> Found:
    """The members of a zip, those of zips inside it, and what was refused.

    Raises:
        TooLarge: Its members are more, or would unpack to more, than a limit.
    """
    entries, notices = _index(archive, place)
    _refuse_if_over(entries, place)
    overlapping = _overlapping(entries)
    found: dict[str, tuple[Member, Opener]] = {}
    nested_bytes = place.limits.nested_bytes
    for index, entry in enumerate(entries):
        name, sure = _name_of(entry, place)
        opener = partial(unpacked, archive, entry)
        if not sure:
            notices.append(Notice("name-not-utf8", place.ref(name), "read as code page 437"))
        if name.endswith("/") and not entry.size:
            continue
        if refusal := _refusal(entry, name, found, place, shared=index in overlapping):
            notices.append(Notice(refusal[0], place.ref(name), refusal[1]))
        elif _is_nested(name):
            inside, said = _nested(opener, name, place, nested_bytes)
            nested_bytes -= min(nested_bytes, entry.size or entry.packed)
            found |= {member.path: (member, inner) for member, inner in inside}
            notices += said
        else:
            found[name] = (_member_of(entry, name, place.part), opener)
    return list(found.values()), notices


# --- the index -------------------------------------------------------------------------------


class _Index(io.BufferedReader):
    """Refuses a list of members that is larger than any real one, before it is held."""

    def __init__(self, raw: IO[bytes], most: int) -> None:
        super().__init__(cast("io.RawIOBase", raw))
        self._most = most

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > self._most:
            raise TooLarge(f"The archive's index is {size} bytes; the limit is {self._most}.")
        return super().read(size)


def _index(archive: Archive, place: Place) -> tuple[list[Entry], list[Notice]]:
    try:
        with _Index(archive(), place.limits.index_bytes) as index, zipfile.ZipFile(index) as listed:
            entries = [_entry_of(info) for info in listed.infolist()]
            if not _leaves_out_the_first(index, entries):
                return entries, []
    except _BROKEN_INDEX:
        pass
    with archive() as file:
        entries = entries_without_index(file, place.limits.entries)
    said = f"its index is missing or wrong; files found without it: {len(entries)}"
    return entries, [Notice("archive-damaged", place.ref(), said)]


def _entry_of(info: zipfile.ZipInfo) -> Entry:
    utf8 = bool(info.flag_bits & _UTF8)
    year, month, day, hour, minute, second = info.date_time
    return Entry(
        raw_name=info.orig_filename.encode("utf-8" if utf8 else "cp437"),
        utf8=utf8,
        locked=is_locked(info.flag_bits, info.compress_type),
        method=info.compress_type,
        crc=info.CRC,
        packed=info.compress_size,
        size=info.file_size,
        offset=info.header_offset,
        modified=f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}",
        link=stat.S_ISLNK(info.external_attr >> 16),
    )


def _leaves_out_the_first(file: IO[bytes], entries: list[Entry]) -> bool:
    """Whether the file begins with a member that the index does not have.

    So it is where the end was lost and the index found is that of an archive inside this one.
    """
    file.seek(0)
    first = min((entry.offset for entry in entries), default=-1)
    return file.read(4) == LOCAL_SIGNATURE and first != 0


def _refuse_if_over(entries: list[Entry], place: Place) -> None:
    limits = place.limits
    if len(entries) > limits.entries:
        said = f"The archive lists more than {limits.entries} files, which is the limit."
        raise TooLarge(said, where=place.part.name)
    total = sum(
        entry.size or 0 for entry in entries if kind_of(_name_of(entry, place)[0]) != "media"
    )
    if total > limits.total_bytes:
        said = f"The archive would unpack to {total} bytes; the limit is {limits.total_bytes}."
        raise TooLarge(said, where=place.part.name)


def _overlapping(entries: list[Entry]) -> set[int]:
    """Those that reach into the next one, as in an archive built to unpack one text many times.

    Of several at one place the first listed is the last in this order, and so the one kept.
    """
    order = sorted(range(len(entries)), key=lambda index: (entries[index].offset, -index))
    return {
        index
        for index, following in pairwise(order)
        if _least_end(entries[index]) > entries[following].offset
    }


def _least_end(entry: Entry) -> int:
    return entry.offset + LOCAL_HEADER.size + len(entry.raw_name) + entry.packed


# --- one member ------------------------------------------------------------------------------


def _name_of(entry: Entry, place: Place) -> tuple[str, bool]:
    """The path, and whether its letters are sure."""
    try:
        name, sure = entry.raw_name.decode("utf-8"), True
    except UnicodeDecodeError:
        name, sure = entry.raw_name.decode("cp437"), False
    return place.prefix + name.replace("\\", "/").removeprefix("./"), sure


def _refusal(
    entry: Entry, name: str, taken: Collection[str], place: Place, *, shared: bool
) -> Refusal | None:
    """A kind of notice and its detail. A media member's bytes are never read, so never refused."""
    if why := unsafe_name(name.removeprefix(place.prefix)):
        return "member-refused", why
    if name.endswith("/"):
        return "member-refused", "a folder that has content"
    if entry.link:
        return "member-refused", "a link"
    if name in taken:
        return "member-refused", f"a second file under one name (CRC-32 {entry.crc or 0:08x})"
    if kind_of(name) == "media":
        return None
    if shared:
        return "member-refused", "it shares its bytes with another file"
    return _refusal_of_content(entry, place.limits)


def _refusal_of_content(entry: Entry, limits: Limits) -> Refusal | None:
    if entry.locked:
        return "member-locked", ""
    size = entry.size or 0
    if size > limits.ratio_floor and size > limits.ratio * entry.packed:
        return "member-too-large", f"{entry.packed} bytes that unpack to {size}"
    if entry.method not in _READABLE_METHODS:
        return "member-damaged", f"packed in a way that is not read here (method {entry.method})"
    return None


def _member_of(entry: Entry, name: str, part: Part) -> Member:
    return Member(
        path=name,
        size=entry.packed if entry.size is None else entry.size,
        modified=entry.modified,
        crc32=None if entry.crc is None else f"{entry.crc:08x}",
        kind=kind_of(name),
        part=part.name,
    )


def _is_nested(name: str) -> bool:
    return name.lower().endswith(".zip") and kind_of(name) == "data"


def _nested(opener: Opener, name: str, place: Place, most: int) -> Found:
    """An archive inside the archive, held in memory."""
    ref = place.ref(name)
    if place.depth >= place.limits.depth:
        return [], [Notice("member-too-large", ref, "too many archives inside each other")]
    held, why = all_of(bounded(opener(), most))
    limits = replace(place.limits, nested_bytes=most - len(held))
    inside = Place(place.part, limits, prefix=f"{name}/", depth=place.depth + 1)
    try:
        members, notices = members_of(partial(io.BytesIO, held), inside)
    except TooLarge as limit:
        return [], [Notice("member-too-large", ref, limit.what)]
    return members, ([Notice("member-damaged", ref, why)] if why else []) + notices

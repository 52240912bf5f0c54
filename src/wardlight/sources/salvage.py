"""Members of an archive that has lost its index, as a file that was cut short in sending has.

Each member of a zip begins with a header of its own. They are found by their signatures, in one
pass over the file; no member is unpacked to find the next. What the index alone would tell (which
members are links, or were deleted) is not known here.

The layout is PKWARE's APPNOTE 6.3.10, sections 4.3.7 (header), 4.3.9 (data descriptor) and 4.5.3
(sizes beyond four bytes).
"""

import re
import struct
from bisect import bisect_left
from typing import IO

from msgspec import Struct

from wardlight.sources.unpack import LOCAL_HEADER, LOCAL_SIGNATURE, Entry, dos_time, is_locked

_MARKS = re.compile(rb"PK(?:\x03\x04|\x07\x08|\x01\x02)")
_DESCRIPTOR = b"PK\x07\x08"
# CRC, packed, unpacked: written with four or with eight bytes for each size.
_SIZES = (struct.Struct("<LLL"), struct.Struct("<LQQ"))
_IN_EXTRA = 0xFFFFFFFF
_SIZES_FOLLOW = 0x8
_UTF8 = 0x800
_LAST_VERSION = 63
_PIECE = 1 << 20

Marks = list[tuple[int, bytes]]


class _Extent(Struct, frozen=True):
    """How far a member's content goes; no size and CRC where the archive is cut inside it."""

    packed: int
    size: int | None
    crc: int | None


def entries_without_index(archive: IO[bytes], most: int) -> list[Entry]:
    """Members in the order they lie in: ``most`` of them and one more, where there are more."""
    marks = _marks(archive, most * 4)
    found: list[Entry] = []
    end = 0
    for position, mark in marks:
        if position < end or mark != LOCAL_SIGNATURE or len(found) > most:
            continue
        if located := _entry_at(archive, position, marks):
            entry, end = located
            found.append(entry)
    return found


def _marks(archive: IO[bytes], most: int) -> Marks:
    """Where the signatures of headers, of descriptors and of the index stand."""
    found: Marks = []
    held, start = b"", 0
    archive.seek(0)
    while (piece := archive.read(_PIECE)) and len(found) < most:
        held += piece
        found += [(start + mark.start(), mark.group()) for mark in _MARKS.finditer(held)]
        tail = held[-3:]
        held, start = tail, start + len(held) - len(tail)
    return found


def _entry_at(archive: IO[bytes], position: int, marks: Marks) -> tuple[Entry, int] | None:
    """The member whose header stands here and where its content ends; None for a chance match."""
    archive.seek(position)
    header = archive.read(LOCAL_HEADER.size)
    if len(header) < LOCAL_HEADER.size:
        return None
    _, version, flags, method, time, day, crc, packed, size, name_size, extra_size = (
        LOCAL_HEADER.unpack(header)
    )
    name, extra = archive.read(name_size), archive.read(extra_size)
    if version > _LAST_VERSION or not name or len(name) + len(extra) < name_size + extra_size:
        return None
    start = archive.tell()
    if _IN_EXTRA in (packed, size):
        size, packed = _sizes_in(extra) or (size, packed)
    extent = _Extent(packed, size, crc)
    if flags & _SIZES_FOLLOW and not packed:
        extent = _extent_from_descriptor(archive, start, marks)
    entry = Entry(
        raw_name=name,
        utf8=bool(flags & _UTF8),
        locked=is_locked(flags, method),
        method=method,
        crc=extent.crc,
        packed=extent.packed,
        size=extent.size,
        offset=position,
        modified=dos_time(day, time),
    )
    return entry, start + extent.packed


def _sizes_in(extra: bytes) -> tuple[int, int] | None:
    """Unpacked and packed size from the extra field for large files."""
    at = 0
    while at + 4 <= len(extra):
        field, length = struct.unpack_from("<HH", extra, at)
        if field == 1 and length >= 16 and at + 20 <= len(extra):
            unpacked, packed = struct.unpack_from("<QQ", extra, at + 4)
            return unpacked, packed
        at += 4 + length
    return None


def _extent_from_descriptor(archive: IO[bytes], start: int, marks: Marks) -> _Extent:
    """Of a member whose sizes follow its content: the first place that names its own distance."""
    for index in range(bisect_left(marks, (start, b"")), len(marks)):
        position, mark = marks[index]
        for sizes in _SIZES:
            end = position if mark == _DESCRIPTOR else position - sizes.size
            if end >= start and (extent := _described(archive, end, mark, sizes, end - start)):
                return extent
    return _Extent(archive.seek(0, 2) - start, None, None)


def _described(
    archive: IO[bytes], at: int, mark: bytes, sizes: struct.Struct, distance: int
) -> _Extent | None:
    """What a descriptor here would say; None where it is none: another signature has to follow."""
    archive.seek(at + (len(mark) if mark == _DESCRIPTOR else 0))
    written, following = archive.read(sizes.size), archive.read(2)
    if len(written) < sizes.size or not b"PK".startswith(following):
        return None
    crc, packed, size = sizes.unpack(written)
    return _Extent(packed, size, crc) if packed == distance else None

"""Exports that nobody's phone wrote: builders for archives and files that try to do harm.

An archive is put together byte by byte here, because a zip library refuses to write most of these.
"""

import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

LOCKED, SIZES_FOLLOW, UTF8 = 0x1, 0x8, 0x800
STORED, DEFLATED, DEFLATE64, AES = 0, 8, 9, 99
LINK = 0o120777 << 16
_LARGE = 0xFFFFFFFF


class Entry(Struct, frozen=True, kw_only=True):
    """One member as it is to be written: what is None is told truly.

    ``said_*`` are what the index (and the header) claim; ``at`` makes the index point elsewhere.
    """

    name: bytes
    content: bytes = b""
    method: int = DEFLATED
    flags: int = UTF8
    mode: int = 0
    said_crc: int | None = None
    said_size: int | None = None
    said_packed: int | None = None
    local_name: bytes | None = None
    descriptor: bool = False
    signed_descriptor: bool = True
    large: bool = False
    at: int | None = None


class _Written(Struct, frozen=True):
    entry: Entry
    packed: bytes
    crc: int
    offset: int


def zip_bytes(entries: Sequence[Entry], *, index: bool = True) -> bytes:
    """An archive of these members in this order; without an index where ``index`` is False."""
    body = b""
    written: list[_Written] = []
    for entry in entries:
        one = _Written(entry, _packed(entry), zlib.crc32(entry.content), len(body))
        written.append(one)
        body += _header(one) + one.packed + _descriptor(one)
    if not index:
        return body
    listed = b"".join(_listed(one) for one in written)
    count = len(entries)
    return (
        body
        + listed
        + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), len(body), 0)
    )


def plain(contents: Mapping[str, bytes]) -> list[Entry]:
    """Members with nothing wrong."""
    return [Entry(name=name.encode(), content=content) for name, content in contents.items()]


def write_zip(path: Path, entries: Sequence[Entry], *, index: bool = True) -> Path:
    path.write_bytes(zip_bytes(entries, index=index))
    return path


def _packed(entry: Entry) -> bytes:
    if entry.method != DEFLATED:
        return entry.content
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return deflate.compress(entry.content) + deflate.flush()


def _sizes(one: _Written) -> tuple[int, int, int]:
    """CRC, packed and unpacked size, as they are claimed."""
    entry = one.entry
    return (
        one.crc if entry.said_crc is None else entry.said_crc,
        len(one.packed) if entry.said_packed is None else entry.said_packed,
        len(entry.content) if entry.said_size is None else entry.said_size,
    )


def _flags(entry: Entry) -> int:
    return entry.flags | (SIZES_FOLLOW if entry.descriptor else 0)


def _extra(one: _Written) -> bytes:
    _, packed, size = _sizes(one)
    return struct.pack("<HHQQ", 1, 16, size, packed) if one.entry.large else b""


def _header(one: _Written) -> bytes:
    entry = one.entry
    crc, packed, size = (0, 0, 0) if entry.descriptor else _sizes(one)
    if entry.large and not entry.descriptor:
        packed = size = _LARGE
    name = entry.name if entry.local_name is None else entry.local_name
    extra = b"" if entry.descriptor else _extra(one)
    return (
        struct.pack(
            "<4s5H3L2H",
            b"PK\x03\x04",
            45 if entry.large else 20,
            _flags(entry),
            entry.method,
            0x6000,
            0x5A21,
            crc,
            packed,
            size,
            len(name),
            len(extra),
        )
        + name
        + extra
    )


def _descriptor(one: _Written) -> bytes:
    if not one.entry.descriptor:
        return b""
    sizes = struct.pack("<LQQ" if one.entry.large else "<LLL", *_sizes(one))
    return (b"PK\x07\x08" if one.entry.signed_descriptor else b"") + sizes


def _listed(one: _Written) -> bytes:
    entry = one.entry
    crc, packed, size = _sizes(one)
    extra = _extra(one)
    if entry.large:
        packed = size = _LARGE
    return (
        struct.pack(
            "<4s6H3L5H2L",
            b"PK\x01\x02",
            0x031E,
            45 if entry.large else 20,
            _flags(entry),
            entry.method,
            0x6000,
            0x5A21,
            crc,
            packed,
            size,
            len(entry.name),
            len(extra),
            0,
            0,
            0,
            entry.mode,
            one.offset if entry.at is None else entry.at,
        )
        + entry.name
        + extra
    )

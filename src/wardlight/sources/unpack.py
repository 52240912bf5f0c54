"""A member's bytes, in pieces: bounded, checked, and with damage told only after what came before.

Stored and deflated members are read, which is what apps, phones and desktop systems write.
"""

import io
import struct
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import IO

from msgspec import Struct

from wardlight.sources.member import MemberDamaged, Pieces

LOCAL_HEADER = struct.Struct("<4s5H3L2H")
LOCAL_SIGNATURE = b"PK\x03\x04"

Archive = Callable[[], IO[bytes]]

_AES = 99
_PIECE = 1 << 16
_PACKED_PIECE = 1 << 14


class Entry(Struct, frozen=True):
    """Where one member lies in an archive, from the archive's index or from its own header.

    Attributes:
        raw_name: The name's bytes.
        utf8: Whether the archive says that the name is UTF-8.
        locked: Whether it is behind a password.
        method: 0 stored, 8 deflated; others are not read.
        crc: CRC-32; None where a cut archive does not say.
        packed: Bytes in the archive.
        size: Bytes unpacked; None where a cut archive does not say.
        offset: Where its own header begins.
        modified: Time as written, no zone.
        link: Whether it is a symbolic link.
    """

    raw_name: bytes
    utf8: bool
    locked: bool
    method: int
    crc: int | None
    packed: int
    size: int | None
    offset: int
    modified: str
    link: bool = False


def is_locked(flags: int, method: int) -> bool:
    """Whether a member is behind a password, from its flags and its compression method."""
    return bool(flags & 0x1) or method == _AES


def dos_time(day: int, time: int) -> str:
    """A date and a time as zips pack them, in the order of ISO 8601. Not checked, no zone."""
    date = f"{1980 + (day >> 9):04}-{day >> 5 & 15:02}-{day & 31:02}"
    return f"{date}T{time >> 11:02}:{time >> 5 & 63:02}:{(time & 31) * 2:02}"


def file_pieces(path: Path) -> Pieces:
    """The bytes of a file that lies in a folder."""
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
    except OSError as e:
        raise MemberDamaged("it cannot be read from the disk") from e


def bounded(pieces: Pieces, limit: int) -> Pieces:
    """The same pieces up to ``limit`` bytes, then MemberDamaged where there are more."""
    left = limit
    for piece in pieces:
        if len(piece) > left:
            yield piece[:left]
            raise MemberDamaged(f"the limit of {limit} bytes was met")
        left -= len(piece)
        yield piece


def unpacked(open_archive: Archive, entry: Entry) -> Pieces:
    """The bytes of a member of an archive, each piece as soon as it is unpacked.

    Raises:
        MemberDamaged: After the last piece that could be had, where that is not all of it.
    """
    at, crc = 0, 0
    try:
        with open_archive() as archive:
            _seek_to_content(archive, entry)
            unpack = _inflated if entry.method == 8 else _stored
            for piece in unpack(archive, entry.packed):
                if entry.size is not None and at + len(piece) > entry.size:
                    yield piece[: entry.size - at]
                    raise MemberDamaged("it unpacks to more bytes than the archive says")
                at, crc = at + len(piece), zlib.crc32(piece, crc)
                yield piece
    except (OSError, ValueError, OverflowError, zlib.error, struct.error) as e:
        why = str(e) if isinstance(e, MemberDamaged) else "it cannot be unpacked"
        raise MemberDamaged(f"{why}, after {at} bytes") from e
    _check_end(entry, at, crc)


def all_of(pieces: Pieces, limit: int | None = None) -> tuple[bytes, str]:
    """The bytes (at most ``limit``), and why they are not all; empty where they are."""
    held = io.BytesIO()  # hands its buffer over without a copy
    why = ""
    with closing(pieces):
        try:
            for piece in pieces:
                held.write(piece)
                if limit is not None and held.tell() >= limit:
                    held.truncate(limit)
                    break
        except MemberDamaged as damage:
            why = str(damage)
    return held.getvalue(), why


def _seek_to_content(archive: IO[bytes], entry: Entry) -> None:
    archive.seek(entry.offset)
    header = archive.read(LOCAL_HEADER.size)
    signature, *_, name_size, extra_size = LOCAL_HEADER.unpack(header)
    if signature != LOCAL_SIGNATURE:
        raise MemberDamaged("it is not where the archive says")
    if archive.read(name_size) != entry.raw_name:
        raise MemberDamaged("the archive gives it two names")
    archive.seek(extra_size, 1)


def _stored(archive: IO[bytes], left: int) -> Pieces:
    while left > 0 and (piece := archive.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece


def _inflated(archive: IO[bytes], left: int) -> Pieces:
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    while not inflate.eof:
        packed = inflate.unconsumed_tail
        if not packed:
            packed = archive.read(min(left, _PACKED_PIECE))
            left -= len(packed)
        if piece := inflate.decompress(packed, _PIECE):
            yield piece
        elif not packed:
            raise MemberDamaged("it ends too early")


def _check_end(entry: Entry, at: int, crc: int) -> None:
    if entry.size is None:
        raise MemberDamaged(f"the archive is cut in it, after {at} bytes")
    if at < entry.size:
        raise MemberDamaged(f"it ends after {at} of {entry.size} bytes")
    if entry.crc is not None and crc != entry.crc:
        raise MemberDamaged("its checksum does not match, so some of it was altered")

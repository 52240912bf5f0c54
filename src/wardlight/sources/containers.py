"""Zips, folders and single files as lists of members. Read-only, bounded, nothing extracted."""

import hashlib
import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Literal

import msgspec
from msgspec import Struct

from wardlight.errors import LockedExport, NotFound, TooLarge
from wardlight.model import Notice, Ref, Source

MemberKind = Literal["data", "media", "system"]
Opener = Callable[[], AbstractContextManager[IO[bytes]]]

MEDIA_SUFFIXES = frozenset(
    [
        ".jpg",
        ".jpeg",
        ".jpe",
        ".png",
        ".gif",
        ".webp",
        ".heic",
        ".heif",
        ".bmp",
        ".tif",
        ".tiff",
        ".avif",
        ".svg",
        ".ico",
        ".raw",
        ".dng",
        ".mp4",
        ".mov",
        ".m4v",
        ".3gp",
        ".3g2",
        ".avi",
        ".mkv",
        ".webm",
        ".mpg",
        ".mpeg",
        ".wmv",
        ".flv",
        ".opus",
        ".ogg",
        ".oga",
        ".m4a",
        ".mp3",
        ".aac",
        ".amr",
        ".wav",
        ".flac",
        ".caf",
        ".wma",
        ".aiff",
        ".thumb",
        ".was",
    ]
)

_SYSTEM_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
_LOCAL_HEADER = b"PK\x03\x04"
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


class Limits(Struct, frozen=True, kw_only=True):
    """How much of an archive is believed. Meant to be far above any real export.

    Attributes:
        entries: Members of one part.
        member_bytes: Unpacked bytes of one member that is read.
        total_bytes: Unpacked bytes of all members of a part that are not media.
        ratio: Unpacked over packed bytes, looked at above ``ratio_floor`` unpacked bytes.
        ratio_floor: Below this a high ratio does no harm (a file of blanks has one).
        nested_bytes: An archive inside an archive is held in memory, so it is bounded apart.
        depth: How many archives may stand inside each other: people re-zip what they were sent.
    """

    entries: int = 500_000
    member_bytes: int = 2 * 2**30
    total_bytes: int = 16 * 2**30
    ratio: int = 200
    ratio_floor: int = 64 * 2**20
    nested_bytes: int = 256 * 2**20
    depth: int = 2


class Member(Struct, frozen=True):
    """One file of an export, as its index lists it.

    Attributes:
        path: Its path with ``/`` between folders, as the archive wrote it.
        size: Unpacked bytes.
        modified: Time in the index, as written there (no zone); None where there is none.
        crc32: Eight hex digits from the archive's index; None for a file of a folder.
        kind: ``media`` where the name says picture, video or sound: such a member cannot be
            opened. ``system`` for what the packing computer added.
        part: Name of the container it is in.
    """

    path: str
    size: int
    modified: str | None
    crc32: str | None
    kind: MemberKind
    part: str

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def folder(self) -> str:
        """The path without its last step; empty at the top."""
        return self.path.rpartition("/")[0]


class Part(Struct, frozen=True):
    """One container of an export: a zip, a folder or a file.

    Attributes:
        name: Its file name, without the folder it lies in.
        sha256: Of its bytes. For a folder: of the sorted list of its files (path, size, and
            SHA-256 of each that is not media), because media are never read.
        size: Bytes.
    """

    name: str
    sha256: str
    size: int


class Container(Struct, frozen=True):
    """A part, its members with the way to open each, and what was refused."""

    part: Part
    entries: tuple[tuple[Member, Opener], ...]
    notices: tuple[Notice, ...]
    digest_now: Callable[[], str]


def containers_at(path: Path, files: ExitStack, limits: Limits) -> list[Container]:
    """What stands at a path: one container, or a folder's own and one for each zip on top of it.

    Raises:
        NotFound: Nothing is there.
        LockedExport: All of it is behind a password.
        TooLarge: A limit was met.
    """
    if path.is_dir():
        zips = [each for each in sorted(path.iterdir()) if each.is_file() and _is_zip(each)]
        folder = _folder(path, exclude=frozenset(zips), limits=limits)
        inside = [_zip_file(each, files, limits) for each in zips]
        return ([folder] if folder.entries or not inside else []) + inside
    if not path.is_file():
        raise NotFound("There is no such file or folder.", where=str(path))
    if _is_zip(path):
        return [_zip_file(path, files, limits)]
    return [_single_file(path)]


def kind_of(path: str) -> MemberKind:
    """What a member is, from its name alone."""
    name = path.rsplit("/", 1)[-1]
    if path.startswith("__MACOSX/") or "/__MACOSX/" in path or name.startswith("._"):
        return "system"
    if name in _SYSTEM_NAMES:
        return "system"
    dot = name.rfind(".")
    return "media" if dot >= 0 and name[dot:].lower() in MEDIA_SUFFIXES else "data"


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _LOCAL_HEADER or zipfile.is_zipfile(file)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# --- a single file ---------------------------------------------------------------------------


def _single_file(path: Path) -> Container:
    status = path.stat()
    member = Member(path.name, status.st_size, _mtime(status), None, kind_of(path.name), path.name)
    part = Part(path.name, _sha256(path), status.st_size)
    return Container(part, ((member, lambda: path.open("rb")),), (), lambda: _sha256(path))


def _mtime(status: os.stat_result) -> str:
    return datetime.fromtimestamp(status.st_mtime, UTC).isoformat(timespec="seconds")


# --- a folder --------------------------------------------------------------------------------


def _folder(path: Path, *, exclude: frozenset[Path], limits: Limits) -> Container:
    refused: list[str] = []
    found = sorted(_walk(path, path, refused, limits.depth * 32))
    found = [relative for relative in found if path / relative not in exclude]
    if len(found) > limits.entries:
        raise TooLarge(f"The folder holds {len(found)} files; the limit is {limits.entries}.")

    def digest() -> str:
        return hashlib.sha256(
            msgspec.json.encode([_listed(path, each) for each in found])
        ).hexdigest()

    sizes = {relative: (path / relative).stat() for relative in found}
    part = Part(path.name or str(path), digest(), sum(each.st_size for each in sizes.values()))
    entries = tuple(
        (
            Member(name, status.st_size, _mtime(status), None, kind_of(name), part.name),
            _path_opener(path / name),
        )
        for name, status in sizes.items()
    )
    notices = tuple(
        Notice("member-refused", Ref(Source(part.sha256, name), ""), "a link") for name in refused
    )
    return Container(part, entries, notices, digest)


def _walk(root: Path, folder: Path, refused: list[str], depth: int) -> Iterator[str]:
    for entry in os.scandir(folder):
        name = Path(entry.path).relative_to(root).as_posix()
        if entry.is_symlink():
            refused.append(name)
        elif entry.is_dir():
            if depth > 0:
                yield from _walk(root, Path(entry.path), refused, depth - 1)
        elif entry.is_file():
            yield name


def _listed(root: Path, relative: str) -> list[str | int | None]:
    path = root / relative
    readable = kind_of(relative) != "media"
    return [relative, path.stat().st_size, _sha256(path) if readable else None]


def _path_opener(path: Path) -> Opener:
    return lambda: path.open("rb")


# --- a zip -----------------------------------------------------------------------------------


def _zip_file(path: Path, files: ExitStack, limits: Limits) -> Container:
    part = Part(path.name, _sha256(path), path.stat().st_size)
    stream = files.enter_context(path.open("rb"))
    entries, notices = _zip_entries(stream, part, "", limits, limits.depth)
    return Container(part, tuple(entries), tuple(notices), lambda: _sha256(path))


def _zip_entries(
    stream: IO[bytes], part: Part, prefix: str, limits: Limits, depth: int
) -> tuple[list[tuple[Member, Opener]], list[Notice]]:
    archive = zipfile.ZipFile(stream)
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _refuse_if_over(infos, part, limits)
    if infos and all(info.flag_bits & _ENCRYPTED for info in infos):
        raise LockedExport("Every file in the archive is behind a password.", where=part.name)
    entries: dict[str, tuple[Member, Opener]] = {}
    notices: list[Notice] = []
    for info in infos:
        name = prefix + _name_of(info)
        ref = Ref(Source(part.sha256, name), "")
        if reason := _refusal(info, name, entries, limits):
            notices.append(Notice(reason[0], ref, reason[1]))
            continue
        if name.lower().endswith(".zip") and depth > 1:
            inner, said = _nested(archive, info, part, name, limits, depth - 1)
            entries |= {member.path: (member, opener) for member, opener in inner}
            notices += said
            continue
        entries[name] = (_member_of(info, name, part), _zip_opener(archive, info))
    return list(entries.values()), notices


def _refuse_if_over(infos: list[zipfile.ZipInfo], part: Part, limits: Limits) -> None:
    if len(infos) > limits.entries:
        raise TooLarge(
            f"The archive lists {len(infos)} files; the limit is {limits.entries}.", where=part.name
        )
    total = sum(info.file_size for info in infos if kind_of(info.filename) == "data")
    if total > limits.total_bytes:
        raise TooLarge(
            f"The archive would unpack to {total} bytes; the limit is {limits.total_bytes}.",
            where=part.name,
        )


def _refusal(
    info: zipfile.ZipInfo, name: str, taken: Iterable[str], limits: Limits
) -> tuple[str, str] | None:
    steps = name.split("/")
    if name.startswith("/") or ".." in steps or (len(steps[0]) > 1 and steps[0][1] == ":"):
        return "member-refused", "a path that leaves the archive"
    if any(ord(letter) < 32 or ord(letter) == 127 for letter in name):
        return "member-refused", "control characters in its name"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "member-refused", "a link"
    if info.flag_bits & _ENCRYPTED:
        return "member-refused", "behind a password"
    if name in taken:
        return "member-refused", f"a second file under one name (CRC-32 {info.CRC:08x})"
    if info.file_size > limits.ratio_floor and info.file_size > limits.ratio * info.compress_size:
        return "member-too-large", f"{info.compress_size} bytes that unpack to {info.file_size}"
    return None


def _name_of(info: zipfile.ZipInfo) -> str:
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _member_of(info: zipfile.ZipInfo, name: str, part: Part) -> Member:
    year, month, day, hour, minute, second = info.date_time
    modified = f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
    return Member(name, info.file_size, modified, f"{info.CRC:08x}", kind_of(name), part.name)


def _zip_opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Opener:
    return lambda: archive.open(info)


def _nested(
    archive: zipfile.ZipFile,
    info: zipfile.ZipInfo,
    part: Part,
    name: str,
    limits: Limits,
    depth: int,
) -> tuple[list[tuple[Member, Opener]], list[Notice]]:
    ref = Ref(Source(part.sha256, name), "")
    if info.file_size > limits.nested_bytes:
        return [], [Notice("member-too-large", ref, "an archive inside the archive")]
    try:
        return _zip_entries(io.BytesIO(archive.read(info)), part, f"{name}/", limits, depth)
    except zipfile.BadZipFile:
        return [], [Notice("member-damaged", ref, "an archive inside the archive")]

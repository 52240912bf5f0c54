"""A folder, or a single file, as a list of members. Links are not followed; media are not read."""

import hashlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec
from msgspec import Struct

from wardlight.errors import TooLarge
from wardlight.model import Notice, Ref, Source
from wardlight.sources.member import Container, Limits, Member, Opener, Part, kind_of, unsafe_name
from wardlight.sources.unpack import file_pieces

UNREADABLE = "unreadable"


class _Found(Struct, frozen=True):
    """What stands somewhere below a folder.

    Attributes:
        name: Its path below the folder, in letters that can be shown.
        path: Where it is.
        size: Bytes.
        modified: Time on the disk, in UTC.
        sha256: Of its bytes; None for media, UNREADABLE where the disk does not give it.
        refused: Why it is not a member; empty where it is one.
    """

    name: str
    path: Path
    size: int = 0
    modified: str | None = None
    sha256: str | None = None
    refused: str = ""


def file_container(path: Path) -> Container:
    """One file, as an export of one member."""
    found = _regular(path, path.name)
    part = Part(found.name, _digest_of_file(path), found.size)
    entry = _entry(found, part)
    return Container(part, (entry,), _notices([found], part), partial(_digest_of_file, path))


def folder_container(path: Path, exclude: frozenset[Path], limits: Limits) -> Container:
    """All files below a folder but those in ``exclude``.

    Raises:
        TooLarge: There are more of them than the limit.
    """
    found = _survey(path, exclude, limits)
    files = [each for each in found if not each.refused]
    name = _shown(path.resolve().name) or "folder"
    part = Part(name, _digest(found), sum(each.size for each in files))
    entries = tuple(_entry(each, part) for each in files)
    return Container(
        part, entries, _notices(found, part), lambda: _digest(_survey(path, exclude, limits))
    )


def sha256_of(path: Path) -> str:
    """Of a file's bytes; UNREADABLE where it is gone or may not be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return UNREADABLE


def _digest_of_file(path: Path) -> str:
    if kind_of(path.name) == "media":
        return _digest([_regular(path, path.name)])
    return sha256_of(path)


def _digest(found: list[_Found]) -> str:
    listed = [(each.name, each.size, each.sha256) for each in found if not each.refused]
    return hashlib.sha256(msgspec.json.encode(listed)).hexdigest()


def _survey(root: Path, exclude: frozenset[Path], limits: Limits) -> list[_Found]:
    found = list(islice(_walk(root, "", exclude, limits.folders), limits.entries + 1))
    if len(found) > limits.entries:
        said = f"The folder holds more than {limits.entries} files, which is the limit."
        raise TooLarge(said, where=root.name)
    return sorted(found, key=lambda each: each.name)


def _walk(folder: Path, above: str, exclude: frozenset[Path], depth: int) -> Iterator[_Found]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        yield _Found(above.rstrip("/"), folder, refused="a folder that could not be read")
        return
    for entry in entries:
        path, name = Path(entry.path), above + entry.name
        if path in exclude:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(path, name, exclude, depth)
        else:
            yield _classified(entry, path, name)


def _below(path: Path, name: str, exclude: frozenset[Path], depth: int) -> Iterator[_Found]:
    if depth <= 0:
        yield _Found(_shown(name), path, refused="too many folders inside each other")
    else:
        yield from _walk(path, f"{name}/", exclude, depth - 1)


def _classified(entry: "os.DirEntry[str]", path: Path, name: str) -> _Found:
    if entry.is_symlink():
        return _Found(_shown(name), path, refused="a link")
    if not entry.is_file():
        return _Found(_shown(name), path, refused="not a file: a pipe, a socket or a device")
    if why := unsafe_name(name):
        return _Found(_shown(name), path, refused=why)
    return _regular(path, name)


def _regular(path: Path, name: str) -> _Found:
    status = path.stat()
    modified = datetime.fromtimestamp(status.st_mtime, UTC).isoformat(timespec="seconds")
    sha256 = None if kind_of(name) == "media" else sha256_of(path)
    return _Found(_shown(name), path, status.st_size, modified, sha256)


def _shown(name: str) -> str:
    """The name as text: bytes of it that are not UTF-8 become backslash, x and two digits."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _entry(found: _Found, part: Part) -> tuple[Member, Opener]:
    member = Member(found.name, found.size, found.modified, None, kind_of(found.name), part.name)
    return member, partial(file_pieces, found.path)


def _notices(found: list[_Found], part: Part) -> tuple[Notice, ...]:
    return tuple(notice for each in found for notice in _notices_of(each, part))


def _notices_of(found: _Found, part: Part) -> Iterator[Notice]:
    ref = Ref(Source(part.sha256, found.name), "")
    if found.refused:
        yield Notice("member-refused", ref, found.refused)
    if found.sha256 == UNREADABLE:
        yield Notice("member-damaged", ref, "it cannot be read from the disk")
    if not found.path.name.isascii() and _shown(found.path.name) != found.path.name:
        yield Notice("name-not-utf8", ref, "other bytes are shown as \\xNN")

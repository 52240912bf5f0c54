"""An export, opened read-only: what is in it, and the bytes of the members that are not media.

Nothing is extracted to disk, nothing is written beside it, and a media member cannot be opened at
all: it is known from the archive's index (name, size, time, CRC-32).
"""

import hashlib
import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from wardlight.errors import (
    ChangedWhileReading,
    DamagedExport,
    EmptyExport,
    ExportError,
    LockedExport,
    TooLarge,
)
from wardlight.model import Notice, Ref, Source
from wardlight.sources.containers import containers_at
from wardlight.sources.member import Container, Limits, Member, MemberDamaged, Opener, Part, Pieces
from wardlight.sources.unpack import all_of, bounded

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["Export", "Limits", "Member", "MemberDamaged", "Part", "open_export"]

_BUFFER = 1 << 16


class _Located(Struct, frozen=True):
    """A member under the path that it has among all parts, with the way to open it."""

    member: Member
    source: Source
    opener: Opener


class Export:
    """A read-only view of one export in one or more parts. Made by ``open_export``.

    Attributes:
        name: The file or folder names, joined by ``+`` where there are several.
        parts: The containers, each with its digest.
        digest: SHA-256: the part's own where there is one, else over the parts' digests in order.
        members: Every file a reader may look at, in index order (data and media).
        system: Files that the packing computer added; nobody reads them.
        notices: What was refused or doubtful while opening.
    """

    def __init__(self, containers: Sequence[Container], limits: Limits) -> None:
        self.parts = tuple(container.part for container in containers)
        self.name = "+".join(part.name for part in self.parts)
        self.digest = _joint_digest(self.parts)
        self._limits = limits
        self._located, repeated = _by_path(containers)
        self.notices: tuple[Notice, ...] = tuple(
            notice for container in containers for notice in container.notices
        ) + tuple(repeated)
        everything = [located.member for located in self._located.values()]
        self.members = tuple(member for member in everything if member.kind != "system")
        self.system = tuple(member for member in everything if member.kind == "system")

    def get(self, path: str) -> Member | None:
        """The member at exactly this path."""
        located = self._located.get(path)
        return located.member if located else None

    def source(self, member: Member) -> Source:
        """What a Ref into this member starts with."""
        return self._located[member.path].source

    @contextmanager
    def open(self, member: Member) -> Iterator[IO[bytes]]:
        """The member's bytes as a stream; its ``read`` raises MemberDamaged where they end early.

        Raises:
            PermissionError: It is a media member: a defect in the caller, whatever the input.
        """
        with (
            closing(self._pieces(member)) as pieces,
            io.BufferedReader(_Stream(pieces), _BUFFER) as stream,
        ):
            yield stream

    def read(self, member: Member, limit: int | None = None) -> tuple[bytes, str]:
        """The member's bytes (at most ``limit``), and why they are not all (empty where they are).

        Damage is data here, not an exception: a reader keeps what came before it.
        """
        return all_of(self._pieces(member), limit)

    def head(self, member: Member, size: int = 4096) -> bytes:
        """The first bytes, for a reader that decides whether a file is its own."""
        return self.read(member, size)[0]

    def bytes_for_digest(self, member: Member) -> Pieces:
        """Any member's bytes, media too, to make a digest of and nothing else.

        Only for a person with authority who asked for it (``pack --hash-media``).
        """
        return bounded(self._located[member.path].opener(), self._limits.member_bytes)

    def _pieces(self, member: Member) -> Pieces:
        if member.kind == "media":
            raise PermissionError(f"media are never opened: {member.path}")
        return bounded(self._located[member.path].opener(), self._limits.member_bytes)


@contextmanager
def open_export(paths: Sequence[Path], *, limits: Limits | None = None) -> Iterator[Export]:
    """Open one export: a zip, several part zips, a folder (of files or of part zips) or a file.

    The digest is taken before anything is read and again at the end.

    Raises:
        NotFound: A path is not there, or may not be read.
        LockedExport: All of it that could hold messages is behind a password.
        TooLarge: A limit on entries, bytes or ratio was met and nothing else is in it.
        DamagedExport: It is an archive of which nothing can be found.
        EmptyExport: There is nothing in it.
        ChangedWhileReading: At the end, where a container is not what it was.
    """
    limits = limits or Limits()
    containers = containers_at(paths, limits)
    export = Export(containers, limits)
    if not any(member.kind == "data" and member.size for member in export.members):
        raise _why_nothing(export)
    yield export
    for container in containers:
        now = container.digest_now()
        if now != container.part.sha256:
            raise ChangedWhileReading(
                "The export changed while it was read: SHA-256 was "
                f"{container.part.sha256} and is {now}.",
                where=container.part.name,
            )


def _why_nothing(export: Export) -> ExportError:
    """The error for an export in which there is no file that could hold messages."""
    seen = {notice.kind: notice for notice in reversed(export.notices)}
    if "member-locked" in seen:
        said = "Every file in it that could hold messages is behind a password."
        return LockedExport(said, where=export.name)
    if "member-too-large" in seen:
        return TooLarge("All that it holds met a limit.", where=export.name)
    for kind in ("archive-damaged", "member-damaged", "member-refused"):
        if kind in seen:
            said = f"Nothing in it could be read: {seen[kind].detail}."
            return DamagedExport(said, where=export.name)
    if export.members:
        said = "It holds only empty files, or pictures, videos and sound, which are never opened."
        return EmptyExport(said, where=export.name)
    return EmptyExport("There is no file in it.", where=export.name)


def _joint_digest(parts: Sequence[Part]) -> str:
    if len(parts) == 1:
        return parts[0].sha256
    return hashlib.sha256("\n".join(part.sha256 for part in parts).encode()).hexdigest()


# --- several parts under one set of paths ----------------------------------------------------


def _by_path(containers: Sequence[Container]) -> tuple[dict[str, _Located], list[Notice]]:
    """One namespace for all parts: a path that two parts share is told apart by its part's name.

    A file that two parts both hold (a zip beside its own unpacked folder, a download taken twice)
    is listed once: all of its messages would count twice otherwise.
    """
    found: dict[str, _Located] = {}
    notices: list[Notice] = []
    for container in containers:
        earlier = _by_name_and_size(found.values())
        for member, opener in container.entries:
            twins = earlier.get((member.name, member.size), ())
            if twin := next((each for each in twins if _is_same(each, member, opener)), None):
                said = f"the same bytes as {twin.member.path} in {twin.member.part}"
                ref = Ref(Source(container.part.sha256, member.path), "")
                notices.append(Notice("same-file", ref, said))
                continue
            path = _free_path(member, found)
            source = Source(container.part.sha256, path)
            found[path] = _Located(replace(member, path=path), source, opener)
    return found, notices


def _by_name_and_size(found: Iterable[_Located]) -> dict[tuple[str, int], list[_Located]]:
    grouped: dict[tuple[str, int], list[_Located]] = {}
    for each in found:
        if each.member.kind == "data" and each.member.size:
            grouped.setdefault((each.member.name, each.member.size), []).append(each)
    return grouped


def _is_same(one: _Located, member: Member, opener: Opener) -> bool:
    """Whether both have the same path, but for folders above it, and the same bytes."""
    shorter, longer = sorted([f"/{one.member.path}", f"/{member.path}"], key=len)
    return longer.endswith(shorter) and _sha256(one.opener) == _sha256(opener)


def _sha256(opener: Opener) -> str:
    """Of a member's bytes; never equal to another's where they cannot be read to the end."""
    digest = hashlib.sha256()
    try:
        for piece in opener():
            digest.update(piece)
    except MemberDamaged:
        return f"damaged: {id(opener)}"
    return digest.hexdigest()


def _free_path(member: Member, taken: Collection[str]) -> str:
    path, number = member.path, 1
    while path in taken:
        part = member.part if number == 1 else f"{member.part} ({number})"
        path, number = f"{part}/{member.path}", number + 1
    return path


# --- a stream for libraries that want one ----------------------------------------------------


class _Stream(io.RawIOBase):
    """Pieces as a stream that io.BufferedReader can read from."""

    def __init__(self, pieces: Pieces) -> None:
        super().__init__()
        self._pieces = pieces
        self._held = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer", /) -> int:
        if not self._held:
            self._held = memoryview(next(self._pieces, b""))
        view = memoryview(buffer)
        size = min(len(view), len(self._held))
        view[:size] = self._held[:size]
        self._held = self._held[size:]
        return size

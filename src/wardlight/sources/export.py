"""An export, opened read-only: what is in it, and the bytes of the members that are not media.

Nothing is extracted to disk, nothing is written beside it, and a media member cannot be opened at
all: it is known from the archive's index (name, size, time, CRC-32).
"""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from msgspec.structs import replace

from wardlight.errors import ChangedWhileReading, EmptyExport, TooLarge
from wardlight.model import Notice, Source
from wardlight.sources.containers import Container, Limits, Member, Opener, Part, containers_at

if TYPE_CHECKING:
    from typing_extensions import Buffer

__all__ = ["Export", "Limits", "Member", "MemberDamaged", "Part", "open_export"]


class MemberDamaged(OSError):  # noqa: N818 - a reader turns it into a notice
    """The member's bytes end before they should, or are more than a limit allows."""


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
        self.notices: tuple[Notice, ...] = tuple(
            notice for container in containers for notice in container.notices
        )
        self._limits = limits
        self._digests = {part.name: part.sha256 for part in self.parts}
        self._openers = _by_path(containers)
        everything = [member for member, _ in self._openers.values()]
        self.members = tuple(member for member in everything if member.kind != "system")
        self.system = tuple(member for member in everything if member.kind == "system")

    def get(self, path: str) -> Member | None:
        """The member at exactly this path."""
        found = self._openers.get(path)
        return found[0] if found else None

    def source(self, member: Member) -> Source:
        """What a Ref into this member starts with."""
        return Source(self._digests[member.part], member.path)

    @contextmanager
    def open(self, member: Member) -> Iterator[IO[bytes]]:
        """The member's bytes as a stream; its ``read`` raises MemberDamaged where they end early.

        Raises:
            PermissionError: It is a media member: a defect in the caller, whatever the input.
        """
        if member.kind == "media":
            raise PermissionError(f"media are never opened: {member.path}")
        with _as_damage("cannot be opened"):
            raw = self._openers[member.path][1]()
        with raw as inner, io.BufferedReader(_Bounded(inner, self._limits.member_bytes)) as stream:
            yield stream

    def read(self, member: Member, limit: int | None = None) -> tuple[bytes, str]:
        """The member's bytes (at most ``limit``), and why they are not all (empty where they are).

        Damage is data here, not an exception: a reader keeps what came before it.
        """
        chunks: list[bytes] = []
        left = self._limits.member_bytes + 1 if limit is None else limit
        try:
            with self.open(member) as stream:
                while left > 0 and (chunk := stream.read1(min(left, 1 << 20))):  # type: ignore[attr-defined]
                    chunks.append(chunk)
                    left -= len(chunk)
        except MemberDamaged as damage:
            return b"".join(chunks), str(damage)
        return b"".join(chunks), ""

    def head(self, member: Member, size: int = 4096) -> bytes:
        """The first bytes, for a reader that decides whether a file is its own."""
        return self.read(member, size)[0]


@contextmanager
def open_export(paths: Sequence[Path], *, limits: Limits | None = None) -> Iterator[Export]:
    """Open one export: a zip, several part zips, a folder (of files or of part zips) or a file.

    The digest is taken before anything is read and again at the end.

    Raises:
        NotFound: A path is not there.
        LockedExport: All of it is behind a password.
        TooLarge: A limit on entries, bytes or ratio was met and nothing else is in it.
        DamagedExport: It is an archive of which nothing can be found.
        EmptyExport: There is no file in it.
        ChangedWhileReading: At the end, where a container is not what it was.
    """
    limits = limits or Limits()
    with ExitStack() as files:
        containers = [each for path in paths for each in containers_at(path, files, limits)]
        export = Export(containers, limits)
        _refuse_nothing(export)
        yield export
        for container in containers:
            now = container.digest_now()
            if now != container.part.sha256:
                raise ChangedWhileReading(
                    "The export changed while it was read: SHA-256 was "
                    f"{container.part.sha256} and is {now}.",
                    where=container.part.name,
                )


def _refuse_nothing(export: Export) -> None:
    if export.members:
        return
    if any(notice.kind == "member-too-large" for notice in export.notices):
        raise TooLarge("All that the archive holds met a limit.", where=export.name)
    raise EmptyExport("There is no file in it.", where=export.name)


def _joint_digest(parts: Sequence[Part]) -> str:
    if len(parts) == 1:
        return parts[0].sha256
    return hashlib.sha256("\n".join(part.sha256 for part in parts).encode()).hexdigest()


def _by_path(containers: Sequence[Container]) -> dict[str, tuple[Member, Opener]]:
    """One namespace for all parts: a path that two parts share is told apart by its part's name."""
    found: dict[str, tuple[Member, Opener]] = {}
    for container in containers:
        for member, opener in container.entries:
            path = member.path if member.path not in found else f"{member.part}/{member.path}"
            found[path] = (replace(member, path=path), opener)
    return found


class _Bounded(io.RawIOBase):
    """A raw stream with a limit, in which every kind of damage is MemberDamaged."""

    def __init__(self, raw: IO[bytes], limit: int) -> None:
        super().__init__()
        self._raw = raw
        self._left = limit
        self._at = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer", /) -> int:
        view = memoryview(buffer)
        if self._left <= 0:
            raise MemberDamaged(f"the limit was met after {self._at} bytes")
        with _as_damage(f"unreadable after {self._at} bytes"):
            chunk = self._raw.read(min(len(view), self._left))
        view[: len(chunk)] = chunk
        self._left -= len(chunk)
        self._at += len(chunk)
        return len(chunk)


@contextmanager
def _as_damage(what: str) -> Iterator[None]:
    try:
        yield
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,
        RuntimeError,
    ) as e:
        raise MemberDamaged(what) from e

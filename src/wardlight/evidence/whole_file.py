"""A whole file or none: written under another name, made durable, then renamed."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from wardlight.errors import PackUnwritable, UnsafeOutput


def refuse_existing(path: Path) -> None:
    """Nothing of anybody's is written over: not a letter, and not a pack that was sealed before.

    Raises:
        UnsafeOutput: There is something of that name.
    """
    if path.exists() or path.is_symlink():
        raise UnsafeOutput(
            "There is something of that name already.",
            where=str(path),
            next_step="choose another name with --out, or move that away first.",
        )


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to that becomes ``path`` at the end, and is gone where anything goes wrong.

    Raises:
        PackUnwritable: The disk is full, or the folder may not be written to.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".wardlight-")
        try:
            with os.fdopen(handle, "w+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _make_durable(path.parent)
    except OSError as e:
        reason = e.strerror or "no reason given"
        raise PackUnwritable(f"It could not be written: {reason}.", where=str(path)) from e


def write_whole(path: Path, content: bytes, *, private: bool = False) -> Path:
    """Write bytes as a whole file.

    Args:
        path: Where to.
        content: What.
        private: Readable by this user alone; else as the user's own settings say.
    """
    with whole_file(path) as file:
        if not private:
            open_to_others(file)
        file.write(content)
    return path


def open_to_others(file: IO[bytes]) -> None:
    """Give a temporary file, which is private, the rights that a new file of this user has."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(file.fileno(), 0o666 & ~mask)


def _make_durable(folder: Path) -> None:
    """The rename itself outlives a power cut, on systems where a folder can be synced."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

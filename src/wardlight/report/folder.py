"""Where a report is written: never into or over an export, never over somebody else's file."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from wardlight.errors import CannotWrite, UnsafeOutput

_OURS = {
    ".html": b"<!doctype html>\n<!-- wardlight report -->",
    ".json": b'{\n  "wardlight":',
    ".zip": b"PK\x03\x04",
}


def prepare_folder(folder: Path, exports: Sequence[Path], names: Sequence[str]) -> None:
    """Make the folder, once it is sure that writing ``names`` there harms nothing.

    Meant to run before anything is read, so that nobody waits for a report that cannot be saved.

    Raises:
        UnsafeOutput: It is an export, lies in one, or holds a file of that name that is not ours.
        CannotWrite: It cannot be made.
    """
    for export in exports:
        _refuse_export(folder, export, names)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as e:
        raise UnsafeOutput("--out names a file, not a folder.", where=str(folder)) from e
    except OSError as e:
        raise _cannot(e, folder) from e
    for name in names:
        _refuse_foreign(folder / name)


def write_file(path: Path, content: bytes) -> Path:
    """Write a whole file or none, replacing what has that name; a link is not followed.

    Raises:
        CannotWrite: The disk is full, or it may not be written to.
    """
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".wardlight-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(path)
        except OSError:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as e:
        raise _cannot(e, path) from e
    return path


def _refuse_export(folder: Path, export: Path, names: Sequence[str]) -> None:
    if not export.exists():
        return
    if any(place.exists() and place.samefile(export) for place in _way_to(folder)):
        raise UnsafeOutput("--out is the export itself, or lies inside it.", where=str(folder))
    for name in names:
        if (folder / name).exists() and (folder / name).samefile(export):
            raise UnsafeOutput(f"{name} in that folder is the export.", where=str(folder))


def _way_to(folder: Path) -> list[Path]:
    whole = folder.resolve()
    return [whole, *whole.parents]


def _refuse_foreign(path: Path) -> None:
    if not path.exists():
        return
    if path.is_file():
        with path.open("rb") as file:
            if file.read(64).startswith(_OURS[path.suffix]):
                return
    raise UnsafeOutput(
        f"There is a {path.name} in that folder that Wardlight did not write.", where=str(path)
    )


def _cannot(error: OSError, place: Path) -> CannotWrite:
    return CannotWrite(
        f"It could not be written: {error.strerror or 'no reason given'}.", where=str(place)
    )

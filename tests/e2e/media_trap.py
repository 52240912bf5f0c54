"""Reads the exports it is given with traps set, and prints what was touched. Not a test itself.

    python media_trap.py '[{"path": ..., "reader": ..., "options": {...}}, ...]'

Importing an imaging library fails. Every file opened, archive member unpacked, connection made and
program started is written down. It imports nothing of the tests, so nothing of theirs is seen.
"""

import importlib.abc
import json
import sys
import zipfile
from collections.abc import Iterator, Sequence
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import IO, Any

IMAGING = frozenset(
    {
        *("PIL", "cv2", "imageio", "wand", "pyvips", "skimage", "imghdr", "sndhdr", "pdqhash"),
        *("imagehash", "pillow_heif", "rawpy", "exifread", "piexif", "av", "moviepy", "ffmpeg"),
        *("soundfile", "librosa", "tensorflow", "torch", "torchvision", "matplotlib", "pygame"),
        *("PyQt5", "PyQt6", "PySide2", "PySide6", "tkinter", "gi", "face_recognition", "dlib"),
    }
)
# Written down a second time on purpose: the test must not ask the code that it tests.
MEDIA = (
    *(".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic", ".mp4", ".mov", ".3gp", ".webm"),
    *(".opus", ".ogg", ".m4a", ".mp3", ".aac", ".amr", ".wav"),
)
OUTWARD = frozenset({"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.bind"})
PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.posix_spawn", "os.exec", "os.fork"})

opened: list[str] = []
unpacked: list[str] = []
outward: list[str] = []
programs: list[str] = []


class Poison(importlib.abc.MetaPathFinder):
    """Finds imaging libraries before anybody else does, and refuses them."""

    def find_spec(
        self,
        fullname: str,
        path: Sequence[str] | None,  # noqa: ARG002 - the protocol's
        target: ModuleType | None = None,  # noqa: ARG002
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] in IMAGING:
            raise AssertionError(f"{fullname} was imported")
        return None


def note(event: str, args: tuple[Any, ...]) -> None:
    if event == "open":
        opened.append(str(args[0]))
    elif event in OUTWARD:
        outward.append(event)
    elif event in PROGRAMS:
        programs.append(event)


def watch_archives() -> None:
    """Write down each archive member whose bytes are asked for, by our own way or by Python's."""
    from wardlight.sources import unpack  # noqa: PLC0415 - only once the traps are set

    seek = unpack._seek_to_content
    pythons_own = zipfile.ZipFile.open

    def noting(archive: IO[bytes], entry: unpack.Entry) -> None:
        unpacked.append(entry.raw_name.decode("utf-8", "replace"))
        seek(archive, entry)

    def noting_too(self: zipfile.ZipFile, name: Any, *args: Any, **kwargs: Any) -> Any:
        unpacked.append(getattr(name, "filename", name))
        return pythons_own(self, name, *args, **kwargs)

    unpack._seek_to_content = noting
    zipfile.ZipFile.open = noting_too  # type: ignore[method-assign]


def read(exports: list[dict[str, Any]]) -> Iterator[int]:
    """Each export by way of its reader and of the whole assessment; how many records it gave."""
    import msgspec  # noqa: PLC0415

    from wardlight.errors import WardlightError  # noqa: PLC0415
    from wardlight.sources import ReadOptions, choose, open_export  # noqa: PLC0415
    from wardlight.workflow import assess  # noqa: PLC0415

    for asked in exports:
        options = msgspec.convert(asked["options"], ReadOptions)
        with open_export([Path(asked["path"])]) as export:
            reader, _ = choose(export, asked["reader"])
            yield sum(1 for _ in reader.read(export, options))
        try:
            assess(asked["path"], reader=asked["reader"], columns=options.columns)
        except WardlightError:
            continue  # for example nobody but the owner in it: an ending as good as another


def is_media(name: str) -> bool:
    return name.lower().endswith(MEDIA)


def main() -> None:
    sys.meta_path.insert(0, Poison())
    sys.addaudithook(note)
    watch_archives()
    records = list(read(json.loads(sys.argv[1])))
    touched = {
        "exports": len(records),
        "records": sum(records),
        "files_opened": len(opened),
        "members_unpacked": len(unpacked),
        "media_opened": [name for name in opened if is_media(name)],
        "media_unpacked": [name for name in unpacked if is_media(name)],
        "outward": outward,
        "programs": programs,
        "imaging": sorted(IMAGING & {name.partition(".")[0] for name in sys.modules}),
    }
    sys.stdout.write(json.dumps(touched))


if __name__ == "__main__":
    main()

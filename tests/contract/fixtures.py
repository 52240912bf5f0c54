"""Fixtures as exports of other shapes: zipped, cut, with one file put in another's place."""

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.golden import Case, cases
from wardlight.model import Message
from wardlight.sources import READERS, Reader, ReadOptions, open_export
from wardlight.sources.member import kind_of
from wardlight.sources.reader import Item

CASES = tuple(cases())
BY_NAME = {reader.name: reader for reader in READERS}
OF_READERS = tuple(case for case in CASES if case.reader in BY_NAME)
_ZIP_TIME = (2024, 1, 2, 3, 4, 6)


def reader_of(case: Case) -> Reader:
    return BY_NAME[case.reader]


def of_reader(reader: Reader) -> tuple[Case, ...]:
    return tuple(case for case in CASES if case.reader == reader.name)


def contents(case: Case) -> dict[str, bytes]:
    """The files of a fixture that is a folder, by path, in the order a folder lists them."""
    files = sorted(path for path in case.export.rglob("*") if path.is_file())
    named = {path.relative_to(case.export).as_posix(): path for path in files}
    return {name: named[name].read_bytes() for name in sorted(named)}


def holds_an_archive(case: Case) -> bool:
    """Whether zipping it again would put a zip inside a zip."""
    return any(path.suffix == ".zip" for path in case.export.rglob("*"))


def data_files(case: Case) -> list[str]:
    """Paths of what a reader may open."""
    return [name for name in contents(case) if kind_of(name) == "data"]


def zipped(files: Mapping[str, bytes], at: Path) -> Path:
    with zipfile.ZipFile(at, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _ZIP_TIME), content)
    return at


def read_at(reader: Reader, path: Path, options: ReadOptions) -> list[Item]:
    """All items of a forced reader, the notices of opening first."""
    with open_export([path]) as export:
        return [*export.notices, *reader.read(export, options)]


def messages(items: list[Item]) -> Iterator[Message]:
    return (item for item in items if isinstance(item, Message))

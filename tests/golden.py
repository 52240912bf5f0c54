"""Fixtures of readers, and the golden form that what they give is kept in."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from wardlight.model import Account, Message, Notice
from wardlight.sources import MemberRead, Reader, ReadOptions, open_export
from wardlight.sources.reader import Item

FIXTURES = Path(__file__).parent / "fixtures"


class Case(msgspec.Struct, frozen=True):
    """One fixture: ``fixtures/<reader>/<case>/export/`` with ``expected.json`` and ``about.md``."""

    reader: str
    name: str
    folder: Path

    @property
    def export(self) -> Path:
        return self.folder / "export"

    @property
    def options(self) -> ReadOptions:
        """``options.json`` beside the export holds what a person would have said."""
        path = self.folder / "options.json"
        if not path.exists():
            return ReadOptions()
        return msgspec.json.decode(path.read_bytes(), type=ReadOptions)

    def __str__(self) -> str:
        return f"{self.reader}/{self.name}"


def cases() -> Iterator[Case]:
    for folder in sorted(FIXTURES.glob("*/*/export")):
        yield Case(folder.parent.parent.name, folder.parent.name, folder.parent)


def read_case(reader: Reader, case: Case, *, at: Path | None = None) -> list[Item]:
    with open_export([at or case.export]) as export:
        return [*export.notices, *reader.read(export, case.options)]


def golden(items: list[Item]) -> list[dict[str, Any]]:
    """Items as plain values, without the container's digest (it differs between folder and zip)."""
    return [_plain(item) for item in items]


def golden_text(items: list[Item]) -> str:
    return json.dumps(golden(items), indent=1, ensure_ascii=True) + "\n"


def _plain(item: Item) -> dict[str, Any]:
    plain: dict[str, Any] = {"is": type(item).__name__}
    if isinstance(item, MemberRead):
        return plain | {
            "member": item.source.member,
            "records": item.records,
            "complete": item.complete,
        }
    plain["at"] = str(item.ref)
    if isinstance(item, Notice):
        return plain | {"kind": item.kind, "detail": item.detail, "records": item.records}
    if isinstance(item, Account):
        values: dict[str, Any] = msgspec.to_builtins(item)
        del values["ref"]
        return plain | values
    assert isinstance(item, Message)
    values = msgspec.to_builtins(item)
    del values["ref"]
    values["instant"] = [item.instant.raw, str(item.instant)]
    values["thread"] = item.thread.id
    return plain | {key: value for key, value in values.items() if value not in ("", [], None)}

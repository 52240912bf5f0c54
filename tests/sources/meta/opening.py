"""Exports of files made up in a test, read by a reader of one's choice."""

from collections.abc import Mapping
from pathlib import Path

from tests.contract.fixtures import zipped
from wardlight.model import Account, Message, Notice
from wardlight.sources import READERS, Reader, ReadOptions, open_export
from wardlight.sources.reader import Item

BY_NAME = {reader.name: reader for reader in READERS}


def read(reader: str, files: Mapping[str, bytes], at: Path) -> list[Item]:
    with open_export([zipped(files, at / "export.zip")]) as export:
        return list(BY_NAME[reader].read(export, ReadOptions()))


def scores(files: Mapping[str, bytes], at: Path, name: str = "export.zip") -> dict[str, float]:
    """Readers that say anything but no, and how sure they are."""
    with open_export([zipped(files, at / name)]) as export:
        found = {reader.name: reader.recognise(export).score for reader in METAS}
    return {name: score for name, score in found.items() if score}


METAS: tuple[Reader, ...] = tuple(
    BY_NAME[name] for name in ("instagram_json", "instagram_json_2020", "messenger_json")
)


def messages(items: list[Item]) -> list[Message]:
    return [item for item in items if isinstance(item, Message)]


def accounts(items: list[Item]) -> list[Account]:
    return [item for item in items if isinstance(item, Account)]


def notices(items: list[Item]) -> list[Notice]:
    return [item for item in items if isinstance(item, Notice)]


def kinds(items: list[Item]) -> list[str]:
    return [notice.kind for notice in notices(items)]

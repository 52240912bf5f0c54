"""The coverage statement: what was read, reconciled, and a loss that shows."""

import json
import zipfile
from pathlib import Path

from tests.chat import direct_thread, messages
from wardlight.findings.coverage import Ledger
from wardlight.findings.values import Coverage
from wardlight.model import Notice, Ref, Source
from wardlight.sources import Limits, MemberRead, open_export
from wardlight.sources.reader import Item

SOURCE = Source("0" * 64, "chat.json")


def statement(items: list[Item], folder: Path) -> Coverage:
    (folder / "chat.json").write_text(json.dumps([]))
    (folder / "photo.jpg").write_bytes(b"\x01\x02\x03")
    (folder / "other.txt").write_text("not read")
    ledger = Ledger()
    for item in items:
        ledger.count(item)
    with open_export([folder]) as export:
        return ledger.statement(export)


def test_records_are_messages_and_notices(tmp_path: Path) -> None:
    chat = messages(["x: a", "c: b"], direct_thread())
    unread = Notice("record-unread", Ref(SOURCE, "/messages/2"), "", 1)
    advice = Notice("no-zone", Ref(SOURCE, ""))
    coverage = statement([*chat, unread, advice, MemberRead(SOURCE, 3)], tmp_path)
    assert (coverage.records, coverage.messages, coverage.unread) == (3, 2, 1)
    assert coverage.unexplained == 0


def test_a_lost_record_shows(tmp_path: Path) -> None:
    chat = messages(["x: a", "c: b"], direct_thread())
    coverage = statement([*chat, MemberRead(SOURCE, 3)], tmp_path)
    assert coverage.unexplained == 1


def test_files_that_were_not_read_say_why(tmp_path: Path) -> None:
    coverage = statement([MemberRead(SOURCE, 0, complete=False)], tmp_path)
    status = {file.path: file.status for file in coverage.files}
    assert status == {"chat.json": "partial", "photo.jpg": "listed", "other.txt": "skipped"}
    assert all(file.why for file in coverage.files)


def test_first_and_last_are_the_earliest_and_latest(tmp_path: Path) -> None:
    chat = messages(["x: a", "x: b", "x: c"], direct_thread())
    coverage = statement([chat[1], chat[2], chat[0], MemberRead(SOURCE, 3)], tmp_path)
    assert coverage.first == str(chat[0].instant)
    assert coverage.last == str(chat[2].instant)


def test_a_file_that_was_refused_while_opening_is_named(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("chat.json", "[]")
        archive.writestr("../outside.json", "[]")
        archive.writestr("bomb.json", bytes(200_000))
    ledger = Ledger()
    limits = Limits(ratio_floor=1_000, ratio=10)
    with open_export([path], limits=limits) as export:
        ledger.count(MemberRead(export.source(export.members[0]), 0))
        coverage = ledger.statement(export)
    status = {file.path: file.status for file in coverage.files}
    assert status == {"chat.json": "read", "../outside.json": "refused", "bomb.json": "refused"}
    assert all(file.why for file in coverage.files if file.status == "refused")

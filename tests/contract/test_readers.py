"""What every reader keeps to, asked of every reader over every fixture. No reader is named here."""

import json
import re
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from tests.contract.fixtures import (
    CASES,
    OF_READERS,
    contents,
    data_files,
    holds_an_archive,
    messages,
    of_reader,
    read_at,
    reader_of,
    zipped,
)
from tests.golden import Case, golden, golden_text, read_case
from tests.reconcile import unexplained
from wardlight.errors import WardlightError
from wardlight.model import Account, Message, Notice, Thread
from wardlight.model.notice_kinds import NOTICE_KINDS
from wardlight.sources import READERS, MemberRead, Reader, ReadOptions, choose, open_export
from wardlight.sources.reader import Item

# What a pointer may look like; the first kind is also followed.
_POINTER = re.compile(r"(/.*)?|L[1-9]\d*(-[1-9]\d*)?|(block|row) [1-9]\d*", re.DOTALL)
_LONG_ENOUGH_TO_TELL = 8
_SEVENTHS = range(1, 7)

every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
every_case = pytest.mark.parametrize("case", OF_READERS, ids=str)


# --- the row itself --------------------------------------------------------------------------


@every_reader
def test_a_reader_has_fixtures_and_each_says_what_it_is(reader: Reader) -> None:
    fixtures = of_reader(reader)
    assert fixtures
    for case in fixtures:
        assert (case.folder / "about.md").read_text(encoding="utf-8").strip(), case


@every_reader
def test_a_reader_says_what_a_person_has_to_know(reader: Reader) -> None:
    assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", reader.name)
    for said in (reader.platform, reader.about, reader.owner_told_by, reader.zone):
        assert said.strip()
    assert reader.how_to_ask.strip().endswith(".")
    assert reader.tested
    assert reader.absence


def test_no_two_readers_have_one_name() -> None:
    names = [reader.name for reader in READERS]
    assert len(names) == len(set(names))


def test_every_fixture_belongs_to_a_reader() -> None:
    assert [str(case) for case in CASES if case not in OF_READERS] == []


# --- recognising -----------------------------------------------------------------------------


@every_case
def test_a_reader_knows_its_own_and_every_other_is_less_sure(case: Case) -> None:
    with open_export([case.export]) as export:
        own = reader_of(case).recognise(export)
        if case.options.columns is None:
            assert own.score == 1.0, own.reason
            assert choose(export)[0].name == case.reader
        for reader in READERS:
            verdict = reader.recognise(export)
            assert verdict.reason.strip(), reader.name
            if reader.name != case.reader:
                assert verdict.score < own.score, f"{reader.name}: {verdict.reason}"


@every_reader
def test_a_reader_does_not_know_what_is_no_export(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear all,\n\nsee you on Sunday.\n", encoding="utf-8")
    (tmp_path / "settings.json").write_text('{"colour": "green"}', encoding="utf-8")
    (tmp_path / "page.html").write_text("<p>hello</p>", encoding="utf-8")
    with open_export([tmp_path]) as export:
        verdict = reader.recognise(export)
    assert verdict.score < 1.0
    assert verdict.reason.strip()


# --- reading ---------------------------------------------------------------------------------


@every_case
def test_a_fixture_gives_what_is_expected_of_it(case: Case, update_golden: bool) -> None:  # noqa: FBT001
    items = read_case(reader_of(case), case)
    expected = case.folder / "expected.json"
    if update_golden:
        expected.write_text(golden_text(items), encoding="utf-8", newline="\n")
    assert golden_text(items) == expected.read_text(encoding="utf-8")


@every_case
def test_reading_twice_gives_the_same(case: Case) -> None:
    first, second = (golden(read_case(reader_of(case), case)) for _ in range(2))
    assert first == second


@every_case
def test_a_zip_gives_what_its_folder_gives(case: Case, tmp_path: Path) -> None:
    if holds_an_archive(case):
        pytest.skip("it is already a zip")
    path = zipped(contents(case), tmp_path / case.export.name)
    assert golden(read_case(reader_of(case), case, at=path)) == golden(
        read_case(reader_of(case), case)
    )


@every_case
def test_a_folder_around_it_changes_no_message(case: Case, tmp_path: Path) -> None:
    if holds_an_archive(case):
        pytest.skip("only zips on top of a folder are opened")
    files = {f"My Download/{name}": content for name, content in contents(case).items()}
    moved = read_at(reader_of(case), zipped(files, tmp_path / "export.zip"), case.options)
    assert _said(moved) == _said(read_case(reader_of(case), case))


@every_case
def test_every_record_is_a_message_or_a_notice(case: Case) -> None:
    assert unexplained(read_case(reader_of(case), case)) == []


@every_case
def test_each_file_is_closed_once(case: Case) -> None:
    items = read_case(reader_of(case), case)
    closed = [item.source for item in items if isinstance(item, MemberRead)]
    assert len(closed) == len(set(closed))


@every_case
def test_no_two_records_stand_in_one_place(case: Case) -> None:
    places = Counter(message.ref for message in messages(read_case(reader_of(case), case)))
    assert [str(ref) for ref, times in places.items() if times > 1] == []


@every_case
def test_every_place_can_be_found_again(case: Case) -> None:
    reader = reader_of(case)
    with open_export([case.export]) as export:
        sources = {export.source(member): member for member in export.members}
        for item in reader.read(export, case.options):
            if isinstance(item, MemberRead):
                assert item.source in sources
                continue
            assert _POINTER.fullmatch(item.ref.pointer), str(item.ref)
            if not item.ref.pointer or not isinstance(item, Message):
                continue
            content, damage = export.read(sources[item.ref.source])
            if not damage:
                assert _stands_there(content, item.ref.pointer), str(item.ref)


def _stands_there(content: bytes, pointer: str) -> bool:
    if pointer.startswith("L"):
        last = int(pointer.rpartition("-")[2].removeprefix("L"))
        return last <= len(content.decode("utf-8", "replace").split("\n"))
    if not pointer.startswith("/"):
        return True
    try:
        found: Any = json.loads(content)
    except ValueError:
        return True  # a fixture of damage: what was read stands before it
    for step in pointer.removeprefix("/").split("/"):
        key = step.replace("~1", "/").replace("~0", "~")
        found = found[int(key)] if isinstance(found, list) else found[key]
    return True


# --- order -----------------------------------------------------------------------------------


@every_case
def test_a_thread_comes_in_one_piece(case: Case) -> None:
    threads = [message.thread for message in messages(read_case(reader_of(case), case))]
    runs = [thread.id for thread, _ in groupby(threads, key=lambda thread: thread)]
    assert len(runs) == len(set(runs))
    objects: dict[str, Thread] = {}
    for thread in threads:
        assert objects.setdefault(thread.id, thread) is thread


@every_case
def test_a_thread_comes_oldest_first_or_says_that_its_clock_does_not(case: Case) -> None:
    items = read_case(reader_of(case), case)
    said = {
        item.ref.source.member
        for item in items
        if isinstance(item, Notice) and item.kind == "clock-backwards"
    }
    for _, thread in groupby(messages(items), key=lambda message: message.thread):
        dated = [message for message in thread if message.instant.reading is not None]
        readings = [message.instant.reading or 0 for message in dated]
        if readings != sorted(readings):
            assert said & {message.ref.source.member for message in dated}


# --- what is said ----------------------------------------------------------------------------


@every_case
def test_notices_are_of_known_kinds_and_repeat_no_message(case: Case) -> None:
    items = read_case(reader_of(case), case)
    texts = [message.text for message in messages(items)]
    for notice in (item for item in items if isinstance(item, Notice)):
        assert notice.kind in NOTICE_KINDS
        assert notice.records >= 0
        assert [text for text in texts if _repeats(notice.detail, text)] == []


def _repeats(detail: str, text: str) -> bool:
    return len(text) >= _LONG_ENOUGH_TO_TELL and text in detail


@every_case
def test_only_what_the_format_says_is_said_of_people_and_clocks(case: Case) -> None:
    items = read_case(reader_of(case), case)
    owners = [item for item in items if isinstance(item, Account) and item.standing == "owner"]
    for message in messages(items):
        clock = message.instant.clock
        assert (clock.zone is None) == (clock.known_from == "unknown")
        if message.sender is None:
            assert message.direction == "unknown"
        if message.direction == "owner":
            assert owners or "direction" in (case.options.columns or {})


@every_case
def test_attachments_point_to_members_that_are_there(case: Case) -> None:
    with open_export([case.export]) as export:
        for message in messages(list(reader_of(case).read(export, case.options))):
            for attachment in message.attachments:
                if attachment.member is not None:
                    member = export.get(attachment.member)
                    assert member is not None
                    assert member.size == attachment.size


# --- damage ----------------------------------------------------------------------------------


@every_case
def test_cut_files_give_what_stands_before_the_cut(case: Case, tmp_path: Path) -> None:
    whole = contents(case)
    known = _said(read_case(reader_of(case), case))
    for name in data_files(case):
        for seventh in _SEVENTHS:
            cut = whole[name][: len(whole[name]) * seventh // 7]
            items = _read_or_nothing(
                reader_of(case), whole | {name: cut}, tmp_path / "cut.zip", case.options
            )
            assert unexplained(items) == [], (name, seventh)
            more = _said(items) - known
            # A text file does not say where it ends: its last record may be cut without a sign.
            assert more.total() <= (not name.endswith(".json")), (name, seventh)


def _read_or_nothing(
    reader: Reader, files: dict[str, bytes], at: Path, options: ReadOptions
) -> list[Item]:
    try:
        return read_at(reader, zipped(files, at), options)
    except WardlightError:
        return []  # nothing of it is left, or not the line that names a table's columns


Said = tuple[str | None, str, str, str]


def _said(items: list[Item]) -> Counter[Said]:
    return Counter(
        (message.sender, message.instant.raw, message.kind, message.text)
        for message in messages(items)
    )

"""Where a report may be written, and where it may not."""

import os
from pathlib import Path

import pytest

from tests.report.samples import assessment
from wardlight.errors import CannotWrite, UnsafeOutput
from wardlight.report import NAMES, prepare_folder, write_file, write_report


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    (folder / "messages").mkdir(parents=True)
    (folder / "messages" / "message_1.json").write_text("{}")
    return folder


def test_a_new_folder_is_made(tmp_path: Path, export: Path) -> None:
    prepare_folder(tmp_path / "new" / "report", [export], NAMES)
    assert (tmp_path / "new" / "report").is_dir()


def test_beside_the_export_is_fine(tmp_path: Path, export: Path) -> None:
    prepare_folder(tmp_path, [export], NAMES)


@pytest.mark.parametrize("place", ["", "messages", "messages/deep/deeper", "messages/../messages"])
def test_the_export_and_what_is_in_it_is_refused(export: Path, place: str) -> None:
    with pytest.raises(UnsafeOutput):
        prepare_folder(export / place, [export], NAMES)
    assert [path.name for path in export.rglob("*")] == ["messages", "message_1.json"]


def test_a_link_into_the_export_is_refused(tmp_path: Path, export: Path) -> None:
    (tmp_path / "link").symlink_to(export / "messages")
    with pytest.raises(UnsafeOutput):
        prepare_folder(tmp_path / "link", [export], NAMES)


def test_an_export_that_has_a_reports_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "assessment.json").write_text('{\n  "wardlight": "0.1.0"')
    with pytest.raises(UnsafeOutput):
        prepare_folder(tmp_path, [tmp_path / "assessment.json"], NAMES)


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path, export: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for place in ("file", "file/below"):
        with pytest.raises(UnsafeOutput):
            prepare_folder(tmp_path / place, [export], NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_somebody_elses_file_is_left(tmp_path: Path, export: Path, name: str) -> None:
    (tmp_path / name).write_text("something of my own")
    with pytest.raises(UnsafeOutput):
        prepare_folder(tmp_path, [export], NAMES)
    assert (tmp_path / name).read_text() == "something of my own"


def test_our_own_files_are_written_anew_and_others_left(tmp_path: Path, export: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    for _ in range(2):
        prepare_folder(tmp_path, [export], NAMES)
        write_report(assessment(), tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {*NAMES, "notes.txt", "export"}


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    precious = tmp_path / "precious.zip"
    precious.write_bytes(b"PK\x03\x04 precious")
    (tmp_path / "report.html").symlink_to(precious)
    write_file(tmp_path / "report.html", b"new")
    assert precious.read_bytes() == b"PK\x03\x04 precious"
    assert (tmp_path / "report.html").read_bytes() == b"new"


def test_what_cannot_be_written_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_file(tmp_path / "report.html", b"new")
    assert list(tmp_path.iterdir()) == []


def test_only_its_owner_can_read_a_report(tmp_path: Path) -> None:
    for path in write_report(assessment(), tmp_path):
        assert os.name != "posix" or path.stat().st_mode & 0o077 == 0

"""``wardlight demo``: the story, told by the real workflow on the real example."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

import wardlight as api
from tests.cli.command import Run
from wardlight.cli.exit_codes import ExitCode
from wardlight.demo import ARCHIVE, build_demo
from wardlight.findings import Assessment, ContactFinding
from wardlight.model import Account, Message
from wardlight.sources import ReadOptions, choose, open_export

CONTACT = "⚽❤️ 10"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def found(export: Path) -> Assessment:
    return api.assess(export)


def concerning(found: Assessment) -> ContactFinding:
    return next(each for each in found.contacts if each.contact == CONTACT)


def items(export: Path) -> list[Any]:
    with open_export([export]) as opened:
        return list(choose(opened)[0].read(opened, ReadOptions()))


# --- the export ------------------------------------------------------------------------------


def test_it_is_the_same_bytes_every_time(export: Path, tmp_path: Path) -> None:
    assert build_demo(tmp_path).read_bytes() == export.read_bytes()


def test_text_is_damaged_as_instagram_damages_it(export: Path) -> None:
    with zipfile.ZipFile(export) as archive:
        path = next(name for name in archive.namelist() if "message_requests" in name)
        raw = archive.read(path).decode("ascii")
        newest_first = [each["timestamp_ms"] for each in json.loads(raw)["messages"]]
    assert "\\u00e2\\u009a\\u00bd" in raw
    assert newest_first == sorted(newest_first, reverse=True)


def test_pictures_are_a_few_bytes_of_noise(export: Path) -> None:
    with zipfile.ZipFile(export) as archive:
        pictures = [info for info in archive.infolist() if info.filename.endswith(".jpg")]
        heads = {archive.read(info)[:2] for info in pictures}
    assert pictures
    assert all(info.file_size == 64 for info in pictures)
    assert b"\xff\xd8" not in heads


def test_it_holds_the_kinds_of_record_that_an_export_has(export: Path) -> None:
    messages = [each for each in items(export) if isinstance(each, Message)]
    kinds = {each.kind for each in messages}
    assert {"text", "media", "share", "call", "unsent", "event"} <= kinds
    assert any(each.reactions for each in messages)


def test_the_approach_is_short_and_fast(export: Path) -> None:
    chat = [
        each for each in items(export) if isinstance(each, Message) and each.thread.title == CONTACT
    ]
    assert 24 <= len(chat) <= 30
    first, last = chat[0].instant.reading, chat[-1].instant.reading
    assert first is not None
    assert last is not None
    assert 30 <= (last - first) / 60_000 <= 45
    assert sum(len(each.attachments) for each in chat) == 2


def test_the_account_was_blocked(export: Path) -> None:
    blocked = [
        each for each in items(export) if isinstance(each, Account) and each.standing == "blocked"
    ]
    assert [each.handle for each in blocked] == ["ten.football.example"]


# --- what is found in it ---------------------------------------------------------------------


def test_the_warning_comes_in_time(found: Assessment) -> None:
    finding = concerning(found)
    assert found.contacts[0] == finding
    assert finding.verdict == "needs-a-look"
    assert finding.warning is not None
    assert finding.warning.message <= 6
    assert finding.warning.before_first_photo is True
    assert finding.photos_from_child == 2


def test_the_childs_own_acts_are_seen(found: Assessment) -> None:
    counts = concerning(found).counts
    assert counts["refusal"] >= 3
    assert counts["will-tell"] >= 1
    assert counts["states-age"] >= 1


def test_family_and_friends_stay_quiet(found: Assessment) -> None:
    others = {each.contact: each.verdict for each in found.contacts if each.contact != CONTACT}
    assert set(others.values()) == {"nothing-found"}
    assert {"Mum", "Nan", "Josh", "Maisie 🌻", "Coach Davies", "Leo", "Priya"} < {*others}


def test_nothing_of_it_is_lost(found: Assessment) -> None:
    assert found.coverage.unexplained == 0
    assert found.coverage.unread == 0
    assert found.owner is not None
    assert found.owner.name == "Ella Marsh"


# --- the verb --------------------------------------------------------------------------------


def test_it_tells_the_story(wardlight: Run, found: Assessment) -> None:
    ran = wardlight("demo")
    told = " ".join(ran.out.split())
    warning = concerning(found).warning
    assert warning is not None
    assert ran.code == ExitCode.DONE
    assert told.startswith("Everybody in this example is made up.")
    assert f"A warning would have come at message {warning.message}," in told
    assert "before the first picture was sent" in told
    assert "wardlight demo --out demo" in told


def test_it_leaves_the_export_beside_the_report(wardlight: Run, tmp_path: Path) -> None:
    folder = tmp_path / "shown"
    ran = wardlight("demo", "--out", folder)
    assert {path.name for path in folder.iterdir()} == {ARCHIVE, "report.html", "assessment.json"}
    assert f"wardlight explain {folder / ARCHIVE} --contact" in ran.out
    assert wardlight("demo", "--out", folder).code == ExitCode.DONE


def test_what_it_suggests_next_works(wardlight: Run, export: Path) -> None:
    shown = wardlight("explain", export, "--contact", CONTACT)
    assert (shown.code, shown.err) == (ExitCode.DONE, "")
    assert "dont tell ur mum" in shown.out
    revealed = wardlight("assess", export, "--reveal", CONTACT)
    assert "“dont tell ur mum”" in " ".join(revealed.out.split())
    assert "dont tell ur mum" not in wardlight("assess", export).out


def test_another_file_of_that_name_is_not_overwritten(wardlight: Run, tmp_path: Path) -> None:
    (tmp_path / "report.html").write_text("mine")
    ran = wardlight("demo", "--out", tmp_path)
    assert ran.code == ExitCode.USAGE
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]

"""No picture, video or sound is opened, whatever is read: seen from outside, with traps set."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.contract.fixtures import OF_READERS, contents, holds_an_archive, zipped
from tests.e2e import media_trap
from tests.golden import Case

TRAP = Path(media_trap.__file__)
SOURCES = Path(__file__).parents[2] / "src"


def _asked(case: Case, path: Path) -> dict[str, Any]:
    options = {
        key: value for key, value in msgspec.to_builtins(case.options).items() if value is not None
    }
    return {"path": str(path), "reader": case.reader, "options": options}


def _run(asked: list[dict[str, Any]]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-W", "error", str(TRAP), json.dumps(asked)],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(SOURCES)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    touched: dict[str, Any] = json.loads(done.stdout)
    return touched


@pytest.fixture(scope="module")
def touched(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was touched while every fixture was read and assessed, as a folder and as a zip."""
    folder = tmp_path_factory.mktemp("zips")
    asked = [_asked(case, case.export) for case in OF_READERS]
    asked += [
        _asked(case, zipped(contents(case), folder / f"{number}.zip"))
        for number, case in enumerate(OF_READERS)
        if not holds_an_archive(case)
    ]
    return _run(asked)


def test_there_was_something_to_touch(touched: dict[str, Any]) -> None:
    media = [name for case in OF_READERS for name in contents(case) if media_trap.is_media(name)]
    assert len(media) > 5
    assert touched["exports"] > len(OF_READERS)
    assert touched["records"] > 100
    assert touched["files_opened"] > touched["exports"]
    assert touched["members_unpacked"] > len(OF_READERS)


def test_no_media_file_was_opened(touched: dict[str, Any]) -> None:
    assert touched["media_opened"] == []


def test_no_media_member_of_an_archive_was_unpacked(touched: dict[str, Any]) -> None:
    assert touched["media_unpacked"] == []


def test_no_imaging_library_was_loaded(touched: dict[str, Any]) -> None:
    assert touched["imaging"] == []


def test_nothing_was_sent_and_no_program_started(touched: dict[str, Any]) -> None:
    assert touched["outward"] == []
    assert touched["programs"] == []


def test_the_traps_do_catch(tmp_path: Path) -> None:
    """Or all of the above would pass whatever happened."""
    script = (
        "import runpy, socket, sys, zipfile\n"
        f"trap = runpy.run_path({str(TRAP)!r})\n"
        "sys.meta_path.insert(0, trap['Poison']()); sys.addaudithook(trap['note'])\n"
        "trap['watch_archives']()\n"
        f"open({str(tmp_path / 'a.JPG')!r}).close()\n"
        f"zipfile.ZipFile({str(tmp_path / 'a.zip')!r}).read('b.mp4')\n"
        "try: socket.create_connection(('127.0.0.1', 9), timeout=1)\n"
        "except OSError: pass\n"
        "try: import PIL\n"
        "except AssertionError: print('poisoned')\n"
        "print([n for n in trap['opened'] if trap['is_media'](n)], trap['unpacked'], trap['outward'])"
    )
    (tmp_path / "a.JPG").write_bytes(b"noise")
    zipped({"b.mp4": b"noise"}, tmp_path / "a.zip")
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(SOURCES)},
    )
    said = done.stdout.splitlines()
    assert said[0] == "poisoned"
    assert "a.JPG" in said[1]
    assert "b.mp4" in said[1]
    assert "socket.connect" in said[1]

"""No picture is in a pack, and none is read unless somebody with authority asks: then once, and only for digests."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import media_trap
from tests.evidence.packs import Packed
from wardlight.demo import build_demo

ROOT = Path(__file__).parents[2]
SCRIPT = """
import json, runpy, sys
from pathlib import Path
trap = runpy.run_path(sys.argv[1])
sys.meta_path.insert(0, trap["Poison"]())
sys.addaudithook(trap["note"])
trap["watch_archives"]()
from tests.evidence.packs import moment
from wardlight import workflow
workflow.pack(sys.argv[2], Path(sys.argv[3]), moment(), hash_media=sys.argv[4])
touched = [name for name in trap["unpacked"] if trap["is_media"](name)]
opened = [name for name in trap["opened"] if trap["is_media"](name)]
loaded = sorted(trap["IMAGING"] & {name.partition(".")[0] for name in sys.modules})
print(json.dumps([touched, opened, loaded, trap["outward"], trap["programs"]]))
"""


def trapped(folder: Path, hash_media: str) -> tuple[Packed, list[list[str]]]:
    export, out = build_demo(folder), folder / "pack.zip"
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, media_trap.__file__, export, out, hash_media],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    touched: list[list[str]] = json.loads(done.stdout)
    return Packed(out, export), touched


def media_of(export: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(export) as archive:
        names = [name for name in archive.namelist() if media_trap.is_media(name)]
        return {name: archive.read(name) for name in names}


@pytest.fixture(scope="module")
def unasked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Packed, list[list[str]]]:
    return trapped(tmp_path_factory.mktemp("unasked"), "")


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Packed, list[list[str]]]:
    return trapped(tmp_path_factory.mktemp("asked"), "DC Example, under warrant")


def test_unasked_no_media_is_read(unasked: tuple[Packed, list[list[str]]]) -> None:
    assert unasked[1] == [[], [], [], [], []]


def test_asked_the_media_of_these_messages_are_read_once(
    asked: tuple[Packed, list[list[str]]],
) -> None:
    touched, *rest = asked[1]
    assert rest == [[], [], [], []]
    assert len(touched) == len(set(touched)) == 2
    assert set(touched) < set(media_of(asked[0].export))


def test_no_file_of_a_pack_holds_a_picture(
    unasked: tuple[Packed, list[list[str]]], asked: tuple[Packed, list[list[str]]]
) -> None:
    for packed, _ in (unasked, asked):
        pictures = media_of(packed.export)
        assert len(pictures) > 2
        for content in packed.files().values():
            assert not [name for name, picture in pictures.items() if picture in content]


def test_digests_are_those_of_the_files_and_who_asked_is_written_down(
    asked: tuple[Packed, list[list[str]]],
) -> None:
    files = asked[0].files()
    listing = files["pack/data/media-listing.csv"].decode()
    for name in asked[1][0]:
        picture = media_of(asked[0].export)[name]
        for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256):
            assert digest(picture).hexdigest() in listing
    statement: dict[str, Any] = json.loads(files["pack/data/pack.json"])
    assert statement["media"] == {"hashed": True, "authority": "DC Example, under warrant"}
    assert b"DC Example" in files["pack/data/custody.jsonl"]
    assert b"DC Example" in files["pack/data/report.html"]


def test_unasked_no_digest_of_a_picture_is_anywhere(
    unasked: tuple[Packed, list[list[str]]],
) -> None:
    everything = b"".join(unasked[0].files().values())
    for picture in media_of(unasked[0].export).values():
        for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256, hashlib.sha512):
            assert digest(picture).hexdigest().encode() not in everything

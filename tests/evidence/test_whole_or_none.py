"""A pack is whole or it is not there: disk full, a closed folder, an interruption, a package that is missing."""

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.packs import KEY, Packed, moment
from wardlight import workflow
from wardlight.errors import ExtraMissing, PackUnwritable, UnsafeOutput, WardlightError
from wardlight.evidence import carrier, exports, story
from wardlight.evidence.redaction import Hide, redact, reveal
from wardlight.evidence.seal import make_key
from wardlight.evidence.story import Part
from wardlight.evidence.verify import verify


def disk_full(*_: object) -> Any:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted(*_: object) -> Any:
    raise KeyboardInterrupt


def left_in(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@pytest.mark.parametrize("stage", ["spool", "part", "zip", "sync"])
@pytest.mark.parametrize(
    ("trouble", "ends"), [(disk_full, PackUnwritable), (interrupted, KeyboardInterrupt)]
)
def test_nothing_is_left_behind(
    packed: Packed,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    stage: str,
    trouble: Callable[..., Any],
    ends: type[BaseException],
) -> None:
    from wardlight.evidence import pack  # noqa: PLC0415 - patched below

    if stage == "spool":
        monkeypatch.setattr(story, "_spool_threads", trouble)
    elif stage == "part":
        broken = Part("messages.csv", "", trouble)
        monkeypatch.setattr(pack, "PARTS", (*exports.PARTS[4:7], broken))
    elif stage == "zip":
        monkeypatch.setattr(carrier, "_pour", trouble)
    else:
        monkeypatch.setattr(os, "fsync", trouble)
    out = tmp_path / "pack.zip"
    with pytest.raises(ends) as raised:
        workflow.pack(packed.export, out, moment(seed=9))
    assert left_in(tmp_path) == []
    if ends is PackUnwritable:
        assert "No space left on device" in str(raised.value)
        assert "No part of it was left behind" in str(raised.value)


def test_a_folder_that_is_not_there_is_made_and_a_file_is_not_a_folder(
    packed: Packed, tmp_path: Path
) -> None:
    workflow.pack(packed.export, tmp_path / "new" / "pack.zip", moment())
    assert verify(tmp_path / "new" / "pack.zip").holds
    (tmp_path / "note").write_text("x")
    with pytest.raises(UnsafeOutput):
        workflow.pack(packed.export, tmp_path / "note" / "pack.zip", moment())


def test_nothing_is_ever_written_over(packed: Packed, tmp_path: Path) -> None:
    hide = Hide(messages=frozenset({1}))
    for name in ("letter.txt", "pack.zip"):
        out = tmp_path / name
        out.write_bytes(packed.pack.read_bytes())
        for write in (
            lambda out=out: workflow.pack(packed.export, out, moment()),
            lambda out=out: redact(packed.pack, out, "school", hide, moment()),
            lambda out=out: reveal(packed.pack, 1, out),
        ):
            with pytest.raises(UnsafeOutput):
                write()
        assert out.read_bytes() == packed.pack.read_bytes()


def test_a_stamp_that_cannot_be_written_leaves_the_pack(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pack.zip"
    out.write_bytes(packed.pack.read_bytes())
    monkeypatch.setattr(carrier, "_copy", disk_full)
    with pytest.raises(PackUnwritable):
        carrier.add_tokens(out, [b"x"])
    assert left_in(tmp_path) == ["pack.zip"]
    assert out.read_bytes() == packed.pack.read_bytes()


def test_a_copy_that_cannot_be_written_is_not_there(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "_pour", disk_full)
    hide = Hide(messages=frozenset({1}))
    with pytest.raises(PackUnwritable):
        redact(packed.pack, tmp_path / "copy.zip", "school", hide, moment())
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("package", ["typst", "xlsxwriter"])
def test_a_missing_package_is_named(
    packed: Packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ExtraMissing, match=package) as raised:
        workflow.pack(packed.export, tmp_path / "pack.zip", moment())
    assert "wardlight[evidence]" in str(raised.value)
    assert left_in(tmp_path) == []


def test_no_error_carries_a_message(packed: Packed, tmp_path: Path) -> None:
    words = [b"can u send me a pic", b"dont tell ur mum"]
    files = packed.files()
    assert all(each in files["pack/data/messages.jsonl"] for each in words)
    with pytest.raises(WardlightError) as raised:
        workflow.rebuild(tmp_path, packed.export)
    assert not [each for each in words if each.decode() in str(raised.value)]


def test_a_key_that_cannot_be_kept_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WardlightError, match="E404"):
        make_key(tmp_path / "file" / "key.json", "")
    assert KEY.locked

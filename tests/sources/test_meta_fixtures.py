"""The fixtures on disk are what the code beside this says, and both ways of decoding read them alike."""

from pathlib import Path

import pytest

from tests.golden import FIXTURES, golden_text
from tests.sources.meta_exports import EXPORTS, Built
from wardlight.sources import READERS, ReadOptions, open_export
from wardlight.sources.meta import decode as decoding

every_export = pytest.mark.parametrize("key", EXPORTS, ids="/".join)


def write(built: Built, folder: Path) -> Path:
    for name, content in built.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@every_export
def test_a_fixture_is_what_the_code_makes(key: tuple[str, str], update_golden: bool) -> None:  # noqa: FBT001
    folder = FIXTURES.joinpath(*key)
    built = EXPORTS[key]
    about = f"{built.about}\n\nInvented; made by `tests/sources/meta_exports.py`.\n"
    if update_golden:
        write(built, folder / "export")
        (folder / "about.md").write_text(about, encoding="utf-8", newline="\n")
    on_disk = {
        path.relative_to(folder / "export").as_posix(): path.read_bytes()
        for path in (folder / "export").rglob("*")
        if path.is_file()
    }
    assert on_disk == built.files
    assert (folder / "about.md").read_text(encoding="utf-8") == about


@every_export
def test_the_fast_way_reads_as_the_careful_way(
    key: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = _read(key)
    monkeypatch.setattr(decoding, "_at_once", lambda _text, _shape: None)
    assert _read(key) == fast
    monkeypatch.setattr(decoding, "_exactly", lambda _text, _kind: None)
    assert _read(key) == fast


@every_export
def test_a_large_file_reads_as_a_small_one(
    key: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    small = _read(key)
    monkeypatch.setattr(decoding, "AT_ONCE", 0)
    assert _read(key) == small


def _read(key: tuple[str, str]) -> str:
    reader = next(reader for reader in READERS if reader.name == key[0])
    with open_export([FIXTURES.joinpath(*key, "export")]) as export:
        return golden_text(list(reader.read(export, ReadOptions())))

"""Packs to test on, and ways to change them."""

import hashlib
import zipfile
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from wardlight import workflow
from wardlight.demo import build_demo
from wardlight.evidence.pack import Occasion
from wardlight.evidence.seal import Key
from wardlight.evidence.verify import Difference, Verified, entry_for, manifest_text, verify

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
KEY = Key(b"\x07" * 32, locked=True)


def moment(key: Key = KEY, *, seed: int = 1) -> Occasion:
    return Occasion(now=NOW, secret=bytes([seed]) * 32, pack=f"{seed:032x}", key=key)


class Packed(Struct, frozen=True):
    """A pack, and the export that it was made from."""

    pack: Path
    export: Path

    def unpack(self, folder: Path) -> Path:
        with zipfile.ZipFile(self.pack) as archive:
            archive.extractall(folder)
        return folder

    def files(self) -> dict[str, bytes]:
        with zipfile.ZipFile(self.pack) as archive:
            return {name: archive.read(name) for name in archive.namelist()}


def packed_demo(folder: Path) -> Packed:
    export = build_demo(folder)
    out = folder / "pack.zip"
    workflow.pack(export, out, moment())
    return Packed(out, export)


def written(files: Mapping[str, bytes], path: Path) -> Path:
    """A zip in a pack's own form with these files, whatever they are."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(entry_for(name), content)
    return path


def with_manifests_anew(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Both manifests made to fit whatever the files are now, as somebody who tampers would."""
    changed = dict(files)
    payload = {
        name.removeprefix("pack/"): hashlib.sha512(content).hexdigest()
        for name, content in files.items()
        if name.startswith("pack/data/")
    }
    changed["pack/manifest-sha512.txt"] = manifest_text(payload)
    tags = {
        name.removeprefix("pack/"): hashlib.sha512(content).hexdigest()
        for name, content in changed.items()
        if name.startswith("pack/") and not name.startswith(("pack/data/", "pack/tagmanifest"))
    }
    changed["pack/tagmanifest-sha512.txt"] = manifest_text(tags)
    return changed


def verified(files: Mapping[str, bytes], folder: Path) -> Verified:
    return verify(written(files, folder / "changed.zip"))


def first(found: Verified) -> Difference:
    assert found.grade == "changed", found.sentence
    return found.differences[0]


Change = Callable[[dict[str, bytes]], dict[str, bytes]]

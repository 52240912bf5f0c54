"""A pack that was sealed holds; one that was touched does not, and the file that was touched is named."""

import hashlib
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.packs import KEY, Packed, first, moment, verified, with_manifests_anew, written
from wardlight import workflow
from wardlight.evidence import verify as checking
from wardlight.evidence.seal import Key
from wardlight.evidence.verify import verify

MESSAGES = "pack/data/messages.jsonl"
ALONE = Path(checking.__file__)


def test_a_sealed_pack_holds(packed: Packed, unpacked: Path) -> None:
    for form in (packed.pack, unpacked):
        found = verify(form, signer=KEY.fingerprint)
        assert found.grade == "sealed-claimed"
        assert found.signer_expected
        assert found.messages == found.shown > 20
        assert "2026-03-14 12:00:00 UTC" in found.sentence
        assert "claims" in found.sentence


def test_the_same_gives_the_same_bytes(packed: Packed, tmp_path: Path) -> None:
    workflow.pack(packed.export, tmp_path / "again.zip", moment())
    assert (tmp_path / "again.zip").read_bytes() == packed.pack.read_bytes()


def test_a_pack_read_and_written_again_is_the_same_bytes(packed: Packed, tmp_path: Path) -> None:
    assert written(packed.files(), tmp_path / "a.zip").read_bytes() == packed.pack.read_bytes()


def test_it_is_checked_without_any_package(packed: Packed, tmp_path: Path) -> None:
    """The file alone, with no site-packages, and ssh-keygen for the signature."""
    copied = tmp_path / "verify.py"
    copied.write_bytes(ALONE.read_bytes())
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-W", "error", str(copied), str(packed.pack)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Sealed on 2026-03-14 12:00:00 UTC")
    assert KEY.fingerprint in done.stdout


def test_where_nothing_can_check_a_signature_it_says_so(packed: Packed) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ALONE), str(packed.pack)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": ""},
    )
    assert done.returncode == 1
    assert "neither ssh-keygen nor" in done.stderr


def test_another_signer_is_not_the_one_that_was_named(packed: Packed) -> None:
    other = Key(b"\x08" * 32, locked=False)
    said = first(verify(packed.pack, signer=other.fingerprint))
    assert said.file == "seal/root.txt.sig"
    assert said.expected == f"the key {other.fingerprint}"
    assert said.found == f"the key {KEY.fingerprint}"


# --- whatever is changed, it is found and named ---------------------------------------------


@pytest.mark.parametrize("anew", [False, True], ids=["as it is", "all manifests made anew"])
def test_a_changed_file(packed: Packed, tmp_path: Path, *, anew: bool) -> None:
    files = packed.files()
    for name in files:
        if not name.startswith("pack/data/"):
            continue
        changed = files | {name: files[name] + b" "}
        changed = with_manifests_anew(changed) if anew else changed
        found = verified(changed, tmp_path)
        expected = "pack/tagmanifest-sha512.txt" if anew else name
        assert first(found).file == expected
        assert first(found).expected.startswith("SHA-512")


@pytest.mark.parametrize(
    "name", ["pack/data/extra.txt", "pack/extra.txt", "seal/extra.txt", "seal/time-1.tsr", "x.txt"]
)
def test_a_file_that_was_added(packed: Packed, tmp_path: Path, name: str) -> None:
    said = first(verified(packed.files() | {name: b"x"}, tmp_path))
    assert said.file == name


def test_a_file_added_to_the_folder(unpacked: Path) -> None:
    (unpacked / "pack" / ".hidden").write_bytes(b"")
    assert first(verify(unpacked)).file == "pack/.hidden"


def test_a_link_in_the_folder(unpacked: Path, tmp_path: Path) -> None:
    target = unpacked / MESSAGES
    (tmp_path / "elsewhere").write_bytes(target.read_bytes())
    target.unlink()
    target.symlink_to(tmp_path / "elsewhere")
    assert first(verify(unpacked)).found == "a link"


def test_a_file_that_was_deleted(packed: Packed, tmp_path: Path) -> None:
    files = packed.files()
    for name in files:
        found = verified({key: each for key, each in files.items() if key != name}, tmp_path)
        if name.startswith("seal/root"):
            assert found.grade == "not-sealed"
        elif name != "seal/times.txt":
            assert first(found).file == name
            assert first(found).found == "no file"


def test_messages_in_another_order(packed: Packed, tmp_path: Path) -> None:
    files = packed.files()
    lines = files[MESSAGES].splitlines(keepends=True)
    lines[0], lines[1] = lines[1], lines[0]
    files[MESSAGES] = b"".join(lines)
    assert first(verified(files, tmp_path)).file == MESSAGES
    found = verified(with_manifests_anew(files), tmp_path)
    assert {each.file for each in found.differences} >= {MESSAGES, "pack/tagmanifest-sha512.txt"}


def test_a_signature_from_another_pack(packed: Packed, tmp_path: Path) -> None:
    workflow.pack(packed.export, tmp_path / "other.zip", moment(seed=2))
    other = Packed(tmp_path / "other.zip", packed.export).files()
    name = "seal/root.txt.sig"
    assert first(verified(packed.files() | {name: other[name]}, tmp_path)).file == name


def test_sealed_again_with_another_key_shows_in_the_fingerprint(
    packed: Packed, tmp_path: Path
) -> None:
    """Nothing in a pack can show this: it is why the fingerprint goes by another road."""
    other = Key(b"\x09" * 32, locked=False)
    workflow.pack(packed.export, tmp_path / "forged.zip", moment(other))
    assert verify(tmp_path / "forged.zip").holds
    assert not verify(tmp_path / "forged.zip", signer=KEY.fingerprint).holds


@given(st.data())
def test_one_flipped_bit_anywhere(packed: Packed, data: st.DataObject) -> None:
    whole = bytearray(packed.pack.read_bytes())
    at = data.draw(st.integers(0, len(whole) * 8 - 1))
    whole[at // 8] ^= 1 << at % 8
    changed = packed.pack.with_name(f"flipped-{os.getpid()}.zip")
    changed.write_bytes(whole)
    found = verify(changed)
    assert not found.holds
    assert found.differences


@given(st.data())
def test_bytes_cut_off_or_put_behind(packed: Packed, data: st.DataObject) -> None:
    whole = packed.pack.read_bytes()
    cut = data.draw(st.integers(1, len(whole) - 1))
    changed = packed.pack.with_name(f"cut-{os.getpid()}.zip")
    for content in (whole[:cut], whole + whole[:cut]):
        changed.write_bytes(content)
        assert not verify(changed).holds


def test_bytes_hidden_between_the_files(packed: Packed, tmp_path: Path) -> None:
    path = tmp_path / "hidden.zip"
    path.write_bytes(b"before" + packed.pack.read_bytes())
    assert not verify(path).holds
    with zipfile.ZipFile(packed.pack) as old, zipfile.ZipFile(path, "w") as new:
        new.comment = b"a comment"
        for name in old.namelist():
            new.writestr(checking.entry_for(name), old.read(name))
    assert first(verify(path)).file == "hidden.zip"


@given(st.binary(max_size=400))
def test_any_bytes_are_no_pack(packed: Packed, content: bytes) -> None:
    path = packed.pack.with_name(f"any-{os.getpid()}.zip")
    path.write_bytes(content)
    assert not verify(path).holds


def test_something_else_is_not_sealed(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("a note")
    assert verify(tmp_path / "note.txt").grade == "not-sealed"
    assert verify(packed.export).differences


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=40))
def test_the_tree_is_that_of_rfc_6962(leaves: list[bytes]) -> None:
    def plain(nodes: list[bytes]) -> bytes:
        if len(nodes) < 2:
            return nodes[0] if nodes else hashlib.sha256(b"").digest()
        half = 1 << (len(nodes) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + plain(nodes[:half]) + plain(nodes[half:])).digest()

    tree = checking.Tree()
    for each in leaves:
        tree.add(each)
    assert tree.root() == plain(leaves).hex()


def test_what_it_found_is_json_too(packed: Packed) -> None:
    row = msgspec.json.decode(msgspec.json.encode(verify(packed.pack)))
    assert row["grade"] == "sealed-claimed"
    assert len(row["root"]) == 128

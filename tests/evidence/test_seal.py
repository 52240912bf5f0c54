"""The key: kept private, opened by its passphrase only, never written over; and what it signs."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.packs import KEY
from wardlight.errors import KeyUnreadable, LostKey, WrongPassphrase
from wardlight.evidence import verify
from wardlight.evidence.seal import Key, make_key, open_key, spoken


@pytest.mark.parametrize("passphrase", ["", "correct horse"])
def test_a_key_is_the_same_when_opened(tmp_path: Path, passphrase: str) -> None:
    made = make_key(tmp_path / "keys" / "key.json", passphrase)
    again = open_key(tmp_path / "keys" / "key.json", passphrase)
    assert again.fingerprint == made.fingerprint
    assert again.sign(b"x") == made.sign(b"x")
    assert again.locked == made.locked == bool(passphrase)


def test_nobody_else_can_read_it(tmp_path: Path) -> None:
    make_key(tmp_path / "keys" / "key.json", "")
    assert (tmp_path / "keys" / "key.json").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "keys").stat().st_mode & 0o777 == 0o700


def test_a_wrong_passphrase_and_a_lost_key_say_so(tmp_path: Path) -> None:
    path = tmp_path / "key.json"
    make_key(path, "right")
    before = path.read_bytes()
    for wrong in ("wrong", ""):
        with pytest.raises(WrongPassphrase):
            open_key(path, wrong)
    assert path.read_bytes() == before
    with pytest.raises(LostKey):
        open_key(tmp_path / "gone.json", "right")


def test_a_key_is_never_written_over(tmp_path: Path) -> None:
    made = make_key(tmp_path / "key.json", "")
    with pytest.raises(KeyUnreadable):
        make_key(tmp_path / "key.json", "")
    assert open_key(tmp_path / "key.json", "").fingerprint == made.fingerprint


def test_a_locked_key_does_not_hold_its_secret(tmp_path: Path) -> None:
    make_key(tmp_path / "key.json", "words")
    assert b'"salt":""' not in (tmp_path / "key.json").read_bytes()


@given(st.binary(max_size=200))
@settings(max_examples=30)
def test_any_bytes_are_no_key(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any-key.json"
    path.write_bytes(content)
    with pytest.raises((KeyUnreadable, LostKey)):
        open_key(path, "")


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_signature_is_over_one_message(one: bytes, other: bytes) -> None:
    text = KEY.sign(one)
    assert verify.check_signature(text, one) == KEY.fingerprint
    assert (verify.check_signature(text, other) is not None) == (one == other)


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen here")
def test_ssh_keygen_agrees(tmp_path: Path) -> None:
    (tmp_path / "sig").write_bytes(KEY.sign(b"message\n"))
    asked = ["ssh-keygen", "-Y", "check-novalidate", "-n", verify.NAMESPACE, "-s"]
    asked.append(str(tmp_path / "sig"))
    good = subprocess.run(asked, input=b"message\n", capture_output=True, check=False)
    assert good.returncode == 0
    assert KEY.fingerprint.encode() in good.stdout + good.stderr
    assert subprocess.run(asked, input=b"other\n", capture_output=True, check=False).returncode


def test_a_fingerprint_in_words() -> None:
    words = spoken(KEY.fingerprint)
    assert len(words.replace(",", "").split()) == 20
    assert spoken("ab12" * 8) == ", ".join(["Alfa Bravo 1 2"] * 5)
    assert spoken(Key(b"\x01" * 32, locked=False).fingerprint) != words

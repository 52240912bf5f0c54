"""The verbs around a sealed pack, as a person types them."""

from pathlib import Path

import msgspec
import pytest

from tests.cli.command import Run
from wardlight.demo import build_demo
from wardlight.evidence.rebuild import statement_of


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WARDLIGHT_KEY", str(tmp_path / "keys" / "key.json"))
    monkeypatch.setenv("WARDLIGHT_PASSPHRASE", "words")
    (tmp_path / "in").mkdir()
    return build_demo(tmp_path / "in")


def test_from_an_export_to_a_desk(wardlight: Run, export: Path, tmp_path: Path) -> None:
    pack, copy = tmp_path / "pack.zip", tmp_path / "copy.zip"
    made = wardlight("pack", export, "--out", pack)
    assert made.code == 0
    assert "A new sealing key was made, under your passphrase" in made.err
    assert "by phone or on paper" in made.out
    checked = wardlight("verify", pack)
    assert checked.code == 0
    assert checked.out.startswith("Sealed on ")
    assert wardlight("rebuild", pack, export).out.startswith("All 29 messages")
    hidden = wardlight("redact", pack, "--for", "school", "--hide", "message:17,21", "--out", copy)
    assert "27 messages" in hidden.out
    assert "new sealing key" not in hidden.err
    assert wardlight("redact", pack, "--reveal", 17, "--out", tmp_path / "17.json").code == 0
    assert wardlight("verify", copy, "--revealed", tmp_path / "17.json").code == 0
    given = wardlight("handover", pack, "--to", "PC Example", "--purpose", "to report it")
    assert given.code == 0
    form = wardlight("custody", pack).out
    assert "6. handed-over" in form
    assert "4. copied" in form


def test_verify_as_json_and_with_the_wrong_key(
    wardlight: Run, export: Path, tmp_path: Path
) -> None:
    wardlight("pack", export, "--out", tmp_path / "pack.zip")
    ran = wardlight("verify", tmp_path / "pack.zip", "--json", "--signer", "SHA256:other")
    assert ran.code == 3
    found = msgspec.json.decode(ran.out)
    assert found["grade"] == "changed"
    assert found["differences"][0]["file"] == "seal/root.txt.sig"


def test_trouble_has_a_code_and_a_next_step(
    wardlight: Run, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wardlight("pack", export, "--out", tmp_path / "pack.zip")
    monkeypatch.setenv("WARDLIGHT_PASSPHRASE", "other")
    out = tmp_path / "new.zip"
    for arguments, code in (
        (("pack", export, "--out", out), "E403"),
        (("pack", export, "--out", out, "--key", tmp_path / "gone"), "E402"),
        (("rebuild", export, export), "E406"),
    ):
        ran = wardlight(*arguments)
        assert ran.code != 0
        assert f"[{code}]" in ran.err
        assert "Next:" in ran.err
        assert not out.exists()


def test_a_pack_is_never_made_over_something_else(
    wardlight: Run, export: Path, tmp_path: Path
) -> None:
    before = export.read_bytes()
    assert "[E206]" in wardlight("pack", export, "--out", export).err
    (tmp_path / "letter.zip").write_text("a letter")
    assert "[E206]" in wardlight("pack", export, "--out", tmp_path / "letter.zip").err
    assert export.read_bytes() == before


def test_from_a_folder_that_assess_saved(wardlight: Run, export: Path, tmp_path: Path) -> None:
    saved = export.parent / "looked-at"
    told = ("--tag", "Mum=family", "--child-age", "12")
    assert wardlight("assess", export, *told, "--out", saved).code == 0
    ran = wardlight("pack", saved, "--out", tmp_path / "pack.zip")
    assert ran.code == 0, ran.err
    settings = statement_of(tmp_path / "pack.zip").settings
    assert settings["child age"] == "12"
    assert wardlight("rebuild", tmp_path / "pack.zip", export).code == 0
    export.rename(tmp_path / "elsewhere.zip")
    gone = wardlight("pack", saved, "--out", tmp_path / "two.zip")
    assert "[E108]" in gone.err
    assert "give the export itself" in gone.err


@pytest.mark.parametrize("hide", ["message", "message:a", "account:", "all"])
def test_what_to_hide_has_a_form(wardlight: Run, export: Path, tmp_path: Path, hide: str) -> None:
    asked = ("redact", export, "--for", "x", "--hide", hide, "--out", tmp_path / "c.zip")
    ran = wardlight(*asked)
    assert ran.code == 2
    assert "message:17,21" in ran.err


def test_nothing_needs_a_look(wardlight: Run, export: Path, tmp_path: Path) -> None:
    chat = tmp_path / "WhatsApp Chat with Sam.txt"
    chat.write_text("07/03/2026, 19:02 - Sam: hi\n07/03/2026, 19:03 - Ella: hi\n")
    ran = wardlight("pack", chat, "--day-first", "--out", tmp_path / "p.zip")
    assert "[E401]" in ran.err
    assert export.exists()

"""Who did what: each step bound to the one before; hand-overs on paper; and the original gives the same messages."""

import shutil
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.packs import NOW, Packed, moment, written
from wardlight import workflow
from wardlight.errors import CustodyBroken, NotFromThisExport, PackUnreadable, UnsafeOutput
from wardlight.evidence import custody
from wardlight.evidence.handover import Terms, hand_over, sealed_log_of

TERMS = Terms(to="PC Example, front desk", purpose="to report it", method="by hand")


@pytest.fixture
def pack(packed: Packed, tmp_path: Path) -> Path:
    return Path(shutil.copy(packed.pack, tmp_path / "pack.zip"))


def test_a_pack_holds_what_was_done_with_it(pack: Path) -> None:
    entries = custody.entries_of(sealed_log_of(pack))
    assert [each.what for each in entries] == ["opened", "assessed", "packed"]
    assert "SHA-256" in entries[0].details["export"]
    assert all(each.at == "2026-03-14T12:00:00Z" and each.clock for each in entries)


def test_a_hand_over_is_written_down_and_on_paper(pack: Path) -> None:
    for number in (1, 2):
        done = hand_over(pack, TERMS, NOW)
        entries = custody.entries_of(done.log.read_bytes())
        assert entries[-1].what == "handed-over"
        assert entries[-1].details["to"] == TERMS.to
        assert len(entries) == 3 + number
        page = done.receipt.read_text()
        assert done.receipt.name.endswith(f"receipt-{number}.txt")
        assert entries[-1].details["file"].rpartition(" ")[2] in page
        assert "Signed, taking" in page


@given(
    st.lists(st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=3), min_size=1),
    st.data(),
)
def test_no_entry_can_be_changed(steps: list[dict[str, str]], data: st.DataObject) -> None:
    log = b""
    for details in steps:
        log = custody.add(log, "handed-over", details, now=NOW, by="x")
    assert [each.details for each in custody.entries_of(log)] == steps
    last = log.rstrip(b"\n").rfind(b"\n") + 1
    if last:
        at = data.draw(st.integers(0, last - 1))
        changed = bytearray(log)
        changed[at] ^= 1
        with pytest.raises(CustodyBroken):
            custody.entries_of(bytes(changed))
        with pytest.raises(CustodyBroken):
            custody.entries_of(log[last:])


def test_another_packs_log_is_not_gone_on_with(pack: Path) -> None:
    custody.beside(pack).write_bytes(custody.add(b"", "packed", {}, now=NOW, by="x"))
    with pytest.raises(CustodyBroken):
        hand_over(pack, TERMS, NOW)


def test_a_pack_is_not_made_beside_the_log_of_another(packed: Packed, tmp_path: Path) -> None:
    (tmp_path / "pack.zip.custody.jsonl").write_bytes(b"")
    with pytest.raises(UnsafeOutput):
        workflow.pack(packed.export, tmp_path / "pack.zip", moment())


def test_the_clock_and_its_offset_are_written_down() -> None:
    there = NOW.astimezone(timezone(timedelta(hours=5, minutes=30)))
    entry = custody.entries_of(custody.add(b"", "packed", {}, now=there, by="x"))[0]
    assert entry.at == "2026-03-14T12:00:00Z"
    assert entry.utc_offset == 330
    assert "UTC+5.5 h" in custody.form([entry])
    assert datetime.fromisoformat(entry.at) == NOW


def test_a_name_cannot_forge_a_line_of_the_form() -> None:
    log = custody.add(b"", "handed-over", {"to": "A\n2. packed\u202e"}, now=NOW, by="x")
    page = custody.form(custody.entries_of(log))
    assert "A[U+000A]2. packed[U+202E]" in page


def test_a_broken_pack_is_not_handed_over(packed: Packed, tmp_path: Path) -> None:
    broken = written(packed.files() | {"pack/x": b"x"}, tmp_path / "broken.zip")
    with pytest.raises(PackUnreadable):
        hand_over(broken, TERMS, NOW)
    assert [each.name for each in tmp_path.iterdir()] == ["broken.zip"]


def test_the_original_gives_the_packs_messages(packed: Packed) -> None:
    rebuilt = workflow.rebuild(packed.pack, packed.export)
    assert rebuilt.messages == 29
    assert rebuilt.export == packed.export.name


def test_another_export_does_not(packed: Packed, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    other.write_bytes(packed.export.read_bytes())
    with other.open("ab") as file:
        file.write(b"\0")
    with pytest.raises(NotFromThisExport):
        workflow.rebuild(packed.pack, other)

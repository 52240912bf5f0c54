"""A copy for one recipient: what it hides leaves no trace, what it shows is provably what was sealed."""

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evidence.groups import COLUMNS, group_export
from tests.evidence.packs import KEY, Packed, first, moment, with_manifests_anew, written
from wardlight import workflow
from wardlight.errors import NothingHidden, PackUnreadable
from wardlight.evidence.redaction import Hide, redact, reveal
from wardlight.evidence.seal import Key
from wardlight.evidence.verify import verify


@pytest.fixture(scope="module")
def group(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    folder = tmp_path_factory.mktemp("group")
    export = group_export(folder / "team.jsonl")
    said: dict[str, Any] = {"child": "Ella", "reader": "table", "columns": COLUMNS}
    workflow.pack(export, folder / "pack.zip", moment(), ["Coach Ten"], **said)
    return Packed(folder / "pack.zip", export)


def rows_of(pack: Path) -> list[dict[str, object]]:
    with zipfile.ZipFile(pack) as archive:
        lines = archive.read("pack/data/messages.jsonl").splitlines()
    return [json.loads(line) for line in lines]


def every_byte(pack: Path) -> Iterator[bytes]:
    """The copy as it lies there, each file, each zip inside, and every compressed stream undone."""
    yield pack.read_bytes()
    with zipfile.ZipFile(pack) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            yield content
            if content.startswith(b"PK"):
                with zipfile.ZipFile(io.BytesIO(content)) as inner:
                    yield from (inner.read(each) for each in inner.namelist())
            yield from _streams(content)


def _streams(content: bytes) -> Iterator[bytes]:
    at = content.find(b"stream")
    while at >= 0:
        body = content[at + 6 :].lstrip(b"\r\n")
        with suppress(zlib.error):
            yield zlib.decompressobj().decompress(body)
        at = content.find(b"stream", at + 6)


def traces(row: dict[str, object]) -> Iterator[bytes]:
    """What must not be found of a hidden message: its words, its time, and unsalted digests of it."""
    text = str(row["text"])
    at = row["at"]
    assert isinstance(at, dict)
    for each in (text, at["written"], at["read"]):
        if each:
            yield str(each).encode()
            yield str(each).encode("utf-16-be")
    line = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    for content in (text.encode(), line, line + b"\n"):
        for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256, hashlib.sha512):
            found = digest(content)
            yield found.hexdigest().encode()
            yield found.digest()


@settings(max_examples=12)  # each makes a PDF
@given(hidden=st.sets(st.integers(1, 29), min_size=1, max_size=28))
def test_no_trace_is_left_and_the_rest_still_holds(packed: Packed, hidden: set[int]) -> None:
    rows = rows_of(packed.pack)
    out = packed.pack.with_name("copy.zip")
    out.unlink(missing_ok=True)
    copied = redact(packed.pack, out, "school", Hide(messages=frozenset(hidden)), moment())
    assert set(copied.hidden) == hidden
    shown_words = " ".join(str(each["text"]) for each in rows if each["number"] not in hidden)
    everything = list(every_byte(out))
    for row in rows:
        if row["number"] in hidden:
            for trace in traces(row):
                plain = trace.decode("utf-8", "replace")
                if len(trace) > 4 and plain not in shown_words:
                    assert not any(trace in content for content in everything)
    found = verify(out, signer=KEY.fingerprint)
    assert found.holds
    assert (found.shown, found.messages) == (29 - len(hidden), 29)
    assert found.original_signer == KEY.fingerprint
    assert "copy" in found.sentence


def test_nothing_of_the_whole_packs_digests_is_left(packed: Packed, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    redact(packed.pack, out, "school", Hide(messages=frozenset({17})), moment(seed=3))
    everything = b"".join(every_byte(out))
    export = hashlib.sha256(packed.export.read_bytes()).hexdigest()
    assert export.encode() in b"".join(packed.files().values())
    assert export.encode() not in everything
    for name, content in packed.files().items():
        if name.startswith("pack/data/") and name != "pack/data/media-listing.csv" and content:
            assert hashlib.sha256(content).hexdigest().encode() not in everything
            assert hashlib.sha512(content).hexdigest().encode() not in everything


def test_hidden_messages_cannot_be_told_apart(packed: Packed, tmp_path: Path) -> None:
    """Each leaves a row of the same length: no count of letters."""
    out = tmp_path / "copy.zip"
    redact(packed.pack, out, "school", Hide(messages=frozenset(range(10, 29))), moment())
    with zipfile.ZipFile(out) as archive:
        rows = archive.read("pack/data/commitment.jsonl").splitlines()
    assert {len(row) for row in rows if b"leaf" in row} == {len(rows[10])}


def test_a_name_is_hidden_wherever_it_stands(group: Packed, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    copied = redact(group.pack, out, "school", Hide(names=("Finley Secretname",)), moment())
    assert copied.hidden == (3, 7, 9)  # two of theirs, and one in which somebody names them
    everything = b"".join(every_byte(out)).lower()
    for trace in (b"finley", b"secretname", b"unusualword", b"what is that about"):
        assert trace not in everything
    assert b"please please" in everything
    assert verify(out).holds


def test_a_message_shown_later_is_checked_against_the_copy(packed: Packed, tmp_path: Path) -> None:
    copy = tmp_path / "copy.zip"
    redact(packed.pack, copy, "school", Hide(messages=frozenset({17, 21})), moment())
    shown = reveal(packed.pack, 17, tmp_path / "17.json")
    assert verify(copy, revealed=shown).holds
    told = json.loads(shown.read_bytes())
    assert told["message"]["number"] == 17
    told["message"]["text"] += "."
    shown.write_text(json.dumps(told))
    assert first(verify(copy, revealed=shown)).file == "message 17"
    not_hidden = reveal(packed.pack, 16, tmp_path / "16.json")
    assert not verify(copy, revealed=not_hidden).holds


def test_a_changed_copy_does_not_hold_even_when_sealed_again(
    packed: Packed, tmp_path: Path
) -> None:
    """Whoever makes a copy cannot put other words in it: the whole pack's seal is over each message."""
    out = tmp_path / "copy.zip"
    redact(packed.pack, out, "school", Hide(messages=frozenset({17})), moment())
    files = Packed(out, packed.export).files()
    name = "pack/data/messages.jsonl"
    files[name] = files[name].replace(b'"text":"no"', b'"text":"ok"', 1)
    files = with_manifests_anew(files)
    forger = Key(b"\x0a" * 32, locked=False)
    digest = hashlib.sha512(files["pack/tagmanifest-sha512.txt"]).hexdigest().encode()
    lines = files["seal/root.txt"].splitlines(keepends=True)
    files["seal/root.txt"] = b"".join([*lines[:-1], digest + lines[-1][128:]])
    files["seal/root.txt.sig"] = forger.sign(files["seal/root.txt"])
    found = verify(written(files, tmp_path / "forged.zip"))
    assert first(found).file == name


def test_what_is_not_there_is_not_hidden(packed: Packed, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    for hide in (
        Hide(messages=frozenset({30})),
        Hide(names=("Nobody Here",)),
        Hide(messages=frozenset(range(1, 30))),
    ):
        with pytest.raises(NothingHidden):
            redact(packed.pack, out, "school", hide, moment())
    assert not out.exists()
    with pytest.raises(NothingHidden):
        reveal(packed.pack, 30, out)


def test_a_copy_is_not_copied_again(packed: Packed, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    redact(packed.pack, out, "school", Hide(messages=frozenset({17})), moment())
    with pytest.raises(PackUnreadable):
        redact(out, tmp_path / "two.zip", "school", Hide(messages=frozenset({18})), moment())
    with pytest.raises(PackUnreadable):
        reveal(out, 17, tmp_path / "17.json")


def test_nothing_is_copied_from_a_pack_that_does_not_hold(packed: Packed, tmp_path: Path) -> None:
    files = packed.files() | {"pack/data/messages.csv": b"changed"}
    broken = written(files, tmp_path / "broken.zip")
    with pytest.raises(PackUnreadable):
        redact(broken, tmp_path / "c.zip", "school", Hide(messages=frozenset({17})), moment())

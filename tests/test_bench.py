"""The generated exports are what they say they are, so that a table over them means something."""

from collections import Counter
from pathlib import Path

import pytest

from bench import generate, samples, wordings
from bench.one_run import read
from bench.wordings.meaning import MEANINGS
from tests.contract.fixtures import messages, read_at
from tests.reconcile import unexplained
from wardlight.behaviours import LANGUAGES
from wardlight.sources import READERS, ReadOptions, choose, open_export

COUNT = 20_345


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    chat, download = folder / "WhatsApp Chat with Robin Hale.txt", folder / "instagram.zip"
    generate.write_text(generate.whatsapp(2_000, 5), chat)
    generate.write_files(generate.instagram(COUNT, 5), download)
    generate.write_files(generate.instagram(COUNT, 5), folder / "instagram")
    return {"chat": chat, "zip": download, "folder": folder / "instagram"}


def test_the_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    assert list(generate.whatsapp(300, 5)) == list(generate.whatsapp(300, 5))
    assert list(generate.whatsapp(300, 5)) != list(generate.whatsapp(300, 6))
    assert list(generate.instagram(300, 5)) == list(generate.instagram(300, 5))


@pytest.mark.parametrize(("name", "count"), [("chat", 2_000), ("zip", COUNT), ("folder", COUNT)])
def test_a_reader_finds_what_was_written(exports: dict[str, Path], name: str, count: int) -> None:
    with open_export([exports[name]]) as export:
        reader, _ = choose(export)
        assert export.notices == ()
    items = read_at(reader, exports[name], ReadOptions())
    kinds = Counter(message.kind for message in messages(items))
    assert kinds.total() == count
    assert 0.01 < kinds["media"] / count < 0.06
    assert unexplained(items) == []
    assert read(exports[name])["messages"] == count
    assert read(exports[name])["lost"] == 0


def test_the_table_of_samples_names_readers_that_exist() -> None:
    assert set(samples.READER_OF.values()) <= {reader.name for reader in READERS}


def test_the_table_of_samples_finds_what_was_expected_and_what_was_lost(tmp_path: Path) -> None:
    unit = tmp_path / "whatsapp_txt" / "one"
    unit.mkdir(parents=True)
    lines = ["13/04/2021, 07:45 - Ann: see you\n", "14/04/2021, 07:46 - Ben: yes\n"]
    (unit / "WhatsApp Chat with Ann.txt").write_text("".join(lines), encoding="utf-8")
    (unit / "target.json").write_text(
        '[{"timestamp": "2021-04-13T07:45:00", "author": "Ann", "message": "see  you"},'
        ' {"timestamp": "2021-04-14T07:46:00", "author": "Ben", "message": "no"}]',
        encoding="utf-8",
    )
    (outcome,) = samples.outcomes(tmp_path)
    assert (outcome.messages, outcome.unexplained) == (2, 0)
    assert (outcome.found, outcome.expected) == (1, 2)
    assert not outcome.sound


def test_wordings_that_were_kept_aside_are_of_known_kinds_and_stand_once() -> None:
    lines = wordings.wordings()
    assert {each.does for each in lines} == set(MEANINGS)
    assert {each.language for each in lines} == set(LANGUAGES)
    assert len({(each.language, each.text) for each in lines}) == len(lines)


def test_a_wording_is_found_where_it_is_seen_as_what_it_does() -> None:
    lines = [
        wordings.Wording("en", "image-request", "send me a pic of you"),
        wordings.Wording("en", "image-request", "nice weather today"),
        wordings.Wording("en", "image-again", "please please"),
        wordings.Wording("de", "child-age", "12"),
        wordings.Wording("en", "tell", "im telling my mum"),
        wordings.Wording("en", "ordinary", "send me a pic of the homework"),
        wordings.Wording("en", "ordinary", "no"),
    ]
    found = {key: (each.found, each.of) for key, each in wordings.counts(lines).items()}
    assert found == {
        ("en", "image-request"): (1, 2),
        ("en", "image-again"): (1, 1),
        ("de", "child-age"): (1, 1),
        ("en", "tell"): (1, 1),
        ("en", "ordinary"): (0, 2),
    }

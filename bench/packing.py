"""How long a sealed pack takes, and how much memory: ``python -m bench.packing [MESSAGES]``.

The conversation is made up: plain words, with a fixed seed.
"""

import json
import random
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from wardlight import workflow
from wardlight.evidence.pack import Occasion
from wardlight.evidence.seal import Key
from wardlight.evidence.verify import verify

WORDS = [
    "hi",
    "ok",
    "lol",
    "why",
    "tonight",
    "football",
    "homework",
    "bus",
    "school",
    "please",
    "yes",
    "later",
    "home",
    "now",
    "مرحبا",
    "学校",
    "⚽",
]
COLUMNS = {"sender": "sender", "text": "text", "time": "time", "thread": "thread"}


def conversation(path: Path, messages: int) -> None:
    """Two people in turn; near the beginning somebody asks for a picture, again and again."""
    words = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for number in range(messages):
            text = " ".join(words.choices(WORDS, k=words.randint(1, 14)))
            asks = number in (4, 8, 12)
            row = {
                "sender": "Ella" if number % 2 else "⚽ Ten",
                "text": "can u send me a pic" if asks else text,
                "time": datetime.fromtimestamp(1_772_900_000 + 30 * number, UTC).isoformat(),
                "thread": "one",
            }
            file.write(json.dumps(row) + "\n")


def main() -> None:
    messages = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    moment = Occasion(
        now=datetime(2026, 3, 14, tzinfo=UTC),
        secret=bytes(32),
        pack="0" * 32,
        key=Key(bytes(32), locked=False),
    )
    with tempfile.TemporaryDirectory() as folder:
        export, out = Path(folder) / "chat.jsonl", Path(folder) / "pack.zip"
        conversation(export, messages)
        start = time.perf_counter()
        workflow.pack(
            export, out, moment, ["⚽ Ten"], child="Ella", reader="table", columns=COLUMNS
        )
        packed = time.perf_counter()
        assert verify(out).holds
        checked = time.perf_counter()
        size = out.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{messages:,} messages: packed in {packed - start:.1f} s, checked in {checked - packed:.1f} s"
    )
    print(f"pack {size / 1e6:.1f} MB, peak memory {peak:,.0f} MB")


if __name__ == "__main__":
    main()

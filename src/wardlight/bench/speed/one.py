"""One measurement in a process of its own, so that its memory and its processor time are its own.

``python -m wardlight.bench.speed.one MESSAGES THREADS [WEIGHTS]`` prints one JSON object. Making the messages is off the clock.
"""

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pyarrow as pa

from wardlight.bench.speed.messages import batches
from wardlight.bench.speed.taken import Taken

_WARM_UP = 100_000
"""Messages that another detector is fed before, so that what is done once in a process is off the clock: patterns are compiled
when they are first tried, and a word's form is worked out when it is first met."""


class TakesBatches(Protocol):
    """The one thing that is timed."""

    def feed_batch(self, batch: Any, /) -> Iterable[object]:
        """New warnings from a record batch."""


def take(detector: TakesBatches, messages: int, threads: int) -> Taken:
    """Feed so many messages and clock it."""
    before, seconds, wall, warnings = memory(), 0.0, 0.0, 0
    for batch in batches(messages, threads):
        began, began_wall = time.process_time(), time.perf_counter()
        warnings += sum(1 for _ in detector.feed_batch(batch))
        seconds += time.process_time() - began
        wall += time.perf_counter() - began_wall
    return Taken(messages, threads, seconds, wall, warnings, before, memory())


def memory() -> float | None:
    """The process's highest memory so far in MiB; None where the system does not tell it."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


def main(arguments: list[str]) -> None:
    """Run from the command line."""
    # Their start is not measured.
    from wardlight.risk import WEIGHTS  # noqa: PLC0415
    from wardlight.risk.weights import load_weights  # noqa: PLC0415
    from wardlight.stream import Detector  # noqa: PLC0415

    messages, threads, *weights = arguments
    pa.set_cpu_count(1)
    weighed = load_weights(Path(weights[0])) if weights else WEIGHTS
    take(Detector(weighed), _WARM_UP, _WARM_UP // 20)
    detector = Detector(weighed)
    taken = take(detector, int(messages), int(threads))
    sys.stdout.write(msgspec.json.encode(taken).decode() + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

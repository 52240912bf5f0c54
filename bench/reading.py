"""How fast exports are read and assessed, in how much memory, and whether anything is lost.

    python -m bench.reading [EXPORT ...] [--messages N] [--repeat N] [--peer-python PATH]

Without an export, it makes a WhatsApp and an Instagram one of a million messages each. Every run is
a process of its own; the fastest of the repeats is shown, with its own peak of memory. CPU seconds tell how much of the
time was waiting for other work on the machine. The peer,
chat-miner, is run where a Python that has it is named.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from bench import generate

HERE = Path(__file__).parent
HEAD = ("tool", "input", "messages", "seconds", "CPU s", "messages/s", "peak MB", "records lost")


class Run(Struct, frozen=True):
    """One measured reading. ``lost`` is None where the tool does not count for itself."""

    messages: int
    seconds: float
    cpu: float
    peak: float
    reader: str = ""
    lost: int | None = None


class Row(Struct, frozen=True):
    """One line of the table."""

    tool: str
    export: str
    run: Run

    def cells(self) -> tuple[str, ...]:
        """As they are shown."""
        run = self.run
        return (
            self.tool,
            self.export,
            f"{run.messages:,}",
            f"{run.seconds:.1f}",
            f"{run.cpu:.1f}",
            f"{run.messages / run.seconds:,.0f}",
            f"{run.peak:.0f}",
            "?" if run.lost is None else f"{run.lost:,}",
        )


def measured(command: Sequence[str], repeat: int) -> Run:
    """The fastest of several runs of a command that prints one Run as JSON."""
    runs = [msgspec.convert(json.loads(_output(command)), Run, strict=False) for _ in range(repeat)]
    return min(runs, key=lambda run: run.seconds)


def _output(command: Sequence[str]) -> bytes:
    paths = os.pathsep.join([str(HERE.parent / "src"), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        command,
        stdout=subprocess.PIPE,
        check=True,
        cwd=HERE.parent,
        env={**os.environ, "PYTHONPATH": paths},
    ).stdout


def rows(export: Path, repeat: int, peer: str | None) -> Iterator[Row]:
    shown = f"{export.name}, {_megabytes(export)} MB"
    ours = [sys.executable, "-m", "bench.one_run"]
    read = measured([*ours, "read", str(export)], repeat)
    yield Row(f"wardlight, {read.reader}", shown, read)
    if peer and (app := _app(read.reader)):
        yield Row(*_of_peer(peer, app, export, shown, read, repeat))
    if (HERE.parent / "src" / "wardlight" / "workflow.py").exists():
        yield Row(
            "wardlight, whole assessment",
            shown,
            measured([*ours, "assess", str(export)], repeat),
        )


def _of_peer(
    peer: str, app: str, export: Path, shown: str, read: Run, repeat: int
) -> tuple[str, str, Run]:
    with tempfile.TemporaryDirectory() as folder:
        files = [str(path) for path in _message_files(export, Path(folder))]
        run = measured([peer, str(HERE / "peer_run.py"), app, *files], repeat)
    return run.reader, shown, msgspec.structs.replace(run, lost=read.messages - run.messages)


def _app(reader: str) -> str | None:
    return {"whatsapp_text": "whatsapp", "instagram_json": "instagram"}.get(reader)


def _message_files(export: Path, folder: Path) -> list[Path]:
    """The files that a tool without zips is handed; an archive is unpacked into ``folder``."""
    if export.is_file() and export.suffix != ".zip":
        return [export]
    if export.is_file():
        with zipfile.ZipFile(export) as archive:
            archive.extractall(folder)
        export = folder
    return sorted([*export.rglob("message_*.json"), *export.rglob("*.txt")])


def _megabytes(export: Path) -> int:
    files = [export] if export.is_file() else [path for path in export.rglob("*") if path.is_file()]
    return round(sum(path.stat().st_size for path in files) / 1e6)


def machine() -> str:
    """What the figures were taken on."""
    ram = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{_processor()}, {os.cpu_count()} cores, {ram:.0f} GiB; {platform.system()}, "
        f"Python {platform.python_version()}; {datetime.now(UTC):%Y-%m-%d}"
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    return names[0] if names else platform.machine()


def made(folder: Path, messages: int) -> list[Path]:
    """The two exports that are measured where none is given."""
    chat, download = folder / "WhatsApp Chat with Robin Hale.txt", folder / "instagram.zip"
    generate.write_text(generate.whatsapp(messages, 1), chat)
    generate.write_files(generate.instagram(messages, 1), download)
    return [chat, download]


def table(lines: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> str:
    """As Markdown."""
    shown = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in shown)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("exports", nargs="*", type=Path, metavar="EXPORT")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--peer-python", metavar="PATH")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        exports = asked.exports or made(Path(folder), asked.messages)
        found = [
            row.cells()
            for export in exports
            for row in rows(export.resolve(), asked.repeat, asked.peer_python)
        ]
    print(f"{machine()}; best of {asked.repeat}.\n")
    print(table(found))


if __name__ == "__main__":
    main()

"""Figures on disk: the same as JSON for programs and as Markdown for people. Counts only."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from wardlight.bench.chats import Corpus
from wardlight.bench.tables import Table
from wardlight.errors import UnsafeOutput
from wardlight.report.folder import prepare_folder, write_file
from wardlight.version import __version__
from wardlight.words import CLOSING

LIMITS = (
    "Counts only; no message is shown. The figures are of these chats and this version. They say nothing of anybody in "
    f"particular, and no flag is a judgement. {CLOSING}"
)


BAD_LINES_NAMED = 100


class Source(Struct, frozen=True):
    """One corpus, as a figure's reader has to know it.

    Attributes:
        name: The file's, without its folder.
        format: What it was read as.
        sha256: Of its bytes.
        chats: How many.
        messages: How many.
        bad_lines: Lines that could not be understood.
        first_bad: The numbers of the first of them.
    """

    name: str
    format: str
    sha256: str
    chats: int
    messages: int
    bad_lines: int
    first_bad: tuple[int, ...]


class Part(Struct, frozen=True):
    """One measurement: its name, its figures as values, and the same in words."""

    name: str
    figures: Any
    tables: tuple[Table, ...]


class Measured(Struct, frozen=True):
    """What was run, on what, with what, and what came out."""

    run: str
    weights: str
    sources: tuple[Source, ...]
    parts: tuple[Part, ...]


def source_of(corpus: Corpus) -> Source:
    """A corpus without its chats."""
    return Source(
        corpus.name,
        corpus.form,
        corpus.sha256,
        len(corpus.chats),
        corpus.messages,
        len(corpus.bad),
        corpus.bad[:BAD_LINES_NAMED],
    )


def sources_table(sources: Sequence[Source]) -> Table:
    """What was read."""
    return Table(
        "What was read",
        ("File", "Format", "Chats", "Messages", "Bad lines"),
        tuple(
            (each.name, each.format, f"{each.chats:,}", f"{each.messages:,}", f"{each.bad_lines:,}")
            for each in sources
        ),
    )


def as_json(measured: Measured) -> bytes:
    """One object: the version, the run, its sources, and each part's figures by name."""
    told = {
        "wardlight": __version__,
        "run": measured.run,
        "weights": measured.weights,
        "sources": measured.sources,
        "figures": {part.name: part.figures for part in measured.parts},
    }
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"


def as_markdown(measured: Measured) -> str:
    """A page with every table."""
    lines = [_MARK, f"# wardlight bench {measured.run}", ""]
    lines += [f"wardlight {__version__}, weights: {measured.weights}.", ""]
    for source in measured.sources:
        lines.append(f"- {_cell(source.name)}: sha256 `{source.sha256}`")
    tables = [sources_table(measured.sources)] if measured.sources else []
    for table in [*tables, *(each for part in measured.parts for each in part.tables)]:
        lines += ["", *_table(table)]
    return "\n".join([*lines, "", LIMITS, ""])


_MARK = "<!-- wardlight bench -->"


def _table(table: Table) -> list[str]:
    numbers = ["---", *["---:"] * (len(table.head) - 1)]
    lines = [f"## {table.title}", "", _row(table.head), _row(numbers)]
    lines += [_row(row) for row in table.rows]
    return [*lines, "", table.note] if table.note else lines


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(map(_cell, cells))} |"


def _cell(text: str) -> str:
    """A file may be named anything; nothing of it may end a cell or begin a tag."""
    flat = " ".join(text.split())
    for sign in ("\\", "|", "<", "`"):
        flat = flat.replace(sign, f"\\{sign}")
    return flat


def prepare(out: Path, run: str, inputs: Sequence[Path]) -> None:
    """Make the folder before anything is measured, so that nobody waits for figures that cannot be saved."""
    prepare_folder(out, inputs, [f"{run}.json"])
    page = out / f"{run}.md"
    if page.exists() and not page.read_bytes().startswith(_MARK.encode()):
        raise UnsafeOutput(
            f"There is a {page.name} in that folder that Wardlight did not write.", where=str(page)
        )


def write(measured: Measured, out: Path) -> tuple[Path, Path]:
    """Both files.

    Raises:
        CannotWrite: The disk is full, or they may not be written.
    """
    return (
        write_file(out / f"{measured.run}.json", as_json(measured)),
        write_file(out / f"{measured.run}.md", as_markdown(measured).encode()),
    )

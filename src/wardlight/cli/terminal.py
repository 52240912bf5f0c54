"""The terminal: how wide, in what colours, what waits, and how trouble is told."""

import os
import shutil
import sys
import textwrap
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

import wardlight
from wardlight.cli.exit_codes import ExitCode
from wardlight.errors import ChoiceError, NotFound, WardlightError
from wardlight.report import visible

WIDEST: Final = 80
NARROWEST: Final = 30
_PATIENCE = 1.0
_HERE = Path(wardlight.__file__).parent


def width() -> int:
    """Columns to write in: the terminal's, but no more than people read with ease."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def page(*, errors: bool = False) -> Console:
    """Standard output (or error) in which nothing from an export is taken for markup."""
    return Console(stderr=errors, width=width(), markup=False, emoji=False, highlight=False)


def shown(text: str, style: str = "") -> Text:
    """Text from outside, made visible, with nothing in it that formats."""
    return Text(visible(text), style=style, overflow="fold")


def facts(rows: list[tuple[str, str | Text]]) -> Table:
    """Label and value beside each other; the label column is as wide as its longest."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for label, value in rows:
        table.add_row(f"  {label}", shown(value) if isinstance(value, str) else value)
    return table


def labelled(label: str, values: Iterable[str]) -> list[tuple[str, str | Text]]:
    """Rows for ``facts`` that share one label."""
    return [("" if number else label, value) for number, value in enumerate(values)]


def indented(text: Text, by: int = 2) -> Padding:
    """A paragraph set in from the left, every line of it."""
    return Padding(text, (0, 0, 0, by), expand=False)


def heading(title: str) -> Text:
    """A line of its own, with room before it."""
    return Text(f"\n{title}", style="bold")


def typed(value: str) -> str:
    """A name or path as a person can type it in a shell."""
    plain = visible(value)
    if plain and not set(plain) - _NEEDS_NO_QUOTES:
        return plain
    if "!" in plain and "'" not in plain:
        return f"'{plain}'"
    inside = plain.translate({ord(each): f"\\{each}" for each in '\\"$`'})
    return f'"{inside}"'


_NEEDS_NO_QUOTES = frozenset(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789./_-:+=@"
)


@contextmanager
def waiting() -> Iterator[Callable[[int], None]]:
    """Says on a terminal that work goes on, once it has lasted a second; takes the record count."""
    console = page(errors=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    status = console.status("Reading the export", spinner="line")
    timer = threading.Timer(_PATIENCE, status.start)
    timer.daemon = True
    timer.start()
    try:
        yield lambda records: status.update(f"Reading the export: {records:,} records so far")
    finally:
        timer.cancel()
        timer.join()
        status.stop()


def tell_error(error: WardlightError) -> ExitCode:
    """The error's own words on standard error, wrapped; the exit code that goes with its kind."""
    _say(str(error))
    return ExitCode.USAGE if isinstance(error, ChoiceError) else ExitCode.CANNOT


def tell_usage(error: click.ClickException) -> ExitCode:
    """What was wrong with the command as it was typed."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "wardlight"
    _say(f"{error.format_message()}\nNext: run '{path} --help' to see how it is written.")
    return ExitCode.USAGE


def tell_unopened(error: OSError) -> ExitCode:
    """A file that the system would not open, as the error that a person can act on."""
    reason = error.strerror or type(error).__name__
    return tell_error(
        NotFound(f"It could not be opened: {reason}.", where=str(error.filename or ""))
    )


def tell_fault(error: BaseException) -> ExitCode:
    """A defect of ours: its type and place, and nothing that could hold a message's text."""
    _say(
        f"[E999] A fault in Wardlight itself: {type(error).__name__} at {_place(error)}.\n"
        "Nothing more can be said about the export. This says nothing about whether a child is "
        "in danger.\n"
        "Next: tell the project this line and the app the export is from. Do not send the export. "
        "WARDLIGHT_DEBUG=1 shows more; read it before you share it, it can hold messages."
    )
    if os.environ.get("WARDLIGHT_DEBUG") == "1":
        traceback.print_exception(error, file=sys.stderr)
    return ExitCode.CANNOT


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if _HERE in Path(frame.filename).parents]
    if not ours:
        return "a place outside Wardlight"
    return f"{Path(ours[-1].filename).relative_to(_HERE.parent).as_posix()}:{ours[-1].lineno}"


def _say(text: str) -> None:
    for line in text.split("\n"):
        indent = " " * (len(line) - len(line.lstrip()) + 2 * line.startswith(" "))
        folded = textwrap.fill(
            visible(line), width(), subsequent_indent=indent, break_on_hyphens=False
        )
        print(folded, file=sys.stderr)  # noqa: T201 - this is where words go

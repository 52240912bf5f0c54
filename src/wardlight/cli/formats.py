"""``wardlight formats``: what can be read, how to ask the app for it, and what its gaps mean."""

import click
from rich.console import Console
from rich.text import Text

from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.terminal import facts, labelled, page
from wardlight.errors import UnknownReader
from wardlight.report.wording import listed
from wardlight.sources import READERS, Reader


@click.command
@click.argument("name", required=False)
def formats(*, name: str | None) -> ExitCode:
    """Say what can be read, and how to ask the app for it.

    For each format also what is not in it. With NAME, only that format.
    """
    chosen = [reader for reader in READERS if name in (None, reader.name)]
    if not chosen:
        names = listed(reader.name for reader in READERS)
        raise UnknownReader(f"There is no format called {name}. There are: {names}.")
    for reader in chosen:
        show_format(page(), reader)
    return ExitCode.DONE


def show_format(console: Console, reader: Reader) -> None:
    """One format: what it is, what was tested, and what is not in it."""
    console.print(Text.assemble((reader.name, "bold"), f"  {reader.platform}"))
    rows: list[tuple[str, str | Text]] = [
        ("What", reader.about),
        ("Tested on", "; ".join(reader.tested)),
        ("Whose", reader.owner_told_by),
        ("Time zone", reader.zone),
    ]
    rows += labelled("Not in it", reader.absence)
    console.print(facts([*rows, ("How to ask", reader.how_to_ask)]))
    console.print()

"""``wardlight pack``: a sealed record of the conversations that need a look, without a picture in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from wardlight import workflow
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.keys import key_option, sealing_key, show_key
from wardlight.cli.options import Reading, reads_export
from wardlight.cli.saved import from_saved
from wardlight.cli.terminal import heading, indented, page, shown, typed
from wardlight.evidence.carrier import SealedPack
from wardlight.evidence.exports import PARTS
from wardlight.evidence.pack import occasion
from wardlight.report.visible import as_written


def _contacts(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(as_written, values))


_BEFORE_AND_AFTER = 2
"""What is made beside the parts: the messages before them, the seal after."""


@click.command(short_help="Make a sealed pack for an officer or a court.")
@reads_export
@click.option(
    "--contact",
    "contacts",
    metavar="NAME",
    multiple=True,
    callback=_contacts,
    help="Whose conversations to pack. Once for each; without it, all that need a look.",
)
@click.option(
    "--out",
    metavar="PACK.zip",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to make.",
)
@click.option(
    "--hash-media",
    metavar='"WHO, BY WHAT RIGHT"',
    default="",
    help="Read the bytes of pictures and videos once to make digests that police systems match, and write down "
    "who asked for it. Only for somebody with the authority to. They are never opened as pictures.",
)
@key_option
def pack(
    *,
    reading: Reading,
    contacts: tuple[str, ...],
    out: Path,
    hash_media: str,
    key_file: Path | None,
) -> ExitCode:
    """Make a sealed pack that an officer or a court can check without Wardlight.

    It holds the conversations of the chosen contacts, whole and in order, with what was seen in
    them. No picture is opened or copied, and the export itself is not in it: keep that as it is.
    EXPORT may also be the folder that 'wardlight assess --out' wrote, with the export beside it.
    """
    reading = from_saved(reading)
    key = sealing_key(key_file)
    with packing() as on_pack:
        sealed = workflow.pack(
            reading.exports,
            out,
            occasion(key),
            contacts,
            hash_media=hash_media,
            on_pack=on_pack,
            weights=reading.weighed(),
            **reading.said(),
        )
    show_sealed(sealed)
    return ExitCode.DONE


@contextmanager
def packing() -> Iterator[Callable[[str, int], None]]:
    """Shows on a terminal which file of the pack is being made, and how many are done."""
    console = page(errors=True)
    if not console.is_terminal:
        yield lambda _what, _number: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Reading the export", total=len(PARTS) + _BEFORE_AND_AFTER)
        made: set[str] = set()

        def on_pack(what: str, number: int) -> None:
            made.add(what)
            count = f": {number:,} so far" if number else ""
            bar.update(task, completed=len(made) - 1, description=f"Making {what}{count}")

        yield on_pack


_TIME = (
    "The time in the seal is what this computer's clock says. A time stamp shows more: "
    "wardlight stamp --help"
)


def show_sealed(sealed: SealedPack) -> None:
    """Where the pack is, what to tell with it, and what to do with the export."""
    console = page()
    console.print(Text("Sealed", style="bold"))
    console.print(Text("  ").append_text(shown(str(sealed.path))), soft_wrap=True)
    show_key(sealed.fingerprint)
    console.print(heading("Next"))
    for step in (
        f"Check it: wardlight verify {typed(str(sealed.path))}",
        "Keep the export exactly as it is. It is not in the pack, and the pack names its digest.",
        _TIME,
    ):
        console.print(indented(Text(step)))

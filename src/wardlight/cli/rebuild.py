"""``wardlight rebuild``: the original export is read again and has to give the pack's messages, byte for byte."""

from pathlib import Path

import click
from rich.text import Text

from wardlight import workflow
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.options import Reading, reads_export
from wardlight.cli.terminal import page
from wardlight.report import visible
from wardlight.report.wording import counted


@click.command
@click.argument("pack", metavar="PACK", type=click.Path(path_type=Path, exists=True))
@reads_export
def rebuild(*, pack: Path, reading: Reading) -> ExitCode:
    """Show that a pack's messages come from an export.

    Give the same options as when the pack was made; its custody log names them.
    """
    rebuilt = workflow.rebuild(pack, reading.exports, weights=reading.weighed(), **reading.said())
    said = (
        f"All {counted(rebuilt.messages, 'message')} of the pack come from this export, "
        f"byte for byte: {visible(rebuilt.export)}"
    )
    page().print(Text(said))
    return ExitCode.DONE

"""``wardlight assess``: which contact needs a look, and which messages say so."""

import sys
from pathlib import Path

import click
from rich.text import Text

from wardlight import workflow
from wardlight.cli.answer import show_assessment, warned
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.options import Reading, json_option, out_option, reads_export, reveal_option
from wardlight.cli.terminal import page, shown, waiting
from wardlight.findings import Assessment
from wardlight.report import NAMES, json_bytes, prepare_folder, write_report


@click.command
@reads_export
@reveal_option
@out_option
@json_option
@click.option(
    "--fail-on-warning",
    is_flag=True,
    help="End with exit code 4 where a contact needs a look. For use in scripts.",
)
def assess(
    *,
    reading: Reading,
    reveal: tuple[str, ...],
    out: Path | None,
    as_json: bool,
    fail_on_warning: bool,
) -> ExitCode:
    """Say which contact needs a look, and why.

    EXPORT is the file that the app gave you: a .zip, all its parts, an unpacked folder, or a chat
    as text. It is only read. No picture is opened and nothing is sent anywhere.
    """
    if out is not None:
        prepare_folder(out, reading.exports, NAMES)
    assessment = assessed(reading, reveal)
    written = write_report(assessment, out) if out is not None else []
    if as_json:
        print_json(json_bytes(assessment))
    else:
        show_assessment(page(), assessment)
        show_written(written)
    return ExitCode.WARNED if fail_on_warning and warned(assessment.contacts) else ExitCode.DONE


def assessed(reading: Reading, reveal: tuple[str, ...] = ()) -> Assessment:
    """The workflow's answer, with a sign of life on a terminal."""
    with waiting() as on_progress:
        return workflow.assess(
            reading.exports,
            **reading.said(),
            weights=reading.weighed(),
            reveal=reveal,
            on_progress=on_progress,
        )


def show_written(paths: list[Path]) -> None:
    """Where the report is."""
    if paths:
        page().print(Text("\nSaved", style="bold"))
    for path in paths:
        page().print(Text("  ").append_text(shown(str(path))), soft_wrap=True)


def print_json(content: bytes) -> None:
    """Bytes to standard output, as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)

"""``wardlight demo``: the main job on a made-up export, so that it can be seen before it is needed."""

import tempfile
from contextlib import ExitStack
from pathlib import Path

import click
from rich.text import Text

from wardlight.cli.answer import show_assessment
from wardlight.cli.assess import assessed, show_written
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.options import Reading
from wardlight.cli.terminal import indented, page, typed
from wardlight.demo import ARCHIVE, build_demo
from wardlight.findings import Assessment, ContactFinding
from wardlight.report import NAMES, prepare_folder, write_report
from wardlight.report import wording as say


@click.command
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Keep the example export and its report in this folder, to try the other commands on.",
)
def demo(*, out: Path | None) -> ExitCode:
    """Show what Wardlight does, on an export with made-up people."""
    with ExitStack() as until_done:
        if out is not None:
            prepare_folder(out, (), (*NAMES, ARCHIVE))
        folder = out or Path(until_done.enter_context(tempfile.TemporaryDirectory()))
        export = build_demo(folder)
        assessment = assessed(Reading(exports=(export,)))
        console = page()
        console.print(Text("Everybody in this example is made up.\n"))
        show_assessment(console, assessment)
        show_written([export, *write_report(assessment, folder)] if out else [])
        _show_lesson(assessment)
        _show_next(assessment, export if out else None)
    return ExitCode.DONE


def _show_lesson(assessment: Assessment) -> None:
    for finding in assessment.contacts:
        if finding.warning is not None:
            page().print(Text("\nWhat this shows", style="bold"))
            page().print(indented(Text(lesson(finding))))


def lesson(finding: ContactFinding) -> str:
    """When the warning came, and how long before the first picture."""
    warning, photo = finding.warning, finding.first_photo
    if warning is None or photo is None:
        return ""
    gap = say.counted(photo.message - warning.message, "message")
    if warning.minutes is not None and photo.minutes is not None:
        gap += f" and {say.span(photo.minutes - warning.minutes)}"
    side = f"{gap} before" if warning.before_first_photo else "not before"
    return f"A warning would have come at message {warning.message}, {side} the first picture was sent."


def _show_next(assessment: Assessment, export: Path | None) -> None:
    contact = typed(assessment.contacts[0].contact) if assessment.contacts else "NAME"
    page().print(Text("\nTry next", style="bold"))
    if export is None:
        steps = ["wardlight demo --out demo", "wardlight formats"]
    else:
        path = typed(str(export))
        steps = [
            f"wardlight explain {path} --contact {contact}",
            f"wardlight assess {path} --reveal {contact}",
        ]
    for step in steps:
        page().print(Text(f"  {step}"), soft_wrap=True)

"""``wardlight explain``: one contact's chats, message by message, with what was seen beside them."""

import click

from wardlight import workflow
from wardlight.cli.assess import print_json
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.options import Reading, a_name, json_option, reads_export
from wardlight.cli.reasons import masked, show_explanation
from wardlight.cli.terminal import page, waiting
from wardlight.report import json_bytes


@click.command
@reads_export
@click.option(
    "--contact", metavar="NAME", required=True, callback=a_name, help="Whose messages to explain."
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Show every message, not only those around what was seen.",
)
@click.option("--mask", is_flag=True, help="Hide the words of the messages.")
@json_option
def explain(
    *, reading: Reading, contact: str, everything: bool, mask: bool, as_json: bool
) -> ExitCode:
    """Show one contact's messages with what was seen in each, and why.

    You will see what was written. Use --mask to hide the words. No picture is opened.
    """
    with waiting() as on_progress:
        explanation = workflow.explain(
            reading.exports,
            contact,
            **reading.said(),
            weights=reading.weighed(),
            on_progress=on_progress,
        )
    if mask:
        explanation = masked(explanation)
    if as_json:
        print_json(json_bytes(explanation))
    else:
        show_explanation(page(), explanation, everything=everything, mask=mask)
    return ExitCode.DONE

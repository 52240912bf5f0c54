"""``wardlight custody``: who did what with a pack, as a form to print."""

import sys
from pathlib import Path

import click

from wardlight.cli.assess import print_json
from wardlight.cli.exit_codes import ExitCode
from wardlight.evidence import custody as log
from wardlight.evidence.handover import sealed_log_of
from wardlight.report import visible


@click.command(short_help="Print who did what with a pack, as a form.")
@click.argument("pack", metavar="PACK", type=click.Path(path_type=Path, exists=True))
@click.option(
    "--json", "as_json", is_flag=True, help="Print the log itself, one JSON object a line."
)
def custody(*, pack: Path, as_json: bool) -> ExitCode:
    """Print a pack's custody log: what is sealed in it, and what was added beside it since."""
    whole = log.whole_log(pack, sealed_log_of(pack))
    if as_json:
        print_json(whole)
    else:
        sys.stdout.write(visible(log.form(log.entries_of(whole)), lines=True))
    return ExitCode.DONE

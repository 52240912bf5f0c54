"""``wardlight handover``: a pack is given to somebody, and both sides have it in writing."""

from datetime import datetime
from pathlib import Path

import click
from rich.text import Text

from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.terminal import facts, page
from wardlight.evidence.handover import Terms, hand_over


@click.command(short_help="Write down that a pack changes hands, with a receipt.")
@click.argument(
    "pack", metavar="PACK", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--to", metavar="WHOM", required=True, help="Name, role and place.")
@click.option("--purpose", metavar="WHY", required=True, help="What they need it for.")
@click.option(
    "--method", metavar="HOW", default="by hand", show_default=True, help="How it goes there."
)
@click.option("--from", "giver", metavar="WHOM", default="", help="Who gives it.")
def handover(*, pack: Path, to: str, purpose: str, method: str, giver: str) -> ExitCode:
    """Check a pack's seal, write down that it changes hands, and make the receipt to sign."""
    terms = Terms(to=to, purpose=purpose, method=method, giver=giver)
    done = hand_over(pack, terms, datetime.now().astimezone())
    page().print(Text("Written", style="bold"))
    page().print(facts([("Receipt", str(done.receipt)), ("Log", str(done.log))]))
    return ExitCode.DONE

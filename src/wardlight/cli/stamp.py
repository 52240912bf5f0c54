"""``wardlight stamp``: an authority's word for when a pack was sealed. The one verb that can go online."""

from datetime import datetime
from pathlib import Path

import click
from rich.text import Text

from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.terminal import facts, page, shown
from wardlight.errors import StampRefused
from wardlight.evidence.timestamp import Stamped, ask, put_in, request_for
from wardlight.evidence.whole_file import refuse_existing, write_whole
from wardlight.report import visible

ASKING = (
    "This goes online. Each authority is sent a digest of the seal, and learns that and this "
    "computer's address: no name, no message, nothing about the export."
)


@click.command
@click.argument(
    "pack", metavar="PACK", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--tsa",
    "authorities",
    metavar="URL",
    multiple=True,
    help="Ask this time stamp authority. Two that are independent are better than one.",
)
@click.option("--yes", is_flag=True, help="Go online without asking first.")
@click.option(
    "--request",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Stay offline: write the request to a file, to be sent from another computer.",
)
@click.option(
    "--response",
    "responses",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Stay offline: put an authority's answer (.tsr) into the pack.",
)
def stamp(
    *,
    pack: Path,
    authorities: tuple[str, ...],
    yes: bool,
    request: Path | None,
    responses: tuple[Path, ...],
) -> ExitCode:
    """Put a time stamp of an authority into a sealed pack.

    It shows that the pack was sealed before that time, whatever this computer's clock says.
    """
    if sum(map(bool, (authorities, request, responses))) != 1:
        raise click.UsageError("give one of --tsa, --request and --response.")
    if request is not None:
        refuse_existing(request)
        path = write_whole(request, request_for(pack))
        page().print(Text("Written: ").append_text(shown(str(path))), soft_wrap=True)
        page().print(Text(_BY_HAND.format(name=request.name)))
        return ExitCode.DONE
    now = datetime.now().astimezone()
    if responses:
        return _show(put_in(pack, [(each.name, each.read_bytes()) for each in responses], now))
    if not yes and not _agreed(authorities):
        raise click.Abort
    return _online(pack, authorities, now)


_BY_HAND = (
    "Send it to an authority from any computer, for example: curl -H 'Content-Type: "
    "application/timestamp-query' --data-binary @{name} URL > answer.tsr\n"
    "Then: wardlight stamp PACK --response answer.tsr"
)


def _agreed(authorities: tuple[str, ...]) -> bool:
    page(errors=True).print(Text(ASKING))
    for each in authorities:
        page(errors=True).print(Text(f"  {visible(each)}"))
    return click.confirm("Go online now?", default=False, err=True)


def _online(pack: Path, authorities: tuple[str, ...], now: datetime) -> ExitCode:
    """Whoever answers is put in; one that does not answer is told, and takes nothing from the others."""
    request = request_for(pack)
    stamped: list[Stamped] = []
    refused: StampRefused | None = None
    for each in authorities:
        try:
            stamped += put_in(pack, [(each, ask(each, request))], now)
        except StampRefused as e:
            refused = e
            page(errors=True).print(Text(visible(str(e), lines=True)))
    if not stamped and refused is not None:
        return ExitCode.CANNOT
    return _show(stamped)


def _show(stamped: list[Stamped]) -> ExitCode:
    page().print(Text("Stamped", style="bold"))
    page().print(
        facts([(each.time.replace("T", " ").replace("Z", " UTC"), each.source) for each in stamped])
    )
    page().print(
        Text("Check it with the authority's own certificate: wardlight verify PACK --tsa-root FILE")
    )
    return ExitCode.DONE

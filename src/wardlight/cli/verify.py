"""``wardlight verify``: whether a pack is what was sealed, by whom, and since when."""

from pathlib import Path

import click
import msgspec
from rich.text import Text

from wardlight.cli.assess import print_json
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.terminal import page
from wardlight.errors import CheckNotPossible
from wardlight.evidence import verify as checking
from wardlight.report import visible

_FILE = click.Path(path_type=Path, exists=True)


@click.command
@click.argument("pack", metavar="PACK", type=_FILE)
@click.option(
    "--signer",
    metavar="FINGERPRINT",
    default="",
    help="The key that you were told, as SHA256:..., by phone or on paper.",
)
@click.option(
    "--tsa-root",
    "tsa_roots",
    metavar="FILE",
    multiple=True,
    type=_FILE,
    help="The root certificate (PEM) of a time stamp authority that you trust, from its own site.",
)
@click.option(
    "--revealed",
    metavar="FILE",
    type=_FILE,
    help="A message that was hidden in this copy and was shown to you later.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for other programs.")
def verify(
    *,
    pack: Path,
    signer: str,
    tsa_roots: tuple[Path, ...],
    revealed: Path | None,
    as_json: bool,
) -> ExitCode:
    """Check a sealed pack: the zip, or the folder it was unpacked to.

    It ends with exit code 3 where the seal does not hold.
    """
    try:
        verified = checking.verify(pack, signer=signer, tsa_roots=tsa_roots, revealed=revealed)
    except checking.CannotCheck as e:
        raise CheckNotPossible(str(e), where=pack.name) from e
    if as_json:
        print_json(msgspec.json.format(msgspec.json.encode(verified), indent=2) + b"\n")
    else:
        for line in checking.lines_of(verified):
            page().print(Text(visible(line)), soft_wrap=True)
    return ExitCode.DONE if verified.holds else ExitCode.SEAL_BROKEN

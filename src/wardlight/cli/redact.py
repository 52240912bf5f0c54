"""``wardlight redact``: a copy for one recipient, in which what is hidden leaves no trace but its place."""

from datetime import datetime
from pathlib import Path

import click
from rich.text import Text

from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.keys import key_option, sealing_key, show_key
from wardlight.cli.pack import packing
from wardlight.cli.terminal import facts, page, shown
from wardlight.evidence import custody
from wardlight.evidence.handover import sealed_log_of
from wardlight.evidence.pack import BY, occasion
from wardlight.evidence.redaction import Hide
from wardlight.evidence.redaction import redact as redacted
from wardlight.evidence.redaction import reveal as revealed
from wardlight.report.visible import as_written
from wardlight.report.wording import counted


def _hide(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> Hide:
    numbers: set[int] = set()
    names: list[str] = []
    for value in values:
        kind, colon, which = value.partition(":")
        if kind == "account" and colon and which.strip():
            names.append(as_written(which))
        elif kind == "message" and all(each.strip().isdigit() for each in which.split(",")):
            numbers.update(int(each) for each in which.split(","))
        else:
            raise click.BadParameter('write it as "message:17,21" or "account:NAME".')
    return Hide(messages=frozenset(numbers), names=tuple(names))


@click.command
@click.argument("pack", metavar="PACK", type=click.Path(path_type=Path, exists=True))
@click.option("--for", "recipient", metavar="WHOM", default="", help="Who the copy is for.")
@click.option(
    "--hide",
    metavar="WHAT",
    multiple=True,
    callback=_hide,
    help='What the copy does not show: "message:17,21" by number, or "account:NAME" for every message in which '
    "that name stands. Can be given several times.",
)
@click.option(
    "--reveal",
    metavar="NUMBER",
    type=int,
    help="Instead of a copy: write one message to a file, with what it takes to check it against a copy.",
)
@click.option(
    "--out",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to make.",
)
@key_option
def redact(
    *,
    pack: Path,
    recipient: str,
    hide: Hide,
    reveal: int | None,
    out: Path,
    key_file: Path | None,
) -> ExitCode:
    """Make a copy of a pack in which some messages are hidden.

    Whoever gets it can check that the messages it shows are the sealed ones, in their places. What
    was seen is left out of a copy, because it rests on the hidden messages too.
    """
    custody.whole_log(pack, sealed_log_of(pack))
    if reveal is not None:
        return _reveal(pack, reveal, out)
    if not recipient or not (hide.messages or hide.names):
        raise click.UsageError("say for whom (--for) and what to hide (--hide).")
    key = sealing_key(key_file)
    with packing() as on_progress:
        copied = redacted(pack, out, recipient, hide, occasion(key), on_progress)
    _log(pack, "copied", {"for": recipient, "hidden": _numbers(copied.hidden), "file": out.name})
    page().print(Text("A copy was sealed", style="bold"))
    page().print(
        facts(
            [
                ("File", str(out)),
                ("Shown", counted(copied.shown, "message")),
                ("Hidden", f"{counted(len(copied.hidden), 'message')}: {_numbers(copied.hidden)}"),
            ]
        )
    )
    show_key(copied.sealed.fingerprint)
    return ExitCode.DONE


def _reveal(pack: Path, number: int, out: Path) -> ExitCode:
    path = revealed(pack, number, out)
    _log(pack, "revealed", {"message": str(number), "file": out.name})
    page().print(Text("Written: ").append_text(shown(str(path))), soft_wrap=True)
    page().print(
        Text(f"Whoever has the copy checks it with: wardlight verify COPY --revealed {out.name}")
    )
    return ExitCode.DONE


def _log(pack: Path, what: custody.What, details: dict[str, str]) -> None:
    now = datetime.now().astimezone()
    custody.go_on(pack, sealed_log_of(pack), what, details, now=now, by=BY)


def _numbers(hidden: tuple[int, ...]) -> str:
    return ", ".join(map(str, hidden))

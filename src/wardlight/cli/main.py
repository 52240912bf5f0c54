"""``wardlight``: the verbs, and one place where trouble becomes words and an exit code."""

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import click

from wardlight import __version__
from wardlight.cli.assess import assess
from wardlight.cli.bench import bench
from wardlight.cli.custody import custody
from wardlight.cli.demo import demo
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.explain import explain
from wardlight.cli.fit import fit
from wardlight.cli.formats import formats
from wardlight.cli.guide import guide
from wardlight.cli.handover import handover
from wardlight.cli.pack import pack
from wardlight.cli.rebuild import rebuild
from wardlight.cli.redact import redact
from wardlight.cli.stamp import stamp
from wardlight.cli.terminal import WIDEST, tell_error, tell_fault, tell_unopened, tell_usage, typed
from wardlight.cli.verify import verify
from wardlight.errors import WardlightError


class _Verbs(click.Group):
    """Points a person who typed only a file's name to ``assess``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as e:
            if not Path(args[0]).exists():
                raise
            hint = f"'{args[0]}' is a file, not a command. Write: wardlight assess {typed(args[0])}"
            raise click.UsageError(hint, ctx) from e


@click.group(
    cls=_Verbs,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST},
    epilog="""\b
Examples:
  wardlight demo
  wardlight assess instagram-export.zip --out report
""",
)
@click.version_option(__version__, message="wardlight %(version)s")
@click.pass_context
def wardlight(ctx: click.Context) -> None:
    """Read a child's own message export and say which contact needs a look, and why.

    It works on this computer only. It opens no picture and sends nothing anywhere.
    """
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


for _verb in (
    assess,
    explain,
    formats,
    demo,
    bench,
    fit,
    guide,
    pack,
    verify,
    redact,
    rebuild,
    handover,
    custody,
    stamp,
):
    wardlight.add_command(_verb)


def run(arguments: Sequence[str] | None = None) -> int:
    """The command as a program: runs it and returns its exit code."""
    _write_any_letter()
    try:
        code = wardlight.main(arguments, prog_name="wardlight", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as e:
        return tell_usage(e)
    except click.Abort:
        print("Stopped.", file=sys.stderr)  # noqa: T201 - this is where words go
        return ExitCode.STOPPED
    except WardlightError as e:
        return tell_error(e)
    except BrokenPipeError:
        return _reader_left()
    except OSError as e:
        return tell_unopened(e) if e.filename else tell_fault(e)
    except Exception as e:  # noqa: BLE001 - the one place where everything ends
        return tell_fault(e)
    return int(code or ExitCode.DONE)


def _write_any_letter() -> None:
    """A terminal that cannot show a letter gets its number instead of a crash."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _reader_left() -> int:
    """Nobody reads what we print any more (``| head``): stop without a word."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return ExitCode.CANNOT

"""``wardlight fit``: the contributions weighed anew on chats that somebody labelled."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.text import Text

from wardlight.bench.corpora import read_corpus
from wardlight.bench.fitting.changed import Reweighed
from wardlight.bench.judge import with_detector
from wardlight.bench.pages import LIMITS
from wardlight.bench.runs.early import EarlyFigures
from wardlight.bench.tables import Table, figure, rated, whole
from wardlight.cli.bench import format_option, show_table
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.terminal import page, typed
from wardlight.errors import ExtraMissing
from wardlight.risk import WEIGHTS
from wardlight.risk.weights import load_weights


@click.command
@click.argument("chats", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the weights to this file, for --weights.",
)
@click.option(
    "--folds",
    type=click.IntRange(min=2, max=50),
    default=5,
    show_default=True,
    help="In how many parts to cross-validate. Nobody writes in two of them.",
)
@click.option(
    "--false-alarms",
    type=click.FloatRange(min=0, max=0.5),
    default=0.01,
    show_default=True,
    help="The share of the benign chats that may need a look.",
)
@click.option(
    "--weights",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Start from these weights in place of the ones that ship.",
)
@format_option
def fit(
    *,
    chats: Path,
    out: Path,
    folds: int,
    false_alarms: float,
    weights: Path | None,
    form: str | None,
) -> ExitCode:
    """Weigh the contributions anew on your own labelled chats.

    CHATS is a file in which every chat has a label, concern or benign. The score stays a sum of named points; nothing
    that raises it comes to lower it, nor the other way round.
    """
    try:
        from wardlight.bench.fitting import fit as fitting  # noqa: PLC0415 - needs an extra
        from wardlight.bench.fitting import written  # noqa: PLC0415
    except ImportError as e:
        raise ExtraMissing(f"Fitting needs {e.name}.", where="it comes with wardlight[fit]") from e
    written.prepare_file(out, chats)
    corpus = read_corpus(chats, form)
    start = load_weights(weights) if weights else WEIGHTS
    fitted = fitting.fit(corpus.chats, start, with_detector, folds, false_alarms)
    show_table(page(), _compared(fitted.before, fitted.after, fitted.folds))
    show_table(page(), _changes(fitted.contributions))
    written.write_weights(fitted, corpus, datetime.now(UTC).date(), out)
    page().print(Text(f"\nSaved: {out}\nUse it: --weights {typed(str(out))}"), soft_wrap=True)
    page().print(Text(f"\n{LIMITS}", style="dim"))
    return ExitCode.DONE


def _compared(before: EarlyFigures, after: EarlyFigures, folds: int) -> Table:
    def row(name: str, of: EarlyFigures) -> tuple[str, ...]:
        median = figure(of.messages_to_warning.median, 1)
        return (name, *rated(of.concern)[:2], median, *rated(of.benign)[:2], figure(of.f_latency))

    return Table(
        "What the weights are worth",
        ("Weights", "Concern", "Share", "Median", "Benign", "Share", "F-latency"),
        (row("as they were", before), row("fitted", after)),
        f"Chats that need a look. The fitted row is cross-validated in {folds} parts that share no author: each chat was "
        "judged by weights fitted without it. Median: message of the warning.",
    )


def _changes(contributions: Sequence[Reweighed]) -> Table:
    return Table(
        "What was weighed anew",
        ("Contribution", "Points times", "In concern", "In benign"),
        tuple(
            (each.name, figure(each.factor, 2), whole(each.concern), whole(each.benign))
            for each in sorted(contributions, key=lambda each: -each.factor)
        ),
        "What was not seen in these chats stays as it was.",
    )

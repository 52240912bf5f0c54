"""``wardlight bench``: how well and how fast the detector does on chats that somebody brings. Counts only."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from wardlight.bench import pages
from wardlight.bench.chats import Corpus
from wardlight.bench.corpora import FORMATS, pan12, read_corpus
from wardlight.bench.judge import Open, with_detector
from wardlight.bench.pages import Measured, Part
from wardlight.bench.runs import early as early_run
from wardlight.bench.runs import false_alarms as alarms_run
from wardlight.bench.runs import pan12 as pan12_run
from wardlight.bench.runs import throughput as speed_run
from wardlight.bench.tables import Table
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.terminal import heading, indented, page, shown
from wardlight.risk import WEIGHTS
from wardlight.risk.weights import load_weights

Command = Callable[..., Any]


@click.group
def bench() -> None:
    """Measure the detector on chats of your own. Prints counts, never a message.

    Nothing leaves this computer. 'wardlight bench COMMAND --help' says what each takes.
    """


chats_argument = click.argument(
    "files", metavar="CHATS...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    help="What the files are. Without it, told by how they begin.",
)
weights_option = click.option(
    "--weights",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Use these weights, such as 'wardlight fit' writes, in place of the ones that ship.",
)
_preset_option = click.option(
    "--preset",
    type=click.Choice(list(WEIGHTS.presets)),
    default=WEIGHTS.preset,
    show_default=True,
    help="Where the lines between the verdicts lie: strict gives fewer false alarms, sensitive misses less.",
)
_out_option = click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Save the figures in this folder, as JSON and as a page in Markdown.",
)
_json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object for other programs."
)


class Asked(Struct, frozen=True):
    """What every run is told: which detector, and where its figures go."""

    weights: Path | None
    out: Path | None
    as_json: bool
    preset: str = WEIGHTS.preset

    def begin(self) -> Open:
        """Sessions of that detector."""
        return with_detector(load_weights(self.weights) if self.weights else WEIGHTS, self.preset)

    @property
    def detector(self) -> str:
        """That detector in words."""
        return f"{self.weights.name if self.weights else 'as they ship'}, {self.preset}"


def _asks(*options: Command) -> Command:
    """Give a run the options of ``Asked`` as one ``asked``, and these before them."""

    def decorate(command: Command) -> Command:
        def bundled(**told: Any) -> Any:
            asked = {name: told.pop(name) for name in Asked.__struct_fields__ if name in told}
            return command(asked=Asked(**asked), **told)

        bundled.__name__, bundled.__doc__ = command.__name__, command.__doc__
        bundled.__click_params__ = list(getattr(command, "__click_params__", []))  # type: ignore[attr-defined]
        for option in (_json_option, _out_option, *options, weights_option):
            bundled = option(bundled)
        return bundled

    return decorate


@bench.command
@chats_argument
@format_option
@_asks(_preset_option)
def early(
    *,
    files: tuple[Path, ...],
    form: str | None,
    asked: Asked,
) -> ExitCode:
    """How many chats of concern are warned of, and how soon.

    CHATS are files in which every chat has a label, concern or benign.
    """
    _ready(asked, "early", files)
    corpora = _read(files, form)
    part = _early(corpora, asked.begin())
    return _told("early", corpora, [part], asked)


@bench.command("false-alarms")
@chats_argument
@format_option
@_asks(_preset_option)
def false_alarms(
    *,
    files: tuple[Path, ...],
    form: str | None,
    asked: Asked,
) -> ExitCode:
    """How often ordinary chats call for a look.

    CHATS are files of ordinary chats. Chats with the label concern are left out.
    """
    _ready(asked, "false-alarms", files)
    corpora = _read(files, form)
    part = _false_alarms(corpora, asked.begin())
    return _told("false-alarms", corpora, [part], asked)


def _sums(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    sums = {}
    for value in values:
        name, _equals, total = value.rpartition("=")
        if (
            not name
            or len(total) != 64
            or not all(each in "0123456789abcdefABCDEF" for each in total)
        ):
            raise click.BadParameter('write it as "FILE=SUM", the sum as 64 hexadecimal figures.')
        sums[Path(name).name] = total
    return sums


@bench.command("pan12")
@click.argument("corpus", type=click.Path(path_type=Path))
@click.option(
    "--authors",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The truth of problem 1: one author a line.",
)
@click.option(
    "--lines",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The truth of problem 2: a conversation and a line number on each line.",
)
@click.option(
    "--sha256",
    "sums",
    metavar='"FILE=SUM"',
    multiple=True,
    callback=_sums,
    help="The sum a file must have, where none was published. Once for each file.",
)
@_asks(_preset_option)
def pan12_(
    *,
    corpus: Path,
    authors: Path,
    lines: Path | None,
    sums: Mapping[str, str],
    asked: Asked,
) -> ExitCode:
    """The official figures of PAN12's two problems.

    CORPUS is the official XML. Its sum and those of the truth files are checked where they are known.
    """
    _ready(asked, "pan12", [each for each in (corpus, authors, lines) if each])
    truth = pan12.read_truth(authors, lines, dict(sums))
    read = pan12.read(corpus, sums.get(corpus.name, ""))
    found = pan12_run.measure(read, truth, asked.begin())
    part = Part("pan12", found, pan12_run.tables(found))
    return _told("pan12", [read], [part], asked)


_large_option = click.option("--large", is_flag=True, help="Also ten million messages (minutes).")
_sentinel_option = click.option(
    "--sentinel",
    metavar="PYTHON",
    type=click.Path(path_type=Path, exists=True),
    help="Run Roblox Sentinel 2.0 beside it: the Python of an environment that has it.",
)


@bench.command
@click.option(
    "--messages",
    type=click.IntRange(min=1),
    help="Only this many messages, in place of the row of sizes.",
)
@click.option(
    "--threads",
    type=click.IntRange(min=1),
    help="With --messages: over this many conversations. Without it, one for twenty messages.",
)
@_large_option
@_sentinel_option
@_asks()
def throughput(
    *,
    messages: int | None,
    threads: int | None,
    large: bool,
    sentinel: Path | None,
    asked: Asked,
) -> ExitCode:
    """How many messages a second one core takes."""
    _ready(asked, "throughput", [])
    sizes = [(messages, threads or max(1, messages // 20))] if messages else _sizes(large=large)
    part = _throughput(sizes, asked, sentinel)
    return _told("throughput", [], [part], asked)


@bench.command
@chats_argument
@format_option
@click.option("--throughput", "with_speed", is_flag=True, help="Also how fast it is.")
@_large_option
@_sentinel_option
@_asks(_preset_option)
def report(
    *,
    files: tuple[Path, ...],
    form: str | None,
    with_speed: bool,
    large: bool,
    sentinel: Path | None,
    asked: Asked,
) -> ExitCode:
    """How soon, how many false alarms and, if asked, how fast.

    CHATS are files of labelled chats, ordinary chats, or both.
    """
    _ready(asked, "report", files)
    corpora, begin = _read(files, form), asked.begin()
    parts = []
    if any(chat.label == "concern" for corpus in corpora for chat in corpus.chats):
        parts.append(_early(corpora, begin))
    if any(chat.label != "concern" for corpus in corpora for chat in corpus.chats):
        parts.append(_false_alarms(corpora, begin))
    if with_speed:
        parts.append(_throughput(_sizes(large=large), asked, sentinel))
    return _told("report", corpora, parts, asked)


def _ready(asked: Asked, run: str, inputs: Sequence[Path]) -> None:
    if asked.out is not None:
        pages.prepare(asked.out, run, inputs)


def _read(files: Sequence[Path], form: str | None) -> list[Corpus]:
    return [read_corpus(each, form) for each in files]


def _early(corpora: Sequence[Corpus], begin: Open) -> Part:
    found = early_run.measure((chat for corpus in corpora for chat in corpus.chats), begin)
    return Part("early", found, early_run.tables(found))


def _false_alarms(corpora: Sequence[Corpus], begin: Open) -> Part:
    found = alarms_run.measure(corpora, begin)
    return Part("false-alarms", found, alarms_run.tables(found))


def _throughput(sizes: Sequence[tuple[int, int]], asked: Asked, sentinel: Path | None) -> Part:
    console = page(errors=True)
    found = speed_run.measure(
        sizes, asked.weights, sentinel, lambda now: console.print(Text(f"{now} ..."))
    )
    return Part("throughput", found, speed_run.tables(found))


def _sizes(*, large: bool) -> list[tuple[int, int]]:
    return [*speed_run.SIZES, *speed_run.MORE_THREADS, *(speed_run.LARGE if large else ())]


def _told(run: str, corpora: Sequence[Corpus], parts: Sequence[Part], asked: Asked) -> ExitCode:
    sources = tuple(map(pages.source_of, corpora))
    measured = Measured(run, asked.detector, sources, tuple(parts))
    if asked.as_json:
        click.echo(pages.as_json(measured).decode(), nl=False)
    else:
        show(page(), measured, corpora)
    if asked.out is not None:
        for path in pages.write(measured, asked.out):
            page(errors=asked.as_json).print(Text(f"Saved: {path}"), soft_wrap=True)
    return ExitCode.DONE


BAD_LINES_NAMED = 10


def show(console: Console, measured: Measured, corpora: Sequence[Corpus]) -> None:
    """All tables on a terminal, and which lines were bad."""
    if measured.sources:
        show_table(console, pages.sources_table(measured.sources))
    for corpus in corpora:
        if corpus.bad:
            console.print(indented(shown(f"{corpus.name}: not understood: {bad_lines(corpus)}.")))
    for part in measured.parts:
        for table in part.tables:
            show_table(console, table)
    console.print()
    console.print(Text(pages.LIMITS, style="dim"))


def bad_lines(corpus: Corpus) -> str:
    """Their numbers, the first few of them."""
    named = ", ".join(f"line {number:,}" for number in corpus.bad[:BAD_LINES_NAMED])
    more = len(corpus.bad) - BAD_LINES_NAMED
    return f"{named} and {more:,} more" if more > 0 else named


def show_table(console: Console, table: Table) -> None:
    """One table, its first column to the left and figures to the right."""
    console.print(heading(table.title))
    grid = Grid(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    for number, name in enumerate(table.head):
        grid.add_column(
            Text(f"  {name}" if number == 0 else name),
            justify="left" if number == 0 else "right",
            overflow="fold",
        )
    for first, *cells in table.rows:
        grid.add_row(shown(f"  {first}"), *map(shown, cells))
    console.print(grid)
    if table.note:
        console.print(indented(shown(table.note, "dim")))

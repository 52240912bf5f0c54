"""A file of weights: written with where it is from, and read back."""

from datetime import date
from pathlib import Path

import msgspec
import tomli_w

from wardlight.bench.chats import Corpus
from wardlight.bench.fitting.fit import Fitted
from wardlight.bench.runs.early import EarlyFigures
from wardlight.bench.tables import figure, interval, percent
from wardlight.errors import UnsafeOutput
from wardlight.report.folder import prepare_folder, write_file
from wardlight.version import __version__

_MARK = "# Weights fitted by wardlight"


def as_toml(fitted: Fitted, corpus: Corpus, day: date) -> str:
    """The file: what it was fitted on, what it is worth, how each contribution changed, then the weights."""
    head = [*_provenance(fitted, corpus, day), *_worth(fitted), *_changes(fitted)]
    comments = "\n".join(f"# {line}".rstrip() for line in head)
    body = tomli_w.dumps(msgspec.to_builtins(fitted.weights), multiline_strings=False)
    return f"{comments}\n\n{body}"


def _provenance(fitted: Fitted, corpus: Corpus, day: date) -> list[str]:
    concern, benign = fitted.after.concern.of, fitted.after.benign.of
    name = corpus.name.encode("ascii", "backslashreplace").decode().replace("\n", " ")
    return [
        f"{_MARK.removeprefix('# ')} {__version__} on {day.isoformat()}.",
        f"On: {name}, sha256 {corpus.sha256}",
        f"{concern:,} chats of concern and {benign:,} benign ones; {len(corpus.bad):,} bad lines left out.",
        "They are for traffic like those chats. Measure them on chats of another kind before you use them.",
    ]


def _worth(fitted: Fitted) -> list[str]:
    return [
        "",
        f"Cross-validated in {fitted.folds} parts that share no author; each chat judged by weights fitted without it:",
        *_figures("as they were", fitted.before),
        *_figures("fitted", fitted.after),
    ]


def _figures(name: str, of: EarlyFigures) -> list[str]:
    median = figure(of.messages_to_warning.median, 1)
    return [
        f"  {name}: of concern {percent(of.concern.share)} ({interval(of.concern)}), median message {median};",
        f"    false alarms {percent(of.benign.share)} ({interval(of.benign)}); F-latency {figure(of.f_latency)}",
    ]


def _changes(fitted: Fitted) -> list[str]:
    rows = sorted(fitted.contributions, key=lambda each: -each.factor)
    lines = ["", "Points were multiplied by, and seen in chats of concern and benign ones:"]
    lines += [
        f"  {each.factor:5.2f}  {each.concern:>5,} {each.benign:>6,}  {each.name}" for each in rows
    ]
    if fitted.without_place:
        lines.append(f"Left alone: {', '.join(fitted.without_place)}.")
    return [*lines, "What was not seen stays as it was."]


def prepare_file(out: Path, chats: Path) -> None:
    """Make sure that the file can be written before anything is fitted.

    Raises:
        UnsafeOutput: There is a file of that name that fitting did not write.
        CannotWrite: Its folder cannot be made.
    """
    prepare_folder(out.parent, [chats], [])
    if out.exists() and not (out.is_file() and out.read_bytes().startswith(_MARK.encode())):
        raise UnsafeOutput(
            "There is a file of that name that 'wardlight fit' did not write.",
            where=str(out),
            next_step="choose another name with --out.",
        )


def write_weights(fitted: Fitted, corpus: Corpus, day: date, out: Path) -> Path:
    """Write the file whole or not at all.

    Raises:
        CannotWrite: The disk is full, or it may not be written.
    """
    return write_file(out, as_toml(fitted, corpus, day).encode())

"""``bench early``: on chats that somebody labelled, how many are warned of, and how soon."""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from wardlight.bench.chats import Chat
from wardlight.bench.judge import (
    NEEDS_A_LOOK,
    NOTHING_FOUND,
    SOME_SIGNS,
    Judged,
    Open,
    judge_all,
)
from wardlight.bench.metrics import calibration, early
from wardlight.bench.metrics.calibration import Band, BaseRate
from wardlight.bench.metrics.early import Case, Spread
from wardlight.bench.metrics.rates import Retrieval, Share, retrieval, share
from wardlight.bench.runs.slices import sliced
from wardlight.bench.tables import Table, base_rates, figure, interval, middle, rated, whole
from wardlight.errors import NothingToMeasure
from wardlight.report.wording import counted

VERDICTS = (NEEDS_A_LOOK, SOME_SIGNS, NOTHING_FOUND)


class ByMessage(Struct, frozen=True):
    """How many chats were warned of by a message."""

    message: int
    concern: Share
    benign: Share


class Slice(Struct, frozen=True):
    """The chats of one kind."""

    kind: str
    name: str
    concern: Share
    median_message: float | None
    benign: Share


class EarlyFigures(Struct, frozen=True):
    """All that ``bench early`` finds.

    Attributes:
        chats: Labelled chats.
        unlabelled: Chats without a label, which were left out.
        messages: In the labelled chats.
        verdicts: Chats by label and verdict.
        concern: Chats of concern that were warned of.
        benign: Benign chats that were.
        by_message: The same by each of some message numbers.
        messages_to_warning: Over the chats of concern that were warned of.
        minutes_to_warning: Over those of them that have times.
        counts: Precision, recall, F.
        speed: See ``metrics.early.speed``.
        f_latency: F1 times speed.
        erde_5: See ``metrics.early.erde``.
        erde_50: The same with 50.
        slices: By length, language and register.
        bands: Labels by score.
        base_rates: What the rates mean elsewhere.
    """

    chats: int
    unlabelled: int
    messages: int
    verdicts: dict[str, dict[str, int]]
    concern: Share
    benign: Share
    by_message: tuple[ByMessage, ...]
    messages_to_warning: Spread
    minutes_to_warning: Spread
    counts: Retrieval
    speed: float
    f_latency: float
    erde_5: float | None
    erde_50: float | None
    slices: tuple[Slice, ...]
    bands: tuple[Band, ...]
    base_rates: tuple[BaseRate, ...]


def measure(chats: Iterable[Chat], begin: Open) -> EarlyFigures:
    """Put labelled chats through the detector and count.

    Raises:
        NothingToMeasure: No chat is labelled as one of concern.
    """
    held = tuple(chats)
    judged = judge_all((chat for chat in held if chat.label is not None), begin)
    if not any(each.chat.label == "concern" for each in judged):
        raise NothingToMeasure("No chat is labelled as one of concern.")
    return figures(judged, unlabelled=len(held) - len(judged))


def figures(judged: Sequence[Judged], unlabelled: int = 0) -> EarlyFigures:
    """The figures over chats that were judged, each with a label."""
    cases = [case_of(each) for each in judged]
    harmful, harmless = _apart(cases)
    concern, benign = _warned(harmful), _warned(harmless)
    counts = retrieval(concern.count + benign.count, concern.of, concern.count)
    speed = early.speed(cases)
    return EarlyFigures(
        chats=len(cases),
        unlabelled=unlabelled,
        messages=sum(case.length for case in cases),
        verdicts=_verdicts(judged),
        concern=concern,
        benign=benign,
        by_message=tuple(_by(message, harmful, harmless) for message in early.BY_MESSAGE),
        messages_to_warning=early.spread(_numbers(harmful)),
        minutes_to_warning=early.spread(
            case.minutes for case in harmful if case.minutes is not None
        ),
        counts=counts,
        speed=speed,
        f_latency=early.f_latency(counts, speed),
        erde_5=early.erde(cases, 5),
        erde_50=early.erde(cases, 50),
        slices=tuple(_slice(*each) for each in sliced(judged)),
        bands=calibration.by_score((each.score, each.chat.label == "concern") for each in judged),
        base_rates=calibration.at_base_rates(concern, benign),
    )


def case_of(judged: Judged) -> Case:
    """One chat as the metrics take it."""
    first = judged.first
    return Case(
        judged.chat.label == "concern",
        first.warned_at if first else None,
        judged.minutes,
        len(judged.chat.lines),
    )


def _apart(cases: Iterable[Case]) -> tuple[list[Case], list[Case]]:
    held = list(cases)
    return [each for each in held if each.concern], [each for each in held if not each.concern]


def _numbers(cases: Iterable[Case]) -> list[int]:
    return [case.warned_at for case in cases if case.warned_at is not None]


def _warned(cases: Sequence[Case]) -> Share:
    return share(len(_numbers(cases)), len(cases))


def _by(message: int, harmful: list[Case], harmless: list[Case]) -> ByMessage:
    return ByMessage(
        message,
        share(early.warned_by(harmful, message), len(harmful)),
        share(early.warned_by(harmless, message), len(harmless)),
    )


def _verdicts(judged: Iterable[Judged]) -> dict[str, dict[str, int]]:
    seen = Counter((str(each.chat.label), each.verdict) for each in judged)
    return {
        label: {verdict: seen[label, verdict] for verdict in VERDICTS}
        for label in ("concern", "benign")
    }


def _slice(kind: str, name: str, judged: Sequence[Judged]) -> Slice:
    harmful, harmless = _apart(map(case_of, judged))
    latency = early.spread(_numbers(harmful))
    return Slice(kind, name, _warned(harmful), latency.median, _warned(harmless))


def tables(found: EarlyFigures) -> tuple[Table, ...]:
    """The figures in words."""
    return (
        _verdict_table(found),
        _by_message_table(found),
        _measures_table(found),
        _slices_table(found),
        _bands_table(found),
        base_rates(found.base_rates),
    )


def _verdict_table(found: EarlyFigures) -> Table:
    rows = [
        (label, *(whole(found.verdicts[label][verdict]) for verdict in VERDICTS), *rated(of)[1:])
        for label, of in (("concern", found.concern), ("benign", found.benign))
    ]
    left = (
        f" Left out, without a label: {counted(found.unlabelled, 'chat')}."
        if found.unlabelled
        else ""
    )
    return Table(
        "Verdicts by chat",
        ("Label", "Needs a look", "Some signs", "Nothing", "Share", "95 % interval"),
        tuple(rows),
        f"{counted(found.chats, 'chat')}, {counted(found.messages, 'message')}.{left} The share is of chats that need a look.",
    )


def _by_message_table(found: EarlyFigures) -> Table:
    return Table(
        "Warned of by message",
        ("Message", "Concern", "Share", "Benign", "Share"),
        tuple(
            (whole(row.message), *rated(row.concern)[:2], *rated(row.benign)[:2])
            for row in found.by_message
        ),
    )


def _measures_table(found: EarlyFigures) -> Table:
    counts = found.counts
    return Table(
        "How soon and how right",
        ("Measure", "Value"),
        (
            ("Messages to the warning: median (quartiles)", middle(found.messages_to_warning)),
            ("Minutes to the warning: median (quartiles)", middle(found.minutes_to_warning)),
            ("Precision, recall", f"{figure(counts.precision)}, {figure(counts.recall)}"),
            ("F1, F0.5", f"{figure(counts.f1)}, {figure(counts.f_half)}"),
            ("Speed (p = ln 3 / 89)", figure(found.speed)),
            ("F-latency", figure(found.f_latency)),
            (
                "ERDE 5, ERDE 50 (lower is better)",
                f"{figure(found.erde_5)}, {figure(found.erde_50)}",
            ),
        ),
        "Precision, F and ERDE depend on how common concern is in the corpus.",
    )


def _slices_table(found: EarlyFigures) -> Table:
    return Table(
        "By kind of chat",
        ("Kind", "Concern", "Share", "Median", "Benign", "Share", "95 % interval"),
        tuple(
            (
                row.name,
                *rated(row.concern)[:2],
                figure(row.median_message, 1),
                *rated(row.benign)[:2],
                interval(row.benign),
            )
            for row in found.slices
        ),
        "Median: message of the warning.",
    )


def _bands_table(found: EarlyFigures) -> Table:
    return Table(
        "Labels by score",
        ("Score", "Of concern", "Share", "95 % interval"),
        tuple((_band(row.lowest, row.highest), *rated(row.concern)) for row in found.bands),
        "The highest score of a chat at its end. A score is a sum of points, not a probability.",
    )


def _band(low: int, high: int | None) -> str:
    if high is None:
        return f"{low} and more"
    return str(low) if low == high else f"{low} to {high}"

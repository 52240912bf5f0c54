"""``wardlight fit``: weights from labelled chats, and what they are worth on chats they were not fitted on."""

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from wardlight.bench.chats import Chat
from wardlight.bench.fitting.changed import Reweighed
from wardlight.bench.fitting.examples import Example, examples
from wardlight.bench.fitting.folds import Fold, folds
from wardlight.bench.fitting.places import has_place, reweighed
from wardlight.bench.fitting.solve import Solved, solve
from wardlight.bench.judge import Judged, Open, judge_all
from wardlight.bench.runs.early import EarlyFigures, figures
from wardlight.errors import NothingToMeasure
from wardlight.risk import Weights

FALSE_ALARMS = 0.01
"""Share of the benign chats fitted on that may need a look."""

MOST_GROWTH = 2.0
"""What the data say nothing about never grows to more than this many times its points."""

OpenWith = Callable[[Weights], Open]
"""Sessions of the detector under given weights."""


class Fitted(Struct, frozen=True):
    """New weights and what is known of them.

    Attributes:
        weights: Fitted on all chats.
        contributions: How each changed.
        without_place: Contributions seen that stand in no file of weights and were left alone.
        before: The weights that there were, on all chats.
        after: The new way of weighing, on each chat by weights fitted without it and without anybody who wrote in it.
        folds: In how many parts.
    """

    weights: Weights
    contributions: tuple[Reweighed, ...]
    without_place: tuple[str, ...]
    before: EarlyFigures
    after: EarlyFigures
    folds: int


def fit(
    chats: Iterable[Chat],
    weights: Weights,
    open_with: OpenWith,
    parts: int = 5,
    false_alarms: float = FALSE_ALARMS,
) -> Fitted:
    """Weigh the contributions anew.

    Raises:
        NothingToMeasure: One of the labels is missing.
        FoldsLeak: Authors cannot be kept apart.
    """
    held = [chat for chat in chats if chat.label is not None]
    for label in ("concern", "benign"):
        if not any(chat.label == label for chat in held):
            raise NothingToMeasure(f"No chat is labelled {label}.")
    split = folds(held, parts)
    taken = tuple(examples(held, open_with(weights), weights))
    factors = factors_from(taken, weights, false_alarms)
    return Fitted(
        reweighed(weights, factors),
        tuple(_reweighed(name, factor, taken) for name, factor in factors.items()),
        tuple(sorted(_names(taken) - factors.keys())),
        figures(judge_all(held, open_with(weights))),
        figures(_out_of_fold(taken, split, weights, open_with, false_alarms)),
        len(split),
    )


def factors_from(
    taken: Sequence[Example], weights: Weights, false_alarms: float = FALSE_ALARMS
) -> dict[str, float]:
    """What each contribution's points are multiplied by, such that the threshold stays the number it was."""
    solved = solve(taken, sorted(_names(taken)))
    scale = weights.needs_a_look / threshold(taken, solved, weights.needs_a_look, false_alarms)
    placed = {name: at for name, at in solved.slopes.items() if has_place(name, weights)}
    return {name: slope * scale for name, slope in placed.items()}


def threshold(
    taken: Sequence[Example], solved: Solved, needs_a_look: int, false_alarms: float
) -> float:
    """The evidence from which a contact needs a look.

    The least that keeps false alarms among these chats to their share, that makes concern the likelier label, and that
    multiplies no points which nothing is known about by more than ``MOST_GROWTH``.
    """
    peaks = [(max(map(solved.evidence, each.along)), each.concern) for each in taken]
    benign = sorted((peak for peak, concern in peaks if not concern), reverse=True)
    allowed = benign[int(false_alarms * len(benign))] if benign else 0.0
    above = min((peak for peak, _ in peaks if peak > allowed), default=allowed * 1.05)
    quiet = (allowed + above) / 2
    return max(quiet, -solved.start, solved.common * needs_a_look / MOST_GROWTH)


def _names(taken: Iterable[Example]) -> set[str]:
    return {name for each in taken for along in each.along for name in along}


def _reweighed(name: str, factor: float, taken: Iterable[Example]) -> Reweighed:
    seen = [each.concern for each in taken if any(name in along for along in each.along)]
    return Reweighed(name, factor, sum(seen), len(seen) - sum(seen))


def _out_of_fold(
    taken: Sequence[Example],
    split: Sequence[Fold],
    weights: Weights,
    open_with: OpenWith,
    false_alarms: float,
) -> list[Judged]:
    """Every chat judged by the detector itself, under weights fitted on the other parts."""
    judged: list[Judged] = []
    for fold in split:
        inside = set(fold)
        others = [each for at, each in enumerate(taken) if at not in inside]
        if len({each.concern for each in others}) == 1:
            raise NothingToMeasure("All chats of one label are in one part.")
        refitted = reweighed(weights, factors_from(others, weights, false_alarms))
        judged += judge_all((taken[at].chat for at in fold), open_with(refitted))
    return judged

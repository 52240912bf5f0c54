"""When a score becomes a warning, and what word a score is told in."""

from wardlight.behaviours import Turn
from wardlight.risk.state import State, Warning_
from wardlight.risk.weights import WEIGHTS, Weights


def warning_at(state: State, turn: Turn, weights: Weights = WEIGHTS) -> Warning_ | None:
    """The warning so far: kept once it stands, else set where the score first reaches the threshold."""
    if state.warning is not None or state.score < weights.needs_a_look:
        return state.warning
    return Warning_(turn.number, turn.at, state.score)


def verdict_of(state: State, weights: Weights = WEIGHTS) -> str:
    """``needs-a-look`` once a warning was fixed; ``some-signs`` or ``nothing-found`` by the score."""
    return "needs-a-look" if state.warning is not None else told_as(state.score, weights)


def told_as(score: int, weights: Weights = WEIGHTS) -> str:
    """The verdict of a score alone, whatever stood before."""
    if score >= weights.needs_a_look:
        return "needs-a-look"
    return "some-signs" if score >= weights.some_signs else "nothing-found"

"""The one function that a thread goes through, message by message: pure, incremental, no look-ahead.

A whole export, a single new message and a partition on a cluster all call it, so they cannot disagree.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from wardlight.behaviours import Observation, Past, Turn, after
from wardlight.risk.policy import warning_at
from wardlight.risk.score import addends
from wardlight.risk.state import State
from wardlight.risk.weights import WEIGHTS, Weights

ASKS_FOR_PICTURES = "image-request"
_DAY = 86_400_000


def step(
    state: State, turn: Turn, observations: Sequence[Observation], weights: Weights = WEIGHTS
) -> State:
    """The state after one more message.

    Args:
        state: Before it. Not changed.
        turn: The message, as one side's turn.
        observations: What behaviours saw in it, from ``behaviours.observe(turn, state.past)``.
        weights: What sightings count, and where the lines are.
    """
    if not observations and not (turn.matched.hits and child_asks(turn, state)):
        return State(
            state.context,
            after(state.past, turn),
            state.asked_after,
            state.child_asked_first,
            state.addends,
            state.warning,
        )
    now = State(
        state.context,
        after(state.past, turn, observations, fade=state.warning is None),
        state.asked_after or _asked_after(state.past, turn, observations),
        state.child_asked_first or child_asks(turn, state),
        (),
        state.warning,
    )
    now = replace(now, addends=addends(now, weights))
    warning = warning_at(now, turn, weights)
    return now if warning is now.warning else replace(now, warning=warning)


def child_asks(turn: Turn, state: State) -> bool:
    """The child asks for a picture, and the contact has not. Where nothing is observed, it is all that a step can add to counts."""
    return (
        turn.actor == "child"
        and state.asked_after is None
        and any(
            hit.pattern.topic == ASKS_FOR_PICTURES and not hit.pattern.needs
            for hit in turn.matched.hits
        )
    )


def _asked_after(
    past: Past, turn: Turn, observations: Sequence[Observation]
) -> tuple[int, int, int] | None:
    if not any(each.behaviour == ASKS_FOR_PICTURES for each in observations):
        return None
    known = turn.at is not None and past.began_at is not None
    days = (turn.at - past.began_at) // _DAY if known else 0  # type: ignore[operator]
    return past.from_contact, past.from_child, days

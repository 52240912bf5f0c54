"""Lines as turns, and the states they lead to."""

from collections.abc import Sequence

from wardlight.behaviours import Turn, matcher, observe
from wardlight.risk import WEIGHTS, Context, State, Weights, start, step

MINUTE = 60_000


def turns(lines: Sequence[str], *, hour: int | None = None) -> list[Turn]:
    """Each line a turn a minute after the last: ``x`` is the contact, ``c`` the child."""
    return [
        Turn(
            number,
            "contact" if line.startswith("x: ") else "child",
            number * MINUTE,
            int(line.endswith("<photo>")),
            matcher().match("" if line.endswith("<photo>") else line[3:]),
            hour,
        )
        for number, line in enumerate(lines, start=1)
    ]


def states(
    lines: Sequence[str],
    context: Context | None = None,
    weights: Weights = WEIGHTS,
    *,
    hour: int | None = None,
) -> list[State]:
    """The state before the first line and after each."""
    found = [start(context or Context())]
    for turn in turns(lines, hour=hour):
        found.append(step(found[-1], turn, observe(turn, found[-1].past), weights))
    return found

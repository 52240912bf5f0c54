"""Many messages in a row, unanswered: one side's volume, not its words."""

from wardlight.behaviours.observation import CLEAR, WEAK, Observation
from wardlight.behaviours.turn import Past, Turn

NAME = "bombardment"
IN_A_ROW = 8
WITHIN_MINUTES = 60


def observe(turn: Turn, past: Past) -> Observation | None:
    """Seen when the run reaches each multiple of IN_A_ROW within the hour it began."""
    if turn.actor != "contact" or past.last_actor != "contact":
        return None
    run = past.run + 1
    if run % IN_A_ROW or turn.at is None or past.run_at is None:
        return None
    if turn.at - past.run_at > WITHIN_MINUTES * 60_000:
        return None
    return Observation(
        NAME,
        "contact",
        CLEAR if run > IN_A_ROW else WEAK,
        (),
        f"{run} messages in a row without an answer",
    )

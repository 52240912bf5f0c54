"""The child leaves an ask unanswered. A protective act: seen when the contact writes again."""

from wardlight.behaviours.observation import CLEAR, Observation
from wardlight.behaviours.turn import Past, Turn

NAME = "no-reply"
SILENCE_MINUTES = 10


def observe(turn: Turn, past: Past) -> Observation | None:
    """Seen once for each silence after an ask of the contact."""
    ask = past.ask
    if turn.actor != "contact" or ask is None or past.answered or past.last_actor != "contact":
        return None
    if past.since(NAME, turn.number) is not None and past.seen[NAME].last > ask.number:
        return None
    if turn.at is None or past.last_at is None:
        return None
    minutes = (turn.at - past.last_at) / 60_000
    if minutes < SILENCE_MINUTES:
        return None
    return Observation(NAME, "child", CLEAR, (), f"no answer for {_for(minutes)}")


def _for(minutes: float) -> str:
    if minutes < 120:
        return f"{minutes:.0f} minutes"
    if minutes < 48 * 60:
        return f"{minutes / 60:.0f} hours"
    return f"{minutes / 1440:.0f} days"

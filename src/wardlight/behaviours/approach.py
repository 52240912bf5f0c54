"""Opening as a stranger does. The same words later in a thread say nothing."""

from wardlight.behaviours.lexical import observation
from wardlight.behaviours.observation import Observation
from wardlight.behaviours.turn import Past, Turn

NAME = "approach"
WITHIN_MESSAGES = 20


def observe(turn: Turn, past: Past) -> Observation | None:
    """Seen where the contact's words stand among the thread's first messages."""
    if turn.actor != "contact" or past.from_contact + past.from_child >= WITHIN_MESSAGES:
        return None
    return observation(NAME, turn, past)

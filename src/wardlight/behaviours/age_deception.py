"""Ages that do not fit: owned up to in words, or unlike the ones given before."""

from wardlight.behaviours.lexical import observation
from wardlight.behaviours.observation import CLEAR, STRONG, Observation
from wardlight.behaviours.turn import AGE_TOLD_BY, Past, Turn

NAME = "age-deception"
CONTACT_AGE = "contact-age"
APART = 2
"""Years by which two stated ages differ when no birthday explains it."""
FAR_APART = 4


def observe(turn: Turn, past: Past) -> Observation | None:
    """Seen where the contact says so, or gives an age that an earlier one contradicts."""
    if turn.actor != "contact":
        return None
    return _contradiction(turn, past) or observation(NAME, turn, past)


def _contradiction(turn: Turn, past: Past) -> Observation | None:
    stated = observation(CONTACT_AGE, turn, past)
    if stated is None or not stated.age or not past.contact_oldest:
        return None
    apart = max(stated.age - past.contact_youngest, past.contact_oldest - stated.age)
    if apart < APART:
        return None
    soon = turn.number <= AGE_TOLD_BY
    strength = STRONG if apart >= FAR_APART and soon else CLEAR
    return Observation(NAME, "contact", strength, stated.spans, "gives another age than before")

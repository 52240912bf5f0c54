"""The same ask again, after a no, a silence or a picture; begging; deadlines.

In court cases with real children pressure (nagging, threats, bribes) met more of them than sweet-talk did (Joleby et al.
2021), so this is the earliest strong sign. Begging counts only while an ask stands open that a child may want to refuse: begging for homework is
not pressure.
"""

from wardlight.behaviours.behaviour import CLEAR, STRONG, Observation
from wardlight.behaviours.lexical import standing_hits
from wardlight.behaviours.turn import Ask, Past, Turn

NAME = "pressure"
OPEN_FOR = 12
"""Messages for which an ask stays open to begging."""


def observe(turn: Turn, past: Past) -> Observation | None:
    """Pressure by the contact on an open ask."""
    ask = past.ask
    if turn.actor != "contact" or ask is None or turn.number - ask.number > OPEN_FOR * 4:
        return None
    again = [hit for hit in turn.matched.hits if hit.pattern.topic == ask.behaviour]
    again = standing_hits(ask.behaviour, turn, past) if again else []
    begging = standing_hits(NAME, turn, past) if turn.number - ask.number <= OPEN_FOR else []
    if not again and not begging:
        return None
    spans = tuple(sorted({hit.span for hit in (*again, *begging)}))
    how = "asks again" if again else begging[0].pattern.because
    strength, after = _after(ask)
    if not again and not ask.refused:
        strength = min(strength, max(hit.pattern.strength for hit in begging))
    return Observation(NAME, "contact", strength, spans, f"{how}, {after}")


def _after(ask: Ask) -> tuple[int, str]:
    if ask.refused:
        return STRONG, "after the child said no"
    if ask.met:
        return CLEAR, "after a picture was sent"
    if ask.answered:
        return CLEAR, "when the child had not agreed"
    return CLEAR, "when the child had not answered"

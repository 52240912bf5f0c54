"""The same ask again, after a no, a silence or a picture; begging; deadlines.

In court cases with real children pressure (nagging, threats, bribes) met more of them than sweet-talk did (Joleby et al.
2021), so this is the earliest strong sign. Begging counts only while an ask stands open that a child may want to refuse: begging for homework is
not pressure.
"""

from wardlight.behaviours.lexical import standing_hits
from wardlight.behaviours.observation import CLEAR, STRONG, WEAK, Observation
from wardlight.behaviours.turn import Ask, Past, Turn

NAME = "pressure"
BEGGING_WITHIN = 12
"""Messages after an ask in which begging is taken to be about it."""
AGAIN_WITHIN = 40
"""Messages after which the same ask is taken as a new one."""
ACQUAINTED = 80
"""Messages of the contact after which asking again, where nobody has said no, is what people who know each other do."""
HOURS = 24 * 7
"""The same, by the clock, where there is one."""


def observe(turn: Turn, past: Past) -> Observation | None:
    """Pressure by the contact on an open ask.

    Asking again for a picture is pressure at once. Asking again to meet, to keep a secret or to change apps is pressure only after a no: friends
    and families ask that often.
    """
    ask = past.ask
    if turn.actor != "contact" or ask is None or not _open(ask, turn):
        return None
    if ask.behaviour != "image-request" and not ask.refused:
        return None
    again = standing_hits(ask.behaviour, turn, past)
    begging = standing_hits(NAME, turn, past) if _may_beg(ask, turn, past) else []
    if not again and not begging:
        return None
    spans = tuple(sorted({hit.span for hit in (*again, *begging)}))
    how = "asks again" if again else begging[0].pattern.because
    strength, after = _after(ask, past)
    if ask.behaviour != "image-request":
        strength = min(strength, CLEAR)
    if not ask.refused and past.seen[ask.behaviour].best == WEAK:
        strength = WEAK
    if not begging and not ask.refused:
        strength = min(strength, max(hit.pattern.strength for hit in again))
    return Observation(NAME, "contact", strength, spans, f"{how}, {after}")


def _may_beg(ask: Ask, turn: Turn, past: Past) -> bool:
    """A "please" long after the ask, or once a picture was sent freely, is only polite."""
    return turn.number - ask.number <= BEGGING_WITHIN and (ask.refused or not past.met)


def _open(ask: Ask, turn: Turn) -> bool:
    if turn.number - ask.number > AGAIN_WITHIN:
        return False
    return ask.at is None or turn.at is None or turn.at - ask.at <= HOURS * 3_600_000


def _after(ask: Ask, past: Past) -> tuple[int, str]:
    if ask.refused:
        return STRONG, "after the child said no"
    if past.met:
        return WEAK, "after a picture was sent"
    strength = CLEAR if past.from_contact < ACQUAINTED else WEAK
    if past.answered:
        return strength, "when the child had not agreed"
    return strength, "when the child had not answered"

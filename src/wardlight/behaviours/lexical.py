"""Behaviours that words alone show: what the lexicon found, less what its counter-patterns cancel."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from wardlight.behaviours.ages import age_in
from wardlight.behaviours.matcher import Hit
from wardlight.behaviours.observation import STRONG, Actor, Observation
from wardlight.behaviours.turn import Past, Turn

STATES_AGE = frozenset({"states-age", "contact-age"})

ASK_STANDS_FOR = 8
"""Messages after which an ask no longer gives a bare "no" its meaning."""
ANSWERED_BY_NO = frozenset({"secrecy", "supervision-enquiry", "compliance-test"})
"""Asks to which a bare "no" of the child is an answer, not a refusal."""
NEED_STANDS_FOR = 24
"""Messages after which a behaviour no longer gives another line its meaning."""
JUST = 4
"""The same, where the line is an answer to it."""


def observe_words(name: str, actor: Actor) -> Callable[[Turn, Past], Observation | None]:
    """An ``observe`` that sees a behaviour wherever its lexicon does."""

    def observe(turn: Turn, past: Past) -> Observation | None:
        if turn.actor != actor:
            return None
        return observation(name, turn, past)

    return observe


def observation(name: str, turn: Turn, past: Past) -> Observation | None:
    """What the lexicon of one behaviour says of a turn; None where it says nothing."""
    hits = standing_hits(name, turn, past)
    if not hits:
        return None
    best = max(hits, key=lambda hit: hit.pattern.strength).pattern
    age = age_in(hits, turn.matched.words) if name in STATES_AGE else 0
    spans = tuple(sorted({hit.span for hit in hits}))
    return Observation(name, turn.actor, best.strength, spans, best.because, age)


def standing_hits(name: str, turn: Turn, past: Past) -> list[Hit]:
    """A behaviour's hits that no counter-pattern cancels and whose need is met."""
    mine: list[Hit] = []
    cancel: list[Hit] = []
    anywhere, overlap = _counter_topics(name)
    for hit in turn.matched.hits:
        topic = hit.pattern.topic
        if topic == name:
            mine.append(hit)
        elif topic == anywhere:
            return []
        elif topic == overlap:
            cancel.append(hit)
    return [
        hit
        for hit in mine
        if _stands(hit, cancel) and need_met(hit.pattern.needs, turn.number, turn.actor, past)
    ]


@cache
def _counter_topics(name: str) -> tuple[str, str]:
    return f"{name}:anywhere", f"{name}:overlap"


def _stands(hit: Hit, cancel: Sequence[Hit]) -> bool:
    return hit.pattern.strength >= STRONG or not any(_cancels(each, hit) for each in cancel)


def need_met(need: str, number: int, actor: Actor, past: Past) -> bool:
    """Whether what a line needs has come before a message of this number and side."""
    if not need:
        return True
    if need == "ask":
        ask = past.ask
        return (
            ask is not None
            and number - ask.number <= ASK_STANDS_FOR
            and (ask.behaviour not in ANSWERED_BY_NO or actor == "contact")
        )
    if need == "picture":
        return past.child_pictures > 0
    behaviour, _, just = need.partition(":")
    ago = past.since(behaviour, number)
    return ago is not None and ago <= (JUST if just else NEED_STANDS_FOR)


def any_need_met(needs: Iterable[str], number: int, actor: Actor, past: Past) -> bool:
    """Whether what any of some lines needs has come before."""
    return any(need_met(each, number, actor, past) for each in needs)


def _cancels(counter: Hit, hit: Hit) -> bool:
    """A line with a ``!`` holds of every word it does not name, so it speaks for its own language only."""
    if "!" in counter.pattern.written and counter.pattern.language != hit.pattern.language:
        return False
    return hit.first <= counter.last and counter.first <= hit.last

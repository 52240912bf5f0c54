"""Behaviours that words alone show: what the lexicon found, less what its counter-patterns cancel."""

from collections.abc import Callable

from wardlight.behaviours.behaviour import STRONG, Observation
from wardlight.behaviours.matcher import Hit
from wardlight.behaviours.turn import Actor, Past, Turn

ASK_STANDS_FOR = 8
"""Messages after which an ask no longer gives a bare "no" its meaning."""


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
    spans = tuple(sorted({hit.span for hit in hits}))
    return Observation(name, turn.actor, best.strength, spans, best.because)


def standing_hits(name: str, turn: Turn, past: Past) -> list[Hit]:
    """A behaviour's hits that no counter-pattern cancels and whose need is met."""
    mine = [hit for hit in turn.matched.hits if hit.pattern.topic == name]
    if not mine or any(hit.pattern.topic == f"{name}:anywhere" for hit in turn.matched.hits):
        return []
    cancel = [hit for hit in turn.matched.hits if hit.pattern.topic == f"{name}:overlap"]
    return [
        hit
        for hit in mine
        if _need_met(hit.pattern.needs, turn, past)
        and (hit.pattern.strength >= STRONG or not any(_overlap(hit, each) for each in cancel))
    ]


def _need_met(need: str, turn: Turn, past: Past) -> bool:
    if not need:
        return True
    if need == "ask":
        return past.ask is not None and turn.number - past.ask.number <= ASK_STANDS_FOR
    if need == "picture":
        return past.child_pictures > 0
    return past.count(need) > 0


def _overlap(one: Hit, other: Hit) -> bool:
    return one.first <= other.last and other.first <= one.last

"""What is looked for: one row each, in the order that reports list them.

A behaviour that words alone show is a card and a lexicon; one that needs code has a file beside this one.
"""

from functools import cache

from wardlight.behaviours import bombardment, no_reply, pressure
from wardlight.behaviours.behaviour import Behaviour, Card, Observation
from wardlight.behaviours.catalogue import cards
from wardlight.behaviours.lexical import observe_words
from wardlight.behaviours.lexicon import Lexicon, read_lexicon
from wardlight.behaviours.matcher import Matched, Matcher
from wardlight.behaviours.turn import START, Actor, Past, Turn, after

LANGUAGES = ("en",)
"""Languages with a lexicon: a folder each."""

_CARDS = cards()
_CODED = {
    pressure.NAME: pressure.observe,
    bombardment.NAME: bombardment.observe,
    no_reply.NAME: no_reply.observe,
}
_TIMED = frozenset({bombardment.NAME, no_reply.NAME})

BEHAVIOURS: tuple[Behaviour, ...] = tuple(
    Behaviour(
        card=card,
        lexical=card.name not in _TIMED,
        observe=_CODED.get(card.name) or observe_words(card.name, card.actor),
    )
    for card in _CARDS
)

_WORDLESS = tuple(each for each in BEHAVIOURS if not each.lexical)


@cache
def matcher() -> Matcher:
    """The one matcher over every lexicon."""
    return Matcher([read_lexicon(language) for language in LANGUAGES])


def observe(turn: Turn, past: Past) -> tuple[Observation, ...]:
    """Everything seen in one turn, in the order of BEHAVIOURS. Pure; reads nothing later."""
    if not turn.matched.hits:
        if turn.actor == "child" or past.last_actor != "contact":
            return ()
        return tuple(seen for each in _WORDLESS if (seen := each.observe(turn, past)) is not None)
    return tuple(seen for each in BEHAVIOURS if (seen := each.observe(turn, past)) is not None)


__all__ = [
    "BEHAVIOURS",
    "LANGUAGES",
    "START",
    "Actor",
    "Behaviour",
    "Card",
    "Lexicon",
    "Matched",
    "Matcher",
    "Observation",
    "Past",
    "Turn",
    "after",
    "matcher",
    "observe",
    "read_lexicon",
]

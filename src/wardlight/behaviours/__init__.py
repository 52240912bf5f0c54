"""What is looked for: one row each, in the order that reports list them.

A behaviour that words alone show is a card and a lexicon; one that needs code has a file beside this one.
"""

from collections.abc import Callable
from functools import cache

from wardlight.behaviours import (
    age_deception,
    approach,
    bombardment,
    no_reply,
    pressure,
    sexual_talk,
)
from wardlight.behaviours.behaviour import Behaviour, Card, Observation
from wardlight.behaviours.catalogue import cards
from wardlight.behaviours.lexical import observe_words
from wardlight.behaviours.lexicon import Lexicon, read_lexicon
from wardlight.behaviours.matcher import Matched, Matcher
from wardlight.behaviours.observation import Actor
from wardlight.behaviours.turn import ASKS, START, Past, Turn, after

LANGUAGES = ("en", "es", "fr", "de", "pt", "it", "nl", "pl")
"""Languages with a lexicon: a folder each."""

_Observe = Callable[[Turn, Past], Observation | None]

_CODED: dict[str, tuple[_Observe, frozenset[str]]] = {
    pressure.NAME: (pressure.observe, frozenset({pressure.NAME}) | ASKS),
    bombardment.NAME: (bombardment.observe, frozenset()),
    no_reply.NAME: (no_reply.observe, frozenset()),
    approach.NAME: (approach.observe, frozenset({approach.NAME})),
    age_deception.NAME: (
        age_deception.observe,
        frozenset({age_deception.NAME, age_deception.CONTACT_AGE}),
    ),
}


def _behaviour(card: Card) -> Behaviour:
    by_words = (observe_words(card.name, card.actor), frozenset({card.name}))
    observe, reads = _CODED.get(card.name, by_words)
    return Behaviour(card=card, reads=reads, observe=observe)


BEHAVIOURS: tuple[Behaviour, ...] = tuple(map(_behaviour, cards()))

_WORDLESS = tuple(at for at, each in enumerate(BEHAVIOURS) if not each.reads)
_READERS = {
    topic: tuple(at for at, each in enumerate(BEHAVIOURS) if topic in each.reads)
    for topic in sorted({topic for each in BEHAVIOURS for topic in each.reads})
}
"""By topic of a hit, the places in BEHAVIOURS of those that read it."""


@cache
def matcher() -> Matcher:
    """The one matcher over every lexicon."""
    return Matcher([*map(read_lexicon, LANGUAGES), sexual_talk.lexicon()])


def may_say_something(run: int, at: int | None, last_at: int | None, *, asked: bool) -> bool:
    """Whether one more message of the contact after ``run`` of their own may be a sighting without a word.

    The wordless behaviours see a silence after an ask, and every IN_A_ROW messages in a row.
    """
    if (run + 1) % bombardment.IN_A_ROW == 0:
        return True
    if not asked or at is None or last_at is None:
        return False
    return at - last_at >= no_reply.SILENCE_MINUTES * 60_000


def observe(turn: Turn, past: Past) -> tuple[Observation, ...]:
    """Everything seen in one turn, in the order of BEHAVIOURS. Pure; reads nothing later."""
    alone = turn.actor == "contact" == past.last_actor
    if not turn.matched.hits and not (
        alone and may_say_something(past.run, turn.at, past.last_at, asked=past.ask is not None)
    ):
        return ()
    asked = {at for hit in turn.matched.hits for at in _READERS.get(hit.pattern.topic, ())}
    if alone:
        asked.update(_WORDLESS)
    found = [BEHAVIOURS[at].observe(turn, past) for at in sorted(asked)]
    return tuple([seen for seen in found if seen is not None])


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
    "may_say_something",
    "observe",
    "read_lexicon",
]

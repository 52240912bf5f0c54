"""The contract that every behaviour keeps."""

from collections.abc import Callable

from msgspec import Struct

from wardlight.behaviours.observation import CLEAR, STRONG, WEAK, Actor, Observation
from wardlight.behaviours.turn import Past, Turn

__all__ = ["CLEAR", "STRONG", "WEAK", "Behaviour", "Card", "Observation"]


class Card(Struct, frozen=True, kw_only=True):
    """A behaviour's rule card: what it is, by whose definition, and what it is mistaken for.

    Attributes:
        id: Its row in the literature table (B01-B21 contact, P1-P9 child).
        actor: Whose act.
        definition: In words, never by example.
        source: The study or guidance the definition follows.
        tells: How strongly it tells concern from ordinary chat when alone: high, medium, low, or
            ``protective`` for the child's own acts.
        when: How early it is seen.
        confused_with: Ordinary talk that looks like it.
        changed: Version and what changed last.
    """

    name: str
    id: str
    title: str
    actor: Actor
    definition: str
    source: str
    tells: str
    when: str
    confused_with: str
    changed: str


class Behaviour(Struct, frozen=True, kw_only=True):
    """A rule card and the function that sees it.

    ``observe`` reads one turn and its past, never the future, and is pure.

    Attributes:
        reads: Topics of hits for which it is asked. One that reads none is asked where the contact writes after their
            own message, and may only speak after a gap of ten minutes or at every eighth message in a row.
    """

    card: Card
    reads: frozenset[str]
    observe: Callable[[Turn, Past], Observation | None]

    @property
    def name(self) -> str:
        """What it is called everywhere."""
        return self.card.name

"""The contract that every behaviour keeps."""

from collections.abc import Callable

from msgspec import Struct

from wardlight.behaviours.normalise import Span
from wardlight.behaviours.turn import Actor, Past, Turn

WEAK, CLEAR, STRONG = 1, 2, 3


class Observation(Struct, frozen=True):
    """One sighting of one behaviour in one message.

    Attributes:
        behaviour: Its name.
        actor: Whose act it is. A silence is the child's act, seen when the contact writes again.
        strength: 1 weak, 2 clear, 3 strong.
        spans: What in the original text it rests on; empty where it rests on timing or counts.
        because: In words, without quoting.
    """

    behaviour: str
    actor: Actor
    strength: int
    spans: tuple[Span, ...]
    because: str


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

    ``observe`` reads one turn and its past, never the future, and is pure. ``lexical`` ones are only asked
    where the matcher found something.
    """

    card: Card
    lexical: bool
    observe: Callable[[Turn, Past], Observation | None]

    @property
    def name(self) -> str:
        """What it is called everywhere."""
        return self.card.name

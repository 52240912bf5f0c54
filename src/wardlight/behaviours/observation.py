"""What a behaviour saw in one message."""

from typing import Literal

from msgspec import Struct

from wardlight.behaviours.normalise import Span

Actor = Literal["contact", "child"]

WEAK, CLEAR, STRONG = 1, 2, 3


class Observation(Struct, frozen=True, gc=False):
    """One sighting of one behaviour in one message.

    Attributes:
        behaviour: Its name.
        actor: Whose act it is. A silence is the child's act, seen when the contact writes again.
        strength: 1 weak, 2 clear, 3 strong.
        spans: What in the original text it rests on; empty where it rests on timing or counts.
        because: In words, without quoting.
        age: The age that was stated, where it is a statement of one; else 0.
    """

    behaviour: str
    actor: Actor
    strength: int
    spans: tuple[Span, ...]
    because: str
    age: int = 0

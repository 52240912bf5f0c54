"""One message as one side's turn, and the small past that a behaviour may look at.

``Past`` is all that is remembered of a thread: counts and last times, never text. It is a value: ``after``
gives the next one and changes nothing.
"""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from wardlight.behaviours.matcher import NOTHING, Matched

Actor = Literal["contact", "child"]


class Turn(Struct, frozen=True, gc=False):
    """One message of a thread, seen from the contact that is being looked at.

    Attributes:
        number: Its number in the thread, from 1, over all sides.
        actor: Who wrote it.
        at: Milliseconds on the thread's clock; None where it has no time.
        pictures: Pictures and videos sent with it.
        matched: Its words and hits.
    """

    number: int
    actor: Actor
    at: int | None
    pictures: int = 0
    matched: Matched = NOTHING


class Seen(Struct, frozen=True, gc=False):
    """How often one behaviour was seen, and where last. ``best`` is the highest strength so far."""

    count: int
    first: int
    last: int
    best: int
    last_at: int | None

    def faded(self, turn: "Turn") -> bool:
        """Whether it lies so far back that it is no longer added to what is seen now."""
        if turn.number - self.last > FADES_AFTER_MESSAGES:
            return True
        known = turn.at is not None and self.last_at is not None
        return known and turn.at - self.last_at > FADES_AFTER_DAYS * 86_400_000  # type: ignore[operator]


class Ask(Struct, frozen=True, gc=False):
    """The latest thing the contact asked for that a child may want to refuse.

    Attributes:
        behaviour: What was asked.
        number: Where it was last asked.
        at: When, in milliseconds on the thread's clock; None where that is not known.
        refused: The child said no, or turned it aside, since it was first asked.
        answered: The child wrote anything since the last time.
        met: The child sent a picture since the last time.
    """

    behaviour: str
    number: int
    at: int | None
    refused: bool = False
    answered: bool = False
    met: bool = False


class Past(Struct, frozen=True, gc=False):
    """What came before a message in its thread.

    Attributes:
        from_contact: Messages of the contact.
        from_child: Messages of the child.
        began_at: Time of the first message.
        last_actor: Who wrote last.
        run: How many messages that side has written in a row.
        run_at: Time of the first of them.
        seen: By behaviour. Never changed in place.
        ask: The open ask, if there is one.
        child_pictures: How many the child has sent.
        first_picture: Number of the message with the first of them.
    """

    from_contact: int = 0
    from_child: int = 0
    began_at: int | None = None
    last_actor: Actor | None = None
    last_at: int | None = None
    run: int = 0
    run_at: int | None = None
    seen: dict[str, Seen] = {}
    ask: Ask | None = None
    child_pictures: int = 0
    first_picture: int | None = None

    def count(self, behaviour: str) -> int:
        """How often it was seen."""
        seen = self.seen.get(behaviour)
        return seen.count if seen else 0

    def since(self, behaviour: str, number: int) -> int | None:
        """How many messages ago it was last seen; None for never."""
        seen = self.seen.get(behaviour)
        return number - seen.last if seen else None


START = Past()

FADES_AFTER_MESSAGES = 300
FADES_AFTER_DAYS = 60
"""Signs further apart than this are not added together, so a long friendship does not add up to concern."""

ASKS = frozenset({"image-request", "meeting", "platform-move", "secrecy", "supervision-enquiry"})
"""What can be refused, so that asking again is pressure."""

_SAYS_NO = frozenset({"refusal", "deflection", "will-tell", "blocks"})


def after(
    past: Past, turn: Turn, seen: tuple[tuple[str, int], ...] = (), *, fade: bool = True
) -> Past:
    """The past once this turn is part of it.

    Args:
        past: What came before.
        turn: The message.
        seen: Behaviours observed in it, each with its strength.
        fade: Whether sightings that lie far back are let go.
    """
    child = turn.actor == "child"
    same = past.last_actor == turn.actor
    return Past(
        past.from_contact + (not child),
        past.from_child + child,
        turn.at if past.began_at is None else past.began_at,
        turn.actor,
        turn.at if turn.at is not None else past.last_at,
        past.run + 1 if same else 1,
        past.run_at if same else turn.at,
        _seen_after(past.seen, turn, seen, fade=fade) if seen else past.seen,
        _ask_after(past.ask, turn, seen) if seen or past.ask else None,
        past.child_pictures + (turn.pictures if child else 0),
        turn.number
        if child and turn.pictures and past.first_picture is None
        else past.first_picture,
    )


def _seen_after(
    before: dict[str, Seen], turn: Turn, seen: tuple[tuple[str, int], ...], *, fade: bool
) -> dict[str, Seen]:
    now = {name: each for name, each in before.items() if not (fade and each.faded(turn))}
    for behaviour, strength in seen:
        old = now.get(behaviour)
        now[behaviour] = Seen(
            old.count + 1 if old else 1,
            old.first if old else turn.number,
            turn.number,
            max(old.best, strength) if old else strength,
            turn.at,
        )
    return now


def _ask_after(ask: Ask | None, turn: Turn, seen: tuple[tuple[str, int], ...]) -> Ask | None:
    if not seen and (turn.actor == "contact" or (ask and ask.answered and not turn.pictures)):
        return ask
    names = {behaviour for behaviour, _ in seen}
    if turn.actor == "contact":
        asked = next((behaviour for behaviour, _ in seen if behaviour in ASKS), None)
        if asked is None:
            return ask
        if ask is None or ask.behaviour != asked:
            return Ask(asked, turn.number, turn.at)
        return Ask(asked, turn.number, turn.at, refused=ask.refused)
    if ask is None:
        return None
    return replace(
        ask,
        answered=True,
        refused=ask.refused or bool(names & _SAYS_NO),
        met=ask.met or turn.pictures > 0,
    )

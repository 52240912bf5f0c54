"""One message as one side's turn, and the small past that a behaviour may look at.

``Past`` is all that is remembered of a thread: counts and last times, never text. It is a value: ``after``
gives the next one and changes nothing.
"""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from wardlight.behaviours.matcher import NOTHING, Matched
from wardlight.behaviours.observation import Actor, Observation


class Turn(Struct, frozen=True, gc=False):
    """One message of a thread, seen from the contact that is being looked at.

    Attributes:
        number: Its number in the thread, from 1, over all sides.
        actor: Who wrote it.
        at: Milliseconds on the thread's clock; None where it has no time.
        pictures: Pictures and videos sent with it.
        matched: Its words and hits.
        hour: Hour of the day where the child's clock is known; else None.
        child_age: The child's age, where a service knows it; else 0.
        contact_age: The same of the contact.
    """

    number: int
    actor: Actor
    at: int | None
    pictures: int = 0
    matched: Matched = NOTHING
    hour: int | None = None
    child_age: int = 0
    contact_age: int = 0


class Seen(Struct, frozen=True, gc=False, array_like=True):
    """How often one behaviour was seen of late, and where.

    Attributes:
        count: Sightings that lie close together; after a long pause only half of those before it still count.
        first: Number of the first message.
        last: Number of the last.
        best: The highest strength so far.
        last_at: Time of the last.
    """

    count: int
    first: int
    last: int
    best: int
    last_at: int | None

    def faded(self, turn: Turn) -> bool:
        """Whether it lies so far back that it is no longer added to what is seen now."""
        if turn.number - self.last > FADES_AFTER_MESSAGES:
            return True
        known = turn.at is not None and self.last_at is not None
        return known and turn.at - self.last_at > FADES_AFTER_DAYS * 86_400_000  # type: ignore[operator]

    def again(self, turn: Turn, strength: int) -> "Seen":
        """With one more sighting."""
        near = turn.number - self.last <= CLOSE_MESSAGES
        count = (self.count if near else self.count // 2) + 1
        return Seen(min(count, MOST), self.first, turn.number, max(self.best, strength), turn.at)


class Ask(Struct, frozen=True, gc=False, array_like=True):
    """The latest thing the contact asked for that a child may want to refuse.

    Attributes:
        behaviour: What was asked.
        number: Where it was last asked.
        at: When, in milliseconds on the thread's clock; None where that is not known.
        refused: The child said no, or turned it aside, since it was first asked.
    """

    behaviour: str
    number: int
    at: int | None
    refused: bool = False


class Past(Struct, frozen=True, gc=False):
    """What came before a message in its thread.

    ``seen``, ``ask``, ages and ``at_night`` change only on a turn in which something was observed; the rest are counts and places that
    any driver can keep up without looking at words.

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
        last_picture: Number of the message with the last of them; 0 for none.
        last_child: Number of the child's last message; 0 for none.
        child_age: The lowest age that the child gave; 0 for none.
        contact_youngest: The lowest age that the contact gave; 0 for none.
        contact_oldest: The highest.
        at_night: Sightings of the contact between 23 and 5 o'clock where the child is.
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
    last_picture: int = 0
    last_child: int = 0
    child_age: int = 0
    contact_youngest: int = 0
    contact_oldest: int = 0
    at_night: int = 0

    @property
    def answered(self) -> bool:
        """The child wrote anything since the open ask."""
        return self.ask is not None and self.last_child > self.ask.number

    @property
    def met(self) -> bool:
        """The child sent a picture since the open ask."""
        return self.ask is not None and self.last_picture > self.ask.number

    def count(self, behaviour: str) -> int:
        """How often it was seen."""
        seen = self.seen.get(behaviour)
        return seen.count if seen else 0

    def since(self, behaviour: str, number: int) -> int | None:
        """How many messages ago it was last seen; None for never."""
        seen = self.seen.get(behaviour)
        return number - seen.last if seen else None


START = Past()

FADES_AFTER_MESSAGES: Final = 100
FADES_AFTER_DAYS: Final = 45
"""Signs further apart than this are not added together, so a long friendship does not add up to concern."""

CLOSE_MESSAGES: Final = 40
"""After a longer pause than this, sightings before it count by half."""

MOST: Final = 99
"""Where counting stops, so that the state stays small."""

LASTING: Final = frozenset(
    {"kin", "parents-brought-in", "contact-age", "states-age", "blocks", "reports"}
)
"""What does not fade: who somebody is, and what lowers the concern."""

ASKS: Final = frozenset(
    {
        "image-request",
        "meeting",
        "platform-move",
        "secrecy",
        "supervision-enquiry",
        "compliance-test",
    }
)
"""What can be refused, so that asking again is pressure."""

AGE_TOLD_BY: Final = 100
"""Messages after which an age that nobody asked for is taken as the child's only where one was given before: people who
have talked for long speak of all sorts of ages in passing."""

ASK_STANDS: Final = 40
"""Messages for which an ask for a picture stays the open one, whatever else is asked."""

_PICTURES: Final = "image-request"
_SAYS_NO: Final = frozenset({"refusal", "deflection", "will-tell", "blocks", "reports"})
_NIGHT: Final = frozenset({23, 0, 1, 2, 3, 4})


def after(
    past: Past, turn: Turn, observed: Sequence[Observation] = (), *, fade: bool = True
) -> Past:
    """The past once this turn is part of it.

    Args:
        past: What came before.
        turn: The message.
        observed: What behaviours saw in it.
        fade: Whether sightings that lie far back are let go.
    """
    child = turn.actor == "child"
    same = past.last_actor == turn.actor
    pictured = child and turn.pictures > 0
    counted = Past(
        past.from_contact + (not child),
        past.from_child + child,
        turn.at if past.began_at is None else past.began_at,
        turn.actor,
        turn.at if turn.at is not None else past.last_at,
        past.run + 1 if same else 1,
        past.run_at if same else turn.at,
        past.seen,
        past.ask,
        past.child_pictures + (turn.pictures if child else 0),
        turn.number if pictured and past.first_picture is None else past.first_picture,
        turn.number if pictured else past.last_picture,
        turn.number if child else past.last_child,
        past.child_age,
        past.contact_youngest,
        past.contact_oldest,
        past.at_night,
    )
    return _observed(counted, turn, observed, fade=fade) if observed else counted


Quiet = tuple[int, Actor, int | None, int]
"""A message in which nothing was seen: its number, side, time and pictures."""


def after_quiet(past: Past, turns: Sequence[Quiet]) -> Past:
    """The past once some quiet messages in a row are part of it: the same as ``after`` for each of them."""
    from_contact, from_child, began_at = past.from_contact, past.from_child, past.began_at
    last, last_at, run, run_at = past.last_actor, past.last_at, past.run, past.run_at
    last_child, pictures = past.last_child, past.child_pictures
    first_picture, last_picture = past.first_picture, past.last_picture
    for number, actor, at, sent in turns:
        if actor == "child":
            from_child += 1
            last_child = number
            if sent:
                pictures, last_picture = pictures + sent, number
                first_picture = number if first_picture is None else first_picture
        else:
            from_contact += 1
        if actor == last:
            run += 1
        else:
            last, run, run_at = actor, 1, at
        if at is not None:
            last_at = at
            began_at = at if began_at is None else began_at
    return replace(
        past,
        from_contact=from_contact,
        from_child=from_child,
        began_at=began_at,
        last_actor=last,
        last_at=last_at,
        run=run,
        run_at=run_at,
        child_pictures=pictures,
        first_picture=first_picture,
        last_picture=last_picture,
        last_child=last_child,
    )


def _observed(past: Past, turn: Turn, observed: Sequence[Observation], *, fade: bool) -> Past:
    child = [each.age for each in observed if each.actor == "child" and _is_told(past, turn)]
    contact = [each.age for each in observed if each.actor == "contact"]
    ages = [*filter(None, (past.contact_youngest, past.contact_oldest, turn.contact_age, *contact))]
    return replace(
        past,
        seen=_seen_after(past.seen, turn, observed, fade=fade),
        ask=_ask_after(past.ask, turn, observed),
        child_age=min(filter(None, (past.child_age, turn.child_age, *child)), default=0),
        contact_youngest=min(ages, default=0),
        contact_oldest=max(ages, default=0),
        at_night=min(past.at_night + _by_night(turn), MOST),
    )


def _is_told(past: Past, turn: Turn) -> bool:
    """Whether an age in the child's message is taken for theirs: soon, when asked, or not for the first time."""
    if turn.number <= AGE_TOLD_BY:
        return True
    return past.count("age-enquiry") > 0 or past.count("states-age") > 0


def _by_night(turn: Turn) -> bool:
    return turn.actor == "contact" and turn.hour in _NIGHT


def _seen_after(
    before: dict[str, Seen], turn: Turn, observed: Sequence[Observation], *, fade: bool
) -> dict[str, Seen]:
    now = {
        name: each
        for name, each in before.items()
        if not fade or name in LASTING or not each.faded(turn)
    }
    for each in observed:
        old = now.get(each.behaviour)
        now[each.behaviour] = (
            old.again(turn, each.strength)
            if old
            else Seen(1, turn.number, turn.number, each.strength, turn.at)
        )
    return now


def _ask_after(ask: Ask | None, turn: Turn, observed: Sequence[Observation]) -> Ask | None:
    if turn.actor == "child":
        said_no = any(each.behaviour in _SAYS_NO for each in observed)
        return replace(ask, refused=True) if ask and said_no else ask
    asked = next((each.behaviour for each in observed if each.behaviour in ASKS), None)
    if asked is None:
        return ask
    if ask is None:
        return Ask(asked, turn.number, turn.at)
    if ask.behaviour == asked:
        return Ask(asked, turn.number, turn.at, refused=ask.refused)
    stands = ask.behaviour == _PICTURES and turn.number - ask.number <= ASK_STANDS
    return ask if stands else Ask(asked, turn.number, turn.at)

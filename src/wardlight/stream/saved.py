"""All that is remembered of one thread, as a small value: it is written, read back and put together without loss.

It holds counts, places, and at most eight lexicon words of a message that may be half of an ask; no other text. The first
item is the version of the form; a later version is refused, never guessed at.
"""

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import astuple, replace

from wardlight.behaviours import Past
from wardlight.behaviours.matcher import Tail
from wardlight.behaviours.turn import MOST, Ask, Seen
from wardlight.errors import NotAState
from wardlight.risk import Context, State, Warning_, Weights
from wardlight.risk.score import addends

VERSION = 1


class SavedSide(Struct, frozen=True, array_like=True):
    """One author's side; without an author, what waits for a second one. ``state`` is as after the last sighting."""

    author: str | None
    counts: tuple[Any, ...]
    past: tuple[Any, ...] | None
    asked_after: tuple[int, int, int] | None
    child_asked_first: bool
    warning: tuple[int, int | None, int] | None


class SavedPiece(Struct, frozen=True, array_like=True):
    """The last message, where it may be a piece of a split one."""

    author: str
    at: int
    tail: Tail


class SavedThread(Struct, frozen=True, array_like=True):
    """A thread. Sides in order of first appearance; ``last`` and ``other`` are who spoke last, by author."""

    version: int
    thread: str
    number: int
    words: int
    known: int
    group: bool
    second_at: int | None
    last: str | None
    other: str | None
    sides: tuple[SavedSide, ...]
    piece: SavedPiece | None


def written(thread: SavedThread) -> bytes:
    """As bytes (MessagePack): the same value, the same bytes."""
    return msgspec.msgpack.encode(thread)


def read(saved: bytes) -> SavedThread:
    """From bytes.

    Raises:
        NotAState: They are not a saved thread, or of a later version.
    """
    try:
        version = msgspec.msgpack.decode(saved, type=tuple[Any, ...])[0]
        if version != VERSION:
            raise NotAState(f"The state is of version {version}.", where="version")
        return msgspec.msgpack.decode(saved, type=SavedThread)
    except (msgspec.DecodeError, msgspec.ValidationError, IndexError) as error:
        raise NotAState("The bytes are not a saved thread.", where=str(error)) from error


# --- a side's state ----------------------------------------------------------------------------


def saved_side(author: str | None, counts: Past, state: State | None) -> SavedSide:
    """A side for writing. ``counts`` is its past as of now, of which only the counts are kept."""
    if state is None:
        return SavedSide(author, _plain(counts), None, None, child_asked_first=False, warning=None)
    warning = astuple(state.warning) if state.warning else None
    return SavedSide(
        author,
        _plain(counts),
        _plain(state.past),
        state.asked_after,
        state.child_asked_first,
        warning,
    )


def state_of(side: SavedSide, weights: Weights, *, group: bool) -> State | None:
    """A side's state as it was, its addends worked out anew."""
    if side.past is None:
        return None
    warning = Warning_(*side.warning) if side.warning else None
    state = State(
        Context(group=group),
        past_of(side.past),
        side.asked_after,
        side.child_asked_first,
        (),
        warning,
    )
    return replace(state, addends=addends(state, weights))


def _plain(past: Past) -> tuple[Any, ...]:
    seen = {name: astuple(each) for name, each in past.seen.items()}
    ask = astuple(past.ask) if past.ask else None
    return astuple(replace(past, seen=seen, ask=ask))


def past_of(plain: Sequence[Any]) -> Past:
    """A past from its plain form.

    Raises:
        NotAState: It does not fit.
    """
    try:
        past = Past(*plain)
        seen = {name: Seen(*each) for name, each in past.seen.items()}  # type: ignore[misc]
        return replace(past, seen=seen, ask=Ask(*past.ask) if past.ask else None)  # type: ignore[misc]
    except (TypeError, AttributeError) as error:
        raise NotAState("A side of the saved thread does not fit.", where="past") from error


# --- two stretches of one thread ---------------------------------------------------------------


def merged(one: SavedThread, other: SavedThread, weights: Weights) -> SavedThread:
    """Two stretches of one thread that were read apart, as one: the earlier first, whichever is given first.

    Counts and sightings are added up, and a warning of either stands. What only shows across the seam (an ask in one
    stretch, the answer in the other) is not found: where it can be, read a thread in one place.

    Raises:
        NotAState: They are not of the same thread.
    """
    if one.thread != other.thread:
        raise NotAState("The states are of two threads.", where=f"{one.thread}, {other.thread}")
    if one == other:
        return one
    early, late = sorted((one, other), key=lambda each: (_began(each), written(each)))
    later = {side.author: side for side in late.sides}
    sides = [
        _merged_side(side, later.pop(side.author, None), early, weights)
        for side in _claimed(early, late)
    ]
    sides += [_shifted(side, early.number) for side in later.values() if side.author is not None]
    second = sorted(number for number in (early.second_at, _later(late, early.number)) if number)
    return SavedThread(
        VERSION,
        early.thread,
        early.number + late.number,
        early.words + late.words,
        early.known + late.known,
        early.group or late.group,
        second[0] if second else None,
        late.last or early.last,
        late.other or early.other,
        tuple(sides),
        late.piece,
    )


def _began(thread: SavedThread) -> tuple[bool, int]:
    times = [
        past.began_at
        for side in thread.sides
        if (past := past_of(side.counts)).began_at is not None
    ]
    return (not times, min(times, default=0))


def _later(thread: SavedThread, shift: int) -> int | None:
    return thread.second_at + shift if thread.second_at else None


def _claimed(early: SavedThread, late: SavedThread) -> list[SavedSide]:
    """The earlier sides; what waited for a second author goes to the one who came."""
    known = {side.author for side in early.sides}
    new = [side.author for side in late.sides if side.author not in known]
    if not new:
        return list(early.sides)
    return [replace(side, author=new[0]) if side.author is None else side for side in early.sides]


def _merged_side(
    early: SavedSide, late: SavedSide | None, before: SavedThread, weights: Weights
) -> SavedSide:
    shift, group = before.number, before.group
    if late is None:
        return early
    counts = _added(past_of(early.counts), past_of(late.counts), shift)
    one = state_of(early, weights, group=group)
    two = state_of(_shifted(late, shift), weights, group=group)
    if one is None or two is None:
        return saved_side(early.author, counts, one or two)
    past = _added(one.past, past_of(late.past or ()), shift)
    state = State(
        Context(group=group),
        past,
        one.asked_after or two.asked_after,
        one.child_asked_first or (two.child_asked_first and one.asked_after is None),
        (),
        one.warning or two.warning,
    )
    state = replace(state, addends=addends(state, weights))
    if state.warning is None and state.score >= weights.needs_a_look:
        number = max(each.last for each in past.seen.values())
        state = replace(state, warning=Warning_(number, past.last_at, state.score))
    return saved_side(early.author, counts, state)


def _shifted(side: SavedSide, shift: int) -> SavedSide:
    """A side of a stretch that begins after so many messages."""
    moved = replace(side, counts=_plain(_added(Past(), past_of(side.counts), shift)))
    if side.past is None:
        return moved
    warning = side.warning and (side.warning[0] + shift, *side.warning[1:])
    return replace(moved, past=_plain(_added(Past(), past_of(side.past), shift)), warning=warning)


def _added(early: Past, late: Past, shift: int) -> Past:
    ages = [each for each in (early.contact_youngest, late.contact_youngest) if each]
    child_ages = [each for each in (early.child_age, late.child_age) if each]
    first = late.first_picture + shift if late.first_picture else None
    return replace(
        late,
        from_contact=early.from_contact + late.from_contact,
        from_child=early.from_child + late.from_child,
        began_at=late.began_at if early.began_at is None else early.began_at,
        last_actor=late.last_actor or early.last_actor,
        last_at=early.last_at if late.last_at is None else late.last_at,
        seen=_all_seen(early.seen, late.seen, shift),
        ask=replace(late.ask, number=late.ask.number + shift) if late.ask else early.ask,
        child_pictures=early.child_pictures + late.child_pictures,
        first_picture=early.first_picture or first,
        last_picture=late.last_picture + shift if late.last_picture else early.last_picture,
        last_child=late.last_child + shift if late.last_child else early.last_child,
        child_age=min(child_ages, default=0),
        contact_youngest=min(ages, default=0),
        contact_oldest=max(early.contact_oldest, late.contact_oldest),
        at_night=min(early.at_night + late.at_night, MOST),
    )


def _all_seen(early: dict[str, Seen], late: dict[str, Seen], shift: int) -> dict[str, Seen]:
    found = dict(early)
    for name, each in late.items():
        old = found.get(name)
        moved = replace(each, first=each.first + shift, last=each.last + shift)
        if old is not None:
            moved = replace(
                moved,
                count=min(old.count + each.count, MOST),
                first=old.first,
                best=max(old.best, each.best),
            )
        found[name] = moved
    return found

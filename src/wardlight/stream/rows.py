"""What every message moves, whatever it says: whose turn it is, and both sides' counts, for a whole batch at once.

This is the part of ``behaviours.turn`` and of ``findings.watch`` that looks at no word: who answers whom, how many each
side wrote, when the run of messages began. It is told here in arrays, because it is all that most messages do. Tests hold
it equal to the plain functions.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from wardlight.behaviours.sieve import I64, U64
from wardlight.stream.numbers import NONE, Columns, Pairs

NOBODY = -1
UNTOLD, CHILD, OTHER = 0, 1, 2
"""Roles of an author, as far as they are told."""

NEVER = np.iinfo(np.int64).max
"""The number of a message that has not come."""

Flags = NDArray[np.bool_]


class Sorted(Struct, frozen=True):
    """A batch in order of threads; within a thread in the order it came.

    Attributes:
        order: For each, its place in the batch.
        thread: Number of its thread.
        number: Its number in the thread, from 1.
        author: Number of its author.
        role: UNTOLD, CHILD or OTHER.
        at: Milliseconds; NONE where not known.
        pictures: Sent with it.
    """

    order: I64
    thread: I64
    number: I64
    author: I64
    role: I64
    at: I64
    pictures: I64


class Turns(Struct, frozen=True):
    """Each message as a turn of the sides it concerns, in order of sides; ``message`` is its index in Sorted."""

    side: I64
    contact: Flags
    message: I64


class Counts(Struct, frozen=True):
    """A side's counts after each turn; see ``behaviours.Past`` for what each means. NONE stands for None."""

    from_contact: I64
    from_child: I64
    began_at: I64
    last_contact: I64
    last_at: I64
    run: I64
    run_at: I64
    child_pictures: I64
    first_picture: I64
    last_picture: I64
    last_child: I64


COUNTS = Counts.__struct_fields__


def side_columns() -> Columns:
    """A row for each side: an author of a thread, looked at as its contact, and the next side of that thread.

    ``last_contact`` is 1 where the contact wrote last, 0 for the child, -1 for nobody yet.
    """
    nought = dict.fromkeys((*COUNTS, "seen"), 0)
    unknown = dict.fromkeys(("began_at", "last_at", "run_at"), NONE)
    nobody = dict.fromkeys(("last_contact", "thread", "author", "next"), NOBODY)
    return Columns(**nought | unknown | nobody)


def thread_columns() -> Columns:
    """A row for each thread: how far it is, who spoke last of those looked at, and the side that waits for its author."""
    return Columns(
        number=0, authors=0, last=NOBODY, other=NOBODY, ghost=NOBODY, second_at=NEVER,
        sides=NOBODY, group=0, words=0, known=0,
    )  # fmt: skip


# --- sides -------------------------------------------------------------------------------------


def sides_of(batch: Sorted, threads: Columns, sides: Columns, pairs: Pairs) -> I64:
    """The side of each message's author. What is written before a second author appears is kept for them."""
    keys = pair_keys(batch.thread, batch.author)
    found = pairs.get(keys)
    new = np.flatnonzero(found == NOBODY)
    if not len(new):
        return found
    unique, first, back = np.unique(keys[new], return_index=True, return_inverse=True)
    by_place = np.argsort(first, kind="stable")
    at = new[first[by_place]]
    values = np.empty(len(unique), np.int64)
    made = _new_sides(batch.thread[at], batch.number[at], threads, sides)
    sides["author"][made] = batch.author[at]
    values[by_place] = made
    pairs.put(unique, values)
    found[new] = values[back]
    return found


def pair_keys(thread: I64, author: I64) -> U64:
    """One number for a thread and an author."""
    return (thread.astype(np.uint64) << np.uint64(32)) | author.astype(np.uint64)


def _new_sides(thread: I64, number: I64, threads: Columns, sides: Columns) -> I64:
    heads = _heads(thread)
    rank = threads["authors"][thread] + _since(heads)
    first, second = rank == 0, rank == 1
    made = 2 * first + (rank > 1)
    base = sides.add(int(made.sum())) + np.cumsum(made) - made
    threads["ghost"][thread[first]] = base[first] + 1
    threads["second_at"][thread[second]] = number[second]
    np.add.at(threads["authors"], thread, 1)
    side = np.where(second, threads["ghost"][thread], base)
    _linked(side, thread, heads, threads, sides)
    return side


def _linked(side: I64, thread: I64, heads: Flags, threads: Columns, sides: Columns) -> None:
    """Each thread's sides as a chain, the newest first."""
    sides["thread"][side] = thread
    sides["next"][side[heads]] = threads["sides"][thread[heads]]
    later = np.flatnonzero(~heads)
    sides["next"][side[later]] = side[later - 1]
    ends = ends_of(thread)
    threads["sides"][thread[ends]] = side[ends]


# --- turns -------------------------------------------------------------------------------------


def turns_of(batch: Sorted, side: I64, threads: Columns) -> Turns:
    """A message is its author's turn, unless they are the child; and an answer to whoever else spoke last."""
    watched = batch.role != CHILD
    answered = _answered(batch, side, watched, threads)
    both = np.empty(2 * len(side), np.int64)
    both[0::2] = np.where(watched, side, NOBODY)
    both[1::2] = np.where(batch.role == OTHER, NOBODY, answered)
    some = np.flatnonzero(both != NOBODY)
    by_side = some[np.argsort(both[some], kind="stable")]
    return Turns(both[by_side], by_side % 2 == 0, by_side // 2)


def _answered(batch: Sorted, side: I64, watched: Flags, threads: Columns) -> I64:
    """The last other side that spoke, the child's left out; before anybody else has, the side that waits for them."""
    before = _last_spoken(batch.thread, side, watched, threads)
    waiting = (before == NOBODY) & (batch.number < threads["second_at"][batch.thread])
    answered = np.where(waiting, threads["ghost"][batch.thread], before)
    return np.where(answered == side, NOBODY, answered)


def _last_spoken(thread: I64, side: I64, watched: Flags, threads: Columns) -> I64:
    last, other = threads["last"][thread], threads["other"][thread]
    before = np.where(watched & (side == last), other, last)
    spoke = np.flatnonzero(watched)
    if not len(spoke):
        return before
    thread_spoke, side_spoke = thread[spoke], side[spoke]
    threads_begin = _heads(thread_spoke)
    runs_begin = threads_begin | _changes(side_spoke)
    run = _latest(runs_begin)
    inside = ~threads_begin[run]
    before[spoke[inside]] = side_spoke[run[inside] - 1]
    silent = np.flatnonzero(~watched)
    heard = np.searchsorted(spoke, silent) - 1
    some = (heard >= 0) & (thread_spoke[heard] == thread[silent])
    before[silent[some]] = side_spoke[heard[some]]
    ends = ends_of(thread_spoke)
    threads["last"][thread_spoke[ends]] = side_spoke[ends]
    threads["other"][thread_spoke[ends]] = before[spoke[ends]]
    return before


# --- counts ------------------------------------------------------------------------------------


class Counted(Struct, frozen=True):
    """Counts before and after each turn."""

    before: Counts
    after: Counts


def counted(turns: Turns, batch: Sorted, sides: Columns) -> Counted:
    """Both sides' counts around each turn; the columns are left as after the last."""
    heads = _heads(turns.side)
    rows = sides.rows(turns.side[heads])
    base = Counts(*(rows[:, at].copy() for at in range(len(COUNTS))))
    after = _after(turns, batch, heads, base)
    ends = ends_of(turns.side)
    for at, name in enumerate(COUNTS):
        rows[:, at] = getattr(after, name)[ends]
    sides.put(turns.side[ends], rows)
    return Counted(_before(after, heads, base), after)


def _before(after: Counts, heads: Flags, base: Counts) -> Counts:
    columns = []
    for name in COUNTS:
        column = np.roll(getattr(after, name), 1)
        column[heads] = getattr(base, name)
        columns.append(column)
    return Counts(*columns)


def _after(turns: Turns, batch: Sorted, heads: Flags, base: Counts) -> Counts:
    segment = np.cumsum(heads) - 1
    start = _latest(heads)
    contact, child = turns.contact, ~turns.contact
    at, number = batch.at[turns.message], batch.number[turns.message]
    pictures = np.where(child, batch.pictures[turns.message], 0)
    pictured, timed = pictures > 0, at != NONE
    same = ~heads & ~_changes(contact)
    same[heads] = contact[heads] == (base.last_contact == 1)
    same[heads] &= base.last_contact != NOBODY
    run = _latest(~same | heads)
    going_on = same[run]
    first_picture = _first(pictured, segment, heads)
    return Counts(
        from_contact=_running(contact, start) + base.from_contact[segment],
        from_child=_running(child, start) + base.from_child[segment],
        began_at=_unless(base.began_at[segment], NONE, at, _first(timed, segment, heads)),
        last_contact=contact.astype(np.int64),
        last_at=_filled(timed, start, at, base.last_at[segment]),
        run=np.arange(len(run)) - run + 1 + np.where(going_on, base.run[segment], 0),
        run_at=np.where(going_on, base.run_at[segment], at[run]),
        child_pictures=_running(pictures, start) + base.child_pictures[segment],
        first_picture=_unless(base.first_picture[segment], 0, number, first_picture),
        last_picture=_filled(pictured, start, number, base.last_picture[segment]),
        last_child=_filled(child, start, number, base.last_child[segment]),
    )


def ends_of(values: I64) -> I64:
    """The last place of each run of equal values."""
    return np.flatnonzero(np.append(values[1:] != values[:-1], True)) if len(values) else values


def so_far(flags: Flags, side: I64) -> Flags:
    """Whether any turn of the side up to this one is flagged."""
    found: Flags = _running(flags, _latest(_heads(side))) > 0
    return found


def _heads(values: I64) -> Flags:
    heads = np.ones(len(values), np.bool_)
    heads[1:] = values[1:] != values[:-1]
    return heads


def _changes(values: Flags | I64) -> Flags:
    changes = np.zeros(len(values), np.bool_)
    changes[1:] = values[1:] != values[:-1]
    return changes


def _latest(flags: Flags) -> I64:
    """For each place, the last place up to it that is flagged; 0 where none is."""
    return np.maximum.accumulate(np.where(flags, np.arange(len(flags)), 0))


def _since(heads: Flags) -> I64:
    return np.arange(len(heads)) - _latest(heads)


def _running(values: Flags | I64, start: I64) -> I64:
    """The sum within a segment up to each place."""
    sums: I64 = np.cumsum(values, dtype=np.int64)
    return sums - sums[start] + values[start]


def _filled(flags: Flags, start: I64, values: I64, otherwise: I64) -> I64:
    """The value at the last flagged place of the segment; otherwise what stood before it."""
    last = _latest(flags)
    there = (last >= start) & flags[last]
    return np.where(there, values[last], otherwise)


def _first(flags: Flags, segment: I64, heads: Flags) -> I64:
    """For each place, the first flagged place of its segment, where that is not after it; -1 for none."""
    places = np.arange(len(flags))
    never = len(flags)
    if not never:
        return places
    firsts = np.minimum.reduceat(np.where(flags, places, never), np.flatnonzero(heads))[segment]
    return np.where(firsts <= places, firsts, NOBODY)


def _unless(kept: I64, unset: int, values: I64, first: I64) -> I64:
    found = np.where(first == NOBODY, unset, values[first])
    return np.where(kept == unset, found, kept)

"""What every message moves, whatever it says: who wrote it to whom, and both sides' counts. One message after another, compiled.

This is the part of ``behaviours.turn`` and of ``findings.watch`` that looks at no word, written for machine code because
it is all that most messages do. Tests hold it equal to the plain functions. All that is compiled for a stream is in this file:
what is kept on disk of one function is not made again when another file changes.
"""

from typing import NamedTuple

import numpy as np

from wardlight.behaviours.sieve import ALONE, GOLDEN, I32, I64, NOT_KEPT, U8, U64, Flags
from wardlight.compiled import compiled
from wardlight.stream.rows import (
    AUTHORS,
    BATCH,
    CHILD,
    EARLIER,
    LETTERS,
    NOBODY,
    NONE,
    OTHER,
    SIDES,
    THREADS,
    Held,
    Placed,
    Rows,
)

_GOLDEN = np.uint64(GOLDEN)
LONGEST = 4096
"""Letters of a name after which the multipliers for places begin anew."""

FREE = -1
"""In a table of keys: nothing there."""

_HALF = np.uint64(32)
_FOLD = np.uint64(29)
_BATCHES = (1 << 31) - 1


class Columns(NamedTuple):
    """Of a batch, what moves counts. Letters and bounds as in ``Texts``; none of them can be written to."""

    thread: U8
    thread_bounds: I64
    author: U8
    author_bounds: I64
    at: I64
    role: I64
    pictures: I64
    group: I64


class Heard(NamedTuple):
    """Of what the sieve says of each text: whether it may be a piece, and words for telling the language."""

    piece: Flags
    words: I32
    known: I32


@compiled
def refill(slots: Rows, wider: Rows) -> None:
    """All that is in one table, into an empty one."""
    for at in range(len(slots)):
        if slots[at]["value"] != FREE:
            wider[_slot_of(wider, slots[at]["key"])] = slots[at]


@compiled
def _slot_of(slots: Rows, key: np.uint64) -> int:
    """Where a key is, or where it would be."""
    mask = len(slots) - 1
    at = int(np.int64(key >> _HALF)) & mask
    while slots[at]["value"] != FREE and slots[at]["key"] != key:
        at = (at + 1) & mask
    return at


@compiled
def _fill(slots: Rows, key: np.uint64, value: int, thread: int) -> None:
    """A key that is not there yet."""
    slot = slots[_slot_of(slots, key)]
    slot["key"] = key
    slot["value"] = value
    slot["thread"] = thread


@compiled
def _name_key(letters: U8, bounds: I64, at: int, secret: U64) -> np.uint64:
    """A name's number of 64 bits."""
    begin, end = bounds[at], bounds[at + 1]
    key = np.uint64(end - begin) * _GOLDEN
    for place in range(begin, end):
        key += secret[letters[place]] * secret[257 + (place - begin) % LONGEST]
    key ^= key >> _FOLD
    return key * _GOLDEN


@compiled
def _pair_key(thread: np.uint64, author: np.uint64, secret: U64) -> np.uint64:
    """A thread and an author together."""
    key = thread * secret[256] + author
    key ^= key >> _FOLD
    return key * _GOLDEN


@compiled
def _add_name(held: Held, letters: U8, bounds: I64, at: int) -> int:
    """Keep a name; where it begins."""
    begin, length = held.sizes[LETTERS], bounds[at + 1] - bounds[at]
    for place in range(length):
        held.letters[begin + place] = letters[bounds[at] + place]
    held.sizes[LETTERS] = begin + length
    return begin


@compiled
def thread_named(held: Held, letters: U8, bounds: I64, secret: U64) -> int:
    """The number of the thread of this name; NOBODY for none."""
    return held.thread_slots[_slot_of(held.thread_slots, _name_key(letters, bounds, 0, secret))][
        "value"
    ]


@compiled
def add_thread(held: Held, letters: U8, bounds: I64, secret: U64) -> int:
    """A thread of a name that is new."""
    return _new_thread(held, letters, bounds, 0, _name_key(letters, bounds, 0, secret))


@compiled
def add_side(
    held: Held, thread: int, letters: U8, bounds: I64, author: U8, author_bounds: I64, secret: U64
) -> int:
    """A side of a thread, by its number and name, for an author who is new there."""
    side = new_side(held)
    key = _pair_key(
        _name_key(letters, bounds, 0, secret), _name_key(author, author_bounds, 0, secret), secret
    )
    _take_side(held, side, thread, author, author_bounds, 0, key)
    return side


@compiled
def _new_thread(held: Held, letters: U8, bounds: I64, at: int, key: np.uint64) -> int:
    number = held.sizes[THREADS]
    held.sizes[THREADS] = number + 1
    name = held.thread_names[number]
    name["begin"] = _add_name(held, letters, bounds, at)
    name["length"] = bounds[at + 1] - bounds[at]
    row = held.threads[number]
    row["number"] = 0
    row["last_at"] = NONE
    row["words"] = 0
    row["known"] = 0
    row["batch"] = 0
    row["second"] = 0
    row["sides"] = NOBODY
    row["writer"] = NOBODY
    row["last"] = NOBODY
    row["other"] = NOBODY
    row["ghost"] = NOBODY
    row["index"] = 0
    row["authors"] = 0
    row["group"] = 0
    row["piece"] = 0
    _fill(held.thread_slots, key, number, number)
    return number


@compiled
def new_side(held: Held) -> int:
    """A side that nobody has taken yet."""
    number = held.sizes[SIDES]
    held.sizes[SIDES] = number + 1
    held.side_names[number]["length"] = NOBODY
    held.side_names[number]["thread"] = NOBODY
    row = held.sides[number]
    row["seen"] = 0
    row["maybe"] = 0
    counts = row["counts"]
    counts["from_contact"] = 0
    counts["from_child"] = 0
    counts["began_at"] = NONE
    counts["last_contact"] = NOBODY
    counts["last_at"] = NONE
    counts["run"] = 0
    counts["run_at"] = NONE
    counts["child_pictures"] = 0
    counts["first_picture"] = 0
    counts["last_picture"] = 0
    counts["last_child"] = 0
    return number


@compiled
def _take_side(
    held: Held, side: int, thread: int, letters: U8, bounds: I64, at: int, key: np.uint64
) -> None:
    """Somebody begins to write as this side of the thread."""
    name = held.side_names[side]
    name["begin"] = _add_name(held, letters, bounds, at)
    name["length"] = bounds[at + 1] - bounds[at]
    name["thread"] = thread
    name["next"] = held.threads[thread]["sides"]
    held.sizes[AUTHORS] += 1
    held.threads[thread]["sides"] = side
    held.threads[thread]["authors"] += 1
    _fill(held.side_slots, key, side, thread)


# --- whose message -----------------------------------------------------------------------------


@compiled
def place(
    sent: Columns, heard: Heard, held: Held, secret: U64, piece_within: int, placed: Placed
) -> None:
    """Say of each message which thread and side it belongs to and which side it answers. There is room for what is new.

    In passes, so that the processor can wait for many rows of a large table at once.
    """
    held.sizes[BATCH] = (held.sizes[BATCH] + 1) & _BATCHES
    keys = np.empty((len(sent.at), 2), np.uint64)
    for at in range(len(sent.at)):
        keys[at, 0] = _name_key(sent.thread, sent.thread_bounds, at, secret)
        author = _name_key(sent.author, sent.author_bounds, at, secret)
        keys[at, 1] = _pair_key(keys[at, 0], author, secret)
    for at in range(len(sent.at)):
        slot = held.side_slots[_slot_of(held.side_slots, keys[at, 1])]
        placed.side[at] = slot["value"]
        placed.thread[at] = slot["thread"]
    for at in range(len(sent.at)):
        if placed.side[at] == FREE:
            _begin_side(at, sent, held, keys, placed)
    for at in range(len(sent.at)):
        _tell(at, sent, heard, held, piece_within, placed)


@compiled
def _begin_side(at: int, sent: Columns, held: Held, keys: U64, placed: Placed) -> None:
    """The side of an author who may be new, in a thread that may be."""
    slot = held.side_slots[_slot_of(held.side_slots, keys[at, 1])]
    if slot["value"] != FREE:
        placed.side[at] = slot["value"]
        placed.thread[at] = slot["thread"]
        return
    thread = held.thread_slots[_slot_of(held.thread_slots, keys[at, 0])]["value"]
    if thread == FREE:
        thread = _new_thread(held, sent.thread, sent.thread_bounds, at, keys[at, 0])
    side = _next_side(held, held.threads[thread])
    _take_side(held, side, thread, sent.author, sent.author_bounds, at, keys[at, 1])
    placed.side[at] = side
    placed.thread[at] = thread


@compiled
def _tell(
    at: int, sent: Columns, heard: Heard, held: Held, piece_within: int, placed: Placed
) -> None:
    row = held.threads[placed.thread[at]]
    side = placed.side[at]
    row["number"] += 1
    row["group"] |= np.int8(sent.group[at])
    row["words"] += heard.words[at]
    row["known"] += heard.known[at]
    if row["second"] == 0 and side == row["ghost"]:
        row["second"] = row["number"]
    placed.number[at] = row["number"]
    placed.answered[at] = _answered(row, side, sent.role[at] != CHILD)
    placed.follows[at] = _follows(
        row, side, at, sent.at[at], heard.piece[at], held.sizes[BATCH], piece_within
    )


@compiled
def _next_side(held: Held, row: np.void) -> int:
    """A side for one more author. What is written before a second one appears is kept for them, in a side that waits."""
    if row["authors"] == 1:
        return row["ghost"]
    side = new_side(held)
    if row["authors"] == 0:
        row["ghost"] = new_side(held)
    return side


@compiled
def _answered(row: np.void, side: int, watched: bool) -> int:  # noqa: FBT001 - read by position in machine code
    """The last other side that spoke, the child's left out; before anybody else has, the side that waits for them."""
    last = row["last"]
    answered = row["other"] if watched and side == last else last
    if answered == NOBODY and row["second"] == 0:
        answered = row["ghost"]
    if watched and side != last:
        row["other"] = last
        row["last"] = side
    return NOBODY if answered == side else answered


@compiled
def _follows(
    row: np.void,
    side: int,
    at: int,
    time: int,
    piece: bool,  # noqa: FBT001
    batch: int,
    piece_within: int,
) -> int:
    """The place of the piece just before by the same author, where this is a piece too."""
    found = NOBODY
    if piece and row["piece"] and row["writer"] == side:
        before = row["last_at"]
        if not (time != NONE != before) or time - before <= piece_within:
            found = row["index"] if row["batch"] == batch else EARLIER
    row["piece"] = piece
    row["writer"] = side
    row["last_at"] = time
    row["index"] = at
    row["batch"] = batch
    return found


# --- counts ------------------------------------------------------------------------------------


@compiled
def turns(
    sent: Columns,
    level: I64,
    held: Held,
    placed: Placed,
    in_a_row: int,
    silence: int,
    chosen: Rows,
) -> int:
    """Count each message as its author's turn, unless they are the child, and as an answer; how many turns are to be looked at.

    Where nothing was seen of a side yet, only what means something by itself is looked at.

    Args:
        sent: The messages.
        level: What the sieve says of each, with the pieces before it.
        held: Counts so far; they are left as after the last message.
        placed: Whose messages they are.
        in_a_row: Messages in a row of which each so-manieth is looked at.
        silence: Milliseconds after which a message in a row is looked at.
        chosen: Room for two turns a message; the turns to be looked at are written to it.
    """
    found = 0
    for at in range(len(sent.at)):
        for contact, side in ((1, placed.side[at]), (0, placed.answered[at])):
            if side != NOBODY and sent.role[at] != (CHILD if contact == 1 else OTHER):
                found += _turn(
                    at, side, contact, sent, level, held, placed, in_a_row, silence, chosen, found
                )
    return found


@compiled
def _turn(
    at: int,
    side: int,
    contact: int,
    sent: Columns,
    level: I64,
    held: Held,
    placed: Placed,
    in_a_row: int,
    silence: int,
    chosen: Rows,
    found: int,
) -> int:
    row = held.sides[side]
    counts = row["counts"]
    same = counts["last_contact"] == contact
    run = counts["run"] + 1 if same else 1
    again = contact == 1 and same
    long_run = again and run % in_a_row == 0
    alone = long_run or level[at] == ALONE
    if alone:
        row["maybe"] = held.sizes[BATCH]
    looked_at = alone
    if not alone and (row["seen"] or row["maybe"] == held.sizes[BATCH]):
        looked_at = level[at] != NOT_KEPT or (
            again and _silent(counts["last_at"], sent.at[at], silence)
        )
    if looked_at:
        out = chosen[found]
        out["place"] = at
        out["side"] = side
        out["contact"] = contact
        out["level"] = level[at]
        out["long_run"] = long_run
        out["counts"] = counts
    _count(counts, contact, placed.number[at], sent.at[at], sent.pictures[at], run)
    return 1 if looked_at else 0


@compiled
def _silent(before: int, now: int, silence: int) -> bool:
    return before != NONE != now and now - before >= silence


@compiled
def _count(counts: np.void, contact: int, number: int, time: int, pictures: int, run: int) -> None:
    if contact == 1:
        counts["from_contact"] += 1
    else:
        counts["from_child"] += 1
        counts["last_child"] = number
        if pictures > 0:
            counts["child_pictures"] += pictures
            counts["last_picture"] = number
            if counts["first_picture"] == 0:
                counts["first_picture"] = number
    counts["last_contact"] = contact
    counts["run"] = run
    if run == 1:
        counts["run_at"] = time
    if time != NONE:
        counts["last_at"] = time
        if counts["began_at"] == NONE:
            counts["began_at"] = time

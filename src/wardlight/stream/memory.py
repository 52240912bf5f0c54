"""Room for what a detector remembers: tables that grow, names end to end."""

import secrets
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from wardlight.behaviours.sieve import I64, U8, U64, fixed, texts_of
from wardlight.stream import loops
from wardlight.stream.loops import FREE, LONGEST
from wardlight.stream.rows import SIDE, SIDE_NAME, SLOT, THREAD, THREAD_NAME, Held, Placed, Rows

_SPARE = 4
"""A table that has to grow is given a further part of its size: one in so many."""

_Array = TypeVar("_Array", bound=NDArray[Any])

SECRET: U64 = np.frombuffer(secrets.token_bytes(8 * (257 + LONGEST)), np.uint64) | np.uint64(1)
"""Multipliers for a letter, for a place in a name, and for a thread beside an author. New in every process, so
that nobody can choose two names that are told apart badly; two share a number by chance once in 2^64 pairs."""


def nothing_held() -> Held:
    """Before the first message."""
    return Held(
        np.empty(0, THREAD),
        np.empty(0, SIDE),
        np.empty(0, THREAD_NAME),
        np.empty(0, SIDE_NAME),
        _slots(16),
        _slots(16),
        np.empty(0, np.uint8),
        np.zeros(5, np.int64),
    )


def with_room(held: Held, messages: int, letters: int) -> Held:
    """The same with room for so many more messages, each of which may begin a thread, and letters of names."""
    threads, sides, authors, used, _ = held.sizes.tolist()
    return Held(
        _grown(held.threads, threads + messages),
        _grown(held.sides, sides + 2 * messages),
        _grown(held.thread_names, threads + messages),
        _grown(held.side_names, sides + 2 * messages),
        _wider(held.thread_slots, threads, messages),
        _wider(held.side_slots, authors, messages),
        _grown(held.letters, used + letters),
        held.sizes,
    )


def _grown(rows: _Array, size: int) -> _Array:
    """Grown where it lies, as far as the system can: a copy of a large table takes longer than all that is written to it."""
    if size > len(rows):
        rows.resize(size + len(rows) // _SPARE, refcheck=False)
    return rows


def _slots(size: int) -> Rows:
    slots = np.zeros(size, SLOT)
    slots["value"] = FREE
    return slots


def _wider(slots: Rows, there: int, more: int) -> Rows:
    """Never more than half full, so that what is looked for is found near where it should be."""
    if 2 * (there + more) <= len(slots):
        return slots
    wider = _slots(1 << (2 * (there + more) - 1).bit_length())
    loops.refill(slots, wider)
    return wider


# --- names -------------------------------------------------------------------------------------


def name_at(held: Held, row: np.void) -> str:
    """A name, told where it is."""
    begin, length = int(row["begin"]), int(row["length"])
    return bytes(held.letters[begin : begin + length]).decode("utf-8", "surrogatepass")


def thread_named(held: Held, name: str) -> int:
    """A thread's number; NOBODY for none."""
    with np.errstate(over="ignore"):
        return int(loops.thread_named(held, *_letters(name), SECRET))


def add_thread(held: Held, name: str) -> int:
    """A new thread, where there is room for it; its number."""
    with np.errstate(over="ignore"):
        return int(loops.add_thread(held, *_letters(name), SECRET))


def add_side(held: Held, thread: int, name: str, author: str | None) -> int:
    """A new side of the thread of this name, where there is room for it: an author's, or without one, a side that waits."""
    if author is None:
        return int(loops.new_side(held))
    with np.errstate(over="ignore"):
        return int(loops.add_side(held, thread, *_letters(name), *_letters(author), SECRET))


def _letters(name: str) -> tuple[U8, I64]:
    found = texts_of([name])
    return fixed(found.buffer), fixed(found.bounds)


def not_placed(messages: int) -> Placed:
    """Room to say of so many messages whose they are."""
    return Placed(*(np.empty(messages, np.int32) for _ in Placed._fields))

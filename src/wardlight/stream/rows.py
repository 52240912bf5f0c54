"""What a detector remembers of every thread, as rows of whole numbers. Nothing here is judged.

A row lies in one piece of memory, because whoever reads one of its values mostly reads them all.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wardlight.behaviours.sieve import I32, I64, U8

NONE = np.iinfo(np.int64).min
"""Stands for a time that is not known."""

NOBODY = -1

UNTOLD, CHILD, OTHER = 0, 1, 2
"""Roles of an author, as far as they are told."""

Rows = NDArray[np.void]

COUNTS = np.dtype(
    [
        ("began_at", "i8"),
        ("last_at", "i8"),
        ("run_at", "i8"),
        ("child_pictures", "i8"),
        ("from_contact", "i4"),
        ("from_child", "i4"),
        ("run", "i4"),
        ("first_picture", "i4"),
        ("last_picture", "i4"),
        ("last_child", "i4"),
        ("last_contact", "i1"),
    ]
)
"""One side's counts; see ``behaviours.Past`` for what each means. ``last_contact`` is 1 where the contact wrote last, 0 for the
child, NOBODY for nobody yet. NONE stands for a time that is not known, 0 for a picture that was not sent."""

SIDE = np.dtype([("counts", COUNTS), ("seen", "i1"), ("maybe", "i4")])
"""An author of a thread, looked at as its contact: counts, whether something was ever seen, and the last batch in which
something may be. It fits into one line of a processor's cache, as a thread does: with a million of either, that is the time."""

THREAD = np.dtype(
    [
        ("last_at", "i8"),
        ("number", "i4"),
        ("words", "i4"),
        ("known", "i4"),
        ("batch", "i4"),
        ("index", "i4"),
        ("writer", "i4"),
        ("last", "i4"),
        ("other", "i4"),
        ("ghost", "i4"),
        ("second", "i4"),
        ("sides", "i4"),
        ("authors", "i4"),
        ("group", "i1"),
        ("piece", "i1"),
    ]
)
"""A thread: its messages so far, and the last one's time, writer, batch and place in it, and whether that may be a piece of a
split one; words for telling its language; of those looked at, who spoke last and who before them; the side that waits for its
author, and the number of the first message of a second author (0 before that); and its newest side."""

SIDE_NAME = np.dtype([("begin", "i8"), ("length", "i4"), ("thread", "i4"), ("next", "i4")])
"""A side's author: where the name is (a length of NOBODY for nobody yet), the thread, and the side before this one."""

THREAD_NAME = np.dtype([("begin", "i8"), ("length", "i4")])
"""Where a thread's name is."""

SLOT = np.dtype([("key", "u8"), ("value", "i4"), ("thread", "i4")])
"""A place in a table of keys: the number of a thread, or of a side with its thread."""

CHOSEN = np.dtype(
    [
        ("place", "i8"),
        ("side", "i8"),
        ("contact", "i4"),
        ("level", "i4"),
        ("long_run", "i4"),
        ("counts", COUNTS),
    ]
)
"""A turn to look at: the message's place in the batch, the side, whether it is the contact's turn, what the sieve says of its
text, whether it ends a long run, and the counts before it."""


class Held(NamedTuple):
    """All rows. ``sizes`` is how many threads, sides, authors of threads and letters of names there are, and which batch this is."""

    threads: Rows
    sides: Rows
    thread_names: Rows
    side_names: Rows
    thread_slots: Rows
    side_slots: Rows
    letters: U8
    sizes: I64


THREADS, SIDES, AUTHORS, LETTERS, BATCH = 0, 1, 2, 3, 4
"""Places in ``Held.sizes``."""


class Placed(NamedTuple):
    """Whose each message of a batch is.

    Its thread, its author's side, the side that it answers (NOBODY for none), its number in the thread, and the place of the
    piece that it may go on from: EARLIER for one before the batch, NOBODY for none.
    """

    thread: I32
    side: I32
    answered: I32
    number: I32
    follows: I32


EARLIER = -2

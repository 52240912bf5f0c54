"""What the sieve says of each text."""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from wardlight.behaviours.sieve.texts import I32, Flags

NOT_KEPT, WITH_A_PAST, ALONE = 0, 1, 2
"""Nothing to find; only lines that mean something after something else; lines that mean something by themselves."""

SHORT = 4
"""Words of a message, at most, for it to be a piece of an ask that is split over several."""


class Kept(Struct, frozen=True):
    """What is known of each text of a batch.

    Attributes:
        level: NOT_KEPT, WITH_A_PAST or ALONE.
        piece: Whether it may be a piece of a split ask: few words, one of them in a lexicon.
        words: Words counted for telling whether its language is known; see ``languages``.
        known: Those that a lexicon knows.
        lines: The numbers of the patterns that may stand in each text, by its index; for a text that is kept unseen, none.
    """

    level: NDArray[np.int8]
    piece: Flags
    words: I32
    known: I32
    lines: dict[int, list[int]]


def nothing_kept(count: int) -> Kept:
    """Before any of so many texts is looked at."""
    return Kept(
        np.zeros(count, np.int8),
        np.zeros(count, np.bool_),
        np.zeros(count, np.int32),
        np.zeros(count, np.int32),
        {},
    )

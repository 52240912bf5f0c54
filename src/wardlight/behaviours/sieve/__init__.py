"""Says at once which texts of a batch cannot hold any pattern, so that only the rest are read one by one.

How: all texts lie in one buffer of bytes. Its tokens are hashed together; the hash finds the word's
row: the pattern elements it can stand for, and the patterns filed under it. A text is kept where, for some pattern filed
under one of its words, the pattern's other elements stand as near as they must. A kept text may hold nothing; a text that
is not kept holds nothing, which a property test compares with the matcher. Integer arithmetic only: the same answer on
every machine, and the same in arrays as in compiled loops. Decision records 0009 and 0014 have the ways that were measured.
"""

from collections.abc import Callable

from wardlight.behaviours.sieve import arrays
from wardlight.behaviours.sieve.kept import ALONE, NOT_KEPT, SHORT, WITH_A_PAST, Kept, nothing_kept
from wardlight.behaviours.sieve.table import NEAR, Filed, Patterns, Words, patterns_of
from wardlight.behaviours.sieve.texts import (
    EDGE,
    GOLDEN,
    I32,
    I64,
    LONGEST_TEXT,
    U8,
    U64,
    Flags,
    Texts,
    fixed,
    runs,
    texts_of,
)

__all__ = [
    "ALONE",
    "EDGE",
    "GOLDEN",
    "I32",
    "I64",
    "NEAR",
    "NOT_KEPT",
    "SHORT",
    "U8",
    "U64",
    "WITH_A_PAST",
    "Filed",
    "Flags",
    "KeepRun",
    "Kept",
    "Sieve",
    "Texts",
    "Words",
    "arrays",
    "fixed",
    "patterns_of",
    "quickest",
    "texts_of",
]

KeepRun = Callable[[Words, Patterns, U8, I64, Kept, int], None]
"""A way to look through one run of texts: ``arrays.keep_run`` or ``loops.keep_run``."""


def quickest() -> KeepRun:
    """Compiled loops where there is a compiler, which takes a moment to start; else arrays. The answer is the same."""
    from wardlight.compiled import AVAILABLE  # noqa: PLC0415 - nobody waits for a compiler who does not ask for it

    if not AVAILABLE:
        return arrays.keep_run
    from wardlight.behaviours.sieve import loops  # noqa: PLC0415 - as above

    return loops.keep_run


class Sieve:
    """Patterns, and the words that they are filed under, over many texts at once."""

    def __init__(self, words: Words, patterns: Patterns) -> None:
        self._words, self._patterns = words, patterns

    def keep(self, texts: Texts, keep_run: KeepRun = arrays.keep_run) -> Kept:
        """Which texts a pattern may be in."""
        kept = nothing_kept(len(texts.bounds) - 1)
        for begin, end in runs(texts.bounds):
            low, high = texts.bounds[begin], texts.bounds[end]
            if end == begin + 1 and high - low > LONGEST_TEXT:
                kept.level[begin] = ALONE
                continue
            bounds = texts.bounds[begin : end + 1] - low
            keep_run(self._words, self._patterns, texts.buffer[low:high], bounds, kept, begin)
        return kept

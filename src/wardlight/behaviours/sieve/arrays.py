"""The sieve in arrays: each step for all texts of a run at once. It needs numpy and nothing else."""

from functools import cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from wardlight.behaviours.languages import LETTERS
from wardlight.behaviours.sieve.kept import ALONE, SHORT, WITH_A_PAST, Kept
from wardlight.behaviours.sieve.table import (
    FREE,
    KNOWN,
    LISTED,
    NEAR,
    SINGLE,
    TESTS,
    UNKNOWN,
    UNKNOWN_SHORT,
    WORD,
    Patterns,
    Words,
)
from wardlight.behaviours.sieve.texts import (
    BYTE_VALUE,
    I32,
    I64,
    IS_BLANK,
    IS_CORE,
    IS_SIGN,
    LONGEST_TEXT,
    LOWER,
    MULTIPLIER,
    RUN_BYTES,
    U8,
    U64,
    Flags,
)


def keep_run(
    words: Words, patterns: Patterns, buffer: U8, bounds: I64, kept: Kept, offset: int
) -> None:
    """Write down what is known of a run of texts, the first of which is number ``offset``."""
    if not len(buffer):
        return
    tokens = _tokens(buffer, bounds)
    ids, text = _split(words, _identified(words, buffer, tokens), tokens.text)
    if not len(ids):
        return
    rows = words.rows()
    heads = np.flatnonzero(np.diff(text, prepend=-1)).astype(np.int32)
    sizes = np.diff(heads, append=np.int32(len(ids)))
    every = np.arange(len(ids), dtype=np.int32)
    index, size = every - np.repeat(heads, sizes), np.repeat(sizes, sizes)
    read = _Read(ids, text, index, size, rows.shape[ids], rows.members)
    filed, first = rows.filed.expand(ids, every), rows.first_filed.expand(ids[heads], heads)
    for numbers, at in (filed, first):
        _tell(kept, offset, read, patterns, *_standing(patterns, read, numbers, at))
    _shapes(kept, offset, read, heads, sizes)


def _shapes(kept: Kept, offset: int, read: "_Read", heads: I32, sizes: I32) -> None:
    """What words are like, whatever stands in a text."""
    where = offset + read.text[heads]
    listed = np.bitwise_or.reduceat(read.shape, heads)
    kept.piece[where] = (sizes <= SHORT) & (listed & LISTED > 0)
    for spaced in _spaced(read.shape, read.text).tolist():
        kept.level[offset + spaced] = ALONE
        kept.piece[offset + spaced] = True
        kept.lines.pop(offset + spaced, None)
    kept.words[where] = np.add.reduceat((read.shape & WORD > 0).astype(np.int32), heads)
    known = (read.shape & (WORD | KNOWN) == WORD | KNOWN).astype(np.int32)
    kept.known[where] = np.add.reduceat(known, heads)


# --- tokens ------------------------------------------------------------------------------------


class _Tokens(Struct, frozen=True):
    """The tokens of a run of texts: where each begins and ends without its edges, its text, hash, and shape."""

    start: I64
    end: I64
    text: I32
    hash: U64
    odd: Flags


def _tokens(buffer: U8, bounds: I64) -> _Tokens:
    blank = IS_BLANK[buffer]
    opens = np.zeros(len(buffer) + 1, np.bool_)
    opens[bounds] = True
    begins = ~blank
    begins[1:] &= blank[:-1] | opens[1:-1]
    ends = ~blank
    ends[:-1] &= blank[1:] | opens[1:-1]
    core = IS_CORE[buffer]
    cores = np.cumsum(core, dtype=np.int32)
    begin, last = np.flatnonzero(begins), np.flatnonzero(ends)
    first_core = cores[begin] - core[begin]
    last_core = cores[last] - 1
    solid = np.flatnonzero(first_core <= last_core)
    places = np.flatnonzero(core)
    start, end = places[first_core[solid]], places[last_core[solid]] + 1
    begin = begin[solid]
    counts = np.diff(np.searchsorted(begin, bounds))
    text = np.repeat(np.arange(len(bounds) - 1, dtype=np.int32), counts)
    return _Tokens(start, end, text, _hashes(buffer, start, end), _odd(buffer, start, end))


@cache
def _powers() -> tuple[U64, U64]:
    """The multiplier's powers and their inverses modulo 2^64, one for each place in the buffer."""
    size = RUN_BYTES + LONGEST_TEXT + 1
    with np.errstate(over="ignore"):
        ups: U64 = np.cumprod(np.full(size, MULTIPLIER, np.uint64), dtype=np.uint64)
        downs: U64 = np.cumprod(
            np.full(size, pow(MULTIPLIER, -1, 2**64), np.uint64), dtype=np.uint64
        )
    return ups, downs


def _hashes(buffer: U8, start: I64, end: I64) -> U64:
    ups, downs = _powers()
    terms = BYTE_VALUE[buffer] * ups[: len(buffer)]
    sums = np.cumsum(terms, dtype=np.uint64)
    return (sums[end - 1] - sums[start] + terms[start]) * downs[start]


def _odd(buffer: U8, start: I64, end: I64) -> Flags:
    """Holds anything but letters, or a letter twice in a row: its words cannot be told from its hash alone."""
    lower = LOWER[buffer]
    sign = IS_SIGN[buffer]
    sign[1:] |= lower[1:] == lower[:-1]
    signs = np.cumsum(sign, dtype=np.int32)
    odd: Flags = signs[end - 1] - signs[start] + sign[start] > 0
    return odd


# --- tokens to rows ----------------------------------------------------------------------------


def _identified(words: Words, buffer: U8, tokens: _Tokens) -> I32:
    ids = words.plain.get(tokens.hash)
    missing = np.flatnonzero(ids == FREE)
    odd = missing[tokens.odd[missing]]
    short = tokens.end[missing] - tokens.start[missing] < LETTERS
    ids[missing] = np.where(short, UNKNOWN_SHORT, UNKNOWN)
    new = odd[words.odd.get(tokens.hash[odd]) == FREE]
    if len(new) and not _learn(words, buffer, tokens, new):
        _learn(words, buffer, tokens, odd)
    ids[odd] = words.odd.get(tokens.hash[odd])
    return ids


def _learn(words: Words, buffer: U8, tokens: _Tokens, at: I64) -> bool:
    return words.learn(buffer, tokens.start[at], tokens.end[at], tokens.hash[at])


def _split(words: Words, ids: I32, text: I32) -> tuple[I32, I32]:
    """Each token's word; tokens of several words as several, those of none left out."""
    odd = np.flatnonzero(ids < FREE)
    if not len(odd):
        return ids, text
    several = words.several()
    counts = np.ones(len(ids), np.int64)
    counts[odd] = several.length[-2 - ids[odd]]
    split, text = np.repeat(ids, counts), np.repeat(text, counts)
    split[split < FREE], _ = several.expand(-2 - ids[odd], ids[odd])
    return split, text


# --- rows to patterns --------------------------------------------------------------------------


class _Read(Struct, frozen=True):
    """The words of a run: their row, text, index in it, its size and their shape; and what each row can be."""

    ids: I32
    text: I32
    index: I32
    size: I32
    shape: U8
    members: U8


def _standing(patterns: Patterns, read: _Read, numbers: I32, at: I32) -> tuple[I32, I32]:
    """The filed patterns whose elements stand where they must, as far as they are tested, and where."""
    for rank in range(NEAR):
        tests = patterns.columns[TESTS + 3 * rank : TESTS + 3 * rank + 3]
        fits = _near(tests, numbers, at, read)
        numbers, at = numbers[fits], at[fits]
    ends, before = patterns.columns[:TESTS, numbers], read.index[at]
    after = read.size[at] - 1 - before
    fits = np.flatnonzero(
        (ends[0] <= before) & (before <= ends[1]) & (ends[2] <= after) & (after <= ends[3])
    )
    return numbers[fits], at[fits]


def _near(tests: I32, numbers: I32, at: I32, read: _Read) -> I64:
    """Which of the patterns, filed under the words beside them, have the element of a test where it must be."""
    element, least, most = (each[numbers] for each in tests)
    ok = element == FREE
    exact = ~ok & (least == most)
    one = np.flatnonzero(exact)
    ok[one] = _at_its_place(element[one], least[one], at[one], read)
    some = np.flatnonzero(~(ok | exact))
    if len(some):
        ok[some] = _in_reach(element[some], least[some], most[some], at[some], read)
    return np.flatnonzero(ok)


def _at_its_place(element: I32, away: I32, at: I32, read: _Read) -> Flags:
    place = read.index[at] + away
    inside = (place >= 0) & (place < read.size[at])
    where = np.flatnonzero(inside)
    inside[where] = _stands(element[where], at[where] + away[where], read)
    return inside


def _in_reach(element: I32, least: I32, most: I32, at: I32, read: _Read) -> Flags:
    index = read.index[at]
    low = np.maximum(least, -index)
    high = np.minimum(most, read.size[at] - 1 - index)
    widths = np.maximum(high - low + 1, 0)
    begins = np.cumsum(widths, dtype=np.int32) - widths
    other = np.repeat(at + low - begins, widths) + np.arange(int(widths.sum()), dtype=np.int32)
    found = np.zeros(len(at), np.bool_)
    stands = _stands(np.repeat(element, widths), other, read)
    found[np.repeat(np.arange(len(at)), widths)[stands]] = True
    return found


def _stands(element: I32, at: I32, read: _Read) -> Flags:
    bits = read.members[read.ids[at], element >> 3] >> (element & 7).astype(np.uint8) & 1
    stands: Flags = bits > 0
    return stands


def _tell(kept: Kept, offset: int, read: _Read, patterns: Patterns, numbers: I32, at: I32) -> None:
    """Write down which patterns may stand in which text, and each text's level."""
    alone, text = patterns.alone[numbers], offset + read.text[at]
    kept.level[text[~alone]] = np.maximum(kept.level[text[~alone]], WITH_A_PAST)
    kept.level[text[alone]] = ALONE
    for index, line in zip(text.tolist(), patterns.line[numbers].tolist(), strict=True):
        kept.lines.setdefault(index, []).append(line)


def _spaced(shape: U8, text: I32) -> NDArray[np.int32]:
    """Texts with three words of one letter in a row: letters parted by blanks."""
    single = shape & SINGLE > 0
    if len(single) < 3:
        return text[:0]
    run = single[:-2] & single[1:-1] & single[2:] & (text[:-2] == text[2:])
    spaced: I32 = text[:-2][run]
    return spaced

"""Says at once which texts of a batch cannot hold any pattern, so that only the rest are read one by one.

How: all texts lie in one buffer of bytes. Its tokens are hashed together by prefix sums; the hash finds the word's
row: the pattern elements it can stand for, and the patterns filed under it. A text is kept where, for some pattern filed
under one of its words, the pattern's other elements stand as near as they must. A kept text may hold nothing; a text that
is not kept holds nothing, which a property test compares with the matcher. Integer
arithmetic only: the same answer on every machine. Decision record 0009 has the other ways that were measured.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from string import ascii_lowercase

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from wardlight.behaviours.languages import LETTERS

NOT_KEPT, WITH_A_PAST, ALONE = 0, 1, 2
"""Nothing to find; only lines that mean something after something else; lines that mean something by themselves."""

SHORT = 4
"""Words of a message, at most, for it to be a piece of an ask that is split over several."""

EDGE = ".,!?:;\"'()[]{}<>~*-_/\\&%#=^`"
"""ASCII signs that are taken off a token's two ends before it is looked up."""

_BATCH_BYTES = 1 << 19
_LONGEST_TEXT = 1 << 16
"""Bytes. A longer text is kept unseen: the matcher reads it."""
_CACHED = 400_000

_NEAR = 3
"""Nearness tests for a pattern, at most."""

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
U8 = NDArray[np.uint8]


class Filed(Struct, frozen=True):
    """A pattern as the sieve needs it.

    Attributes:
        words: The words it is filed under.
        near: Elements and how many words from the filed one they stand, at least and at most.
        from_start: How many words stand before the filed one, where that is bounded.
        to_end: How many words stand after it, where that is bounded.
        alone: Whether it means something without a past.
    """

    words: frozenset[str]
    near: tuple[tuple[int, int, int], ...]
    from_start: tuple[int, int] | None
    to_end: tuple[int, int] | None
    alone: bool


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
    piece: NDArray[np.bool_]
    words: I32
    known: I32
    lines: dict[int, list[int]]


class Texts(Struct, frozen=True):
    """Texts as UTF-8 in one buffer: text ``i`` is ``buffer[bounds[i]:bounds[i + 1]]``."""

    buffer: U8
    bounds: I64

    def some(self, indexes: Sequence[int]) -> list[str]:
        """Some of them as strings."""
        letters = self.buffer.data
        low, high = self.bounds[indexes].tolist(), self.bounds[1:][indexes].tolist()
        return [
            str(letters[begin:end], "utf-8", "surrogatepass")
            for begin, end in zip(low, high, strict=True)
        ]


def texts_of(texts: Sequence[str]) -> Texts:
    """Strings as one buffer. A blank stands between them, which belongs to no token."""
    joined = " ".join(texts)
    if joined.isascii():
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    else:
        encoded = (len(each.encode("utf-8", "surrogatepass")) for each in texts)
        lengths = np.fromiter(encoded, np.int64, len(texts))
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(lengths + 1, out=bounds[1:])
    if len(texts):
        bounds[-1] -= 1
    return Texts(np.frombuffer(joined.encode("utf-8", "surrogatepass"), np.uint8), bounds)


# --- bytes -------------------------------------------------------------------------------------

_GOLDEN = 0x9E3779B97F4A7C15

_MULTIPLIER = secrets.randbits(64) | 1
"""Another one in every process, so that nobody can write a word that hides behind another one's hash. No answer hangs on it."""


def _table(chars: Iterable[int]) -> NDArray[np.bool_]:
    table = np.zeros(256, np.bool_)
    table[list(chars)] = True
    return table


_BLANKS = (9, 10, 11, 12, 13, 28, 29, 30, 31, 32)
_IS_BLANK = _table(_BLANKS)
_IS_CORE = ~(_IS_BLANK | _table(EDGE.encode()))
_IS_SIGN = ~_table((*range(65, 91), *range(97, 123)))
_LOWER: U8 = np.arange(256, dtype=np.uint8)
_LOWER[65:91] += 32


def _spread(number: int) -> int:
    """A well mixed 64-bit number for each small one (the finaliser of splitmix64, Steele et al. 2014)."""
    mixed = (number + 1) * _GOLDEN % 2**64
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
    return mixed ^ (mixed >> 31)


_BYTE_VALUE: U64 = np.array([_spread(int(each)) for each in _LOWER], np.uint64)


@cache
def _powers() -> tuple[U64, U64]:
    """The multiplier's powers and their inverses modulo 2^64, one for each place in the buffer."""
    size = _BATCH_BYTES + _LONGEST_TEXT + 1
    with np.errstate(over="ignore"):
        ups: U64 = np.cumprod(np.full(size, _MULTIPLIER, np.uint64), dtype=np.uint64)
        downs: U64 = np.cumprod(
            np.full(size, pow(_MULTIPLIER, -1, 2**64), np.uint64), dtype=np.uint64
        )
    return ups, downs


def hash_of(token: str) -> int:
    """The hash of one token, as the buffer pass finds it. Case does not count in ASCII."""
    total, power = 0, 1
    for byte in token.encode("utf-8", "surrogatepass"):
        total += int(_BYTE_VALUE[byte]) * power
        power = power * _MULTIPLIER % 2**64
    return total % 2**64


class _Tokens(Struct, frozen=True):
    """The tokens of a run of texts: where each begins and ends without its edges, its text, hash, and shape."""

    start: I64
    end: I64
    text: I32
    hash: U64
    odd: NDArray[np.bool_]


def _tokens(buffer: U8, bounds: I64) -> _Tokens:
    blank = _IS_BLANK[buffer]
    opens = np.zeros(len(buffer) + 1, np.bool_)
    opens[bounds] = True
    begins = ~blank
    begins[1:] &= blank[:-1] | opens[1:-1]
    ends = ~blank
    ends[:-1] &= blank[1:] | opens[1:-1]
    core = _IS_CORE[buffer]
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


def _hashes(buffer: U8, start: I64, end: I64) -> U64:
    ups, downs = _powers()
    terms = _BYTE_VALUE[buffer] * ups[: len(buffer)]
    sums = np.cumsum(terms, dtype=np.uint64)
    return (sums[end - 1] - sums[start] + terms[start]) * downs[start]


def _odd(buffer: U8, start: I64, end: I64) -> NDArray[np.bool_]:
    """Holds anything but letters, or a letter twice in a row: its words cannot be told from its hash alone."""
    lower = _LOWER[buffer]
    sign = _IS_SIGN[buffer]
    sign[1:] |= lower[1:] == lower[:-1]
    signs = np.cumsum(sign, dtype=np.int32)
    odd: NDArray[np.bool_] = signs[end - 1] - signs[start] + sign[start] > 0
    return odd


# --- tokens to rows ----------------------------------------------------------------------------


class _Slots:
    """Hash to row: open addressing in two flat arrays, looked up for many at once."""

    def __init__(self, log_size: int) -> None:
        self._shift = np.uint64(64 - log_size)
        self._mask = (1 << log_size) - 1
        self._keys = np.zeros(1 << log_size, np.uint64)
        self._rows = np.full(1 << log_size, _FREE, np.int32)
        self.count = 0

    def put(self, key: int, row: int) -> None:
        slot = key * _GOLDEN % 2**64 >> int(self._shift)
        while self._rows[slot] != _FREE and self._keys[slot] != key:
            slot = (slot + 1) & self._mask
        self.count += bool(self._rows[slot] == _FREE)
        self._keys[slot], self._rows[slot] = key, row

    def rows(self, keys: U64) -> I32:
        """The row of each key; _FREE for none."""
        slots = (keys * np.uint64(_GOLDEN) >> self._shift).astype(np.int64)
        rows: I32 = self._rows[slots]
        wrong = np.flatnonzero((rows != _FREE) & (self._keys[slots] != keys))
        while len(wrong):
            slots[wrong] = (slots[wrong] + 1) & self._mask
            rows[wrong] = self._rows[slots[wrong]]
            wrong = wrong[(rows[wrong] != _FREE) & (self._keys[slots[wrong]] != keys[wrong])]
        return rows


_UNKNOWN, _UNKNOWN_SHORT = 0, 1
"""The rows of words that are in no lexicon."""
_FREE = -1
"""No row. Numbers below it stand for tokens of no word, or of several."""

_WORD, _KNOWN, _SINGLE, _LISTED = 1, 2, 4, 8


class _Row(Struct, frozen=True):
    """What a word can stand for, and what is filed under it: anywhere, and as a text's first."""

    elements: tuple[int, ...]
    filed: tuple[int, ...]
    shape: int
    first_filed: tuple[int, ...]


class Sieve:
    """A compiled set of patterns over many texts at once. It remembers tokens it has looked up; no other state.

    Args:
        filed: The patterns.
        elements: For each word (or marked first word), the elements it can stand for.
        count: How many elements there are.
        words_of: The words of a token, as the matcher reads them.
        first: The mark before a text's first word.
        vocabulary: Every word of every lexicon.
    """

    def __init__(
        self,
        filed: Sequence[Filed],
        elements: Mapping[str, Sequence[int]],
        count: int,
        words_of: Callable[[str], tuple[str, ...]],
        first: str,
        vocabulary: frozenset[str],
    ) -> None:
        self._words_of, self._first, self._known = words_of, first, vocabulary
        self._count = count
        self._elements = elements
        self._filed_under: dict[str, tuple[int, ...]] = {}
        for number, pattern in enumerate(filed):
            for word in pattern.words:
                self._filed_under[word] = (*self._filed_under.get(word, ()), number)
        self._alone = np.array([each.alone for each in filed], np.bool_)
        self._ends = np.array([(*_open(each.from_start), *_open(each.to_end)) for each in filed])
        self._near = [self._nearness(filed, rank) for rank in range(_NEAR)]
        looked_up = sorted(vocabulary | set(ascii_lowercase))
        self._vocabulary = [each for each in looked_up if words_of(each) == (each,)]
        self._begin()

    def _begin(self) -> None:
        self._ids: dict[_Row, int] = {}
        self._kept_rows: list[_Row] = []
        self._compiled = _compile([], self._count)
        for shape in (_WORD, 0):
            self._id(_Row((), (), shape, ()))
        self._several: dict[tuple[int, ...], int] = {}
        self._plain = _Slots((4 * len(self._vocabulary)).bit_length())
        self._odd = _Slots(20)
        for word in self._vocabulary:
            self._plain.put(hash_of(word), self._word(word))

    def _nearness(self, filed: Sequence[Filed], rank: int) -> "_Near":
        """Each pattern's nearness test of one rank, the narrowest first; a pattern that has none is given its own."""
        tests = []
        for each in filed:
            ranked = sorted(each.near, key=lambda test: (test[2] - test[1], test))
            tests.append(ranked[rank] if rank < len(ranked) else None)
        return _Near(
            np.array([test is not None for test in tests], np.bool_),
            np.array([test is not None and test[1] == test[2] for test in tests], np.bool_),
            np.array([test[0] if test else 0 for test in tests], np.int32),
            np.array([test[1] if test else 0 for test in tests], np.int32),
            np.array([test[2] if test else 0 for test in tests], np.int32),
        )

    def _id(self, row: _Row) -> int:
        if row not in self._ids:
            self._ids[row] = len(self._kept_rows)
            self._kept_rows.append(row)
        return self._ids[row]

    def _word(self, word: str) -> int:
        elements = self._elements.get(word, ())
        shape = _WORD if word.isalpha() and len(word) >= LETTERS else 0
        shape |= _KNOWN if word in self._known else 0
        shape |= _SINGLE if len(word) == 1 and word.isalpha() else 0
        return self._id(
            _Row(
                tuple(elements),
                self._filed_under.get(word, ()),
                shape | (_LISTED if elements else 0),
                self._filed_under.get(self._first + word, ()),
            )
        )

    def _token(self, words: tuple[str, ...]) -> int:
        """A row for one word; for any other number of words, a number below -1 that stands for their rows."""
        rows = tuple(map(self._word, words))
        if len(rows) == 1:
            return rows[0]
        return self._several.setdefault(rows, -2 - len(self._several))

    def keep(self, texts: Texts) -> Kept:
        """Which texts a pattern may be in."""
        count = len(texts.bounds) - 1
        kept = Kept(
            np.zeros(count, np.int8),
            np.zeros(count, np.bool_),
            np.zeros(count, np.int32),
            np.zeros(count, np.int32),
            {},
        )
        for begin, end in _runs(texts.bounds):
            if end == begin + 1 and texts.bounds[end] - texts.bounds[begin] > _LONGEST_TEXT:
                kept.level[begin] = ALONE
                continue
            low, high = texts.bounds[begin], texts.bounds[end]
            self._keep_run(texts.buffer[low:high], texts.bounds[begin : end + 1] - low, kept, begin)
        return kept

    def _keep_run(self, buffer: U8, bounds: I64, kept: Kept, offset: int) -> None:
        if not len(buffer):
            return
        tokens = _tokens(buffer, bounds)
        ids = self._identified(buffer, tokens)
        compiled = self._table_of_rows()
        ids, text = self._split(ids, tokens.text)
        if not len(ids):
            return
        heads = np.flatnonzero(np.diff(text, prepend=-1)).astype(np.int32)
        sizes = np.diff(heads, append=np.int32(len(ids)))
        every = np.arange(len(ids), dtype=np.int32)
        read = _Read(
            ids,
            text,
            every - np.repeat(heads, sizes),
            np.repeat(sizes, sizes),
            compiled.shape[ids],
            compiled.members,
        )
        for filed in (
            compiled.filed.expand(ids, every),
            compiled.first_filed.expand(ids[heads], heads),
        ):
            self._tell(kept, offset, read, *self._standing(read, *filed))
        where = offset + text[heads]
        listed = np.bitwise_or.reduceat(read.shape, heads)
        kept.piece[where] = (sizes <= SHORT) & (listed & _LISTED > 0)
        for spaced in _spaced(read.shape, text).tolist():
            kept.level[offset + spaced] = ALONE
            kept.piece[offset + spaced] = True
            kept.lines.pop(offset + spaced, None)
        kept.words[where] = np.add.reduceat((read.shape & _WORD > 0).astype(np.int32), heads)
        kept.known[where] = np.add.reduceat(
            (read.shape & (_WORD | _KNOWN) == _WORD | _KNOWN).astype(np.int32), heads
        )

    def _standing(self, read: "_Read", patterns: I32, at: I32) -> tuple[I32, I32]:
        """The filed patterns whose elements stand where they must, as far as they are tested, and where."""
        for near in self._near:
            fits = near.fits(patterns, at, read)
            patterns, at = patterns[fits], at[fits]
        ends, before = self._ends[patterns], read.index[at]
        after = read.size[at] - 1 - before
        fits = np.flatnonzero(
            (ends[:, 0] <= before)
            & (before <= ends[:, 1])
            & (ends[:, 2] <= after)
            & (after <= ends[:, 3])
        )
        return patterns[fits], at[fits]

    def _tell(self, kept: Kept, offset: int, read: "_Read", patterns: I32, at: I32) -> None:
        """Write down which patterns may stand in which text, and each text's level."""
        alone, text = self._alone[patterns], offset + read.text[at]
        kept.level[text[~alone]] = np.maximum(kept.level[text[~alone]], WITH_A_PAST)
        kept.level[text[alone]] = ALONE
        for index, pattern in zip(text.tolist(), patterns.tolist(), strict=True):
            kept.lines.setdefault(index, []).append(pattern)

    def _identified(self, buffer: U8, tokens: _Tokens) -> I32:
        ids = self._plain.rows(tokens.hash)
        missing = np.flatnonzero(ids == _FREE)
        odd = missing[tokens.odd[missing]]
        short = tokens.end[missing] - tokens.start[missing] < LETTERS
        ids[missing] = np.where(short, _UNKNOWN_SHORT, _UNKNOWN)
        rows = self._odd.rows(tokens.hash[odd])
        new = odd[rows == _FREE]
        if len(new):
            if self._odd.count + len(new) > _CACHED:
                self._odd, new = _Slots(20), odd
            self._learn(buffer, tokens, new)
            rows = self._odd.rows(tokens.hash[odd])
        ids[odd] = rows
        return ids

    def _split(self, ids: I32, text: I32) -> tuple[I32, I32]:
        """Each token's word; tokens of several words as several, those of none left out."""
        odd = np.flatnonzero(ids < 0)
        if not len(odd):
            return ids, text
        several = [*self._several]
        words = [several[-2 - each] for each in ids[odd].tolist()]
        counts = np.ones(len(ids), np.int64)
        counts[odd] = [len(each) for each in words]
        split = np.repeat(ids, counts)
        split[split < 0] = [each for rows in words for each in rows]
        return split, np.repeat(text, counts)

    def _learn(self, buffer: U8, tokens: _Tokens, new: I64) -> None:
        _, firsts = np.unique(tokens.hash[new], return_index=True)
        for at in new[firsts].tolist():
            written = bytes(buffer[tokens.start[at] : tokens.end[at]])
            words = self._words_of(written.decode("utf-8", "surrogatepass"))
            self._odd.put(int(tokens.hash[at]), self._token(words))

    def _table_of_rows(self) -> "_Compiled":
        done = len(self._compiled.shape)
        if done != len(self._kept_rows):
            new = _compile(self._kept_rows[done:], self._count)
            self._compiled = _end_to_end(self._compiled, new)
        return self._compiled


class _Read(Struct, frozen=True):
    """The words of a run: their row, text, index in it, its size and their shape; and what each row can stand for."""

    ids: I32
    text: I32
    index: I32
    size: I32
    shape: U8
    members: U8


class _Near(Struct, frozen=True):
    """For each pattern: one element, and how far from the filed word a word that can stand for it is."""

    there: NDArray[np.bool_]
    exact: NDArray[np.bool_]
    element: I32
    least: I32
    most: I32

    def fits(self, patterns: I32, at: I32, read: _Read) -> I64:
        """Which of the patterns, filed under the words beside them, have the element where it must be."""
        ok = ~self.there[patterns]
        exact = self.exact[patterns]
        one = np.flatnonzero(exact)
        ok[one] = self._at_its_place(patterns[one], at[one], read)
        some = np.flatnonzero(~(ok | exact))
        if len(some):
            ok[some] = self._in_reach(patterns[some], at[some], read)
        return np.flatnonzero(ok)

    def _at_its_place(self, patterns: I32, at: I32, read: _Read) -> NDArray[np.bool_]:
        away = self.least[patterns]
        place = read.index[at] + away
        inside = (place >= 0) & (place < read.size[at])
        where = np.flatnonzero(inside)
        inside[where] = self._stands(patterns[where], at[where] + away[where], read)
        return inside

    def _in_reach(self, patterns: I32, at: I32, read: _Read) -> NDArray[np.bool_]:
        index = read.index[at]
        low = np.maximum(self.least[patterns], -index)
        high = np.minimum(self.most[patterns], read.size[at] - 1 - index)
        widths = np.maximum(high - low + 1, 0)
        begins = np.cumsum(widths, dtype=np.int32) - widths
        other = np.repeat(at + low - begins, widths) + np.arange(int(widths.sum()), dtype=np.int32)
        found = np.zeros(len(at), np.bool_)
        stands = self._stands(np.repeat(patterns, widths), other, read)
        found[np.repeat(np.arange(len(at)), widths)[stands]] = True
        return found

    def _stands(self, patterns: I32, at: I32, read: _Read) -> NDArray[np.bool_]:
        element = self.element[patterns]
        bits = read.members[read.ids[at], element >> 3] >> (element & 7).astype(np.uint8) & 1
        stands: NDArray[np.bool_] = bits > 0
        return stands


def _open(bound: tuple[int, int] | None) -> tuple[int, int]:
    return bound or (0, 1 << 40)


def _runs(bounds: I64) -> Iterator[tuple[int, int]]:
    """Texts that are read together: a bounded number of bytes, or one long text by itself."""
    begin, count = 0, len(bounds) - 1
    while begin < count:
        end = int(np.searchsorted(bounds, bounds[begin] + _BATCH_BYTES, side="right")) - 1
        end = min(max(end, begin + 1), count)
        yield begin, end
        begin = end


def _spaced(shape: U8, text: I32) -> I32:
    """Texts with three tokens of one letter in a row: letters parted by blanks."""
    single = shape & _SINGLE > 0
    if len(single) < 3:
        return text[:0]
    run = single[:-2] & single[1:-1] & single[2:] & (text[:-2] == text[2:])
    spaced: I32 = text[:-2][run]
    return spaced


class _Lists(Struct, frozen=True):
    """A list of pattern numbers for each row, end to end."""

    begin: I32
    length: I32
    patterns: I32

    def expand(self, rows: I32, text: I32) -> tuple[I32, I32]:
        """The patterns of each row, and beside each its text."""
        lengths = self.length[rows]
        some = np.flatnonzero(lengths)
        rows, text, lengths = rows[some], text[some], lengths[some]
        before = np.cumsum(lengths, dtype=np.int32) - lengths
        offsets = np.repeat(self.begin[rows] - before, lengths)
        places = offsets + np.arange(len(offsets), dtype=np.int32)
        return self.patterns[places], np.repeat(text, lengths)


class _Compiled(Struct, frozen=True):
    """All rows as arrays."""

    members: U8
    shape: U8
    filed: _Lists
    first_filed: _Lists


def _compile(rows: Sequence[_Row], elements: int) -> _Compiled:
    members = np.zeros((len(rows), elements), np.bool_)
    for number, row in enumerate(rows):
        members[number, list(row.elements)] = True
    return _Compiled(
        np.packbits(members, axis=1, bitorder="little"),
        np.array([each.shape for each in rows], np.uint8),
        _lists([each.filed for each in rows]),
        _lists([each.first_filed for each in rows]),
    )


def _end_to_end(one: _Compiled, other: _Compiled) -> _Compiled:
    return _Compiled(
        np.concatenate((one.members, other.members)),
        np.concatenate((one.shape, other.shape)),
        _lists_end_to_end(one.filed, other.filed),
        _lists_end_to_end(one.first_filed, other.first_filed),
    )


def _lists_end_to_end(one: _Lists, other: _Lists) -> _Lists:
    return _Lists(
        np.concatenate((one.begin, other.begin + np.int32(len(one.patterns)))),
        np.concatenate((one.length, other.length)),
        np.concatenate((one.patterns, other.patterns)),
    )


def _lists(lists: Sequence[tuple[int, ...]]) -> _Lists:
    length = np.array([len(each) for each in lists], np.int32)
    patterns = [number for each in lists for number in each]
    return _Lists(np.cumsum(length, dtype=np.int32) - length, length, np.array(patterns, np.int32))

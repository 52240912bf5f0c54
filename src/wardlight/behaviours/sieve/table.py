"""What the sieve knows: of each pattern where its elements must stand, of each word which elements it can be."""

from collections.abc import Callable, Container, Mapping, Sequence
from string import ascii_lowercase

import numpy as np
from msgspec import Struct

from wardlight.behaviours.languages import LETTERS
from wardlight.behaviours.sieve.texts import GOLDEN, I32, I64, U8, U64, Flags, hash_of

NEAR = 3
"""Nearness tests for a pattern, at most."""

TESTS = 4
"""Where they begin in a pattern's row."""

UNKNOWN, UNKNOWN_SHORT = 0, 1
"""The rows of words that are in no lexicon."""

FREE = -1
"""No row. Numbers below it stand for tokens of no word, or of several."""

WORD, KNOWN, SINGLE, LISTED = 1, 2, 4, 8
"""A word that counts for telling the language, one that a lexicon knows, one letter, and one that an element can be."""

CACHED = 400_000
"""Odd tokens that are remembered, at most."""

_ODD_SLOTS = 1 << 20
_FAR = 1 << 30


class Filed(Struct, frozen=True):
    """A pattern as the sieve needs it, or one of the ways in which it may stand.

    Attributes:
        line: The pattern's number.
        words: The words it is filed under.
        near: Elements and how many words from the filed one they stand, at least and at most; up to NEAR, best first.
        from_start: How many words stand before the filed one, where that is bounded.
        to_end: How many words stand after it, where that is bounded.
        alone: Whether it means something without a past.
    """

    line: int
    words: frozenset[str]
    near: tuple[tuple[int, int, int], ...]
    from_start: tuple[int, int] | None
    to_end: tuple[int, int] | None
    alone: bool


class Patterns(Struct, frozen=True):
    """All filed patterns as arrays.

    Attributes:
        line: The number of each.
        alone: Whether each means something without a past.
        where: A row of 16 numbers each, one line of a processor's cache. How many words must stand before the filed one, at least
            and at most, and after it; then, from TESTS on, up to NEAR tests: an element (FREE for no
            test), and how many words from the filed one a word that can be it stands, at least and at most.
        columns: The same the other way round: a row for each of the 16, for who reads one of them of many patterns.
    """

    line: I32
    alone: Flags
    where: I32
    columns: I32


def patterns_of(filed: Sequence[Filed]) -> Patterns:
    """Patterns as arrays."""
    where = np.full((len(filed), 16), FREE, np.int32)
    for number, pattern in enumerate(filed):
        tests = [value for test in pattern.near for value in test]
        where[number, :TESTS] = (*_open(pattern.from_start), *_open(pattern.to_end))
        where[number, TESTS : TESTS + len(tests)] = tests
    line = np.array([each.line for each in filed], np.int32)
    alone = np.array([each.alone for each in filed], np.bool_)
    return Patterns(line, alone, where, np.ascontiguousarray(where.T))


def _open(bound: tuple[int, int] | None) -> tuple[int, int]:
    return (0, _FAR) if bound is None else (bound[0], min(bound[1], _FAR))


class Slots:
    """Hash to row: open addressing in two flat arrays, looked up for many at once."""

    def __init__(self, size: int) -> None:
        self.keys: U64 = np.zeros(size, np.uint64)
        self.rows: I32 = np.full(size, FREE, np.int32)
        self.count = 0

    def put(self, key: int, row: int) -> None:
        """A key and its row."""
        mask = len(self.keys) - 1
        slot = (key * GOLDEN % 2**64 >> 32) & mask
        while self.rows[slot] != FREE and self.keys[slot] != key:
            slot = (slot + 1) & mask
        self.count += bool(self.rows[slot] == FREE)
        self.keys[slot], self.rows[slot] = key, row

    def get(self, keys: U64) -> I32:
        """The row of each key; FREE for none."""
        mask = len(self.keys) - 1
        slots = (keys * np.uint64(GOLDEN) >> np.uint64(32)).astype(np.int64) & mask
        rows: I32 = self.rows[slots]
        wrong = np.flatnonzero((rows != FREE) & (self.keys[slots] != keys))
        while len(wrong):
            slots[wrong] = (slots[wrong] + 1) & mask
            rows[wrong] = self.rows[slots[wrong]]
            wrong = wrong[(rows[wrong] != FREE) & (self.keys[slots[wrong]] != keys[wrong])]
        return rows


class Lists(Struct, frozen=True):
    """A list of numbers for each row, end to end."""

    begin: I32
    length: I32
    numbers: I32

    def expand(self, rows: I32, beside: I32) -> tuple[I32, I32]:
        """The numbers of each row, and with each of them what stood beside its row."""
        lengths = self.length[rows]
        some = np.flatnonzero(lengths)
        rows, beside, lengths = rows[some], beside[some], lengths[some]
        before = np.cumsum(lengths, dtype=np.int32) - lengths
        offsets = np.repeat(self.begin[rows] - before, lengths)
        places = offsets + np.arange(len(offsets), dtype=np.int32)
        return self.numbers[places], np.repeat(beside, lengths)

    def and_then(self, other: "Lists") -> "Lists":
        """These rows and the other's after them."""
        return Lists(
            np.concatenate((self.begin, other.begin + np.int32(len(self.numbers)))),
            np.concatenate((self.length, other.length)),
            np.concatenate((self.numbers, other.numbers)),
        )


def lists_of(lists: Sequence[Sequence[int]]) -> Lists:
    """Lists as arrays."""
    length = np.array([len(each) for each in lists], np.int32)
    numbers = [number for each in lists for number in each]
    return Lists(np.cumsum(length, dtype=np.int32) - length, length, np.array(numbers, np.int32))


class Rows(Struct, frozen=True):
    """For each kind of word: a bit for each element that it can be, its shape, and the patterns filed under it.

    Those of ``first_filed`` are filed under the word as a text's first.
    """

    members: U8
    shape: U8
    filed: Lists
    first_filed: Lists

    def and_then(self, other: "Rows") -> "Rows":
        """These rows and the other's after them."""
        return Rows(
            np.concatenate((self.members, other.members)),
            np.concatenate((self.shape, other.shape)),
            self.filed.and_then(other.filed),
            self.first_filed.and_then(other.first_filed),
        )


class _Row(Struct, frozen=True):
    elements: tuple[int, ...]
    filed: tuple[int, ...]
    shape: int
    first_filed: tuple[int, ...]


def _rows_of(rows: Sequence[_Row], elements: int) -> Rows:
    members = np.zeros((len(rows), elements), np.bool_)
    for number, row in enumerate(rows):
        members[number, list(row.elements)] = True
    return Rows(
        np.packbits(members, axis=1, bitorder="little"),
        np.array([each.shape for each in rows], np.uint8),
        lists_of([each.filed for each in rows]),
        lists_of([each.first_filed for each in rows]),
    )


class Words:
    """The row of each token. What a token's words are is worked out once and remembered, up to a bound.

    Args:
        filed: The patterns.
        elements: For each word (or marked first word), the elements it can be.
        count: How many elements there are.
        listed: Words that a pattern can be begun or gone on with.
        words_of: The words of a token, as the matcher reads them.
        first: The mark before a text's first word.
        vocabulary: Every word of every lexicon.

    Attributes:
        plain: Rows of tokens that are a word as they stand.
        odd: Rows of tokens that had to be read; below FREE where they are no word or several, see ``several``.
    """

    def __init__(
        self,
        filed: Sequence[Filed],
        elements: Mapping[str, Sequence[int]],
        count: int,
        listed: Container[str],
        words_of: Callable[[str], tuple[str, ...]],
        first: str,
        vocabulary: frozenset[str],
    ) -> None:
        self._words_of, self._first, self._known = words_of, first, vocabulary
        self._elements, self._count, self._listed = elements, count, listed
        self._filed_under: dict[str, tuple[int, ...]] = {}
        for number, pattern in enumerate(filed):
            for word in pattern.words:
                self._filed_under[word] = (*self._filed_under.get(word, ()), number)
        self._ids: dict[_Row, int] = {}
        self._rows = _rows_of([], count)
        for shape in (WORD, 0):
            self._id(_Row((), (), shape, ()))
        looked_up = sorted(vocabulary | set(ascii_lowercase))
        self.plain = Slots(1 << (4 * len(looked_up)).bit_length())
        for word in looked_up:
            if words_of(word) == (word,):
                self.plain.put(hash_of(word), self._word(word))
        self._forget()

    def _forget(self) -> None:
        self.odd = Slots(_ODD_SLOTS)
        self._numbers: dict[tuple[int, ...], int] = {}
        self._several = lists_of([])

    def _id(self, row: _Row) -> int:
        return self._ids.setdefault(row, len(self._ids))

    def _word(self, word: str) -> int:
        elements = self._elements.get(word, ())
        shape = WORD if word.isalpha() and len(word) >= LETTERS else 0
        shape |= KNOWN if word in self._known else 0
        shape |= SINGLE if len(word) == 1 and word.isalpha() else 0
        return self._id(
            _Row(
                tuple(elements),
                self._filed_under.get(word, ()),
                shape | (LISTED if word in self._listed else 0),
                self._filed_under.get(self._first + word, ()),
            )
        )

    def _token(self, words: tuple[str, ...]) -> int:
        rows = tuple(map(self._word, words))
        return (
            rows[0] if len(rows) == 1 else self._numbers.setdefault(rows, -2 - len(self._numbers))
        )

    def learn(self, buffer: U8, start: I64, end: I64, hashes: U64) -> bool:
        """Read tokens that are not among the odd ones yet. False where there was no room: all that was odd is forgotten."""
        _, firsts = np.unique(hashes, return_index=True)
        room = self.odd.count + len(firsts) <= CACHED
        if not room:
            self._forget()
        for at in firsts.tolist():
            written = bytes(buffer[start[at] : end[at]]).decode("utf-8", "surrogatepass")
            self.odd.put(int(hashes[at]), self._token(self._words_of(written)))
        return room

    def rows(self) -> Rows:
        """All rows there are by now."""
        done = len(self._rows.shape)
        if done != len(self._ids):
            self._rows = self._rows.and_then(_rows_of([*self._ids][done:], self._count))
        return self._rows

    def several(self) -> Lists:
        """The rows of tokens that are no word or several: list ``n`` is that of the token with row ``-2 - n``."""
        done = len(self._several.begin)
        if done != len(self._numbers):
            self._several = self._several.and_then(lists_of([*self._numbers][done:]))
        return self._several

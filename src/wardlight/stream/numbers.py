"""Flat tables that grow: a number for each key, and columns with a row for each number. Looked up for many at once."""

import secrets
from collections.abc import Sequence

import numpy as np

from wardlight.behaviours.sieve import I64, U64, Texts

NONE = np.iinfo(np.int64).min
"""Stands in a column for a time that is not known."""

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FREE = -1


_LONGEST = 4096
_SECRET = np.frombuffer(secrets.token_bytes(8 * (256 + _LONGEST)), np.uint64) | np.uint64(1)
_BYTE_VALUE, _PLACE_VALUE = _SECRET[:256], _SECRET[256:]


def strings_of(strings: Sequence[str]) -> Texts:
    """Strings end to end in one buffer."""
    encoded = [each.encode("utf-8", "surrogatepass") for each in strings]
    bounds = np.zeros(len(encoded) + 1, np.int64)
    np.cumsum([len(each) for each in encoded], out=bounds[1:])
    return Texts(np.frombuffer(b"".join(encoded), np.uint8), bounds)


def _hashes(strings: Texts) -> U64:
    """A number of 64 bits for each string, with secret multipliers: two names share one by chance, once in 2^64 pairs."""
    lengths = np.diff(strings.bounds)
    buffer = strings.buffer[strings.bounds[0] : strings.bounds[-1]]
    starts = strings.bounds[:-1] - strings.bounds[0]
    place = np.arange(len(buffer)) - np.repeat(starts, lengths)
    terms = _BYTE_VALUE[buffer] * _PLACE_VALUE[place % _LONGEST]
    hashes = lengths.astype(np.uint64) * _MULTIPLIER
    some = np.flatnonzero(lengths)
    if len(some):
        hashes[some] += np.add.reduceat(terms, starts[some])
    hashes ^= hashes >> np.uint64(29)
    return hashes * _MULTIPLIER


class Names:
    """A number for each name, in order of first appearance."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._pairs = Pairs()

    def numbers(self, names: Texts) -> I64:
        """The number of each name, new ones counted on."""
        keys = _hashes(names)
        found = self._pairs.get(keys)
        new = np.flatnonzero(found == _FREE)
        if not len(new):
            return found
        unique, first, back = np.unique(keys[new], return_index=True, return_inverse=True)
        rank = np.empty(len(first), np.int64)
        rank[np.argsort(first, kind="stable")] = np.arange(len(first))
        numbers = len(self.names) + rank
        self._pairs.put(unique, numbers)
        found[new] = numbers[back]
        self.names += names.some(new[np.sort(first)].tolist())
        return found

    def number(self, name: str) -> int | None:
        """The number of a name that is known."""
        found = int(self._pairs.get(_hashes(strings_of([name])))[0])
        return None if found == _FREE else found


class Pairs:
    """A number for each pair of numbers: open addressing, many pairs at once."""

    def __init__(self) -> None:
        self._allocate(16)
        self._count = 0

    def _allocate(self, log_size: int) -> None:
        self._shift = np.uint64(64 - log_size)
        self._mask = (1 << log_size) - 1
        self._keys: U64 = np.zeros(1 << log_size, np.uint64)
        self._values: I64 = np.full(1 << log_size, _FREE, np.int64)

    def get(self, keys: U64) -> I64:
        """The number of each key; -1 for none."""
        slots = self._slots(keys)
        values = self._values[slots]
        wrong = np.flatnonzero((values != _FREE) & (self._keys[slots] != keys))
        while len(wrong):
            slots[wrong] = (slots[wrong] + 1) & self._mask
            values[wrong] = self._values[slots[wrong]]
            wrong = wrong[(values[wrong] != _FREE) & (self._keys[slots[wrong]] != keys[wrong])]
        return values

    def put(self, keys: U64, values: I64) -> None:
        """Keys that are not there yet, each once."""
        self._count += len(keys)
        if self._count * 2 > len(self._keys):
            self._grow()
        self._put(keys, values)

    def _grow(self) -> None:
        full = np.flatnonzero(self._values != _FREE)
        keys, values = self._keys[full], self._values[full]
        self._allocate(max(len(self._keys) * 2, self._count * 4).bit_length())
        self._put(keys, values)

    def _put(self, keys: U64, values: I64) -> None:
        slots = self._slots(keys)
        waiting = np.arange(len(keys))
        while len(waiting):
            free = waiting[self._values[slots[waiting]] == _FREE]
            self._keys[slots[free]], self._values[slots[free]] = keys[free], values[free]
            settled = self._keys[slots[waiting]] == keys[waiting]
            settled &= self._values[slots[waiting]] == values[waiting]
            waiting = waiting[~settled]
            slots[waiting] = (slots[waiting] + 1) & self._mask

    def _slots(self, keys: U64) -> I64:
        return (keys * _MULTIPLIER >> self._shift).astype(np.int64)


class Columns:
    """Named columns of whole numbers that grow together. ``columns["name"]`` is an array with a value for each row.

    A row lies in one piece of memory: whoever reads one of its values mostly reads them all.
    """

    def __init__(self, **starts: int) -> None:
        self._at = {name: at for at, name in enumerate(starts)}
        self._starts = np.array([*starts.values()], np.int64)
        self._rows: I64 = np.tile(self._starts, (1024, 1))
        self.size = 0

    def __getitem__(self, name: str) -> I64:
        column: I64 = self._rows[:, self._at[name]]
        return column

    def rows(self, numbers: I64) -> I64:
        """Whole rows, copied: a column for each name, in the order they were given."""
        return np.take(self._rows, numbers, axis=0)

    def put(self, numbers: I64, rows: I64) -> None:
        """Write whole rows back; each number once."""
        self._rows[numbers] = rows

    def add(self, count: int) -> int:
        """So many new rows, with the values that columns start with; the number of the first."""
        first, self.size = self.size, self.size + count
        if self.size > len(self._rows):
            more = max(self.size, 2 * len(self._rows)) - len(self._rows)
            self._rows = np.concatenate((self._rows, np.tile(self._starts, (more, 1))))
        return first

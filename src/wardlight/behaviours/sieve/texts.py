"""Texts end to end in one buffer of bytes, and what one byte is to the sieve."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

U64 = NDArray[np.uint64]
I64 = NDArray[np.int64]
I32 = NDArray[np.int32]
U8 = NDArray[np.uint8]
Flags = NDArray[np.bool_]
_Array = TypeVar("_Array", bound=NDArray[Any])

EDGE = ".,!?:;\"'()[]{}<>~*-_/\\&%#=^`"
"""ASCII signs that are taken off a token's two ends before it is looked up."""

RUN_BYTES = 1 << 19
"""Bytes that are read together, so that they fit into a processor's cache."""

LONGEST_TEXT = 1 << 16
"""Bytes. A longer text that is read by itself is kept unseen: the matcher reads it."""


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
    """Strings end to end in one buffer."""
    encoded = [each.encode("utf-8", "surrogatepass") for each in texts]
    bounds = np.zeros(len(texts) + 1, np.int64)
    np.cumsum(np.fromiter(map(len, encoded), np.int64, len(texts)), out=bounds[1:])
    return Texts(np.frombuffer(b"".join(encoded), np.uint8), bounds)


def runs(bounds: I64) -> Iterator[tuple[int, int]]:
    """Texts that are read together: a bounded number of bytes, or one long text by itself."""
    begin, count = 0, len(bounds) - 1
    while begin < count:
        end = int(np.searchsorted(bounds, bounds[begin] + RUN_BYTES, side="right")) - 1
        end = min(max(end, begin + 1), count)
        yield begin, end
        begin = end


def fixed(array: _Array) -> _Array:
    """A view that cannot be written through: arrays from Arrow are so, and loops are compiled for one kind only."""
    view = array.view()
    view.flags.writeable = False
    return view


# --- bytes -------------------------------------------------------------------------------------

GOLDEN = 0x9E3779B97F4A7C15

MULTIPLIER = secrets.randbits(64) | 1
"""Another one in every process, so that nobody can write a word that hides behind another one's hash. No answer hangs on it."""


def _table(chars: Iterable[int]) -> Flags:
    table = np.zeros(256, np.bool_)
    table[list(chars)] = True
    return table


_BLANKS = (9, 10, 11, 12, 13, 28, 29, 30, 31, 32)
IS_BLANK = _table(_BLANKS)
IS_CORE = ~(IS_BLANK | _table(EDGE.encode()))
IS_SIGN = ~_table((*range(65, 91), *range(97, 123)))
LOWER: U8 = np.arange(256, dtype=np.uint8)
LOWER[65:91] += 32


def _spread(number: int) -> int:
    """A well mixed 64-bit number for each small one (the finaliser of splitmix64, Steele et al. 2014)."""
    mixed = (number + 1) * GOLDEN % 2**64
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9 % 2**64
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB % 2**64
    return mixed ^ (mixed >> 31)


BYTE_VALUE: U64 = np.array([_spread(int(each)) for each in LOWER], np.uint64)


def hash_of(token: str) -> int:
    """The hash of one token, as the buffer pass finds it. Case does not count in ASCII."""
    total, power = 0, 1
    for byte in token.encode("utf-8", "surrogatepass"):
        total += int(BYTE_VALUE[byte]) * power
        power = power * MULTIPLIER % 2**64
    return total % 2**64

"""Harmless made-up messages in Arrow batches: the same for the same seed, and as quick to make as to read.

Words are drawn as they are in talk, a few often and most seldom (Zipf 1949), from everyday words and their forms; 1.5 % are
stretched or have figures for letters, 3 % of messages end in an emoji, and one in a hundred is a line that a rule looks at
twice ("send me a pic of the homework"). Conversations of two run into each other as they do on a server; in each, somebody
writes every two minutes on average.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

BATCH = 131_072
"""Messages in a batch."""

_SUFFIXES = ("", "s", "ed", "ing", "er")
_WORDS_A_MESSAGE = 8
_ODD, _EMOJI, _ORDINARY = 0.015, 0.03, 0.01
_BEGAN, _GAP = 1_700_000_000_000, 120_000
_FIGURES = str.maketrans({"e": "3", "o": "0", "a": "4", "i": "1"})
_ORDINARY_LINES = (
    "send me a pic of the homework",
    "can you send the photo from saturday",
    "are you home yet",
    "dont tell mum its a surprise",
    "please please please",
    "what is your number again",
    "how old is your brother now",
    "shall we meet at the bus stop",
    "no",
    "ask your dad first",
)

SCHEMA = pa.schema(
    [
        ("thread", pa.string()),
        ("author", pa.string()),
        ("text", pa.string()),
        ("time", pa.int64()),
        ("role", pa.string()),
        ("pictures", pa.int32()),
    ]
)
"""What ``Detector.feed_batch`` takes."""


@cache
def vocabulary() -> tuple[str, ...]:
    """Everyday words and their forms, the commonest first, each with its odd spelling half a list further on."""
    words = (files(__package__) / "words.txt").read_text(encoding="utf-8").split()
    forms = list(dict.fromkeys(word + suffix for suffix in _SUFFIXES for word in words))
    return (*forms, *(_odd(form, number) for number, form in enumerate(forms)))


def _odd(word: str, number: int) -> str:
    return word.translate(_FIGURES) if number % 2 else word + word[-1] * 3


def batches(messages: int, threads: int, seed: int = 7) -> Iterator[pa.RecordBatch]:
    """So many messages over so many conversations, in order of time."""
    draw = np.random.default_rng(seed)
    numbers = pc.cast(pa.array(np.arange(threads)), pa.string())
    names = pc.binary_join_element_wise("thread", numbers, "-")
    for first in range(0, messages, BATCH):
        yield _batch(draw, names, first, min(BATCH, messages - first))


def _batch(draw: np.random.Generator, names: pa.Array, first: int, size: int) -> pa.RecordBatch:
    thread = draw.integers(0, len(names), size)
    child = draw.random(size) < 0.5
    named = names.take(pa.array(thread))
    side = pa.array(["-x", "-c"]).take(pa.array(child.astype(np.int8)))
    columns = [
        named,
        pc.binary_join_element_wise(named, side, ""),
        texts(draw, size),
        pa.array(_BEGAN + (first + np.arange(size, dtype=np.int64)) * _GAP // len(names)),
        pa.array(["other", "child"]).take(pa.array(child.astype(np.int8))),
        pa.array((draw.random(size) < 0.01).astype(np.int32)),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=SCHEMA)


def texts(draw: np.random.Generator, size: int) -> pa.Array:
    """So many texts."""
    counts = 1 + draw.poisson(_WORDS_A_MESSAGE - 1, size)
    offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    words = pa.array(vocabulary()).take(pa.array(_word_numbers(draw, int(offsets[-1]))))
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), words), " ")
    smiling = pa.array(["", " \N{SLIGHTLY SMILING FACE}"])
    tail = smiling.take(pa.array((draw.random(size) < _EMOJI).astype(np.int8)))
    said = pc.binary_join_element_wise(joined, tail, "")
    lines = pa.array(_ORDINARY_LINES).take(pa.array(draw.integers(0, len(_ORDINARY_LINES), size)))
    return pc.if_else(pa.array(draw.random(size) < _ORDINARY), lines, said)


def _word_numbers(draw: np.random.Generator, size: int) -> np.ndarray:
    plain = len(vocabulary()) // 2
    weights = 1 / np.arange(1, plain + 1)
    number = np.searchsorted(np.cumsum(weights / weights.sum()), draw.random(size))
    number = np.minimum(number, plain - 1)
    return np.asarray(number + plain * (draw.random(size) < _ODD), dtype=np.int32)

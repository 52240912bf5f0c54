"""The sieve may keep a text that holds nothing; it never drops one in which the matcher finds a line."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.chat import chats
from tests.disguises import DISGUISES, Disguise, abbreviated, pictographs
from wardlight.behaviours import matcher
from wardlight.behaviours.matcher import NEEDS_NO_SIGHTING
from wardlight.behaviours.sieve import (
    ALONE,
    NOT_KEPT,
    WITH_A_PAST,
    Kept,
    arrays,
    loops,
    table,
    texts_of,
)
from wardlight.behaviours.sieve.texts import LONGEST_TEXT

SAID = [
    line.split(": ", 1)[1]
    for kind in ("concern", "benign")
    for chat in chats(kind)
    for line in chat.lines
    if not line.startswith("~")
]
WORDS = sorted({word for text in SAID for word in text.split()})
ODD = st.sampled_from(
    ["", "a", "\u200b", "p1c", "s.e.n.d", "рiс", "12", "?!", "😀", "a" * 99, "\ud800"]
)
TEXTS = st.lists(st.sampled_from(WORDS) | ODD, max_size=9).map(" ".join)


def dropped(texts: Sequence[str]) -> list[str]:
    """Texts in which the matcher finds more than the sieve lets through to it."""
    levels = matcher().sieve.keep(texts_of(texts)).level.tolist()
    return [text for text, level in zip(texts, levels, strict=True) if level < _needed(text)]


def said_both_ways(texts: Sequence[str]) -> None:
    """In arrays and in compiled loops it says the same of every text."""
    by_arrays = matcher().sieve.keep(texts_of(texts), arrays.keep_run)
    by_loops = matcher().sieve.keep(texts_of(texts), loops.keep_run)
    for column in ("level", "piece", "words", "known"):
        assert getattr(by_arrays, column).tolist() == getattr(by_loops, column).tolist(), column
    assert _lines(by_arrays) == _lines(by_loops)


def _lines(kept: Kept) -> dict[int, list[int]]:
    return {index: sorted(lines) for index, lines in kept.lines.items()}


def _needed(text: str) -> int:
    lines = [hit.pattern for hit in matcher().match(text).hits if not hit.pattern.cancels]
    if any(line.needs in NEEDS_NO_SIGHTING for line in lines):
        return ALONE
    return WITH_A_PAST if lines else NOT_KEPT


def test_no_line_of_any_chat_is_dropped() -> None:
    assert not dropped(SAID)


@pytest.mark.parametrize("disguise", [*DISGUISES, abbreviated, pictographs])
def test_nor_in_disguise(disguise: Disguise) -> None:
    assert not dropped([disguise(text) for text in SAID])


@given(st.lists(TEXTS, max_size=20))
def test_nor_any_text_of_their_words(texts: list[str]) -> None:
    assert not dropped(texts)


@given(st.lists(TEXTS, max_size=20))
def test_the_lines_that_it_names_are_all_that_are_found(texts: list[str]) -> None:
    kept = matcher().sieve.keep(texts_of(texts))
    for index, text in enumerate(texts):
        if kept.level[index] != NOT_KEPT:
            named = matcher().match(text, lines=kept.lines.get(index))
            assert set(named.hits) == set(matcher().match(text).hits)


@given(st.lists(TEXTS | st.text(), max_size=8))
def test_what_stands_beside_a_text_does_not_matter(texts: list[str]) -> None:
    together = matcher().sieve.keep(texts_of(texts)).level.tolist()
    apart = [int(matcher().sieve.keep(texts_of([text])).level[0]) for text in texts]
    assert together == apart


def test_both_ways_say_the_same_of_every_chat() -> None:
    said_both_ways(SAID)


@pytest.mark.parametrize("disguise", DISGUISES)
def test_and_of_every_chat_in_disguise(disguise: Disguise) -> None:
    said_both_ways([disguise(text) for text in SAID])


@given(st.lists(TEXTS | st.text(), max_size=20))
def test_and_of_any_texts(texts: list[str]) -> None:
    said_both_ways(texts)


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        [" "],
        ["?!"],
        ["s e n d m e"],
        ["a" * (LONGEST_TEXT + 1)],
        ["send me a pic " * 40_000],
        ["hi", "send a pic\u3000of you " * 9_000, "hi"],
    ],
    ids=lambda texts: f"{len(texts)} texts of {sum(map(len, texts))} letters",
)
def test_and_of_texts_of_any_size(texts: list[str]) -> None:
    said_both_ways(texts)


def test_and_where_what_was_remembered_of_odd_tokens_has_to_be_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = [f"send m3 a p1c {number} of\u2003you{number}" for number in range(300)]
    expected = matcher().sieve.keep(texts_of(texts))
    monkeypatch.setattr(table, "CACHED", 200)
    for keep_run in (arrays.keep_run, loops.keep_run):
        kept = matcher().sieve.keep(texts_of(texts), keep_run)
        assert _lines(kept) == _lines(expected)
        assert kept.level.tolist() == expected.level.tolist()


def test_most_ordinary_lines_are_dropped() -> None:
    plain = ["see you at the match", "did you do the maths", "it rained a lot", "gran made tea"]
    assert not matcher().sieve.keep(texts_of(plain)).level.any()

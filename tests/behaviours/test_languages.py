"""Chats in a language without a lexicon are told from the others by two counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.behaviours.languages import SHARE, WORDS, is_foreign, tally
from wardlight.behaviours.normalise import words_of

KNOWN = frozenset(["send", "you", "the", "what", "are", "doing", "today", "school", "home"])


def test_short_words_numbers_and_emoji_are_not_counted() -> None:
    assert tally(words_of("you/the/de/la/100/📸/zzyzx"), KNOWN) == (3, 2)


def test_nothing_is_said_of_a_few_words() -> None:
    assert not is_foreign(WORDS - 1, 0)
    assert is_foreign(WORDS, 0)


@pytest.mark.parametrize(("known", "foreign"), [(0, True), (34, True), (35, False), (100, False)])
def test_a_share_of_known_words_is_a_known_language(known: int, *, foreign: bool) -> None:
    assert SHARE == 0.35
    assert is_foreign(100, known) is foreign


@given(st.lists(st.lists(st.sampled_from(["you", "home", "kotona", "ok", "12"]))))
def test_tallies_add_up(messages: list[list[str]]) -> None:
    apart = [tally(words, KNOWN) for words in messages]
    together = tally([word for words in messages for word in words], KNOWN)
    assert together == (sum(each[0] for each in apart), sum(each[1] for each in apart))

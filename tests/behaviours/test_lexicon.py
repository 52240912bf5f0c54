"""A word's spellings: a line that has one of a row has them all."""

import tomllib
from importlib.resources import files

import pytest

from wardlight.behaviours import LANGUAGES, read_lexicon
from wardlight.behaviours.lexicon import Lexicon


def _rows(language: str) -> list[list[str]]:
    text = (files("wardlight.behaviours.lexicon") / language / "classes.toml").read_text("utf-8")
    rows: list[list[str]] = tomllib.loads(text).get("spellings", [])
    return rows


def _groups(lexicon: Lexicon) -> list[frozenset[str]]:
    """The alternatives of every class and of every step of every line."""
    steps = {step for pattern in lexicon.patterns for step in pattern.written.split()}
    written = [frozenset(step.strip("!?").split("|")) for step in steps]
    return [*written, *map(frozenset, lexicon.classes.values())]


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_one_spelling_stands_all_do(language: str) -> None:
    groups = _groups(read_lexicon(language))
    for row in _rows(language):
        assert any(set(row) <= group for group in groups)
        assert [group for group in groups if 0 < len(group & set(row)) < len(row)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_in_two_rows(language: str) -> None:
    words = [word for row in _rows(language) for word in row]
    assert len(words) == len(set(words))


def test_words_inside_an_alternative_are_spelled_too() -> None:
    assert {"your_mum", "ur_mum", "yer_mum"} <= set(read_lexicon("en").classes["audience"])


def test_marks_and_classes_in_a_line_stay() -> None:
    lines = [pattern.written for pattern in read_lexicon("en").patterns]
    assert any(line.startswith("^ ") for line in lines)
    assert any("<picture>" in line and ".." in line for line in lines)
    assert not any("|?" in line or "||" in line for line in lines)


def test_a_word_is_met_by_how_it_is_typed_in_a_hurry() -> None:
    lexicon = read_lexicon("en")
    steps = [
        step.strip("!?").split("|")
        for pattern in lexicon.patterns
        for step in pattern.written.split()
    ]
    before = [step for step in steps if "before" in step]
    assert before
    assert all("b4" in step for step in before)

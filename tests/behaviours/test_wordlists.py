"""The words that come from a published list: counted here, never shown."""

import sys
import tomllib
from pathlib import Path

import pytest

from wardlight.behaviours import wordlists
from wardlight.behaviours.normalise import words_of

GAPS = Path(__file__).parents[1] / "counterfactual" / "identity.toml"

needs_the_list = pytest.mark.skipif(not wordlists.installed(), reason="the extra 'words'")


@needs_the_list
def test_the_list_is_read_without_running_its_package() -> None:
    assert wordlists.installed()
    assert 50 < len(wordlists.sexual_words()) < 117
    assert wordlists.PACKAGE not in sys.modules


@needs_the_list
def test_its_words_are_spelled_as_texts_are() -> None:
    assert all(words_of(word) == (word,) for word in wordlists.sexual_words())


def test_ordinary_words_do_not_count(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = tmp_path / "categories.tsv"
    table.write_text("sexual\tone\ttwo\tthree\tfour\tfive_six\nlove\ttwo\nlust\tthree\n", "utf-8")
    monkeypatch.setattr(wordlists, "_table", lambda: table)
    assert wordlists.sexual_words() == {"one", "three", "four"}
    assert wordlists.sexual_words(ordinary=["four"]) == {"one", "three"}


@needs_the_list
def test_who_somebody_is_never_counts() -> None:
    gaps = tomllib.loads(GAPS.read_text("utf-8"))["kinds"]
    named = {word for row in gaps.values() for each in row for word in words_of(each)}
    assert not wordlists.sexual_words() & (named | wordlists.identities())


def test_identity_words_on_the_list_do_not_count(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = tmp_path / "categories.tsv"
    table.write_text("sexual\tone\tlesbians\tBisexual\tsexualities\ttranswomen\tGay\n", "utf-8")
    monkeypatch.setattr(wordlists, "_table", lambda: table)
    assert wordlists.sexual_words() == {"one"}


def test_identity_words_are_spelled_as_texts_are() -> None:
    assert all(words_of(word) == (word,) for word in wordlists.identities())


@pytest.mark.parametrize("name", ["no_such_package_at_all", "wardlight"])
def test_without_the_list_there_are_no_words(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(wordlists, "PACKAGE", name)
    assert not wordlists.installed()
    assert wordlists.sexual_words() == frozenset()


def test_a_list_without_the_category_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    table = tmp_path / "categories.tsv"
    table.write_text("love\ttwo\n", "utf-8")
    monkeypatch.setattr(wordlists, "_table", lambda: table)
    assert not wordlists.installed()

"""The linter of words: each finding says what to write instead, and who says so."""

import pytest

from tests.test_vocabulary import ALLOWED, PLACES
from wardlight.preferred import retired, retired_in

OWN_LIST = ("src/wardlight/preferred.toml", "src/wardlight/preferred.py")


def without_what_is_allowed(where: str, text: str) -> str:
    """The text less the statutes, titles and forms it may quote there."""
    text = " ".join(text.split())
    for each in ALLOWED:
        if where in each["in"]:
            text = text.replace(" ".join(each["text"].split()), " ")
    return text


@pytest.mark.parametrize("where", [place for place in PLACES if place not in OWN_LIST])
def test_no_text_uses_a_retired_word(where: str) -> None:
    found = retired_in(without_what_is_allowed(where, PLACES[where]))
    assert not found, "; ".join(
        f"'{each.never}': write '{each.instead}' ({each.source})" for each in found
    )


def test_every_word_says_what_to_write_and_who_says_so() -> None:
    for each in retired():
        assert each.instead
        assert each.source
        assert each.url.startswith("https://")
        assert not retired_in(each.instead)


@pytest.mark.parametrize(
    ("text", "found"),
    [("An ONLINE\n friend.", {"online friend"}), ("An online friendship", set()), ("", set())],
)
def test_the_looking_itself(text: str, found: set[str]) -> None:
    assert {each.never for each in retired_in(text)} == found

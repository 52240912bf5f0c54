"""What is shown of text from an export: nothing unseen, and nothing legitimate broken."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.report.visible import as_written, mixed_letters, visible, visible_name

KEPT = {
    "plain": "Ella Marsh",
    "accents": "Zoë Ångström e\u0301",
    "badge": "⚽❤️ 10",
    "family": "👨‍👩‍👧‍👦",
    "skin and hair": "👩🏽‍🚀 ❤️‍🔥 👯‍♀️",
    "key cap": "1\ufe0f\u20e3",
    "flag of Wales": "Dad \U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "Persian joiner": "می\u200cخواهم",
    "Hindi joiner": "क्\u200dष",
    "decorated": "𝓔𝓵𝓵𝓪",
}
SHOWN = {
    "right to left": ("a\u202egpj.exe", "a[U+202E]gpj.exe"),
    "isolates": ("\u2066x\u2069", "[U+2066]x[U+2069]"),
    "zero width": ("Mu\u200bm", "Mu[U+200B]m"),
    "joiner between letters": ("Mu\u200dm", "Mu[U+200D]m"),
    "selector after a letter": ("M\ufe0f", "M[U+FE0F]"),
    "byte order mark": ("\ufeffMum", "[U+FEFF]Mum"),
    "soft hyphen": ("Mu\u00adm", "Mu[U+00AD]m"),
    "terminal escape": ("\x1b[31mred", "[U+001B][31mred"),
    "line end in a name": ("a\nb\r", "a[U+000A]b[U+000D]"),
    "line separators": ("a\u2028b\u0085c", "a[U+2028]b[U+0085]c"),
    "filler": ("\u3164", "[U+3164]"),
    "lone surrogate": ("\ud83d", "[U+D83D]"),
    "tags outside a flag": ("x\U000e0041", "x[U+E0041]"),
    "a flag that is none": ("\U0001f3f4\U000e0078\U000e007f", "\U0001f3f4[U+E0078][U+E007F]"),
}


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_what_people_write_stays(text: str) -> None:
    assert visible(text) == text


@pytest.mark.parametrize(("text", "shown"), SHOWN.values(), ids=SHOWN)
def test_what_cannot_be_seen_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_line_ends_stay_in_a_message() -> None:
    assert visible("a\nb\x07", lines=True) == "a\nb[U+0007]"


@given(st.text())
def test_nothing_that_controls_a_terminal_is_left(text: str) -> None:
    left = {
        each for each in visible(text) if unicodedata.category(each) in ("Cc", "Cs", "Zl", "Zp")
    }
    assert not left


@given(st.text())
def test_no_direction_is_changed(text: str) -> None:
    assert not set(visible(text)) & set(
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


@given(st.text().filter(lambda text: "[U+" not in text))
def test_what_is_shown_can_be_typed_back(text: str) -> None:
    assert as_written(visible(text)) == text


def test_a_blank_name_is_not_blank() -> None:
    assert visible_name("") == "(no name)"
    assert visible_name(" \u00a0") == "[U+0020][U+00A0]"


def test_letters_of_another_alphabet_are_pointed_out() -> None:
    assert mixed_letters("M\u0430isie") == ("\u0430",)
    assert visible_name("M\u0430isie") == "M\u0430isie (letters of two alphabets: [U+0430])"


@pytest.mark.parametrize(
    "name", ["Пётр", "Anna Анна", "Ελένη (Helen)", "Zoë", "田中 Ken", "⚽❤️ 10"]
)
def test_names_in_one_alphabet_or_two_words_are_left(name: str) -> None:
    assert mixed_letters(name) == ()

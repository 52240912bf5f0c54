"""What no font can draw is shown by its number, and everything else as it was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.typeset import drawable
from wardlight.typeset.coverage import drawn


@given(st.text(max_size=20))
def test_what_no_font_has_is_shown_by_its_number(text: str) -> None:
    shown = drawable(text)
    assert drawable(shown) == shown
    if text.isascii() and text.isprintable():
        assert shown == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("⚽\u0304", "⚽[U+0304]"),
        ("❤\ufe0f\u0337", "❤\ufe0f[U+0337]"),
        ("ツ\u0332ツ", "ツ[U+0332]ツ"),
        ("न\u0304", "न[U+0304]"),
        ("A\u0304\u0651\u0304b", "A\u0304[U+0651][U+0304]b"),
        ("\u0333\u309a", "\u0333[U+309A]"),
    ],
)
def test_a_mark_that_no_font_has_together_with_its_letter_is_shown_by_its_number(
    text: str, shown: str
) -> None:
    assert drawable(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Zo\u0308e Z\u0337a\u0334 •\u0301",
        "й и\u0306",
        "مُحَمَّد",
        "שָׁלוֹם",
        "नमस्ते हिन्दी",
        "বাংলা ગુજરાતી ਪੰਜਾਬੀ தமிழ்",
        "ที่นี่",
        "テ\u3099 学校 한국어",
        "1\ufe0f\u20e3 ❤\ufe0f 👨\u200d👩\u200d👧 👍🏽 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert drawable(text) == text


def test_every_string_is_looked_at_and_nothing_else() -> None:
    content = {"a": ["\U00013000", ("\ud800", 3)], "b": {"c": "x" * 1_001}, "d": None}
    assert drawn(content) == {
        "a": ["[U+13000]", ["[U+D800]", 3]],
        "b": {"c": f"{'x' * 1_000}\u200bx"},
        "d": None,
    }

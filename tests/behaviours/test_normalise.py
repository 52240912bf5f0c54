"""The plain spelling that texts and lexicons meet in."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wardlight.behaviours.normalise import is_pictograph, words_and_spans, words_of

_PLAIN = st.from_regex(r"[A-Za-z]+", fullmatch=True)


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("Send!", ("send",)),
        ("don't", ("dont",)),
        ("don’t", ("dont",)),
        ("don´t", ("dont",)),
        ("pic/selfie?", ("pic", "selfie")),
        ("picccc", ("pic",)),
        ("good", ("good",)),
        ("1000", ("1000",)),
        ("ﬁle", ("file",)),
        ("ＰＩＣ", ("pic",)),
        ("𝓹𝓲𝓬", ("pic",)),
        ("Straße", ("strasse",)),
        ("żółć", ("zolc",)),
        ("smørrebrød", ("smorrebrod",)),
        ("İyi", ("iyi",)),
        ("ırmak", ("irmak",)),
        ("œuvre", ("oeuvre",)),
        ("s\u200be\u00adn\u2060d", ("send",)),
        ("se\u3164n\U000e0061d\ufff0", ("send",)),
        ("sen\x08d", ("send",)),
        ("s̷e̷n̷d̷", ("send",)),
        ("한국어", ("한국어",)),
        ("привет", ("привет",)),
        ("📸pls", ("📸", "pls")),
        ("🙏🙏🙏", ("🙏",)),
        ("👍🏽", ("👍",)),
        ("❤️", ("❤",)),
        ("👩‍💻", ("👩", "💻")),
        ("1️⃣", ("1",)),
        ("...", ()),
        ("", ()),
    ],
)
def test_words(token: str, words: tuple[str, ...]) -> None:
    assert words_of(token) == words


@given(_PLAIN)
def test_plain_letters_only_lose_their_capitals(token: str) -> None:
    low = token.lower()
    if not any(letter * 3 in low for letter in set(low)):
        assert words_of(token) == (low,)


@given(st.text())
@example("ẞ ŉ ﷺ ½ ᾳ ᄀᄀᄀ ÅÅÅ")
def test_a_word_is_its_own_plain_spelling(text: str) -> None:
    for word in words_of(text):
        assert words_of(word) == (word,)


@given(st.text(), st.text())
def test_the_view_of_a_part_is_a_part_of_the_view(one: str, other: str) -> None:
    assert words_of(f"{one} {other}") == words_of(one) + words_of(other)


@given(st.text())
def test_spans_lie_in_the_text_and_hold_the_word(text: str) -> None:
    words, spans = words_and_spans(text)
    assert len(words) == len(spans)
    for word, (start, end) in zip(words, spans, strict=True):
        assert word in words_of(text[start:end])


def test_what_is_drawn_as_nothing_parts_no_word() -> None:
    """Every format character that Python knows, but for those that are drawn (Arabic, Syriac, Kaithi number signs)."""
    drawn = ("ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN", "INTERLINEAR")
    hidden = [
        chr(code)
        for code in range(sys.maxunicode)
        if unicodedata.category(chr(code)) == "Cf"
        and not unicodedata.name(chr(code), "").startswith(drawn)
    ]
    assert len(hidden) > 100
    assert {words_of(f"sen{sign}d") for sign in hidden} == {("send",)}


def test_emoji_are_told_from_words() -> None:
    assert is_pictograph("📸")
    assert not is_pictograph("a")
    assert not is_pictograph("年")


@pytest.mark.parametrize("token", ["a" * 300_000, "\u0301" * 300_000, "🙏" * 300_000, "ﷺ" * 50_000])
def test_a_long_token_ends(token: str) -> None:
    assert words_of(token) is not None

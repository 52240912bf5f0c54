"""Readings of disguised words, and what must not be read."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.disguises import DISGUISES, Disguise, pictographs
from wardlight.behaviours.disguise import RUN, joined, lookalikes, may_be_spaced_out, undisguised
from wardlight.behaviours.normalise import is_pictograph, words_of

KNOWN = frozenset(
    [
        "a",
        "i",
        "u",
        "r",
        "c",
        "p",
        "me",
        "ur",
        "send",
        "pic",
        "pics",
        "picture",
        "please",
        "pls",
        "meet",
        "see",
        "good",
        "god",
        "met",
        "mat",
        "selfie",
        "secret",
        "mum",
        "tell",
        "dont",
        "your",
        "hello",
        "time",
        "can",
        "some",
        "to",
        "is",
        "as",
        "am",
        "us",
        "it",
        "its",
        "ok",
        "no",
        "xx",
        "📸",
    ]
)
LINES = (
    "send me a pic pls",
    "dont tell your mum",
    "can you send a picture",
    "dont tell its a secret",
)


def _read(text: str) -> list[str]:
    tokens = [undisguised(token, KNOWN) for token in text.split()]
    return [word for word, _, _ in joined(tokens, KNOWN)]


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("p1c", ("pic",)),
        ("P1C5", ("pics",)),
        ("s3nd!!", ("send",)),
        ("$end", ("send",)),
        ("5end", ("send",)),
        ("p!c", ("pic",)),
        ("c@n", ("can",)),
        ("t!me", ("time",)),
        ("s3lf13", ("selfie",)),
        ("sennd", ("send",)),
        ("sseenndd", ("send",)),
        ("meeet", ("meet",)),
        ("goood", ("good",)),
        ("meee", ("me",)),
        ("seee", ("see",)),
        ("noooo", ("no",)),
        ("pleeease", ("please",)),
        ("p.i.c", ("pic",)),
        ("s-e-n-d", ("send",)),
        ("p_i_c", ("pic",)),
        ("p.1.c", ("pic",)),
        ("s.e.n.d.m.e", ("send", "me")),
        ("s!e!n!d", ("send",)),
        ("p🔥i🔥c", ("pic",)),
        ("pl**se", ("please",)),
        ("p*c", ("pic",)),
        ("рiс", ("pic",)),
        ("ѕеnԁ", ("send",)),
        ("ᴘɪᴄ", ("pic",)),
        ("ⓟⓘⓒ", ("pic",)),
        ("🅢🅔🅝🅓", ("send",)),
        ("🇵🇮🇨", ("pic",)),
        ("s\u200bend", ("send",)),
        ("s3nd,xqz", ("send", "xqz")),
        ("pls😂", ("pls",)),
        ("📸!", ("📸",)),
    ],
)
def test_is_read(token: str, words: tuple[str, ...]) -> None:
    assert undisguised(token, KNOWN) == words


@pytest.mark.parametrize(
    "token",
    [
        *("50", "1st", "4am", "1m", "4s", "15", "3,50", "£5", "5$", "18+", "1000"),
        *(
            "hello!",
            "ok!no",
            "u/r",
            "e.g.",
            "to",
            "met",
            "god",
            "m*t",
            "*",
            "xqzzz",
            "http://x.y/pic2",
            "some-meee",
            "pic/ussss",
        ),
        *("то", "не", "а", "ρ"),
    ],
)
def test_stays(token: str) -> None:
    assert undisguised(token, KNOWN) == words_of(token)


def test_flags_and_emoji_that_nobody_lists_are_no_words() -> None:
    assert undisguised("🇮🇹", KNOWN) == ()
    assert undisguised("😂😂", KNOWN) == ()


@given(
    st.lists(st.sampled_from(sorted(word for word in KNOWN if len(word) > 1)), min_size=1),
    st.sampled_from(["/", "? ", "..."]),
)
def test_known_words_are_never_changed(words: list[str], between: str) -> None:
    assert undisguised(between.join(words), KNOWN) == words_of(between.join(words))


@given(st.text(max_size=60))
def test_every_new_word_is_a_known_one(token: str) -> None:
    for word in undisguised(token, KNOWN):
        assert word in KNOWN or (word in words_of(token) and not is_pictograph(word))


@given(st.text("pic1s3nd.*🔥é", max_size=8), st.text(".,!?:;\"'()[]{}<>~*-_/\\&%#=^`", max_size=3))
def test_punctuation_around_a_token_changes_nothing(token: str, around: str) -> None:
    assert undisguised(f"{around}{token}{around}", KNOWN) == undisguised(token, KNOWN)


@given(st.text())
def test_with_an_empty_vocabulary_nothing_is_read(token: str) -> None:
    plain = [word for word in words_of(token) if not is_pictograph(word)]
    assert [*undisguised(token, frozenset())] == plain


@pytest.mark.parametrize(
    "token", ["1" * 39 + "a", "!" * 38 + "ab", "aabb" * 10, "p**p**p**", "a." * 20]
)
def test_readings_are_bounded(token: str) -> None:
    assert undisguised(token, KNOWN) == words_of(token)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("s e n d m e a p i c", "send me a pic"),
        ("s e n d me a pic", "send me a pic"),
        ("p i c c c pls", "pic pls"),
        ("i c u", "i c u"),
        ("u r a", "u r a"),
        ("x x x", "x x x"),
        ("p i c q", "p i c q"),
        ("it is a p i c", "it is a pic"),
        ("c a n i s e e a p i c", "can i see a pic"),
        ("a p i c c c", "a pic"),
        ("p l s s s s p l e a s e e e e", "pls please"),
        ("p l e e e e a s e p i c", "please pic"),
        ("s е n d a p і с", "send a pic"),
        ("т о н", "т о н"),
        ("p i c r u", "p i c r u"),
        ("m e e t s o m e", "meet some"),
    ],
)
def test_rows_of_letters(text: str, words: str) -> None:
    assert _read(text) == words.split()


def test_a_joined_word_says_which_tokens_it_covers() -> None:
    tokens = [words_of(token) for token in ["ok", "s", "e", "n", "d", "us/me", "p", "i", "c"]]
    assert joined(tokens, KNOWN) == [
        ("ok", 0, 0),
        ("send", 1, 4),
        ("us", 5, 5),
        ("me", 5, 5),
        ("pic", 6, 8),
    ]


@given(st.lists(st.lists(st.text("aicpsendmq", min_size=1, max_size=2), max_size=2).map(tuple)))
def test_rows_lose_no_letter_and_keep_their_order(tokens: list[tuple[str, ...]]) -> None:
    found = joined(tokens, KNOWN)
    before = "".join(word for words in tokens for word in words)
    if all(letter * 2 not in before for letter in before):
        assert "".join(word for word, _, _ in found) == before
    places = [place for _, first, last in found for place in (first, last)]
    assert places == sorted(places)


@given(st.lists(st.sampled_from(["s", "e.", "n", "d", "pic", "ok", "3", "a"])))
def test_the_quick_look_misses_no_row(written: list[str]) -> None:
    tokens = [words_of(token) for token in written]
    if any(first < last for _, first, last in joined(tokens, KNOWN)):
        assert may_be_spaced_out(" ".join(written))


def test_a_very_long_row_stays_as_it_is() -> None:
    tokens = [("p",), ("i",), ("c",)] * RUN
    assert len(joined(tokens, KNOWN)) == 3 * RUN


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("line", LINES)
def test_each_disguise_changes_a_line_and_is_read(disguise: Disguise, line: str) -> None:
    known = KNOWN | {"you"}
    tokens = [undisguised(token, known) for token in disguise(line).split()]
    assert disguise(line) != line
    assert [word for word, _, _ in joined(tokens, known)] == line.split()


def test_an_emoji_that_is_listed_stands_for_a_word() -> None:
    assert _read(pictographs("send me a pic")) == ["send", "me", "a", "📸"]


def test_the_table_of_lookalikes_is_what_its_script_makes() -> None:
    place = Path(__file__).parents[2] / "scripts" / "make_lookalikes.py"
    spec = importlib.util.spec_from_file_location("make_lookalikes", place)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.TARGET.read_text(encoding="utf-8") == script.lookalikes_toml()


def test_the_table_leads_to_plain_letters_only() -> None:
    assert set(lookalikes().values()) == set("abcdefghijklmnopqrstuvwxyz")
    assert all(code > 127 for code in lookalikes())


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("14f", ["14", "f"]),
        ("m32", ["m", "32"]),
        ("13yo", ["13", "yo"]),
        ("45M,", ["45", "m"]),
        ("4m", ["4m"]),
        ("f1", ["f1"]),
        ("100m", ["100m"]),
    ],
)
def test_an_age_beside_a_sex_is_two_words(token: str, words: list[str]) -> None:
    assert list(undisguised(token, KNOWN)) == words


def test_a_row_of_letters_that_are_words_is_not_a_word_in_pieces() -> None:
    known = KNOWN | {"rua"}
    tokens = [("r",), ("u",), ("a",), ("pic",)]
    assert [word for word, _, _ in joined(tokens, known)] == ["r", "u", "a", "pic"]

"""Properties of the matcher over any text: the sieve drops nothing, spans point, same text same hits, bounded work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.disguises import DISGUISES, abbreviated, pictographs
from wardlight.behaviours import LANGUAGES, matcher, read_lexicon
from wardlight.behaviours.disguise import LONGEST, READINGS, RUN, joined, undisguised
from wardlight.behaviours.lexicon import Lexicon
from wardlight.behaviours.matcher import NEEDS_NO_SIGHTING
from wardlight.behaviours.pattern import Grammar
from wardlight.behaviours.sieve import ALONE, NOT_KEPT, WITH_A_PAST, texts_of


def _listed(lexicon: Lexicon) -> set[str]:
    grammar = Grammar(lexicon.classes, {})
    for pattern in lexicon.patterns:
        grammar.elements(pattern.written)
    return grammar.vocabulary()


LISTED = sorted(set().union(*map(_listed, map(read_lexicon, LANGUAGES))))
ASKS = ("send me a pic", "dont tell your mum", "how old are you", "are you alone", "montre-moi")

_WORDS = st.sampled_from(LISTED) | st.sampled_from(ASKS)
_DISGUISED = st.builds(
    lambda disguise, words: disguise(" ".join(words)),
    st.sampled_from([*DISGUISES, abbreviated, pictographs]),
    st.lists(_WORDS, min_size=1, max_size=4),
)
_ODD = st.text(max_size=12) | st.text(
    "🙏📸😂❤️👍🏽🇵🇱\u200b\u200d\u202e\u0301 \n\x85\u2028'.*1!$ßİ", max_size=6
)
TEXT = st.builds(
    lambda parts, between: between.join(parts),
    st.lists(_WORDS | _DISGUISED | _ODD, max_size=6),
    st.sampled_from([" ", "  ", "\n", "\u00a0", "/", ", "]),
)

ENDLESS = (
    *("a", "a ", "send", "send ", "s e n d ", "i c u ", "p.i.c.", "p.i.c. ", "p**c", "please send me a pic of you "),
    *("1", "1l!|", "@$!|€+01 ", "s3nd me a p1c ", "xx", "aabbccddee ", "*", "!", "ﷺ", "ᄀ", "\u0301", "e\u0301"),
    *("🙏", "🙏 ", "🇵🇮🇨", "\u200b", "s\u200be\u200bn\u200bd ", "ѕеnԁ ", "ｓｅｎｄ ", "\u202e", "\ud800", "ı İ "),
)  # fmt: skip


class Counted(frozenset[str]):
    """A vocabulary that counts how often it is asked."""

    asked = 0

    def __contains__(self, word: object) -> bool:
        self.asked += 1
        return super().__contains__(word)


@given(st.lists(TEXT, min_size=1, max_size=8))
def test_the_sieve_drops_no_text_with_a_hit(texts: list[str]) -> None:
    levels = matcher().sieve.keep(texts_of(texts)).level.tolist()
    for text, level in zip(texts, levels, strict=True):
        lines = [hit.pattern for hit in matcher().match(text).hits if not hit.pattern.cancels]
        alone = any(line.needs in NEEDS_NO_SIGHTING for line in lines)
        assert level >= (ALONE if alone else WITH_A_PAST if lines else NOT_KEPT)


@given(TEXT)
def test_spans_lie_in_the_text_and_hold_no_outer_blank(text: str) -> None:
    found = matcher().match(text)
    for hit in found.hits:
        assert 0 <= hit.first <= hit.last < len(found.words)
        start, end = hit.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


@given(TEXT, st.lists(TEXT, max_size=4))
def test_same_text_same_hits_whatever_came_before(text: str, before: list[str]) -> None:
    first = matcher().match(text)
    for each in before:
        matcher().match(each)
    assert matcher().match(text) == first


@given(TEXT)
def test_blanks_around_a_text_only_move_its_spans(text: str) -> None:
    def told(found: str) -> list[tuple[str, int, int]]:
        return [(hit.pattern.written, hit.first, hit.last) for hit in matcher().match(found).hits]

    assert told(f"  {text}\n") == told(text)


@pytest.mark.parametrize("unit", ENDLESS, ids=ascii)
def test_a_very_long_text_ends(unit: str) -> None:
    """As one text beyond the size up to which the sieve looks into it, and as one below."""
    long = (unit * 100_000)[:100_000]
    for text in (long, long[:15_000]):
        assert all(hit.span[1] <= len(text) for hit in matcher().match(text).hits)
        assert len(matcher().sieve.keep(texts_of([text])).level) == 1


@pytest.mark.parametrize("unit", [*ENDLESS, "s3nnd11", "aa1bb1.", "a.1a"], ids=ascii)
def test_a_token_asks_the_vocabulary_a_bounded_number_of_times(unit: str) -> None:
    known = Counted(LISTED)
    undisguised((unit.replace(" ", ".") * LONGEST)[:LONGEST], known)
    assert known.asked <= 4 * LONGEST * READINGS


@pytest.mark.parametrize("letters", ["a", "sendmeapic", "aaab", "aabb", "aaabbb", "ѕеnԁ", "sssee"])
def test_letters_parted_by_blanks_ask_it_a_bounded_number_of_times(letters: str) -> None:
    known = Counted(LISTED)
    row = (letters * RUN)[:RUN]
    joined([(letter,) for letter in row] + [("pic", "pic")] + [(letter,) for letter in row], known)
    assert known.asked <= 2 * RUN * 16 * READINGS

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.sources.meta_exports import damaged
from wardlight.sources.meta.text import repair, repaired

TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXT)
def test_what_was_damaged_once_is_put_right_once(text: str) -> None:
    assert repair(damaged(text)) == (text, () if text.isascii() else ("repaired-text",))


@given(TEXT)
def test_what_was_damaged_twice_is_put_right_once(text: str) -> None:
    assert repaired(damaged(damaged(text))) == damaged(text)


@given(TEXT)
def test_nothing_is_ever_lost(text: str) -> None:
    words, marks = repair(text)
    assert words == text or ("repaired-text" in marks and damaged(words) == text)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("plain", ()),
        ("caf\u00e9", ("doubtful-text",)),
        ("caf\u00e9 \u2019", ()),
        ("\u00c3\u00a9 \u2019", ()),
        ("\u00e2\u0080", ("doubtful-text",)),
        ("\U0001f600", ()),
        ("e\u0301\u200d\u202e", ()),
    ],
)
def test_what_cannot_be_put_right_stands_as_it_is(text: str, marks: tuple[str, ...]) -> None:
    assert repair(text) == (text, marks)

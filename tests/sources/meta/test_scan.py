import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.sources.meta.scan import BOM, DEEPEST, Damage, Path, Span, pointer, walk

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def everything(_path: Path, _is_array: bool) -> bool:  # noqa: FBT001
    return True


def top(path: Path, _is_array: bool) -> bool:  # noqa: FBT001
    return path == ()


def leaves(value: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    if isinstance(value, dict):
        return [each for key, inner in value.items() for each in leaves(inner, (*path, key))]
    if isinstance(value, list):
        return [each for at, inner in enumerate(value) for each in leaves(inner, (*path, at))]
    return [(path, value)]


def walked(text: bytes) -> tuple[list[Span], Damage | None]:
    spans: list[Span] = []
    try:
        spans.extend(walk(text, everything))
    except Damage as damage:
        return spans, damage
    return spans, None


@given(VALUES, st.sampled_from([None, 2]), st.booleans(), st.booleans())
def test_every_leaf_is_found_where_it_stands(
    value: Any,
    indent: int | None,
    ascii_only: bool,  # noqa: FBT001
    marked: bool,  # noqa: FBT001
) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode(
        "utf-8", "surrogatepass"
    )
    text = BOM + text if marked else text
    spans, damage = walked(text)
    assert damage is None
    found = [(span.path, json.loads(text[span.start : span.end])) for span in spans if span.end]
    assert found == leaves(value)


@given(VALUES, st.data())
def test_a_cut_text_gives_what_stands_before_the_cut(value: Any, data: st.DataObject) -> None:
    text = json.dumps([value, "end"]).encode()
    whole, _ = walked(text)
    size = data.draw(st.integers(0, len(text) - 1))
    spans, damage = walked(text[:size])
    assert damage is not None
    assert damage.at <= size
    kept = [span for span in spans if span.end != size]  # a number may be cut without a sign
    assert kept == whole[: len(kept)]


@given(st.binary())
def test_any_bytes_end_in_spans_or_damage(text: bytes) -> None:
    spans, _ = walked(text)
    assert all(0 <= span.start <= len(text) and span.end <= len(text) for span in spans)


@pytest.mark.parametrize(
    ("text", "at", "how"),
    [
        (b"", 0, "cut"),
        (b"{", 1, "cut"),
        (b'{"a"', 4, "cut"),
        (b'{"a":[1,2', 5, "cut"),
        (b'{"a":"b', 5, "cut"),
        (b'{"a":1,}', 7, "malformed"),
        (b'{"a" 1}', 5, "malformed"),
        (b"{a:1}", 1, "malformed"),
        (b"[1 2]", 3, "malformed"),
        (b"{} {}", 3, "malformed"),
        (b"[" + b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1) + b"]", 1, "deep"),
        (b"[" + b"[" * 200_000, 1, "deep"),
    ],
)
def test_damage_says_where_and_how(text: bytes, at: int, how: str) -> None:
    with pytest.raises(Damage) as caught:
        list(walk(text, top))
    assert (caught.value.at, caught.value.how) == (at, how)


def test_the_deepest_that_is_allowed_is_given_whole() -> None:
    inner = b"[" * DEEPEST + b"]" * DEEPEST
    assert [span.path for span in walk(b"[" + inner + b"]", top)] == [(), (0,)]


def test_brackets_and_quotes_inside_strings_do_not_count() -> None:
    text = json.dumps([{"a": '}]"\\'}, "[{"]).encode()
    found = [json.loads(text[span.start : span.end]) for span in walk(text, top) if span.end]
    assert found == [{"a": '}]"\\'}, "[{"]


def test_a_pointer_escapes_what_a_pointer_has_to() -> None:
    assert pointer(("a/b", "c~d", 3)) == "/a~1b/c~0d/3"
    assert pointer(()) == ""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.sources.meta_exports import MIA, ZOE, as_meta, said, thread
from wardlight.sources.meta import decode as decoding
from wardlight.sources.meta.decode import Decoded, Doubtful, decode, decode_value
from wardlight.sources.meta.thread_json import SHAPE, Header, Record

Read = Decoded[Header, Record]

SCALARS = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text()
ODD = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=4,
)
NAMES = st.sampled_from([*SHAPE.record.__struct_encode_fields__, "new_field", "sender_Name"])
RECORDS = st.dictionaries(NAMES, ODD, max_size=6)
PROPER = st.fixed_dictionaries(
    {"sender_name": st.text(), "timestamp_ms": st.integers()},
    optional={
        "content": st.text(),
        "photos": st.lists(st.fixed_dictionaries({"uri": st.text()})),
        "share": st.fixed_dictionaries({}, optional={"link": st.text(), "new": st.text()}),
        "reactions": st.lists(st.fixed_dictionaries({"reaction": st.text(), "actor": st.text()})),
        "is_unsent": st.booleans(),
        "call_duration": st.integers() | st.floats(allow_nan=False, allow_infinity=False),
        "new_field": ODD,
    },
)
FILES = st.fixed_dictionaries(
    {"messages": st.lists(RECORDS | PROPER | ODD, max_size=5)},
    optional={"title": st.text(), "participants": ODD, "thread_path": ODD, "new_field": ODD},
)
PROPER_FILES = st.fixed_dictionaries(
    {"messages": st.lists(PROPER, max_size=5)}, optional={"title": st.text()}
)


def plainly(read: Read) -> dict[str, Any]:
    records = [read.record(index) for index in range(read.length)]
    return {
        "header": read.header,
        "records": [each.record if isinstance(each, Doubtful) else each for each in records],
        "faults": [each.faults for each in records if isinstance(each, Doubtful) and each.faults],
        "unknown": [
            each.unknown for each in records if isinstance(each, Doubtful) and each.unknown
        ],
        "file": (read.count, read.faults, read.unknown, read.complete),
    }


def with_care(text: bytes) -> Read:
    return decoding._piece_by_piece(text, SHAPE, 0)


def is_fast(text: bytes) -> bool:
    return decoding._at_once(text, SHAPE) is not None


def written(value: Any, *, ascii_only: bool = True) -> bytes:
    return json.dumps(value, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")


# --- both ways -------------------------------------------------------------------------------


@settings(max_examples=300)
@given(FILES | PROPER_FILES, st.booleans())
def test_the_fast_way_gives_what_the_careful_way_gives(value: Any, ascii_only: bool) -> None:  # noqa: FBT001
    text = written(value, ascii_only=ascii_only)
    assert plainly(decode(text, SHAPE)) == plainly(with_care(text))


KEYS = st.sampled_from(["sender_name", "content", "share", "type", "ip"])
VALUES = st.sampled_from(['"a"', '"a:b"', r'"a\u003ab"', r'"a\u003Ab"', '"\\":"', "null"])
PAIRS = st.lists(st.tuples(KEYS, st.booleans(), st.sampled_from([":", " : ", "\n:"]), VALUES))


@given(PAIRS)
def test_a_key_that_stands_twice_is_never_missed(pairs: list[tuple[str, bool, str, str]]) -> None:
    members = [
        f'"{escaped_name(key) if escaped else key}"{colon}{value}'
        for key, escaped, colon, value in pairs
    ]
    text = ('{"messages":[{' + ",".join(members) + "}]}").encode()
    keys = [key for key, *_ in pairs]
    twice = len(set(keys)) < len(keys)
    assert not (twice and is_fast(text))
    record = with_care(text).record(0)
    said_twice = isinstance(record, Doubtful) and "duplicate-key" in {
        fault.kind for fault in record.faults
    }
    assert said_twice == twice


def escaped_name(key: str) -> str:
    return f"\\u{ord(key[0]):04x}{key[1:]}"


def test_a_real_file_goes_the_fast_way() -> None:
    records = [
        said(ZOE, 1, 'one: 🎉 and a \\ and a " too', reactions=[{"reaction": "❤", "actor": MIA}]),
        said(MIA, 2, photos=[{"uri": "a/b.jpg", "creation_timestamp": 1}]),
    ]
    assert is_fast(as_meta(thread([ZOE, MIA], "inbox/x", *records, image={"uri": "x.jpg"})))


@pytest.mark.parametrize(
    "text",
    [
        b'{"messages": [{"new_field": 1}]}',
        b'{"messages": [{"content": null}]}',
        b'{"messages": [{"share": {"new_field": 1}}]}',
        b'{"messages": [], "new_field": {}}',
        b'{"messages": [], "messages": []}',
        b'{"messages": [{"timestamp_ms": "1"}]}',
        b'{"messages": [{"content": "\\ud83d"}]}',
        b'{"messages": [{"content": "\xff"}]}',
        b'{"messages": [{"content": "a\nb"}]}',
        b'{"messages": [1]}',
        b'{"messages": {}}',
        b'{"messages": [{}]',
        b"[]",
        b"",
    ],
)
def test_whatever_needs_care_does_not_go_the_fast_way(text: bytes) -> None:
    assert not is_fast(text)


# --- with care -------------------------------------------------------------------------------


def kinds(read: Read) -> list[str]:
    records = (read.record(index) for index in range(read.length))
    inner = [fault.kind for each in records if isinstance(each, Doubtful) for fault in each.faults]
    return [*(fault.kind for fault in read.faults), *inner]


@given(st.binary())
def test_any_bytes_are_decoded_somehow(text: bytes) -> None:
    read = decode(text, SHAPE)
    assert read.length <= read.count
    assert read.complete == (
        not {"file-unread", "member-damaged", "nested-too-deep"} & {*kinds(read)}
    )


@given(PROPER_FILES, st.data())
def test_a_cut_file_gives_the_records_before_the_cut(value: Any, data: st.DataObject) -> None:
    text = written(value)
    whole = plainly(with_care(text))["records"]
    cut = decode(text[: data.draw(st.integers(0, len(text) - 1))], SHAPE)
    kept = plainly(cut)["records"]
    assert not cut.complete
    assert kept == whole[: len(kept)]


def test_a_cut_says_at_which_byte_and_after_how_many() -> None:
    text = b'{"messages": [{"content": "a"}, {"conte'
    (fault,) = decode(text, SHAPE).faults
    assert (fault.kind, fault.detail) == ("member-damaged", "cut short at byte 32, after 1 records")


def test_two_lists_under_one_key_are_counted_and_the_last_is_read() -> None:
    read = decode(b'{"messages": [{}, {}], "title": "a", "messages": [{"content": "b"}]}', SHAPE)
    assert (read.count, read.length) == (3, 1)
    assert [(fault.kind, fault.records) for fault in read.faults] == [("duplicate-key", 2)]


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (b'{"content": "a", "content": "b"}', ["duplicate-key"]),
        (b'{"share": {"link": "a", "link": "b"}}', ["duplicate-key"]),
        (b'{"content": "a\\ud800"}', ["lone-surrogate"]),
        (b'{"content": "a\xff"}', ["lone-surrogate"]),
        (b'{"content": 3}', ["record-unread"]),
        (b'{"sender_name": {}}', ["record-unread"]),
        (b'{"photos": 3}', ["field-unread"]),
        (b'{"timestamp_ms": ' + b"9" * 5000 + b"}", ["record-unread"]),
        (b'{"timestamp_ms": NaN}', ["record-unread"]),
        (b'{"content": "a" "b"}', ["record-unread"]),
        (b"[]", ["record-unread"]),
    ],
)
def test_what_is_wrong_with_a_record_is_said_of_that_record(
    record: bytes, expected: list[str]
) -> None:
    good = b'{"content": "good"}'
    read = decode(b'{"messages": [' + good + b"," + record + b"," + good + b"]}", SHAPE)
    assert kinds(read) == expected
    assert (read.count, read.complete) == (3, True)
    assert read.record(0) == read.record(2) == Record(content="good")


def test_broken_characters_are_shown_as_such_and_whole_ones_stay() -> None:
    value, faults = decode_value(b'["\\ud83d\\ude00 \\ud83d", "\xf0\x9f\x98\x80"]')
    assert value == ["\U0001f600 \ufffd", "\U0001f600"]
    assert [fault.kind for fault in faults] == ["lone-surrogate"]


def test_a_broken_character_in_a_key_of_the_thread_loses_nothing() -> None:
    read = decode(b'{"\\ud800title": "a", "messages": [{"content": "good"}]}', SHAPE)
    assert read.record(0) == Record(content="good")


def test_a_flood_of_equal_keys_is_read_in_its_own_time() -> None:
    text = b'{"messages": [{' + b",".join([b'"content":"a"'] * 100_000) + b"}]}"
    assert kinds(decode(text, SHAPE)) == ["duplicate-key"]

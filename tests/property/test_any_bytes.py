"""Whatever a file holds: records, all accounted for, or one of our errors. Never anything else."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.contract.fixtures import OF_READERS, contents, data_files, reader_of, zipped
from tests.golden import Case
from tests.hostile import DEFLATED, STORED, UTF8, Entry, zip_bytes
from tests.reconcile import unexplained
from wardlight.errors import WardlightError
from wardlight.model.notice_kinds import NOTICE_KINDS
from wardlight.sources import READERS, Limits, MemberRead, Reader, ReadOptions, open_export
from wardlight.sources.reader import Item

# Where exports keep messages, whatever the fixtures of the day are called.
CLAIMED = (
    "messages.json",
    "messages/inbox/ann_17/message_1.json",
    "your_instagram_activity/messages/inbox/ann_17/message_1.json",
    "your_activity_across_facebook/messages/inbox/ann_17/message_1.json",
    "your_activity_across_facebook/messages/inbox/ann_17/message_1.html",
    "your_instagram_activity/messages/inbox/ann_17/message_1.html",
    "messages/Ann_1.json",
    "personal_information/personal_information/personal_information.json",
    "html/messages.htm",
    "WhatsApp Chat with Ann.txt",
    "_chat.txt",
    "table.csv",
    "table.tsv",
    "table.jsonl",
)
COLUMNS = ReadOptions(columns={"sender": "sender", "text": "text", "time": "time"})
SMALL = Limits(
    entries=50, member_bytes=200_000, total_bytes=1_000_000, ratio_floor=50_000, nested_bytes=50_000
)

# Words that exports have as keys.
KEYS = (
    "messages",
    "participants",
    "conversation",
    "name",
    "sender",
    "sender_name",
    "senderName",
    "content",
    "text",
    "timestamp_ms",
    "timestamp",
    "created_at",
    "photos",
    "reactions",
    "share",
    "uri",
    "type",
    "threadName",
)

quick = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
every_reader = pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
every_case = pytest.mark.parametrize("case", OF_READERS, ids=str)


@contextmanager
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def read_safely(reader: Reader, files: Mapping[str, bytes], options: ReadOptions) -> list[Item]:
    with scratch() as folder:
        path = zipped(files, folder / "export.zip")
        try:
            with open_export([path]) as export:
                verdict = reader.recognise(export)
                assert 0 <= verdict.score <= 1
                assert verdict.reason
                return list(reader.read(export, options))
        except WardlightError:
            return []


def assert_sound(items: list[Item]) -> None:
    assert unexplained(items) == []
    for item in items:
        if not isinstance(item, MemberRead):
            assert item.ref.source.member
        kind = getattr(item, "kind", None)
        assert type(item).__name__ != "Notice" or kind in NOTICE_KINDS


@st.composite
def near_json(draw: st.DrawFn) -> bytes:
    """JSON with the words of exports in it, and values that do not belong there."""
    keys = st.sampled_from(KEYS)
    leaf = (
        st.none()
        | st.booleans()
        | st.integers(-(2**70), 2**70)
        | st.floats(allow_nan=False)
        | st.text(max_size=20)
        | st.sampled_from(["Ann", "2020-10-16T17:51:46.217643+00:00", "1700000000000", "\ud800"])
    )
    value = st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=5),
        max_leaves=20,
    )
    record = st.dictionaries(keys, value, max_size=6)
    thread = st.fixed_dictionaries(
        {"participants": value, "messages": st.lists(record, max_size=4) | value},
        optional={"title": value, "conversation": st.lists(record, max_size=3)},
    )
    text = json.dumps(draw(thread | st.lists(thread, max_size=2) | value))
    return text.encode("utf-8", "surrogatepass")


@st.composite
def near_text(draw: st.DrawFn) -> bytes:
    """Lines that look like those of a chat, of a table or of a page, in any order."""
    piece = st.sampled_from(
        [
            "12/03/2021, 07:45 - Ann: ",
            "[12.03.21, 07:45:01] Ann: ",
            "3/12/21, 7:45\u202fPM - Ben: ",
            "12/03/2021, 07:45 - ",
            "\u200e[2021-03-12, 07:45:01] Ann: \u200e<attached: 1-PHOTO.jpg>",
            "IMG-20210312-WA0001.jpg (file attached)",
            "sender,text,time",
            "sender\ttext\ttime",
            'Ann,"see you, there",2021-03-12T07:45:01Z',
            '{"sender": "Ann", "text": "hi", "time": "2021-03-12"}',
            '<div class="pam"><h2>Ann</h2><div>see you</div><div>Mar 12, 2021, 7:45 AM</div></div>',
            "<html><head><title>Ann</title></head><body>",
            "see you there",
            "\x00",
            "\r",
            "\u2028",
            "\ufeff",
            '"',
        ]
    )
    lines = draw(st.lists(st.one_of(piece, st.text(max_size=8)), max_size=12))
    text = draw(st.sampled_from(["\n", "\r\n", ""])).join(lines)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-16", "utf-8-sig"])), "surrogatepass")


any_content = st.binary(max_size=400) | near_json() | near_text()


@every_reader
@quick
@given(name=st.sampled_from(CLAIMED), content=any_content)
def test_any_bytes_under_any_name(reader: Reader, name: str, content: bytes) -> None:
    options = COLUMNS if name.startswith("table") else ReadOptions()
    assert_sound(read_safely(reader, {name: content, "filler.txt": b"."}, options))


def _cut_out(content: bytes, start: int, size: int, _: bytes) -> bytes:
    return content[:start] + content[start + size :]


def _put_in(content: bytes, start: int, _: int, more: bytes) -> bytes:
    return content[:start] + more + content[start:]


def _overwrite(content: bytes, start: int, _: int, more: bytes) -> bytes:
    return content[:start] + more + content[start + len(more) :]


def _repeat(content: bytes, start: int, size: int, _: bytes) -> bytes:
    return content[: start + size] + content[start:]


Change = Callable[[bytes, int, int, bytes], bytes]


@every_case
@settings(quick, max_examples=25)
@given(
    choice=st.data(),
    change=st.sampled_from([_cut_out, _put_in, _overwrite, _repeat]),
    size=st.integers(1, 60),
    more=st.binary(min_size=1, max_size=6)
    | st.sampled_from([b"{", b"}", b"[", b"]", b'"', b",", b"\\ud800", b"null", b"\n", b"<div>"]),
)
def test_a_fixture_with_something_changed(
    case: Case, choice: st.DataObject, change: Change, size: int, more: bytes
) -> None:
    files = contents(case)
    name = choice.draw(st.sampled_from(data_files(case)))
    start = choice.draw(st.integers(0, len(files[name])))
    files[name] = change(files[name], start, size, more)
    assert_sound(read_safely(reader_of(case), files, case.options))


# --- archives --------------------------------------------------------------------------------


def open_safely(content: bytes, name: str = "export.zip") -> None:
    with scratch() as folder:
        path = folder / name
        path.write_bytes(content)
        try:
            with open_export([path], limits=SMALL) as export:
                for member in export.members:
                    if member.kind == "data":
                        held, _ = export.read(member)
                        assert len(held) <= SMALL.member_bytes
        except WardlightError:
            return


@settings(quick, max_examples=200)
@given(start=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06"]), rest=st.binary(max_size=300))
def test_any_bytes_as_an_archive(start: bytes, rest: bytes) -> None:
    open_safely(start + rest)


entries = st.builds(
    Entry,
    name=st.sampled_from([b"a.json", b"b/c.txt", b"d.jpg", b"e.zip", b"../f"])
    | st.binary(max_size=8),
    content=st.binary(max_size=80) | st.just(bytes(70_000)),
    method=st.sampled_from([STORED, DEFLATED, 9, 12, 14, 99]),
    flags=st.sampled_from([0, 1, 8, UTF8, UTF8 | 8]) | st.integers(0, 0xFFFF),
    mode=st.integers(0, 2**32 - 1),
    said_crc=st.none() | st.integers(0, 2**32 - 1),
    said_size=st.none() | st.integers(0, 2**32 - 1),
    said_packed=st.none() | st.integers(0, 2**32 - 1),
    local_name=st.none() | st.binary(max_size=8),
    descriptor=st.booleans(),
    signed_descriptor=st.booleans(),
    large=st.booleans(),
    at=st.none() | st.integers(0, 2**32 - 1),
)


@settings(quick, max_examples=250)
@given(
    listed=st.lists(entries, max_size=5),
    index=st.booleans(),
    before=st.binary(max_size=4),
    cut=st.integers(0, 400),
    flip=st.tuples(st.integers(0, 2000), st.integers(0, 255)) | st.none(),
)
def test_archives_that_lie(
    *,
    listed: list[Entry],
    index: bool,
    before: bytes,
    cut: int,
    flip: tuple[int, int] | None,
) -> None:
    whole = bytearray(before + zip_bytes(listed, index=index))
    if flip and flip[0] < len(whole):
        whole[flip[0]] = flip[1]
    open_safely(bytes(whole[: len(whole) - cut] if cut < 100 else whole))

"""Tables of messages: nothing is guessed, every row is accounted for, and words stay what they were."""

import csv
import io
import json
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reconcile import unexplained
from wardlight.errors import ColumnsNeeded
from wardlight.model import Message, Notice
from wardlight.sources import MemberRead, ReadOptions, choose, open_export
from wardlight.sources.reader import Item, Verdict
from wardlight.sources.table import READER, read, recognise
from wardlight.sources.tables.times import instant_of

NAMED = {"sender": "From", "text": "Body", "time": "Date"}
WITH_CHATS = NAMED | {"thread": "Chat"}

quick = settings(
    deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def items_of(path: Path, columns: dict[str, str] | None = None, **said: object) -> list[Item]:
    options = ReadOptions(columns=columns, **said)  # type: ignore[arg-type]
    with open_export([path]) as export:
        return list(read(export, options))


def messages_of(path: Path, columns: dict[str, str] | None = None) -> list[Message]:
    return [item for item in items_of(path, columns) if isinstance(item, Message)]


def notices_of(items: list[Item]) -> list[tuple[str, str, int]]:
    return [
        (item.kind, item.ref.pointer, item.records) for item in items if isinstance(item, Notice)
    ]


def verdict_of(path: Path) -> Verdict:
    with open_export([path]) as export:
        return recognise(export)


def needed(path: Path, columns: dict[str, str] | None) -> str:
    """The error's words, with the proof that nothing was given before it."""
    with open_export([path]) as export:
        items = read(export, ReadOptions(columns=columns))
        with pytest.raises(ColumnsNeeded) as caught:
            next(items)
    return str(caught.value)


# --- which column is which -------------------------------------------------------------------


def test_a_table_is_chosen_and_then_asks(tmp_path: Path) -> None:
    path = write(tmp_path, "chat.csv", "From,Body,Date\nKim,see you at six,2025-03-08\n")
    with open_export([path]) as export:
        reader, verdict = choose(export)
    assert (reader.name, verdict.score) == ("table", 0.3)
    assert verdict.reason == "a table: choose --reader table and name its columns with --columns"
    said = needed(path, None)
    assert "It has the columns: From, Body, Date." in said
    assert "--columns 'sender=COLUMN" in said
    assert "see you" not in said


def test_a_table_without_a_header_does_not_spill_a_message(tmp_path: Path) -> None:
    for line in (
        "Kim,please do not tell anyone about it,2025-03-08",
        "Kim,ok,1741447800",
        "Kim,why?,x",
    ):
        said = needed(write(tmp_path, "chat.csv", f"{line}\n"), None)
        assert "does not look like names of columns" in said
        assert "Kim" not in said


def test_many_columns_are_listed_up_to_a_bound(tmp_path: Path) -> None:
    header = ",".join(f"column {letter}{other}" for letter in "abcdefgh" for other in "abcdefgh")
    said = needed(write(tmp_path, "chat.csv", f"{header}\n"), None)
    assert "and 34 more" in said


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        (NAMED | {"thread": "Group"}, "no column called Group"),
        (NAMED | {"sender": "B" * 99}, "B" * 39 + "…"),
        ({"text": "Body"}, "No column is named for the sender"),
        ({"sender": "From"}, "No column is named for the text"),
        (NAMED | {"colour": "Date"}, "no field called colour"),
        ({"sender": "From", "text": "Twice"}, "Two of its columns are called Twice"),
    ],
)
def test_a_mapping_that_does_not_fit_is_an_error(
    columns: dict[str, str], words: str, tmp_path: Path
) -> None:
    path = write(tmp_path, "chat.csv", "From,Body,Date,Twice,Twice\nKim,hi,2025-03-08,a,b\n")
    assert words in needed(path, columns)


def test_text_may_be_missing_where_something_was_sent(tmp_path: Path) -> None:
    path = write(tmp_path, "chat.csv", "From,File\nKim,a.jpg\n")
    (message,) = messages_of(path, {"sender": "From", "attachment": "File"})
    assert (message.kind, message.attachments[0].name) == ("media", "a.jpg")


def test_our_own_layout_needs_nothing_said(tmp_path: Path) -> None:
    path = write(tmp_path, "chat.csv", "thread,sender,time,text\nclub,Kim,2025-03-08T10:00Z,hi\n")
    assert verdict_of(path).score == 1.0
    (message,) = messages_of(path)
    assert (message.thread.title, message.sender, message.text) == ("club", "Kim", "hi")


@pytest.mark.parametrize(
    "header", ["sender,thread,time,text", "thread,sender,time,text,more", "Thread,Sender,Time,Text"]
)
def test_a_layout_that_is_nearly_ours_is_not_ours(header: str, tmp_path: Path) -> None:
    path = write(tmp_path, "chat.csv", f"{header}\na,b,c,d,e\n")
    assert verdict_of(path).score < 1.0
    needed(path, None)


@pytest.mark.parametrize("name", ["notes.md", "chat.pdf"])
def test_tables_among_other_files_are_left_alone(name: str, tmp_path: Path) -> None:
    write(tmp_path, "chat.csv", "From,Body\nKim,hi\n")
    write(tmp_path, name, "other")
    assert verdict_of(tmp_path).score == 0
    assert "choose --reader table" in verdict_of(tmp_path).reason


def test_a_file_that_does_not_fit_beside_one_that_does(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "Who,When\nKim,now\n")
    write(tmp_path, "b.csv", "From,Body,Date\nKim,hi,2025-03-08\n")
    items = items_of(tmp_path, NAMED)
    assert [item.text for item in items if isinstance(item, Message)] == ["hi"]
    assert ("file-unread", "", 0) in notices_of(items)
    assert [item.complete for item in items if isinstance(item, MemberRead)] == [True, False]


def test_a_table_under_another_name_is_read_where_a_person_says_so(tmp_path: Path) -> None:
    path = write(tmp_path, "chat.txt", "From|Body\nKim|hi, you\n")
    assert verdict_of(path).score == 0
    assert [each.text for each in messages_of(path, {"sender": "From", "text": "Body"})] == [
        "hi, you"
    ]


# --- times -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected", "precision"),
    [
        ("1741447800", "2025-03-08 15:30:00 UTC", "second"),
        ("1741447800123", "2025-03-08 15:30:00 UTC", "millisecond"),
        ("1741447800123456", "2025-03-08 15:30:00 UTC", "millisecond"),
        ("1741447800123456789", "2025-03-08 15:30:00 UTC", "millisecond"),
        ("1741447800.25", "2025-03-08 15:30:00 UTC", "millisecond"),
        ("2025-03-08T16:30:00+01:00", "2025-03-08 15:30:00 UTC", "second"),
        ("2025-03-08T16:30:00.5+0100", "2025-03-08 15:30:00 UTC", "millisecond"),
        ("2025-03-08 15:30 UTC", "2025-03-08 15:30 UTC", "minute"),
        ("2025-03-08T15:30Z", "2025-03-08 15:30 UTC", "minute"),
        ("2025/3/8 5:30", "2025-03-08 05:30 (phone clock, zone not known)", "minute"),
        ("2025-03-08 3:30:01 PM", "2025-03-08 15:30:01 (phone clock, zone not known)", "second"),
        ("2025-03-08", "2025-03-08 (phone clock, zone not known)", "day"),
        ("25.03.25, 15:30", "2025-03-25 15:30 (phone clock, zone not known)", "minute"),
        ("03/25/2025 3:30\u202fp.m.", "2025-03-25 15:30 (phone clock, zone not known)", "minute"),
    ],
)
def test_times_are_read_by_rule(written: str, expected: str, precision: str) -> None:
    instant = instant_of(written, None, day_first=None)
    assert (instant.raw, str(instant), instant.clock.precision) == (written, expected, precision)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "yesterday",
        "12",
        "45724.6",
        "20250308153000",
        "99999999999",
        "2025-13-08",
        "2025-03-08 25:00",
        "2025-03-08 15:30 PM",
        "2025-03/08",
        "03/04/2025",
        "8.3.",
    ],
)
def test_what_fits_no_rule_is_not_a_time(written: str) -> None:
    instant = instant_of(written, None, day_first=None)
    assert (instant.raw, instant.reading) == (written, None)


def test_day_and_month_are_told_by_the_whole_file_or_by_a_person(tmp_path: Path) -> None:
    rows = "From,Body,Date\nKim,a,03/04/2025 10:00\nKim,b,25/04/2025 10:00\n"
    path = write(tmp_path, "chat.csv", rows)
    items = items_of(path, NAMED)
    assert [str(item.instant)[:10] for item in items if isinstance(item, Message)] == [
        "2025-04-03",
        "2025-04-25",
    ]
    assert ("date-order-inferred", "", 0) in notices_of(items)
    unsure = write(tmp_path, "unsure.csv", "From,Body,Date\nKim,a,03/04/2025 10:00\n")
    said = items_of(unsure, NAMED, day_first=False, timezone="Europe/London")
    (message,) = [item for item in said if isinstance(item, Message)]
    assert str(message.instant) == "2025-03-04 10:00 Europe/London"
    assert notices_of(said) == []


def test_a_time_that_is_not_read_keeps_its_message(tmp_path: Path) -> None:
    path = write(
        tmp_path, "chat.csv", "From,Body,Date\nKim,a,soon\nKim,b,later\nKim,c,2025-03-08\n"
    )
    items = items_of(path, NAMED)
    assert [item.text for item in items if isinstance(item, Message)] == ["a", "b", "c"]
    assert ("time-unread", "row 1", 0) in notices_of(items)


# --- order and chats -------------------------------------------------------------------------


def test_chats_that_stand_mixed_come_apart(tmp_path: Path) -> None:
    rows = "".join(f"{'ab'[n % 2]},Kim,{n},2025-03-08 10:{n:02}\n" for n in range(6))
    found = messages_of(write(tmp_path, "chat.csv", "Chat,From,Body,Date\n" + rows), WITH_CHATS)
    assert [(each.thread.id, each.text) for each in found] == [
        ("a", "0"), ("a", "2"), ("a", "4"), ("b", "1"), ("b", "3"), ("b", "5"),
    ]  # fmt: skip
    assert found[0].thread is found[1].thread
    assert found[0].ref.pointer == "row 1"


def test_a_chat_with_the_newest_first_is_turned_round(tmp_path: Path) -> None:
    rows = (
        "From,Body,Date\nKim,c,2025-03-08 10:01\nKim,b,2025-03-08 10:01\nKim,a,2025-03-08 10:00\n"
    )
    items = items_of(write(tmp_path, "chat.csv", rows), NAMED)
    assert [item.text for item in items if isinstance(item, Message)] == ["a", "b", "c"]
    assert "clock-backwards" not in [kind for kind, _, _ in notices_of(items)]


def test_equal_times_keep_the_order_of_the_file(tmp_path: Path) -> None:
    rows = "From,Body,Date\nKim,a,2025-03-08\nKim,b,2025-03-08\n"
    assert [each.text for each in messages_of(write(tmp_path, "chat.csv", rows), NAMED)] == [
        "a",
        "b",
    ]


def test_a_clock_that_goes_back_is_said(tmp_path: Path) -> None:
    rows = "From,Body,Date\nKim,a,2025-03-08\nKim,b,2025-03-07\nKim,c,2025-03-09\n"
    items = items_of(write(tmp_path, "chat.csv", rows), NAMED)
    assert [item.text for item in items if isinstance(item, Message)] == ["a", "b", "c"]
    assert ("clock-backwards", "row 1", 0) in notices_of(items)


def test_which_side_wrote_is_what_a_person_named(tmp_path: Path) -> None:
    path = write(
        tmp_path, "chat.csv", "From,Body,Side\nKim,a,Sent\nJo,b,received\nJo,c,\nKim,d,owner\n"
    )
    columns = {"sender": "From", "text": "Body", "direction": "Side"}
    found = messages_of(path, columns | {"owner_value": "sent"})
    assert [each.direction for each in found] == ["owner", "other", "unknown", "other"]
    items = items_of(path, columns)
    assert [item.direction for item in items if isinstance(item, Message)] == [
        "unknown", "unknown", "unknown", "owner",
    ]  # fmt: skip
    assert ("unknown-field", "", 0) in notices_of(items)


def test_the_other_side_of_a_chat_of_two_is_named_where_sides_are(tmp_path: Path) -> None:
    rows = "From,Body,Side\nKim,a,out\nJo,b,in\n"
    columns = {"sender": "From", "text": "Body", "direction": "Side", "owner_value": "out"}
    found = messages_of(write(tmp_path, "chat.csv", rows), columns)
    assert {each.thread.other for each in found} == {"Jo"}
    assert found[0].thread.participants == ("Kim", "Jo")
    assert not found[0].thread.group


# --- rows that are not what they should be ---------------------------------------------------


def test_a_row_with_more_cells_is_kept_with_doubt(tmp_path: Path) -> None:
    rows = "From,Body,Side,File\nKim,yes, and no,out,a.jpg\nKim,ok,out,\n"
    columns = {
        "sender": "From",
        "text": "Body",
        "direction": "Side",
        "attachment": "File",
        "owner_value": "out",
    }
    items = items_of(write(tmp_path, "chat.csv", rows), columns)
    odd, plain = [item for item in items if isinstance(item, Message)]
    assert (odd.text, odd.direction, odd.attachments) == ("yes", "unknown", ())
    assert odd.marks == ("doubtful-text", "doubtful-sender")
    assert (plain.direction, plain.marks) == ("owner", ())
    assert ("record-unread", "row 1", 0) in notices_of(items)
    assert unexplained(items) == []


def test_empty_cells_at_the_end_are_nothing_odd(tmp_path: Path) -> None:
    items = items_of(
        write(tmp_path, "chat.csv", "From,Body,Date\nKim,a,2025-03-08,,\n\n,,\n"), NAMED
    )
    assert [item.marks for item in items if isinstance(item, Message)] == [()]
    assert [item.records for item in items if isinstance(item, MemberRead)] == [1]


def test_rows_without_a_sender_or_words_are_counted(tmp_path: Path) -> None:
    items = items_of(
        write(tmp_path, "chat.csv", "From,Body,Date\n,a,2025-03-08\nKim\nKim,b,\n"), NAMED
    )
    assert ("record-unread", "row 1", 1) in notices_of(items)
    assert ("record-unread", "row 2", 1) in notices_of(items)
    assert unexplained(items) == []


def test_a_quotation_mark_that_is_never_closed_is_said(tmp_path: Path) -> None:
    rows = 'Body,From,Date\nhi,Kim,2025-03-08\nok,Jo,"2025-03-08\nbye,Kim,2025-03-08\nbye,Jo,2025-03-08\n'
    items = items_of(write(tmp_path, "chat.csv", rows), {"sender": "From", "text": "Body"})
    assert [item.text for item in items if isinstance(item, Message)] == ["hi"]
    (notice,) = [item for item in items if isinstance(item, Notice)]
    assert (notice.kind, notice.ref.pointer, notice.records) == ("record-unread", "row 2", 1)
    assert "2 more lines" in notice.detail
    (closed,) = [item for item in items if isinstance(item, MemberRead)]
    assert (closed.records, closed.complete) == (2, False)


def test_lines_within_a_cell_at_the_end_are_not_mistaken_for_that(tmp_path: Path) -> None:
    rows = 'From,Body\nKim,"a\nb ""c"""\n'
    (message,) = messages_of(write(tmp_path, "chat.csv", rows), {"sender": "From", "text": "Body"})
    assert message.text == 'a\nb "c"'


def test_the_same_row_twice_is_read_once_and_an_edit_twice(tmp_path: Path) -> None:
    rows = "Id,From,Body\n1,Kim,a\n1,Kim,a\n1,Kim,b\n2,Kim,a\n"
    items = items_of(
        write(tmp_path, "chat.csv", rows), {"sender": "From", "text": "Body", "id": "Id"}
    )
    assert [item.text for item in items if isinstance(item, Message)] == ["a", "b", "a"]
    assert ("duplicate-record", "row 2", 1) in notices_of(items)
    assert unexplained(items) == []


def test_a_zip_cut_inside_a_table_gives_the_rows_before(tmp_path: Path) -> None:
    rows = "From,Body,Date\n" + "".join(f"Kim,message {n},2025-03-08\n" for n in range(4000))
    with zipfile.ZipFile(tmp_path / "whole.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("chat.csv", rows)
    whole = (tmp_path / "whole.zip").read_bytes()
    cut = write(tmp_path, "cut.zip", whole[: len(whole) // 2])
    items = items_of(cut, NAMED)
    assert 100 < len([item for item in items if isinstance(item, Message)]) < 4000
    assert "member-damaged" in [kind for kind, _, _ in notices_of(items)]
    assert unexplained(items) == []


# --- JSON ------------------------------------------------------------------------------------


def test_json_lines_are_cut_at_newlines_only(tmp_path: Path) -> None:
    text = "a\u2028b\u0085c\x0bd"
    line = json.dumps({"From": "Kim", "Body": text}, ensure_ascii=False)
    path = write(tmp_path, "chat.jsonl", f"{line}\r\n\n{line}\n")
    found = messages_of(path, {"sender": "From", "text": "Body"})
    assert [(each.text, each.ref.pointer) for each in found] == [(text, "L1"), (text, "L3")]


def test_a_long_number_stays_what_it_is(tmp_path: Path) -> None:
    path = write(
        tmp_path, "chat.jsonl", '{"From": 12345678901234567890123, "Body": 0, "Chat": 1.10}\n'
    )
    (message,) = messages_of(path, {"sender": "From", "text": "Body", "thread": "Chat"})
    assert (message.sender, message.text, message.thread.id) == (
        "12345678901234567890123",
        "0",
        "1.10",
    )


def test_nesting_without_end_costs_one_record(tmp_path: Path) -> None:
    deep = '{"From": ' + "[" * 100_000 + "]" * 100_000 + "}"
    good = '{"From": "Kim", "Body": "hi"}'
    columns = {"sender": "From", "text": "Body"}
    items = items_of(write(tmp_path, "chat.jsonl", f"{deep}\n{good}\n"), columns)
    assert [item.text for item in items if isinstance(item, Message)] == ["hi"]
    assert ("record-unread", "L1", 1) in notices_of(items)
    items = items_of(write(tmp_path, "chat.json", f"[{good}, {deep}]"), columns)
    assert [item.text for item in items if isinstance(item, Message)] == ["hi"]
    assert [item.complete for item in items if isinstance(item, MemberRead)] == [False]


def test_json_lines_named_json_are_read(tmp_path: Path) -> None:
    path = write(
        tmp_path, "chat.json", '\ufeff{"From": "Kim", "Body": "hi"}\n{"From": "Jo", "Body": "oh"}\n'
    )
    assert [each.text for each in messages_of(path, {"sender": "From", "text": "Body"})] == [
        "hi",
        "oh",
    ]


# --- anything --------------------------------------------------------------------------------

cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@quick
@given(rows=st.lists(st.tuples(cells.filter(bool), cells.filter(bool)), min_size=1, max_size=8))
@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "json"])
def test_what_is_written_comes_out_unchanged(
    form: str, rows: list[tuple[str, str]], tmp_path: Path
) -> None:
    found = messages_of(
        write(tmp_path, f"chat.{form}", _table(form, rows)), {"sender": "From", "text": "Body"}
    )
    assert [(each.sender, each.text) for each in found] == rows


def _table(form: str, rows: list[tuple[str, str]]) -> str:
    objects = [{"From": sender, "Body": text} for sender, text in rows]
    if form == "json":
        return json.dumps(objects)
    if form == "jsonl":
        return "".join(json.dumps(each) + "\n" for each in objects)
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t" if form == "tsv" else ",", quoting=csv.QUOTE_ALL)
    writer.writerows([("From", "Body"), *rows])
    return out.getvalue()


SCRAPS = (
    *(
        "From,Body,Date",
        "From\tBody\tDate",
        "Kim,hi,",
        '"',
        "'",
        ",",
        "\n",
        "\r",
        "\0",
        "sep=;",
        "[",
        "]",
    ),
    *(
        "{}",
        '{"From": "Kim", "Body": "\\ud800"}',
        '{"From": [1]}',
        "1741447800",
        "{",
        "\ufeff",
        "é",
        " ",
    ),
)
anything = st.binary(max_size=200) | st.lists(st.sampled_from(SCRAPS), max_size=15).map(
    lambda parts: "".join(parts).encode()
)


@settings(quick, max_examples=200)
@given(name=st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.json", "a.txt"]), content=anything)
def test_any_bytes_are_accounted_for(name: str, content: bytes, tmp_path: Path) -> None:
    path = write(tmp_path, name, content + b".")
    assert verdict_of(path).reason
    other = {"sender": "From", "text": "Body", "id": "Date", "attachment": "Body"}
    for columns in (None, NAMED, other):
        with suppress(ColumnsNeeded):
            assert unexplained(items_of(path, columns)) == []


def test_it_says_what_a_person_has_to_know() -> None:
    assert "--columns" in READER.how_to_ask

"""The reader as a whole: what it recognises, what it keeps, and what it says about a file."""

import re
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.golden import golden
from tests.reconcile import unexplained
from wardlight.errors import WardlightError
from wardlight.model import Message, Notice
from wardlight.sources import MemberRead, ReadOptions, open_export
from wardlight.sources.reader import Item
from wardlight.sources.whatsapp import lines as lines_module
from wardlight.sources.whatsapp_text import READER

NAME = "_chat.txt"


def read(at: Path, content: bytes | str, name: str = NAME, **options: object) -> list[Item]:
    path = at / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_path(path, **options)


def read_path(path: Path, **options: object) -> list[Item]:
    with open_export([path]) as export:
        items = list(READER.read(export, ReadOptions(**options)))  # type: ignore[arg-type]
    assert unexplained(items) == []
    return items


def messages(items: list[Item]) -> list[Message]:
    return [item for item in items if isinstance(item, Message)]


def said(items: list[Item]) -> list[tuple[str | None, str]]:
    return [(message.sender, message.text) for message in messages(items)]


def notices(items: list[Item], kind: str) -> list[str]:
    return [item.detail for item in items if isinstance(item, Notice) and item.kind == kind]


def kinds(items: list[Item]) -> set[str]:
    return {item.kind for item in items if isinstance(item, Notice)}


# --- recognising -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["_chat.txt", "WhatsApp Chat with Ben.txt", "from mum.TXT"])
def test_a_chat_is_known_by_its_lines_whatever_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("01/02/2024, 10:00 - Ana: hello\nand more\n", encoding="utf-8")
    with open_export([tmp_path / name]) as export:
        assert READER.recognise(export).score == 1.0


@pytest.mark.parametrize(
    ("content", "score"),
    [
        ("a letter\nof words\n", 0.0),
        ("01/02/2024 paid 10:00\n02/02/2024 paid\n03/02/2024, 10:00 - Ana: hello\n", 0.5),
        ("", 0.0),
    ],
)
def test_what_is_no_chat_says_why(tmp_path: Path, content: str, score: float) -> None:
    (tmp_path / "notes.txt").write_text(content, encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    with open_export([tmp_path]) as export:
        verdict = READER.recognise(export)
    assert verdict.score == score
    assert verdict.reason


def test_a_text_beside_a_chat_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("milk\n", encoding="utf-8")
    (tmp_path / NAME).write_text("01/02/2024, 10:00 - Ana: hello\n", encoding="utf-8")
    items = read_path(tmp_path)
    assert [item.ref.source.member for item in items if isinstance(item, Notice)][-1] == "list.txt"
    assert "file-unread" in kinds(items)


def test_a_chat_by_name_alone_is_read_and_said_not_to_be_one(tmp_path: Path) -> None:
    items = read(tmp_path, "nothing\nlike a chat\n")
    assert said(items) == []
    assert [(item.records, item.ref.pointer) for item in items if isinstance(item, Notice)] == [
        (1, "L1-2")
    ]


def test_an_empty_chat_has_no_records(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"")
    (tmp_path / "x.bin").write_bytes(b"x")
    closed = [item for item in read_path(tmp_path) if isinstance(item, MemberRead)]
    assert [each.records for each in closed] == [0]


# --- the conversation ------------------------------------------------------------------------

TWO = "13/02/2024, 10:00 - Ana: hello\n13/02/2024, 10:01 - Ben: hi\n"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("WhatsApp Chat with Ben.txt", "Ben"),
        ("WhatsApp Chat with Ben (2).txt", "Ben (2)"),
        ("WhatsApp Chat - Ben.txt", "Ben"),
        ("WhatsApp-Chat mit Ben.txt", "Ben"),
        ("Chat de WhatsApp con Ben.txt", "Ben"),
        ("Discussion WhatsApp avec Ben.txt", "Ben"),
        ("Conversa do WhatsApp com Ben.txt", "Ben"),
        ("Chat WhatsApp con Ben.txt", "Ben"),
        ("WhatsApp-chat met Ben.txt", "Ben"),
        ("Czat WhatsApp z Ben.txt", "Ben"),
        ("Ben ile WhatsApp Sohbeti.txt", "Ben"),
    ],
)
def test_the_file_names_the_other_of_two(tmp_path: Path, name: str, title: str) -> None:
    thread = messages(read(tmp_path, TWO, name))[0].thread
    assert (thread.title, thread.other, thread.group) == (title, "Ben", False)
    assert thread.participants == ("Ana", "Ben")


def test_the_other_is_not_told_without_a_name_that_fits(tmp_path: Path) -> None:
    assert messages(read(tmp_path, TWO))[0].thread.other is None
    assert messages(read(tmp_path, TWO, "WhatsApp Chat with Mum.txt"))[0].thread.other is None


def test_a_group_has_no_other(tmp_path: Path) -> None:
    three = TWO + "13/02/2024, 10:02 - Mum: tea\n"
    thread = messages(read(tmp_path, three, "WhatsApp Chat with Ben.txt"))[0].thread
    assert (thread.group, thread.other) == (True, None)
    made = f'13/02/2024, 09:00 - Ben created group "Ben"\n{TWO}'
    thread = messages(read(tmp_path, made, "WhatsApp Chat with Ben.txt"))[0].thread
    assert (thread.group, thread.other) == (True, None)


def test_an_iphone_zip_gives_its_name_to_the_chat(tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp Chat - Ben.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(NAME, TWO)
    thread = messages(read_path(path))[0].thread
    assert (thread.id, thread.title, thread.other) == (NAME, "Ben", "Ben")


def test_two_chats_in_one_folder_are_two_threads(tmp_path: Path) -> None:
    for name in ("WhatsApp Chat with Ben.txt", "WhatsApp Chat with Mum.txt"):
        (tmp_path / name).write_text(TWO, encoding="utf-8")
    threads = {message.thread.id for message in messages(read_path(tmp_path))}
    assert threads == {"WhatsApp Chat with Ben.txt", "WhatsApp Chat with Mum.txt"}


def test_what_was_sent_is_looked_for_in_the_chats_own_folder(tmp_path: Path) -> None:
    sent = TWO + "13/02/2024, 10:02 - Ben: IMG-20240213-WA0001.jpg (file attached)\n"
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / NAME).write_text(sent, encoding="utf-8")
    (tmp_path / "b" / "IMG-20240213-WA0001.jpg").write_bytes(b"noise")
    found = [each for message in messages(read_path(tmp_path)) for each in message.attachments]
    assert [each.member for each in found] == [None, "b/IMG-20240213-WA0001.jpg"]


# --- time ------------------------------------------------------------------------------------


def test_a_zone_is_only_what_a_person_said(tmp_path: Path) -> None:
    unknown = read(tmp_path, TWO)
    assert messages(unknown)[0].instant.clock.known_from == "unknown"
    assert notices(unknown, "no-zone") == [""]
    known = read(tmp_path, TWO, timezone="Europe/London")
    clock = messages(known)[0].instant.clock
    assert (clock.zone, clock.known_from, clock.precision) == ("Europe/London", "person", "minute")
    assert notices(known, "no-zone") == []


def test_one_date_keeps_its_minutes_whichever_day_it_was(tmp_path: Path) -> None:
    items = read(tmp_path, "05/03/2024, 10:00 - Ana: a\n05/03/2024, 10:07 - Ben: b\n")
    first, second = (message.instant.reading for message in messages(items))
    assert first is not None
    assert second is not None
    assert second - first == 7 * 60_000
    assert "5 March 2024" in notices(items, "date-order-unknown")[0]
    assert "3 May 2024" in notices(items, "date-order-unknown")[0]


def test_several_dates_that_nothing_tells_apart_are_not_read(tmp_path: Path) -> None:
    chat = "01/02/2024, 10:00 - Ana: a\n03/04/2024, 10:00 - Ben: b\n"
    assert [m.instant.reading for m in messages(read(tmp_path, chat))] == [None, None]
    told = messages(read(tmp_path, chat, day_first=True))
    assert [str(m.instant.local)[:10] for m in told] == ["2024-02-01", "2024-04-03"]
    assert kinds(read(tmp_path, chat, day_first=True)) == {"no-zone"}


def test_a_person_who_goes_against_the_file_does_not_change_it(tmp_path: Path) -> None:
    items = read(tmp_path, TWO, day_first=False)
    assert str(messages(items)[0].instant.local)[:10] == "2024-02-13"
    assert "month first was asked for" in notices(items, "date-order-inferred")[0]


def test_what_was_written_is_kept_to_the_letter(tmp_path: Path) -> None:
    items = read(tmp_path, "\u200e[13/2/24, 9:05:01\u202fPM] Ana: hi\n")
    assert messages(items)[0].instant.raw == "13/2/24, 9:05:01\u202fPM"


# --- lines that may have been typed ----------------------------------------------------------


def day(number: int, sender: str, words: str, *, hour: int = 10) -> str:
    return f"{number:02}/02/2024, {hour:02}:{number:02} - {sender}: {words}\n"


PLAIN = "".join(day(n, "Ana" if n % 2 else "Ben", f"line {n}") for n in range(1, 21))


def test_a_line_behind_its_own_name_is_kept_in_the_message_it_stands_in(tmp_path: Path) -> None:
    typed = "03/01/2024, 10:00 - Ana: put in her mouth\nand more\n"
    items = read(tmp_path, PLAIN + typed + day(21, "Ana", "later"))
    assert said(items)[19] == ("Ben", "line 20\n" + typed.rstrip("\n"))
    assert messages(items)[19].ref.pointer == "L20-22"
    where = [item.ref.pointer for item in items if isinstance(item, Notice)]
    assert "L21" in where
    assert "behind those around it" in notices(items, "forged-looking-line")[0]
    assert notices(items, "clock-backwards") == []


def test_a_typed_dialogue_is_kept_whole(tmp_path: Path) -> None:
    typed = "03/01/2024, 10:00 - Ana: a\n03/01/2024, 10:01 - Ana: b\n03/01/2024, 10:02 - Ben: c\n"
    items = read(tmp_path, PLAIN + typed + day(21, "Ana", "later") + day(22, "Ben", "yes"))
    assert said(items)[19] == ("Ben", "line 20\n" + typed.rstrip("\n"))
    assert len(messages(items)) == 22


@pytest.mark.parametrize(
    "line",
    [
        "20/02/2024, 09:00 - Ana: late, but in her own order\n",
        "19/02/2024, 09:30 - Ana: less than an hour behind her last\n",
        "03/01/2024, 10:00 - Ben: by the same person\n",
        "03/01/2024, 10:00 - Ana left\n",
    ],
)
def test_a_line_that_may_well_be_true_stays_a_message(tmp_path: Path, line: str) -> None:
    items = read(tmp_path, PLAIN + line + day(21, "Ana", "later"))
    assert len(messages(items)) == 22
    assert notices(items, "forged-looking-line") == []
    assert notices(items, "clock-backwards") == ["1 of 22 messages"]


@pytest.mark.parametrize("year", ["2023", "2025"])
@pytest.mark.parametrize("every", [1, 4])
def test_a_phone_with_a_wrong_clock_keeps_its_messages(
    tmp_path: Path, year: str, every: int
) -> None:
    """Its owner's lines all lie a year off, between those of the other."""
    chat = "".join(
        day(n, "Ben", f"line {n}")
        + day(n, "Ana", f"mine {n}").replace("2024", year) * (n % every == 0)
        for n in range(1, 21)
    )
    items = read(tmp_path, chat)
    assert len(messages(items)) == 20 + 20 // every
    assert notices(items, "forged-looking-line") == []


def test_a_phone_without_a_network_keeps_what_it_then_received(tmp_path: Path) -> None:
    mine = [day(n, "Ana", f"mine {n}") for n in range(1, 11)]
    theirs = [day(n, "Ben", f"theirs {n}") for n in range(1, 11)]
    items = read(tmp_path, "".join([*theirs[:2], *mine[:6], *theirs[2:5], *mine[6:], *theirs[5:]]))
    assert len(messages(items)) == 20
    assert notices(items, "forged-looking-line") == []


def test_a_clock_that_is_put_back_keeps_its_messages(tmp_path: Path) -> None:
    back = "".join(
        day(n, "Ana" if n % 2 else "Ben", "x").replace("2024", "2023") for n in range(1, 21)
    )
    assert len(messages(read(tmp_path, PLAIN + back))) == 40


def test_a_stranger_out_of_time_is_not_made_a_person(tmp_path: Path) -> None:
    items = read(
        tmp_path, PLAIN + "03/01/2024, 10:00 - Coach: hand it over\n" + day(21, "Ana", "x")
    )
    assert {message.sender for message in messages(items)} == {"Ana", "Ben"}


def test_the_only_other_of_two_is_believed(tmp_path: Path) -> None:
    """With one line, and a clock that is wrong: taking it away would leave one person."""
    items = read(
        tmp_path, day(13, "Ana", "a") + "03/01/2024, 10:00 - Ben: b\n" + day(14, "Ana", "c")
    )
    assert [sender for sender, _ in said(items)] == ["Ana", "Ben", "Ana"]


def test_many_copied_lines_are_named_up_to_a_number_and_then_counted(tmp_path: Path) -> None:
    copied = "".join(f"[1/2/24, 10:00:{n:02}] Ana: x\n" for n in range(60))
    items = read(tmp_path, day(13, "Ben", "look") + copied)
    found = notices(items, "forged-looking-line")
    assert len(found) == 51
    assert found[-1] == "and 10 more such lines"
    assert len(messages(items)) == 1


# --- bytes -----------------------------------------------------------------------------------

CAFE = "13/02/2024, 10:00 - Ana: café 🌻\n13/02/2024, 10:01 - Zoë: né à côté\n"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings_that_lose_nothing(tmp_path: Path, codec: str) -> None:
    mark = b"\xfe\xff" if codec == "utf-16-be" else b""
    items = read(tmp_path, mark + CAFE.encode(codec))
    assert said(items) == [("Ana", "café 🌻"), ("Zoë", "né à côté")]
    assert bool(notices(items, "not-utf8")) == codec.startswith("utf-16")


def test_the_old_windows_encoding(tmp_path: Path) -> None:
    items = read(tmp_path, CAFE.replace(" 🌻", "").encode("cp1252"))
    assert said(items)[1] == ("Zoë", "né à côté")
    assert notices(items, "not-utf8") == ["read as Windows-1252"]


def test_bytes_that_are_in_no_code_page(tmp_path: Path) -> None:
    items = read(tmp_path, TWO.encode() + b"13/02/2024, 10:02 - Ben: \x81\xe9\n")
    assert said(items)[2] == ("Ben", "\x81é")
    assert notices(items, "not-utf8") == ["read as Latin-1"]


def test_a_broken_letter_does_not_change_the_others(tmp_path: Path) -> None:
    items = read(tmp_path, CAFE.encode() + b"13/02/2024, 10:02 - Ana: \xe2\x28\n")
    assert said(items)[:2] == [("Ana", "café 🌻"), ("Zoë", "né à côté")]
    assert said(items)[2] == ("Ana", "\ufffd(")
    assert notices(items, "not-utf8") == ["UTF-8, with 1 broken places"]


def test_nul_is_kept_and_said(tmp_path: Path) -> None:
    items = read(tmp_path, TWO.encode() + b"13/02/2024, 10:02 - Ben: a\0b\0\n")
    assert said(items)[2] == ("Ben", "a\0b\0")
    assert notices(items, "nul-bytes") == ["2 of them"]


def test_line_ends(tmp_path: Path) -> None:
    items = read(tmp_path, TWO.replace("\n", "\r\n") + "13/02/2024, 10:02 - Ben: a\nb\r\n")
    assert said(items)[2] == ("Ben", "a\nb")
    odd = "13/02/2024, 10:02 - Ben: a\u2028b\u0085c\x0bd\x0ce\x1cf\rg\n"
    assert said(read(tmp_path, TWO + odd))[2] == ("Ben", "a\u2028b\u0085c\x0bd\x0ce\x1cf\rg")


def test_a_cut_zip_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp Chat - Ben.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(NAME, PLAIN)
    path.write_bytes(path.read_bytes()[: len(PLAIN) // 2])
    items = read_path(path)
    assert 5 < len(messages(items)) < 20
    assert [item.complete for item in items if isinstance(item, MemberRead)] == [False]
    assert "member-damaged" in kinds(items)


def test_a_cut_zip_with_no_message_left_is_not_complete(tmp_path: Path) -> None:
    path = tmp_path / "WhatsApp Chat - Ben.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(NAME, "on top\n" * 50 + PLAIN)
    path.write_bytes(path.read_bytes()[:100])
    items = read_path(path)
    assert [item.complete for item in items if isinstance(item, MemberRead)] == [False]
    assert {"record-unread", "member-damaged"} <= kinds(items)


# --- limits of the app -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "media", "near"),
    [(38_999, False, False), (39_000, False, True), (10_000, True, True), (11_000, True, False)],
)
def test_an_export_near_the_limit_is_said(
    tmp_path: Path,
    count: int,
    media: bool,  # noqa: FBT001
    near: bool,  # noqa: FBT001
) -> None:
    if media:
        (tmp_path / "IMG-20240213-WA0001.jpg").write_bytes(b"noise")
    (tmp_path / NAME).write_text("13/02/2024, 10:00 - Ana: a\n" * count, encoding="utf-8")
    items = read_path(tmp_path)
    assert len(messages(items)) == count
    assert bool(notices(items, "near-cap")) == near


# --- properties ------------------------------------------------------------------------------

NAMES = ("Ana", "Ben", "Zoë 🌻", "A: B", "\u202a+44 7700 900123\u202c")
WORDS = st.text(st.sampled_from("aé🌻 :.,<>()[]-/0123\u200e\u2028\u0085\r\0\u202e"), max_size=20)
HEADERS = st.builds(
    "{:02}/{:02}/2024, 10:{:02} - {}".format,
    st.integers(1, 31),
    st.integers(1, 12),
    st.integers(0, 59),
    st.one_of(
        st.builds("{}: {}".format, st.sampled_from(NAMES), WORDS),
        st.builds("{}:{}".format, st.sampled_from(NAMES), WORDS),
        WORDS,
    ),
)
LINES = st.lists(st.one_of(HEADERS, WORDS, st.just("[1/2/24, 10:00:00] Ana: x"), st.just("")))
CHATS = st.builds("\n".join, LINES)

quickly = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def places(item: Item) -> tuple[int, int] | None:
    """The lines that a message is, or that a notice stands for."""
    if isinstance(item, MemberRead) or (isinstance(item, Notice) and not item.records):
        return None
    found = re.fullmatch(r"L(\d+)(?:-(\d+))?", item.ref.pointer)
    assert found
    return int(found[1]), int(found[2] or found[1])


@quickly
@given(CHATS, st.sampled_from(["", "\n", "\r\n"]))
def test_every_line_belongs_to_one_message_or_notice(tmp_path: Path, chat: str, end: str) -> None:
    items = read(tmp_path, chat + end) if chat + end else []
    covered = [place for item in items if (place := places(item))]
    content = chat + end
    count = content.count("\n") + (not content.endswith("\n")) if content else 0
    assert [line for first, last in covered for line in range(first, last + 1)] == list(
        range(1, count + 1)
    )


@quickly
@given(CHATS)
def test_what_was_read_stands_in_its_lines(tmp_path: Path, chat: str) -> None:
    lines = chat.split("\n")
    for message in messages(read(tmp_path, chat)) if chat else []:
        first, last = places(message) or (0, 0)
        written = "\n".join(lines[first - 1 : last])
        assert message.instant.raw in written
        assert message.text in written
        if message.sender is not None:
            assert re.search(rf"(?: - |\] ){re.escape(message.sender)}:", written)
        if message.kind == "text" and not message.marks and not message.attachments:
            assert written.removesuffix("\r").endswith(message.text)
            assert len(written) - len(message.text) <= len(f"{message.instant.raw} - : \r") + len(
                message.sender or ""
            )


@quickly
@given(CHATS, st.integers(1, 40))
def test_the_size_of_a_block_changes_nothing(tmp_path: Path, chat: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole = read(tmp_path, chat) if chat else []
        patch.setattr(lines_module, "_BLOCK", size)
        assert golden(read(tmp_path, chat) if chat else []) == golden(whole)


@quickly
@given(st.binary(max_size=200))
def test_any_bytes_behind_a_header_give_records(tmp_path: Path, content: bytes) -> None:
    read(tmp_path, b"13/02/2024, 10:00 - Ana: " + content)


@quickly
@given(st.binary(min_size=1, max_size=200))
def test_any_bytes_give_records(tmp_path: Path, content: bytes) -> None:
    with suppress(WardlightError):  # what begins as a zip is opened as one
        read(tmp_path, content)

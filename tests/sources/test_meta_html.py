"""HTML pages of Instagram and Messenger: found by how they stand, whatever is written on them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reconcile import unexplained
from tests.sources.meta_pages import (
    INBOX,
    LAYOUTS,
    Said,
    bare,
    items_of,
    kinds_of,
    messages_of,
    of_2023,
    page,
    renamed,
    write,
)
from wardlight.model import Account, Attachment, Message, Notice, Reaction
from wardlight.sources import MemberRead, ReadOptions, choose, open_export
from wardlight.sources.meta_html import recognise
from wardlight.sources.pages.page import parse, text_of

STAMPS = ("Mar 08, 2025 4:31 pm", "Mar 08, 2025 4:30 pm", "Mar 07, 2025 9:05 am")

every_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
quick = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

# What a person can type: no controls, no lone surrogates, and not only blanks.
typed = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Cn"], include_characters="\n"),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip() != "")


def three(layout: Callable[[Said], str], texts: tuple[str, str, str]) -> str:
    senders = ("Kim", "Robin", "Kim")
    blocks = [
        layout(Said(sender, text, stamp))
        for sender, text, stamp in zip(senders, texts, STAMPS, strict=True)
    ]
    return page(blocks)


# --- words -----------------------------------------------------------------------------------


@every_layout
@quick
@given(texts=st.tuples(typed, typed, typed))
def test_whatever_is_typed_comes_out_unchanged(
    layout: Callable[[Said], str], texts: tuple[str, str, str], tmp_path: Path
) -> None:
    found = messages_of(write(tmp_path, {INBOX: three(layout, texts)}))
    assert [message.text for message in found] == list(reversed(texts))
    assert [message.instant.raw for message in found] == list(reversed(STAMPS))
    assert [message.ref.pointer for message in found] == ["block 3", "block 2", "block 1"]


@every_layout
@pytest.mark.parametrize(
    "date", ["Mar 01, 2020 1:00 am", "19 Oct 2019, 14:37", "2020-01-01 10:00:00"]
)
def test_a_date_that_somebody_typed_is_words(
    layout: Callable[[Said], str], date: str, tmp_path: Path
) -> None:
    texts = (date, f"{date}\n{date}", f"was it {date}?")
    found = messages_of(write(tmp_path, {INBOX: three(layout, texts)}))
    assert [message.text for message in found] == list(reversed(texts))
    assert [message.instant.raw for message in found] == list(reversed(STAMPS))


@every_layout
def test_one_message_alone_is_found(layout: Callable[[Said], str], tmp_path: Path) -> None:
    only = Said("Kim", "Mar 01, 2020 1:00 am", STAMPS[0])
    found = messages_of(write(tmp_path, {INBOX: page([layout(only)])}))
    assert [(each.sender, each.text, each.instant.raw) for each in found] == [
        ("Kim", "Mar 01, 2020 1:00 am", STAMPS[0])
    ]


def test_invisible_signs_stay(tmp_path: Path) -> None:
    text = "a\u200db\u202ec\u2066d\ufe0f e\u0301 \u00a0f"
    (message,) = messages_of(
        write(tmp_path, {INBOX: page([of_2023(Said("Kim", text, STAMPS[0]))])})
    )
    assert message.text == text


def test_words_deeper_than_usual_are_still_words(tmp_path: Path) -> None:
    block = of_2023(Said("Kim", "", STAMPS[0], extra="<div><div>see you there</div></div>"))
    (message,) = messages_of(write(tmp_path, {INBOX: page([block])}))
    assert (message.kind, message.text, message.note) == ("text", "see you there", "")


# --- what the app puts beside words ----------------------------------------------------------


def one(
    tmp_path: Path, text: str = "", extra: str = "", reactions: tuple[str, ...] = ()
) -> Message:
    block = of_2023(Said("Kim", text, STAMPS[0], extra, reactions))
    other = of_2023(Said("👑 Jo", "hello", STAMPS[1]))
    return messages_of(write(tmp_path, {INBOX: page([block, other])}))[-1]


def test_a_shared_post_is_the_apps_words_and_not_the_senders(tmp_path: Path) -> None:
    post = (
        "<div><div><div>send me a pic</div><div>a.club</div>"
        '<div><a href="https://example.org/reel/1">https://example.org/reel/1</a></div></div></div>'
    )
    message = one(tmp_path, "look", post)
    assert (message.kind, message.text) == ("share", "look")
    assert message.note == "send me a pic\na.club\nhttps://example.org/reel/1"


def test_a_bare_link_is_shared(tmp_path: Path) -> None:
    message = one(
        tmp_path, "", '<div><a href="https://example.org/">https://example.org/</a></div>'
    )
    assert (message.kind, message.text, message.note) == ("share", "", "https://example.org/")


def test_a_link_within_words_leaves_them_whole(tmp_path: Path) -> None:
    block = of_2023(Said("Kim", "see WHERE now", STAMPS[0])).replace(
        "WHERE", '<a href="https://example.org/a">example.org/a</a>'
    )
    (message,) = messages_of(write(tmp_path, {INBOX: page([block])}))
    assert message.text == "see example.org/a now"
    assert message.note == "https://example.org/a"


def test_media_are_listed_once_and_found_where_they_stand(tmp_path: Path) -> None:
    folder = INBOX.removesuffix("/message_1.html")
    write(tmp_path, {f"{folder}/photos/1.jpg": b"\x01", f"{folder}/audio/2.mp4": b"\x01\x02"})
    picture = f'<a href="{folder}/photos/1.jpg"><img src="{folder}/photos/1.jpg" /></a>'
    voice = f'<video src="{folder}/audio/2.mp4"><a href="{folder}/audio/2.mp4"><div>Click</div></a></video>'
    remote = '<img src="https://example.org/g.gif" /><img src="data:image/png;base64,AA==" />'
    message = one(tmp_path, "", f"<div>{picture}</div><div>{voice}</div><div>{remote}</div>")
    assert message.kind == "media"
    assert (message.text, message.note) == ("", "")
    assert message.attachments == (
        Attachment(f"{folder}/photos/1.jpg", "photo", f"{folder}/photos/1.jpg", 1),
        Attachment(f"{folder}/audio/2.mp4", "audio", f"{folder}/audio/2.mp4", 2),
        Attachment("https://example.org/g.gif", "animation"),
    )


def test_reactions_are_taken_apart(tmp_path: Path) -> None:
    listed = ("❤️Kim (Mar 08, 2025 4:31 pm)", "👍🏽👑 Jo", "😂", "Somebody", "👨‍👩‍👧‍👦Not Listed")
    message = one(tmp_path, "hi", "", listed)
    assert message.text == "hi"
    assert message.reactions == (
        Reaction("Kim", "❤️"),
        Reaction("👑 Jo", "👍🏽"),
        Reaction("", "😂"),
        Reaction("Somebody", ""),
        Reaction("Not Listed", "👨‍👩‍👧‍👦"),
    )


@pytest.mark.parametrize("text", ["Liked a message", "Reacted 😂 to your message "])
def test_a_record_of_a_reaction_is_one(text: str, tmp_path: Path) -> None:
    assert one(tmp_path, text).kind == "reaction"


def test_an_edited_message_says_so_and_keeps_its_words(tmp_path: Path) -> None:
    message = one(tmp_path, "at six (edited)")
    assert message.marks == ("edited",)
    assert message.text == "at six (edited)"


# --- threads ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Participants: Kim, Robin and Jo Example", ("Kim", "Robin", "Jo Example")),
        ("Participants: Nobody, Who Wrote", ("Nobody", "Who Wrote")),
        ("Deltakere: Robin og Kim", ("Robin", "Kim")),
        ("参加者: Robin、Kim", ("Robin", "Kim")),
        ("Note: bring, boots", ()),
    ],
)
def test_members_are_read_from_the_line_above(
    line: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    blocks = [of_2023(Said("Kim", "a", STAMPS[0])), of_2023(Said("Robin", "b", STAMPS[1]))]
    heading = f'<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><h2 class="_a6-h">{line}</h2></div>'
    items = items_of(write(tmp_path, {INBOX: page(blocks, above=heading)}))
    thread = next(item.thread for item in items if isinstance(item, Message))
    assert thread.participants == expected
    assert thread.group == (len(expected) > 2 or "Nobody" in expected)
    assert [item.records for item in items if isinstance(item, MemberRead)] == [2]


def test_a_chat_of_two_is_named_after_the_other(tmp_path: Path) -> None:
    found = messages_of(write(tmp_path, {INBOX: three(of_2023, ("a", "b", "c"))}))
    assert {message.thread.other for message in found} == {"Kim"}
    assert {message.thread.platform for message in found} == {"Instagram"}
    assert {message.thread.place for message in found} == {"inbox"}


def test_numbered_pages_are_one_thread_oldest_first(tmp_path: Path) -> None:
    folder = INBOX.removesuffix("message_1.html")
    pages = {
        f"{folder}message_{number}.html": page(
            [of_2023(Said("Kim", f"page {number}", f"Mar {20 - number:02}, 2025 4:31 pm"))]
        )
        for number in (1, 2, 10)
    }
    items = items_of(write(tmp_path, dict(pages)))
    found = [item for item in items if isinstance(item, Message)]
    assert [message.text for message in found] == ["page 10", "page 2", "page 1"]
    assert len({id(message.thread) for message in found}) == 1
    assert "file-may-continue" in kinds_of(items)


def test_pages_that_overlap_in_time_say_so(tmp_path: Path) -> None:
    folder = INBOX.removesuffix("message_1.html")
    older = page([of_2023(Said("Kim", "older page", "Mar 09, 2025 4:31 pm"))])
    newer = page([of_2023(Said("Kim", "newer page", "Mar 08, 2025 4:31 pm"))])
    pages: dict[str, str | bytes] = {
        f"{folder}message_2.html": older,
        f"{folder}message_1.html": newer,
    }
    assert "clock-backwards" in kinds_of(items_of(write(tmp_path, pages)))


def test_a_page_with_the_oldest_first_stays_so(tmp_path: Path) -> None:
    blocks = [
        of_2023(Said("Kim", str(minute), f"Mar 08, 2025 4:{minute} pm")) for minute in (10, 10, 11)
    ]
    found = messages_of(write(tmp_path, {INBOX: page(blocks)}))
    assert [message.ref.pointer for message in found] == ["block 1", "block 2", "block 3"]


def test_a_page_without_readable_times_is_turned_round(tmp_path: Path) -> None:
    blocks = [of_2023(Said("Kim", text, "Brumaire 18, 2025 4:10")) for text in ("new", "old")]
    items = items_of(write(tmp_path, {INBOX: page(blocks)}))
    assert [item.text for item in items if isinstance(item, Message)] == ["old", "new"]
    (unread,) = [item for item in items if isinstance(item, Notice) and item.kind == "time-unread"]
    assert unread.detail == "2 on the page"


# --- times -----------------------------------------------------------------------------------


def test_a_zone_is_only_what_a_person_said(tmp_path: Path) -> None:
    folder = write(tmp_path, {INBOX: three(of_2023, ("a", "b", "c"))})
    items = items_of(folder)
    assert kinds_of(items).count("no-zone") == 1
    assert {item.instant.clock.zone for item in items if isinstance(item, Message)} == {None}
    told = items_of(folder, ReadOptions(timezone="Europe/London"))
    assert "no-zone" not in kinds_of(told)
    clocks = {item.instant.clock for item in told if isinstance(item, Message)}
    assert {(clock.zone, clock.known_from, clock.precision) for clock in clocks} == {
        ("Europe/London", "person", "minute")
    }


def test_it_asks_for_json_once(tmp_path: Path) -> None:
    other = INBOX.replace("kim_17841", "jo_17842")
    text = three(of_2023, ("a", "b", "c"))
    assert kinds_of(items_of(write(tmp_path, {INBOX: text, other: text}))).count("html-export") == 1


def test_numbers_only_are_settled_by_the_whole_page(tmp_path: Path) -> None:
    stamps = ("25/03/2025, 10:00", "04/03/2025, 10:00")
    items = items_of(
        write(tmp_path, {INBOX: page([of_2023(Said("Kim", "a", each)) for each in stamps])})
    )
    assert "date-order-inferred" in kinds_of(items)
    shown = [str(item.instant)[:10] for item in items if isinstance(item, Message)]
    assert shown == ["2025-03-04", "2025-03-25"]


def test_numbers_that_fit_both_ways_are_not_read_until_somebody_says(tmp_path: Path) -> None:
    folder = write(tmp_path, {INBOX: page([of_2023(Said("Kim", "a", "04/03/2025, 10:00"))])})
    items = items_of(folder)
    assert "date-order-unknown" in kinds_of(items)
    assert [item.instant.reading for item in items if isinstance(item, Message)] == [None]
    (said,) = messages_of(folder, ReadOptions(day_first=True))
    assert str(said.instant).startswith("2025-03-04")


# --- recognising -----------------------------------------------------------------------------


def test_json_beside_it_is_left_to_the_readers_of_json(tmp_path: Path) -> None:
    beside = INBOX.replace(".html", ".json")
    write(tmp_path, {INBOX: three(of_2023, ("a", "b", "c"))})
    write(tmp_path, {beside: '{"participants": [{"name": "Kim"}], "messages": [], "title": "Kim"}'})
    with open_export([tmp_path]) as export:
        verdict = recognise(export)
        assert 0.2 <= verdict.score <= 0.5
        assert "the same messages are here as JSON" in verdict.reason
        assert choose(export)[0].name == "instagram_json"


@pytest.mark.parametrize("layout", [bare, renamed])
def test_a_page_by_itself_could_be_one(layout: Callable[[Said], str], tmp_path: Path) -> None:
    saved = write(tmp_path, {"saved page.html": three(layout, ("a", "b", "c"))})
    with open_export([saved / "saved page.html"]) as export:
        assert recognise(export).score == 0.5
        assert choose(export)[0].name == "meta_html"


def test_pages_of_something_else_are_not_taken(tmp_path: Path) -> None:
    article = "<html><body><h1>News</h1><p>Mar 08, 2025 4:31 pm</p><p>It rained.</p></body></html>"
    with open_export([write(tmp_path, {"index.html": article})]) as export:
        assert recognise(export).score == 0


# --- damage ----------------------------------------------------------------------------------


def test_a_block_that_lost_its_date_is_counted(tmp_path: Path) -> None:
    blocks = [of_2023(Said("Kim", text, STAMPS[0])) for text in ("a", "b", "c")]
    blocks[1] = blocks[1].replace(f'<div class="_3-94 _a6-o">{STAMPS[0]}</div>', "")
    items = items_of(write(tmp_path, {INBOX: page(blocks)}))
    unread = [item for item in items if isinstance(item, Notice) and item.records]
    assert [(notice.kind, notice.ref.pointer) for notice in unread] == [
        ("record-unread", "block 2")
    ]
    assert unexplained(items) == []


def test_where_a_page_is_cut_the_last_date_is_not_believed(tmp_path: Path) -> None:
    whole = three(of_2023, ("a", "b", "c"))
    cut = whole[: whole.rindex("9:05 am") + len("9:05")]
    items = items_of(write(tmp_path, {INBOX: cut}))
    assert "member-damaged" in kinds_of(items)
    last = next(item for item in items if isinstance(item, Message) and item.text == "c")
    assert (last.instant.raw, last.instant.reading) == ("Mar 07, 2025 9:05", None)
    (closed,) = [item for item in items if isinstance(item, MemberRead)]
    assert (closed.records, closed.complete) == (3, False)


def test_nesting_without_end_is_said_and_costs_nothing_before_it(tmp_path: Path) -> None:
    deep = three(of_2023, ("a", "b", "c")).replace("</main>", "<div>" * 100_000)
    items = items_of(write(tmp_path, {INBOX: deep}))
    assert "nested-too-deep" in kinds_of(items)
    assert len([item for item in items if isinstance(item, Message)]) == 3


def test_bytes_that_are_not_utf8_are_shown_as_such(tmp_path: Path) -> None:
    broken = three(of_2023, ("a\0b", "X", "c")).encode().replace(b">X<", b">caf\xe9<")
    items = items_of(write(tmp_path, {INBOX: broken}))
    texts = [item.text for item in items if isinstance(item, Message)]
    assert texts == ["c", "caf\ufffd", "a\ufffdb"]
    assert {"not-utf8", "nul-bytes"} <= set(kinds_of(items))


def test_markup_that_reaches_outside_reaches_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret words", encoding="utf-8")
    trap = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]>'
    body = three(of_2023, ("ENTITY", "b", "c")).replace("ENTITY", "&x;")
    include = '<iframe src="file:///etc/passwd"></iframe><script>document.write("k")</script>'
    found = messages_of(write(tmp_path / "export", {INBOX: trap + include + body}))
    assert [message.text for message in found] == ["c", "b", "&x;"]


def test_a_wide_page_takes_no_more_than_it_should(tmp_path: Path) -> None:
    """Each of these took minutes when a step went over all brothers of an element."""
    many = "".join(f"<p>{STAMPS[0]}</p>" for _ in range(20_000))
    parts = "<i>k</i>" * 20_000
    text = page([many, f"<div>{parts}<div>{STAMPS[0]}</div></div>"])
    assert unexplained(items_of(write(tmp_path, {INBOX: text}))) == []


def test_a_profile_names_the_owner(tmp_path: Path) -> None:
    row = '<td colspan="2">{}<div><div>{}</div></div></td>'
    for labels in (("Username", "Name"), ("Gebruikersnaam", "Naam")):
        cells = zip(labels, ("kim.example", "Kim Example"), strict=True)
        table = "".join(f"<tr>{row.format(*cell)}</tr>" for cell in cells)
        path = "personal_information/personal_information/personal_information.html"
        write(tmp_path, {path: f"<html><body><table>{table}</table></body></html>"})
        (account,) = [item for item in items_of(tmp_path) if isinstance(item, Account)]
        assert (account.standing, account.name, account.handle) == (
            "owner",
            "Kim Example",
            "kim.example",
        )


def old(sender: str, stamp: str, text: str) -> str:
    """One message as Facebook wrote it until 2017."""
    spans = f'<span class="user">{sender}</span><span class="meta">{stamp}</span>'
    return f'<div class="message"><div class="message_header">{spans}</div></div><p>{text}</p>'


@pytest.mark.parametrize("name", ["html/messages.htm", "messages/296.html"])
def test_pages_before_2018_have_words_outside(name: str, tmp_path: Path) -> None:
    stamps = ("Friday, October 4, 2013 at 10:05pm PDT", "Friday, October 4, 2013 at 10:04pm PDT")
    blocks = [old("Jo", stamps[0], stamps[1]), old("Kim", stamps[1], "what time?")]
    text = f'<html><body><div class="thread">Jo, Kim{"".join(blocks)}</div></body></html>'
    items = items_of(write(tmp_path, {name: text}))
    found = [item for item in items if isinstance(item, Message)]
    assert [(each.sender, each.text) for each in found] == [
        ("Kim", "what time?"),
        ("Jo", stamps[1]),
    ]
    assert {each.thread.participants for each in found} == {("Jo", "Kim")}
    assert {each.thread.platform for each in found} == {"Messenger"}
    assert unexplained(items) == []


@pytest.mark.skipif("WARDLIGHT_SAMPLES" not in os.environ, reason="no samples folder is named")
def test_samples_of_another_project_are_accounted_for() -> None:
    pages = sorted((Path(os.environ["WARDLIGHT_SAMPLES"]) / "messenger_html").rglob("*.html"))
    for path in pages:
        items = items_of(path)
        found = [item for item in items if isinstance(item, Message)]
        assert found
        assert all(message.instant.reading is not None and message.text for message in found)
        assert unexplained(items) == []


# --- anything --------------------------------------------------------------------------------

_TAGS = (
    "div",
    "section",
    "h2",
    "ul",
    "li",
    "span",
    "a",
    "img",
    "video",
    "p",
    "footer",
    "table",
    "br",
)
_CLASSES = ("", "_a6-g", "_a6-h", "_a6-p", "_a6-o", "_2lej", "message", "message_header", "thread")
_WORDS = ("", "see you", *STAMPS, "Participants: Kim, Jo", "❤️Kim", "\n")

scraps = st.lists(
    st.builds(
        lambda tag, kind, word, close: f'<{tag} class="{kind}" href="photos/1.jpg">{word}{close}',
        st.sampled_from(_TAGS),
        st.sampled_from(_CLASSES),
        st.sampled_from(_WORDS),
        st.sampled_from(["", "</div>", "</div></div>", "</section>", "</p>", "</span>"]),
    ),
    max_size=25,
).map("".join)


@settings(quick, max_examples=200)
@given(scrap=scraps, name=st.sampled_from([INBOX, "html/messages.htm"]), whole=st.booleans())
def test_any_tags_in_any_order_are_accounted_for(
    scrap: str, name: str, tmp_path: Path, *, whole: bool
) -> None:
    text = page([three(of_2023, ("a", "b", "c")), scrap]) if whole else f"<html>{scrap}"
    folder = write(
        tmp_path, {INBOX: "<html></html>", "html/messages.htm": "<html></html>", name: text}
    )
    with open_export([folder]) as export:
        assert recognise(export).reason
    assert unexplained(items_of(folder)) == []


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_text_is_walked_without_loss(text: str) -> None:
    body = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    root = parse(f"<html><body><div>{body}<b></b></div></body></html>".encode()).root
    assert root is not None
    controls = {code for code in range(0x20) if chr(code) not in "\t\n\f\r"}
    if (
        not {ord(letter) for letter in text} & (controls | set(range(0x7F, 0xA0)))
        and "\r" not in text
    ):
        assert text_of(root[0][0]) == text

"""What the layouts of Instagram's JSON are told apart by, and what is read from each."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.contract.fixtures import zipped
from tests.reconcile import unexplained
from tests.sources.meta.opening import BY_NAME, accounts, kinds, messages, notices, read, scores
from tests.sources.meta_exports import (
    ADAM,
    MIA,
    NOISE,
    PROFILE,
    ZOE,
    as_meta,
    labels,
    listed,
    photo,
    plain_json,
    profile,
    said,
    thread,
)
from wardlight.sources import MemberRead, ReadOptions, open_export

HERE = "your_instagram_activity/messages/inbox/zolindqvist_111"
ONE = as_meta(thread([ZOE, MIA], "inbox/zolindqvist_111", said(ZOE, 0, "hi"), said(MIA, 1, "hey")))
OLD = "messages/inbox/zolindqvist_111/message_1.json"
OWNER = "personal_information/personal_information/personal_information.json"


# --- recognising -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        {f"{HERE}/message_1.json": ONE},
        {f"meta-2026/instagram-mia/{HERE}/message_1.json": ONE},
        {OLD: ONE, "followers_and_following/followers.json": b"[]"},
        {OLD: ONE, "account_information/personal_information.json": b"{}"},
        {f"instagram-mia-2022/{OLD}": ONE},
        {OLD.replace("zolindqvist_", "instagramuser_"): ONE},
        {"message_1.json": ONE.replace(b'"hi"', b'"hi", "share": {"profile_share_username": "x"}')},
        {OWNER: as_meta(PROFILE)},
    ],
)
def test_what_only_instagram_has_makes_it_sure(files: dict[str, bytes], tmp_path: Path) -> None:
    assert scores(files, tmp_path) == {"instagram_json": 1.0}


def test_the_name_of_the_download_tells(tmp_path: Path) -> None:
    name = "instagram-mia.okoro-2022-03-04-AbCd.zip"
    assert scores({OLD: ONE}, tmp_path, name) == {"instagram_json": 1.0}


@pytest.mark.parametrize("path", ["message_1.json", "zoe_1/message_1.json", OLD])
def test_where_nothing_tells_a_person_is_asked(path: str, tmp_path: Path) -> None:
    assert scores({path: ONE}, tmp_path) == {"instagram_json": 0.5, "messenger_json": 0.5}
    with open_export([tmp_path / "export.zip"]) as export:
        reason = BY_NAME["instagram_json"].recognise(export).reason
    assert "--reader instagram_json" in reason
    assert "--reader messenger_json" in reason


@pytest.mark.parametrize(
    "files",
    [
        {"message_1.json": b'{"messages": []}'},
        {"message_1.json": b"[1]"},
        {"inbox/a_1/message_1.json": b"\x00\x01"},
        {f"{HERE}/message_1.html": b"<p>"},
        {"messages.json": b"{}"},
        {"notes.json": ONE},
    ],
)
def test_what_is_not_its_own_is_refused(files: dict[str, bytes], tmp_path: Path) -> None:
    assert scores(files, tmp_path) == {}


def test_two_apps_in_one_download_are_both_sure(tmp_path: Path) -> None:
    other = f"facebook-mia/your_facebook_activity/messages/{OLD.removeprefix('messages/')}"
    files = {f"instagram-mia/{HERE}/message_1.json": ONE, other: ONE}
    assert scores(files, tmp_path) == {"instagram_json": 1.0, "messenger_json": 1.0}
    items = read("instagram_json", files, tmp_path)
    assert {item.ref.source.member for item in messages(items)} == {
        f"instagram-mia/{HERE}/message_1.json"
    }


def test_a_thread_that_is_there_as_html_only_is_said(tmp_path: Path) -> None:
    folder = HERE.replace("zolindqvist_111", "adam_222")
    files = {
        f"{HERE}/message_1.json": ONE,
        f"{HERE}/message_1.html": b"<p>",
        f"{folder}/message_1.html": b"<p>",
    }
    items = read("instagram_json", files, tmp_path)
    assert [(each.kind, each.ref.source.member) for each in notices(items)] == [
        ("file-unread", f"{folder}/message_1.html")
    ]


# --- threads ---------------------------------------------------------------------------------


def only_thread(files: dict[str, bytes], tmp_path: Path) -> Any:
    found = {
        id(each.thread): each.thread for each in messages(read("instagram_json", files, tmp_path))
    }
    (one,) = found.values()
    return one


def test_the_other_side_is_who_is_not_the_owner(tmp_path: Path) -> None:
    files = {f"{HERE}/message_1.json": ONE, OWNER: as_meta(PROFILE)}
    found = only_thread(files, tmp_path)
    assert (found.other, found.title, found.participants) == (ZOE, ZOE, (ZOE, MIA))
    assert (found.id, found.place, found.group) == ("inbox/zolindqvist_111", "inbox", False)


def test_without_an_owner_the_title_tells_the_other_side(tmp_path: Path) -> None:
    assert only_thread({f"{HERE}/message_1.json": ONE}, tmp_path).other == ZOE


@pytest.mark.parametrize(
    ("names", "more", "group", "other"),
    [
        ([ZOE, ADAM, MIA], {}, True, None),
        ([ZOE, MIA], {"joinable_mode": {"mode": 1, "link": ""}}, True, None),
        ([ZOE, MIA], {"thread_type": "PendingGroup"}, True, None),
        ([ZOE, MIA], {"title": "somebody"}, False, None),
        ([MIA, MIA], {}, False, None),
        ([MIA], {}, False, None),
    ],
)
def test_nobody_is_the_other_side_by_guessing(
    names: list[str],
    more: dict[str, Any],
    group: bool,  # noqa: FBT001
    other: str | None,
    tmp_path: Path,
) -> None:
    content = as_meta(thread(names, "inbox/zolindqvist_111", said(MIA, 0, "hi"), **more))
    found = only_thread({f"{HERE}/message_1.json": content}, tmp_path)
    assert (found.group, found.other) == (group, other)


@pytest.mark.parametrize(
    ("section", "place"),
    [
        ("inbox", "inbox"),
        ("message_requests", "message-requests"),
        ("archived_threads", "archived"),
        ("broadcast", "broadcast"),
        ("something_new", "unknown"),
    ],
)
def test_where_the_app_kept_a_thread_is_told_by_its_folder(
    section: str, place: str, tmp_path: Path
) -> None:
    path = f"your_instagram_activity/messages/{section}/zoe_1/message_1.json"
    content = as_meta(thread([ZOE, MIA], "", said(ZOE, 0, "hi")))
    assert only_thread({path: content}, tmp_path).place == place


def test_a_file_by_itself_is_placed_by_what_it_says(tmp_path: Path) -> None:
    found = only_thread({"message_1.json": ONE}, tmp_path)
    assert (found.place, found.id) == ("inbox", "inbox/zolindqvist_111")


def test_a_cut_file_takes_its_title_from_another(tmp_path: Path) -> None:
    files = {f"{HERE}/message_1.json": ONE, f"{HERE}/message_2.json": ONE[: len(ONE) * 2 // 3]}
    items = read("instagram_json", files, tmp_path)
    assert {each.thread.title for each in messages(items)} == {ZOE}
    assert "member-damaged" in kinds(items)


# --- order -----------------------------------------------------------------------------------


def numbered(*minutes: int) -> dict[str, bytes]:
    """message_1 and so on, each with one message."""
    return {
        f"{HERE}/message_{number}.json": as_meta(
            thread([ZOE, MIA], "inbox/zolindqvist_111", said(ZOE, minute, f"at {minute}"))
        )
        for number, minute in enumerate(minutes, 1)
    }


def words(files: dict[str, bytes], tmp_path: Path) -> list[str]:
    return [each.text for each in messages(read("instagram_json", files, tmp_path))]


def test_the_highest_number_is_the_oldest(tmp_path: Path) -> None:
    files = numbered(*range(120, 0, -10))
    assert words(files, tmp_path) == [f"at {minute}" for minute in range(10, 121, 10)]


def test_files_that_are_numbered_the_other_way_are_read_the_other_way(tmp_path: Path) -> None:
    files = numbered(*range(10, 121, 10))
    assert words(files, tmp_path) == [f"at {minute}" for minute in range(10, 121, 10)]


def test_files_in_neither_order_keep_theirs_and_it_is_said(tmp_path: Path) -> None:
    files = numbered(10, 30, 20)
    assert words(files, tmp_path) == ["at 20", "at 30", "at 10"]
    assert kinds(read("instagram_json", files, tmp_path)) == ["clock-backwards"]


def test_a_file_in_neither_order_is_sorted_and_each_place_is_kept(tmp_path: Path) -> None:
    records = [said(ZOE, minute, f"at {minute}") for minute in (3, 1, 2)]
    content = as_meta(thread([ZOE, MIA], "", *records))
    items = read("instagram_json", {f"{HERE}/message_1.json": content}, tmp_path)
    assert [(each.text, each.ref.pointer) for each in messages(items)] == [
        ("at 1", "/messages/1"),
        ("at 2", "/messages/0"),
        ("at 3", "/messages/2"),
    ]
    assert kinds(items) == ["order-mended"]


def test_a_missing_number_is_said_however_high_the_others_are(tmp_path: Path) -> None:
    files = {f"{HERE}/message_999999999.json": ONE}
    (notice,) = notices(read("instagram_json", files, tmp_path))
    assert notice.kind == "file-may-continue"
    assert notice.detail == "999999998 missing, message_1.json first"


# --- parts -----------------------------------------------------------------------------------


def test_a_photo_in_another_part_is_found(tmp_path: Path) -> None:
    content = as_meta(thread([ZOE, MIA], "", said(ZOE, 0, photos=[photo(f"{HERE}/photos/1.jpg")])))
    one = zipped({f"{HERE}/message_1.json": content}, tmp_path / "instagram-mia-part1.zip")
    two = zipped({f"{HERE}/photos/1.jpg": NOISE}, tmp_path / "instagram-mia-part2.zip")
    with open_export([one, two]) as export:
        items = list(BY_NAME["instagram_json"].read(export, ReadOptions()))
    (attachment,) = messages(items)[0].attachments
    assert (attachment.member, attachment.size) == (f"{HERE}/photos/1.jpg", len(NOISE))


def test_two_downloads_that_overlap_hold_each_message_once(tmp_path: Path) -> None:
    later = thread([ZOE, MIA], "", said(ZOE, 0, "hi"), said(MIA, 1, "hey"), said(ZOE, 2, "new"))
    one = zipped({f"{HERE}/message_1.json": ONE}, tmp_path / "instagram-mia-may.zip")
    two = zipped({f"{HERE}/message_1.json": as_meta(later)}, tmp_path / "instagram-mia-june.zip")
    with open_export([one, two]) as export:
        items = list(BY_NAME["instagram_json"].read(export, ReadOptions()))
    assert [each.text for each in messages(items)] == ["hi", "hey", "new"]
    assert kinds(items).count("duplicate-record") == 2
    assert unexplained(items) == []


@pytest.mark.parametrize(
    ("link", "found"),
    [
        (f"{HERE}/photos/1.jpg", True),
        ("messages/inbox/zolindqvist_111/photos/1.jpg", True),
        ("./photos/1.jpg", True),
        ("photos/2.jpg", False),
        ("../../../../etc/passwd", False),
        ("https://example.org/photos/1.jpg", False),
        ("", False),
    ],
)
def test_links_are_looked_up_by_their_last_steps(link: str, found: bool, tmp_path: Path) -> None:  # noqa: FBT001
    content = as_meta(thread([ZOE, MIA], "", said(ZOE, 0, photos=[photo(link)])))
    files = {f"top/{HERE}/message_1.json": content, f"top/{HERE}/photos/1.jpg": NOISE}
    (message,) = messages(read("instagram_json", files, tmp_path))
    assert (message.attachments[0].member is not None) == found
    assert message.attachments[0].name == link


def test_a_link_that_two_files_fit_points_to_neither(tmp_path: Path) -> None:
    content = as_meta(thread([ZOE, MIA], "", said(ZOE, 0, photos=[photo("x/photos/1.jpg")])))
    twins = {f"{top}/x/photos/1.jpg": NOISE for top in ("a", "b")}
    (message,) = messages(
        read("instagram_json", {f"{HERE}/message_1.json": content} | twins, tmp_path)
    )
    assert message.attachments[0].member is None


# --- damage ----------------------------------------------------------------------------------


def test_nesting_without_end_stops_at_its_place(tmp_path: Path) -> None:
    deep = b'{"messages": [{"sender_name": "A", "timestamp_ms": 1704100000000, "content": "hi"}, '
    content = deep + b"[" * 200_000
    items = read("instagram_json", {f"{HERE}/message_1.json": content}, tmp_path)
    assert [each.text for each in messages(items)] == ["hi"]
    assert kinds(items) == ["nested-too-deep"]
    assert [item.complete for item in items if isinstance(item, MemberRead)] == [False]


def test_a_flood_of_unknown_fields_is_summed_up(tmp_path: Path) -> None:
    fields = {f"field {number} {'x' * 500}": 1 for number in range(5000)}
    content = plain_json(thread([ZOE, MIA], "", said(ZOE, 0, "hi", **fields)))
    found = notices(read("instagram_json", {f"{HERE}/message_1.json": content}, tmp_path))
    assert len(found) == 51
    assert max(len(each.detail) for each in found) < 100
    assert found[-1].detail == "and 4950 more"


# --- accounts --------------------------------------------------------------------------------


def owner_of(content: Any, tmp_path: Path) -> tuple[str | None, str | None]:
    (owner,) = accounts(read("instagram_json", {OWNER: as_meta(content)}, tmp_path))
    assert owner.standing == "owner"
    return owner.name, owner.handle


@pytest.mark.parametrize(
    "content",
    [
        PROFILE,
        profile(Name=MIA, Username="mia.okoro"),
        profile(Gebruikersnaam="mia.okoro", Naam=MIA),
        profile(Benutzername="mia.okoro", Name=MIA),
        profile(Nombre_de_usuario="mia.okoro", Nombre=MIA),
        profile(ユーザーネーム="mia.okoro", 名前=MIA),
        profile(Email="mia@example.org", Phone="+4470000", Whatever="mia.okoro", Other=MIA),
        profile(Username="mia.okoro", Unheard_of=MIA, Bio="books"),
        [labels(1, Username="mia.okoro", Name=MIA)],
    ],
)
def test_the_owner_is_told_in_every_language(content: Any, tmp_path: Path) -> None:
    assert owner_of(content, tmp_path) == (MIA, "mia.okoro")


def test_an_owner_without_a_name_gets_none(tmp_path: Path) -> None:
    assert owner_of(profile(Username="mia.okoro", Name="", Bio="books"), tmp_path) == (
        None,
        "mia.okoro",
    )


def test_a_handle_is_found_wherever_a_list_has_it(tmp_path: Path) -> None:
    seconds = 1_700_000_000
    entries = [
        listed("by.value", seconds),
        listed("by.title", seconds, titled=True),
        labels(seconds, Username="by.label", Name=ZOE),
        {
            "string_list_data": [
                {"href": "https://www.instagram.com/_u/by.link", "timestamp": seconds}
            ]
        },
        {"title": "", "string_list_data": []},
        "not an entry",
    ]
    path = "connections/followers_and_following/followers_1.json"
    items = read("instagram_json", {path: as_meta(entries)}, tmp_path)
    found = accounts(items)
    assert [each.handle for each in found] == ["by.value", "by.title", "by.label", "by.link", None]
    assert [each.since.raw for each in found if each.since] == [str(seconds)] * 4
    assert kinds(items) == ["record-unread"]
    assert unexplained(items) == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"null", b'"x"', b"[[1]", b"{}", b"\xff", b"[" * 99]
)
def test_an_identity_file_of_any_kind_does_no_harm(content: bytes, tmp_path: Path) -> None:
    items = read("instagram_json", {OWNER: content, f"{HERE}/message_1.json": ONE}, tmp_path)
    assert len(messages(items)) == 2
    assert unexplained(items) == []


# --- a real small export ---------------------------------------------------------------------


@pytest.mark.skipif("WARDLIGHT_SAMPLES" not in os.environ, reason="no samples folder is named")
def test_a_sample_of_another_project_is_read_as_that_project_reads_it() -> None:
    folder = Path(os.environ["WARDLIGHT_SAMPLES"]) / "instagram_json" / "chatminer_min"
    with open_export([folder]) as export:
        items = list(BY_NAME["instagram_json"].read(export, ReadOptions()))
    ours = [
        {"timestamp": each.instant.local.isoformat(), "author": each.sender, "message": each.text}
        for each in reversed(messages(items))
        if each.instant.local
    ]
    assert ours == json.loads((folder / "target.json").read_text(encoding="utf-8"))

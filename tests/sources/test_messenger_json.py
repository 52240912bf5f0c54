"""What Messenger's two downloads are told by, and how halves of one thread are put together."""

import os
from pathlib import Path

import pytest

from tests.reconcile import unexplained
from tests.sources.meta.opening import BY_NAME, accounts, kinds, messages, notices, read, scores
from tests.sources.meta_exports import (
    ADAM,
    MIA,
    PRIYA,
    ZOE,
    as_meta,
    encrypted,
    plain_json,
    said,
    thread,
)
from wardlight.sources import ReadOptions, choose, open_export

TOP = "your_facebook_activity/messages"
INBOX = f"{TOP}/inbox/zoe_AbC1/message_1.json"
ONE = as_meta(thread([ZOE, MIA], "inbox/zoe_AbC1", said(ZOE, 0, "hi"), said(MIA, 1, "hey")))


def flat(names: list[str], *lines: tuple[str, int, str], title: str = "") -> bytes:
    records = [encrypted(sender, minute, text) for sender, minute, text in lines]
    return plain_json({"participants": names, "threadName": title or names[0], "messages": records})


# --- recognising -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "files",
    [
        {INBOX: ONE},
        {"your_activity_across_facebook/messages/archived_threads/a_1/message_1.json": ONE},
        {"messages/inbox/zoe_AbC1/message_1.json": ONE, "messages/stickers_used/1.png": b"x"},
        {"messages/filtered_threads/zoe_AbC1/message_1.json": ONE},
        {"messages/e2ee_cutover/zoe_AbC1/message_1.json": ONE},
        {"facebook-mia/messages/inbox/zoe_AbC1/message_1.json": ONE},
        {"Zoe_1.json": flat([ZOE, MIA], (ZOE, 0, "hi"))},
        {"down/Zoe_12.json": flat([ZOE, MIA]), "down/media/1.jpg": b"x"},
    ],
)
def test_what_only_messenger_has_makes_it_sure(files: dict[str, bytes], tmp_path: Path) -> None:
    assert scores(files, tmp_path) == {"messenger_json": 1.0}


@pytest.mark.parametrize(
    "files",
    [
        {"followers_1.json": b'[{"title": "x"}]'},
        {"Zoe_1.json": b'{"participants": [], "messages": []}'},
        {"Zoe.json": flat([ZOE, MIA], (ZOE, 0, "hi"))},
    ],
)
def test_what_is_not_its_own_is_refused(files: dict[str, bytes], tmp_path: Path) -> None:
    assert scores(files, tmp_path) == {}


# --- halves ----------------------------------------------------------------------------------


def test_two_halves_of_one_chat_are_put_together(tmp_path: Path) -> None:
    other = flat([MIA, ZOE], (MIA, 1, "hey"), (ZOE, 2, "and on"))
    items = read("messenger_json", {INBOX: ONE, "Zoe_1.json": other}, tmp_path)
    assert [each.text for each in messages(items)] == ["hi", "hey", "and on"]
    assert len({id(each.thread) for each in messages(items)}) == 1
    assert kinds(items) == ["halves-merged", "duplicate-record"]
    assert unexplained(items) == []


def test_the_same_line_twice_in_one_half_stays_twice(tmp_path: Path) -> None:
    again = as_meta(thread([ZOE, MIA], "", said(ZOE, 0, "hi"), said(ZOE, 0, "hi")))
    other = flat([ZOE, MIA], (ZOE, 0, "hi"))
    items = read("messenger_json", {INBOX: again, "Zoe_1.json": other}, tmp_path)
    assert [each.text for each in messages(items)] == ["hi", "hi"]
    assert kinds(items).count("duplicate-record") == 1


@pytest.mark.parametrize(
    "more",
    [
        {f"{TOP}/inbox/zoe_Other2/message_1.json": ONE.replace(b"hi", b"ho")},
        {"Zoe_2.json": flat([ZOE, MIA], (ZOE, 4, "which of them"))},
    ],
)
def test_halves_that_could_belong_to_two_chats_stay_apart(
    more: dict[str, bytes], tmp_path: Path
) -> None:
    files = {INBOX: ONE, "Zoe_1.json": flat([ZOE, MIA], (ZOE, 3, "on"))} | more
    items = read("messenger_json", files, tmp_path)
    assert len({id(each.thread) for each in messages(items)}) == 3
    assert "halves-merged" not in kinds(items)


@pytest.mark.parametrize(("title", "threads"), [("Book club", 1), ("Bike club", 2)])
def test_a_group_is_joined_where_its_title_is_the_same(
    title: str, threads: int, tmp_path: Path
) -> None:
    names = [ZOE, ADAM, MIA]
    content = as_meta(thread(names, "", said(ZOE, 0, "hi"), title="Book club"))
    other = flat(names, (ADAM, 1, "hey"), title=title)
    items = read("messenger_json", {INBOX: content, "Club_1.json": other}, tmp_path)
    assert len({id(each.thread) for each in messages(items)}) == threads


def test_a_flood_of_files_of_one_name_are_threads_of_their_own(tmp_path: Path) -> None:
    files = {f"Zoe_{number}.json": flat([PRIYA, MIA], (PRIYA, number, "hi")) for number in (1, 2)}
    items = read("messenger_json", files, tmp_path)
    assert [each.thread.id for each in messages(items)] == ["Zoe_1.json", "Zoe_2.json"]


@pytest.mark.parametrize(
    ("files", "said_of"),
    [
        ({INBOX: ONE}, ["the end-to-end encrypted download is not here"]),
        ({"Zoe_1.json": flat([ZOE, MIA], (ZOE, 0, "hi"))}, ["the standard download is not here"]),
        ({"messages/inbox/zoe_AbC1/message_1.json": ONE}, []),
        ({INBOX: ONE, "Zoe_1.json": flat([ZOE, MIA], (ZOE, 9, "x"))}, []),
    ],
)
def test_which_half_is_missing_is_said(
    files: dict[str, bytes], said_of: list[str], tmp_path: Path
) -> None:
    found = notices(read("messenger_json", files, tmp_path))
    assert [each.detail for each in found if each.kind == "half-missing"] == said_of


# --- records ---------------------------------------------------------------------------------


def test_clean_text_of_the_encrypted_download_is_not_doubtful(tmp_path: Path) -> None:
    items = read(
        "messenger_json", {"Zoe_1.json": flat([ZOE, MIA], (ZOE, 0, "caf\u00e9"))}, tmp_path
    )
    assert [(each.sender, each.text, each.marks) for each in messages(items)] == [
        (ZOE, "caf\u00e9", ())
    ]


def test_one_profile_names_the_owner_and_the_other_side(tmp_path: Path) -> None:
    profile = {"profile_v2": {"name": {"full_name": MIA}, "family": [{"name": "Somebody Else"}]}}
    path = "personal_information/profile_information/profile_information.json"
    items = read("messenger_json", {INBOX: ONE, path: as_meta(profile)}, tmp_path)
    (owner,) = accounts(items)
    assert (owner.standing, owner.name) == ("owner", MIA)
    assert {each.thread.other for each in messages(items)} == {ZOE}


@pytest.mark.skipif("WARDLIGHT_SAMPLES" not in os.environ, reason="no samples folder is named")
@pytest.mark.parametrize("kind", ["messenger_json", "messenger_e2ee"])
def test_samples_of_another_project_are_accounted_for(kind: str) -> None:
    for folder in sorted((Path(os.environ["WARDLIGHT_SAMPLES"]) / kind).iterdir()):
        with open_export([folder]) as export:
            assert choose(export)[0] is BY_NAME["messenger_json"]
            items = list(BY_NAME["messenger_json"].read(export, ReadOptions()))
        assert messages(items)
        assert unexplained(items) == []

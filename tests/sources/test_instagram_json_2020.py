"""What Instagram's first JSON layout is told by, and what its records come to."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.reconcile import unexplained
from tests.sources.meta.opening import kinds, messages, read, scores
from wardlight.sources.reader import MemberRead


def chat(*records: Any, names: tuple[str, ...] = ("zoe_l", "mia.okoro")) -> bytes:
    return json.dumps([{"participants": names, "conversation": records}]).encode()


def record(**fields: Any) -> dict[str, Any]:
    return {"sender": "zoe_l", "created_at": "2020-10-12T10:00:00+00:00"} | fields


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (chat(), {"instagram_json_2020": 1.0}),
        (b"\xef\xbb\xbf " + chat(record(text="hi")), {"instagram_json_2020": 1.0}),
        (b"[]", {}),
        (b'{"conversations": []}', {}),
        (b"[1, 2]", {}),
        (b"", {}),
    ],
)
def test_it_is_told_by_its_one_file(
    content: bytes, expected: dict[str, float], tmp_path: Path
) -> None:
    assert scores({"top/messages.json": content, "x.txt": b"x"}, tmp_path) == expected


@pytest.mark.parametrize(
    ("written", "reading", "zone"),
    [
        ("2020-10-12T10:00:00+00:00", 1_602_496_800_000, "UTC"),
        ("2020-10-12T10:00:00.250999+00:00", 1_602_496_800_250, "UTC"),
        ("2020-10-12T12:00:00+02:00", 1_602_496_800_000, "UTC"),
        ("2020-10-12T10:00:00", 1_602_496_800_000, None),
    ],
)
def test_a_time_is_on_the_clock_it_names(
    written: str, reading: int, zone: str | None, tmp_path: Path
) -> None:
    files = {"messages.json": chat(record(created_at=written, text="hi"))}
    items = read("instagram_json_2020", files, tmp_path)
    (message,) = messages(items)
    assert (message.instant.raw, message.instant.reading) == (written, reading)
    assert message.instant.clock.zone == zone
    assert kinds(items) == ([] if zone else ["no-zone"])


def test_letters_are_not_put_right_because_they_are_not_damaged(tmp_path: Path) -> None:
    files = {"messages.json": chat(record(text="caf\u00c3\u00a9"))}
    (message,) = messages(read("instagram_json_2020", files, tmp_path))
    assert (message.text, message.marks) == ("caf\u00c3\u00a9", ())


def test_the_owner_by_user_name_tells_the_other_side(tmp_path: Path) -> None:
    files = {
        "messages.json": chat(record(text="hi")),
        "profile.json": b'{"username": "mia.okoro", "name": "Mia Okoro"}',
    }
    (message,) = messages(read("instagram_json_2020", files, tmp_path))
    assert (message.thread.other, message.thread.id) == ("zoe_l", "messages.json#/0")


@pytest.mark.parametrize(
    ("content", "texts", "said"),
    [
        (chat(record(text="a"))[:-9], [], ["member-damaged"]),
        (chat(record(text="a"), record(text="b"))[:-5], ["a"], ["member-damaged"]),
        (b'[{"conversation": []}, {"conversation": 3}]', [], ["file-unread"]),
        (b'{"conversation": []}', [], ["file-unread"]),
        (b"[{]", [], ["file-unread"]),
        (b"[" * 200_000, [], ["nested-too-deep"]),
        (chat(record(text="a")) + b"x", ["a"], ["member-damaged"]),
    ],
)
def test_damage_is_said_and_what_stands_before_it_is_kept(
    content: bytes, texts: list[str], said: list[str], tmp_path: Path
) -> None:
    items = read("instagram_json_2020", {"messages.json": content}, tmp_path)
    assert [each.text for each in messages(items)] == texts
    assert kinds(items) == said
    assert unexplained(items) == []
    assert [item.complete for item in items if isinstance(item, MemberRead)] == [False]

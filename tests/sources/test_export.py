"""Opening: what is listed, what is refused and said, and that nothing of it is ever changed."""

import os
import random
import threading
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.hostile import AES, DEFLATE64, LINK, LOCKED, STORED, Entry, plain, write_zip, zip_bytes
from wardlight.errors import (
    ChangedWhileReading,
    DamagedExport,
    EmptyExport,
    ExportError,
    LockedExport,
    NotFound,
    TooLarge,
)
from wardlight.sources import Export, Limits, open_export
from wardlight.sources.export import MemberDamaged

CHAT = b"see you at practice tomorrow\n" * 40
NOISE = random.Random(7).randbytes(3000)


def opened(path: Path, *more: Path, limits: Limits | None = None) -> Export:
    with open_export([path, *more], limits=limits) as export:
        return export


def said(export: Export) -> list[str]:
    return [notice.kind for notice in export.notices]


def paths(export: Export) -> list[str]:
    return [member.path for member in export.members]


def read(export: Export, path: str) -> tuple[bytes, str]:
    member = export.get(path)
    assert member is not None
    return export.read(member)


# --- what a plain export gives ---------------------------------------------------------------


def test_a_zip_and_its_unpacked_folder_list_the_same(tmp_path: Path) -> None:
    contents = {"inbox/a/message_1.json": CHAT, "inbox/a/photos/1.jpg": NOISE, "__MACOSX/._x": b"x"}
    zipped = opened(write_zip(tmp_path / "export.zip", plain(contents)))
    folder = tmp_path / "export"
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    unpacked = opened(folder)
    assert sorted(paths(zipped)) == sorted(paths(unpacked)) == sorted(contents)[1:]
    assert [member.path for member in zipped.system] == ["__MACOSX/._x"]
    for export in (zipped, unpacked):
        assert read(export, "inbox/a/message_1.json") == (CHAT, "")
        assert export.notices == ()
        picture = export.get("inbox/a/photos/1.jpg")
        assert picture is not None
        assert (picture.kind, picture.size) == ("media", len(NOISE))


def test_a_file_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    path.write_bytes(CHAT)
    export = opened(path)
    assert paths(export) == ["_chat.txt"]
    assert read(export, "_chat.txt") == (CHAT, "")
    assert export.digest == export.parts[0].sha256


def test_head_and_read_stop_where_they_were_told_to(tmp_path: Path) -> None:
    export = opened(write_zip(tmp_path / "export.zip", plain({"a.txt": CHAT})))
    (member,) = export.members
    assert export.head(member, 7) == CHAT[:7]
    assert export.read(member, 10) == (CHAT[:10], "")
    assert export.read(member, len(CHAT) + 1) == (CHAT, "")


def test_a_stream_reads_line_by_line_and_members_can_be_open_together(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "export.zip", plain({"a.txt": CHAT, "b.txt": CHAT[::-1]}))
    export = opened(path)
    first, second = export.members
    with export.open(first) as one, export.open(second) as other:
        pairs = list(zip(one, other, strict=False))
    assert b"".join(line for line, _ in pairs) == CHAT
    assert len(pairs) == 40


def test_members_can_be_read_from_several_threads(tmp_path: Path) -> None:
    contents = {f"{n}.txt": bytes([65 + n]) * 500_000 for n in range(8)}
    export = opened(write_zip(tmp_path / "export.zip", plain(contents)))
    got: dict[str, bytes] = {}

    def take(path: str) -> None:
        got[path] = read(export, path)[0]

    threads = [threading.Thread(target=take, args=(path,)) for path in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == contents


@pytest.mark.parametrize("content", [b"", b"x", CHAT, NOISE * 100])
@pytest.mark.parametrize("method", [STORED, 8])
def test_what_python_zips_is_read_as_python_reads_it(
    tmp_path: Path, content: bytes, method: int
) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("filler.txt", b"x")
        archive.writestr("ünï.txt", content)
    assert read(opened(path), "ünï.txt") == (content, "")


def test_an_archive_behind_other_bytes_is_still_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(b"#!/bin/sh\n" + zip_bytes(plain({"a.txt": CHAT})))
    assert read(opened(path), "a.txt") == (CHAT, "")


def test_large_archive_fields(tmp_path: Path) -> None:
    entries = [Entry(name=b"a.txt", content=CHAT, large=True), *plain({"b.txt": b"b"})]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert read(export, "a.txt") == (CHAT, "")
    assert read(export, "b.txt") == (b"b", "")


def test_opening_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    path = write_zip(folder / "export.zip", plain({"a.txt": CHAT}))
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    read(opened(path), "a.txt")
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert list(folder.iterdir()) == [path]


# --- media -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "a.jpg",
        "A.JPEG",
        "x/b.heic",
        "voice.opus",
        "c.mp4",
        "d.jpg ",
        "inbox/t/photos/17_n",
        "e.was",
    ],
)
def test_media_cannot_be_opened(tmp_path: Path, path: str) -> None:
    export = opened(write_zip(tmp_path / "export.zip", plain({path: NOISE, "a.txt": CHAT})))
    member = export.get(path)
    assert member is not None
    assert member.kind == "media"
    with pytest.raises(PermissionError), export.open(member):
        pass
    for refused in (export.read, export.head):
        with pytest.raises(PermissionError):
            refused(member)


def test_media_of_a_folder_are_not_read_even_to_digest_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(CHAT)
    (tmp_path / "b.jpg").write_bytes(NOISE)
    opened_paths: list[str] = []
    really_open = Path.open

    def noting(self: Path, *args: object, **kwargs: object) -> object:
        opened_paths.append(self.name)
        return really_open(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", noting)
    digest = opened(tmp_path).digest
    assert "a.txt" in opened_paths
    assert "b.jpg" not in opened_paths
    (tmp_path / "b.jpg").write_bytes(NOISE[::-1])
    assert opened(tmp_path).digest == digest
    (tmp_path / "b.jpg").write_bytes(NOISE + b".")
    assert opened(tmp_path).digest != digest


def test_locked_or_oddly_packed_media_are_listed_because_nobody_opens_them(tmp_path: Path) -> None:
    entries = [
        Entry(name=b"a.jpg", content=NOISE, flags=LOCKED),
        Entry(name=b"b.mp4", content=NOISE, method=DEFLATE64),
        *plain({"a.txt": CHAT}),
    ]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert paths(export) == ["a.jpg", "b.mp4", "a.txt"]
    assert export.notices == ()


# --- names -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "detail"),
    [
        (b"../up.txt", "leaves the archive"),
        (b"a/../../up.txt", "leaves the archive"),
        (b"..\\up.txt", "leaves the archive"),
        (b"/etc/chat.txt", "leaves the archive"),
        (b"\\\\server\\share.txt", "leaves the archive"),
        (b"C:\\chat.txt", "leaves the archive"),
        (b"c:chat.txt", "leaves the archive"),
        (b"a\nb.txt", "control characters"),
        (b"a\x1b[2Jb.txt", "control characters"),
        (b"a\x00.jpg", "control characters"),
        ("a\x85b.txt".encode(), "control characters"),
        (b"", "no name"),
        (b"folder/", "a folder that has content"),
    ],
)
def test_names_that_could_do_harm_are_refused_and_said(
    tmp_path: Path, name: bytes, detail: str
) -> None:
    entries = [Entry(name=name, content=CHAT), *plain({"a.txt": CHAT})]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert paths(export) == ["a.txt"]
    (notice,) = export.notices
    assert notice.kind == "member-refused"
    assert detail in notice.detail


def test_a_name_inside_a_nested_archive_is_judged_on_its_own(tmp_path: Path) -> None:
    inner = zip_bytes([Entry(name=b"/abs.txt", content=CHAT), *plain({"ok.txt": CHAT})])
    export = opened(write_zip(tmp_path / "export.zip", plain({"in.zip": inner})))
    assert paths(export) == ["in.zip/ok.txt"]
    assert said(export) == ["member-refused"]


def test_folders_inside_and_dots_before_are_no_concern(tmp_path: Path) -> None:
    entries = [Entry(name=b"inbox/", method=STORED), Entry(name=b".\\inbox\\a.txt", content=CHAT)]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert paths(export) == ["inbox/a.txt"]
    assert export.notices == ()


def test_the_first_of_two_files_under_one_name_is_read(tmp_path: Path) -> None:
    entries = [Entry(name=b"a.txt", content=CHAT), Entry(name=b"a.txt", content=b"another\n")]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert read(export, "a.txt") == (CHAT, "")
    (notice,) = export.notices
    assert "a second file under one name" in notice.detail


def test_links_are_refused(tmp_path: Path) -> None:
    entries = [Entry(name=b"chat.txt", content=b"/etc/passwd", mode=LINK), *plain({"a.txt": CHAT})]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert paths(export) == ["a.txt"]
    assert [notice.detail for notice in export.notices] == ["a link"]


@pytest.mark.parametrize(
    ("raw", "flags", "shown", "kinds"),
    [
        ("fête.txt".encode("cp437"), 0, "fête.txt", ["name-not-utf8"]),
        ("fête.txt".encode(), 0, "fête.txt", []),
        ("fête.txt".encode(), 0x800, "fête.txt", []),
        ("💬.txt".encode(), 0, "💬.txt", []),
        ("a\u202etxt.b".encode(), 0x800, "a\u202etxt.b", []),
        (b"x" * 60_000, 0, "x" * 60_000, []),
    ],
)
def test_letters_of_names(
    tmp_path: Path, raw: bytes, flags: int, shown: str, kinds: list[str]
) -> None:
    entries = [Entry(name=raw, content=CHAT, flags=flags)]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert paths(export) == [shown]
    assert said(export) == kinds
    assert read(export, shown) == (CHAT, "")


def test_a_name_that_is_not_the_utf8_it_says_it_is_does_not_lose_the_rest(tmp_path: Path) -> None:
    entries = [Entry(name=b"\xff.txt", content=CHAT), *plain({"a.txt": CHAT})]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert read(export, "a.txt") == (CHAT, "")
    assert read(export, "\u00a0.txt") == (CHAT, "")
    assert said(export) == ["archive-damaged", "name-not-utf8"]


# --- folders ---------------------------------------------------------------------------------


def test_links_pipes_and_odd_names_in_a_folder_are_refused_and_said(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "a.txt").write_bytes(CHAT)
    (folder / "link.txt").symlink_to("/etc/passwd")
    (folder / "away").symlink_to("/etc")
    (folder / "line\nbreak.txt").write_bytes(CHAT)
    os.mkfifo(folder / "pipe.txt")
    export = opened(folder)
    assert paths(export) == ["a.txt"]
    assert {notice.ref.source.member: notice.detail for notice in export.notices} == {
        "away": "a link",
        "line\nbreak.txt": "control characters in its name",
        "link.txt": "a link",
        "pipe.txt": "not a file: a pipe, a socket or a device",
    }


def test_a_link_to_a_zip_on_top_of_a_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = write_zip(tmp_path / "elsewhere.zip", plain({"b.txt": CHAT}))
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "a.txt").write_bytes(CHAT)
    (folder / "link.zip").symlink_to(elsewhere)
    assert paths(opened(folder)) == ["a.txt"]


def test_a_name_on_disk_that_is_not_utf8(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/f\xeate.txt")).write_bytes(CHAT)
    export = opened(folder)
    assert paths(export) == ["f\\xeate.txt"]
    assert said(export) == ["name-not-utf8"]
    assert read(export, "f\\xeate.txt") == (CHAT, "")


def test_folders_far_inside_each_other_are_said(tmp_path: Path) -> None:
    deep = tmp_path / "export" / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (deep / "far.txt").write_bytes(CHAT)
    (tmp_path / "export" / "near.txt").write_bytes(CHAT)
    export = opened(tmp_path / "export", limits=Limits(folders=2))
    assert paths(export) == ["near.txt"]
    assert [(each.kind, each.ref.source.member) for each in export.notices] == [
        ("member-refused", "a/b/c")
    ]


def test_a_file_that_the_disk_will_not_give_is_damage_not_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_bytes(CHAT)
    (tmp_path / "b.txt").write_bytes(CHAT)
    really_open = Path.open

    def refusing(self: Path, *args: object, **kwargs: object) -> object:
        if self.name == "b.txt":
            raise PermissionError(self.name)
        return really_open(self, *args, **kwargs)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refusing)
    export = opened(tmp_path)
    assert said(export) == ["member-damaged"]
    assert read(export, "a.txt") == (CHAT, "")
    assert read(export, "b.txt") == (b"", "it cannot be read from the disk")
    with pytest.raises(NotFound):
        opened(tmp_path / "b.txt")


# --- behind a password -----------------------------------------------------------------------


@pytest.mark.parametrize("method", [STORED, AES])
def test_all_behind_a_password(tmp_path: Path, method: int) -> None:
    entries = [Entry(name=b"a.txt", content=CHAT, flags=LOCKED, method=method)]
    with pytest.raises(LockedExport):
        opened(write_zip(tmp_path / "export.zip", entries))


def test_all_that_could_hold_messages_behind_a_password(tmp_path: Path) -> None:
    entries = [Entry(name=b"a.txt", content=CHAT, flags=LOCKED), *plain({"b.jpg": NOISE})]
    with pytest.raises(LockedExport):
        opened(write_zip(tmp_path / "export.zip", entries))


def test_some_behind_a_password(tmp_path: Path) -> None:
    entries = [Entry(name=b"a.txt", content=CHAT, flags=LOCKED), *plain({"b.txt": CHAT})]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert paths(export) == ["b.txt"]
    assert said(export) == ["member-locked"]


def test_one_locked_part_of_two_is_said(tmp_path: Path) -> None:
    locked = [Entry(name=b"a.txt", content=CHAT, flags=LOCKED)]
    one = write_zip(tmp_path / "one.zip", locked)
    other = write_zip(tmp_path / "other.zip", plain({"b.txt": CHAT}))
    export = opened(one, other)
    assert paths(export) == ["b.txt"]
    assert said(export) == ["member-locked"]


# --- damage ----------------------------------------------------------------------------------

THREE = {"a.json": CHAT, "pic.jpg": NOISE, "b.json": CHAT * 50 + NOISE, "c.json": NOISE * 3}


def _descriptors(*, signed: bool, large: bool = False, method: int = 8) -> list[Entry]:
    return [
        Entry(
            name=name.encode(),
            content=content,
            method=method,
            descriptor=True,
            signed_descriptor=signed,
            large=large,
        )
        for name, content in THREE.items()
    ]


SERIES: dict[str, list[Entry]] = {
    "plain": plain(THREE),
    "stored": [
        Entry(name=name.encode(), content=content, method=STORED) for name, content in THREE.items()
    ],
    "sizes beyond four bytes": [
        Entry(name=name.encode(), content=content, large=True) for name, content in THREE.items()
    ],
    "descriptors": _descriptors(signed=True),
    "descriptors without a signature": _descriptors(signed=False),
    "descriptors beyond four bytes": _descriptors(signed=True, large=True),
    "descriptors, stored": _descriptors(signed=True, method=STORED),
    "a stored archive inside": [
        *plain({"a.json": CHAT, "pic.jpg": NOISE}),
        Entry(name=b"b.bin", content=zip_bytes(plain(THREE)), method=STORED, descriptor=True),
        *plain({"b.json": THREE["b.json"], "c.json": THREE["c.json"]}),
    ],
}


@pytest.mark.parametrize("series", SERIES)
def test_an_archive_without_its_index_gives_all_its_members(tmp_path: Path, series: str) -> None:
    export = opened(write_zip(tmp_path / "export.zip", SERIES[series], index=False))
    for path in ("a.json", "b.json", "c.json"):
        cut_unsigned = path == "c.json" and series == "descriptors without a signature"
        content, why = read(export, path)
        assert content == THREE[path]
        assert bool(why) == cut_unsigned
    assert [kind for kind in said(export) if kind != "archive-damaged"] == []
    picture = export.get("pic.jpg")
    assert picture is not None
    assert picture.size == len(NOISE)


@pytest.mark.parametrize("series", SERIES)
def test_a_cut_archive_gives_what_stands_before_the_cut(tmp_path: Path, series: str) -> None:
    whole = zip_bytes(SERIES[series])
    path = tmp_path / "export.zip"
    for cut in range(40, len(whole) - 22, 211):
        path.write_bytes(whole[:cut])
        try:
            export = opened(path)
        except DamagedExport:
            assert cut < 120
            continue
        assert said(export)[0] == "archive-damaged"
        for member in export.members:
            if member.kind == "data" and member.path in THREE:
                content, why = export.read(member)
                assert THREE[member.path].startswith(content)
                assert why or content == THREE[member.path]


def test_the_index_of_an_archive_inside_is_not_taken_for_the_cut_one_around_it(
    tmp_path: Path,
) -> None:
    inner = zip_bytes(plain({"inner.json": b"inner\n"}))
    whole = zip_bytes(
        [*plain({"a.json": CHAT}), Entry(name=b"b.bin", content=inner, method=STORED)]
    )
    path = tmp_path / "export.zip"
    path.write_bytes(whole[: whole.index(inner) + len(inner)])
    export = opened(path)
    assert "a.json" in paths(export)
    assert "inner.json" not in paths(export)


def test_two_archives_in_one_file_are_both_read(tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(zip_bytes(plain({"a.txt": CHAT})) + zip_bytes(plain({"b.txt": NOISE})))
    export = opened(path)
    assert paths(export) == ["a.txt", "b.txt"]
    assert read(export, "b.txt") == (NOISE, "")
    assert said(export) == ["archive-damaged"]


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + NOISE, b"PK\x05\x06" + NOISE])
def test_what_only_begins_like_an_archive(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "export.bin"
    path.write_bytes(content)
    with pytest.raises(DamagedExport):
        opened(path)


def test_a_chat_in_which_somebody_sent_the_end_of_an_archive_is_a_chat(tmp_path: Path) -> None:
    path = tmp_path / "_chat.txt"
    chat = CHAT + b"PK\x05\x06" + bytes(18)
    path.write_bytes(chat)
    assert read(opened(path), "_chat.txt") == (chat, "")


@pytest.mark.parametrize(
    ("entry", "kept", "why"),
    [
        (Entry(name=b"a.txt", content=CHAT, said_crc=1), CHAT, "checksum"),
        (Entry(name=b"a.txt", content=CHAT, said_size=99), CHAT[:99], "more bytes"),
        (Entry(name=b"a.txt", content=CHAT, said_size=9999), CHAT, "ends after"),
        (Entry(name=b"a.txt", content=CHAT, method=STORED, said_packed=9), CHAT[:9], "ends after"),
        (Entry(name=b"a.txt", content=CHAT, local_name=b"b.txt"), b"", "two names"),
        (Entry(name=b"a.txt", content=CHAT, at=3), b"", "not where"),
        (Entry(name=b"a.txt", content=CHAT, at=2**31), b"", "cannot be unpacked"),
    ],
)
def test_an_index_that_lies_is_found_out_and_what_was_read_is_kept(
    tmp_path: Path, entry: Entry, kept: bytes, why: str
) -> None:
    path = tmp_path / "export.zip"
    path.write_bytes(b"." + zip_bytes([entry]))  # a byte before, so that no header is at 0
    content, damage = read(opened(path), "a.txt")
    assert content == kept
    assert why in damage


def test_damage_inside_packed_bytes_keeps_what_came_before(tmp_path: Path) -> None:
    content = b"".join(b"line %d\n" % n for n in range(100_000))
    whole = bytearray(zip_bytes(plain({"a.txt": content})))
    middle = len(whole) // 2
    whole[middle : middle + 200] = bytes(200)
    path = tmp_path / "export.zip"
    path.write_bytes(whole)
    export = opened(path)
    kept, why = read(export, "a.txt")
    assert why
    assert kept[: len(content) // 3] == content[: len(content) // 3]
    with export.open(export.members[0]) as stream, pytest.raises(MemberDamaged):
        list(stream)


def test_a_way_of_packing_that_is_not_read(tmp_path: Path) -> None:
    odd = Entry(name=b"a.txt", content=CHAT, method=DEFLATE64)
    export = opened(write_zip(tmp_path / "export.zip", [odd, *plain({"b.txt": CHAT})]))
    assert [(notice.kind, notice.detail) for notice in export.notices] == [
        ("member-damaged", "packed in a way that is not read here (method 9)")
    ]
    with pytest.raises(DamagedExport, match="method 9"):
        opened(write_zip(tmp_path / "alone.zip", [odd]))


def test_members_that_share_their_bytes_are_not_unpacked_twice(tmp_path: Path) -> None:
    entries = [*plain({"a.txt": CHAT}), Entry(name=b"a.txt", content=b"", method=STORED, at=0)]
    export = opened(write_zip(tmp_path / "export.zip", entries))
    assert read(export, "a.txt") == (CHAT, "")
    outer = Entry(name=b"big.txt", content=zip_bytes(plain({"in.txt": CHAT})), method=STORED)
    body = zip_bytes([outer])
    inside = body.index(b"PK\x03\x04", 4)
    both = [outer, Entry(name=b"in.txt", content=CHAT, at=inside)]
    whole = zip_bytes(both)
    path = tmp_path / "overlap.zip"
    path.write_bytes(whole)
    export = opened(path)
    assert paths(export) == ["in.txt"]
    assert [notice.detail for notice in export.notices] == ["it shares its bytes with another file"]


# --- limits ----------------------------------------------------------------------------------

SMALL = Limits(
    entries=5,
    member_bytes=5_000,
    total_bytes=20_000,
    ratio=50,
    ratio_floor=1_000,
    nested_bytes=9_000,
)


def test_a_member_that_unpacks_to_far_more_is_refused(tmp_path: Path) -> None:
    bomb = {"bomb.json": bytes(4_000_000)}
    alone = write_zip(tmp_path / "bomb.zip", plain(bomb))
    with pytest.raises(TooLarge):
        opened(alone, limits=Limits(ratio_floor=1_000_000))
    both = write_zip(tmp_path / "both.zip", plain(bomb | {"a.txt": CHAT}))
    export = opened(both, limits=Limits(ratio_floor=1_000_000))
    assert paths(export) == ["a.txt"]
    assert said(export) == ["member-too-large"]


def test_a_member_that_lies_about_its_size_stops_at_the_size_it_said(tmp_path: Path) -> None:
    liar = Entry(name=b"a.txt", content=bytes(50_000_000), said_size=1000)
    content, why = read(opened(write_zip(tmp_path / "export.zip", [liar])), "a.txt")
    assert content == bytes(1000)
    assert "more bytes" in why


def test_a_member_longer_than_the_limit_is_read_up_to_it(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "export.zip", plain({"a.txt": NOISE * 3}))
    content, why = read(opened(path, limits=SMALL), "a.txt")
    assert content == (NOISE * 3)[:5_000]
    assert "limit" in why


@pytest.mark.parametrize(
    "contents",
    [{f"{n}.txt": b"x" for n in range(6)}, {f"{n}.txt": NOISE * 2 for n in range(4)}],
)
def test_too_many_or_too_much(tmp_path: Path, contents: dict[str, bytes]) -> None:
    with pytest.raises(TooLarge):
        opened(write_zip(tmp_path / "export.zip", plain(contents)), limits=SMALL)
    cut = write_zip(tmp_path / "cut.zip", plain(contents), index=False)
    with pytest.raises(TooLarge):
        opened(cut, limits=SMALL)


def test_too_many_in_a_folder(tmp_path: Path) -> None:
    for n in range(6):
        (tmp_path / f"{n}.txt").write_bytes(b"x")
    with pytest.raises(TooLarge):
        opened(tmp_path, limits=SMALL)


def test_an_index_larger_than_any_real_one_is_not_held(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "export.zip", plain({f"{n}.txt": b"x" for n in range(300)}))
    with pytest.raises(TooLarge):
        opened(path, limits=Limits(index_bytes=4_000))


# --- an archive inside an archive ------------------------------------------------------------


def test_a_zip_that_was_zipped_again(tmp_path: Path) -> None:
    inner = zip_bytes(plain({"a.txt": CHAT, "b.jpg": NOISE}))
    export = opened(write_zip(tmp_path / "export.zip", plain({"sent/inner.zip": inner})))
    assert paths(export) == ["sent/inner.zip/a.txt", "sent/inner.zip/b.jpg"]
    assert read(export, "sent/inner.zip/a.txt") == (CHAT, "")
    assert export.notices == ()


def test_zips_inside_each_other_without_end_are_said(tmp_path: Path) -> None:
    whole = zip_bytes(plain({"a.txt": CHAT}))
    for _ in range(4):
        whole = zip_bytes(plain({"in.zip": whole, "b.txt": CHAT}))
    path = tmp_path / "export.zip"
    path.write_bytes(whole)
    export = opened(path)
    assert paths(export) == ["in.zip/b.txt", "b.txt"]
    assert said(export) == ["member-too-large"]


def test_nested_archives_are_bounded_together(tmp_path: Path) -> None:
    inner = zip_bytes([Entry(name=b"a.txt", content=NOISE, method=STORED)])
    contents = {f"{n}.zip": inner + bytes(n) for n in range(4)}
    path = write_zip(tmp_path / "export.zip", plain(contents))
    export = opened(path, limits=Limits(nested_bytes=7_000))
    assert [path for path in paths(export) if export.read(export.get(path))[1] == ""] == [  # type: ignore[arg-type]
        "0.zip/a.txt",
        "1.zip/a.txt",
    ]
    assert "member-damaged" in said(export)


def test_a_cut_zip_inside_a_whole_one(tmp_path: Path) -> None:
    inner = zip_bytes(plain({"a.txt": CHAT, "b.txt": NOISE}))[:-60]
    export = opened(write_zip(tmp_path / "export.zip", plain({"in.zip": inner})))
    assert read(export, "in.zip/a.txt") == (CHAT, "")
    assert said(export) == ["archive-damaged"]


def test_a_locked_zip_inside_an_open_one(tmp_path: Path) -> None:
    inner = zip_bytes([Entry(name=b"a.txt", content=CHAT, flags=LOCKED)])
    with pytest.raises(LockedExport):
        opened(write_zip(tmp_path / "export.zip", plain({"in.zip": inner})))


# --- nothing there ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (Path.absolute, NotFound),
        (Path.mkdir, EmptyExport),
        (lambda path: path.write_bytes(b""), EmptyExport),
        (lambda path: write_zip(path, []), EmptyExport),
        (lambda path: write_zip(path, plain({"a.txt": b""})), EmptyExport),
        (lambda path: write_zip(path, plain({"a.jpg": NOISE})), EmptyExport),
        (lambda path: write_zip(path, [Entry(name=b"../a", content=CHAT)]), DamagedExport),
        (os.mkfifo, NotFound),
    ],
)
@pytest.mark.parametrize("name", ["export.zip", "export"])
def test_nothing_to_read(
    tmp_path: Path, make: Callable[[Path], object], error: type[ExportError], name: str
) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(error) as raised:
        opened(path)
    assert raised.value.next_step
    assert raised.value.where


def test_a_picture_alone_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(NOISE)
    with pytest.raises(EmptyExport):
        opened(path)


# --- several parts ---------------------------------------------------------------------------


def test_parts_share_one_namespace_and_keep_their_own_digests(tmp_path: Path) -> None:
    for name, content in (("one", b"one\n"), ("two", b"two\n")):
        (tmp_path / name).mkdir()
        write_zip(tmp_path / name / "chat.zip", plain({"_chat.txt": content}))
    export = opened(tmp_path / "one" / "chat.zip", tmp_path / "two" / "chat.zip")
    assert paths(export) == ["_chat.txt", "chat.zip/_chat.txt"]
    sources = [export.source(member) for member in export.members]
    assert [source.container for source in sources] == [part.sha256 for part in export.parts]
    assert [source.member for source in sources] == paths(export)
    assert read(export, "chat.zip/_chat.txt") == (b"two\n", "")
    assert export.name == "chat.zip+chat.zip"
    assert export.digest not in {part.sha256 for part in export.parts}


def test_a_folder_of_part_zips(tmp_path: Path) -> None:
    write_zip(tmp_path / "x-part1.zip", plain({"a.txt": CHAT}))
    write_zip(tmp_path / "x-part2.zip", plain({"b.txt": CHAT[::-1]}))
    export = opened(tmp_path)
    assert paths(export) == ["a.txt", "b.txt"]
    assert [part.name for part in export.parts] == ["x-part1.zip", "x-part2.zip"]
    assert export.notices == ()


def test_a_download_taken_twice_counts_once(tmp_path: Path) -> None:
    contents = {"inbox/a/message_1.json": CHAT, "inbox/a/photos/1.jpg": NOISE}
    write_zip(tmp_path / "x.zip", plain(contents))
    write_zip(tmp_path / "x (1).zip", plain(contents))
    for name, content in contents.items():
        (tmp_path / "x" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "x" / name).write_bytes(content)
    export = opened(tmp_path)
    assert [member.path for member in export.members if member.kind == "data"] == [
        "x/inbox/a/message_1.json"
    ]
    assert said(export) == ["same-file", "same-file"]


def test_files_of_one_name_that_differ_are_all_kept(tmp_path: Path) -> None:
    one = write_zip(tmp_path / "one.zip", plain({"_chat.txt": CHAT}))
    other = write_zip(tmp_path / "other.zip", plain({"_chat.txt": CHAT[:-1] + b" "}))
    third = write_zip(tmp_path / "third.zip", plain({"else/_chat.txt": CHAT, "x/y_chat.txt": CHAT}))
    export = opened(one, other, third)
    assert paths(export) == ["_chat.txt", "other.zip/_chat.txt", "x/y_chat.txt"]
    assert said(export) == ["same-file"]


@pytest.mark.parametrize(
    ("given", "beside", "detail"),
    [
        (["ig-anna.zip"], ["ig-anna-part2.zip"], "not given: ig-anna-part2.zip"),
        (["ig-anna-part2.zip"], [], "this is part 2; not here: 1"),
        (["ig-anna_1.zip"], ["ig-anna_2.zip", "ig-anna_3.zip"], "ig-anna_2.zip, ig-anna_3.zip"),
        (["ig_1.zip", "ig_3.zip"], [], "this is part 3; not here: 2"),
        (["mydata~1700000000000-2.zip"], ["mydata~1700000000000.zip"], "mydata~1700000000000.zip"),
        (["facebook-anna-part_2.zip"], [], "this is part 2"),
        (["ig-anna-2024-05-01-2.zip"], [], "this is part 2"),
        (["IG-Part 2.zip"], ["ig-part 1.zip"], "not given: ig-part 1.zip"),
    ],
)
def test_a_gap_in_a_series_of_parts_is_said(
    tmp_path: Path, given: Sequence[str], beside: Sequence[str], detail: str
) -> None:
    for number, name in enumerate([*given, *beside]):
        write_zip(tmp_path / name, plain({f"{number}.txt": b"%d" % number}))
    export = opened(*[tmp_path / name for name in given])
    assert len(export.members) == len(given)
    gaps = [notice.detail for notice in export.notices if notice.kind == "part-missing"]
    assert detail in gaps[-1]


@pytest.mark.parametrize(
    ("given", "beside"),
    [
        (["ig-anna-2024-05-12.zip"], ["ig-anna-2024-05-13.zip"]),
        (["WhatsApp Chat - Class_7.zip"], ["WhatsApp Chat - Class_8.zip"]),
        (["ig-part1.zip", "ig-part2.zip"], ["other.zip"]),
        (["ig.zip", "ig-2.zip", "ig-3.zip"], []),
        (["ig.zip"], ["ig.txt", "ig-2.txt"]),
    ],
)
def test_no_gap(tmp_path: Path, given: Sequence[str], beside: Sequence[str]) -> None:
    for number, name in enumerate([*given, *beside]):
        write_zip(tmp_path / name, plain({f"{number}.txt": b"%d" % number}))
    assert said(opened(*[tmp_path / name for name in given])) == []


# --- the digest ------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["grow", "shrink", "remove", "same size"])
@pytest.mark.parametrize("kind", ["zip", "folder", "file"])
def test_a_change_while_reading_is_an_error(tmp_path: Path, change: str, kind: str) -> None:
    target = tmp_path / "export" / "a.txt"
    target.parent.mkdir()
    target.write_bytes(CHAT)
    if kind == "zip":
        target = write_zip(tmp_path / "export.zip", plain({"a.txt": CHAT}))
    given = target if kind != "folder" else target.parent
    whole = target.read_bytes()
    changed = {"grow": whole + b"x", "shrink": whole[:-1], "same size": b"?" + whole[1:]}

    def read_while_it_changes() -> None:
        with open_export([given]) as export:
            export.read(export.members[0])
            target.unlink()
            if change in changed:
                target.write_bytes(changed[change])

    with pytest.raises(ChangedWhileReading):
        read_while_it_changes()


def test_a_file_that_comes_into_a_folder_while_reading_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CHAT)
    with pytest.raises(ChangedWhileReading), open_export([tmp_path]):
        (tmp_path / "b.txt").write_bytes(CHAT)


def test_the_readers_own_error_is_not_hidden_by_a_change(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(CHAT)

    def fail_while_it_changes() -> None:
        with open_export([path]):
            path.write_bytes(b"")
            raise KeyError

    with pytest.raises(KeyError):
        fail_while_it_changes()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs a list of open files")
def test_no_file_stays_open(tmp_path: Path) -> None:
    export = opened(write_zip(tmp_path / "export.zip", plain({"a.txt": NOISE * 100})))
    before = len(list(Path("/proc/self/fd").iterdir()))
    export.head(export.members[0], 5)
    with export.open(export.members[0]) as stream:
        stream.read(5)
    assert len(list(Path("/proc/self/fd").iterdir())) == before

"""One thread, read from all of its files: what both Meta readers do once they know their own."""

import re
from collections.abc import Callable, Iterable, Iterator
from operator import gt
from typing import Any

import msgspec
from msgspec import Struct

from wardlight.model import Notice, Ref, Source, Thread
from wardlight.sources.export import Export, Member
from wardlight.sources.meta import end_to_end, thread_json
from wardlight.sources.meta.attachments import Find
from wardlight.sources.meta.decode import Decoded, Fault, Shape, decode
from wardlight.sources.meta.layout import PLACES, App, Form, Half, ThreadFiles, gaps
from wardlight.sources.meta.merge import merged
from wardlight.sources.meta.scan import Damage, walk
from wardlight.sources.meta.stream import DELETED, Convert, RecordList, items
from wardlight.sources.meta.text import repaired
from wardlight.sources.reader import Item, MemberRead

_HEAD = 1 << 20
_BEGINNING = 1 << 14
_ENOUGH = 10
"""Files of a thread whose beginning is looked at to tell which way they are numbered."""

_FIRST_TIME = re.compile(rb'"timestamp_ms"\s*:\s*(\d{1,18})\b')


class _Kind(Struct, frozen=True):
    """What differs between the two forms of records."""

    shape: Shape[Any, Any]
    stamp: Callable[[Any], float | None]
    names_of: Callable[[Any], tuple[str, ...]]
    converter: Callable[[Thread, Source, str, Find], Convert]
    newest_first: bool


_KINDS: dict[Form, _Kind] = {
    "standard": _Kind(
        thread_json.SHAPE,
        thread_json.stamp,
        thread_json.names_of,
        thread_json.converter,
        newest_first=True,
    ),
    "end-to-end": _Kind(
        end_to_end.SHAPE,
        end_to_end.stamp,
        end_to_end.names_of,
        end_to_end.converter,
        newest_first=False,
    ),
}


class _Opened(Struct, frozen=True):
    """A file of a thread, decoded."""

    source: Source
    decoded: Decoded[Any, Any]


def read_thread(
    export: Export, files: ThreadFiles, app: App, owners: frozenset[str], find: Find
) -> Iterator[Item]:
    """All items of one thread, oldest first, each file closed by a MemberRead.

    Args:
        export: Where it is from.
        files: Its files.
        app: Platform, as it is shown.
        owners: Display names that identity files give the owner of the export.
        find: How links to attachments are looked up.
    """
    in_order = [_oldest_file_first(export, half) for half in files.halves]
    opened = [_open(export, half.members[0], half.form) for half in in_order]
    thread = _thread(export, files, opened[0], app, owners)
    first = Ref(opened[0].source, "")
    yield from gaps(files, first)
    yield from _about_members(thread, first)
    if len(files.halves) > 1:
        yield Notice("halves-merged", first, f"with {opened[1].source.member}")
    met: set[str] = set()
    halves = [_half(export, half, opened.pop(0), thread, met, find) for half in in_order]
    yield from merged(halves)


def with_end_to_end(
    export: Export, standard: list[ThreadFiles], encrypted: list[ThreadFiles]
) -> list[ThreadFiles]:
    """Threads of both downloads, joined where members leave no doubt that they are one.

    Both downloads know members by display name only. So a chat of two is joined where each download
    has one chat of these two, and a group where its title is the same as well.
    """
    ours = _by_members(export, standard)
    theirs = _by_members(export, encrypted)
    joined: dict[str, ThreadFiles] = {}
    used: set[str] = set()
    for members, found in ours.items():
        other = theirs.get(members, [])
        if members and len(found) == 1 and len(other) == 1:
            one, two = found[0], other[0]
            if len(members) == 2 or _title(export, one) == _title(export, two):
                joined[one.key] = msgspec.structs.replace(one, halves=one.halves + two.halves)
                used.add(two.key)
    rest = [each for each in encrypted if each.key not in used]
    return [joined.get(each.key, each) for each in standard] + rest


# --- one half --------------------------------------------------------------------------------


def _oldest_file_first(export: Export, half: Half) -> Half:
    """Meta gives the newest messages the lowest number; a file's first time tells where it does not."""
    heads = [_FIRST_TIME.search(export.head(each, _BEGINNING)) for each in half.members[:_ENOUGH]]
    times = [int(found[1]) for found in heads if found]
    if len(times) == len(heads) > 1 and all(map(gt, times, times[1:])):
        return msgspec.structs.replace(half, members=half.members[::-1])
    return half


def _half(
    export: Export, half: Half, first: _Opened, thread: Thread, met: set[str], find: Find
) -> Iterator[Item]:
    kind = _KINDS[half.form]
    opened: _Opened | None = first
    del first  # one file is held at a time
    last: float | None = None
    for member in half.members:
        opened = opened or _open(export, member, half.form)
        records = RecordList(opened.source, ("messages",), thread, met, kind.newest_first, last)
        convert = kind.converter(thread, opened.source, half.links, find)
        last = yield from items(opened.decoded, records, convert, kind.stamp)
        yield MemberRead(opened.source, opened.decoded.count, opened.decoded.complete)
        opened = None


def _open(export: Export, member: Member, form: Form) -> _Opened:
    text, why = export.read(member)
    decoded = decode(text, _KINDS[form].shape)
    if why:
        faults = (*decoded.faults, Fault("member-damaged", (), why))
        decoded = msgspec.structs.replace(decoded, faults=faults, complete=False)
    return _Opened(export.source(member), decoded)


# --- the thread ------------------------------------------------------------------------------


def _thread(
    export: Export, files: ThreadFiles, first: _Opened, app: App, owners: frozenset[str]
) -> Thread:
    half = files.halves[0]
    if half.form == "end-to-end":
        header: end_to_end.Header = first.decoded.header
        names = end_to_end.names_of(header)
        title = repaired(header.thread_name or "")
        thread = Thread(files.key, title, names, len(names) > 2, files.place, app)
    else:
        said = _fullest_header(export, half, first)
        path = repaired(said.thread_path or "")
        inside = PLACES.get(path.split("/")[0], "unknown")
        thread = Thread(
            path or files.key,
            repaired(said.title or ""),
            thread_json.names_of(said),
            thread_json.is_group(said),
            inside if files.place == "unknown" else files.place,
            app,
        )
    return msgspec.structs.replace(thread, other=_other(thread, owners))


def _fullest_header(export: Export, half: Half, first: _Opened) -> thread_json.Header:
    """A file that is cut has lost its title, which comes after the messages: another may have it."""
    header: thread_json.Header = first.decoded.header
    if header.title is not None:
        return header
    for member in half.members[1:]:
        other: thread_json.Header = _open(export, member, half.form).decoded.header
        if other.title is not None:
            return other
    return header


def _other(thread: Thread, owners: frozenset[str]) -> str | None:
    """The one other side of a chat of two, where the owner or the title tells it."""
    names = set(thread.participants)
    if thread.group or len(names) != 2:
        return None
    others = names - owners
    if len(others) == 1:
        return others.pop()
    return thread.title if thread.title in names else None


def _about_members(thread: Thread, ref: Ref) -> Iterator[Notice]:
    names = [name for name in thread.participants if name not in DELETED]
    if len(set(names)) < len(names):
        yield Notice("same-name", ref)


# --- two downloads ---------------------------------------------------------------------------


def _by_members(
    export: Export, found: Iterable[ThreadFiles]
) -> dict[tuple[str, ...], list[ThreadFiles]]:
    grouped: dict[tuple[str, ...], list[ThreadFiles]] = {}
    for files in found:
        grouped.setdefault(_members(export, files), []).append(files)
    return grouped


def _members(export: Export, files: ThreadFiles) -> tuple[str, ...]:
    """Members in order of name, from the beginning of a file: they come before its messages."""
    half = files.halves[0]
    kind = _KINDS[half.form]
    text = export.head(half.members[0], _HEAD)
    try:
        for span in walk(text, lambda path, _is_array: path == ()):
            if span.path == ("participants",):
                alone = b'{"participants":' + text[span.start : span.end] + b"}"
                return tuple(sorted(kind.names_of(decode(alone, kind.shape).header)))
    except Damage:
        pass
    return ()


def _title(export: Export, files: ThreadFiles) -> str:
    half = files.halves[0]
    opened = _open(export, half.members[0], half.form)
    if half.form == "end-to-end":
        return repaired(opened.decoded.header.thread_name or "")
    return repaired(_fullest_header(export, half, opened).title or "")

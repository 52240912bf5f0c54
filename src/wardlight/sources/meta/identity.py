"""Identity files of Meta's exports: whose it is, who follows whom, from where somebody logged in.

Each file is a list of entries, bare or under a key of its own, in one of four shapes. All are read
as labelled fields first; which field is the name and which the handle is decided after that, by the
labels that Meta translates into the owner's language.
"""

import re
import tomllib
from collections.abc import Generator, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec
from msgspec import Struct

from wardlight.errors import PartMissing
from wardlight.model import Account, Instant, Notice, Ref
from wardlight.model.instant import UTC_SECONDS
from wardlight.model.participant import Standing
from wardlight.sources.export import Export, Member
from wardlight.sources.meta.decode import decode_value, fault_of
from wardlight.sources.meta.scan import Damage, Path, Span, pointer, walk
from wardlight.sources.meta.stream import millisecond, notice_of
from wardlight.sources.meta.text import repaired
from wardlight.sources.reader import Item, MemberRead

Rows = Sequence[tuple[re.Pattern[str], Standing]]
"""Which file says what, by the end of its path."""

_LISTED = ""
"""The label of what stands in a list of followers: it has none."""

_LINK_KEYS = frozenset({"profile_uri", "uri", "url", "href"})
_TIME_KEYS = ("timestamp", "registration_timestamp", "created_timestamp")
_NOT_READ = frozenset({"media_map_data", "media_list_data", "media", "timestamp", "fbid"})
_HANDLE = re.compile(r"(?=.*[a-z])[a-z0-9._]{1,30}")
_PROFILE = re.compile(r"https?://(?:www\.)?(?:instagram|facebook)\.com/")
_IN_LINK = re.compile(r"https?://(?:www\.)?instagram\.com/(?:_u/)?([A-Za-z0-9._]{1,30})/?")


class _Labels(Struct, frozen=True):
    """What the two fields that tell who somebody is are called, in lower case."""

    handle: frozenset[str]
    name: frozenset[str]


@cache
def _labels() -> _Labels:
    try:
        text = files(__package__).joinpath("labels.toml").read_text(encoding="utf-8")
    except OSError as e:
        raise PartMissing("The labels of names are not there.", where="labels.toml") from e
    return msgspec.convert(tomllib.loads(text), _Labels)


class _Field(Struct, frozen=True):
    """One labelled value of an entry."""

    label: str
    value: str
    link: str = ""
    seconds: float | None = None


def accounts(export: Export, rows: Rows) -> Generator[Item, None, frozenset[str]]:
    """Everything that the identity files of an export say, each file closed by a MemberRead.

    Returns:
        The names of those that it is said to be the export of.
    """
    owners: set[str] = set()
    for item in _told(export, rows):
        if isinstance(item, Account) and item.standing == "owner" and item.name:
            owners.add(item.name)
        yield item
    return frozenset(owners)


def _told(export: Export, rows: Rows) -> Iterator[Item]:
    for member in export.members:
        if member.kind != "data" or not member.name.endswith(".json"):
            continue
        for pattern, standing in rows:
            if pattern.search(f"/{member.path}"):
                yield from _file(export, member, standing)
                break


def _file(export: Export, member: Member, standing: Standing) -> Iterator[Item]:
    source = export.source(member)
    text, why = export.read(member)
    count = 0
    try:
        for span in walk(text, _inside):
            if _is_entry(text, span):
                count += 1
                ref = Ref(source, pointer(span.path))
                yield from _entry(text[span.start : span.end], standing, ref)
        complete = not why
    except Damage as damage:
        yield notice_of(fault_of(damage, count or None), source)
        complete = False
    if why:
        yield Notice("member-damaged", Ref(source, ""), why)
    yield MemberRead(source, count, complete)


def _inside(path: Path, is_array: bool) -> bool:  # noqa: FBT001 - the shape that walk asks for
    return path == () or (len(path) == 1 and isinstance(path[0], str) and is_array)


def _is_entry(text: bytes, span: Span) -> bool:
    """An element of a list, or an object that stands alone under its key."""
    listed = bool(span.path) and isinstance(span.path[-1], int)
    return span.end > 0 and (listed or text[span.start : span.start + 1] == b"{")


def _entry(text: bytes, standing: Standing, ref: Ref) -> Iterator[Account | Notice]:
    try:
        value, faults = decode_value(text)
    except ValueError:
        yield Notice("record-unread", ref, "it is not JSON", 1)
        return
    if not isinstance(value, dict):
        yield Notice("record-unread", ref, "it is not an object", 1)
        return
    yield from (Notice(fault.kind, ref, fault.detail) for fault in faults)
    yield _account(value, standing, ref)


# --- from an entry to an account -------------------------------------------------------------


def _account(value: dict[str, Any], standing: Standing, ref: Ref) -> Account:
    fields = list(_fields(value))
    handle, name = _handle(value, fields, standing), _best(fields, _labels().name)
    if name is None and handle and standing == "owner" and "string_map_data" in value:
        name = _after(fields, handle)
    link = next((each.link for each in fields if each.link), None)
    return Account(
        standing,
        name.value if name else None,
        handle.value if handle else _handle_in(link),
        link,
        _since(value, fields),
        ref,
        tuple(
            (each.label, each.value)
            for each in fields
            if each.value and each is not handle and each is not name
        ),
    )


def _fields(value: dict[str, Any]) -> Iterator[_Field]:
    """The entry's own words for each of its values, in the order of the file."""
    for key, inner in value.items():
        if key == "string_map_data" and isinstance(inner, dict):
            for label, each in inner.items():
                yield from _labelled(label, each)
        elif key == "label_values" and isinstance(inner, list):
            for each in inner:
                yield from _labelled(_label_of(each), each)
        elif key == "string_list_data" and isinstance(inner, list):
            for each in inner:
                yield from _labelled(_LISTED, each)
        elif key not in _NOT_READ:
            yield from _leaves(key, inner)


def _label_of(value: Any) -> str:
    return str(value.get("label") or value.get("title") or "") if isinstance(value, dict) else ""


def _labelled(label: str, value: Any) -> Iterator[_Field]:
    """A value with its link and time, and below it the fields of a nested group."""
    if not isinstance(value, dict):
        yield from _leaves(label, value)
        return
    time = _number(value.get("timestamp")) or _number(value.get("timestamp_value"))
    words, link, group = value.get("value"), value.get("href"), value.get("dict")
    if not link and isinstance(words, str) and _PROFILE.match(words):
        link = words
    if not words and time and label != _LISTED:
        words = _written(time)
    yield _Field(
        repaired(label),
        repaired(words) if isinstance(words, str) else "",
        repaired(link) if isinstance(link, str) else "",
        time,
    )
    for each in group if isinstance(group, list) else ():
        yield from _labelled(f"{label}/{_label_of(each)}", each)


def _leaves(label: str, value: Any) -> Iterator[_Field]:
    """Plain values, however deep, labelled with the path to them."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(f"{label}/{key}", inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(f"{label}/{number}", inner)
    elif isinstance(value, str):
        link = repaired(value) if label in _LINK_KEYS else ""
        yield _Field(repaired(label), repaired(value), link)
    elif value is not None:
        yield _Field(repaired(label), _written(value))


def _handle(value: dict[str, Any], fields: list[_Field], standing: Standing) -> _Field | None:
    """By its label; in a list of followers the listed value, which newer files move to the title."""
    if labelled := _best(fields, _labels().handle):
        return labelled
    if "string_list_data" in value:
        return _best(fields, frozenset({_LISTED})) or _best(fields, frozenset({"title"}))
    if standing == "owner" and "string_map_data" in value:
        return next((each for each in fields if _HANDLE.fullmatch(each.value)), None)
    return None


def _best(fields: list[_Field], labels: frozenset[str]) -> _Field | None:
    """The least nested field with one of these labels that says something."""
    found = [
        each
        for each in fields
        if each.value and each.label.rpartition("/")[2].strip().lower() in labels
    ]
    return min(found, key=lambda each: each.label.count("/"), default=None)


def _after(fields: list[_Field], handle: _Field) -> _Field | None:
    """In an owner's profile the name stands right after the handle, in every language."""
    after = iter(fields)
    following = next((next(after, None) for each in after if each is handle), None)
    return following if following and following.value else None


def _handle_in(link: str | None) -> str | None:
    found = _IN_LINK.fullmatch(link or "")
    return found[1] if found else None


def _since(value: dict[str, Any], fields: list[_Field]) -> Instant | None:
    own = (_number(value.get(key)) for key in _TIME_KEYS)
    seconds = next(filter(None, (*own, *(each.seconds for each in fields))), None)
    if seconds is None:
        return None
    return Instant(_written(seconds), millisecond(seconds * 1000), UTC_SECONDS)


def _number(value: Any) -> float | None:
    return value if type(value) in (int, float) else None


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)

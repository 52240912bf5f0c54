"""Instagram's download as JSON, in the layout used until November 2020: all chats in one file.

People are known by user name, times are ISO 8601 with an offset, and letters are written as they are:
nothing is put right, because nothing is damaged.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from wardlight.model import (
    Account,
    Attachment,
    Clock,
    Instant,
    Message,
    Notice,
    Reaction,
    Ref,
    Source,
    Thread,
)
from wardlight.model.instant import UTC_MILLISECONDS
from wardlight.model.message import Kind
from wardlight.model.participant import Standing
from wardlight.sources.export import Export, Member
from wardlight.sources.meta.attachments import Find, attachment, finder, kind_by_name
from wardlight.sources.meta.decode import Shape, decode, decode_value, fault_of
from wardlight.sources.meta.scan import BOM, Damage, Inside, Path, Span, pointer, walk
from wardlight.sources.meta.stream import Convert, RecordList, items, notice_of
from wardlight.sources.reader import Item, MemberRead, Reader, ReadOptions, Verdict

Scalar = str | int | float | bool | None

_HEAD = 65_536
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PHONE_CLOCK = Clock(None, "unknown", "millisecond")

_GROUPS: dict[str, Standing] = {
    "followers": "follower",
    "following": "following",
    "close_friends": "close-friend",
    "blocked_users": "blocked",
    "restricted_users": "restricted",
    "permanent_follow_requests": "request-sent",
    "follow_requests_sent": "request-sent",
    "dismissed_suggested_users": "removed",
}
_NOT_PEOPLE = "following_hashtags"


class _Part(Struct, omit_defaults=True, kw_only=True, gc=False):
    """Every field is None where it is absent, and is left out when it is written back."""


class _Like(_Part):
    username: str | None = None
    date: str | None = None


class _Record(_Part):
    """One message as it is written. Fields that are not read are here so that they are known."""

    sender: str | None = None
    created_at: str | None = None
    text: str | None = None
    heart: str | None = None
    link: str | None = None
    media: str | None = None
    media_url: str | None = None
    voice_media: str | None = None
    animated_media_images: dict[str, dict[str, Scalar]] | None = None
    media_share_url: str | None = None
    media_share_caption: str | None = None
    media_owner: str | None = None
    story_share: str | None = None
    story_share_type: str | None = None
    mentioned_username: str | None = None
    profile_share_username: str | None = None
    profile_share_name: str | None = None
    live_video_invite: str | None = None
    live_video_share: str | None = None
    location_name: str | None = None
    address: str | None = None
    city: str | None = None
    latitude: float | str | None = None
    longitude: float | str | None = None
    action: str | None = None
    video_call_action: str | None = None
    likes: list[_Like] | None = None
    user: dict[str, Scalar] | None = None
    is_random: bool | None = None


class _Header(_Part):
    participants: list[str] | None = None


class _Whole(_Header):
    conversation: list[_Record] | None = None


_SHAPE = Shape(
    whole=_Whole,
    header=_Header,
    record=_Record,
    array="conversation",
    essential=frozenset({"sender", "text"}),
)


def recognise(export: Export) -> Verdict:
    """By the one file with all chats, and how it begins."""
    found = [member for member in export.members if member.name == "messages.json"]
    for member in found:
        head = export.head(member, _HEAD).removeprefix(BOM).lstrip()
        if head.startswith(b"[") and (b'"participants"' in head or b'"conversation"' in head):
            return Verdict(1.0, f"{member.path} is a list of conversations")
    if found:
        return Verdict(0.0, "its messages.json is not a list of conversations")
    return Verdict(0.0, "no messages.json: downloads have had one until November 2020 only")


def read(export: Export, _options: ReadOptions) -> Iterator[Item]:
    """Accounts, then each chat in the order of the file."""
    owners: set[str] = set()
    for item in _accounts(export):
        if isinstance(item, Account) and item.standing == "owner" and item.handle:
            owners.add(item.handle)
        yield item
    find = finder(export)
    for member in export.members:
        if member.name == "messages.json":
            yield from _chats(export, member, owners, find)


# --- chats -----------------------------------------------------------------------------------


def _chats(export: Export, member: Member, owners: set[str], find: Find) -> Iterator[Item]:
    source, whole = export.source(member), Ref(export.source(member), "")
    text, why = export.read(member)
    spans, damage = _spans(text)
    count, complete, zoned = 0, not (why or damage), True
    for span in spans:
        decoded = decode(text[span.start : span.end], _SHAPE, base=span.start)
        count, complete = count + decoded.count, complete and decoded.complete
        thread = _thread(source, span.path, decoded.header, owners)
        records = RecordList(source, (*span.path, "conversation"), thread, set())
        for item in items(decoded, records, _converter(records, find), _stamp):
            if type(item) is Message and item.instant.reading is not None:
                zoned = zoned and item.instant.clock.zone is not None
            yield item
    if damage and not (spans and spans[-1].end == len(text)):
        yield notice_of(fault_of(damage, count if spans else None), source)
    if why:
        yield Notice("member-damaged", whole, why)
    if not zoned:
        yield Notice("no-zone", whole)
    yield MemberRead(source, count, complete)


def _spans(text: bytes) -> tuple[list[Span], Damage | None]:
    """Where each chat is; the last may be cut, and is then all that is left of the file."""
    spans: list[Span] = []
    try:
        spans.extend(each for each in walk(text, _inside_root_list) if each.path)
    except Damage as damage:
        if text[damage.at : damage.at + 1] == b"{":
            spans.append(Span((len(spans),), damage.at, len(text)))
        return spans, damage
    return spans, None if spans or text.strip().startswith(b"[") else Damage(0, "malformed")


def _inside_root_list(path: Path, is_array: bool) -> bool:  # noqa: FBT001 - what walk asks with
    return is_array and path == ()


def _thread(source: Source, path: Path, header: _Header, owners: set[str]) -> Thread:
    names = tuple(header.participants or ())
    others = set(names) - owners
    other = others.pop() if len(names) == 2 and len(others) == 1 else None
    key = f"{source.member}#{pointer(path)}"
    return Thread(key, "", names, len(names) > 2, "unknown", "Instagram", other)


# --- messages --------------------------------------------------------------------------------


def _converter(records: RecordList, find: Find) -> Convert:
    source, thread, above = records.source, records.thread, pointer(records.array)
    folder = source.member.rpartition("/")[0]

    def convert(record: _Record, index: int) -> Message | Notice:
        ref = Ref(source, f"{above}/{index}")
        if record.sender is None:
            return Notice("record-unread", ref, "it has no sender", 1)
        sent = tuple(_attachments(record, folder, find))
        text = record.text or record.heart or ""
        likes = tuple(Reaction(like.username or "", "like") for like in record.likes or ())
        return Message(
            ref,
            thread,
            record.sender,
            _instant(record.created_at),
            _kind(record, text, sent),
            text,
            sent,
            likes,
            note="\n".join(_notes(record)),
        )

    return convert


def _stamp(record: _Record) -> float | None:
    return _instant(record.created_at).reading


def _instant(written: str | None) -> Instant:
    """A time with an offset is told in UTC; one without is on a clock that nobody named."""
    try:
        read = datetime.fromisoformat(written or "")
    except ValueError:
        return Instant(written or "", None, UTC_MILLISECONDS)
    clock = UTC_MILLISECONDS if read.tzinfo else _PHONE_CLOCK
    since = (read if read.tzinfo else read.replace(tzinfo=UTC)) - _EPOCH
    return Instant(written or "", since // timedelta(milliseconds=1), clock)


def _kind(record: _Record, text: str, sent: tuple[Attachment, ...]) -> Kind:
    if record.action:
        return "event"
    if record.video_call_action:
        return "call"
    if record.location_name or record.address:
        return "location"
    if any(value for _, value in _shared(record)):
        return "share"
    if text:
        return "text"
    return "media" if sent else "empty"


def _attachments(record: _Record, folder: str, find: Find) -> Iterator[Attachment]:
    for link in filter(None, (record.media, record.media_url)):
        yield attachment(link, kind_by_name(link), folder, find)
    if record.voice_media:
        yield attachment(record.voice_media, "audio", folder, find)
    if record.animated_media_images is not None:
        sizes = record.animated_media_images.values()
        links = (size.get("url") or size.get("mp4") for size in sizes)
        first = next((link for link in links if isinstance(link, str)), "")
        yield attachment(first, "animation", folder, find)


def _shared(record: _Record) -> tuple[tuple[str, str | None], ...]:
    return (
        ("", record.link),
        ("", record.media_share_url),
        ("", record.media_share_caption),
        ("by ", record.media_owner),
        ("", record.story_share),
        ("profile ", record.profile_share_username),
        ("named ", record.profile_share_name),
        ("", record.live_video_invite),
        ("", record.live_video_share),
    )


def _notes(record: _Record) -> Iterator[str]:
    for said in (record.action, record.video_call_action):
        if said:
            yield said
    for label, value in _shared(record):
        if value:
            yield f"{label}{value}"
    if record.mentioned_username:
        yield f"mentions {record.mentioned_username}"
    place = (record.location_name, record.address, record.city, record.latitude, record.longitude)
    if any(place):
        yield ", ".join(str(each) for each in place if each)


# --- accounts --------------------------------------------------------------------------------


def _accounts(export: Export) -> Iterator[Item]:
    for member in export.members:
        if member.name == "profile.json":
            yield from _entries(export, member, lambda _path, _is_array: False)
        elif member.name == "connections.json":
            yield from _entries(export, member, _inside_groups)


def _inside_groups(path: Path, is_array: bool) -> bool:  # noqa: FBT001 - what walk asks with
    return not is_array and len(path) < 2


def _entries(export: Export, member: Member, inside: Inside) -> Iterator[Item]:
    source = export.source(member)
    text, why = export.read(member)
    count = 0
    try:
        for span in walk(text, inside):
            if item := _entry(text[span.start : span.end], span, source):
                count += 0 if type(item) is Notice and not item.records else 1
                yield item
        complete = not why
    except Damage as damage:
        yield notice_of(fault_of(damage, count or None), source)
        complete = False
    if why:
        yield Notice("member-damaged", Ref(source, ""), why)
    yield MemberRead(source, count, complete)


def _entry(text: bytes, span: Span, source: Source) -> Account | Notice | None:
    """The owner's profile, or one person in one of the lists; None for what is neither."""
    ref = Ref(source, pointer(span.path))
    if len(span.path) == 1 and span.path[0] not in (*_GROUPS, _NOT_PEOPLE):
        return Notice("unknown-field", ref, str(span.path[0])[:60])
    if len(span.path) == 1 and span.end and _NOT_PEOPLE not in span.path:
        return Notice("field-unread", ref, str(span.path[0]))
    if len(span.path) == 1 or not span.end or _NOT_PEOPLE in span.path:
        return None
    try:
        value, _ = decode_value(text)
    except ValueError:
        return Notice("record-unread", ref, "it is not JSON", 1)
    if not span.path:
        return _owner(value, ref)
    standing = _GROUPS.get(str(span.path[0]))
    if standing is None:
        return None
    if not isinstance(value, str):
        return Notice("record-unread", ref, "it is not a time", 1)
    return Account(standing, None, str(span.path[1]), None, _instant(value), ref)


def _owner(value: object, ref: Ref) -> Account | Notice:
    """The user name counts as the name, because it is what messages know people by."""
    if not isinstance(value, dict):
        return Notice("record-unread", ref, "it is not an object", 1)
    said = {key: str(each) for key, each in value.items() if isinstance(each, str | bool | int)}
    handle, joined = said.pop("username", None) or None, said.pop("date_joined", None)
    since = _instant(joined) if joined else None
    return Account("owner", handle, handle, None, since, ref, tuple(filter(all, said.items())))


READER = Reader(
    name="instagram_json_2020",
    platform="Instagram",
    about="Instagram, the download in JSON form, until November 2020",
    tested=("messages.json with connections.json and profile.json (October 2020)",),
    owner_told_by="the user name in profile.json, which is the sender in messages",
    zone="told with each time",
    absence=(
        "Messages that were unsent are not in it.",
        "Messages in vanish mode and pictures to be seen once are not in it.",
        "Pictures are mostly links that have expired.",
        "The name of a group is not told.",
    ),
    how_to_ask=(
        "This form is no longer given out. Ask for a new one in Instagram: Accounts Centre, "
        "Your information and permissions, Export your information, as JSON, All time."
    ),
    recognise=recognise,
    read=read,
)

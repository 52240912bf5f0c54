"""One record of a ``message_N.json``, as Instagram and Messenger have written it since 2018."""

import re
from collections.abc import Callable, Iterator
from operator import attrgetter

from msgspec import Struct, field

from wardlight.model import Attachment, Message, Notice, Reaction, Ref, Source, Thread
from wardlight.model.message import AttachmentKind, Kind, Mark
from wardlight.sources.meta.attachments import Find, attachment
from wardlight.sources.meta.decode import Shape
from wardlight.sources.meta.stream import Convert, instant_of
from wardlight.sources.meta.text import repair, repaired

Scalar = str | int | float | bool | None


class _Part(Struct, omit_defaults=True, kw_only=True, gc=False):
    """Every field is None where it is absent, and is left out when it is written back."""


class Named(_Part):
    """Somebody, by display name."""

    name: str | None = None


class Picture(_Part):
    """A file by its link, for example a video's still."""

    uri: str | None = None


class Media(_Part):
    """A photo, video, voice note, animation or other file."""

    uri: str | None = None
    creation_timestamp: int | float | None = None
    thumbnail: Picture | None = None


class Sticker(_Part):
    """A sticker."""

    uri: str | None = None
    ai_stickers: list[dict[str, Scalar]] | None = None


class Share(_Part):
    """A link, post or profile passed on."""

    link: str | None = None
    share_text: str | None = None
    original_content_owner: str | None = None
    profile_share_username: str | None = None
    profile_share_name: str | None = None


class Reacted(_Part):
    """Somebody's reaction."""

    reaction: str | None = None
    actor: str | None = None
    timestamp: int | float | None = None


class Bumped(_Part):
    """That an older message was brought up again."""

    bumped_message: str | None = None
    is_bumped: bool | None = None


class Record(_Part):
    """One message as it is written. Fields that are not read are here so that they are known."""

    sender_name: str | None = None
    timestamp_ms: int | float | None = None
    content: str | None = None
    type: str | None = None
    photos: list[Media] | None = None
    videos: list[Media] | None = None
    gifs: list[Media] | None = None
    audio_files: list[Media] | None = None
    files: list[Media] | None = None
    sticker: Sticker | None = None
    share: Share | None = None
    call_duration: int | float | None = None
    missed: bool | None = None
    reactions: list[Reacted] | None = None
    users: list[Named] | None = None
    is_unsent: bool | None = None
    is_taken_down: bool | None = None
    is_geoblocked_for_viewer: bool | None = None
    is_unsent_image_by_messenger_kid_parent: bool | None = None
    bumped_message_metadata: Bumped | None = None
    ip: str | None = None
    sender_id: str | int | None = field(default=None, name="sender_id_INTERNAL")
    media_path: str | None = field(default=None, name="media_path_INTERNAL")
    type_number: str | int | None = field(default=None, name="type_INTERNAL")


class Joinable(_Part):
    """How a group can be joined; a chat of two has none."""

    mode: int | str | None = None
    link: str | None = None


class Header(_Part):
    """What a file says of its thread."""

    participants: list[Named] | None = None
    title: str | None = None
    is_still_participant: bool | None = None
    thread_path: str | None = None
    thread_type: str | None = None
    magic_words: list[dict[str, Scalar]] | None = None
    image: Media | None = None
    joinable_mode: Joinable | None = None


class _Whole(Header):
    messages: list[Record] | None = None


SHAPE = Shape(
    whole=_Whole,
    header=Header,
    record=Record,
    array="messages",
    essential=frozenset({"sender_name", "content"}),
)

_FILES: tuple[tuple[str, AttachmentKind], ...] = (
    ("photos", "photo"),
    ("videos", "video"),
    ("audio_files", "audio"),
    ("gifs", "animation"),
    ("files", "file"),
)

_NO_MARKS: tuple[Mark, ...] = ()
_EDITED = " (edited)"
_REACTION = re.compile(r"Liked a message|Reacted [^\w\s]\S{0,15} to your message ?")
"""The app's English wording, with no letter where the emoji stands. Other languages stay text."""


stamp: Callable[[Record], float | None] = attrgetter("timestamp_ms")
"""When a record was written, in milliseconds."""


def names_of(header: Header) -> tuple[str, ...]:
    """Display names of the members as the file lists them."""
    return tuple(repaired(each.name) for each in header.participants or () if each.name)


def is_group(header: Header) -> bool:
    """Whether more than two people can write in it."""
    return (
        len(header.participants or ()) > 2
        or header.joinable_mode is not None
        or header.thread_type in ("RegularGroup", "PendingGroup")
    )


def converter(thread: Thread, source: Source, folder: str, find: Find) -> Convert:
    """From a record of this file to a message.

    Args:
        thread: The conversation that the file belongs to.
        source: The file.
        folder: What links of this export may be relative to.
        find: How they are looked up.
    """
    names: dict[str | None, str] = {}

    def convert(record: Record, index: int) -> Message | Notice:
        ref = Ref(source, f"/messages/{index}")
        sender = names.get(record.sender_name)
        if sender is None:
            if record.sender_name is None:
                return Notice("record-unread", ref, "it has no sender", 1)
            sender = names[record.sender_name] = repaired(record.sender_name)
        text, marks = record.content or "", _NO_MARKS
        if not text.isascii():
            text, marks = repair(text)
        if text.endswith(_EDITED):
            marks = (*marks, "edited")
        plain = _is_plain(record)
        sent = () if plain else tuple(_attachments(record, folder, find))
        return Message(
            ref,
            thread,
            sender,
            instant_of(record.timestamp_ms),
            _kind_of_words(text) if plain else _kind(record, text, sent),
            text,
            sent,
            tuple(map(_reaction, record.reactions)) if record.reactions else (),
            "unknown",
            marks if plain else (*marks, *_more_marks(record)),
            "" if plain else "\n".join(_notes(record)),
        )

    return convert


def _is_plain(record: Record) -> bool:
    """Words, and nothing that needs a closer look: true of nearly all, so it is asked first."""
    return (
        record.content is not None
        and record.content != ""
        and record.type in (None, "Generic")
        and record.photos is None
        and record.videos is None
        and record.gifs is None
        and record.audio_files is None
        and record.files is None
        and record.sticker is None
        and record.share is None
        and record.call_duration is None
        and record.users is None
        and record.bumped_message_metadata is None
        and record.ip is None
        and not record.missed
        and not record.is_unsent
        and not record.is_taken_down
        and not record.is_geoblocked_for_viewer
        and not record.is_unsent_image_by_messenger_kid_parent
    )


def _kind(record: Record, text: str, sent: tuple[Attachment, ...]) -> Kind:
    if record.is_unsent:
        return "unsent"
    if record.call_duration is not None or record.missed or record.type == "Call":
        return "call"
    if record.users or record.type in ("Subscribe", "Unsubscribe"):
        return "event"
    if record.share and any(_of_share(record.share)):
        return "share"
    if text:
        return "text" if sent else _kind_of_words(text)
    return "media" if sent else "empty"


def _kind_of_words(text: str) -> Kind:
    return "reaction" if text.startswith(("Li", "Re")) and _REACTION.fullmatch(text) else "text"


def _attachments(record: Record, folder: str, find: Find) -> Iterator[Attachment]:
    for name, kind in _FILES:
        for media in getattr(record, name) or ():
            yield attachment(repaired(media.uri or ""), kind, folder, find)
    if record.sticker:
        yield attachment(repaired(record.sticker.uri or ""), "sticker", folder, find)


def _reaction(reacted: Reacted) -> Reaction:
    return Reaction(repaired(reacted.actor or ""), repaired(reacted.reaction or ""))


def _more_marks(record: Record) -> tuple[Mark, ...]:
    taken_down = record.is_taken_down or record.is_unsent_image_by_messenger_kid_parent
    return ("taken-down",) if taken_down else ()


def _notes(record: Record) -> Iterator[str]:
    if record.missed:
        yield "missed call"
    elif record.call_duration is not None:
        yield f"call of {record.call_duration} seconds"
    if record.share:
        yield from _of_share(record.share)
    for user in record.users or ():
        yield f"about {repaired(user.name or '')}"
    if record.bumped_message_metadata and record.bumped_message_metadata.is_bumped:
        yield f"bumped: {repaired(record.bumped_message_metadata.bumped_message or '')}"
    if record.is_unsent_image_by_messenger_kid_parent:
        yield "a picture that a parent took back"
    if record.is_geoblocked_for_viewer:
        yield "not shown in the country of this export"
    if record.ip:
        yield f"sent from {record.ip}"


def _of_share(share: Share) -> Iterator[str]:
    labelled = (
        ("", share.link),
        ("", share.share_text),
        ("by ", share.original_content_owner),
        ("profile ", share.profile_share_username),
        ("named ", share.profile_share_name),
    )
    return (f"{label}{repaired(value)}" for label, value in labelled if value)

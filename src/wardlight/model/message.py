"""One thing that one side sent, as the export has it."""

from typing import Literal

from msgspec import Struct

from wardlight.model.instant import Instant
from wardlight.model.ref import Ref

Direction = Literal["owner", "other", "unknown", "conflicting"]

Kind = Literal[
    "text",  # words, with or without attachments
    "media",  # a picture, video, voice note, sticker, animation or file, and no words
    "share",  # a link or post passed on
    "call",
    "location",
    "contact-card",
    "poll",
    "reaction",  # a record whose only content is that someone reacted
    "event",  # what the app wrote: a name changed, someone joined, a setting turned on
    "unsent",  # taken back or deleted; the record remains
    "view-once",  # the app says there was something that could be seen once
    "empty",  # a record with nothing in it: unsupported, expired or deleted
]

Place = Literal[
    "inbox",
    "message-requests",
    "archived",
    "filtered",
    "broadcast",
    "end-to-end-encrypted",
    "unknown",
]

AttachmentKind = Literal[
    "photo", "video", "audio", "animation", "sticker", "file", "contact-card", "unknown"
]

Mark = Literal[
    "edited", "forwarded", "taken-down", "repaired-text", "doubtful-text", "doubtful-sender"
]


class Thread(Struct, frozen=True, eq=False):
    """One conversation. Shared by all its messages, so it is compared by identity.

    Attributes:
        id: The export's own id for it, or the member's path where it has none. A string, always.
        title: As the export names it.
        participants: Members as the export lists them, which may leave out those who left.
            Empty where the format does not list them.
        group: Whether more than two people can write in it.
        place: The folder that the app kept it in.
        platform: The app, as the reader names it.
        other: The display name of the one other side, where the format itself tells it.
    """

    id: str
    title: str
    participants: tuple[str, ...]
    group: bool
    place: Place
    platform: str
    other: str | None = None


class Attachment(Struct, frozen=True, gc=False):
    """Something that was sent with a message, by name only. Its bytes are never opened.

    Attributes:
        name: The name or path as the message has it; empty where only its kind is told.
        kind: What the export says it is.
        member: The member of the export that it points to; None where it is not there.
        size: That member's size in bytes, from the archive's index.
    """

    name: str
    kind: AttachmentKind
    member: str | None = None
    size: int | None = None


class Reaction(Struct, frozen=True, gc=False):
    """Somebody's reaction to a message."""

    actor: str
    value: str


class Message(Struct, frozen=True, gc=False):
    """One record of one thread.

    Not for: what could not be understood (that is a Notice), or what a message means.

    Attributes:
        ref: Where it stood.
        thread: The conversation.
        sender: Display name as written; None where the app itself speaks.
        instant: When.
        kind: What it is.
        text: The words, unchanged but for the repair that ``repaired-text`` marks. Never
            normalised: joiners, marks and bidi controls stay.
        attachments: By name only.
        reactions: Who reacted, and with what.
        direction: ``owner`` or ``other`` only where a field of the format says so.
        marks: What else the export says of it.
        note: The app's own words about it where they are not the sender's: a link and its title,
            a call's length, a place.
    """

    ref: Ref
    thread: Thread
    sender: str | None
    instant: Instant
    kind: Kind
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    direction: Direction = "unknown"
    marks: tuple[Mark, ...] = ()
    note: str = ""

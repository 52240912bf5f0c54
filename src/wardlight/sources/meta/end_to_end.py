"""One record of Messenger's end-to-end encrypted download: one flat ``NAME_N.json`` for each thread."""

from collections.abc import Iterator

from msgspec import Struct

from wardlight.model import Attachment, Message, Notice, Reaction, Ref, Source, Thread
from wardlight.model.message import Kind, Mark
from wardlight.sources.meta.attachments import Find, attachment, kind_by_name
from wardlight.sources.meta.decode import Shape
from wardlight.sources.meta.stream import Convert, instant_of
from wardlight.sources.meta.text import DOUBTFUL, repair, repaired


class _Part(Struct, omit_defaults=True, kw_only=True, gc=False, rename="camel"):
    """Every field is None where it is absent, and is left out when it is written back."""


class Media(_Part):
    """A file by its link, or what stands there where it could not be downloaded."""

    uri: str | None = None


class Reacted(_Part):
    """Somebody's reaction."""

    actor: str | None = None
    reaction: str | None = None
    timestamp: int | float | None = None


class Record(_Part):
    """One message as it is written."""

    sender_name: str | None = None
    text: str | None = None
    timestamp: int | float | None = None
    type: str | None = None
    is_unsent: bool | None = None
    is_taken_down: bool | None = None
    media: list[Media] | None = None
    reactions: list[Reacted] | None = None


class Header(_Part):
    """What a file says of its thread."""

    participants: list[str] | None = None
    thread_name: str | None = None


class _Whole(Header):
    messages: list[Record] | None = None


SHAPE = Shape(
    whole=_Whole,
    header=Header,
    record=Record,
    array="messages",
    essential=frozenset({"senderName", "text"}),
)


def stamp(record: Record) -> float | None:
    """When, in milliseconds."""
    return record.timestamp


def names_of(header: Header) -> tuple[str, ...]:
    """Display names of the members as the file lists them."""
    return tuple(repaired(each) for each in header.participants or () if each)


def converter(thread: Thread, source: Source, folder: str, find: Find) -> Convert:
    """From a record of this file to a message.

    Args:
        thread: The conversation that the file belongs to.
        source: The file.
        folder: Where it lies, which links are relative to.
        find: How they are looked up.
    """

    def convert(record: Record, index: int) -> Message | Notice:
        ref = Ref(source, f"/messages/{index}")
        if record.sender_name is None:
            return Notice("record-unread", ref, "it has no sender", 1)
        text, marks = _words(record.text or "")
        sent = tuple(_attachments(record, folder, find))
        return Message(
            ref,
            thread,
            repaired(record.sender_name),
            instant_of(record.timestamp),
            _kind(record, text, sent),
            text,
            sent,
            tuple(_reactions(record)),
            "unknown",
            (*marks, "taken-down") if record.is_taken_down else marks,
        )

    return convert


def _words(text: str) -> tuple[str, tuple[Mark, ...]]:
    """These files mostly hold clean text, so what is not damaged is not doubtful either."""
    words, marks = repair(text)
    return words, () if marks == DOUBTFUL else marks


def _kind(record: Record, text: str, sent: tuple[Attachment, ...]) -> Kind:
    written_as = (record.type or "").lower()
    if record.is_unsent:
        return "unsent"
    if "call" in written_as:
        return "call"
    if written_as == "placeholder":
        return "empty"
    if written_as in ("link", "share"):
        return "share"
    if text:
        return "text"
    return "media" if sent else "empty"


def _attachments(record: Record, folder: str, find: Find) -> Iterator[Attachment]:
    for media in record.media or ():
        link = repaired(media.uri or "")
        yield attachment(link, kind_by_name(link), folder, find)


def _reactions(record: Record) -> Iterator[Reaction]:
    for reacted in record.reactions or ():
        yield Reaction(repaired(reacted.actor or ""), repaired(reacted.reaction or ""))

"""The messages of chosen threads as records: one canonical line each, with the place it stood in the export."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

import msgspec
from msgspec import Struct

from wardlight.evidence.verify import canonical
from wardlight.findings import Assessment, ContactFinding, Part
from wardlight.findings.sides import actor_in
from wardlight.findings.watch import ThreadWatch
from wardlight.model import Attachment, Instant, Message
from wardlight.sources import Member

Side = Literal["contact", "child", "other", "app", "unknown"]
MemberAt = Callable[[str], Member | None]


class When(Struct, frozen=True, kw_only=True):
    """A time as it was written and as it is read.

    Attributes:
        written: Exactly what the file says.
        read: The same as a date and time on ``zone``'s clock; empty where it could not be read.
        zone: Whose clock; empty where nobody has said.
        zone_from: Who said so.
        precision: The smallest step that the file writes.
        doubt: What is not sure about it; empty where nothing is.
    """

    written: str
    read: str
    zone: str
    zone_from: str
    precision: str
    doubt: str


class Sent(Struct, frozen=True, kw_only=True):
    """Something sent with a message, by name only.

    Attributes:
        name: As the message has it.
        kind: What the export says it is.
        member: The member of the export that it points to; empty where it is not there.
        size: In bytes, from the archive's index; None where that does not say.
        crc32: From the archive's index; empty where that does not say.
    """

    name: str
    kind: str
    member: str
    size: int | None
    crc32: str


class Stood(Struct, frozen=True, kw_only=True):
    """Where a record stood in the export.

    Attributes:
        part: Which part of the export, counted from 1 in the order of the pack's statement.
        member: The file inside it.
        pointer: The place in that file: a JSON pointer, line range, block or row.
    """

    part: int
    member: str
    pointer: str


class Record(Struct, frozen=True, kw_only=True):
    """One message as the pack keeps it.

    Not for: what was seen in it (that is in the findings), or its media.

    Attributes:
        number: Its number in the pack, from 1.
        thread: Its conversation's number in the pack, from 1.
        message: Its number in the conversation as the findings count; None for what the app wrote.
        side: Whose it is.
        sender: The display name; None where the app speaks.
        at: When.
        kind: What it is.
        text: The words, unchanged.
        note: The app's own words about it.
        sent: What was sent with it, by name only.
        reactions: Who reacted and with what.
        marks: What else the export says of it.
        place: Where it stood; nowhere in a copy, which does not tell it.
    """

    number: int
    thread: int
    message: int | None
    side: Side
    sender: str | None
    at: When
    kind: str
    text: str
    note: str
    sent: tuple[Sent, ...]
    reactions: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    place: Stood = Stood(part=0, member="", pointer="")


def line_of(record: Record) -> bytes:
    """A record as its one canonical line."""
    return canonical(msgspec.to_builtins(record)) + b"\n"


def record_from(line: bytes) -> Record:
    """The other way."""
    return msgspec.convert(msgspec.json.decode(line), Record)


def records_of(
    read: Iterable[tuple[ThreadWatch, Message]],
    threads: Mapping[str, int],
    contacts: Iterable[str],
    parts: Iterable[Part],
    member_at: MemberAt,
) -> Iterator[Record]:
    """The messages of the chosen threads, in the order they are read; numbers are given when they are put together.

    Args:
        read: Every message of the export with its thread's watch, as one pass over it gives them.
        threads: The chosen threads' ids with their numbers in the pack.
        contacts: The display names that the pack is about.
        parts: The export's containers.
        member_at: A member of the export by its path, for what the index says of media.
    """
    names = frozenset(contacts)
    numbers = {part.sha256: number for number, part in enumerate(parts, 1)}
    for watch, message in read:
        thread = threads.get(watch.thread.id)
        if thread is not None:
            spoken = message.kind != "event" and message.sender is not None
            place = message.ref
            yield Record(
                number=0,
                thread=thread,
                message=watch.number if spoken else None,
                side=_side(watch, message, names),
                sender=message.sender,
                at=_when(message.instant),
                kind=message.kind,
                text=message.text,
                note=message.note,
                sent=tuple(_sent(each, member_at) for each in message.attachments),
                reactions=tuple((each.actor, each.value) for each in message.reactions),
                marks=message.marks,
                place=Stood(
                    part=numbers.get(place.source.container, 1),
                    member=place.source.member,
                    pointer=place.pointer,
                ),
            )


def threads_of(findings: Iterable[ContactFinding]) -> dict[str, int]:
    """Every conversation with these contacts, numbered from 1."""
    ids = dict.fromkeys(thread.id for finding in findings for thread in finding.threads)
    return {each: number for number, each in enumerate(ids, 1)}


def chosen_findings(assessment: Assessment, contacts: Iterable[str]) -> tuple[ContactFinding, ...]:
    """The findings of these contacts; without names, of all that need a look."""
    names = frozenset(contacts)
    if not names:
        return tuple(each for each in assessment.contacts if each.verdict == "needs-a-look")
    return tuple(each for each in assessment.contacts if each.contact in names)


def _side(watch: ThreadWatch, message: Message, contacts: frozenset[str]) -> Side:
    if message.sender is None or message.kind == "event":
        return "app"
    whose = actor_in(watch.thread, watch.sides, message)
    if whose == "child":
        return "child"
    if message.sender in contacts or (whose == "contact" and not watch.thread.group):
        return "contact"
    return "other" if watch.thread.group else "unknown"


def _when(instant: Instant) -> When:
    local, clock = instant.local, instant.clock
    step = "milliseconds" if clock.precision == "millisecond" else "seconds"
    return When(
        written=instant.raw,
        read=local.isoformat(timespec=step) if local else "",
        zone=clock.zone or "",
        zone_from=clock.known_from,
        precision=clock.precision,
        doubt=_doubt(instant),
    )


def _doubt(instant: Instant) -> str:
    if instant.local is None:
        return "it could not be read as a time"
    if instant.clock.zone is None:
        return "the phone's own clock; nobody has said in which zone"
    if instant.ambiguous:
        return "the clock showed this time twice, or never, that night"
    return ""


def _sent(attachment: Attachment, member_at: MemberAt) -> Sent:
    member = member_at(attachment.member) if attachment.member else None
    return Sent(
        name=attachment.name,
        kind=attachment.kind,
        member=attachment.member or "",
        size=attachment.size,
        crc32=(member.crc32 or "") if member else "",
    )

"""The second reading: each message line with what follows it, as a Message."""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from wardlight.model import Attachment, Clock, Instant, Message, Notice, Ref, Source, Thread
from wardlight.sources.export import Member
from wardlight.sources.whatsapp.body import (
    ODD_BEGINNING,
    ODD_BEGINNINGS,
    ODD_ENDINGS,
    app_line,
    body_of,
)
from wardlight.sources.whatsapp.header import ANY_LINE, LineForm
from wardlight.sources.whatsapp.lines import Entry
from wardlight.sources.whatsapp.senders import Senders, split
from wardlight.sources.whatsapp.sent import Body
from wardlight.sources.whatsapp.tables import MARKS
from wardlight.sources.whatsapp.timeline import Timeline

# As many places are named one by one; the rest are counted.
_NAMED_PLACES = 50


class Chat(Struct, frozen=True):
    """All that is known of one file before its messages are read.

    Attributes:
        source: The file.
        thread: The conversation that it is.
        form: How its message lines begin.
        senders: Who writes in it.
        timeline: What its dates and times mean.
        clock: Whose clock they are on.
        files: By name, what can have been sent in it.
        met: Counted while reading: ``attached``, ``missing`` and ``forged-looking``.
    """

    source: Source
    thread: Thread
    form: LineForm
    senders: Senders
    timeline: Timeline
    clock: Clock
    files: Mapping[str, Member]
    met: Counter[str]


def messages_of(entries: Iterator[Entry], chat: Chat) -> Iterator[Message | Notice]:
    """A Message for each entry, and a Notice for lines that belong to none."""
    source, thread, clock, form = chat.source, chat.thread, chat.clock, chat.form
    day_of, time_of = chat.timeline.days.get, chat.timeline.times.get
    plain_sender = chat.senders.plain.get
    opening, closing, crlf = form.opening, -form.closing, form.crlf
    odd_beginnings, odd_endings, size = ODD_BEGINNINGS, ODD_ENDINGS, ODD_BEGINNING
    for line, breaks, header, date, time, rest in entries:
        if not header:
            if rest:
                yield _before_all(source, breaks)
            continue
        day, clock_time = day_of(date), time_of(time)
        reading = None if day is None or clock_time is None else day + clock_time
        written = header.lstrip(MARKS) if header[0] in MARKS else header
        instant = Instant(written[opening:closing], reading, clock)
        text = rest[:-1] if crlf and rest[-1:] == "\r" else rest
        name, _, words = text.partition(": ")
        sender = plain_sender(name)
        if breaks or sender is None:
            yield _message(text, Ref(source, _lines(line, breaks)), instant, chat)
            yield from _forged_looking(rest, line, chat)
        elif words[-1:] in odd_endings or words[:size] in odd_beginnings or "\u200e" in words:
            yield _message(text, Ref(source, f"L{line}"), instant, chat)
        else:
            yield Message(Ref(source, f"L{line}"), thread, sender, instant, "text", words)


def _before_all(source: Source, lines: int) -> Notice:
    where = Ref(source, _lines(1, lines - 1))
    return Notice("record-unread", where, "lines before the first message", records=1)


def _lines(first: int, breaks: int) -> str:
    return f"L{first}-{first + breaks}" if breaks else f"L{first}"


def _message(text: str, where: Ref, instant: Instant, chat: Chat) -> Message:
    sender, words = split(text, chat.senders)
    body = (
        app_line(words) if sender is None else body_of(words, sender, opening=where.pointer == "L1")
    )
    return Message(
        where,
        chat.thread,
        None if body.kind == "event" else sender,
        instant,
        body.kind,
        body.text,
        _found(body, chat),
        marks=body.marks,
        note=body.note,
    )


def _found(body: Body, chat: Chat) -> tuple[Attachment, ...]:
    """The attachments with the members of the export that they point to."""
    found = []
    for attachment in body.attachments:
        member = chat.files.get(attachment.name) if attachment.name else None
        if attachment.name:
            chat.met["attached"] += 1
            chat.met["missing"] += member is None
        found.append(
            replace(attachment, member=member.path, size=member.size) if member else attachment
        )
    return tuple(found)


def _forged_looking(rest: str, line: int, chat: Chat) -> Iterator[Notice]:
    """A notice for each line inside a message that is shaped like a message line."""
    for found in ANY_LINE.finditer(rest):
        chat.met["forged-looking"] += 1
        if chat.met["forged-looking"] > _NAMED_PLACES:
            continue
        own = chat.form.split.match(rest, found.start())
        why = (
            "its time lies behind those around it, which go on without it"
            if own
            else "it is not in the form of this file's message lines"
        )
        place = line + rest.count("\n", 0, found.start()) + 1
        yield Notice("forged-looking-line", Ref(chat.source, f"L{place}"), why)


def unnamed_places(chat: Chat) -> int:
    """How many lines shaped like a message were counted but not given a notice each."""
    return max(0, chat.met["forged-looking"] - _NAMED_PLACES)

"""WhatsApp's "Export chat": a text file, alone or in a zip with what was sent.

A file is read twice, each time in blocks. The first reading finds how its lines begin, who writes
and how dates are to be read; the second gives the messages. Nothing in the file says whose export it
is, which zone its times are in, or that it was not edited.
"""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from wardlight.model import Clock, Notice, Ref, Source
from wardlight.sources.export import Export, Member
from wardlight.sources.reader import Item, MemberRead, Reader, ReadOptions, Verdict
from wardlight.sources.whatsapp import remarks
from wardlight.sources.whatsapp.chats import sent_files, thread_of, title_in, title_of
from wardlight.sources.whatsapp.header import LineForm, likeness, line_form
from wardlight.sources.whatsapp.lines import (
    Encoding,
    chunks_of,
    encoding_of,
    entries_of,
    other_encoding,
)
from wardlight.sources.whatsapp.messages import Chat, messages_of
from wardlight.sources.whatsapp.senders import senders_of
from wardlight.sources.whatsapp.survey import Survey, survey
from wardlight.sources.whatsapp.timeline import timeline

_HEAD = 1 << 16


class _FirstReading(Struct, frozen=True):
    """What the first reading of a file gave. ``damage`` says why it stopped early, if it did."""

    encoding: Encoding
    form: LineForm
    survey: Survey
    damage: str


class _NoChat(Struct, frozen=True):
    """A file in which no line begins as a message does."""

    lines: int
    damage: str


def recognise(export: Export) -> Verdict:
    """Whether a text file in it begins with lines that WhatsApp writes."""
    texts = _texts(export)
    if not texts:
        return Verdict(0.0, "there is no .txt file in it")
    likenesses = [likeness(_head_lines(export, member)) for member in texts]
    chats = sum(found >= 0.5 for found in likenesses)
    if chats:
        return Verdict(1.0, f"{chats} .txt file(s) begin with lines as WhatsApp exports them")
    if any(likenesses):
        return Verdict(0.5, "a few lines begin as WhatsApp exports them, but most do not")
    return Verdict(0.0, "no line begins like '01/02/2024, 10:00 - Name: text'")


def read(export: Export, options: ReadOptions) -> Iterator[Item]:
    """Each chat in turn: what to know of it, its messages, and its end."""
    texts = _texts(export)
    chats = [member for member in texts if _is_chat(export, member)]
    for member in chats or texts:
        yield from _chat(export, member, options)
    for member in texts if chats else []:
        if member not in chats:
            where = Ref(export.source(member), "")
            yield Notice("file-unread", where, "no line in it begins as a message does")


def _texts(export: Export) -> list[Member]:
    return [
        member
        for member in export.members
        if member.kind == "data" and member.name.lower().endswith(".txt")
    ]


def _is_chat(export: Export, member: Member) -> bool:
    """Whether a file is read as a chat: by its first lines, or because it is named as one."""
    if member.name == "_chat.txt" or title_in(member.name):
        return True
    return likeness(_head_lines(export, member)) >= 0.5


def _head_lines(export: Export, member: Member) -> list[str]:
    head = export.head(member, _HEAD)
    return head.decode(encoding_of(head).codec, "replace").split("\n")


def _chat(export: Export, member: Member, options: ReadOptions) -> Iterator[Item]:
    first = _first_reading(export, member)
    if isinstance(first, _NoChat):
        yield from _no_chat(export.source(member), first)
        return
    title = title_of(member)
    senders = senders_of(first.survey.heads, title)
    told = timeline(first.survey, senders, person=options.day_first)
    chat = Chat(
        export.source(member),
        thread_of(member, title, senders, of_groups=first.survey.of_groups),
        first.form,
        senders,
        told,
        _clock(first.form, options),
        sent_files(export, member),
        Counter(),
    )
    yield from remarks.before(chat, first.survey, first.encoding.notice)
    # A file that is written to meanwhile is found out by its digest: here it must only not raise.
    chunks = chunks_of(export, member, replace(first.encoding, errors="replace"), [])
    yield from messages_of(entries_of(chunks, first.form, told.folded), chat)
    yield from remarks.after(chat, first.damage)
    records = first.survey.messages - len(told.folded) + first.survey.lines_before
    yield MemberRead(chat.source, records, complete=not first.damage)


def _first_reading(export: Export, member: Member) -> _FirstReading | _NoChat:
    encoding = encoding_of(export.head(member, 4))
    try:
        return _surveyed(export, member, encoding)
    except UnicodeDecodeError:
        return _surveyed(export, member, other_encoding(export, member))


def _surveyed(export: Export, member: Member, encoding: Encoding) -> _FirstReading | _NoChat:
    damage: list[str] = []
    form = line_form(_head_lines(export, member))
    chunks = chunks_of(export, member, encoding, damage)
    if form is None:
        return _NoChat(sum(chunk.count("\n") + 1 for chunk in chunks), "".join(damage))
    return _FirstReading(encoding, form, survey(chunks, form), "".join(damage))


def _no_chat(source: Source, found: _NoChat) -> Iterator[Item]:
    if found.lines:
        where = Ref(source, f"L1-{found.lines}" if found.lines > 1 else "L1")
        yield Notice("record-unread", where, "no line begins as a message does", records=1)
    if found.damage:
        yield Notice("member-damaged", Ref(source, ""), found.damage)
    yield MemberRead(source, int(found.lines > 0), complete=not found.damage)


def _clock(form: LineForm, options: ReadOptions) -> Clock:
    zone = options.timezone
    return Clock(
        zone, "unknown" if zone is None else "person", "second" if form.seconds else "minute"
    )


READER = Reader(
    name="whatsapp_text",
    platform="WhatsApp",
    about="A chat exported from WhatsApp on Android or iPhone, as .txt or .zip, with or without media",
    tested=(
        "Android and iPhone exports, with and without media, 2018 to 2025",
        "the date and time forms of the languages WhatsApp can be set to",
        "the app's own words in English, Spanish, French, German, Portuguese, Italian, Dutch, Polish",
        "the app's words for what was left out or deleted in 18 more languages",
    ),
    owner_told_by="nothing in the file; a person says who the child is",
    zone="not told: times are what the exporting phone showed, to the minute or the second",
    absence=(
        "Messages that were set to disappear, or were deleted on the phone, are not in it.",
        "It holds about 40,000 messages without media and 10,000 with; the oldest are left out.",
        "It has no reactions, no replies and no read receipts.",
        "Without media, what was sent is listed by kind only.",
        "It is plain text that anybody can edit: a digest proves only what was handed over.",
    ),
    how_to_ask=(
        "In the chat: More (Android) or the contact's name (iPhone), then 'Export chat'. "
        "Choose 'Include media' where you can: nothing is opened, but names and sizes are listed."
    ),
    recognise=recognise,
    read=read,
)

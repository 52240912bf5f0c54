"""Instagram and Messenger exports in their HTML form: made for a person to look at.

It is what a family gets when nobody chose JSON. Times have no zone and go to the minute, classes change
without notice and fields are missing. So everything is found by how it stands on the page, and the
reader asks for the JSON form of the same export.
"""

import re
from collections.abc import Collection, Generator, Iterator, Sequence
from itertools import islice
from urllib.parse import unquote

from msgspec import Struct

from wardlight.model import (
    Account,
    Attachment,
    Clock,
    Instant,
    Message,
    Notice,
    Ref,
    Source,
    Thread,
)
from wardlight.model.instant import Precision
from wardlight.model.message import AttachmentKind, Kind, Mark
from wardlight.sources.export import Export, Member
from wardlight.sources.meta.attachments import Find, finder, is_remote, kind_by_name
from wardlight.sources.meta.layout import numbered
from wardlight.sources.meta.stream import DELETED
from wardlight.sources.pages.blocks import Block, Layout, layout_of, thread_of
from wardlight.sources.pages.body import Body, Sent, body_of, reaction_of
from wardlight.sources.pages.files import Pages, any_pages, app_of, known_pages
from wardlight.sources.pages.order import oldest_first
from wardlight.sources.pages.page import Page, parse, text_of
from wardlight.sources.pages.people import listed_people, owner_of
from wardlight.sources.pages.stamps import day_month_order, in_numbers_only, read_stamp
from wardlight.sources.reader import Item, MemberRead, Reader, ReadOptions, Verdict

_HEAD = 1 << 16
_LOOKED_INTO = 5

_EARLIEST = 1_072_915_200_000
_LATEST = 4_102_444_800_000
"""2004, when Facebook began, and 2100."""

_PROFILE = re.compile(r"(?:^|/)(?:personal_information|profile_information)\.html?$")
_FOLDER_KINDS: dict[str, AttachmentKind] = {
    "photos": "photo",
    "videos": "video",
    "audio": "audio",
    "gifs": "animation",
    "files": "file",
    "stickers_used": "sticker",
}
_ELEMENT_KINDS: dict[str, AttachmentKind] = {"img": "photo", "video": "video", "audio": "audio"}

_EDITED = " (edited)"
_REACTED = re.compile(r"Liked a message|Reacted [^\w\s]\S{0,15} to your message ?")
"""The app's English wording. In other languages it stays text."""

_OWN_CLOCK = "Instagram's pages may show a clock that is not the phone's"


class _Sheet(Struct, frozen=True):
    """One page, and what is needed to read its blocks."""

    source: Source
    layout: Layout
    language: str
    title: str
    find: Find
    zone: str | None
    day_first: bool | None
    cut: bool


def recognise(export: Export) -> Verdict:
    """Whether files are named as Meta names them, and the first bytes of a few of them."""
    known = known_pages(export)
    if not known:
        return _by_looks(export)
    first = known[0].members[0].path
    if any(numbered(export, "json")):
        return Verdict(0.3, f"the same messages are here as JSON, which says more than {first}")
    members = islice((member for pages in known for member in pages.members), _LOOKED_INTO)
    if any(_shows_messages(export, member) for member in members):
        count = sum(len(pages.members) for pages in known)
        return Verdict(1.0, f"{count} pages of messages such as {first}")
    return Verdict(0.5, f"{first} is named like a page of messages, but does not begin like one")


def read(export: Export, options: ReadOptions) -> Iterator[Item]:
    """Accounts, what has to be known about the whole, then thread by thread."""
    yield from _owner(export)
    every = known_pages(export) or any_pages(export)
    if every:
        first = Ref(export.source(every[0].members[0]), "")
        yield Notice("html-export", first)
        if options.timezone is None:
            whose = app_of(first.source.member)
            yield Notice("no-zone", first, _OWN_CLOCK if whose == "Instagram" else "")
    find = finder(export)
    for pages in every:
        yield from _pages_items(export, pages, find, options)


READER = Reader(
    name="meta_html",
    platform="Instagram or Messenger (HTML)",
    about="The HTML form of a download from Instagram or Facebook, pages of messages of all years.",
    tested=(
        "Instagram messages/ (2020 to 2023) and your_instagram_activity/ (2023 to 2026)",
        "Messenger messages/ (2018 to 2023)",
        "Messenger your_activity_across_facebook/ (2024) and your_facebook_activity/ (since 2025)",
        "Facebook html/messages.htm and messages/N.html (until 2017)",
    ),
    owner_told_by="the page of personal information, by its labels in about 35 languages",
    zone="None, and minutes only. Some pages show a clock of the app's own, so the hour may be wrong.",
    absence=(
        "Messages that were unsent are usually left out without a trace.",
        "Messenger's end-to-end encrypted chats come in a download of their own, as JSON.",
        "The HTML form leaves out fields that the JSON form has.",
    ),
    how_to_ask=(
        "Better ask for JSON: in Accounts Centre choose Your information and permissions, then "
        "Export your information, Messages, All time, format JSON."
    ),
    recognise=recognise,
    read=read,
)


# --- recognising -----------------------------------------------------------------------------


def _by_looks(export: Export) -> Verdict:
    pages = any_pages(export)
    for each in pages[:_LOOKED_INTO]:
        if _shows_messages(export, each.members[0]):
            path = each.members[0].path
            return Verdict(0.5, f"{path} is laid out like a page of messages, but stands by itself")
    if pages:
        return Verdict(0.0, "its HTML pages are not named message_1.html and show no messages")
    return Verdict(0.0, "no message_1.html and no html/messages.htm")


def _shows_messages(export: Export, member: Member) -> bool:
    root = parse(export.head(member, _HEAD), damaged=True).root
    return root is not None and any(block.readable for block in layout_of(root).blocks)


def _owner(export: Export) -> Iterator[Item]:
    for member in export.members:
        if member.kind != "data" or not _PROFILE.search(member.path):
            continue
        root = parse(export.read(member)[0]).root
        name, handle = owner_of(root) if root is not None else (None, None)
        if name or handle:
            source = export.source(member)
            yield Account("owner", name, handle, None, None, Ref(source, ""))
            yield MemberRead(source, 1)


# --- pages -----------------------------------------------------------------------------------


def _pages_items(export: Export, pages: Pages, find: Find, options: ReadOptions) -> Iterator[Item]:
    thread: Thread | None = None
    after: int | None = None
    for member in pages.members:
        raw, damage = export.read(member)
        page, source = parse(raw, damaged=bool(damage)), export.source(member)
        here = Ref(source, "")
        if damage:
            yield Notice("member-damaged", here, damage)
        yield from (Notice(kind, here, detail) for kind, detail in page.faults)
        sheet = _sheet(page, source, find, options)
        if not sheet.layout.blocks:
            yield Notice("file-unread", here, "no messages were found on the page")
        yield from _about_dates(sheet, options)
        if sheet.layout.before_2018:
            yield from _threads_before_2018(sheet, pages)
        elif sheet.layout.blocks:
            if thread is None:
                thread = _thread(sheet, pages)
                yield from _about_thread(thread, pages, here)
            after = yield from _in_order(sheet, sheet.layout.blocks, thread, after)
        complete = page.complete and bool(sheet.layout.blocks)
        yield MemberRead(source, len(sheet.layout.blocks), complete)


def _sheet(page: Page, source: Source, find: Find, options: ReadOptions) -> _Sheet:
    root, day_first = page.root, options.day_first
    layout = layout_of(root) if root is not None else Layout((), (), before_2018=False)
    titles = root.iter("title", "h1") if root is not None else iter(())
    if day_first is None and _in_numbers(layout):
        day_first = day_month_order(block.stamp for block in layout.blocks if block.stamp)
    return _Sheet(
        source,
        layout,
        (root.get("lang") or "") if root is not None else "",
        next((title for each in titles if (title := text_of(each).strip())), ""),
        find,
        options.timezone,
        day_first,
        cut=not page.complete,
    )


def _in_numbers(layout: Layout) -> bool:
    """All dates of a page are written one way, so the first one tells."""
    first = next((block.stamp for block in layout.blocks if block.stamp), None)
    return first is not None and in_numbers_only(first)


def _about_dates(sheet: _Sheet, options: ReadOptions) -> Iterator[Notice]:
    if options.day_first is None and _in_numbers(sheet.layout):
        told = "date-order-unknown" if sheet.day_first is None else "date-order-inferred"
        yield Notice(told, Ref(sheet.source, ""))


def _thread(sheet: _Sheet, pages: Pages) -> Thread:
    """As the page with the oldest messages has it, which is the first that is read."""
    wrote = {block.sender for block in sheet.layout.blocks if block.sender}
    listed = listed_people(sheet.layout.above, wrote)
    everyone = {*listed, *wrote}
    title = sheet.title or pages.key.rsplit("/", 1)[-1]
    return Thread(
        pages.key,
        title,
        listed,
        len(everyone) > 2,
        pages.place,
        app_of(sheet.source.member),
        title if len(everyone) <= 2 and title in everyone else None,
    )


def _about_thread(thread: Thread, pages: Pages, here: Ref) -> Iterator[Notice]:
    if pages.missing > 0:
        yield Notice("file-may-continue", here, f"{pages.missing} below the highest number")
    if len(set(thread.participants)) < len(thread.participants):
        yield Notice("same-name", here)


def _threads_before_2018(sheet: _Sheet, pages: Pages) -> Iterator[Item]:
    """One page holds all threads, and a long one in several places that are in no order."""
    threads: dict[str, list[Block]] = {}
    for block in sheet.layout.blocks:
        threads.setdefault((thread_of(block).text or "").strip(), []).append(block)
    for people, blocks in threads.items():
        listed = tuple(name.strip() for name in people.split(",") if name.strip())
        group = len({*listed, *(block.sender for block in blocks)}) > 2
        key = f"{pages.key}#{people}" if people else pages.key
        app = app_of(sheet.source.member)
        thread = Thread(key, people or sheet.title, listed, group, pages.place, app)
        yield from _in_order(sheet, blocks, thread)


# --- messages --------------------------------------------------------------------------------


def _in_order(
    sheet: _Sheet, blocks: Sequence[Block], thread: Thread, after: int | None = None
) -> Generator[Item, None, int | None]:
    """One thread's messages on one page, oldest first.

    Args:
        sheet: The page.
        blocks: Those of this thread.
        thread: The conversation.
        after: The last time on the page that precedes this one.

    Returns:
        The last time on this one.
    """
    names = {*thread.participants, *(block.sender for block in blocks)}
    items = [_item(block, sheet, thread, names) for block in blocks]
    messages = [item for item in items if isinstance(item, Message)]
    times = [item.instant.reading if isinstance(item, Message) else None for item in items]
    order, mended = oldest_first(times)
    known = [time for index in order if (time := times[index]) is not None]
    here = Ref(sheet.source, "")
    if mended:
        yield Notice("order-mended", here)
    if after is not None and known and known[0] < after:
        yield Notice("clock-backwards", here, "it begins before the end of the page before it")
    yield from _about(messages, sheet)
    yield from (items[index] for index in order)
    return known[-1] if known else after


def _item(block: Block, sheet: _Sheet, thread: Thread, names: Collection[str]) -> Message | Notice:
    ref = Ref(sheet.source, f"block {block.number}")
    if not block.readable or block.stamp is None:
        what = "it has no date" if block.stamp is None else "name and words cannot be told apart"
        return Notice("record-unread", ref, what, 1)
    body = body_of(block.body, block.loose)
    return Message(
        ref,
        thread,
        block.sender,
        _instant(block, sheet),
        _kind(body),
        body.text,
        tuple(_attachment(each, sheet) for each in body.sent),
        tuple(reaction_of(said, names) for said in body.reactions),
        marks=tuple(_marks(block, body)),
        note=body.note,
    )


def _instant(block: Block, sheet: _Sheet) -> Instant:
    """Where a page is cut, the last date may be: 4:31 of what was 4:31 pm. So it is not read."""
    written = block.stamp or ""
    last = sheet.cut and block.number == len(sheet.layout.blocks)
    stamp = read_stamp(written, language=sheet.language, day_first=sheet.day_first)
    if stamp is None or last:
        return Instant(written, None, _clock(sheet.zone, "unknown"))
    if stamp.utc:
        return Instant(written, stamp.reading, Clock("UTC", "export", stamp.precision))
    return Instant(written, stamp.reading, _clock(sheet.zone, stamp.precision))


def _clock(zone: str | None, precision: Precision) -> Clock:
    return Clock(zone, "unknown" if zone is None else "person", precision)


def _kind(body: Body) -> Kind:
    if body.links:
        return "share"
    if body.text.strip():
        return "reaction" if _REACTED.fullmatch(body.text) else "text"
    if body.sent:
        return "media"
    return "share" if body.note else "empty"


def _marks(block: Block, body: Body) -> Iterator[Mark]:
    if body.text.endswith(_EDITED):
        yield "edited"
    if not block.sender:
        yield "doubtful-sender"


def _attachment(sent: Sent, sheet: _Sheet) -> Attachment:
    kind = _attachment_kind(sent)
    if is_remote(sent.reference):
        return Attachment(sent.reference, kind)
    folder = sheet.source.member.rpartition("/")[0]
    member = sheet.find(sent.reference, folder) or sheet.find(unquote(sent.reference), folder)
    if member is None:
        return Attachment(sent.reference, kind)
    return Attachment(sent.reference, kind, member.path, member.size)


def _attachment_kind(sent: Sent) -> AttachmentKind:
    for step in reversed(sent.reference.split("/")[:-1]):
        if step in _FOLDER_KINDS:
            return _FOLDER_KINDS[step]
    by_name = kind_by_name(sent.reference)
    return by_name if by_name != "unknown" else _ELEMENT_KINDS.get(sent.element, "file")


def _about(messages: list[Message], sheet: _Sheet) -> Iterator[Notice]:
    """What has to be known about a page's messages, each thing once."""
    yield from _about_times(messages)
    yield from _about_senders(messages)
    sent = [
        each for message in messages for each in message.attachments if not is_remote(each.name)
    ]
    missing = sum(1 for each in sent if each.member is None)
    if missing:
        yield Notice("attachment-missing", Ref(sheet.source, ""), f"{missing} of {len(sent)} sent")


def _about_times(messages: list[Message]) -> Iterator[Notice]:
    unread, impossible = [], []
    for message in messages:
        reading = message.instant.reading
        if reading is None:
            unread.append(message.ref)
        elif not _EARLIEST <= reading < _LATEST:
            impossible.append(message.ref)
    if unread:
        yield Notice("time-unread", unread[0], f"{len(unread)} on the page")
    if impossible:
        yield Notice("time-impossible", impossible[0], f"{len(impossible)} on the page")


def _about_senders(messages: list[Message]) -> Iterator[Notice]:
    first = {message.sender: message for message in reversed(messages)}
    for sender, message in first.items():
        if sender in DELETED:
            yield Notice("deleted-account", message.ref)
    members = {*messages[0].thread.participants} if messages else set()
    known = members | DELETED
    unlisted = [sender for sender in first if sender not in known]
    # Instagram leaves the owner out of its list, so one name that is not on it says nothing.
    if members and len(unlisted) > 1:
        yield from (Notice("sender-not-listed", first[sender].ref) for sender in unlisted)

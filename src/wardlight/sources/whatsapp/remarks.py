"""What a person has to know about a file: its notices, before and after its messages."""

from collections.abc import Iterator
from datetime import UTC, datetime

from wardlight.model import Notice, Ref
from wardlight.sources.whatsapp.dates import DateOrder, day_of
from wardlight.sources.whatsapp.messages import Chat, unnamed_places
from wardlight.sources.whatsapp.survey import LONG_LINE, Survey

# The app's limits are about 40,000 messages without media and 10,000 with.
_NEAR_FULL = 39_000
_NEAR_FULL_WITH_MEDIA = range(9_900, 10_101)

_INFERRED = {
    "succession": "in that order dates never go back, in the other they do",
    "file-names": "the names of attached files hold the day that they came on",
    "dots": "no language writes the month first with dots between",
}


def before(chat: Chat, survey: Survey, encoding: str) -> Iterator[Notice]:
    """What is known before the first message."""
    told = chat.timeline
    kept = survey.messages - len(told.folded)
    rows = (
        ("not-utf8", bool(encoding), encoding),
        ("nul-bytes", survey.nuls, f"{survey.nuls} of them"),
        ("line-too-long", survey.long_lines, f"{survey.long_lines} above {LONG_LINE} characters"),
        ("time-unread", told.unread, f"{told.unread} messages"),
        ("time-impossible", told.impossible, f"{told.impossible} messages"),
        ("clock-backwards", told.backwards, f"{told.backwards} of {kept} messages"),
        ("near-cap", _is_near_cap(chat, kept), f"{kept} messages"),
        ("no-zone", chat.clock.zone is None and kept > 0, ""),
    )
    yield from _date_order(chat)
    for kind, holds, detail in rows:
        if holds:
            yield _of_file(chat, kind, detail)


def after(chat: Chat, damage: str) -> Iterator[Notice]:
    """What is known after the last message."""
    if more := unnamed_places(chat):
        yield _of_file(chat, "forged-looking-line", f"and {more} more such lines")
    if missing := chat.met["missing"]:
        named = chat.met["attached"]
        yield _of_file(chat, "attachment-missing", f"{missing} of {named} files that are named")
    if damage:
        yield _of_file(chat, "member-damaged", damage)


def _of_file(chat: Chat, kind: str, detail: str) -> Notice:
    return Notice(kind, Ref(chat.source, ""), detail)


def _is_near_cap(chat: Chat, messages: int) -> bool:
    if any(member.kind == "media" for member in chat.files.values()):
        return messages in _NEAR_FULL_WITH_MEDIA
    return messages >= _NEAR_FULL


def _date_order(chat: Chat) -> Iterator[Notice]:
    told = chat.timeline
    order = told.order
    if told.two_ways:
        yield _of_file(chat, "date-order-unknown", _both_readings(told.two_ways))
    elif told.undecided:
        why = f"; {order.against}" if order.against else ""
        yield _of_file(
            chat, "date-order-unknown", f"{told.undecided} messages are without a date{why}"
        )
    elif order.told_by in _INFERRED:
        first = "day" if order.day_first else "month"
        why = f"; {order.against}" if order.against else ""
        yield _of_file(
            chat, "date-order-inferred", f"{first} first: {_INFERRED[order.told_by]}{why}"
        )
    elif order.against:
        kind = "date-order-inferred" if order.told_by == "field" else "date-order-unknown"
        yield _of_file(chat, kind, order.against)


def _both_readings(date: str) -> str:
    shown, other = (_in_words(date, day_first=first) for first in (True, False))
    return (
        f"all messages are of one date, {date}: shown as {shown}, it may be {other}; "
        "times of day and minutes between messages are right"
    )


def _in_words(date: str, *, day_first: bool) -> str:
    day = datetime.fromtimestamp((day_of(date, DateOrder(day_first, "nothing")) or 0) / 1000, UTC)
    return f"{day.day} {day:%B %Y}"

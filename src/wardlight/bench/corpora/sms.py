"""One-sided messages: the NUS SMS corpus as its official XML (Chen and Kan 2013), or as JSON lines.

What donors sent, without the answers. A chat here is what one sender wrote to one recipient; where the recipient is not
known those messages are one chat. ``streams`` puts all that one sender wrote in one chat, whoever it went to.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from lxml import etree
from msgspec import Struct

from wardlight.bench.chats import Chat, Corpus, Line
from wardlight.bench.corpora.clocks import moment
from wardlight.bench.corpora.digests import digest_of
from wardlight.bench.corpora.xml import elements, inner, line_of

_UNKNOWN = "unknown"
_SENDERS = ("source/userProfile/userID", "source/srcNumber", "source/srcID")
_RECIPIENTS = ("destination/destNumber", "destination/destID")


class _Sent(Struct, frozen=True):
    sender: str
    text: str
    recipient: str = _UNKNOWN
    time: str | float | None = None
    language: str = ""


def read_xml(path: Path) -> Corpus:
    """The official file. A message without a sender or a text is bad, by the line it stands on."""
    sent, bad = [], []
    for message in elements(path, "message"):
        each = _sent(message)
        if each is None:
            bad.append(line_of(message))
        else:
            sent.append(each)
    return Corpus(path, "nus", digest_of(path), _chats(sent), tuple(bad))


def _sent(message: etree._Element) -> _Sent | None:
    sender, text = _told(message, _SENDERS), inner(message, "text")
    if text is None or not sender:
        return None
    about = message.find("messageProfile")
    time, language = (
        ("", "") if about is None else (about.get("time") or "", about.get("language") or "")
    )
    return _Sent(sender, text, _told(message, _RECIPIENTS) or _UNKNOWN, time, language)


def _told(message: etree._Element, paths: Iterable[str]) -> str:
    return next((each.strip() for path in paths if (each := inner(message, path))), "")


def read_lines(path: Path) -> Corpus:
    """JSON lines with ``sender``, ``recipient``, ``time`` and ``text``; others are read past."""
    decode = msgspec.json.Decoder(_Sent).decode
    sent, bad = [], []
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                sent.append(decode(line))
            except (msgspec.DecodeError, UnicodeDecodeError):
                bad.append(number)
    return Corpus(path, "sms-lines", digest_of(path), _chats(sent), tuple(bad))


def _chats(sent: Iterable[_Sent]) -> tuple[Chat, ...]:
    threads: dict[tuple[str, str], list[_Sent]] = {}
    for each in sent:
        threads.setdefault((each.sender, each.recipient), []).append(each)
    return tuple(_chat(f"{pair[0]} {pair[1]}", lines) for pair, lines in threads.items())


def _chat(name: str, sent: list[_Sent]) -> Chat:
    lines = [Line(each.sender, each.text, moment(each.time)) for each in sent]
    return Chat(name, in_order(lines), language=sent[0].language)


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """By time where every line has one, else as they stood."""
    held = tuple(lines)
    if any(line.at is None for line in held):
        return held
    return tuple(sorted(held, key=lambda line: line.at or 0))


def streams(chats: Iterable[Chat]) -> tuple[Chat, ...]:
    """All that each sender wrote, as one chat each."""
    by_sender: dict[str, list[Chat]] = {}
    for chat in chats:
        by_sender.setdefault(chat.lines[0].author, []).append(chat)
    return tuple(
        Chat(
            sender,
            in_order(line for chat in held for line in chat.lines),
            language=held[0].language,
        )
        for sender, held in by_sender.items()
    )

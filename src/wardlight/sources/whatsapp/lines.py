"""A chat file as text, in blocks of whole lines, and those as records.

Lines end at U+000A only: a message may hold U+2028, U+0085 and the like. A file is never held whole;
what is held is one block, or one message where that is longer.
"""

import codecs
from collections import deque
from collections.abc import Callable, Collection, Iterator
from itertools import count
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from wardlight.sources.export import Export, Member, MemberDamaged
from wardlight.sources.whatsapp.header import LineForm

_BLOCK = 1 << 18

# (first line, line breaks in it, header, date, time, the rest). A header is empty where lines stand
# before the first one.
Entry = tuple[int, int, str, str, str, str]


class Encoding(Struct, frozen=True):
    """How a file's bytes are read as text.

    Attributes:
        codec: Python's name for it.
        errors: ``strict``, or ``replace`` where a few bytes fit nothing.
        notice: What a person should know of it; empty for UTF-8 as the app writes it.
    """

    codec: str
    errors: str = "strict"
    notice: str = ""


UTF8 = Encoding("utf-8-sig")


def encoding_of(head: bytes) -> Encoding:
    """The encoding that a file begins in: UTF-16 where it says so, else UTF-8 until it is not."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Encoding("utf-16", "replace", "UTF-16, as another program saves it")
    return UTF8


def other_encoding(export: Export, member: Member) -> Encoding:
    """How to read a file that is not UTF-8 throughout.

    Where most of what is not ASCII does fit UTF-8, it is UTF-8 with damage. Otherwise it is the old
    Windows encoding, and where even that has no letter for a byte, Latin-1.
    """
    mended = Encoding("utf-8-sig", "replace")
    kept = broken = 0
    for text in chunks_of(export, member, mended, []):
        lost = text.count("\ufffd")
        kept += sum(not letter.isascii() for letter in text) - lost
        broken += lost
    if broken <= kept:
        return replace(mended, notice=f"UTF-8, with {broken} broken places")
    windows = Encoding("cp1252", notice="read as Windows-1252")
    try:
        deque(chunks_of(export, member, windows, []), maxlen=0)
    except UnicodeDecodeError:
        return Encoding("latin-1", notice="read as Latin-1")
    return windows


def chunks_of(
    export: Export, member: Member, encoding: Encoding, damage: list[str]
) -> Iterator[str]:
    """The file in blocks of whole lines, each without its last line break.

    What stopped the reading early is appended to ``damage``.

    Raises:
        UnicodeDecodeError: Only where ``encoding`` is strict.
    """
    decoder = codecs.getincrementaldecoder(encoding.codec)(encoding.errors)
    begun: list[str] = []
    for block in _blocks(export, member, damage):
        text = decoder.decode(block)
        end = text.rfind("\n")
        if end < 0:
            begun.append(text)
            continue
        yield "".join([*begun, text[:end]])
        begun = [text[end + 1 :]]
    begun.append(decoder.decode(b"", final=not damage))
    if last := "".join(begun):
        yield last


def _blocks(export: Export, member: Member, damage: list[str]) -> Iterator[bytes]:
    try:
        with export.open(member) as stream:
            read = cast("Callable[[int], bytes]", stream.read1)  # type: ignore[attr-defined]
            while block := read(_BLOCK):
                yield block
    except MemberDamaged as error:
        damage.append(str(error))


def entries_of(
    chunks: Iterator[str], form: LineForm, folded: Collection[int] = ()
) -> Iterator[Entry]:
    """Each message line with the lines that follow it. ``folded`` headers (by number) are body."""
    line, header, date, time, rest = 0, "", "", "", ""
    number = count()
    for chunk in chunks:
        parts = form.split.split("\n" + chunk)
        rest += parts[0]
        for following in zip(
            parts[1::4],
            parts[form.date_at :: 4],
            parts[form.time_at :: 4],
            parts[4::4],
            strict=True,
        ):
            if folded and next(number) in folded:
                rest += "\n" + following[0] + following[3]
                continue
            breaks = rest.count("\n")
            yield line, breaks, header, date, time, rest
            line += breaks + 1
            header, date, time, rest = following
    yield line, rest.count("\n"), header, date, time, rest

"""Chats as JSON lines: one message a line, with ``chat``, ``n``, ``author``, ``role``, ``time``, ``text``, ``label``.

``role`` is child, other or null; ``time`` a time or null; ``label`` (of the chat) concern, benign or null. ``language``,
``register``, ``fold``, ``pictures``, ``child_age`` and ``contact_age`` are read where they stand. The lines of a chat need not stand together: ``n``
gives their order.
"""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from wardlight.bench.chats import Chat, Label, Line, Role
from wardlight.bench.chats import Corpus as Read
from wardlight.bench.corpora.clocks import moment
from wardlight.bench.corpora.digests import digest_of


class _Row(Struct, frozen=True):
    chat: str | int
    author: str | int
    text: str | None
    n: int | None = None
    role: Role | None = None
    time: str | float | None = None
    label: Label | None = None
    language: str | None = None
    register: str | None = None
    fold: str | int | None = None
    pictures: int = 0
    child_age: int | None = None
    contact_age: int | None = None


def read(path: Path) -> Read:
    """All chats of the file. A line that does not fit is counted as bad, by its number."""
    decode = msgspec.json.Decoder(_Row).decode
    held: dict[str, list[tuple[int, _Row]]] = {}
    bad = []
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = decode(line.removeprefix(b"\xef\xbb\xbf"))
            except (msgspec.DecodeError, UnicodeDecodeError):
                bad.append(number)
                continue
            held.setdefault(str(row.chat), []).append((number if row.n is None else row.n, row))
    chats = tuple(_chat(name, rows) for name, rows in held.items())
    return Read(path, "json-lines", digest_of(path), chats, tuple(bad))


def _chat(name: str, numbered: list[tuple[int, _Row]]) -> Chat:
    rows = [row for _, row in sorted(numbered, key=lambda each: each[0])]
    return Chat(
        name,
        tuple(_line(row) for row in rows),
        label=_first(rows, "label"),
        language=str(_first(rows, "language") or ""),
        register=str(_first(rows, "register") or ""),
        fold=str(_first(rows, "fold") or ""),
    )


def _line(row: _Row) -> Line:
    name = "" if row.n is None else str(row.n)
    return Line(
        str(row.author),
        row.text or "",
        moment(row.time),
        row.role,
        max(0, row.pictures),
        name,
        row.child_age or 0,
        row.contact_age or 0,
    )


def _first(rows: list[_Row], field: str) -> Any:
    """What the first line that says it says of the chat."""
    return next((each for row in rows if (each := getattr(row, field)) is not None), None)

"""The custody log: who did what with a pack, when, on which clock. Each entry holds the digest of the one before it.

Not for: showing who somebody is. A name in it is what a person typed.

Source: the fields that NIST's chain-of-custody form and UK practice ask for of each hand-over.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from wardlight.errors import CustodyBroken
from wardlight.evidence.statement import canonical_bytes
from wardlight.evidence.whole_file import write_whole
from wardlight.report import visible

What = Literal[
    "opened", "assessed", "packed", "stamped", "handed-over", "copied", "revealed", "rebuilt"
]
FIRST = "0" * 64
CLOCK = "this computer's own clock, not checked against another"


class Entry(Struct, frozen=True, kw_only=True):
    """One step.

    Attributes:
        number: From 1.
        what: Which step.
        at: When, in UTC, on ``clock``.
        utc_offset: What the computer adds for its local time, in minutes.
        clock: Where that time is from.
        by: The program and its version.
        details: What else belongs to this step, such as to whom and why.
        previous: SHA-256 of the canonical line before this one.
    """

    number: int
    what: What
    at: str
    utc_offset: int
    clock: str
    by: str
    details: dict[str, str]
    previous: str


def add(log: bytes, what: What, details: dict[str, str], *, now: datetime, by: str) -> bytes:
    """The log with one more entry.

    Raises:
        CustodyBroken: An entry before it was changed.
    """
    entries = entries_of(log)
    last = log.splitlines(keepends=True)[-1] if log else b""
    entry = Entry(
        number=len(entries) + 1,
        what=what,
        at=utc_text(now),
        utc_offset=offset_of(now),
        clock=CLOCK,
        by=by,
        details=details,
        previous=hashlib.sha256(last).hexdigest() if last else FIRST,
    )
    return log + canonical_bytes(entry)


def entries_of(log: bytes) -> list[Entry]:
    """The entries, once the chain holds.

    Raises:
        CustodyBroken: It does not.
    """
    entries: list[Entry] = []
    previous = FIRST
    for number, line in enumerate(log.splitlines(keepends=True), 1):
        try:
            entry = msgspec.json.decode(line, type=Entry)
        except (msgspec.DecodeError, UnicodeDecodeError) as e:
            raise _broken(number) from e
        if (entry.number, entry.previous) != (number, previous) or canonical_bytes(entry) != line:
            raise _broken(number)
        entries.append(entry)
        previous = hashlib.sha256(line).hexdigest()
    return entries


def beside(pack: Path) -> Path:
    """Where the log of a pack goes on after it was sealed: beside it."""
    return pack.with_name(pack.name + ".custody.jsonl")


def go_on(
    pack: Path, sealed_log: bytes, what: What, details: dict[str, str], *, now: datetime, by: str
) -> Path:
    """One more entry in the log beside a pack; the first time it starts with what the pack holds.

    Raises:
        CustodyBroken: The log beside it does not begin with the pack's, or was changed.
        PackUnwritable: It cannot be written.
    """
    log = whole_log(pack, sealed_log)
    return write_whole(beside(pack), add(log, what, details, now=now, by=by))


def whole_log(pack: Path, sealed_log: bytes) -> bytes:
    """What the pack holds and what was added beside it since.

    Raises:
        CustodyBroken: The log beside it does not begin with the pack's, or was changed.
    """
    path = beside(pack)
    log = path.read_bytes() if path.exists() else sealed_log
    if not log.startswith(sealed_log):
        raise CustodyBroken("The log beside the pack is not this pack's.", where=str(path))
    entries_of(log)
    return log


def form(entries: Iterable[Entry]) -> str:
    """The log as a form to print: one block a step, with room for signatures at each hand-over."""
    blocks = []
    for each in entries:
        rows = [
            f"{each.number}. {each.what}",
            f"   When: {_shown(each)}",
            f"   By: {each.by}",
            *(
                f"   {visible(name)}: {visible(each.details[name])}"
                for name in sorted(each.details)
            ),
        ]
        if each.what == "handed-over":
            rows += [
                "   Signed, giving: ____________________   Signed, taking: ____________________"
            ]
        blocks.append("\n".join(rows))
    return "\n\n".join(blocks) + "\n"


def _shown(entry: Entry) -> str:
    at = entry.at.replace("T", " ").replace("Z", " UTC")
    return f"{at} ({entry.clock}; local time is UTC{entry.utc_offset / 60:+g} h)"


def utc_text(now: datetime) -> str:
    """A time in UTC to the second."""
    offset = now.utcoffset()
    assert offset is not None
    return (now - offset).strftime("%Y-%m-%dT%H:%M:%SZ")


def offset_of(now: datetime) -> int:
    """Minutes that local time is ahead of UTC."""
    offset = now.utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)


def _broken(number: int) -> CustodyBroken:
    return CustodyBroken("The custody log was changed.", where=f"entry {number}")

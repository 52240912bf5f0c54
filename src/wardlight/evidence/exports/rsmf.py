"""The messages as RSMF 2.0, which e-discovery review platforms take: https://help.relativity.com (short messages).

A mail message (RFC 5322) with one attachment, ``rsmf.zip``, that holds ``rsmf_manifest.json``. No media is in it.
"""

import base64
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from wardlight.evidence.records import Record
from wardlight.evidence.story import Story
from wardlight.evidence.verify import canonical, entry_for
from wardlight.report import visible_name

MOST_EVENTS = 10_000
"""More in one file is advised against; the rest is said to be in messages.jsonl."""

_LINE = 57
_BOUNDARY = "wardlight-rsmf"


def write(story: Story, path: Path) -> None:
    """``thread.rsmf``."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(entry_for("rsmf_manifest.json"), canonical(manifest(story)))
    with path.open("wb") as file:
        file.write(_head(story))
        _write_base64(file, packed.getvalue())
        file.write(f"\r\n--{_BOUNDARY}--\r\n".encode())


def manifest(story: Story) -> dict[str, Any]:
    """``rsmf_manifest.json``: who, which conversations, and the messages as events."""
    people: dict[str, None] = {}
    spoke: dict[int, dict[str, None]] = {}
    events: list[dict[str, Any]] = []
    for record in story.records():
        if len(events) == MOST_EVENTS:
            break
        if record.sender is not None:
            people.setdefault(record.sender)
            spoke.setdefault(record.thread, {}).setdefault(record.sender)
        events.append(dict(_event(record)))
    ids = {name: f"p{number}" for number, name in enumerate(people, 1)}
    for event in events:
        if "participant" in event:
            event["participant"] = ids[event["participant"]]
    return {
        "version": "2.0.0",
        "participants": [{"id": each, "display": visible_name(name)} for name, each in ids.items()],
        "conversations": [
            {
                "id": f"c{thread.number}",
                "display": visible_name(thread.title),
                "platform": story.statement.platform.lower(),
                "type": "channel" if thread.group else "direct",
                "participants": [ids[each] for each in spoke.get(thread.number, {})],
            }
            for thread in story.statement.threads
        ],
        "events": events,
    }


def _event(record: Record) -> Iterator[tuple[str, Any]]:
    yield "id", f"m{record.number}"
    yield "type", "message" if record.sender is not None else "unknown"
    yield "conversation", f"c{record.thread}"
    yield "body", record.text or record.note
    if record.sender is not None:
        yield "participant", record.sender
    if record.at.read and record.at.zone == "UTC":
        yield "timestamp", f"{record.at.read}Z"
    yield "custom", [{"name": name, "value": value} for name, value in _more(record)]


def _more(record: Record) -> Iterator[tuple[str, str]]:
    """What the format has no field for, or would take for a file inside it."""
    yield "Time as written", record.at.written
    yield "Clock", record.at.zone or "not known"
    for each in record.sent:
        yield "Sent with it, by name only", each.name or each.kind


def _head(story: Story) -> bytes:
    statement = story.statement
    held = min(statement.messages, MOST_EVENTS)
    rest = statement.messages - held
    more = f" {rest} more are in messages.jsonl." if rest else ""
    lines = (
        "X-RSMF-Version: 2.0.0",
        f"X-RSMF-Generator: wardlight {statement.wardlight}",
        f"X-RSMF-EventCount: {held}",
        f"Subject: Messages, pack {statement.pack}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}"',
        "",
        f"--{_BOUNDARY}",
        "Content-Type: text/plain; charset=utf-8",
        "",
        f"{held} messages.{more} No picture or video is in here.",
        f"--{_BOUNDARY}",
        "Content-Type: application/zip",
        'Content-Disposition: attachment; filename="rsmf.zip"',
        "Content-Transfer-Encoding: base64",
        "",
        "",
    )
    return "\r\n".join(lines).encode()


def _write_base64(file: IO[bytes], content: bytes) -> None:
    for at in range(0, len(content), _LINE):
        file.write(base64.b64encode(content[at : at + _LINE]) + b"\r\n")

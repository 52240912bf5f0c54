"""Messages, chronology and media as tables that no spreadsheet takes for formulas or links.

A cell that begins like a formula gets an apostrophe before it, and every cell is quoted (OWASP, CSV injection).
The text as it was written is in ``messages.jsonl``.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from wardlight.evidence.records import Record
from wardlight.evidence.story import Story
from wardlight.report import visible, visible_name
from wardlight.report.wording import act

MESSAGE_COLUMNS = (
    "No.",
    "Conversation",
    "Time as written",
    "Time as understood",
    "Clock",
    "Doubt about the time",
    "Whose",
    "Sender",
    "Kind",
    "Words",
    "Sent with it, by name",
    "Reactions",
    "What was seen",
    "File in the export",
    "Place in that file",
)
CHRONOLOGY_COLUMNS = (
    "No.",
    "Event date and time",
    "Recorded date and time",
    "Source",
    "Fact, with exact words in quotes",
    "Professional opinion, with its basis",
    "Action",
    "Decision and reason",
    "By whom",
    "Agency told, reference",
    "Outcome",
    "Follow-up due",
    "Visible to",
)
MEDIA_COLUMNS = (
    "Message",
    "Name as written",
    "Kind",
    "File in the export",
    "Size in bytes",
    "CRC-32 from the archive",
    "MD5",
    "SHA-1",
    "SHA-256",
)
WHOSE = {
    "contact": "the contact",
    "child": "the child",
    "other": "somebody else in the group",
    "app": "the app",
    "unknown": "not told",
}

HIDDEN = "hidden in this copy"

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def harmless(value: object) -> str:
    """A cell's text with nothing unseen in it, which no spreadsheet runs."""
    text = visible(str(value), lines=True)
    return f"'{text}" if text.lstrip(" \u00a0\u3000").startswith(_FORMULA) else text


def write_messages(story: Story, path: Path) -> None:
    """``messages.csv``."""
    _write(path, MESSAGE_COLUMNS, message_rows(story))


def write_chronology(story: Story, path: Path) -> None:
    """``chronology.csv``: what was seen, in a school's columns. What a person has to add is left empty."""
    _write(path, CHRONOLOGY_COLUMNS, _chronology_rows(story))


def write_media(story: Story, path: Path) -> None:
    """``media-listing.csv``: names, sizes and the archive's own check sums. No file is in the pack."""
    _write(path, MEDIA_COLUMNS, _media_rows(story))


def message_rows(story: Story) -> Iterator[Sequence[object]]:
    """One row for each message."""
    for record in story.rows():
        if isinstance(record, int):
            yield (record, *[""] * 7, "hidden", HIDDEN, *[""] * 5)
            continue
        at, place = record.at, record.place
        yield (
            record.number,
            record.thread,
            at.written,
            at.read.replace("T", " "),
            at.zone or "not known",
            at.doubt,
            WHOSE[record.side],
            sender_words(record),
            record.kind,
            record.text or record.note,
            "; ".join(each.name or each.kind for each in record.sent),
            "; ".join(f"{actor}: {value}" for actor, value in record.reactions),
            acts_words(story, record),
            place.member,
            place.pointer,
        )


def sender_words(record: Record) -> str:
    """Who, in a form that can be told from others."""
    return visible_name(record.sender) if record.sender is not None else "(the app)"


def acts_words(story: Story, record: Record) -> str:
    """What was seen in one message."""
    seen = story.acts.get(record.number, ())
    words = dict.fromkeys(f"the {each.actor} {act(each.behaviour)}" for each in seen)
    if record.number in story.warned:
        words["the warning is fixed here"] = None
    return "; ".join(words)


def _chronology_rows(story: Story) -> Iterator[Sequence[object]]:
    """One row for each message in which something was seen or the child sent something."""
    sealing = story.statement.sealing
    source = f"{story.statement.platform} export, message"
    number = 0
    for record in story.records():
        pictures = record.side == "child" and bool(record.sent)
        if record.number not in story.acts and record.number not in story.warned and not pictures:
            continue
        number += 1
        said = f" “{record.text}”" if record.text else ""
        fact = acts_words(story, record) or "the child sent a file, by name only; it was not opened"
        when = f"{record.at.read.replace('T', ' ')} {record.at.zone or '(zone not known)'}"
        recorded = sealing.made.replace("T", " ").replace("Z", " UTC")
        row = (number, when, recorded, f"{source} {record.number}", f"{fact}.{said}")
        yield (*row, "", "", "", f"wardlight {story.statement.wardlight}", "", "", "", "")


def _media_rows(story: Story) -> Iterator[Sequence[object]]:
    digests = digests_of(story)
    for record in story.records():
        for each in record.sent:
            size = "" if each.size is None else each.size
            hashed = digests.get(each.member, {})
            found = (hashed.get(name, "") for name in ("md5", "sha1", "sha256"))
            yield (record.number, each.name, each.kind, each.member, size, each.crc32, *found)


def digests_of(story: Story) -> dict[str, dict[str, str]]:
    """Digests of media by member; empty where nobody with authority asked for them."""
    path = story.folder / "media-digests.json"
    if not path.exists():
        return {}
    return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, str]])


def _write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    # The mark at the start tells spreadsheets that it is UTF-8.
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(columns)
        writer.writerows([harmless(each) for each in row] for row in rows)

"""What the readable report says, as values: the HTML page and the PDF are two forms of the same."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from wardlight import words
from wardlight.evidence.exports.tables import HIDDEN, WHOSE, sender_words
from wardlight.evidence.records import Record
from wardlight.evidence.seal import spoken
from wardlight.evidence.statement import Statement
from wardlight.evidence.story import Act, Story
from wardlight.findings import ContactFinding
from wardlight.report import visible, visible_name
from wardlight.report.timeline import Timeline, timeline
from wardlight.report.wording import (
    account_name,
    account_words,
    act,
    counted,
    first_time,
    how_often,
    kind,
    looked_for_words,
    owner_words,
    warning_words,
)

WORDS_HIDDEN: Final = "(words hidden in this reading copy)"
ACTS_LISTED: Final = 2_000
MISSING_NAME: Final = "not told in this copy"


class Fact(Struct, frozen=True):
    """A label and what stands beside it."""

    label: str
    value: str


class ActRow(Struct, frozen=True, kw_only=True):
    """A message in which something was seen: what each side did."""

    number: int
    at: str
    contact: tuple[str, ...]
    child: tuple[str, ...]
    warned: bool


class MessageRow(Struct, frozen=True, kw_only=True):
    """A message, made fit to be looked at."""

    number: int
    thread: int
    written: str
    at: str
    doubt: str
    side: str
    sender: str
    words: str
    sent: tuple[str, ...]
    seen: tuple[str, ...]
    warned: bool
    hidden: bool


class About(Struct, frozen=True, kw_only=True):
    """One contact on the page."""

    name: str
    verdict: str
    sentence: str
    facts: tuple[Fact, ...]
    accounts: tuple[Fact, ...]
    why: tuple[tuple[str, str, str], ...]
    score: int
    pictures: tuple[Timeline, ...]


def made_from(story: Story) -> tuple[Fact, ...]:
    """What the pack is and what it was made from."""
    statement = story.statement
    sealing = statement.sealing
    facts = [
        Fact("Pack", statement.pack),
        Fact("About", "; ".join(map(visible_name, statement.contacts)) or MISSING_NAME),
        Fact("The child's account", owner_words(statement.child)),
        Fact("App", statement.platform),
        *_export_facts(statement),
        Fact("Messages", _messages_words(story)),
        Fact("Left out", _left_out(statement)),
        Fact("Made", f"{_utc(sealing.made)}; {sealing.clock}"),
        Fact("Made by", f"wardlight {statement.wardlight}, reader {statement.reader or '-'}"),
        *(Fact(f"Said by a person: {visible(name)}", visible(value))
          for name, value in sorted(statement.settings.items())),
        Fact("Pictures, videos, sound", _media_words(statement)),
    ]  # fmt: skip
    if statement.recipient:
        facts.insert(1, Fact("A copy for", visible(statement.recipient)))
    return tuple(facts)


def seal_facts(statement: Statement) -> tuple[Fact, ...]:
    """By which key, and how to tell it on the phone."""
    sealing = statement.sealing
    locked = "under a passphrase" if sealing.key_locked else "without a passphrase"
    return (
        Fact("Key", sealing.fingerprint),
        Fact("Its first 20 digits, in words", spoken(sealing.fingerprint)),
        Fact("How the key is kept", f"on the computer that sealed this, {locked}"),
    )


def about(story: Story) -> tuple[About, ...]:
    """Each contact that the pack is about; nothing in a copy."""
    if story.findings is None:
        return ()
    return tuple(_about(each) for each in story.findings.contacts)


def _about(finding: ContactFinding) -> About:
    return About(
        name=visible_name(finding.contact),
        verdict=finding.verdict,
        sentence=visible(finding.sentence),
        facts=tuple(_finding_facts(finding)),
        accounts=tuple(_account_facts(finding)),
        why=tuple(
            (f"{each.value:+d}", act(each.name), visible(each.because))
            for each in finding.contributions
        ),
        score=finding.score,
        pictures=tuple(timeline(finding, each.id) for each in finding.threads),
    )


def _finding_facts(finding: ContactFinding) -> Iterator[Fact]:
    yield Fact("Warning", warning_words(finding))
    yield Fact("First asked for a picture", first_time(finding.first_ask, "not seen"))
    none = "none in this export"
    yield Fact("First picture from the child", first_time(finding.first_photo, none))
    pictures = f"{finding.photos_from_child:,}, counted from the list of files; none was opened"
    yield Fact("Pictures and videos from the child", pictures)
    for actor in ("contact", "child"):
        often = how_often(finding, "contact" if actor == "contact" else "child")
        acts = "; ".join(f"{what} {number}" for what, number in often)
        yield Fact(f"The {actor}", acts or "nothing was seen")
    lowered = "; ".join(map(visible, finding.lowered))
    yield Fact("What lowered the concern", lowered or "nothing was found that lowers it")
    yield Fact("Looked for and not found", looked_for_words(finding) or "nothing")
    if finding.relation:
        yield Fact("A person said this is", visible(finding.relation))


def _account_facts(finding: ContactFinding) -> Iterator[Fact]:
    yield Fact("Display name", visible_name(finding.contact))
    yield Fact("  its characters", code_points(finding.contact))
    for each in finding.accounts:
        standing = account_words(each)
        yield Fact(standing[:1].upper() + standing[1:], account_name(each))
        if each.handle:
            yield Fact("  characters of the user name", code_points(each.handle))
        if each.link:
            yield Fact("  profile link, not opened", visible(each.link))
        yield Fact("  stands in the export at", visible(each.where))


def code_points(name: str) -> str:
    """Each character by its number, so that two names that look alike can be told apart."""
    return " ".join(f"U+{ord(each):04X}" for each in name)


def act_rows(story: Story) -> tuple[ActRow, ...]:
    """Asks and answers beside each other, up to a bound."""
    if not story.acts and not story.warned:
        return ()
    rows: list[ActRow] = []
    for record in story.records():
        seen = story.acts.get(record.number, ())
        if not seen and record.number not in story.warned:
            continue
        if len(rows) == ACTS_LISTED:
            break
        rows.append(
            ActRow(
                number=record.number,
                at=at_words(record),
                contact=_acts(seen, "contact"),
                child=_acts(seen, "child"),
                warned=record.number in story.warned,
            )
        )
    return tuple(rows)


def _acts(seen: tuple[Act, ...], actor: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(act(each.behaviour) for each in seen if each.actor == actor))


def message_rows(story: Story, *, masked: bool) -> Iterator[MessageRow]:
    """Every message in its place; those that a copy hides, as hidden."""
    for row in story.rows():
        yield _hidden_row(row) if isinstance(row, int) else _row(story, row, masked=masked)


def _row(story: Story, record: Record, *, masked: bool) -> MessageRow:
    seen = story.acts.get(record.number, ())
    return MessageRow(
        number=record.number,
        thread=record.thread,
        written=visible(record.at.written),
        at=at_words(record),
        doubt=record.at.doubt,
        side=WHOSE[record.side],
        sender=sender_words(record),
        words=words_of(record, masked=masked),
        sent=tuple(visible(each.name.rpartition("/")[2] or each.kind) for each in record.sent),
        seen=tuple(dict.fromkeys(act(each.behaviour) for each in seen)),
        warned=record.number in story.warned,
        hidden=False,
    )


def _hidden_row(number: int) -> MessageRow:
    return MessageRow(
        number=number,
        thread=0,
        written="",
        at="",
        doubt="",
        side="",
        sender="",
        words=f"({HIDDEN})",
        sent=(),
        seen=(),
        warned=False,
        hidden=True,
    )


def words_of(record: Record, *, masked: bool) -> str:
    """A message's words with nothing unseen in them; or that they are hidden."""
    said = record.text or record.note
    if masked and said:
        return WORDS_HIDDEN
    if said:
        return visible(said, lines=True)
    return "" if record.sent else f"({kind(record.kind)})"


def at_words(record: Record) -> str:
    """Date and clock to the second, or that there is none."""
    if not record.at.read:
        return "no time"
    return record.at.read.replace("T", " ")[:19]


def clocks(story: Story) -> tuple[str, ...]:
    """Whose clocks the times are on, each once."""
    found: dict[str, None] = {}
    for record in story.records():
        zone = record.at.zone or "the phone's own clock, zone not known"
        found[f"{zone} (told by: {record.at.zone_from})"] = None
    return tuple(found)


def place_words(story: Story) -> str:
    """Where to find where a message stood."""
    if story.statement.kind == "copy":
        return "A copy does not tell where each message stood in the export; the whole pack does."
    return "Where each message stood in the export is in messages.csv."


GLOSSARY: Final = (
    ("Observation", "One sighting of an act, such as asking for a picture, in one message."),
    ("Score", "The sum of named points for what was seen. It is no probability."),
    (
        "Warning",
        "The message at which the score first called for a look. Later ones do not move it.",
    ),
    ("Seal", "A signature over the lists of all files here. Any later change shows."),
    (
        "Root",
        "The few lines that are signed. Read its digest out, and both sides know it is this pack.",
    ),
    ("Time stamp", "An authority's word that the seal was there at a time."),
    ("Place", "The file, and the place in it, where a message stood in the export."),
    ("[U+202E]", "A character that cannot be seen, by its number."),
)

LIMITS: Final = (
    words.NEVER_BLAME,
    "The display names are what people chose to be called. They do not say who they are.",
    "The seal shows that nothing changed since. It does not show that the export is what the app gave.",
    "No picture, video or voice note was opened, and none is in here. Please do not open or copy any.",
)


def _export_facts(statement: Statement) -> Iterator[Fact]:
    for each in statement.export_parts:
        yield Fact("Export, not in this pack", f"{visible(each.name)}, {each.size:,} bytes")
        yield Fact("  its SHA-256", each.sha256)


def _messages_words(story: Story) -> str:
    statement = story.statement
    total = counted(statement.messages, "message")
    threads = counted(len(statement.threads), "conversation")
    if story.hidden:
        return f"{total} in {threads}; {len(story.hidden):,} hidden in this copy"
    return f"{total} in {threads}, whole and in order"


def _left_out(statement: Statement) -> str:
    left = statement.left_out
    if statement.kind == "copy":
        return left.why
    others = counted(left.contacts, "other contact")
    return f"{others} and {counted(left.messages, 'other record')}. {left.why}"


def _media_words(statement: Statement) -> str:
    if statement.media.hashed:
        by = visible(statement.media.authority)
        return f"bytes read once to make digests, at the request of: {by}. None was opened as a picture."
    return "listed by name and size; none was read, opened or copied"


def _utc(time: str) -> str:
    return time.replace("T", " ").replace("Z", " UTC")

"""Make a sealed pack of chosen conversations: the messages, what was found, and how to check it."""

import errno
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from wardlight.errors import NothingToPack, PackUnwritable
from wardlight.evidence import custody, verify
from wardlight.evidence.carrier import Facts, SealedPack, write_pack
from wardlight.evidence.exports import PARTS
from wardlight.evidence.how_to_check import verify_text
from wardlight.evidence.records import Record
from wardlight.evidence.seal import Key
from wardlight.evidence.statement import (
    LeftOut,
    Media,
    PackFile,
    PackThread,
    Sealing,
    Statement,
    canonical_bytes,
    findings_of,
)
from wardlight.evidence.story import Part, Progress, Story, acts_by_number, sha256_of, spool
from wardlight.evidence.whole_file import refuse_existing
from wardlight.findings import Assessment, ContactFinding, ThreadStatement
from wardlight.version import __version__

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)

BY = f"wardlight {__version__}"

HashedMedia = Mapping[str, "Digests"]


class Digests(Struct, frozen=True, kw_only=True):
    """Digests of one media file, by which police systems match it without anybody opening it."""

    md5: str
    sha1: str
    sha256: str


class Occasion(Struct, frozen=True, kw_only=True):
    """What is not in the export: the clock, the dice and the key. Given, so that the same gives the same bytes.

    Attributes:
        now: The computer's time with its own zone.
        secret: 32 random bytes, from which each message gets its salt.
        pack: 32 hexadecimal digits, random.
        key: What seals.
    """

    now: datetime
    secret: bytes
    pack: str
    key: Key


def occasion(key: Key, now: datetime | None = None) -> Occasion:
    """This moment, with new random numbers."""
    return Occasion(
        now=now or datetime.now().astimezone(),
        secret=secrets.token_bytes(32),
        pack=secrets.token_hex(16),
        key=key,
    )


class Chosen(Struct, frozen=True, kw_only=True):
    """What a pack is about.

    Attributes:
        assessment: Of the whole export.
        findings: The chosen contacts.
        threads: Their conversations' ids with their numbers.
        settings: What a person said about the export, by option.
        media: What was done with media.
        hashed: Digests of media by member, where a person with authority asked for them.
    """

    assessment: Assessment
    findings: tuple[ContactFinding, ...]
    threads: Mapping[str, int]
    settings: dict[str, str]
    media: Media = Media()
    hashed: HashedMedia = {}


def refuse_taken(out: Path) -> None:
    """A pack is made over nothing, and not beside the custody log of another.

    Raises:
        UnsafeOutput: There is something of that name.
    """
    refuse_existing(out)
    refuse_existing(custody.beside(out))


@contextmanager
def workshop(out: Path) -> Iterator[Path]:
    """A private folder beside ``out`` to make a pack in; gone at the end, whatever happens.

    Raises:
        PackUnwritable: The folder is not there, may not be written to, or the disk is full.
    """
    try:
        folder = tempfile.TemporaryDirectory(dir=out.parent, prefix=".wardlight-")
    except OSError as e:
        raise unwritable(e, out) from e
    with folder as name:
        yield Path(name)


def unwritable(error: OSError, out: Path) -> PackUnwritable:
    """The system's word for why, and where."""
    return PackUnwritable(
        f"It could not be written: {error.strerror or 'no reason given'}.", where=str(out)
    )


def keep_messages(
    records: Iterable[Record], folder: Path, on_progress: Progress | None = None
) -> dict[int, int]:
    """Bring the chosen messages to disk in canonical form, while the export is open.

    Raises:
        NothingToPack: There is none.
        PackUnwritable: The disk is full.
    """
    try:
        counts = spool(records, folder, on_progress)
    except OSError as e:
        if e.errno not in _NO_ROOM:  # then it was the export that could not be read
            raise
        raise unwritable(e, folder) from e
    if not counts:
        raise NothingToPack("There is no message to put into a pack.", where="--contact")
    return counts


def seal_pack(
    out: Path,
    chosen: Chosen,
    counts: Mapping[int, int],
    folder: Path,
    when: Occasion,
    on_progress: Progress | None = None,
) -> SealedPack:
    """Make every file of the pack from the kept messages, and seal them.

    Raises:
        PackUnwritable: The disk is full, or the folder may not be written to.
        ExtraMissing: A package that makes one of the files is not installed.
    """
    findings = findings_of(chosen.assessment, chosen.findings)
    plain = _statement(chosen, counts, when)
    story = Story(
        statement=plain,
        findings=findings,
        notices=chosen.assessment.notices,
        acts={},
        warned=frozenset(),
        hidden=(),
        folder=folder,
    )
    acts, warned = acts_by_number(story.records(), chosen.threads, findings)
    story = replace(story, acts=acts, warned=warned)
    (folder / "custody.jsonl").write_bytes(_log(plain, when))
    (folder / "media-digests.json").write_bytes(msgspec.json.encode(chosen.hashed))
    root = _commit(story, when.secret)
    return seal_story(out, story, PARTS, root, when, on_progress=on_progress)


def seal_story(
    out: Path,
    story: Story,
    parts: Sequence[Part],
    messages_root: str,
    when: Occasion,
    *,
    extra: Sequence[Path] = (),
    on_progress: Progress | None = None,
) -> SealedPack:
    """Make the files, list them in the statement, and write the whole as one sealed zip."""
    try:
        payload = [_made(each, story, on_progress) for each in parts]
    except OSError as e:
        raise unwritable(e, out) from e
    files = tuple(
        PackFile(name=each.name, about=part.about, size=each.stat().st_size, sha256=sha256_of(each))
        for part, each in zip(parts, payload, strict=True)
    )
    statement = replace(story.statement, files=files)
    listed = story.folder / "pack.json"
    listed.write_bytes(canonical_bytes(statement))
    facts = Facts(
        kind=statement.kind,
        pack=statement.pack,
        messages=statement.messages,
        messages_root=messages_root,
        sealed=statement.sealing.made,
    )
    tags = {"VERIFY.txt": verify_text(statement, when.key.fingerprint).encode()}
    if on_progress is not None:
        on_progress("seal", 0)
    return write_pack(out, [*payload, listed, *extra], tags, facts, when.key)


def _made(part: Part, story: Story, on_progress: Progress | None) -> Path:
    if on_progress is not None:
        on_progress(part.name, 0)
    path = story.folder / part.name
    part.write(story, path)
    return path


def _commit(story: Story, secret: bytes) -> str:
    """The salted tree over the messages; its secret goes into the pack, and never into a copy."""
    tree = verify.Tree()
    for record in story.records():
        tree.add(verify.leaf_of(secret, record.number, msgspec.to_builtins(record)))
    about = {
        "leaf": "sha256(00 || sha256(salt || message) || sha256(place-salt || place))",
        "root": tree.root(),
        "salt": "hmac-sha256(secret, 'message N'); place-salt: hmac-sha256(secret, 'place N')",
        "secret": secret.hex(),
        "size": tree.size,
        "tree": "RFC 6962 section 2.1, SHA-256",
    }
    (story.folder / "commitment.json").write_bytes(verify.canonical(about) + b"\n")
    return tree.root()


def _log(statement: Statement, when: Occasion) -> bytes:
    parts = "; ".join(f"{each.name}: SHA-256 {each.sha256}" for each in statement.export_parts)
    log = custody.add(b"", "opened", {"export": parts, "how": "read-only"}, now=when.now, by=BY)
    reader = {"reader": statement.reader, **statement.settings}
    log = custody.add(log, "assessed", reader, now=when.now, by=BY)
    packed = {
        "pack": statement.pack,
        "contacts": "; ".join(statement.contacts),
        "messages": str(statement.messages),
        "left out": statement.left_out.why,
        "key": statement.sealing.fingerprint,
        "media": _media_words(statement.media),
    }
    return custody.add(log, "packed", packed, now=when.now, by=BY)


def _media_words(media: Media) -> str:
    if media.hashed:
        return f"read once to make digests, never opened as pictures; authority: {media.authority}"
    return "listed by name and size; not read"


def _statement(chosen: Chosen, counts: Mapping[int, int], when: Occasion) -> Statement:
    assessment = chosen.assessment
    total = sum(counts.values())
    return Statement(
        pack=when.pack,
        wardlight=assessment.wardlight,
        sealing=sealing_of(when),
        export_name=assessment.export.name,
        export_parts=assessment.export.parts,
        reader=assessment.export.reader,
        platform=assessment.export.platform,
        child=assessment.owner,
        contacts=tuple(each.contact for each in chosen.findings),
        threads=tuple(_threads(chosen, counts)),
        messages=total,
        settings=chosen.settings,
        left_out=LeftOut(
            contacts=len(assessment.contacts) - len(chosen.findings),
            messages=assessment.coverage.messages - total,
            why="A pack holds the conversations of the contacts it is about, whole, and no others.",
        ),
        media=chosen.media,
    )


def sealing_of(when: Occasion) -> Sealing:
    """By which key and on which clock."""
    return Sealing(
        fingerprint=when.key.fingerprint,
        key_locked=when.key.locked,
        made=custody.utc_text(when.now),
        utc_offset=custody.offset_of(when.now),
        clock=custody.CLOCK,
    )


def _threads(chosen: Chosen, counts: Mapping[int, int]) -> Iterator[PackThread]:
    known: dict[str, ThreadStatement] = {
        thread.id: thread for finding in chosen.findings for thread in finding.threads
    }
    for id_, number in chosen.threads.items():
        yield PackThread(
            number=number,
            id=id_,
            title=known[id_].title,
            group=known[id_].group,
            kept_in=known[id_].place,
            messages=counts.get(number, 0),
        )

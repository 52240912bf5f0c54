"""What a pack says of itself: from which export, about whom, what was left out, and what each file in it is."""

from typing import Literal

import msgspec
from msgspec import Struct

from wardlight.evidence.verify import canonical
from wardlight.findings import Assessment, ContactFinding, Owner, Part

FORMAT = "wardlight pack 1"


class PackThread(Struct, frozen=True, kw_only=True):
    """One conversation in the pack.

    Attributes:
        number: Its number in the pack, from 1.
        id: The export's own id for it, or its path.
        title: As the export names it.
        group: Whether more than two people can write in it.
        kept_in: The folder that the app kept it in.
        messages: How many records of it are in the pack.
    """

    number: int
    id: str
    title: str
    group: bool
    kept_in: str
    messages: int


class LeftOut(Struct, frozen=True, kw_only=True):
    """What stayed in the export. A pack is about the chosen contacts only.

    Attributes:
        contacts: How many others there are.
        messages: How many records of other conversations.
        why: In words.
    """

    contacts: int
    messages: int
    why: str


class PackFile(Struct, frozen=True, kw_only=True):
    """One file of the pack.

    Attributes:
        name: Under ``data`` in the pack.
        about: What it is for.
        size: In bytes.
        sha256: Lower-case hex.
    """

    name: str
    about: str
    size: int
    sha256: str


class Sealing(Struct, frozen=True, kw_only=True):
    """Who seals, and on which clock.

    Attributes:
        fingerprint: The key's.
        key_locked: Whether the key is kept under a passphrase.
        made: The computer's own clock, in UTC.
        utc_offset: What the computer adds for its local time, in minutes.
        clock: Where that time is from, in words.
    """

    fingerprint: str
    key_locked: bool
    made: str
    utc_offset: int
    clock: str


class Media(Struct, frozen=True, kw_only=True):
    """What was done with pictures, videos and sound.

    Attributes:
        hashed: Whether their bytes were read to make digests. They are never opened as pictures.
        authority: Who asked for that, and by what right, in their own words; empty where nobody did.
    """

    hashed: bool = False
    authority: str = ""


class Statement(Struct, frozen=True, kw_only=True):
    """A pack's own account of itself; its canonical bytes are ``pack.json``.

    Attributes:
        format: Which form of pack.
        pack: The pack's id: random, so it says nothing.
        kind: A whole pack, or a copy for one recipient.
        wardlight: The version that made it.
        sealing: By which key, when.
        export_name: The export's name.
        export_parts: Its files, each with digest and size. They are not in the pack.
        reader: Which reader read it.
        platform: The app.
        child: Whose export it is; None where nobody has said.
        contacts: Whom the pack is about.
        threads: The conversations in it.
        messages: How many records the seal is over.
        settings: What a person said about the export, by option.
        left_out: What is not in it.
        media: What was done with media.
        recipient: For whom a copy was made; empty for a whole pack.
        files: The files under ``data``.
    """

    format: str = FORMAT
    pack: str
    kind: Literal["pack", "copy"] = "pack"
    wardlight: str
    sealing: Sealing
    export_name: str
    export_parts: tuple[Part, ...]
    reader: str
    platform: str
    child: Owner | None
    contacts: tuple[str, ...]
    threads: tuple[PackThread, ...]
    messages: int
    settings: dict[str, str]
    left_out: LeftOut
    media: Media
    recipient: str = ""
    files: tuple[PackFile, ...] = ()


class Findings(Struct, frozen=True, kw_only=True):
    """What was found about the contacts of the pack: ``findings.json``.

    Attributes:
        contacts: As in an assessment.
        not_run: What was not looked for, each with why.
        base_rate: How often a flag like this is right.
        closing: That nothing found is not the same as safe, and that a person decides.
    """

    contacts: tuple[ContactFinding, ...]
    not_run: tuple[tuple[str, str], ...]
    base_rate: str
    closing: str


def canonical_bytes(value: Struct) -> bytes:
    """A value in its one form, with a line end."""
    return canonical(_no_floats(msgspec.to_builtins(value))) + b"\n"


def statement_from(content: bytes) -> Statement:
    """What ``pack.json`` says."""
    return msgspec.json.decode(content, type=Statement)


def findings_of(assessment: Assessment, contacts: tuple[ContactFinding, ...]) -> Findings:
    """The findings that go into a pack."""
    return Findings(
        contacts=contacts,
        not_run=tuple((each.what, each.why) for each in assessment.not_run),
        base_rate=assessment.base_rate,
        closing=assessment.closing,
    )


def _no_floats(value: object) -> object:
    """Minutes as text: how a fraction is written differs between programs, and bytes must not."""
    if isinstance(value, float):
        return f"{value:.1f}"
    if isinstance(value, dict):
        return {key: _no_floats(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_no_floats(each) for each in value]
    return value

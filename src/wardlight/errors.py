"""Every error that Wardlight raises on purpose, and nothing else.

    WardlightError
    ├── ExportError                E1xx  the export cannot be read, or not with confidence
    │   ├── UnknownFormat          E101  no reader knows it
    │   ├── AmbiguousFormat        E102  two readers are equally sure
    │   ├── DamagedExport          E103  nothing in it can be read
    │   ├── LockedExport           E104  it is behind a password
    │   ├── TooLarge               E105  a limit on entries, bytes, ratio or depth was met
    │   ├── ChangedWhileReading    E106  its digest was not the same at the end
    │   ├── EmptyExport            E107  there was nothing to assess
    │   └── NotFound               E108  there is no such file or folder
    ├── ChoiceError                E2xx  a person has to say something first
    │   ├── UnknownReader          E201  --reader names no reader
    │   ├── UnknownContact         E202  --contact or --tag names nobody in the export
    │   ├── UnknownChild           E203  --child names nobody in the export
    │   ├── UnknownZone            E204  --timezone is not in the zone table
    │   ├── ColumnsNeeded          E205  a table needs its columns named
    │   ├── UnsafeOutput           E206  --out would write into or over the export
    │   └── CannotWrite            E207  --out names a place that cannot be written to
    ├── SetupError                 E3xx  something of Wardlight's own is missing
    │   ├── PartMissing            E301  a file that ships with it is not there
    │   └── ExtraMissing           E302  a package that only some verbs need is not installed
    ├── EvidenceError              E4xx  a pack cannot be made, sealed, stamped, copied or checked
    │   ├── NothingToPack          E401  there is no message to put into it
    │   ├── LostKey                E402  the key that seals is not there
    │   ├── WrongPassphrase        E403  the passphrase does not open the key
    │   ├── KeyUnreadable          E404  the key cannot be read, or cannot be kept
    │   ├── PackUnwritable         E405  the disk is full, or the folder may not be written to
    │   ├── PackUnreadable         E406  it is not a pack, or its seal does not hold
    │   ├── CustodyBroken          E407  the custody log was changed
    │   ├── StampRefused           E408  an authority gave no time stamp, or one that does not fit
    │   ├── NotFromThisExport      E409  the pack's messages do not come from the export
    │   ├── NothingHidden          E410  what is to be hidden is not in the pack, or nothing would be left
    │   └── CheckNotPossible       E411  a program that checks is not on this computer
    ├── GuidanceError              E5xx  the guidance needs another word from a person
    │   ├── UnknownDocument        E501  --document names none
    │   ├── UnknownOutcome         E502  there is no such way of closing a case here
    │   ├── NotInThisPack          E503  the nation's pack has nothing for this document
    │   └── FactsUnreadable        E504  --from is not an assessment
    └── BenchError                 E6xx  chats to measure or fit on cannot be used as they are
        ├── CorpusUnreadable       E601  they are in no format that is known, or broken
        ├── WrongDigest            E602  a file is not the one that its name says
        ├── NothingToMeasure       E603  the labels that a figure needs are not there
        ├── FoldsLeak              E604  one author would be on both sides of a cross-validation
        ├── WrongWeights           E605  a file of weights cannot be used
        ├── NotABatch              E606  a batch of messages has not the columns it needs
        └── NotAState              E607  a saved state is not one, or is of a later version

An error says what happened, where, and one thing to do next. It never carries a message's text: its words come from the
program, from file names and from the options a person typed.
"""

from collections.abc import Iterator
from typing import ClassVar, Self


class WardlightError(Exception):
    """The root. Not raised itself.

    Args:
        what: What happened, in a sentence that a parent can read.
        where: The file, member or option it happened at; empty where there is no place.
        next_step: The one thing to do now; the class has a default.
    """

    code: ClassVar[str] = "E000"
    meaning: ClassVar[str] = ""
    default_next: ClassVar[str] = ""

    def __init__(self, what: str, *, where: str = "", next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.next_step = next_step or self.default_next

    def __str__(self) -> str:
        first, *more = self.what.split("\n")
        place = f" ({self.where})" if self.where else ""
        head = f"[{self.code}] {first}{place}"
        lines = [head, *more, self.meaning, f"Next: {self.next_step}"]
        return "\n".join(line for line in lines if line)


class ExportError(WardlightError):
    """The export cannot be read, or not with confidence."""


class UnknownFormat(ExportError):  # noqa: N818 - the names follow the tree above
    """No reader knows this export; the text lists each reader's reason."""

    code = "E101"
    meaning = "Nothing was assessed. This says nothing about whether a child is safe."
    default_next = (
        "run 'wardlight formats' to see what can be read and how to ask the app for it; "
        "a table of messages can be read with --reader table --columns."
    )


class AmbiguousFormat(ExportError):  # noqa: N818
    """Two readers are equally sure; the text lists every reader's reason."""

    code = "E102"
    meaning = "Nothing was assessed, because the two readings could differ."
    default_next = "choose one with --reader NAME."


class DamagedExport(ExportError):  # noqa: N818
    """Not one record could be read. Damage that leaves records is a notice, not this."""

    code = "E103"
    meaning = "Nothing was assessed. The file may have been cut short while it was copied or sent."
    default_next = "ask the app for a new export, and keep this one unchanged."


class LockedExport(ExportError):  # noqa: N818
    """The container is encrypted. Wardlight never takes a password on the command line."""

    code = "E104"
    meaning = "Nothing inside was read."
    default_next = (
        "ask the owner of the file for a copy without a password, "
        "or unpack it with the tool that made it and point wardlight at the folder."
    )


class TooLarge(ExportError):  # noqa: N818
    """A limit was met before anything was assessed; nothing was written."""

    code = "E105"
    meaning = "Nothing was assessed. A file built to exhaust a computer looks like this."
    default_next = "if you trust where it came from, unpack it and point wardlight at the folder."


class ChangedWhileReading(ExportError):  # noqa: N818
    """The container's digest differs from the one taken before reading."""

    code = "E106"
    meaning = "Nothing is reported, because what was read may not be what is there now."
    default_next = "copy the export to a place that nothing else writes to, and run again."


class EmptyExport(ExportError):  # noqa: N818
    """There were no messages, or nobody but the owner. That is not 'no risk'."""

    code = "E107"
    meaning = "There was nothing to assess. This is not the same as nothing being wrong."
    default_next = (
        "check that messages were ticked and the date range set to 'All time' when the "
        "export was asked for, then ask for it again."
    )


class NotFound(ExportError):  # noqa: N818
    """The path that was given is not there."""

    code = "E108"
    meaning = "Nothing was read."
    default_next = "check the path; on most systems you can drag the file into this window."


class ChoiceError(WardlightError):
    """A person has to say something first."""


class UnknownReader(ChoiceError):  # noqa: N818
    """--reader names no reader."""

    code = "E201"
    default_next = "run 'wardlight formats' for the names."


class UnknownContact(ChoiceError):  # noqa: N818
    """--contact, --reveal or --tag names nobody in the export."""

    code = "E202"
    default_next = "run 'wardlight assess' on the export to see each contact's name as it stands."


class UnknownChild(ChoiceError):  # noqa: N818
    """--child names nobody who wrote in the export."""

    code = "E203"
    default_next = "give the name exactly as it stands beside the child's own messages."


class UnknownZone(ChoiceError):  # noqa: N818
    """--timezone is not a name in the IANA table."""

    code = "E204"
    default_next = "use a name such as Europe/London or America/New_York."


class ColumnsNeeded(ChoiceError):  # noqa: N818
    """The table reader guesses nothing: it needs to be told which column is which."""

    code = "E205"
    meaning = "A wrong guess could put one person's words in another's mouth."
    default_next = (
        "name them: --columns 'sender=COLUMN,text=COLUMN,time=COLUMN' "
        "(and thread=COLUMN where there are several chats)."
    )


class UnsafeOutput(ChoiceError):  # noqa: N818
    """--out points at the export itself, or into it."""

    code = "E206"
    meaning = "Nothing was written: the export must stay exactly as it was handed over."
    default_next = "choose another, new folder with --out."


class CannotWrite(ChoiceError):  # noqa: N818
    """--out names a place that cannot be written to."""

    code = "E207"
    meaning = "The report was not saved. The export was not touched."
    default_next = "choose another folder with --out, on a disk with room, that you may write to."


class SetupError(WardlightError):
    """Something of Wardlight's own is missing."""


class PartMissing(SetupError):  # noqa: N818
    """A file that ships with the package is not there or does not fit its schema."""

    code = "E301"
    meaning = "A part that did not run could hide what matters, so nothing was run."
    default_next = "install wardlight again."


class ExtraMissing(SetupError):  # noqa: N818
    """A package that only some verbs need is not installed."""

    code = "E302"
    meaning = "Nothing was run."
    default_next = "install wardlight with the extra that is named above."

    @classmethod
    def of(cls, what: str, package: str, extra: str) -> Self:
        """That something needs a package, and with which extra of Wardlight it comes."""
        return cls(
            f"{what} needs the package {package}.",
            next_step=f"run: pip install 'wardlight[{extra}]'.",
        )


class EvidenceError(WardlightError):
    """A pack cannot be made, sealed, stamped, copied or checked."""


class NothingToPack(EvidenceError):  # noqa: N818
    """No contact needs a look, or the chosen ones have no message. That is not 'no risk'."""

    code = "E401"
    meaning = "No pack was made."
    default_next = "name the contact with --contact NAME, as 'wardlight assess' prints it."


class LostKey(EvidenceError):  # noqa: N818
    """The key file is not where it was. Packs that it sealed can still be checked."""

    code = "E402"
    meaning = "Nothing was sealed. What was sealed with it before can still be checked."
    default_next = (
        "bring the key back from a copy, or make a new one by packing without --key; "
        "then pass its new fingerprint on."
    )


class WrongPassphrase(EvidenceError):  # noqa: N818
    """The key is there and stays as it is."""

    code = "E403"
    meaning = "Nothing was sealed, and the key is as it was."
    default_next = (
        "try the passphrase again; without a terminal it is taken from WARDLIGHT_PASSPHRASE."
    )


class KeyUnreadable(EvidenceError):  # noqa: N818
    """The key file is damaged, is something else, or its place cannot be written to."""

    code = "E404"
    meaning = "Nothing was sealed."
    default_next = "look at that file; WARDLIGHT_KEY=PATH names another place for the key."


class PackUnwritable(EvidenceError):  # noqa: N818
    """The disk is full or the folder is closed. No half of a pack is left."""

    code = "E405"
    meaning = "No part of it was left behind. The export was not touched."
    default_next = "choose another place with --out, on a disk with room, that you may write to."


class PackUnreadable(EvidenceError):  # noqa: N818
    """Only a pack whose seal holds is stamped, copied, handed over or rebuilt."""

    code = "E406"
    meaning = "Nothing was written."
    default_next = "run 'wardlight verify' on it to see what does not hold."


class CustodyBroken(EvidenceError):  # noqa: N818
    """An entry of the log is not what it was, or the log is another pack's."""

    code = "E407"
    meaning = "Nothing was added to it. The pack itself is not affected."
    default_next = "keep that file as it is, tell whoever asks about the gap, and go on with a copy of the pack."


class StampRefused(EvidenceError):  # noqa: N818
    """The authority did not answer, refused, or stamped something else."""

    code = "E408"
    meaning = "The pack is as it was, sealed at a time that this computer claims."
    default_next = "try another authority with --tsa URL, or save the request with --request FILE and stamp it later."


class NotFromThisExport(EvidenceError):  # noqa: N818
    """Reading the export again does not give the pack's messages."""

    code = "E409"
    meaning = "It may be another export, a later one of the same account, or a changed one."
    default_next = "give the export whose SHA-256 the pack names, with the same options."


class NothingHidden(EvidenceError):  # noqa: N818
    """There is nothing of that name or number in the pack, or hiding it would leave no message."""

    code = "E410"
    meaning = "No copy was made."
    default_next = "look the number or the name up in the report of the pack."


class CheckNotPossible(EvidenceError):  # noqa: N818
    """It says nothing about the pack."""

    code = "E411"
    meaning = "Nothing is known about the pack yet."
    default_next = "install openssl and OpenSSH, or run: pip install 'wardlight[evidence]'."


class GuidanceError(ChoiceError):
    """The guidance needs another word from a person."""


class UnknownDocument(GuidanceError):  # noqa: N818
    """--document names none."""

    code = "E501"
    default_next = "run 'wardlight guide --help' for the names."


class UnknownOutcome(GuidanceError):  # noqa: N818
    """There is no such way of closing a case, or this nation's police do not use these numbers."""

    code = "E502"
    meaning = "These numbers belong to England and Wales. Other nations close a case in other ways."
    default_next = "write it as: wardlight guide outcome 21 --nation gb-eng."


class NotInThisPack(GuidanceError):  # noqa: N818
    """The nation's pack has nothing that this document could rest on."""

    code = "E503"
    meaning = "Nothing was written: a document must not borrow another nation's law."
    default_next = "name the nation with --nation, or ask a lawyer there."


class FactsUnreadable(GuidanceError):  # noqa: N818
    """--from is not an assessment that this version wrote."""

    code = "E504"
    meaning = "No facts were taken from it."
    default_next = "make it again: wardlight assess EXPORT --out FOLDER, then --from FOLDER."


class BenchError(WardlightError):
    """Chats to measure or fit on cannot be used as they are. Never about a child's own export."""


class CorpusUnreadable(BenchError):  # noqa: N818
    """The chats are in no format that is known, or the file is broken."""

    code = "E601"
    meaning = "Nothing was measured."
    default_next = (
        "name the format with --format, or write the chats as JSON lines: one message a line, "
        "with chat, n, author, role, time, text and label."
    )


class WrongDigest(BenchError):  # noqa: N818
    """A corpus file has another sha256 sum than was published or given."""

    code = "E602"
    meaning = "Nothing was measured: figures on a changed file cannot be compared with anybody's."
    default_next = "get the file again from its publisher, or rename your own so that it is not mistaken for it."


class NothingToMeasure(BenchError):  # noqa: N818
    """The labels that a figure needs are not there."""

    code = "E603"
    meaning = "Nothing was measured."
    default_next = 'give every chat a "label" of concern or benign; both kinds are needed.'


class FoldsLeak(BenchError):  # noqa: N818
    """One author would stand on both sides of a cross-validation, so its figures would be too good."""

    code = "E604"
    meaning = (
        "Nothing was fitted: weights that learnt a person by heart say nothing about the next."
    )
    default_next = "use fewer --folds, take out the 'fold' of the chats, or name authors so that one name is one person."


class WrongWeights(BenchError):  # noqa: N818
    """A file of weights is not there, or does not fit this version."""

    code = "E605"
    meaning = "Nothing was run with other weights than you asked for."
    default_next = "fit it again with this version: wardlight fit CHATS --out weights.toml."


def every_error(root: type[WardlightError] = WardlightError) -> Iterator[type[WardlightError]]:
    """All errors that can be raised, in code order: what docs and tests walk."""
    found: set[type[WardlightError]] = set()
    pending = [root]
    while pending:
        cls = pending.pop()
        pending.extend(cls.__subclasses__())
        if cls.__dict__.get("code"):
            found.add(cls)
    found.discard(WardlightError)
    yield from sorted(found, key=lambda cls: cls.code)


class NotABatch(BenchError):  # noqa: N818
    """A batch of messages lacks a column, or has one of a type that cannot be read."""

    code = "E606"
    meaning = "None of its messages was read."
    default_next = (
        "give thread, author and text as strings, and time as a timestamp or milliseconds."
    )


class NotAState(BenchError):  # noqa: N818
    """A saved state of a thread cannot be read."""

    code = "E607"
    meaning = "Nothing was resumed."
    default_next = "give the bytes that Detector.save gave, to this version or a later one."

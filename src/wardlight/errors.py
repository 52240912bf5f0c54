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
    └── SetupError                 E3xx  something of Wardlight's own is missing
        └── PartMissing            E301  a file that ships with it is not there

An error says what happened, where, and one thing to do next. It never carries a message's text: its words come from the
program, from file names and from the options a person typed.
"""

from collections.abc import Iterator
from typing import ClassVar


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

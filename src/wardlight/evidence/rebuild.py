"""Whether a pack's messages come from an export, byte for byte: anybody who holds both can find out."""

from pathlib import Path

from msgspec import Struct

from wardlight.errors import CheckNotPossible, NotFromThisExport, PackUnreadable
from wardlight.evidence import verify
from wardlight.evidence.statement import Statement, statement_from
from wardlight.findings import Part
from wardlight.sources.export import Part as SourcePart

_CHUNK = 1 << 20


class Rebuilt(Struct, frozen=True, kw_only=True):
    """The messages are the export's own.

    Attributes:
        messages: How many.
        export: The export's name.
    """

    messages: int
    export: str


def checked(pack: Path) -> verify.Verified:
    """The check of a pack whose seal holds.

    Raises:
        PackUnreadable: It does not hold, or this is no pack.
        CheckNotPossible: A program that is needed is not here.
    """
    try:
        verified = verify.verify(pack)
    except verify.CannotCheck as e:
        raise CheckNotPossible(str(e), where=pack.name) from e
    except OSError as e:
        raise PackUnreadable(f"It could not be opened: {e.strerror}.", where=str(pack)) from e
    if not verified.holds:
        raise PackUnreadable(verified.sentence, where=str(pack))
    return verified


def statement_of(pack: Path) -> Statement:
    """What a pack says of itself, once its seal holds.

    Raises:
        PackUnreadable: It does not hold, or this is a copy.
    """
    checked(pack)
    with verify.opened(pack) as files, files.open(verify.PACK_JSON) as stream:
        return statement_from(stream.read())


def compare(
    pack: Path, statement: Statement, parts: tuple[SourcePart, ...], folder: Path
) -> Rebuilt:
    """Hold the messages that were read anew against the pack's.

    Raises:
        NotFromThisExport: The first message that differs is named.
    """
    _same_export(statement.export_parts, parts)
    with (
        verify.opened(pack) as files,
        files.open(verify.MESSAGES) as packed,
        (folder / "messages.jsonl").open("rb") as read,
    ):
        number = 0
        for number, line in enumerate(packed, 1):
            if read.readline() != line:
                raise NotFromThisExport(f"Message {number} is another one.", where=pack.name)
        if read.readline():
            raise NotFromThisExport("The export has more messages.", where=pack.name)
    return Rebuilt(messages=number, export=statement.export_name)


def _same_export(packed: tuple[Part, ...], given: tuple[SourcePart, ...]) -> None:
    if [each.sha256 for each in packed] != [each.sha256 for each in given]:
        raise NotFromThisExport(
            "The export is not the one that the pack names: its SHA-256 is another.",
            where="+".join(each.name for each in given),
        )

"""A folder that ``assess --out`` wrote, in place of the export: the export is found beside it, by name and digest."""

from pathlib import Path

import msgspec
from msgspec.structs import replace

from wardlight.cli.options import Reading
from wardlight.errors import NotFound
from wardlight.evidence.story import sha256_of
from wardlight.findings import Assessment, Part
from wardlight.report.html import DATA


def from_saved(reading: Reading) -> Reading:
    """The same, with the export itself and what a person said when it was assessed.

    Raises:
        NotFound: The export that was assessed is not in the folder, beside it or here.
    """
    folder = reading.exports[0]
    if len(reading.exports) > 1 or not (folder / DATA).is_file():
        return reading
    try:
        saved = msgspec.json.decode((folder / DATA).read_bytes(), type=Assessment)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return reading  # somebody else's file of that name: the folder is an export itself
    owner = saved.owner
    told = owner.name if owner is not None and owner.told_by == "person" else None
    tags = {each.contact: each.relation for each in saved.contacts if each.relation}
    return replace(
        reading,
        exports=tuple(_found(part, folder) for part in saved.export.parts),
        child=reading.child or told,
        child_age=reading.child_age or saved.child_age,
        tags={**tags, **reading.tags},
        reader=reading.reader or saved.export.reader,
    )


def _found(part: Part, folder: Path) -> Path:
    for place in (folder, folder.resolve().parent, Path()):
        path = place / part.name
        if path.is_file() and sha256_of(path) == part.sha256:
            return path
    raise NotFound(
        f"{part.name}, which was assessed, is not in that folder or beside it.",
        where=str(folder),
        next_step="give the export itself.",
    )

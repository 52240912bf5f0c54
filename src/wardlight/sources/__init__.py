"""Every export format that is read, in the order that ``wardlight formats`` lists them.

The order decides nothing: ``choose`` asks every reader, and a tie is an error.
"""

from wardlight.errors import AmbiguousFormat, UnknownFormat, UnknownReader
from wardlight.sources import (
    instagram_json,
    instagram_json_2020,
    messenger_json,
    meta_html,
    table,
    whatsapp_text,
)
from wardlight.sources.export import Export, Limits, Member, open_export
from wardlight.sources.reader import Item, MemberRead, Reader, ReadOptions, Verdict

READERS: tuple[Reader, ...] = (
    instagram_json.READER,
    instagram_json_2020.READER,
    messenger_json.READER,
    meta_html.READER,
    table.READER,
    whatsapp_text.READER,
)


def choose(export: Export, name: str | None = None) -> tuple[Reader, Verdict]:
    """The one reader for an export, with its reason.

    Raises:
        UnknownReader: ``name`` is not a reader's.
        AmbiguousFormat: More than one is sure.
        UnknownFormat: None is. Both errors list every reader's reason.
    """
    if name is not None:
        reader = _named(name)
        return reader, reader.recognise(export)
    verdicts = [(reader, reader.recognise(export)) for reader in READERS]
    best = max((verdict.score for _, verdict in verdicts), default=0.0)
    winners = [(reader, verdict) for reader, verdict in verdicts if verdict.score == best]
    if best > 0 and len(winners) == 1:
        return winners[0]
    reasons = "\n".join(f"  {reader.name}: {verdict.reason}" for reader, verdict in verdicts)
    if best > 0:
        raise AmbiguousFormat(
            f"More than one reader could read this.\n{reasons}", where=export.name
        )
    raise UnknownFormat(f"No reader knows this export.\n{reasons}", where=export.name)


def _named(name: str) -> Reader:
    for reader in READERS:
        if reader.name == name:
            return reader
    names = ", ".join(reader.name for reader in READERS)
    raise UnknownReader(f"There is no reader called {name}. There are: {names}.")


__all__ = [
    "READERS",
    "Export",
    "Item",
    "Limits",
    "Member",
    "MemberRead",
    "ReadOptions",
    "Reader",
    "Verdict",
    "choose",
    "open_export",
]

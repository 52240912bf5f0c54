"""The contract that every reader keeps, and the words it speaks in.

A reader is one file with a ``READER`` value in it, one row in ``READERS`` and one folder of
fixtures. It never opens a path, a picture or a network connection: an Export hands it bytes.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct

from wardlight.model import Account, Message, Notice, Source
from wardlight.sources.export import Export


class Verdict(Struct, frozen=True):
    """How sure a reader is that an export is its own.

    Attributes:
        score: 0 not mine, 0.5 could be, 1 sure. Only 1 wins alone; see ``choose``.
        reason: What was found or missed, in words a person can act on. Required for a no as well.
    """

    score: float
    reason: str


class ReadOptions(Struct, frozen=True, kw_only=True):
    """What a person said about the export. Nothing here is ever guessed.

    Attributes:
        day_first: True or False where a person said so; None to infer from the file.
        timezone: IANA zone of a clock that the export leaves unnamed.
        columns: For the table reader: our field name to the file's column name.
    """

    day_first: bool | None = None
    timezone: str | None = None
    columns: Mapping[str, str] | None = None


class MemberRead(Struct, frozen=True):
    """One file was read to its end, or as far as it went. Comes after its records.

    ``records`` is counted apart from what was yielded (array elements, message lines, HTML blocks,
    rows), so that a lost record shows: records = messages + records that notices stand for.

    Attributes:
        source: The file.
        records: How many records the file holds, as counted in it.
        complete: False where reading had to stop early.
    """

    source: Source
    records: int
    complete: bool = True


Item = Message | Notice | Account | MemberRead


class Reader(Struct, frozen=True, kw_only=True):
    """One export format.

    Attributes:
        name: What ``--reader`` takes.
        platform: The app.
        about: One line for ``wardlight formats``.
        tested: Layouts and versions it was tested on.
        owner_told_by: How the export says whose it is, or that it does not.
        zone: What is known of the time zone.
        absence: What it means when something is not there: caps, saved-only, sent-only, unsent.
        how_to_ask: How the owner gets this export from the app, in one or two sentences.
        recognise: Looks at names and first bytes only; never raises.
        read: Yields accounts first, then thread by thread the messages and notices, **oldest first
            within a thread** and otherwise in the export's own order, each file closed by a
            MemberRead. All messages of one thread come together, and a thread that stands in several
            files is merged by the reader. Streams: holds one file at most.
    """

    name: str
    platform: str
    about: str
    tested: tuple[str, ...]
    owner_told_by: str
    zone: str
    absence: tuple[str, ...]
    how_to_ask: str
    recognise: Callable[[Export], Verdict]
    read: Callable[[Export, ReadOptions], Iterator[Item]]

"""Where a record stood. Identity is this, never what the record said."""

from msgspec import Struct


class Source(Struct, frozen=True):
    """One file of an export. Shared by all records of that file.

    Attributes:
        container: SHA-256 of the container (zip, folder or file), lower-case hex.
        member: The path inside the container, as the archive wrote it; the file's own name
            where the container is a single file.
    """

    container: str
    member: str


class Ref(Struct, frozen=True, gc=False):
    """One record's place.

    Attributes:
        source: The file.
        pointer: The place inside it: a JSON pointer (RFC 6901, ``/messages/17``), a line range
            counted from 1 (``L12-14``), an HTML block (``block 17``) or a table row (``row 17``).
            Empty means the file as a whole.
    """

    source: Source
    pointer: str

    def __str__(self) -> str:
        return f"{self.source.member}#{self.pointer}" if self.pointer else self.source.member

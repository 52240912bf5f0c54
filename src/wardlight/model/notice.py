"""What could not be understood, or has to be known about what was: said, never dropped."""

from msgspec import Struct

from wardlight.model.notice_kinds import NOTICE_KINDS, NoticeKind
from wardlight.model.ref import Ref


class Notice(Struct, frozen=True):
    """One thing a reader wants a person to know.

    Not for: anything a message said. ``detail`` holds counts, names of fields and files.

    Attributes:
        kind: A row of NOTICE_KINDS.
        ref: Where.
        detail: What exactly, in a few words. Never a message's text.
        records: How many records of the file this notice stands in place of: 0 for advice about
            records that were read, 1 or more for what was not.
    """

    kind: str
    ref: Ref
    detail: str = ""
    records: int = 0

    @property
    def about(self) -> NoticeKind:
        """The words that go with this kind."""
        return NOTICE_KINDS[self.kind]

"""Who: an account as far as the export tells. Not a person: two accounts may be one."""

from typing import Literal

from msgspec import Struct

from wardlight.model.instant import Instant
from wardlight.model.ref import Ref

Standing = Literal[
    "owner",
    "follower",
    "following",
    "friend",
    "blocked",
    "restricted",
    "request-received",
    "request-sent",
    "unfollowed",
    "close-friend",
    "removed",
    "profile-changed",
    "logged-in",
]


class Account(Struct, frozen=True):
    """One dated fact about one account, from an identity file of the export.

    Attributes:
        standing: What the file says of it; ``owner`` is the account that the export is of.
        name: Display name, where the file has one. Exports of messages know people by this.
        handle: User name, where the file has one.
        link: Profile link, where the file has one.
        since: When that began, or when it was recorded.
        ref: Where the file says so.
        details: Further fields as the file names them (for example previous and new value of a
            profile change), in file order.
    """

    standing: Standing
    name: str | None
    handle: str | None
    link: str | None
    since: Instant | None
    ref: Ref
    details: tuple[tuple[str, str], ...] = ()

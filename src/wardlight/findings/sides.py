"""Whose side a message is on. Told by the format or by a person; never guessed."""

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from wardlight.findings.values import Owner
from wardlight.model import Account, Message, Thread


class Sides(Struct, frozen=True):
    """Who the child is, as far as anybody has said.

    Attributes:
        child: The display name beside the child's own messages; None where nobody has said.
        told_by: Who said so.
        handle: The child's user name, where an identity file has it.
        conflicting: The export's own files name more than one owner.
    """

    child: str | None = None
    told_by: Literal["export", "person"] = "export"
    handle: str | None = None
    conflicting: bool = False

    def owner(self) -> Owner | None:
        """For the report."""
        if self.child is None:
            return None
        return Owner(name=self.child, told_by=self.told_by, handle=self.handle)


def sides_of(accounts: Iterable[Account], child: str | None) -> Sides:
    """What identity files and a person say. A person's word stands before a file's."""
    owners = {each.name: each for each in accounts if each.standing == "owner" and each.name}
    handles = [each.handle for each in accounts if each.standing == "owner" and each.handle]
    handle = handles[0] if handles else None
    if child is not None:
        return Sides(child, "person", handle)
    if len(owners) == 1:
        return Sides(next(iter(owners)), "export", handle)
    return Sides(conflicting=len(owners) > 1)


def actor_in(thread: Thread, sides: Sides, message: Message) -> str:
    """``child``, ``contact`` or ``either`` (nobody has said whose side it is on)."""
    if message.direction in ("owner", "other"):
        return "child" if message.direction == "owner" else "contact"
    if sides.child is not None and message.direction == "unknown":
        twins = thread.participants.count(sides.child) > 1
        return "either" if twins else ("child" if message.sender == sides.child else "contact")
    if thread.other is not None and not thread.group and message.direction == "unknown":
        return "contact" if message.sender == thread.other else "child"
    return "either"

"""A thread as a timeline: each message with what was seen in it, for the person who reads one contact."""

from wardlight.findings.contacts import observed
from wardlight.findings.sides import actor_in
from wardlight.findings.values import Actor, TimelineRow
from wardlight.findings.watch import ThreadWatch
from wardlight.model import Message

SEEN_AT_ONCE = 16
"""Sightings of one message stand at the end of a contact's list; no message has more than this."""


def timeline_row(watch: ThreadWatch, message: Message, contact: str) -> TimelineRow:
    """The row of a message that its thread has just taken."""
    own = watch.contacts.get(contact)
    spoken = message.kind != "event" and message.sender is not None
    number = watch.number if spoken else None
    latest = own.sightings[-SEEN_AT_ONCE:] if own is not None and spoken else []
    warning = own.state.warning if own else None
    return TimelineRow(
        thread=watch.thread.id,
        message=number,
        at=str(message.instant),
        actor=_actor(watch, message, contact) if spoken else None,
        sender=message.sender,
        kind=message.kind,
        words=message.text or message.note,
        attachments=tuple(each.name or each.kind for each in message.attachments),
        observed=tuple(observed(watch, each) for each in latest if each.number == number),
        score=own.state.score if own else 0,
        warned_here=warning is not None and warning.number == number,
        where=str(message.ref),
    )


def _actor(watch: ThreadWatch, message: Message, contact: str) -> Actor | None:
    """Whose side; None for another member of a group."""
    whose = actor_in(watch.thread, watch.sides, message)
    if whose == "child":
        return "child"
    if message.sender == contact or (whose == "contact" and not watch.thread.group):
        return "contact"
    return None if watch.thread.group else "child"

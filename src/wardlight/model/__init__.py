"""The values that every layer speaks in: small, frozen, typed."""

from wardlight.model.instant import Clock, Instant, minutes_between
from wardlight.model.message import Attachment, Message, Reaction, Thread
from wardlight.model.notice import Notice
from wardlight.model.participant import Account
from wardlight.model.ref import Ref, Source

__all__ = [
    "Account",
    "Attachment",
    "Clock",
    "Instant",
    "Message",
    "Notice",
    "Reaction",
    "Ref",
    "Source",
    "Thread",
    "minutes_between",
]

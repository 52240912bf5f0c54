"""Chats as short lines, and what wardlight makes of them."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from wardlight.behaviours import matcher
from wardlight.findings import ContactFinding
from wardlight.findings.contacts import triage
from wardlight.findings.sides import Sides
from wardlight.findings.watch import ThreadWatch
from wardlight.model import Attachment, Clock, Instant, Message, Ref, Source, Thread
from wardlight.risk import Context

CLOCK = Clock("UTC", "export", "millisecond")
CHATS = Path(__file__).parent / "chats"
MINUTE = 60_000


class Chat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One chat of a fixture file; see the head of tests/chats/en/concern.toml."""

    name: str
    lines: tuple[str, ...]
    language: str = ""
    by: int = 0
    signs: bool = False
    known: str = ""
    behaviours: tuple[str, ...] = ()
    speed: Literal["", "direct", "medium", "slow"] = ""
    register: str = ""

    def __str__(self) -> str:
        return f"{self.language}-{self.name}"


def chats(kind: str) -> list[Chat]:
    """All ``concern`` or ``benign`` chats, of every language."""
    return [
        msgspec.convert({**row, "language": file.parent.name}, Chat)
        for file in sorted(CHATS.glob(f"*/{kind}.toml"))
        for row in tomllib.loads(file.read_text(encoding="utf-8"))["chat"]
    ]


def messages(lines: Sequence[str], thread: Thread, *, minutes: float = 1) -> list[Message]:
    """Each line a message a minute after the last; ``~30`` is thirty minutes in which nobody writes."""
    made: list[Message] = []
    at = 1_700_000_000_000.0
    source = Source("0" * 64, "chat.json")
    for line in lines:
        if line.startswith("~"):
            at += float(line[1:]) * MINUTE
            continue
        at += minutes * MINUTE
        who, text = line.split(": ", 1)
        photo = (Attachment("1.jpg", "photo"),) if text == "<photo>" else ()
        made.append(
            Message(
                Ref(source, f"/messages/{len(made)}"),
                thread,
                {"c": "Child", "x": "Contact"}.get(who, who),
                Instant(str(int(at)), int(at), CLOCK),
                "media" if photo else "text",
                "" if photo else text,
                photo,
            )
        )
    return made


def direct_thread() -> Thread:
    return Thread("t", "Contact", ("Child", "Contact"), group=False, place="inbox", platform="Test")


def thread_of(lines: Sequence[str]) -> Thread:
    """A chat of two, or a group where somebody else has a line too."""
    others = {line.split(": ", 1)[0] for line in lines if not line.startswith("~")} - {"c", "x"}
    if not others:
        return direct_thread()
    members = ("Child", "Contact", *sorted(others))
    return Thread("t", "Group", members, group=True, place="inbox", platform="Test")


def watch_of(thread: Thread, context: Context | None = None) -> ThreadWatch:
    """A watch in which a person has said who the child is."""
    return ThreadWatch(
        thread,
        Sides("Child", "person"),
        matcher(),
        lambda _thread, _name: context or Context(group=thread.group),
        lambda _name: False,
    )


def assess_lines(
    lines: Sequence[str], *, context: Context | None = None, minutes: float = 1
) -> ContactFinding:
    """The finding on the contact who most needs a look."""
    thread = thread_of(lines)
    watch = watch_of(thread, context)
    for message in messages(lines, thread, minutes=minutes):
        watch.take(message)
    watch.close()
    return triage([watch], [], {})[0]


def score_trace(lines: Sequence[str]) -> list[tuple[int, ...]]:
    """After each message the score of every contact so far, in order of first appearance."""
    thread = thread_of(lines)
    watch = watch_of(thread)
    trace: list[tuple[int, ...]] = []
    for message in messages(lines, thread):
        watch.take(message)
        trace.append(tuple(each.state.score for each in watch.contacts.values()))
    return trace

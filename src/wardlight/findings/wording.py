"""The sentences that findings are told in. Plain English, no names of rules, no blame."""

from collections.abc import Mapping

TOO_FEW = 6
"""Messages under which nothing found says next to nothing."""

_ASKED = {
    "image-request": "asked for a picture",
    "threat": "made a threat",
    "secrecy": "asked to keep it secret",
    "supervision-enquiry": "asked who is near or who checks",
    "meeting": "proposed to meet",
    "gift-offer": "offered money, gifts or game items",
    "reciprocal-sending": "offered a picture for a picture",
    "platform-move": "asked to go to another app",
    "guilt": "made the child feel responsible",
    "pressure": "pushed after being turned down or not answered",
    "compliance-test": "tested how far the child goes",
    "isolation": "set the child apart from others",
    "sexual-talk": "talked of sexual matters",
    "impersonation": "claimed power or an office",
    "age-deception": "gave ages that do not fit together",
    "recontact": "wrote as somebody who was blocked",
    "age-enquiry": "asked how old the child is",
    "personal-enquiry": "asked personal questions",
    "flattery": "praised the child much and was quick with affection",
    "bombardment": "sent many messages in a row",
    "approach": "opened as a stranger does",
}

_SAID_AT_MOST = 4


def sentence(verdict: str, counts: Mapping[str, int], messages: int) -> str:
    """The one sentence that comes first."""
    if verdict == "nothing-found":
        if messages < TOO_FEW:
            return f"Nothing found in {messages_in(messages)}, which is too few to tell."
        return f"Nothing found in {messages_in(messages)}. That is not the same as safe."
    did = [f"{how}{_times(counts[name])}" for name, how in _ASKED.items() if counts.get(name)]
    said = joined(did[:_SAID_AT_MOST]) or "showed signs"
    if verdict == "needs-a-look":
        return f"This contact {said}. A person should read these messages."
    return f"This contact {said}. Friends and family do this too; read the messages."


def messages_in(number: int) -> str:
    """``1 message``, ``1,204 messages``."""
    return f"{number:,} message{'' if number == 1 else 's'}"


def joined(parts: list[str]) -> str:
    """``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def _times(count: int) -> str:
    return "" if count == 1 else (" twice" if count == 2 else f" {count} times")

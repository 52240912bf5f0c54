"""A contact who spells so that a filter misses it is seen all the same, and a friend who spells so is left alone."""

import pytest

from tests.chat import Chat, assess_lines, chats
from tests.disguises import DISGUISES, Disguise

CONCERN = chats("concern")
BENIGN = chats("benign")

each_disguise = pytest.mark.parametrize("disguise", DISGUISES, ids=lambda each: str(each.__name__))


def disguised(chat: Chat, disguise: Disguise) -> list[str]:
    """The chat with the contact's lines disguised; the child writes on as before."""
    return [
        f"x: {disguise(line[3:])}" if line.startswith("x: ") and line != "x: <photo>" else line
        for line in chat.lines
    ]


def warned_in_time(chat: Chat, lines: list[str]) -> bool:
    warning = assess_lines(lines).warning
    return warning is not None and warning.message <= chat.by


@each_disguise
def test_what_is_seen_in_plain_is_seen_in_disguise(disguise: Disguise) -> None:
    plain = [chat for chat in CONCERN if warned_in_time(chat, [*chat.lines])]
    lost = [chat for chat in plain if not warned_in_time(chat, disguised(chat, disguise))]
    told = "\n".join(f"{chat}: {disguised(chat, disguise)}" for chat in lost)
    assert plain
    assert not lost, f"{len(lost)} of {len(plain)} lost:\n{told}"


@each_disguise
def test_an_ordinary_chat_in_disguise_stays_ordinary(disguise: Disguise) -> None:
    flagged = [
        chat for chat in BENIGN if assess_lines(disguised(chat, disguise)).verdict == "needs-a-look"
    ]
    told = "\n".join(f"{chat}: {disguised(chat, disguise)}" for chat in flagged)
    assert not flagged, f"{len(flagged)} of {len(BENIGN)} flagged:\n{told}"


def test_pictures_silences_and_the_child_are_left_as_they_are() -> None:
    chat = Chat("", ("x: <photo>", "~30", "c: please", "ben: please", "x: please"))
    for disguise in DISGUISES:
        *before, last = disguised(chat, disguise)
        assert tuple(before) == chat.lines[:-1]
        assert last.startswith("x: ")

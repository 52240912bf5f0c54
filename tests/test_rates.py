"""The rates that the detector is held to, over every chat of every language.

Not rates on real chats: the fixtures are invented, short, and picked to be hard. ``tests/risk/test_chats.py`` asks the same
of each chat alone; here a miss may stand beside 19 hits, and a failure says where the misses lie.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache

import pytest

from tests.chat import Chat, assess_lines, chats
from wardlight.behaviours import BEHAVIOURS
from wardlight.findings import ContactFinding

CONCERN = chats("concern")
BENIGN = chats("benign")

IN_TIME = 0.95
SOME_SIGNS = 0.03

NOT_WRITTEN_HERE = {"sexual-talk", "recontact"}
"""The first has no words in this repository; the second lies across threads."""


@cache
def finding_on(chat: Chat) -> ContactFinding:
    return assess_lines(chat.lines)


def in_time(chat: Chat) -> bool:
    """The warning stands by the message it must, and on the contact, not on somebody else in a group."""
    finding = finding_on(chat)
    warned = finding.warning is not None and finding.warning.message <= chat.by
    return warned and finding.contact == "Contact"


def with_verdict(verdict: str) -> list[Chat]:
    return [each for each in BENIGN if finding_on(each).verdict == verdict]


def slices(chat: Chat) -> list[str]:
    """What a chat counts under."""
    named = {"language": chat.language, "speed": chat.speed, "register": chat.register}
    return [f"{kind} {name}" for kind, name in named.items() if name] + list(chat.behaviours)


def table(picked: Iterable[Chat], among: Iterable[Chat]) -> str:
    """The chats, and by slice how many they are of how many; slices without any are left out."""
    picked = list(picked)
    some = Counter(name for chat in picked for name in slices(chat))
    every = Counter(name for chat in among for name in slices(chat))
    rows = [f"  {name}: {some[name]} of {every[name]}" for name in sorted(some)]
    return "\n".join([", ".join(map(str, picked)), *rows])


def test_nineteen_of_twenty_are_warned_of_in_time() -> None:
    late = [each for each in CONCERN if not in_time(each)]
    rate = 1 - len(late) / len(CONCERN)
    assert rate >= IN_TIME, f"{rate:.1%} in time; late or missed:\n{table(late, CONCERN)}"


def test_no_ordinary_chat_needs_a_look() -> None:
    flagged = with_verdict("needs-a-look")
    assert not flagged, f"{len(flagged)} of {len(BENIGN)}:\n{table(flagged, BENIGN)}"


def test_few_ordinary_chats_show_some_signs() -> None:
    some = with_verdict("some-signs")
    rate = len(some) / len(BENIGN)
    assert rate <= SOME_SIGNS, f"{rate:.1%} of {len(BENIGN)}:\n{table(some, BENIGN)}"


def test_there_are_enough_chats() -> None:
    assert len(CONCERN) >= 80
    assert len(BENIGN) >= 120


@pytest.mark.parametrize("kind", ["concern", "benign"])
def test_each_chat_is_there_once(kind: str) -> None:
    names = Counter(str(each) for each in chats(kind))
    lines = Counter((each.language, each.lines) for each in chats(kind))
    assert not [name for name, times in names.items() if times > 1]
    assert not [which for which, times in lines.items() if times > 1]


@pytest.mark.parametrize("chat", CONCERN, ids=str)
def test_a_warning_is_asked_for_within_the_chat(chat: Chat) -> None:
    assert 0 < chat.by <= sum(not line.startswith("~") for line in chat.lines)


def test_every_behaviour_of_a_contact_has_an_english_chat() -> None:
    rows = {each.name for each in BEHAVIOURS if each.card.id.startswith("B")}
    named = {name for chat in CONCERN if chat.language == "en" for name in chat.behaviours}
    assert rows - named <= NOT_WRITTEN_HERE
    assert named <= rows

"""What would change a verdict is worked out by the same sum that made it."""

import pytest

from tests.risk.lines import states
from wardlight.risk import WEIGHTS
from wardlight.risk.explain import MOST_CHANGES, counterfactuals, not_seen, thin
from wardlight.risk.policy import told_as
from wardlight.risk.score import addends

CHATS = {
    "asked": ["x: send me a pic", "c: why"],
    "asked again": ["x: send me a pic", "c: no", "x: please please"],
    "threatened": ["x: i will show everyone your pics"],
    "ordinary": ["x: hi", "c: hi"],
}


@pytest.mark.parametrize("lines", CHATS.values(), ids=CHATS)
def test_each_change_crosses_a_line(lines: list[str]) -> None:
    state = states(lines)[-1]
    changes = counterfactuals(state)
    assert len(changes) <= MOST_CHANGES
    assert all(each.verdict == told_as(each.score) != told_as(state.score) for each in changes)


def test_an_ask_that_was_not_repeated_would_need_a_look_if_it_were() -> None:
    changes = counterfactuals(states(CHATS["asked"])[-1])
    assert any(each.name == "pressure" and each.added for each in changes)


def test_without_the_push_it_would_not_need_a_look() -> None:
    changes = counterfactuals(states(CHATS["asked again"])[-1])
    without = next(each for each in changes if each.name == "pressure" and not each.added)
    assert without.score < WEIGHTS.needs_a_look


def test_what_crosses_the_line_for_a_look_comes_first_and_then_the_least_change() -> None:
    state = states(CHATS["asked"])[-1]
    keys = [
        (each.verdict != "needs-a-look", abs(each.score - state.score))
        for each in counterfactuals(state)
    ]
    assert keys == sorted(keys)


def test_nothing_is_changed() -> None:
    state = states(CHATS["asked again"])[-1]
    counterfactuals(state)
    assert addends(state) == state.addends


def test_what_was_looked_for_and_not_seen() -> None:
    unseen = not_seen(states(CHATS["asked"])[-1])
    assert "threat" in unseen
    assert "image-request" not in unseen


def test_thin_evidence_is_said() -> None:
    assert "only 2" in thin(states(["x: send me a pic", "c: no"])[-1])
    assert "child" in thin(states(["x: hi"] * 9)[-1])
    assert not thin(states(["x: hi", "c: hi"] * 3)[-1])

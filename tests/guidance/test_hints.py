"""Offence hints: what is met, not met and unknown; never a verdict, never ranked."""

from typing import Any

import pytest

from tests.report.samples import assessment, concerning
from wardlight.guidance import Situation, pack
from wardlight.guidance.entry import Sender
from wardlight.guidance.facts import facts_of, with_facts
from wardlight.guidance.hints import Hint, hints

FACTS = facts_of(assessment(concerning()))
ENGLAND = pack("gb-eng")


def hint(entry: str, nation: str = "gb-eng", **said: Any) -> Hint | None:
    asked = Situation(role="officer", nation=nation, **said)
    return next((each for each in hints(asked, FACTS, pack(nation)) if each.entry == entry), None)


def states(found: Hint | None) -> dict[str, str]:
    assert found is not None
    return {each.text: each.state for each in found.elements}


@pytest.mark.parametrize(
    ("entry", "limit", "age", "state"),
    [
        ("soa-8", 13, 12, "met"),
        ("soa-8", 13, 13, "not met"),
        ("soa-10", 16, 15, "met"),
        ("soa-10", 16, 16, "not met"),
        ("soa-15a", 16, 16, "not met"),
        ("soa-15a", 16, None, "unknown"),
        ("soa-48", 18, 17, "met"),
        ("soa-48", 18, 18, "not met"),
    ],
)
def test_the_childs_age_at_its_boundary(
    entry: str, limit: int, age: int | None, state: str
) -> None:
    assert states(hint(entry, child_age=age))[f"the child is under {limit}"] == state


@pytest.mark.parametrize(
    ("sender", "state"), [(None, "unknown"), ("adult", "met"), ("under-18", "not met")]
)
def test_the_senders_age_is_unknown_unless_told(sender: Sender | None, state: str) -> None:
    found = states(hint("soa-15a", child_age=12, sender=sender))
    assert found["the person messaging is 18 or over"] == state


def test_a_sender_under_18_has_an_offence_of_their_own() -> None:
    assert hint("soa-13", child_age=12) is None
    assert hint("soa-13", child_age=12, sender="under-18") is not None


def test_in_scotland_a_sender_under_18_may_still_be_over_16() -> None:
    found = states(hint("sosa-older", "gb-sct", child_age=14, sender="under-18"))
    assert found["the person messaging is 16 or over"] == "unknown"


def test_what_a_picture_shows_is_never_known() -> None:
    for each in hints(Situation(role="officer", nation="gb-eng"), FACTS, ENGLAND):
        needed = [one for one in each.elements if "indecent" in one.text or "sexual" in one.text]
        assert all(one.state == "unknown" for one in needed)


def test_nothing_seen_or_told_gives_no_hint() -> None:
    assert hints(Situation(role="officer", nation="gb-eng"), None, ENGLAND) == ()


def test_what_was_told_is_not_what_was_seen() -> None:
    told = hints(Situation(happened=("threat",)), None, ENGLAND)
    assert {one.state for each in told for one in each.elements} <= {"told", "met", "unknown"}
    assert FACTS is not None
    seen = hints(with_facts(Situation(), FACTS), FACTS, ENGLAND)
    assert "told" not in {one.state for each in seen for one in each.elements}


def test_the_order_is_the_packs_and_not_a_ranking() -> None:
    found = [each.entry for each in hints(Situation(child_age=12), FACTS, ENGLAND)]
    order = [each.id for each in ENGLAND.of("offence") if each.id in found]
    assert found == order

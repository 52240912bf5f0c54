"""Choosing: what an answer rests on, what is never printed, and what happens as time goes by."""

from datetime import date
from itertools import product
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.guidance import NATIONS, Desk, Guidance, Line, Situation, choose, pack
from wardlight.guidance.audience import band
from wardlight.guidance.entry import Body, Happened, Role, Sender, YesNo
from wardlight.words import NEVER_OF_A_CHILD, NEVER_OF_A_FINDING, NEVER_OF_A_PERSON

TODAY = date(2026, 11, 22)
LATER = date(2031, 1, 1)
HAPPENED = (("images-sent",), ("images-received",), ("meeting-planned",), ("paper-to-sign",), ())


def any_of(kind: object) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), st.sampled_from(kind.__args__))  # type: ignore[attr-defined]


def some_of(kind: object) -> st.SearchStrategy[object]:
    chosen = st.sets(st.sampled_from(kind.__args__)).map(sorted).map(tuple)  # type: ignore[attr-defined]
    return st.one_of(st.none(), chosen)


situations = st.builds(
    Situation,
    danger=any_of(YesNo),
    hurt=any_of(YesNo),
    role=any_of(Role),
    nation=st.one_of(st.none(), st.sampled_from([*NATIONS, "elsewhere"])),
    child_age=st.one_of(st.none(), st.integers(0, 30)),
    told=some_of(Body),
    happened=some_of(Happened),
    known=any_of(YesNo),
    sender=any_of(Sender),
)


def lines_of(told: Guidance) -> list[Line]:
    rows = [*told.why, *told.do_not, *told.do, *told.have_ready, *told.next]
    desks: list[Desk] = [told.first, *told.also]
    return (
        rows + [line for desk in desks for line in desk.lines] + ([told.stop] if told.stop else [])
    )


@given(situations)
def test_every_situation_has_one_first_route_and_every_line_a_source(asked: Situation) -> None:
    told = choose(asked, TODAY)
    assert told.first_route
    rules = pack(asked.nation or "general")
    for line in lines_of(told):
        assert line.text
        assert line.entries
        for entry in line.entries:
            assert told.sources[entry].url.startswith("https://")
            found = rules.get(entry)
            assert found is not None
            if found.entry.status == "check":
                assert line.text == found.entry.asks
                assert line.text.endswith("?")


@given(situations)
def test_danger_is_always_the_emergency_services(asked: Situation) -> None:
    told = choose(asked, TODAY)
    urgent = "yes" in (asked.danger, asked.hurt) or "meeting-planned" in (asked.happened or ())
    assert (told.first.use == "emergency") == urgent


@given(situations)
def test_a_stop_says_no_more(asked: Situation) -> None:
    told = choose(asked, TODAY)
    if told.stop is not None:
        assert not told.also
        assert not told.have_ready
        assert told.first.use in ("emergency", "legal-advice", "support-child")


@given(situations)
def test_nobody_is_sent_again_to_a_desk_that_knows(asked: Situation) -> None:
    told = choose(asked, TODAY)
    desks = {desk.use for desk in (told.first, *told.also)}
    if "police" in (asked.told or ()):
        assert "specialist" not in {desk.use for desk in told.also}
        reports = asked.role not in ("officer", "platform")
        if reports and told.stop is None and told.first.use != "emergency":
            assert told.first.use == "follow-up"
    if "platform" in (asked.told or ()):
        assert "platform" not in desks


@given(situations)
def test_no_line_blames_or_labels_or_promises(asked: Situation) -> None:
    said = " ".join(line.text.lower() for line in lines_of(choose(asked, TODAY)))
    for never in (*NEVER_OF_A_CHILD, *NEVER_OF_A_PERSON, *NEVER_OF_A_FINDING):
        assert never not in said


@given(situations)
def test_years_later_every_line_says_that_it_is_overdue(asked: Situation) -> None:
    assert all(line.overdue is None for line in lines_of(choose(asked, TODAY)))
    assert all(line.overdue for line in lines_of(choose(asked, LATER)))


@pytest.mark.parametrize(
    ("age", "words"),
    [(9, "under-10"), (10, "10-12"), (12, "10-12"), (13, "13-17"), (17, "13-17"), (None, "10-12")],
)
def test_a_childs_words_are_those_of_the_age(age: int | None, words: str) -> None:
    assert band(age) == words


def test_a_child_is_spoken_to_in_the_childs_words() -> None:
    asked = Situation(role="child", nation="gb-eng", child_age=9, happened=("image-asked",))
    told = choose(asked, TODAY)
    assert "Do not write back." in [line.text for line in told.do_not]


def test_an_unknown_place_says_so_and_quotes_no_law() -> None:
    told = choose(Situation(nation="atlantis", role="parent"), TODAY)
    assert told.pack == "general"
    assert told.no_pack
    assert not choose(Situation(nation="ie", role="parent"), TODAY).no_pack


@given(situations)
def test_a_child_is_never_spoken_to_as_an_adult_is(asked: Situation) -> None:
    """Names of desks and how to reach them apart, every line a child gets has words for a child."""
    asked = msgspec.structs.replace(asked, role="child", child_age=9)
    told = choose(asked, TODAY)
    rules = pack(asked.nation or "general")
    rows = [*told.why, *told.do_not, *told.do, *told.have_ready, *told.next, told.first.lines[0]]
    for line in [*rows, *([told.stop] if told.stop else [])]:
        for entry in line.entries:
            found = rules.get(entry)
            assert found is not None
            assert found.entry.child or found.entry.status == "check", entry


@pytest.mark.parametrize("nation", [*NATIONS, "general"])
def test_every_route_can_be_reached(nation: str) -> None:
    """One that no situation leads to would be kept up for nobody."""
    reached: set[str] = set()
    for role, what, age, told in product(Role.__args__, HAPPENED, (12, 15, 18), ((), ("police",))):  # type: ignore[attr-defined]
        said: dict[str, Any] = {"role": role, "happened": what, "child_age": age, "told": told}
        sender: Sender | None = "under-18" if age == 12 else None
        answer = choose(Situation(nation=nation, sender=sender, **said), TODAY)
        reached |= {answer.first_route, *(desk.route for desk in answer.also)}
    assert reached == {each.id for each in pack(nation).of("route")}

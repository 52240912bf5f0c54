"""Principles of the score: what is enough alone, what never is, what fades, what ages and hours do."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.risk.lines import states
from wardlight.behaviours import BEHAVIOURS
from wardlight.behaviours.observation import STRONG
from wardlight.behaviours.turn import Ask, Past, Seen
from wardlight.behaviours.wordlists import sexual_words
from wardlight.risk import WEIGHTS, Context
from wardlight.risk.score import addends
from wardlight.risk.state import State

COMMON = WEIGHTS.common.behaviours
QUIET = ["x: ok", "c: ok"]
NAMES = [each.name for each in BEHAVIOURS]
SMALL = 2048
"""Bytes that a thread's state may take."""


def _state(seen: dict[str, Seen]) -> State:
    return State(Context(), Past(from_contact=30, from_child=30, seen=seen))


def _of(state: State, name: str) -> int:
    return sum(each.points for each in state.addends if each.name == name)


@given(st.dictionaries(st.sampled_from(COMMON), st.integers(1, 99), min_size=1))
def test_no_amount_of_common_things_is_enough(counts: dict[str, int]) -> None:
    seen = {name: Seen(count, 1, 60, STRONG, None) for name, count in counts.items()}
    assert sum(each.points for each in addends(_state(seen))) <= WEIGHTS.common.most


@pytest.mark.parametrize("preset", WEIGHTS.presets)
def test_common_things_alone_never_show_more_than_some_signs(preset: str) -> None:
    assert WEIGHTS.common.most < WEIGHTS.at(preset).needs_a_look


def test_a_threat_over_a_picture_is_enough_alone() -> None:
    assert states(["x: i will show everyone your pics"])[-1].warning is not None


def test_a_bare_ask_alone_is_not() -> None:
    state = states(["x: can you send me a pic", "c: ok"])[-1]
    assert state.score < WEIGHTS.some_signs


@given(
    st.sampled_from(sorted(WEIGHTS.behaviour)),
    st.integers(1, 99),
    st.integers(1, 98),
    st.integers(1, 3),
)
def test_points_never_fall_as_sightings_grow(name: str, one: int, more: int, best: int) -> None:
    weight = WEIGHTS.behaviour[name]
    assert weight.of(one, best) <= weight.of(min(99, one + more), best) <= weight.most
    assert weight.of(one, best) <= weight.of(one, min(STRONG, best + 1))


def test_presets_stand_in_order() -> None:
    lines = [WEIGHTS.at(name) for name in ("strict", "standard", "sensitive")]
    assert [each.needs_a_look for each in lines] == sorted(
        (each.needs_a_look for each in lines), reverse=True
    )
    assert all(each.some_signs < each.needs_a_look for each in lines)
    with pytest.raises(KeyError):
        WEIGHTS.at("loud")


def test_a_preset_moves_the_line_and_not_the_score() -> None:
    lines = ["x: send me a pic", "c: why", "x: where are your parents"]
    standard, strict = states(lines)[-1], states(lines, weights=WEIGHTS.at("strict"))[-1]
    assert standard.score == strict.score


def test_signs_that_lie_far_apart_are_not_added_up() -> None:
    near = states(["x: are you home alone", "x: keep it between us"])[-1]
    far = states(["x: are you home alone", *QUIET * 60, "x: keep it between us"])[-1]
    assert far.score < near.score
    assert "supervision-enquiry" not in far.past.seen


def test_asking_to_keep_it_secret_means_more_to_a_stated_child_from_a_stated_adult() -> None:
    asked = ["x: are you home alone"]
    peer = states(["c: im 13", "x: im 14", *asked])[-1]
    adult = states(["c: im 13", "x: im 30", *asked])[-1]
    unknown = states(asked)[-1]
    assert peer.score < adult.score
    assert unknown.score < adult.score


def test_ages_that_do_not_fit_are_seen() -> None:
    past = states(["x: im 15", "c: ok", "x: im 22 btw"])[-1].past
    assert (past.contact_youngest, past.contact_oldest) == (15, 22)
    assert past.count("age-deception") == 1


def test_a_school_year_is_taken_as_an_age() -> None:
    assert states(["c: im in year 7"])[-1].past.child_age == 12


def test_a_no_to_a_question_is_no_refusal() -> None:
    assert not states(["x: is your mum home", "c: no"])[-1].past.count("refusal")
    assert states(["x: send me a pic", "c: no"])[-1].past.count("refusal") == 1


def test_an_ask_for_a_picture_stays_open_when_something_else_is_asked() -> None:
    state = states(["x: send me a pic", "c: no", "x: keep it between us", "x: please please"])[-1]
    assert state.past.ask is not None
    assert state.past.ask.behaviour == "image-request"
    assert state.past.seen["pressure"].best == STRONG


def test_asking_again_weighs_less_between_people_who_have_long_talked() -> None:
    asks = ["x: send me a pic", "c: hi", "x: send me a pic"]
    strangers = states(asks)[-1]
    known = states([*["x: ok", "c: ok"] * 90, *asks])[-1]
    assert _of(known, "pressure") < _of(strangers, "pressure")


def test_the_night_counts_only_where_the_clock_is_known() -> None:
    asked = ["x: are you home alone"]
    night, unknown = states(asked, hour=2)[-1], states(asked)[-1]
    assert night.score > unknown.score
    assert states(asked, hour=14)[-1].score == unknown.score


def test_what_lowers_never_touches_a_threat() -> None:
    lines = ["x: i will show everyone your pics", "c: ok mum", "x: training is at 6"]
    context = Context(tagged="family", group=True)
    assert states(lines, context)[-1].score >= WEIGHTS.behaviour["threat"].points[2]


def test_one_side_only_is_said_and_lowers() -> None:
    lines = [*["x: ok"] * 50, "x: are you home alone"]
    assert any(each.name == "one side only" for each in states(lines)[-1].addends)


def test_sexual_talk_weighs_by_who_says_it_to_whom() -> None:
    word = next(iter(sorted(sexual_words())), None)
    if word is None:
        pytest.skip("the list is not installed")
    said = [f"x: {word}", "c: ok", f"x: {word}"]
    alone = states(said)[-1].score
    to_a_child = states(["c: im 12", *said])[-1].score
    by_the_child = states(["c: " + line[3:] for line in said])[-1].score
    assert alone <= WEIGHTS.behaviour["sexual-talk"].most
    assert to_a_child > alone
    assert by_the_child == 0


def test_a_state_stays_small() -> None:
    seen = {name: Seen(99, 10**6, 10**6, 3, 2**42) for name in NAMES}
    past = Past(
        10**6, 10**6, 2**42, "contact", 2**42, 99, 2**42, seen, Ask("image-request", 10**6, 2**42)
    )
    assert len(msgspec.msgpack.encode(past)) < SMALL


FRIENDLY = [
    *("x: where are you from", "c: leeds", "x: do you have a boyfriend", "c: not now"),
    *("x: you are so pretty", "c: aw", "x: whats your number", "c: why", "x: wanna meet up"),
]


def test_ordinary_questions_need_a_look_only_from_a_grown_person_to_a_child() -> None:
    peer = states(["x: asl", "c: 13 f", "x: 13 m", *FRIENDLY])[-1]
    unknown = states(["x: asl", "c: 13 f", *FRIENDLY])[-1]
    grown = states(["x: asl", "c: 13 f", "x: 40 m", *FRIENDLY])[-1]
    assert peer.score < unknown.score < WEIGHTS.needs_a_look <= grown.score
    assert peer.score < WEIGHTS.some_signs


YOUNG = "an ask to somebody whose given age is young"
ASKS = "x: send me a pic of you"


def _together(lines: list[str], context: Context | None = None) -> set[str]:
    return {each.because for each in states(lines, context)[-1].addends}


def test_an_age_in_passing_late_in_a_chat_is_nobodys() -> None:
    long = QUIET * 60
    assert YOUNG in _together(["c: im 12", ASKS])
    assert YOUNG not in _together([*long, "c: im 12", ASKS])
    assert YOUNG in _together([*long, "x: how old are you", "c: im 12", ASKS])
    assert YOUNG in _together([*long, "c: im 12", "c: i said im 12", ASKS])
    assert YOUNG in _together([*long, ASKS], Context(child_age=12))


def test_two_doubtful_wordings_are_no_sign_together() -> None:
    """Only what is more than weakly seen counts together: a weak word of secrecy beside an ask adds its own points alone."""
    weak, clear = ["x: shh dont tell her", ASKS], ["x: dont tell your mum", ASKS]
    told = "secrecy or who is near, with an ask for a picture"
    assert told in _together(clear)
    assert told not in _together(weak)
    assert _of(states(weak)[-1], "secrecy") > 0

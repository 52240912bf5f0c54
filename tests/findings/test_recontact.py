"""Whether somebody may be back under another account is asked, with what it rests on, and never said."""

import pytest

from wardlight.findings.recontact import (
    DAY,
    PHRASES,
    Trace,
    identifier,
    identifiers_in,
    phrases_in,
    questions,
)

ASKED = ("age-enquiry", "image-request", "pressure")
FIRST = Trace(name="Sam", began=0, stopped=10 * DAY, how="was blocked", behaviours=ASKED)


def test_the_same_first_ask_soon_after_a_block_is_asked_about() -> None:
    later = Trace(name="Alex", began=12 * DAY, behaviours=("image-request",))
    (question,) = questions([FIRST, later])
    assert (question.earlier, question.later) == ("Sam", "Alex")
    assert question.asks.endswith("?")
    assert question.rests_on == (
        "both asked for the same thing first",
        "the later one began 2 days after the other was blocked",
    )


@pytest.mark.parametrize(
    "later",
    [
        Trace(name="Alex", began=12 * DAY, behaviours=("age-enquiry",)),
        Trace(name="Alex", began=60 * DAY, behaviours=("image-request",)),
        Trace(name="Alex", began=5 * DAY, behaviours=("image-request",)),
        Trace(name="Alex", began=12 * DAY),
    ],
    ids=["a common ask", "long after", "before", "nothing but time"],
)
def test_too_little_is_not_asked_about(later: Trace) -> None:
    assert not questions([FIRST, later])


def test_nobody_is_set_beside_somebody_who_was_not_stopped() -> None:
    going_on = Trace(name="Sam", began=0, behaviours=ASKED)
    assert not questions([going_on, Trace(name="Alex", began=DAY, behaviours=ASKED)])


def test_a_shared_identifier_is_enough_at_any_time() -> None:
    earlier = Trace(
        name="Sam", began=0, stopped=DAY, identifiers=identifiers_in("add me @sam.plays_9")
    )
    later = Trace(name="Alex", began=400 * DAY, identifiers=frozenset({identifier("@Sam.plays_9")}))
    (question,) = questions([earlier, later])
    assert question.rests_on == ("both gave the same handle, number or link",)


def test_wording_needs_something_beside_it() -> None:
    wording = phrases_in("you are the only one here that i can really talk to")
    assert len(wording) >= PHRASES
    earlier = Trace(name="Sam", began=0, stopped=DAY, phrases=wording)
    later = Trace(name="Alex", began=90 * DAY, phrases=wording)
    assert not questions([earlier, later])
    said = Trace(name="Alex", began=90 * DAY, phrases=wording, behaviours=("recontact",))
    assert questions([earlier, said])


def test_one_number_is_one_identifier_however_it_is_spaced() -> None:
    assert identifiers_in("+99 000 000 0001") == identifiers_in("its 99-000.000 (0001)")
    assert not identifiers_in("at 10.30 on 12/05")


def test_nothing_of_a_text_is_kept() -> None:
    kept = identifiers_in("look at https://example.org/sam/page") | phrases_in("a b c d e f g")
    assert kept
    assert all(len(each) == 16 and set(each) <= set("0123456789abcdef") for each in kept)


def test_no_question_says_that_it_is_so() -> None:
    later = Trace(name="Alex", began=12 * DAY, behaviours=("image-request",))
    assert questions([FIRST, later])[0].asks.startswith("Could ")

"""The words that findings are told in."""

import pytest
from msgspec.structs import replace

from tests.report.samples import assessment, concerning, milestone, quiet
from wardlight.behaviours import BEHAVIOURS, Behaviour
from wardlight.report import wording as say


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=lambda each: each.name)
def test_each_behaviour_has_words_on_its_own_side(behaviour: Behaviour) -> None:
    card = behaviour.card
    side = say.CHILD_ACTS if card.actor == "child" else say.CONTACT_ACTS
    assert side[card.name]
    assert len(side[card.name]) <= 34, "it has to fit beside the timeline"


def test_no_words_for_what_is_not_looked_for() -> None:
    assert {*say.ACTS} == {each.name for each in BEHAVIOURS}


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0.2, "less than a minute"),
        (1, "1 minute"),
        (41.4, "41 minutes"),
        (119, "119 minutes"),
        (150, "2 hours"),
        (4320, "3 days"),
        (900_000, "625 days"),
    ],
)
def test_spans(minutes: float, words: str) -> None:
    assert say.span(minutes) == words


@pytest.mark.parametrize(
    ("at", "words", "clock"),
    [
        ("2026-03-07 19:02:11 UTC", "7 Mar 2026, 19:02", "UTC"),
        ("2026-03-07T19:02:11Z", "7 Mar 2026, 19:02", "Z"),
        (
            "2026-03-07 19:02 (phone clock, zone not known)",
            "7 Mar 2026, 19:02",
            "phone clock, zone not known",
        ),
        ("2026-03-07", "7 Mar 2026", ""),
        ("13/14/15 (not read as a time)", "13/14/15 (not read as a time)", ""),
        (None, "no time", ""),
    ],
)
def test_times(at: str | None, words: str, clock: str) -> None:
    assert say.date_words(at) == words
    assert say.clock_words(at) == clock


def test_a_day_is_told_once() -> None:
    day = say.shared_day(["2026-03-07 19:02:11 UTC", "2026-03-07 20:00:00 UTC"])
    assert day == "7 Mar 2026"
    assert say.when("2026-03-07 19:02:11 UTC", day) == "19:02"
    assert say.shared_day(["2026-03-07 19:02:11 UTC", "2026-03-08 20:00:00 UTC"]) == ""
    assert say.shared_day(["2026-03-07 19:02:11 UTC", None]) == ""


def test_the_warning_is_set_against_the_first_picture() -> None:
    assert say.warning_words(concerning()) == (
        "Message 6, 3 minutes after the first message (7 Mar 2026, 19:03); "
        "before the child's first picture (message 21)"
    )
    assert say.warning_words(quiet()) == "none"


def test_a_first_time_at_the_very_start() -> None:
    assert say.first_time(milestone(1, 0)) == "Message 1, the very start (7 Mar 2026, 19:00)"


def test_the_headline_counts_by_verdict() -> None:
    signs = concerning(verdict="some-signs")
    assert say.headline(assessment(quiet())) == "Of 1 contact, none needs a look."
    assert say.headline(assessment(concerning(), quiet())) == "Of 2 contacts, 1 needs a look."
    assert say.headline(assessment(concerning(), concerning(), signs)) == (
        "Of 3 contacts, 2 need a look and 1 shows some signs."
    )


def test_the_sum_of_records_says_when_it_does_not_add_up() -> None:
    whole = assessment().coverage
    assert say.reconciled(whole).endswith("Every record is accounted for.")
    assert say.reconciled(replace(whole, unexplained=3)).endswith("3 not accounted for")


def test_each_side_is_counted_apart() -> None:
    contact = dict(say.how_often(concerning(), "contact"))
    child = dict(say.how_often(concerning(), "child"))
    assert contact["asked for a picture"] == "twice"
    assert child == {"said no": "twice"}

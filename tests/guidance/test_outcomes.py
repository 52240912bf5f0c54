"""Ways of closing a case, and the reviewer's work list."""

from datetime import date

import pytest

from wardlight.errors import UnknownOutcome
from wardlight.guidance import NATIONS, pack
from wardlight.guidance.outcomes import outcome
from wardlight.guidance.work_list import work_list

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("number", range(1, 23))
def test_every_outcome_is_explained(number: int) -> None:
    told = outcome(number, "gb-eng", TODAY)
    assert told.number == number
    assert told.means.entries == (f"outcome-{number}",)
    assert told.presumes.text
    assert told.ask.text
    assert told.later.text
    assert told.more
    for line in (told.means, told.presumes, told.ask, told.later, *told.more):
        assert set(line.entries) <= set(told.sources)


def test_outcome_21_asks_why_the_child_is_a_suspect_and_promises_nothing() -> None:
    told = outcome(21, "gb-wls", TODAY)
    assert "why your child is a suspect" in told.ask.text
    assert "nobody can promise" in told.later.text


@pytest.mark.parametrize("nation", ["gb-sct", "gb-nir", "us", "elsewhere"])
def test_other_nations_do_not_use_these_numbers(nation: str) -> None:
    with pytest.raises(UnknownOutcome):
        outcome(21, nation, TODAY)


def test_there_is_no_outcome_23() -> None:
    with pytest.raises(UnknownOutcome):
        outcome(23, "gb-eng", TODAY)


@pytest.mark.parametrize("nation", NATIONS)
def test_the_work_list_is_all_that_is_not_verified(nation: str) -> None:
    rows = work_list(nation, TODAY)
    doubtful = {each.id for each in pack(nation).entries if each.entry.status != "verified"}
    assert {row.entry for row in rows} == doubtful
    assert [row.status for row in rows] == sorted(row.status for row in rows)
    assert all(row.asks for row in rows if row.status == "check")


def test_years_later_everything_is_on_it() -> None:
    rows = work_list("gb-eng", date(2031, 1, 1))
    assert len(rows) == len(pack("gb-eng").entries)
    assert all(row.overdue for row in rows)

"""The order of day and month: what tells it, in which turn, and what is not guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.sources.whatsapp.dates import DateOrder, day_of, is_possible, order_of


def told(
    *dates: str, person: bool | None = None, named: tuple[str, str] | None = None
) -> DateOrder:
    return order_of(dates, [named] if named else [], person=person)


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("13/02/2024", "01/02/2024"), DateOrder(day_first=True, told_by="field")),
        (("02/13/24",), DateOrder(day_first=False, told_by="field")),
        (("2024-02-01",), DateOrder(None, "year-first")),
        (("24. 3. 5.", "24. 3. 12."), DateOrder(None, "year-first")),
        (
            ("01/02/2024", "03/02/2024", "01/03/2024"),
            DateOrder(day_first=True, told_by="succession"),
        ),
        (
            ("01/02/2024", "01/03/2024", "02/01/2024"),
            DateOrder(day_first=False, told_by="succession"),
        ),
        (("05.03.2024",), DateOrder(day_first=True, told_by="dots")),
        (("05/03/2024",), DateOrder(None, "nothing")),
        (("01/02/2024", "03/04/2024"), DateOrder(None, "nothing")),
        (("03/04/2024", "01/02/2024"), DateOrder(None, "nothing")),
    ],
)
def test_what_the_dates_tell(dates: tuple[str, ...], expected: DateOrder) -> None:
    assert told(*dates) == expected


def test_an_attached_file_tells_where_dates_do_not() -> None:
    name = "Ana: IMG-20240305-WA0001.jpg (file attached)"
    assert told("05/03/2024", named=("05/03/2024", name)).day_first is True
    assert told("03/05/2024", named=("03/05/2024", name)).day_first is False
    assert told("04/03/2024", named=("04/03/2024", name)).told_by == "nothing"
    iphone = "Ana: <attached: 00000012-PHOTO-2024-03-05-10-00-00.jpg>"
    assert told("03/05/2024", named=("03/05/2024", iphone)).told_by == "file-names"


def test_a_person_tells_where_nothing_else_does() -> None:
    assert told("05/03/2024", person=False) == DateOrder(day_first=False, told_by="person")
    assert told("05.03.2024", person=False) == DateOrder(day_first=False, told_by="person")


@pytest.mark.parametrize("dates", [("13/02/2024",), ("01/02/2024", "03/02/2024", "01/03/2024")])
def test_a_person_who_goes_against_the_file_is_told_so(dates: tuple[str, ...]) -> None:
    order = told(*dates, person=False)
    assert order.day_first is True
    assert "month first was asked for" in order.against


def test_a_file_that_goes_both_ways_is_not_decided() -> None:
    order = told("13/02/2024", "02/13/2024", "01/02/2024")
    assert order.told_by == "nothing"
    assert order.against
    assert day_of("13/02/2024", order) == day_of("02/13/2024", order)
    assert day_of("01/02/2024", order) is None
    assert day_of("05/05/2024", order) is not None


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("13/2/2567", "13/2/2024"),  # Buddhist
        ("١٣/٢/٢٠٢٤", "13/2/2024"),
        ("13. 2. 2024.", "13/2/2024"),
        ("13/2/24", "13/2/2024"),
    ],
)
def test_dates_that_are_one(written: str, same: str) -> None:
    day_first = DateOrder(day_first=True, told_by="field")
    assert day_of(written, day_first) == day_of(same, day_first) is not None


@pytest.mark.parametrize(
    "written", ["31/02/2024", "00/01/2024", "32/13/2024", "23/11/1402", "1/1/9999"]
)
def test_dates_that_are_none(written: str) -> None:
    order = DateOrder(day_first=True, told_by="field")
    day = day_of(written, order)
    assert day is None or not is_possible(day)


@given(st.dates(date(2009, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    written = f"{day:%d/%m/%Y}"
    since = (day.toordinal() - 719_163) * 86_400_000
    assert day_of(written, DateOrder(day_first=True, told_by="field")) == since
    assert is_possible(since)

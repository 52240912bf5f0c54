"""Dates in words: what is read, what is left alone, and that the table of months is what its script makes."""

import importlib.util
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.sources.pages.stamps import day_month_order, looks_like_stamp, read_stamp

ROOT = Path(__file__).parents[2]


def shown(written: str, language: str = "", *, day_first: bool | None = None) -> str | None:
    stamp = read_stamp(written, language=language, day_first=day_first)
    if stamp is None:
        return None
    wall = datetime(1970, 1, 1) + timedelta(milliseconds=stamp.reading)  # noqa: DTZ001 - a wall clock
    return wall.strftime("%Y-%m-%d %H:%M:%S") + (" UTC" if stamp.utc else "")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Oct 19, 2019, 2:37 PM", "2019-10-19 14:37:00"),
        ("Oct 19, 2019 at 2:37 PM", "2019-10-19 14:37:00"),
        ("Oct 19, 2019, 2:37\u202fPM", "2019-10-19 14:37:00"),
        ("\u200eOct 19, 2019, 2:37 PM", "2019-10-19 14:37:00"),
        ("19 Oct 2019, 14:37", "2019-10-19 14:37:00"),
        ("Oct 19, 2019 2:37:05 PM", "2019-10-19 14:37:05"),
        ("Dec 28, 2020 12:20 am", "2020-12-28 00:20:00"),
        ("Dec 28, 2020 12:20 pm", "2020-12-28 12:20:00"),
        ("juil 25, 2014 12:06:36 am", "2014-07-25 00:06:36"),
        ("jun. 07, 2024 5:44 a. m.", "2024-06-07 05:44:00"),
        ("13 de enero de 2024, 10:30", "2024-01-13 10:30:00"),
        ("ago 07, 2026 8:17 da tarde/noite", "2026-08-07 20:17:00"),
        ("10 янв. 2022 г., 14:05", "2022-01-10 14:05:00"),
        ("2020年3月5日 下午2:30", "2020-03-05 14:30:00"),
        ("3월 12, 2024 3:32 오후", "2024-03-12 15:32:00"),
        ("2024. 3. 12. 오전 3:32", "2024-03-12 03:32:00"),
        ("thg 3 12, 2024 2:05 CH", "2024-03-12 14:05:00"),
        ("١٢ مارس ٢٠٢٤ ٢:٣٠ م", "2024-03-12 14:30:00"),
        ("12 มี.ค. 2567 14:30", "2024-03-12 14:30:00"),
        ("4 oct. 2013 à 14 h 05", "2013-10-04 14:05:00"),
        ("4. okt. 2013 kl. 14.05", "2013-10-04 14:05:00"),
        ("Freitag, 4. Oktober 2013 um 22:05 CEST", "2013-10-04 22:05:00"),
        ("2020-05-06 10:11", "2020-05-06 10:11:00"),
    ],
)
def test_dates_of_many_pages_are_read(written: str, expected: str) -> None:
    assert looks_like_stamp(written)
    assert shown(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        "Jan 32, 2020 10:00",
        "Oct 19, 2019 25:00",
        "Brumaire 18, 2019 10:00",
        "12 2019 10:00 1",
        "12:30",
    ],
)
def test_what_is_no_date_is_not_read(written: str) -> None:
    assert shown(written) is None


def test_letters_for_a_zone_are_not_believed_and_a_written_offset_is() -> None:
    assert shown("Friday, October 4, 2013 at 10:05pm PDT") == "2013-10-04 22:05:00"
    assert shown("Friday, October 4, 2013 at 10:05pm UTC") == "2013-10-04 22:05:00"
    assert shown("Saturday, May 4, 2013 at 6:14pm UTC+08") == "2013-05-04 10:14:00 UTC"
    assert shown("Saturday, May 4, 2013 at 6:14pm GMT-03:30") == "2013-05-04 21:44:00 UTC"


def test_a_name_that_is_two_months_needs_the_language_of_the_page() -> None:
    assert shown("5. listopad 2022 18:30") is None
    assert shown("5. listopad 2022 18:30", "cs") == "2022-11-05 18:30:00"
    assert shown("5. listopad 2022 18:30", "hr-HR") == "2022-10-05 18:30:00"


def test_a_date_in_numbers_is_read_where_it_fits_one_way() -> None:
    assert shown("25/06/2020, 10:11") == "2020-06-25 10:11:00"
    assert shown("06/25/2020, 10:11") == "2020-06-25 10:11:00"
    assert shown("07/07/2020, 10:11") == "2020-07-07 10:11:00"
    assert shown("05/06/2020, 10:11") is None
    assert shown("05/06/2020, 10:11", day_first=True) == "2020-06-05 10:11:00"
    assert shown("05/06/2020, 10:11", day_first=False) == "2020-05-06 10:11:00"
    assert day_month_order(["05/06/2020, 10:11", "25/06/2020, 10:11"]) is True
    assert day_month_order(["05/06/2020, 10:11", "06/25/2020, 10:11"]) is False
    assert day_month_order(["05/06/2020, 10:11"]) is None
    assert day_month_order(["13/06/2020, 10:11", "06/13/2020, 10:11"]) is None


@given(
    st.text(max_size=60) | st.from_regex(r"[\w ]{0,6} ?\d{1,4}[./ -]\d{1,4},? \d{1,5}:\d\d ?\w*")
)
def test_any_text_is_a_date_or_not(written: str) -> None:
    looks_like_stamp(written)
    day_month_order([written])
    stamp = read_stamp(written)
    assert stamp is None or isinstance(stamp.reading, int)


def test_the_table_of_months_is_what_its_script_makes() -> None:
    place = ROOT / "scripts" / "make_months.py"
    spec = importlib.util.spec_from_file_location("make_months", place)
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert script.TARGET.read_text(encoding="utf-8") == script.months_toml()

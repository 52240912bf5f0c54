"""How a message line begins, in every form that a phone can write."""

from datetime import date, time

import pytest
from babel import Locale, localedata
from babel.dates import format_date, format_time

from wardlight.sources.whatsapp.dates import DateOrder, day_of, time_of_day
from wardlight.sources.whatsapp.header import ANY, LineForm, likeness, line_form

DAY, NIGHT = date(2024, 3, 25), time(21, 4, 7)
NOON = 43_200_000

# WhatsApp's languages, as phones name them. Left out: those in which Unicode's short date has a
# year of two digits in front (Basque, Nepali), which nothing in one line can tell from a day.
LANGUAGES = [
    "af",
    "am",
    "ar",
    "az",
    "bg",
    "bn",
    "ca",
    "cs",
    "da",
    "de",
    "de_AT",
    "de_CH",
    "el",
    "en_AU",
    "en_CA",
    "en_GB",
    "en_IE",
    "en_IN",
    "en_US",
    "en_ZA",
    "es",
    "es_AR",
    "es_CL",
    "es_MX",
    "es_US",
    "et",
    "fa",
    "fi",
    "fil",
    "fr",
    "fr_BE",
    "fr_CA",
    "fr_CH",
    "ga",
    "gl",
    "gu",
    "he",
    "hi",
    "hr",
    "hu",
    "id",
    "is",
    "it",
    "ja",
    "ka",
    "kk",
    "km",
    "kn",
    "lo",
    "lt",
    "lv",
    "mk",
    "ml",
    "mn",
    "mr",
    "ms",
    "my",
    "nb",
    "nl",
    "nl_BE",
    "pa",
    "pl",
    "pt_BR",
    "pt_PT",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "te",  # codespell:ignore te
    "th",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "zh_Hans",
    "zh_Hant",
    "zu",
]


def form_of(*lines: str) -> LineForm:
    form = line_form(lines)
    assert form is not None, lines
    return form


def read(line: str, *, day_first: bool | None = None) -> tuple[int | None, int | None, str]:
    form = form_of(line)
    _, _, *groups, rest = form.split.split("\n" + line)
    stamps = dict(zip((2, 3), groups, strict=True))
    order = DateOrder(day_first, "year-first" if day_first is None else "field")
    return day_of(stamps[form.date_at], order), time_of_day(stamps[form.time_at]), rest


def millis(day: date) -> int:
    return (day - date(1970, 1, 1)).days * 86_400_000


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("written", ["{}, {} - ", "{} {} - ", "[{}, {}] ", "[{} {}] "])
def test_the_short_form_of_every_language_is_read(language: str, written: str) -> None:
    locale = Locale.parse(language)
    day = format_date(DAY, "short", locale)
    for clock, precise in (("short", 0), ("medium", 7_000)):
        header = written.format(day, format_time(NIGHT, clock, locale=locale))
        year_first = locale.date_formats["short"].pattern.startswith("y")
        found = read(f"{header}Ana: hi", day_first=None if year_first else True)
        assert found == (millis(DAY), NOON + 9 * 3_600_000 + 4 * 60_000 + precise, "Ana: hi")


def test_the_languages_are_some_of_those_there_are() -> None:
    assert set(LANGUAGES) <= set(localedata.locale_identifiers())


MORNING, EVENING = (1 * 60 + 55) * 60_000, (13 * 60 + 55) * 60_000


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1:55", MORNING),
        ("13:55", EVENING),
        ("13.55.00", EVENING),
        ("1:55:00 PM", EVENING),
        ("1:55:00\u202fpm", EVENING),
        ("1:55 p. m.", EVENING),
        ("1:55 p.\u00a0m.", EVENING),
        ("1:55 a.m.", MORNING),
        ("下午1:55", EVENING),
        ("凌晨1:55", MORNING),
        ("午後1:55", EVENING),
        ("오전 1:55", MORNING),
        ("١:٥٥ م", EVENING),
        ("١:٥٥ ص", MORNING),
        ("13 h 55", EVENING),
        ("13 h 55 min 00 s", EVENING),
        ("12:00 AM", 0),
        ("12:00 PM", NOON),
        ("24:05", 5 * 60_000),
        ("25:00", None),
        ("13:61", None),
        ("13:00 AM", None),
    ],
)
def test_times_of_day(written: str, expected: int | None) -> None:
    assert time_of_day(written) == expected


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        "12/12/19: Departure",
        "12/12/19 see you at 10:00 - ok?",
        "2/11/19, 14:48 Alice: no delimiter",
        "10:00 - Ana: only a time",
        "1/2, 10:00 - Ana: no year",
        "https://example.org/2024/01/02, 10:00 - x",
        "x 01/02/2024, 10:00 - Ana: not at the start",
    ],
)
def test_what_is_no_header(line: str) -> None:
    assert ANY.match(line) is None
    assert line_form([line]) is None


def test_a_file_has_the_form_of_its_first_header() -> None:
    copied = ["[1.2.2019, 00:00:00] Ben: b"] * 100
    form = form_of("top", "[04.01.18, 11:53:57] Ana: a", *copied)
    assert form.split.match("\n[05.01.18, 1:53:57] Ana: c")
    for other in (
        "[1.2.2019, 00:00:00] Ben: b",  # a year of four digits
        "[05.01.18, 11:53] Ben: b",  # no seconds
        "[05/01/18, 11:53:57] Ben: b",  # another separator
        "05.01.18, 11:53:57 - Ben: b",  # no brackets
        "[11:53:57, 05.01.18] Ben: b",  # the time first
    ):
        assert form.split.match("\n" + other) is None, other


def test_a_comma_and_the_half_of_the_day_may_come_and_go() -> None:
    form = form_of(
        "[2018/06/13, 21:25:15] Ana: a",
        "[2018/06/13 1:55:00 p. m.] Ben: b",
        "[2018/06/13, 01:56:00 AM] Ana: c",
    )
    assert form.split.match("\n[2018/06/14 2:55:00 a. m.] Ben: d")


def test_marks_stand_before_a_header_and_belong_to_it() -> None:
    form = form_of("\u200e[04.01.18, 11:53:57] Ana: \u200eimage omitted")
    parts = form.split.split("\n\u200e[04.01.18, 11:53:57] Ana: x")
    assert parts[1] == "\u200e[04.01.18, 11:53:57] "
    assert parts[1].lstrip("\u200e")[form.opening : -form.closing] == "04.01.18, 11:53:57"


def test_likeness_is_the_share_of_dated_lines_that_are_headers() -> None:
    header = "01/02/2024, 10:00 - Ana: hello"
    assert likeness([header, "and more", "", "of it"]) == 1.0
    assert likeness([header, "02/02/2024 nothing", "03/02/2024"]) == pytest.approx(1 / 3)
    assert likeness(["a letter", "of words"]) == 0.0

"""The age that words state, in each language's own number words and school years."""

from importlib.resources import files

import pytest

from wardlight.behaviours import LANGUAGES
from wardlight.behaviours.ages import age_in, read_ages
from wardlight.behaviours.lexicon import read_lexicon
from wardlight.behaviours.matcher import Hit
from wardlight.behaviours.normalise import words_and_spans
from wardlight.behaviours.pattern import Pattern

CLASSES_OF_AGES = ("age", "young-age", "grown-age", "stated-age")


def _age(language: str, text: str, last: int | None = None) -> int:
    words, _ = words_and_spans(text)
    pattern = Pattern("states-age", "", 2, "", language=language)
    hit = Hit(pattern, 0, len(words) - 1 if last is None else last, (0, 0))
    return age_in([hit], words)


@pytest.mark.parametrize(
    ("language", "text", "age"),
    [
        ("en", "im 13", 13),
        ("en", "im twenty five", 25),
        ("en", "im in year 7", 12),
        ("en", "im in year seven", 12),
        ("en", "im in year 10", 15),
        ("en", "sixth grade", 11),
        ("en", "in 8th grade", 13),
        ("en", "im a 12 year old girl", 12),
        ("en", "im 12 year", 12),
        ("en", "im 12 in year 7", 12),
        ("en", "im 13 in year 9", 13),
        ("en", "year seven at school and one sister", 12),
        ("en", "just me and my one friend", 0),
        ("en", "early 30s", 30),
        ("de", "ich bin fünfunddreißig", 35),
        ("de", "ich bin fuenfunddreissig", 35),
        ("de", "in der 7. klasse", 12),
        ("de", "siebte klasse", 12),
        ("es", "tengo treinta y cinco", 35),
        ("es", "tengo diez y seis", 16),
        ("es", "voy en sexto", 11),
        ("es", "2 de la eso", 13),
        ("es", "tengo 13 estoy en la eso", 13),
        ("fr", "jai trente-cinq ans", 35),
        ("fr", "j'ai vingt et un ans", 21),
        ("fr", "jai dix-sept ans", 17),
        ("fr", "29ans", 29),
        ("fr", "en 4eme", 13),
        ("fr", "secondaire 2", 13),
        ("it", "ho trentuno anni", 31),
        ("it", "ho ventott'anni 28anni", 28),
        ("it", "seconda media", 12),
        ("it", "2 media", 12),
        ("it", "prima superiore", 14),
        ("nl", "ik ben zesentwintig", 26),
        ("nl", "zit in groep 8", 11),
        ("nl", "in de 2e klas", 13),
        ("pl", "mam trzydzieści pięć lat", 35),
        ("pl", "mam trzydziesci piec lat", 35),
        ("pl", "do siódmej klasy", 13),
        ("pl", "siódmej", 13),
        ("pl", "pierwsza liceum", 15),
        ("pl", "ten chłopak", 0),
        ("pt", "tenho trinta e dois anos", 32),
        ("pt", "tenho 12 ano", 12),
        ("pt", "to no 7 ano", 12),
        ("pt", "sétimo ano", 12),
        ("", "12", 12),
        ("", "twelve", 0),
        ("en", "2024", 0),
        ("en", "a4 or b2", 0),
    ],
)
def test_an_age_is_read_as_its_language_says_it(language: str, text: str, age: int) -> None:
    assert _age(language, text) == age


def test_a_number_goes_on_behind_the_line_that_was_found() -> None:
    assert _age("es", "tengo treinta y cinco", last=1) == 35


def test_of_several_ages_the_lowest_is_taken() -> None:
    assert _age("en", "im 14 nearly 15") == 14


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_ages_and_from_where(language: str) -> None:
    ages = read_ages(language)
    assert all((ages.numbers, ages.ordinals, ages.school, ages.source))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_lines_take_for_an_age_has_a_number(language: str) -> None:
    classes = read_lexicon(language).classes
    named = [word for name in CLASSES_OF_AGES for word in classes.get(name, ())]
    assert named
    assert [word for word in named if not _age(language, word.replace("_", " "))] == []


def test_a_language_that_has_no_page_has_figures() -> None:
    assert not (files("wardlight.behaviours.lexicon") / "xx").is_dir()
    assert _age("xx", "13") == 13

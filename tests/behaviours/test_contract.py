"""Every behaviour keeps the contract: defined, cited, seen in its lines and not in their twins."""

import tomllib
from pathlib import Path

import pytest

from tests.chat import assess_lines
from wardlight.behaviours import BEHAVIOURS, LANGUAGES, Behaviour, matcher, read_lexicon
from wardlight.behaviours.catalogue import sources
from wardlight.risk import WEIGHTS, Context
from wardlight.risk.score import FACTS

TWINS = {
    file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parent / "twins").glob("*.toml"))
}
NAMES = [each.name for each in BEHAVIOURS]
_WORDLESS = {"bombardment", "no-reply", "sexual-talk"}
"""No words of these stand in the repository."""

DIRECT = {
    *("image-request", "pressure", "refusal", "secrecy", "supervision-enquiry"),
    *("threat", "platform-move", "meeting", "kin"),
}
"""What every language has at the least: the direct approach, and who is family."""


def _cases(kind: str) -> list[tuple[str, list[str]]]:
    return [
        (name, lines)
        for twins in TWINS.values()
        for name, cases in twins.items()
        for lines in cases[kind]
    ]


def _seen_last(name: str, lines: list[str]) -> bool:
    finding = assess_lines([*lines], context=Context())
    number = sum(not line.startswith("~") for line in lines)
    return any(each.behaviour == name and each.message == number for each in finding.observations)


@pytest.mark.parametrize(("name", "lines"), _cases("seen"), ids=str)
def test_is_seen(name: str, lines: list[str]) -> None:
    assert _seen_last(name, lines)


@pytest.mark.parametrize(("name", "lines"), _cases("twin"), ids=str)
def test_is_not_seen_in_the_twin(name: str, lines: list[str]) -> None:
    assert not _seen_last(name, lines)


@pytest.mark.parametrize("behaviour", BEHAVIOURS, ids=NAMES)
def test_has_a_card_that_cites_known_works(behaviour: Behaviour) -> None:
    card = behaviour.card
    assert card.definition.endswith(".")
    assert card.changed
    assert all(work in sources() for work in card.source.split("; "))


def test_names_are_unique() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_english_has_words_and_twins_for_every_behaviour_or_needs_none() -> None:
    assert set(TWINS["en"]) == set(NAMES) - {"sexual-talk"}
    assert set(read_lexicon("en").sources) == set(NAMES) - _WORDLESS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_and_twins_for_the_direct_approach(language: str) -> None:
    pages = set(read_lexicon(language).sources)
    assert DIRECT <= pages <= set(NAMES)
    assert pages - _WORDLESS <= set(TWINS[language])
    assert all(cases["seen"] and cases["twin"] for cases in TWINS[language].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_what_a_phone_calls_family(language: str) -> None:
    assert read_lexicon(language).classes["kin-name"]


def test_every_lexicon_says_where_its_words_come_from() -> None:
    for language in LANGUAGES:
        assert all(read_lexicon(language).sources.values())


def test_every_weight_is_a_behaviours() -> None:
    named = {*WEIGHTS.behaviour, *WEIGHTS.early_ask.behaviours}
    named |= {name for rule in WEIGHTS.together for group in rule.all for name in group}
    assert named - FACTS <= set(NAMES)
    assert set(WEIGHTS.common.behaviours) <= set(WEIGHTS.behaviour)
    assert {each.name for each in BEHAVIOURS if each.card.id.startswith("B")} == set(
        WEIGHTS.behaviour
    )


def test_the_matcher_remembers_nothing_that_changes_an_answer() -> None:
    text = "can you send me a pic"
    first = matcher().match(text)
    for other in ("hello there", "send", "pic", text.upper()):
        matcher().match(other)
    assert matcher().match(text) == first

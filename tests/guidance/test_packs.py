"""The packs as data: what the schema refuses, and what every nation has."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

import wardlight.guidance
from wardlight.errors import PartMissing
from wardlight.guidance import NATIONS, pack
from wardlight.guidance.documents.form import DOCUMENTS, form
from wardlight.guidance.entry import Entry, Offence, Origin, Route
from wardlight.guidance.pack import GENERAL, Cited, check_entries, every_folder

ALL = (*NATIONS, GENERAL)
PACKS = Path(wardlight.guidance.__file__).parent / "packs"
EVERY: dict[str, Cited] = {
    f"{each.folder}/{each.id}": each for nation in ALL for each in pack(nation).entries
}
TELEPHONE = re.compile(r"\+?\d[\d -]{4,}\d|\b(?:999|911|112|111|101|105|000)\b")

every = pytest.mark.parametrize("cited", EVERY.values(), ids=EVERY)
nations = pytest.mark.parametrize("nation", NATIONS)

GOOD = Entry(
    id="one",
    kind="law",
    source="act",
    status="verified",
    checked=date(2026, 11, 22),
    review_by=date(2027, 5, 22),
    says="Something that holds.",
)
ORIGIN = Origin(title="An Act", url="https://www.legislation.gov.uk/x", dated="1978")


@every
def test_a_link_is_https_and_nothing_says_otherwise(cited: Cited) -> None:
    text = msgspec.json.encode(cited).decode()
    assert "http://" not in text
    assert cited.origin.url.startswith("https://")


@every
def test_a_number_stands_in_the_list_of_its_own_route(cited: Cited) -> None:
    """A number said in passing could go out of date unseen; one in the list is looked at each quarter."""
    route = cited.entry.route
    listed = set(route.numbers) if route else set()
    text = f"{cited.entry.says} {cited.entry.plain} {route.how if route else ''}"
    assert set(_numbers(text)) <= listed


def _numbers(text: str) -> list[str]:
    said = re.sub(r"\b\d{4}-\d{2}-\d{2}\b|\d{1,2} (?=[A-Z])|section \S+|\d,\d{3}", " ", text)
    return [each.strip() for each in TELEPHONE.findall(said) if not re.fullmatch(r"\d{4}", each)]


@every
def test_a_route_is_looked_at_each_quarter_and_the_rest_within_a_year(cited: Cited) -> None:
    days = (cited.entry.review_by - cited.entry.checked).days
    assert days <= (93 if cited.entry.kind in ("route", "first", "stop") else 366)


@every
def test_a_rule_leads_to_a_desk_that_some_pack_has(cited: Cited) -> None:
    desks = {each.entry.route.use for each in EVERY.values() if each.entry.route}
    named = {each.id for each in EVERY.values()}
    assert set(cited.entry.leads_to.values()) <= {*desks, *named}


@nations
def test_a_nation_has_what_every_answer_needs(nation: str) -> None:
    uses = {each.entry.route.use for each in pack(nation).of("route") if each.entry.route}
    assert {"emergency", "police", "follow-up", "legal-advice", "support-child"} <= uses
    assert {"removal", "platform"} <= uses
    assert pack(nation).card.title
    assert pack(nation).card.depth in ("full", "short")


@pytest.mark.parametrize("nation", ["gb-eng", "gb-wls", "gb-sct", "gb-nir"])
def test_a_pack_in_depth_carries_every_document(nation: str) -> None:
    topics = {topic for each in pack(nation).entries for topic in each.entry.topics}
    for name in DOCUMENTS:
        assert set(form(name).needs) <= topics


def test_every_folder_is_a_nation_or_shared() -> None:
    shared = {share for nation in NATIONS for share in pack(nation).card.shares}
    assert set(every_folder()) == {*NATIONS, *shared}


def test_no_folder_of_a_short_nation_borrows_another_nations_law() -> None:
    for nation in (each for each in NATIONS if pack(each).card.depth == "short"):
        assert {each.folder for each in pack(nation).entries} == {nation, GENERAL}


def test_the_general_pack_quotes_no_law_and_gives_no_number() -> None:
    for each in pack(GENERAL).entries:
        assert each.entry.kind not in ("law", "offence", "outcome", "recording")
        assert each.entry.route is None or not each.entry.route.numbers


def test_a_form_names_only_what_some_pack_has() -> None:
    topics = {topic for each in EVERY.values() for topic in each.entry.topics}
    named = {each.id for each in EVERY.values()}
    for name in DOCUMENTS:
        for part in form(name).parts:
            for item in part.items:
                assert not item.topic or item.topic in topics, f"{name}: {item.topic}"
                assert bool(item.say) == bool(item.rests_on)
                for ground in item.rests_on:
                    assert ground in named, f"{name}: {ground}"


def test_what_is_right_passes() -> None:
    check_entries("test", [GOOD], {"act": ORIGIN})


ROUTE = Route(name="A desk", use="police", how="Write to them.", link="http://x.example")

WRONG: dict[str, Callable[[Entry], Entry]] = {
    "no source called": lambda each: replace(each, source="elsewhere"),
    "nothing said": lambda each: replace(each, says=" "),
    "needs a question": lambda each: replace(each, status="check"),
    "only a check entry": lambda each: replace(each, asks="Is it so?"),
    "review by": lambda each: replace(each, review_by=each.checked),
    "not https": lambda each: replace(each, kind="route", route=ROUTE),
    "part 'route'": lambda each: replace(each, kind="route"),
    "part 'offence'": lambda each: replace(each, offence=Offence(name="An offence")),
    "leads_to": lambda each: replace(each, kind="stop"),
    "nobody has read": lambda each: replace(
        each, kind="first", status="check", asks="Is it so?", leads_to={"any": "police"}
    ),
}


@pytest.mark.parametrize(("why", "change"), WRONG.items(), ids=WRONG)
def test_what_is_wrong_is_refused_by_name(why: str, change: Callable[[Entry], Entry]) -> None:
    with pytest.raises(PartMissing, match=why) as refused:
        check_entries("test", [change(GOOD)], {"act": ORIGIN})
    assert "test/one" in str(refused.value)


@pytest.mark.parametrize(
    "origin",
    [
        replace(ORIGIN, title=" "),
        replace(ORIGIN, dated=""),
        replace(ORIGIN, url="http://x.example"),
    ],
)
def test_a_source_without_title_date_or_https_is_refused(origin: Origin) -> None:
    with pytest.raises(PartMissing):
        check_entries("test", [GOOD], {"act": origin})


def test_one_name_is_one_entry() -> None:
    with pytest.raises(PartMissing, match="same id twice"):
        check_entries("test", [GOOD, GOOD], {"act": ORIGIN})


@pytest.mark.parametrize("field", ["source", "status", "checked", "review_by", "says", "kind"])
def test_an_entry_without_one_of_these_is_refused_by_the_schema(field: str) -> None:
    whole = msgspec.to_builtins(GOOD)
    del whole[field]
    with pytest.raises(msgspec.ValidationError, match=field):
        msgspec.convert(whole, Entry)


@pytest.mark.parametrize("folder", every_folder())
def test_every_source_is_used(folder: str) -> None:
    """One that nothing rests on any more would be checked for nothing."""
    listed = tomllib.loads((PACKS / folder / "sources.toml").read_text("utf-8"))
    used = {
        entry["source"]
        for file in (PACKS / folder).glob("*.toml")
        for entry in tomllib.loads(file.read_text("utf-8")).get("entry", [])
    }
    assert set(listed) == used

"""Every line of every document rests on an entry, an answer or a message; nothing doubtful is printed as fact."""

import re
from datetime import date
from functools import cache
from itertools import product
from typing import Any

import pytest
import textstat
from msgspec.structs import replace

from tests.report.samples import HOSTILE, assessment, concerning, observed
from wardlight.errors import NotInThisPack, UnknownDocument
from wardlight.guidance import NATIONS, Pack, Situation, pack
from wardlight.guidance.audience import BANDS, band, words_for
from wardlight.guidance.documents.fill import Document, DocumentLine, document
from wardlight.guidance.documents.form import DOCUMENTS, form
from wardlight.guidance.documents.html import as_html
from wardlight.guidance.documents.text import as_text
from wardlight.guidance.entry import Entry, Happened, Role
from wardlight.guidance.facts import Facts, facts_of, with_facts
from wardlight.preferred import retired_in
from wardlight.words import NEVER_OF_A_CHILD, NEVER_OF_A_FINDING, NEVER_OF_A_PERSON

TODAY = date(2026, 11, 22)
AGES = (None, 9, 10, 11, 12, 13, 15, 16, 17, 18)
FAMILY = ("in-trouble-parent", "in-trouble-child")
TELEPHONE = re.compile(r"\+?\d[\d -]{4,}\d|\b(?:999|911|112|111|101|105|000)\b")

FACTS = facts_of(assessment(concerning()))
ASKED: tuple[Happened, ...] = ("image-asked", "images-sent")


def reader_of(name: str) -> Role:
    roles = form(name).roles
    return roles[0] if roles else "parent"


def filled(
    name: str, nation: str, age: int | None, facts: Facts | None, **said: Any
) -> Document | None:
    """The document, or None where the nation's pack cannot carry it."""
    known: dict[str, Any] = {"happened": ASKED, "told": (), **said}
    asked = Situation(role=reader_of(name), nation=nation, child_age=age, **known)
    try:
        return document(name, asked, facts, TODAY)
    except NotInThisPack:
        return None


@cache
def every_document() -> tuple[tuple[Pack, Document], ...]:
    each = product(DOCUMENTS, NATIONS, AGES, (None, FACTS))
    made = ((nation, filled(name, nation, age, facts)) for name, nation, age, facts in each)
    return tuple((pack(nation), found) for nation, found in made if found is not None)


def lines_of(made: Document) -> list[DocumentLine]:
    return [line for part in made.parts for line in part.lines]


def printable(entry: Entry) -> set[str]:
    """All that may be printed of an entry, whoever reads it; of a doubtful one, its question."""
    said = {words_for(entry, audience) for audience in ("adult", "family", *BANDS)}
    if entry.offence and entry.status != "check":
        said |= {entry.offence.arguable, *entry.offence.also_needed}
    return said


def test_no_line_is_an_orphan_and_no_doubt_is_printed_as_fact() -> None:
    walked = 0
    for rules, made in every_document():
        for line in lines_of(made):
            walked += 1
            _has_a_ground(line, made, rules)
    assert walked > 10_000


def _has_a_ground(line: DocumentLine, made: Document, rules: Pack) -> None:
    where = f"{made.name}, {made.pack}: {line.text or line.label}"
    entries = [found.entry for each in line.entries if (found := rules.get(each)) is not None]
    assert len(entries) == len(line.entries), where
    assert all(each in made.sources for each in line.entries), where
    if line.kind == "blank":
        assert line.label, where
        assert not line.text, where
    elif line.kind == "field":
        assert line.answer or line.refs, where
    elif line.kind == "seen":
        assert line.refs, where
    else:
        assert entries, where
    if line.kind == "question":
        assert [line.text] == [each.asks for each in entries], where
    for each in entries:
        if each.status == "check":
            assert each.says not in line.text, where
            assert line.kind in ("question", "ours"), where


def test_a_statement_is_its_entrys_own_words() -> None:
    for rules, made in every_document():
        for line in lines_of(made):
            if line.kind != "statement" or line.label:
                continue
            allowed = {said for each in line.entries for said in printable(_entry(rules, each))}
            assert line.text in allowed or "may be evidence" in line.text


def _entry(rules: Pack, name: str) -> Entry:
    found = rules.get(name)
    assert found is not None
    return found.entry


def test_no_link_without_tls_and_no_number_that_is_not_in_an_entry() -> None:
    listed = {
        number
        for nation in NATIONS
        for each in pack(nation).of("route")
        if each.entry.route
        for number in each.entry.route.numbers
    }
    for _, made in every_document():
        assert "http://" not in as_text(made)
        for line in lines_of(made):
            if line.kind in ("statement", "question", "ours"):
                said = re.sub(r"https://\S+|\d{4}-\d{2}-\d{2}|section \S+|\d,\d{3}", " ", line.text)
                for number in TELEPHONE.findall(said):
                    assert any(number in each for each in listed), line.text


def test_no_word_that_blames_labels_or_promises() -> None:
    never = (*NEVER_OF_A_CHILD, *NEVER_OF_A_PERSON, *NEVER_OF_A_FINDING)
    for _, made in every_document():
        text = " ".join(line.text for line in lines_of(made)).lower()
        assert not [word for word in never if word in text], made.name
        assert not retired_in(text), made.name


@pytest.mark.parametrize("name", FAMILY)
@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("age", AGES)
def test_a_page_for_the_family_can_be_read_at_nine(name: str, nation: str, age: int | None) -> None:
    """The Automated Readability Index of 4 is a reader of nine or ten; names and links of desks are not counted."""
    made = filled(name, nation, age, None)
    assert made is not None
    text = " ".join(line.text for line in lines_of(made) if not line.label)
    assert textstat.automated_readability_index(text) <= 4
    for line in (each for each in lines_of(made) if not each.label):
        assert textstat.automated_readability_index(line.text) <= 8, line.text
        assert max(map(len, re.findall(r"[A-Za-z]+", line.text))) <= 11, line.text
        assert max(len(each.split()) for each in re.split(r"(?<=[.?!]) ", line.text)) <= 20


@pytest.mark.parametrize("nation", ["gb-eng", "gb-wls"])
def test_the_two_pages_say_what_they_are_for(nation: str) -> None:
    parent = filled("in-trouble-parent", nation, 12, None)
    child = filled("in-trouble-child", nation, 12, None)
    assert parent is not None
    assert child is not None
    rest_on = {entry for line in lines_of(parent) for entry in line.entries}
    assert {"dpp-consent", "aggravated", "changed-2017", "no-promise", "victim-record"} <= rest_on
    assert {"ceop-not-in-trouble", "no-promise", "child-helpline"} <= {
        entry for line in lines_of(child) for entry in line.entries
    }


@pytest.mark.parametrize(
    ("nation", "age", "said"),
    [
        ("gb-eng", 9, "age-10"),
        ("gb-eng", 10, None),
        ("gb-nir", 9, "age-10"),
        ("gb-nir", 10, None),
        ("gb-sct", 11, "acr-12"),
        ("gb-sct", 12, None),
    ],
)
def test_the_age_of_responsibility_is_that_of_the_nation(
    nation: str, age: int, said: str | None
) -> None:
    made = filled("in-trouble-parent", nation, age, None)
    assert made is not None
    told = {entry for line in lines_of(made) for entry in line.entries} & {"age-10", "acr-12"}
    assert told == ({said} if said else set())


def test_the_childs_page_is_in_the_words_of_the_age() -> None:
    texts = {}
    for age in (9, 12, 15):
        made = filled("in-trouble-child", "gb-eng", age, None)
        assert made is not None
        texts[band(age)] = " ".join(line.text for line in lines_of(made))
    assert len(set(texts.values())) == 3
    assert "Tell a grown-up you trust. You did nothing wrong." in texts["under-10"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_it_is_marked_draft_and_says_it_is_no_legal_advice(name: str) -> None:
    made = filled(name, "gb-eng", 12, FACTS)
    assert made is not None
    for shown in (as_text(made), as_html(made)):
        plain = " ".join(shown.split())
        assert "Draft, made on this computer" in plain
        assert "not legal advice" in plain


@pytest.mark.parametrize("happened", ["interview-under-caution", "paper-to-sign"])
def test_a_stop_stands_at_the_head_of_every_document(happened: Happened) -> None:
    for name in DOCUMENTS:
        made = filled(name, "gb-eng", 12, FACTS, happened=(happened,))
        assert made is not None
        assert made.parts[0].heading == "Stop: legal advice first"
        assert len(made.parts) > 1


@pytest.mark.parametrize(
    "happened",
    [
        "parent-suspected",
        "staff-suspected",
        "officer-suspected",
        "asked-others",
        "passed-on-another",
    ],
)
def test_some_stops_leave_nothing_else(happened: Happened) -> None:
    for name in DOCUMENTS:
        made = filled(name, "gb-eng", 12, FACTS, happened=(happened,))
        assert made is not None
        assert [part.heading for part in made.parts] == ["Stop: legal advice first"]


def test_what_messages_only_suggest_is_not_said_as_an_answer() -> None:
    assert FACTS is not None
    asked = with_facts(Situation(role="parent", nation="gb-eng"), FACTS)
    made = document("report", asked, FACTS, TODAY)
    said = {line.label: line.text for line in lines_of(made)}
    assert said["Was a picture asked for"].startswith("yes, as the messages suggest")
    assert said["Was one passed on"] == ""
    told = document("report", Situation(role="parent", happened=ASKED), None, TODAY)
    assert {line.label: line.text for line in lines_of(told)}["Was one passed on"] == "no"


def test_no_document_quotes_a_message() -> None:
    words = "leaflet-plain words nobody else uses"
    seen = concerning(contact="Ten")
    quoted = [replace(each, words=words) for each in seen.observations]
    facts = facts_of(assessment(concerning(observations=tuple(quoted))))
    for name in DOCUMENTS:
        made = filled(name, "gb-eng", 12, facts)
        assert made is not None
        assert words not in as_text(made)


def test_a_hostile_name_changes_no_layout() -> None:
    facts = facts_of(assessment(concerning(contact=HOSTILE)))
    for name in ("report", "platform-report"):
        made = filled(name, "gb-eng", 12, facts)
        assert made is not None
        page, text = as_html(made), as_text(made)
        assert "</script><b>" not in page
        assert "\u202e" not in page + text
        assert "\x1b" not in page + text


def test_a_document_that_a_pack_cannot_carry_is_refused() -> None:
    with pytest.raises(NotInThisPack, match="extraction"):
        document("extraction", Situation(nation="us", role="parent"), None, TODAY)


def test_offence_hints_are_for_those_whose_work_it_is() -> None:
    with pytest.raises(UnknownDocument, match="offence-hints"):
        document("offence-hints", Situation(nation="gb-eng", role="parent"), None, TODAY)


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UnknownDocument, match="letter"):
        document("letter", Situation(), None, TODAY)


def test_the_school_record_puts_the_facts_beside_the_criterion_they_meet() -> None:
    made = filled("school-record", "gb-eng", 12, FACTS)
    assert made is not None
    part = next(each for each in made.parts if each.heading.startswith("Immediate referral"))
    kinds = [(line.entries or line.kind) for line in part.lines]
    coerced = kinds.index(("school-coerced",))
    assert kinds[coerced + 1] == "seen"


def test_places_are_named_by_chat_where_there_is_more_than_one() -> None:
    one, two = observed("pressure", 3, 1), observed("pressure", 5, 2, thread="inbox/other")
    facts = facts_of(assessment(concerning(observations=(one, two))))
    assert facts is not None
    assert facts.seen[0].refs == ("message 3 of inbox/ten_1", "message 5 of inbox/other")
    many = tuple(observed("pressure", number, number) for number in range(1, 20))
    facts = facts_of(assessment(concerning(observations=many)))
    assert facts is not None
    assert facts.seen[0].refs == ("messages 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 7 more",)

"""The documents as PDF: tagged for screen readers, one page for a family, and nothing taken for markup."""

import io
from datetime import date

import pytest

from tests.pdf_fonts import families_in, plain
from tests.report.samples import HOSTILE, assessment, concerning
from wardlight.guidance import NATIONS, Situation
from wardlight.guidance.documents.fill import document
from wardlight.guidance.documents.pdf import as_pdf
from wardlight.guidance.facts import facts_of
from wardlight.typeset import FONTS

pytest.importorskip("typst")
pypdf = pytest.importorskip("pypdf")

TODAY = date(2026, 11, 22)
ASKED = Situation(nation="gb-eng", child_age=12, happened=("image-asked", "images-sent"))


def pages(made: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def test_it_is_tagged_has_a_title_and_a_language() -> None:
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(document("in-trouble-parent", ASKED, None, TODAY))))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "Is my child in trouble?"


@pytest.mark.parametrize("name", ["in-trouble-parent", "in-trouble-child"])
@pytest.mark.parametrize("nation", NATIONS)
def test_a_page_for_the_family_is_one_page_with_its_sources_behind(name: str, nation: str) -> None:
    asked = Situation(nation=nation, child_age=9, happened=("image-asked", "images-sent"))
    front, *behind = pages(as_pdf(document(name, asked, None, TODAY)))
    assert "not legal advice" in " ".join(front.split())
    assert len(behind) == 1
    assert behind[0].strip().startswith("Sources")


def test_a_name_is_never_taken_for_markup() -> None:
    facts = facts_of(assessment(concerning(contact=f"{HOSTILE} #panic() $x$ *b*")))
    text = "".join(pages(as_pdf(document("report", ASKED, facts, TODAY))))
    assert "#panic()" in text
    assert "*b*" in text


NAME = "⚽❤\ufe0f 10 👨\u200d👩\u200d👧 عمر テン"


def report_on(contact: str) -> bytes:
    facts = facts_of(assessment(concerning(contact=contact)))
    return as_pdf(document("report", ASKED, facts, TODAY))


def test_a_name_in_any_script_is_printed_with_our_own_fonts() -> None:
    made = report_on(f"{NAME} \U00013000")
    text = " ".join("".join(pages(made)).split())
    assert f"Name as it is shown: {NAME} [U+13000]" in text
    used = families_in(made)
    assert used <= {plain(each) for each in FONTS}
    assert {"notosans", "notoemoji", "notosansarabic", "notosanscjkjp"} <= used


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        ("A\u0304\u0651", "A\u0304[U+0651]"),
        ("★\u0332★", "★[U+0332]★"),
        ("\U000fe4e5\ud83d\u202e", "[U+FE4E5][U+D83D][U+202E]"),
        ("عمر 10", "عمر"),
    ],
)
def test_no_name_stops_the_page_or_goes_missing(contact: str, shown: str) -> None:
    assert shown in "".join(pages(report_on(contact)))


def test_a_word_longer_than_a_line_is_broken_and_a_digest_is_not() -> None:
    text = "".join(pages(report_on("x" * 300)))
    assert "x" * 70 in text
    assert "x" * 71 not in text
    assert "a" * 64 in text


def test_the_same_document_gives_the_same_bytes() -> None:
    assert report_on(NAME) == report_on(NAME)


def test_a_line_past_its_review_date_says_so() -> None:
    later = document("in-trouble-parent", ASKED, None, date(2029, 1, 1))
    assert "Past its review date (2027-" in "".join(pages(as_pdf(later)))

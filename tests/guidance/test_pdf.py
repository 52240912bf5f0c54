"""The documents as PDF: tagged for screen readers, one page for a family, and nothing taken for markup."""

import io
from datetime import date

import pytest

from tests.report.samples import HOSTILE, assessment, concerning
from wardlight.guidance import NATIONS, Situation
from wardlight.guidance.documents.fill import document
from wardlight.guidance.documents.pdf import as_pdf
from wardlight.guidance.facts import facts_of

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

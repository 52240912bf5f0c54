"""The documents of the guidance in a real browser: readable by everybody, at any size, on paper, and silent."""

from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.e2e.test_browser import RULES, browser, opened
from tests.report.samples import HOSTILE, assessment, concerning
from wardlight.guidance import Situation
from wardlight.guidance.documents.fill import document
from wardlight.guidance.documents.form import DOCUMENTS
from wardlight.guidance.documents.html import as_html
from wardlight.guidance.facts import facts_of

__all__ = ["browser"]

pytestmark = pytest.mark.browser

FACTS = facts_of(assessment(concerning(contact=HOSTILE * 3)))
ASKED = Situation(nation="gb-eng", child_age=12, happened=("image-asked", "images-sent"), told=())


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    for name in DOCUMENTS:
        made = document(name, ASKED, FACTS, date(2026, 11, 22))
        (folder / f"{name}.html").write_text(as_html(made), "utf-8")
    return folder


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize(("width", "scheme"), [(1100, "light"), (320, "dark")])
def test_nothing_stands_in_anybodys_way(
    browser: Browser, pages: Path, name: str, width: int, scheme: str
) -> None:
    page = opened(browser, pages / f"{name}.html", width=width, scheme=scheme)
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_it_asks_the_network_for_nothing_and_prints(browser: Browser, pages: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((pages / "report.html").as_uri())
    assert asked == [(pages / "report.html").as_uri()]
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()

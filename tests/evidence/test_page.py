"""The report of a pack in a real browser: readable by everybody, silent on the network."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.e2e.test_browser import RULES, browser, opened
from tests.evidence.packs import Packed

pytestmark = pytest.mark.browser
__all__ = ["browser"]


@pytest.mark.parametrize("name", ["report.html", "report-masked.html"])
@pytest.mark.parametrize(("width", "scheme"), [(1100, "light"), (360, "dark")])
def test_nothing_stands_in_anybodys_way(
    browser: Browser,
    unpacked: Path,
    name: str,
    width: int,
    scheme: str,
) -> None:
    page = opened(browser, unpacked / "pack" / "data" / name, width=width, scheme=scheme)
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_it_asks_the_network_for_nothing(
    browser: Browser,
    unpacked: Path,
    packed: Packed,
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    path = unpacked / "pack" / "data" / "report.html"
    page.goto(path.as_uri())
    assert asked == [path.as_uri()]
    assert said == []
    assert packed.pack.exists()
    page.close()

"""The report in a real browser: readable by everybody, at any size, and silent on the network."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.report.samples import HOSTILE, assessment, concerning, observed, quiet
from wardlight.demo import build_demo
from wardlight.report import write_report
from wardlight.workflow import assess

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium() -> str | None:
    named = os.environ.get("WARDLIGHT_CHROMIUM", "")
    return next(filter(None, (shutil.which(each) for each in (named, *NAMES) if each)), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip(
            "There is no Chromium here. Next: run 'make browser', which gets one or says how."
        )
    sandbox = [] if os.name != "posix" or os.geteuid() else ["--no-sandbox"]
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=[*QUIET, *sandbox])
        yield running
        running.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo's own report, and one with everything a page can hold."""
    story, full = tmp_path_factory.mktemp("story"), tmp_path_factory.mktemp("full")
    write_report(assess(build_demo(story)), story)
    said = tuple(
        observed("secrecy", number, number, words=f"{HOSTILE} {'x' * 300}")
        for number in range(1, 30)
    )
    signs = concerning(contact=HOSTILE * 4, verdict="some-signs", observations=said)
    write_report(assessment(concerning(), signs, quiet(), quiet(HOSTILE * 3)), full)
    return {"story": story / "report.html", "full": full / "report.html"}


def opened(browser: Browser, path: Path, *, width: int = 1100, scheme: str = "light") -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto(path.as_uri())
    return page


which = pytest.mark.parametrize("name", ["story", "full"])


@which
@pytest.mark.parametrize(("width", "scheme"), [(1100, "light"), (360, "dark")])
def test_nothing_stands_in_anybodys_way(
    browser: Browser, reports: dict[str, Path], name: str, width: int, scheme: str
) -> None:
    page = opened(browser, reports[name], width=width, scheme=scheme)
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    page.close()


@which
@pytest.mark.parametrize("width", [320, 400, 640, 1100])
def test_it_fits_a_phone_and_a_page_made_twice_as_large(
    browser: Browser, reports: dict[str, Path], name: str, width: int
) -> None:
    page = opened(browser, reports[name], width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@which
def test_it_asks_the_network_for_nothing_and_its_policy_is_kept(
    browser: Browser, reports: dict[str, Path], name: str
) -> None:
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(reports[name].as_uri())
    assert asked == [reports[name].as_uri()]
    assert said == []
    assert page.locator("h1").evaluate("one => getComputedStyle(one).fontWeight") == "700"
    page.close()


def test_a_script_put_into_the_page_would_not_run(
    browser: Browser, reports: dict[str, Path], tmp_path: Path
) -> None:
    html = (
        reports["story"]
        .read_text("utf-8")
        .replace("<h1>", "<script>document.title='ran'</script><h1>")
    )
    forged = tmp_path / "forged.html"
    forged.write_text(html, "utf-8")
    page = opened(browser, forged)
    assert page.title() != "ran"
    page.close()


def test_the_picture_is_named_and_told_in_words(browser: Browser, reports: dict[str, Path]) -> None:
    page = opened(browser, reports["story"])
    picture = page.get_by_role("img").first
    assert "asked for a picture" in (picture.locator("desc").text_content() or "")
    assert page.get_by_role("img", name="What was seen, in the order it was sent").count() >= 1
    page.close()


def test_the_keyboard_reaches_the_answer(browser: Browser, reports: dict[str, Path]) -> None:
    page = opened(browser, reports["story"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to what was found"
    page.keyboard.press("Enter")
    assert page.url.endswith("#answer")
    page.close()


def test_it_prints(browser: Browser, reports: dict[str, Path]) -> None:
    page = opened(browser, reports["story"], scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav").first.is_visible()
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()

"""Makes docs/images/report.png: the demo's report down to its timeline, as a browser shows it.

Run it after the report's look has changed: ``.venv/bin/python scripts/screenshot.py``.
"""

import subprocess
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from wardlight import assess, write_report
from wardlight.demo import build_demo

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "images" / "report.png"
WIDTH, ROOM = 820, 8


def main() -> None:
    """Build the demo's report in a folder that goes away, and take its picture."""
    chromium = subprocess.run(
        [ROOT / "scripts" / "browser"], check=True, capture_output=True, text=True
    ).stdout.strip()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        report = write_report(assess(build_demo(folder)), folder)[0]
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": 800})
        page.goto(report.as_uri())
        timeline = page.locator("svg").first.bounding_box()
        assert timeline is not None
        height = timeline["y"] + timeline["height"] + ROOM
        PICTURE.parent.mkdir(exist_ok=True)
        page.screenshot(
            path=PICTURE, full_page=True, clip={"x": 0, "y": 0, "width": WIDTH, "height": height}
        )
        browser.close()
    print(f"{PICTURE.relative_to(ROOT)} written")


if __name__ == "__main__":
    main()

"""Every link inside the repository leads somewhere."""

import re
from pathlib import Path

import pytest

from tests.docs.pages import all_pages, anchors, name_of, without_code

_LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.mark.parametrize("page", all_pages(), ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for link in _LINK.findall(without_code(page.read_text(encoding="utf-8"))):
        if link.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{name_of(page)} links to {link}"
        if anchor:
            assert anchor in set(anchors(target.read_text(encoding="utf-8"))), link


def test_every_page_can_be_reached_from_the_first() -> None:
    start = next(page for page in all_pages() if name_of(page) == "docs/index.md")
    reached, waiting = {start}, [start]
    while waiting:
        page = waiting.pop()
        for link in _LINK.findall(page.read_text(encoding="utf-8")):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target not in reached and target.exists():
                reached.add(target)
                waiting.append(target)
    lost = [name_of(page) for page in all_pages() if "docs" in page.parts and page not in reached]
    assert not lost

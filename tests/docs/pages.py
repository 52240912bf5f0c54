"""The pages of the repository, and what tests need to know of Markdown."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)


def all_pages() -> list[Path]:
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def page_text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_blocks(text: str, language: str) -> list[str]:
    return [code for kind, code in _FENCE.findall(text) if kind == language]


def without_code(text: str) -> str:
    return _FENCE.sub("", text)


def headings(text: str) -> list[str]:
    return _HEADING.findall(without_code(text))


def anchors(text: str) -> Iterator[str]:
    """The names that a Markdown host gives the headings of a page."""
    for heading in headings(text):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")

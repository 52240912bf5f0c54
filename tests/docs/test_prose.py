"""What no page says, and what every page keeps to. Words are looked at by test_vocabulary."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, all_pages, name_of, page_text
from wardlight import __version__

# A cell of a table, or a share in one ("17 of 112"), is no number to call.
_TELEPHONE = re.compile(
    r"\+\d[\d -]{6,}\d|\b0\d{2,4}[ -]\d{3,4}[ -]?\d{0,4}\b|(?<![\w,])(?<!\| )(?<!\d of )(?:999|911|112|116 ?\d{3})(?![\w,])"
)
_SPEED = re.compile(
    r"\d[\d,. ]*(?:k|million)? messages (?:a|per) second|\d[\d.]* ?(?:seconds|MB|GB)\b"
)
_BENCH = re.compile(r"python -m bench\.\w+|make bench|wardlight bench \w+")

pages = pytest.mark.parametrize("page", all_pages(), ids=name_of)


@pages
def test_no_telephone_number_that_could_be_out_of_date(page: Path) -> None:
    assert not _TELEPHONE.findall(page.read_text(encoding="utf-8"))


@pages
def test_a_speed_stands_beside_the_command_that_prints_it(page: Path) -> None:
    sections = re.split(r"^#+ ", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert all(_BENCH.search(each) for each in sections if _SPEED.search(each))


def test_no_page_or_script_knows_the_place_it_was_written_in() -> None:
    files = [
        *all_pages(),
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
        *(ROOT / "scripts").iterdir(),
    ]
    for file in filter(Path.is_file, files):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"(?<![\w.])/(?:work|tmp|root|home)/|\bshared/", text), name_of(file)


def test_the_version_is_the_same_everywhere() -> None:
    assert tomllib.loads(page_text("pyproject.toml"))["project"]["version"] == __version__


def test_the_changelog_names_this_version_or_what_is_unreleased() -> None:
    assert "## Unreleased" in page_text("CHANGELOG.md")
    assert "### Detection changes" in page_text("CHANGELOG.md")


def test_every_decision_is_listed_and_tells_its_cost() -> None:
    folder = ROOT / "docs" / "decisions"
    for page in sorted(folder.glob("0*.md")):
        text = page.read_text(encoding="utf-8")
        assert page.name in page_text("docs/decisions/README.md")
        for part in ("## Why this came up", "## Options", "## Decision", "## What it costs"):
            assert part in text, page.name

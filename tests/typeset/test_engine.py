"""A PDF is made from our own fonts on every computer, whatever stands in it."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources

import pytest

from tests.pdf_fonts import families_in, plain
from wardlight.errors import ExtraMissing
from wardlight.typeset import FONTS, make_pdf
from wardlight.typeset.coverage import _between, _listed

typst = pytest.importorskip("typst")

LAYOUT = """
#let content = json(bytes(sys.inputs.content))
#set document(title: "x")
#set text(font: content.at("font", default: content.fonts), fallback: false, lang: "en")
#for line in content.lines [#line \\ ]
"""
LETTERS = "Aeمשনবગપਪதไテ⚽🍒𝓔☎中1€●한é "


def test_the_fonts_that_are_named_are_those_that_ship() -> None:
    with resources.as_file(resources.files("wardlight.typeset")) as folder:
        shipped = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[folder / "fonts"],
        )
    assert {each.family for each in shipped.fonts()} == set(FONTS)
    assert set(FONTS) < set(_listed())


@pytest.mark.parametrize("family", ["Libertinus Serif", "DejaVu Sans", "Arial", "Noto Serif"])
def test_no_other_font_is_used_whichever_the_computer_has(family: str) -> None:
    assert families_in(make_pdf(LAYOUT, {"lines": ["words"]}, "ua-1")) == {"notosans"}
    assert not families_in(make_pdf(LAYOUT, {"lines": ["words"], "font": family}, "ua-1"))


def every_character() -> Iterator[str]:
    """All that is listed, and marks on letters of every font."""
    listed = sorted(frozenset().union(*(_listed()[family] for family in FONTS)))
    for start in range(0, len(listed), 100):
        yield " ".join(listed[start : start + 100])
    marks = [*_between("300", "36F"), *_between("591", "5C7"), *_between("64B", "655"), "\u309a"]
    for letter in LETTERS:
        yield " ".join(letter + mark for mark in marks)
        yield " ".join(f"{letter}{mark}\u0337\u0651" for mark in marks)


def test_everything_that_is_listed_can_be_set() -> None:
    made = make_pdf(LAYOUT, {"lines": list(every_character())}, "a-3a", "ua-1")
    assert families_in(made) == {plain(each) for each in FONTS}


def test_the_same_content_gives_the_same_bytes() -> None:
    made = datetime(2026, 11, 29, tzinfo=UTC)
    first, second = (
        make_pdf(LAYOUT, {"lines": ["⚽ عمر", "テン"]}, "a-3a", "ua-1", made=made) for _ in range(2)
    )
    assert first == second


def test_content_is_never_taken_for_markup() -> None:
    make_pdf(LAYOUT, {"lines": ['#panic() $x$ *b* #read("/etc/passwd")']}, "ua-1")


def test_without_the_package_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ExtraMissing, match="typst") as raised:
        make_pdf(LAYOUT, {"lines": []}, "ua-1")
    assert "wardlight[evidence]" in str(raised.value)

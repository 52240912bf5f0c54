"""The figures on the model card are what a run over the fixtures gives."""

import subprocess
import sys

from tests.docs.pages import ROOT, page_text

PAGE = "docs/explanation/model-card.md"


def test_the_figures_are_fresh() -> None:
    made = subprocess.run(
        [sys.executable, "-m", "scripts.model_card", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr


def test_every_part_has_its_figures() -> None:
    """An empty part would be fresh for ever if nobody made it: all but the corpus are made each time."""
    parts = page_text(PAGE).split("<!-- made: ")[1:]
    shown = {part.split(",")[0]: part for part in parts if not part.startswith("end")}
    assert set(shown) == {
        "chats", "presets", "soon", "slices", "disguises", "wordings", "corpus", "misses", "rates",
        "versions",
    }  # fmt: skip
    assert all(part.count("| --- |") for part in shown.values())


def test_it_says_what_it_is_not_for() -> None:
    page = " ".join(page_text(PAGE).split())
    for said in ("**Discipline**", "**Use in secret.**", "**The only ground for a decision.**"):
        assert said in page
    assert "the child is not to blame" in page

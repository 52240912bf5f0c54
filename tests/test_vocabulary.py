"""No text that a person can read says what is never said of a child, a person or a finding.

Looked through: every string in the source, every data file and template that ships, every page, and what the verbs
print. ``vocabulary_allowed.toml`` lists the places that may, each with its reason.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.report.samples import assessment, concerning, explanation, quiet
from wardlight.cli.answer import show_assessment
from wardlight.cli.main import wardlight as group
from wardlight.cli.reasons import show_explanation
from wardlight.cli.terminal import page
from wardlight.errors import every_error
from wardlight.model.notice_kinds import NOTICE_KINDS
from wardlight.report import report_html
from wardlight.words import NEVER_OF_A_CHILD, NEVER_OF_A_FINDING, NEVER_OF_A_PERSON

ROOT = Path(__file__).parent.parent
NEVER = NEVER_OF_A_PERSON + NEVER_OF_A_CHILD + NEVER_OF_A_FINDING
SHIPPED = (".toml", ".j2", ".css")

ALLOWED = tomllib.loads((ROOT / "tests" / "vocabulary_allowed.toml").read_text("utf-8"))["allowed"]


def never_said(text: str) -> set[str]:
    """The words of the list in a text; a plural is the same word, and a line end is a space."""
    lower = " ".join(text.lower().split())
    return {word for word in NEVER if re.search(rf"\b{re.escape(word)}s?\b", lower)}


def strings_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def texts() -> Iterator[tuple[str, str]]:
    """Every text with the place it is from."""
    source = ROOT / "src" / "wardlight"
    for path in sorted(source.rglob("*.py")):
        if path.name == "words.py":
            continue  # the list itself
        yield str(path.relative_to(ROOT)), "\n".join(strings_of(path))
    for path in sorted(source.rglob("*")):
        if path.suffix in SHIPPED and path.name != "preferred.toml":  # the other list itself
            yield str(path.relative_to(ROOT)), path.read_text("utf-8")
    for path in sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]):
        yield str(path.relative_to(ROOT)), path.read_text("utf-8")


def unexpected(where: str, text: str) -> set[str]:
    """What stands there and is not allowed there. An allowed text is taken out before looking."""
    for each in ALLOWED:
        if where in each["in"]:
            text = " ".join(text.split()).replace(" ".join(each["text"].split()), " ")
    return never_said(text)


PLACES = dict(texts())


@pytest.mark.parametrize("where", PLACES)
def test_what_ships_and_what_is_published(where: str) -> None:
    assert not unexpected(where, PLACES[where])


@pytest.mark.parametrize("allowed", ALLOWED, ids=lambda each: each["text"][:30])
def test_an_exception_is_needed_and_says_why(allowed: dict[str, Any]) -> None:
    assert never_said(allowed["text"])
    assert len(allowed["why"]) > 20
    for where in allowed["in"]:
        assert " ".join(allowed["text"].split()) in " ".join(PLACES[where].split())


def test_what_the_verbs_print(capfd: pytest.CaptureFixture[str]) -> None:
    whole = assessment(concerning(), concerning(verdict="some-signs", contact="Other"), quiet())
    show_assessment(page(), whole)
    show_explanation(page(), explanation(), everything=True, mask=False)
    assert not never_said(capfd.readouterr().out)
    assert not never_said(report_html(whole))


@pytest.mark.parametrize("verb", group.commands)
def test_help(verb: str) -> None:
    command = group.commands[verb]
    options = [str(getattr(each, "help", "")) for each in command.params]
    assert not never_said(" ".join([str(command.help), *options]))


def test_errors_and_notices() -> None:
    errors = [f"{kind.meaning} {kind.default_next}" for kind in every_error()]
    notices = [f"{kind.what} {kind.meaning} {kind.next_step}" for kind in NOTICE_KINDS.values()]
    for text in errors + notices:
        assert not unexpected("src/wardlight/errors.py", text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two offenders.", {"offender"}),
        ("This chat is\n    safe", {"is safe"}),
        ("a groomer", {"groomer"}),
        ("grooming, offence, safely", set()),
    ],
)
def test_the_looking_itself(text: str, found: set[str]) -> None:
    assert never_said(text) == found

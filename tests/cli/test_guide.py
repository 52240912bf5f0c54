"""``wardlight guide``: on a terminal, for programs, as documents, and in trouble."""

import shlex
from pathlib import Path

import msgspec
import pytest

from tests.cli.command import Run
from wardlight.demo import build_demo
from wardlight.guidance.documents.form import DOCUMENTS
from wardlight.report import write_report
from wardlight.workflow import assess

STORY = shlex.split(
    "--nation gb-eng --role parent --child-age 12 --happened image-asked,images-sent "
    "--told nobody --known no --danger no"
)


def test_the_story_on_a_terminal(wardlight: Run) -> None:
    ran = wardlight("guide", *STORY)
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert "First: CEOP Safety Centre" in said
    assert "Report Remove, the path for under 13" in said
    assert "Do not open, copy or send on any picture" in said
    assert "[dont-copy]" in said
    assert "not legal advice" in said
    assert "https://www.ceop.police.uk/Safety-Centre/" in said


def test_a_doubtful_line_is_a_question(wardlight: Run) -> None:
    said = " ".join(wardlight("guide", *STORY).out.split())
    assert "Ask: Ask the police: what is the crime number" in said
    assert "Police give a crime number and name an officer" not in said


def test_a_stop_comes_before_everything(wardlight: Run) -> None:
    out = wardlight("guide", "--nation", "gb-eng", "--happened", "interview-under-caution").out
    assert out.strip().startswith("Stop: legal advice first")


def test_a_place_without_a_pack_says_so(wardlight: Run) -> None:
    ran = wardlight("guide", "--nation", "atlantis", "--role", "parent")
    assert ran.code == 0
    assert ran.out.startswith("There is no pack for this place")


def test_questions_are_asked_one_at_a_time_on_a_terminal(
    wardlight: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(
        ["2", "2", "1", "1", "9x", "200", "12", "1", "2, 3", "Instagram", "2", "", "", "1"]
    )
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    ran = wardlight("guide")
    assert ran.code == 0, ran.err
    assert "Is a child in danger right now?" in ran.out
    assert "That is not one of the answers." in ran.out
    assert "First: CEOP Safety Centre" in ran.out
    assert next(answers, None) is None


def test_danger_ends_the_questions(wardlight: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["1", "1", "1"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    ran = wardlight("guide")
    assert "Call the emergency number first." in ran.out
    assert "Call 999." in ran.out
    assert "How old is the child" not in ran.out
    assert next(answers, None) is None


def test_what_was_given_is_not_asked_again(wardlight: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: "")
    out = wardlight("guide", *STORY).out
    assert "Who has been told already?" not in out
    assert "Which app or game was it?" in out


def test_an_outcome(wardlight: Run) -> None:
    ran = wardlight("guide", "outcome", "21")
    assert ran.code == 0
    assert "why your child is a suspect at all" in " ".join(ran.out.split())
    told = msgspec.json.decode(wardlight("guide", "outcome", "22", "--json").out)
    assert told["number"] == 22


def test_the_work_list(wardlight: Run) -> None:
    ran = wardlight("guide", "--sources", "--nation", "gb-eng")
    assert ran.code == 0
    assert "ew/victim-record" in ran.out
    assert "Printed as: In what role is my child recorded" in " ".join(ran.out.split())
    rows = msgspec.json.decode(wardlight("guide", "--sources", "--json").out)
    assert {"ie", "us", "ew", "general"} <= {row["folder"] for row in rows}


@pytest.fixture(scope="module")
def looked_at(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("looked")
    write_report(assess(build_demo(folder)), folder)
    return folder


def test_facts_come_from_a_finished_assessment(wardlight: Run, looked_at: Path) -> None:
    ran = wardlight(
        "guide", "--from", looked_at, "--nation", "gb-eng", "--role", "parent", "--json"
    )
    told = msgspec.json.decode(ran.out)
    assert told["first_route"] == "ceop"
    assert "A picture was asked for" in told["from_messages"]
    again = wardlight(
        "guide", "--from", looked_at / "assessment.json", "--nation", "gb-eng", "--json"
    )
    assert msgspec.json.decode(again.out)["first_route"] == "ceop"


def test_every_document_is_saved_and_can_be_saved_again(
    wardlight: Run, looked_at: Path, tmp_path: Path
) -> None:
    names = [part for name in DOCUMENTS for part in ("--document", name)]
    place = ["--from", looked_at, "--nation", "gb-eng", "--child-age", "12", "--out", tmp_path]
    for _ in range(2):
        ran = wardlight("guide", *names, *place, "--role", "helpline")
        assert ran.code == 0, ran.err
    for name in DOCUMENTS:
        assert (tmp_path / f"{name}.html").read_text("utf-8").startswith("<!doctype html>")
        assert "Draft" in (tmp_path / f"{name}.txt").read_text("utf-8")


def test_somebody_elses_file_is_left_alone(wardlight: Run, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("mine")
    ran = wardlight("guide", *STORY, "--document", "report", "--out", tmp_path)
    assert ran.code == 2
    assert "[E206]" in ran.err
    assert (tmp_path / "report.txt").read_text() == "mine"


def test_documents_as_text_and_as_json(wardlight: Run) -> None:
    assert (
        "Is my child in trouble?"
        in wardlight("guide", *STORY, "--document", "in-trouble-parent").out
    )
    ran = wardlight("guide", *STORY, "--document", "in-trouble-child", "--json")
    (made,) = msgspec.json.decode(ran.out)
    assert made["title"] == "Am I in trouble?"


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["--document", "letter"], 2, "[E501]"),
        (["outcome", "99"], 2, "[E502]"),
        (["outcome", "21", "--nation", "gb-sct"], 2, "[E502]"),
        (["--document", "extraction", "--nation", "us"], 2, "[E503]"),
        (["--from", "nowhere"], 2, "[E504]"),
        (["outcome", "many"], 2, "outcome 21"),
        (["--happened", "weather"], 2, "image-asked"),
        (["--told", "nobody,police"], 2, "nobody"),
        (["--child-age", "-1"], 2, "0<=x<=120"),
    ],
)
def test_trouble_is_told(wardlight: Run, arguments: list[str], code: int, says: str) -> None:
    ran = wardlight("guide", *arguments)
    assert ran.code == code
    assert says in ran.err
    assert "Next:" in ran.err


def test_a_name_that_is_not_in_the_assessment(wardlight: Run, looked_at: Path) -> None:
    ran = wardlight("guide", "--from", looked_at, "--contact", "Nobody")
    assert "[E504]" in ran.err


def test_a_child_is_asked_in_a_childs_words_and_a_stop_ends_the_questions(
    wardlight: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["2", "2", "2", "1", "13", "1", "12"])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    ran = wardlight("guide")
    assert "How old are you?" in ran.out
    assert "None of it is your fault." in ran.out
    assert "Stop: legal advice first" in ran.out
    assert "Which app or game was it?" not in ran.out
    assert next(answers, None) is None

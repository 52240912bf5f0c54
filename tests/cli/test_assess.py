"""``wardlight assess``: what it says, in what order, and what it keeps to itself."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from tests.cli.command import Run, surroundings
from tests.report.samples import CHAT, HOSTILE, assessment, concerning, observed, quiet, thread
from wardlight import workflow
from wardlight.cli import terminal
from wardlight.cli.exit_codes import ExitCode
from wardlight.findings import Assessment
from wardlight.words import BASE_RATE, CLOSING, NEVER_BLAME


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Make the workflow answer with ``answers['with']`` and note what it was asked."""
    asked: dict[str, Any] = {"with": assessment()}

    def assess(paths: Any, **said: Any) -> Assessment:
        asked.update(said, paths=paths)
        answer: Assessment = asked["with"]
        return answer

    monkeypatch.setattr(workflow, "assess", assess)
    return asked


def unfolded(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.usefixtures("answers")
def test_the_verdict_comes_first_and_the_rest_in_order(wardlight: Run) -> None:
    ran = wardlight("assess", "x.zip")
    told = unfolded(ran.out)
    places = [
        told.index(each)
        for each in (
            "Of 3 contacts, 1 needs a look.",
            NEVER_BLAME,
            "NEEDS A LOOK ⚽❤️ 10",
            concerning().sentence,
            "Warning Message 6, 3 minutes after the first message",
            "Asks and answers, 7 Mar 2026 (UTC)",
            "NOTHING FOUND in 2 contacts",
            "Nan",
            "What was read",
            "What to know about this export",
            "What did not run",
            BASE_RATE,
            CLOSING,
        )
    ]
    assert places == sorted(places)
    assert (ran.code, ran.err) == (ExitCode.DONE, "")


@pytest.mark.usefixtures("answers")
def test_asks_and_refusals_stand_beside_each_other(wardlight: Run) -> None:
    lines = wardlight("assess", "x.zip").out.splitlines()
    ask = next(line for line in lines if line.split()[:2] == ["3", "19:01"])
    no = next(line for line in lines if line.split()[:2] == ["4", "19:02"])
    assert ask.index("asked for a picture") < no.index("said no")
    assert any("<- the warning is fixed here" in line for line in lines)


def test_words_are_hidden_and_it_says_how_to_see_them(
    wardlight: Run, answers: dict[str, Any]
) -> None:
    assert '--reveal "⚽❤️ 10"' in unfolded(wardlight("assess", "x.zip").out)
    said = observed("secrecy", 3, 1, words="dont tell ur mum")
    answers["with"] = assessment(concerning(observations=(said,)))
    ran = wardlight("assess", "x.zip", "--reveal", "⚽❤️ 10")
    assert answers["reveal"] == ("⚽❤️ 10",)
    assert "“dont tell ur mum”" in ran.out
    assert "--reveal" not in ran.out


def test_json_is_one_object_and_nothing_else(wardlight: Run, answers: dict[str, Any]) -> None:
    answers["with"] = assessment(concerning(contact=HOSTILE))
    ran = wardlight("assess", "x.zip", "--json")
    assert msgspec.json.decode(ran.out, type=Assessment) == answers["with"]
    assert next(iter(json.loads(ran.out))) == "wardlight"
    assert ran.err == ""


def test_what_a_person_said_is_passed_on(wardlight: Run, answers: dict[str, Any]) -> None:
    wardlight(
        *(
            "assess",
            "a.zip",
            "b.zip",
            "--child",
            "Ella",
            "--child-age",
            "12",
            "--tag",
            "Mum=family",
            "--tag",
            "a=b=friend",
        ),
        *("--timezone", "Europe/London", "--month-first", "--reader", "table"),
        *("--columns", "sender=From, text=Body", "--json"),
    )
    assert answers["paths"] == (Path("a.zip"), Path("b.zip"))
    assert answers["child"] == "Ella"
    assert answers["child_age"] == 12
    assert answers["tags"] == {"Mum": "family", "a=b": "friend"}
    assert answers["timezone"] == "Europe/London"
    assert answers["day_first"] is False
    assert answers["reader"] == "table"
    assert answers["columns"] == {"sender": "From", "text": "Body"}


def test_nothing_is_said_for_a_person(wardlight: Run, answers: dict[str, Any]) -> None:
    wardlight("assess", "a.zip", "--json")
    said = {
        name: answers[name]
        for name in ("child", "child_age", "timezone", "day_first", "reader", "columns")
    }
    assert set(said.values()) == {None}
    assert not answers["tags"]


def test_a_name_can_be_copied_from_the_screen(wardlight: Run, answers: dict[str, Any]) -> None:
    wardlight("assess", "a.zip", "--json", "--reveal", "gpj.[U+202E]A", "--tag", "[U+200B]=friend")
    assert answers["reveal"] == ("gpj.\u202eA",)
    assert answers["tags"] == {"\u200b": "friend"}


@pytest.mark.parametrize(
    "option", [("--tag", "Mum"), ("--tag", "=family"), ("--columns", "sender")]
)
def test_a_half_said_option_is_asked_for_again(wardlight: Run, option: tuple[str, str]) -> None:
    ran = wardlight("assess", "a.zip", *option)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "write it as" in ran.err


def test_a_warning_changes_the_exit_code_only_where_asked(
    wardlight: Run, answers: dict[str, Any]
) -> None:
    assert wardlight("assess", "a.zip").code == ExitCode.DONE
    assert wardlight("assess", "a.zip", "--fail-on-warning").code == ExitCode.WARNED
    answers["with"] = assessment(quiet())
    assert wardlight("assess", "a.zip", "--fail-on-warning").code == ExitCode.DONE


def test_the_report_is_written_and_named(
    wardlight: Run, answers: dict[str, Any], tmp_path: Path
) -> None:
    folder = tmp_path / "report"
    ran = wardlight("assess", "a.zip", "--out", folder)
    assert str(folder / "report.html") in ran.out
    assert (folder / "assessment.json").read_bytes() == (
        msgspec.json.format(msgspec.json.encode(answers["with"]), indent=2) + b"\n"
    )


def test_an_unsafe_folder_is_refused_before_anything_is_read(
    wardlight: Run, answers: dict[str, Any], tmp_path: Path
) -> None:
    ran = wardlight("assess", tmp_path, "--out", tmp_path / "report")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert ran.err.startswith("[E206]")
    assert "paths" not in answers


def test_long_lists_are_cut_and_say_so(wardlight: Run, answers: dict[str, Any]) -> None:
    many = tuple(observed("pressure", number, 1) for number in range(1, 102))
    answers["with"] = assessment(
        concerning(observations=many, photos=(), first_photo=None),
        *(quiet(f"friend {number}") for number in range(40)),
    )
    out = unfolded(wardlight("assess", "a.zip").out)
    assert "and 61 more messages; --out and --json give all." in out
    assert "and 10 more contacts; --out and --json name all." in out


def test_chats_are_told_apart_where_there_are_several(
    wardlight: Run, answers: dict[str, Any]
) -> None:
    answers["with"] = assessment(
        concerning(
            threads=(thread(), thread("inbox/other", "the other chat")),
            observations=(
                observed("secrecy", 3, 1),
                observed("secrecy", 2, 1, thread="inbox/other"),
            ),
        )
    )
    out = wardlight("assess", "a.zip").out
    assert "in the chat “⚽❤️ 10”" in out
    assert "in the chat “the other chat”" in out
    assert CHAT not in out


def test_lost_records_are_said_loudly(wardlight: Run, answers: dict[str, Any]) -> None:
    answers["with"] = assessment(coverage=replace(assessment().coverage, unexplained=2))
    out = unfolded(wardlight("assess", "a.zip").out)
    assert "2 not accounted for" in out
    assert "do not rely on this result" in out


def test_a_child_that_nobody_named_is_asked_for_first(
    wardlight: Run, answers: dict[str, Any]
) -> None:
    assert "does not say who the child is" not in wardlight("assess", "a.zip").out
    answers["with"] = assessment(owner=None)
    out = unfolded(wardlight("assess", "a.zip").out)
    assert out.index("does not say who the child is") < out.index("NEEDS A LOOK")


def test_nobody_to_look_at(wardlight: Run, answers: dict[str, Any]) -> None:
    answers["with"] = assessment(contacts=())
    out = unfolded(wardlight("assess", "a.zip").out)
    assert out.startswith("Of 0 contacts, none needs a look.")
    assert CLOSING in out


names = st.text(max_size=90) | st.sampled_from(
    [HOSTILE, "[bold red]x[/]", ":smile:", "\x1b]8;;http://x\x07"]
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(name=names, title=names, sentence=names, path=names)
def test_no_name_can_disturb_the_terminal(
    wardlight: Run, answers: dict[str, Any], name: str, title: str, sentence: str, path: str
) -> None:
    answers["with"] = assessment(
        concerning(
            contact=name,
            relation=title,
            sentence=sentence,
            lowered=(path,),
            threads=(replace(thread(), title=title), thread("b", title)),
            observations=(
                observed("secrecy", 3, 1, words=title),
                observed("guilt", 1, 1, thread="b"),
            ),
        ),
        quiet(name),
        export=replace(assessment().export, name=path, reason=title),
    )
    out = wardlight("assess", "x.zip").out
    assert not {
        letter
        for letter in out
        if letter != "\n" and (ord(letter) < 32 or letter in "\x7f\u202e\u2066")
    }
    assert max(cell_len(line) for line in out.split("\n")) <= 80


@pytest.mark.parametrize("columns", ["40", "80", "200"])
@pytest.mark.usefixtures("answers")
def test_lines_fit_the_terminal_and_never_pass_80(
    wardlight: Run, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = wardlight("assess", "x.zip").out
    assert max(cell_len(line) for line in out.split("\n")) <= min(80, int(columns))


SHOW = """
import sys, time
from tests.report.samples import assessment
from wardlight import workflow
from wardlight.cli import terminal
from wardlight.cli.main import run

def slow(paths, on_progress, **said):
    on_progress(120_000)
    time.sleep(float(sys.argv[1]))
    return assessment()

workflow.assess = slow
terminal._PATIENCE = 0.2
sys.exit(run(["assess", "x.zip"]))
"""


def on_a_terminal(seconds: float = 0, **environment: str) -> str:
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    ours, theirs = pty.openpty()
    kept = surroundings(TERM="xterm-256color", **environment)
    command = [sys.executable, "-c", SHOW, str(seconds)]
    with os.fdopen(ours, "rb") as screen, os.fdopen(theirs, "wb") as terminal:
        subprocess.run(command, stdout=terminal, stderr=terminal, env=kept, check=True, timeout=60)
        os.set_blocking(ours, False)
        return bytes(screen.read()).decode()


def test_colour_is_for_terminals_and_can_be_turned_off() -> None:
    assert "\x1b[1;31mNEEDS A LOOK" in on_a_terminal()
    assert "31m" not in on_a_terminal(NO_COLOR="1")


@pytest.mark.usefixtures("answers")
def test_no_colour_goes_into_a_file(wardlight: Run) -> None:
    assert "\x1b" not in wardlight("assess", "x.zip").out


def test_long_work_gives_a_sign_of_life_and_short_work_does_not() -> None:
    assert "120,000 records so far" in on_a_terminal(seconds=0.8)
    assert "records so far" not in on_a_terminal()


def test_no_sign_of_life_goes_into_a_file(wardlight: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, on_progress: Callable[[int], None], **__: object) -> Assessment:
        on_progress(5)
        time.sleep(0.1)
        return assessment()

    monkeypatch.setattr(terminal, "_PATIENCE", 0.01)
    monkeypatch.setattr(workflow, "assess", slow)
    assert wardlight("assess", "x.zip").err == ""

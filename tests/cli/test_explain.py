"""``wardlight explain``: the messages, what was seen in each, why, and why not."""

from typing import Any

import msgspec
import pytest
from rich.cells import cell_len

from tests.cli.command import Run
from tests.report.samples import HOSTILE, concerning, explanation, observed, row
from wardlight import workflow
from wardlight.findings import Explanation
from wardlight.words import BASE_RATE, CLOSING


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    asked: dict[str, Any] = {"with": explanation()}

    def explain(paths: Any, contact: str, **said: Any) -> Explanation:
        asked.update(said, paths=paths, contact=contact)
        answer: Explanation = asked["with"]
        return answer

    monkeypatch.setattr(workflow, "explain", explain)
    return asked


def explained(wardlight: Run, *options: str) -> str:
    return wardlight("explain", "x.zip", "--contact", "⚽❤️ 10", *options).out


@pytest.mark.usefixtures("answers")
def test_a_message_stands_with_its_number_time_side_and_words(wardlight: Run) -> None:
    lines = explained(wardlight).splitlines()
    assert any(line.split() == ["3", "19:03", "contact", "line", "3"] for line in lines)


@pytest.mark.usefixtures("answers")
def test_the_warning_is_marked_where_it_was_fixed(wardlight: Run) -> None:
    out = explained(wardlight)
    assert (
        out.index("line 6")
        < out.index("the warning is fixed here, at message 6")
        < out.index("line 7")
    )


@pytest.mark.usefixtures("answers")
def test_the_running_score_is_told_where_it_moves(wardlight: Run) -> None:
    out = explained(wardlight)
    assert "> score 3 (+1)" in out
    assert "> score 14 (+1)" in out
    assert out.count("> score") <= 14


@pytest.mark.usefixtures("answers")
def test_it_says_why_and_why_not(wardlight: Run) -> None:
    told = " ".join(explained(wardlight).split())
    places = [
        told.index(each)
        for each in (
            "Why: these add up to 14",
            "+10 pushed after a no or a silence: asked again after a refusal",
            "-2 known contact: the child follows the account",
            "Why not Lowered by the child follows the account",
            "Not found made a threat, proposed to meet and offered money, gifts or game items",
            "Not run Languages other than English",
            BASE_RATE,
            CLOSING,
        )
    ]
    assert places == sorted(places)


def test_a_long_chat_shows_what_matters_and_counts_the_rest(
    wardlight: Run, answers: dict[str, Any]
) -> None:
    rows = tuple(
        row(number, f"line {number}", observed=(), warned_here=False, score=0)
        for number in range(1, 200)
    )
    seen = (observed("secrecy", 100, 30),)
    rows = (
        *rows[:99],
        row(100, "line 100", observed=seen, warned_here=False, score=0),
        *rows[100:],
    )
    answers["with"] = explanation(rows)
    out = explained(wardlight)
    assert "… 97 messages in which nothing was seen …" in out
    assert [
        number for number in range(1, 200) if f" line {number}\n" in out.replace("  \n", "\n")
    ] == [98, 99, 100, 101, 102]
    everything = explained(wardlight, "--all")
    assert all(f"line {number}" in everything for number in range(1, 200))
    assert "nothing was seen …" not in everything


def test_words_can_be_hidden(wardlight: Run, answers: dict[str, Any]) -> None:
    seen = (observed("secrecy", 3, 1, words="dont tell ur mum"),)
    rows = (row(1, "dont tell ur mum", observed=seen),)
    answers["with"] = explanation(rows, finding=concerning(observations=seen))
    assert "dont tell ur mum" in explained(wardlight)
    for options in (("--mask",), ("--mask", "--json")):
        assert "dont tell" not in explained(wardlight, *options)
    assert "(words hidden)" in explained(wardlight, "--mask")


def test_json_is_one_object_and_nothing_else(wardlight: Run, answers: dict[str, Any]) -> None:
    out = explained(wardlight, "--json")
    assert msgspec.json.decode(out, type=Explanation) == answers["with"]


def test_others_in_a_group_are_named_and_the_app_is_not_a_person(
    wardlight: Run, answers: dict[str, Any]
) -> None:
    answers["with"] = explanation(
        (
            row(1, "hello all", observed=(observed("secrecy", 1, 1),)),
            row(2, "hi", None, sender="Leo"),
            row(3, "Leo left", None, sender=None, kind="event", message=None),
        )
    )
    out = " ".join(explained(wardlight).split())
    assert "other Leo: hi" in out
    assert "app Leo left" in out


def test_pictures_are_named_and_not_opened(wardlight: Run, answers: dict[str, Any]) -> None:
    answers["with"] = explanation(
        (row(1, "", "child", kind="media", attachments=("messages/inbox/x/photos/17.jpg",)),)
    )
    assert "not opened: 17.jpg)" in " ".join(explained(wardlight).split())


def test_days_are_told_once(wardlight: Run, answers: dict[str, Any]) -> None:
    later = row(2, "later", at="2026-03-08 08:00:00 UTC", warned_here=False)
    timeless = row(3, "no clock", at="?? (not read as a time)")
    answers["with"] = explanation(
        (row(1, "first", observed=(observed("secrecy", 1, 1),)), later, timeless)
    )
    lines = [line.strip() for line in explained(wardlight).splitlines()]
    chat = lines[lines.index("7 Mar 2026") :]
    assert [line for line in chat if line.endswith(("2026", "first", "later", "clock"))] == [
        "7 Mar 2026",
        "1  19:01  contact  first",
        "8 Mar 2026",
        "2  08:00  contact  later",
        "3  --:--  contact  no clock",
    ]


def test_messages_cannot_disturb_the_terminal(wardlight: Run, answers: dict[str, Any]) -> None:
    rows = tuple(
        row(number, f"{HOSTILE}\n[bold]{'long ' * 30}", sender=HOSTILE) for number in (1, 2, 6)
    )
    answers["with"] = explanation(rows, finding=concerning(contact=HOSTILE))
    out = explained(wardlight)
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "[bold]long" in out
    assert max(map(cell_len, out.split("\n"))) <= 80


def test_the_contact_can_be_named_as_it_is_shown(wardlight: Run, answers: dict[str, Any]) -> None:
    wardlight("explain", "x.zip", "--contact", "a[U+202E]b", "--json")
    assert answers["contact"] == "a\u202eb"

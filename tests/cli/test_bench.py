"""``wardlight bench`` and ``wardlight fit`` as they are typed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Run, surroundings
from wardlight.risk import WEIGHTS
from wardlight.risk.weights import load_weights

CONCERN = ("hi", "send me a pic of you", "no", "please please send it", "no", "dont tell ur mum")
ORDINARY = ("did you do the maths", "not yet", "training is at six", "ok")


def lines(chat: str, label: str | None, words: tuple[str, ...]) -> list[str]:
    rows = []
    for n, text in enumerate(words, start=1):
        child = text in ("no", "not yet", "ok")
        told: dict[str, Any] = {"chat": chat, "n": n, "author": f"{chat}-{'c' if child else 'x'}"}
        told |= {"role": "child" if child else "other", "time": f"2026-01-02T10:{n:02}:00"}
        rows.append(json.dumps(told | {"text": text, "label": label}))
    return rows


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    file = tmp_path / "chats.jsonl"
    rows = [row for at in range(12) for row in lines(f"h{at}", "concern", CONCERN)]
    rows += [row for at in range(12) for row in lines(f"q{at}", "benign", ORDINARY)]
    file.write_text("\n".join([*rows, "no line"]) + "\n", encoding="utf-8")
    return file


@pytest.mark.parametrize("run", ["early", "false-alarms", "report"])
def test_a_run_prints_counts_in_eighty_columns_and_no_message(
    wardlight: Run, chats: Path, run: str
) -> None:
    ran = wardlight("bench", run, chats)
    assert ran.code == 0, ran.err
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "12 of 12" in ran.out or "0 of 12" in ran.out
    assert "line 121" in ran.out, "the bad line, by its number"
    assert "no line" not in ran.out
    assert not any(words in ran.out for words in (*CONCERN[1:2], *ORDINARY[:1], "h0-x"))


def test_json_and_markdown_are_saved(wardlight: Run, chats: Path, tmp_path: Path) -> None:
    ran = wardlight("bench", "report", chats, "--out", tmp_path / "out", "--json")
    told = json.loads(ran.out)
    assert told["figures"]["early"]["concern"]["count"] == 12
    assert told["figures"]["false-alarms"]["sets"][0]["chats"]["of"] == 12
    assert json.loads((tmp_path / "out" / "report.json").read_text("utf-8")) == told
    assert "| concern |" in (tmp_path / "out" / "report.md").read_text("utf-8")


def test_nothing_is_written_over_the_chats(wardlight: Run, chats: Path) -> None:
    chats.rename(mine := chats.with_name("early.json"))
    before = mine.read_bytes()
    ran = wardlight("bench", "early", mine, "--out", mine.parent)
    assert (ran.code, "[E206]" in ran.err) == (2, True)
    assert mine.read_bytes() == before


def test_what_cannot_be_measured_is_said(wardlight: Run, chats: Path, tmp_path: Path) -> None:
    ordinary = tmp_path / "ordinary.jsonl"
    ordinary.write_text("\n".join(lines("a", None, ORDINARY)), encoding="utf-8")
    for arguments, code in (
        (("early", ordinary), "[E603]"),
        (("early", tmp_path / "absent.jsonl"), "[E108]"),
        (("early", chats, "--format", "pan12"), "[E601]"),
        (("early", chats, "--weights", ordinary), "[E605]"),
    ):
        ran = wardlight("bench", *arguments)
        assert ran.code != 0
        assert code in ran.err


def test_pan12(wardlight: Run, tmp_path: Path) -> None:
    said = "".join(
        f'<message line="{n}"><author>{"b" if text == "no" else "a"}</author><time>10:0{n}</time><text>{text}</text></message>'
        for n, text in enumerate(CONCERN, start=1)
    )
    (tmp_path / "mini.xml").write_text(
        f'<conversations><conversation id="c">{said}</conversation></conversations>', "utf-8"
    )
    (tmp_path / "authors.txt").write_text("a\n", "utf-8")
    (tmp_path / "lines.txt").write_text("c\t2\nc\t4\n", "utf-8")
    at = {name: tmp_path / name for name in ("mini.xml", "authors.txt", "lines.txt")}
    ran = wardlight(
        "bench", "pan12", at["mini.xml"], "--authors", at["authors.txt"], "--lines", at["lines.txt"]
    )
    assert ran.code == 0, ran.err
    assert "Authors (problem 1)" in ran.out
    assert "not checked" in ran.out
    ran = wardlight(
        "bench",
        "pan12",
        at["mini.xml"],
        "--authors",
        at["authors.txt"],
        "--sha256",
        f"mini.xml={'0' * 64}",
    )
    assert "[E602]" in ran.err


def test_fit_writes_weights_that_load_back(wardlight: Run, chats: Path, tmp_path: Path) -> None:
    out = tmp_path / "weights.toml"
    ran = wardlight("fit", chats, "--out", out, "--folds", 3)
    assert ran.code == 0, ran.err
    assert "cross-validated in 3 parts" in " ".join(ran.out.split())
    assert load_weights(out) != WEIGHTS
    again = wardlight("bench", "early", chats, "--weights", out, "--json")
    assert json.loads(again.out)["figures"]["early"]["concern"]["count"] == 12
    assert "weights.toml" in again.out


def test_fit_refuses_chats_whose_authors_are_in_all_of_them(
    wardlight: Run, chats: Path, tmp_path: Path
) -> None:
    text = chats.read_text("utf-8")
    for at in range(12):
        text = text.replace(f'"h{at}-c"', '"kit"').replace(f'"q{at}-c"', '"kit"')
    chats.write_text(text, "utf-8")
    ran = wardlight("fit", chats, "--out", tmp_path / "weights.toml")
    assert "[E604]" in ran.err
    assert not (tmp_path / "weights.toml").exists()


def test_throughput_is_of_a_process_of_its_own(wardlight: Run, tmp_path: Path) -> None:
    ran = wardlight("bench", "throughput", "--messages", 2000, "--json", "--out", tmp_path / "out")
    assert ran.code == 0, ran.err
    told = json.loads(ran.out)["figures"]["throughput"]
    (taken,) = told["runs"]
    assert (taken["messages"], taken["threads"], told["peer"]) == (2000, 100, None)
    assert taken["seconds"] > 0
    page = (tmp_path / "out" / "throughput.md").read_text("utf-8")
    assert "| wardlight | 2,000 | 100 |" in page


def test_starting_the_command_loads_no_extra() -> None:
    code = "import sys, wardlight.cli.main; print(sorted({'numba', 'pyarrow', 'scipy', 'tomli_w'} & set(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=surroundings(),
    )
    assert ran.stdout.strip() == "[]"

"""The official figures on a miniature in the official format, with the figures worked out by hand."""

import hashlib
from pathlib import Path

import pytest

from tests.bench.scripted import Scripted
from wardlight.bench.chats import Chat
from wardlight.bench.corpora import pan12
from wardlight.bench.judge import Open
from wardlight.bench.runs.pan12 import Pan12Figures, measure, tables
from wardlight.errors import CorpusUnreadable, WrongDigest

# Five conversations, eight authors. The scripted detector flags whoever gathers sixty points in one conversation, and a
# line is seen where it adds points.
MINI = """<?xml version="1.0" encoding="UTF-8"?>
<conversations>
  <conversation id="c1">
    <message line="1"><author>p1</author><time>20:00</time><text>+30 ask</text></message>
    <message line="2"><author>v1</author><time>20:01</time><text>no</text></message>
    <message line="3"><author>p1</author><time>20:02</time><text>+40 push</text></message>
    <message line="4"><author>p1</author><time>20:03</time><text>ok bye</text></message>
  </conversation>
  <conversation id="c2">
    <message line="1"><author>p1</author><time>09:00</time><text>+10 hello again</text></message>
    <message line="2"><author>v2</author><time>09:01</time><text>hi</text></message>
  </conversation>
  <conversation id="c3">
    <message line="1"><author>p2</author><time>10:00</time><text>+60 threat</text></message>
    <message line="2"><author>v3</author><time>10:01</time><text>+10 oh</text></message>
  </conversation>
  <conversation id="c4">
    <message line="1"><author>p3</author><time>11:00</time><text>+30 ask</text></message>
    <message line="2"><author>v1</author><time>11:01</time><text>what</text></message>
  </conversation>
  <conversation id="c5">
    <message line="1"><author>n1</author><time>12:00</time><text>+70 game talk</text></message>
    <message line="2"><author>v2</author><time>12:01</time><text>gg</text></message>
  </conversation>
</conversations>
"""
AUTHORS = "p1\np2\np3\np4\n"
LINES = "c1\t1\nc1\t3\nc1\t4\nc3\t1\nc4\t1\n"


def figures(folder: Path, begin: Open = Scripted) -> Pan12Figures:
    for name, text in (("mini.xml", MINI), ("authors.txt", AUTHORS), ("lines.txt", LINES)):
        (folder / name).write_text(text, encoding="utf-8")
    truth = pan12.read_truth(folder / "authors.txt", folder / "lines.txt")
    return measure(pan12.read(folder / "mini.xml"), truth, begin)


def test_authors_by_hand(tmp_path: Path) -> None:
    # Flagged: p1 (30 + 40 in c1), p2 (60 in c3), n1 (70 in c5). p3 has 30: not flagged. p1's c2 adds nothing to c1.
    # Wanted: p1, p2, p3, p4 (p4 wrote nothing here and still counts as missed).
    # Found: p1, p2.  P = 2/3, R = 2/4.
    # F1   = 2 * 2/3 * 1/2 / (2/3 + 1/2)             = (2/3) / (7/6)    = 4/7
    # F0.5 = 1.25 * 2/3 * 1/2 / (0.25 * 2/3 + 1/2)   = (5/12) / (2/3)   = 5/8
    found = figures(tmp_path).authors
    assert (found.flagged, found.wanted, found.found) == (3, 4, 2)
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(1 / 2)
    assert found.f1 == pytest.approx(4 / 7)
    assert found.f_half == pytest.approx(5 / 8)


def test_lines_by_hand(tmp_path: Path) -> None:
    # Flagged lines are those of flagged authors, in any conversation, in which something was seen:
    # c1/1, c1/3, c2/1 (p1), c3/1 (p2), c5/1 (n1). Not c3/2: v3 is not flagged. Not c4/1: p3 is not flagged.
    # Wanted: c1/1, c1/3, c1/4, c3/1, c4/1. Found: c1/1, c1/3, c3/1.  P = 3/5, R = 3/5.
    # F3 = 10 * 9/25 / (9 * 3/5 + 3/5) = (90/25) / 6 = 3/5
    found = figures(tmp_path).lines
    assert found is not None
    assert (found.flagged, found.wanted, found.found) == (5, 5, 3)
    assert found.f3 == pytest.approx(3 / 5)


def test_f3_weighs_recall_nine_times(tmp_path: Path) -> None:
    # With c4/1 the only line that is wanted beside c1/1: found c1/1 only. P = 1/5, R = 1/2.
    # F3 = 10 * 1/10 / (9 * 1/5 + 1/2) = 1 / 2.3
    figures(tmp_path)
    (tmp_path / "lines.txt").write_text("c1 1\nc4 1\n", encoding="utf-8")
    truth = pan12.read_truth(tmp_path / "authors.txt", tmp_path / "lines.txt")
    found = measure(pan12.read(tmp_path / "mini.xml"), truth, Scripted).lines
    assert found is not None
    assert found.f3 == pytest.approx(1 / 2.3)


def test_what_was_read_is_said_and_no_author_is_named(tmp_path: Path) -> None:
    found = figures(tmp_path)
    assert (found.conversations, found.messages, found.truth_not_met) == (5, 12, 1)
    words = str(tables(found))
    assert "1 author wrote nothing" in words
    assert not any(name in words for name in ("p1", "n1", "game talk", "threat"))


def test_without_the_truth_of_problem_2_only_authors_are_compared(tmp_path: Path) -> None:
    figures(tmp_path)
    truth = pan12.read_truth(tmp_path / "authors.txt", None)
    assert measure(pan12.read(tmp_path / "mini.xml"), truth, Scripted).lines is None


def test_nobody_is_flagged_by_a_detector_that_sees_nothing(tmp_path: Path) -> None:
    class Blind(Scripted):
        def __init__(self, chat: Chat) -> None:
            super().__init__(Chat(chat.name, (), None))

    found = figures(tmp_path, Blind)
    assert (found.authors.precision, found.authors.recall, found.authors.f_half) == (0, 0, 0)


def test_a_file_that_is_not_the_official_one_is_refused(tmp_path: Path) -> None:
    for name in ("pan12-x-test-corpus-2012-05-17.xml", "pan12-x-groundtruth-problem1.txt"):
        (tmp_path / name).write_text(MINI, encoding="utf-8")
        with pytest.raises(WrongDigest, match="E602"):
            pan12.checked(tmp_path / name)


def test_a_sum_that_a_person_gives_is_checked_whatever_its_line_ends(tmp_path: Path) -> None:
    file = tmp_path / "lines.txt"
    file.write_bytes(LINES.replace("\n", "\r\n").encode())
    as_published = hashlib.sha256(LINES.encode()).hexdigest()
    assert "as given" in pan12.checked(file, as_published.upper())
    assert "not checked" in pan12.checked(file)
    with pytest.raises(WrongDigest):
        pan12.checked(file, "0" * 64)


def test_a_truth_file_with_another_shape_is_refused(tmp_path: Path) -> None:
    (tmp_path / "authors.txt").write_text(AUTHORS, encoding="utf-8")
    (tmp_path / "lines.txt").write_text("c1\t1\nc1\n", encoding="utf-8")
    with pytest.raises(CorpusUnreadable, match="Line 2"):
        pan12.read_truth(tmp_path / "authors.txt", tmp_path / "lines.txt")


def test_the_published_sums_are_whole() -> None:
    assert all(len(bytes.fromhex(total)) == 32 for total in pan12.OFFICIAL.values())

"""What the measurements count, with a detector that does what a line says."""

from pathlib import Path

import msgspec
import pytest

from tests.bench.scripted import Scripted, chat
from wardlight.bench import pages
from wardlight.bench.chats import Chat, Corpus, Line
from wardlight.bench.judge import judge_all, with_detector
from wardlight.bench.pages import Measured, Part
from wardlight.bench.runs import early, false_alarms
from wardlight.bench.runs.slices import by_length
from wardlight.errors import NothingToMeasure, UnsafeOutput
from wardlight.risk import WEIGHTS

CHATS = (
    chat("soon", "x: hi", "x: +70 ask", "c: no", label="concern", register="app"),
    chat("late", "x: hi", *["c: ok"] * 8, "x: +30 a", "x: +30 b", label="concern", register="app"),
    chat("missed", "x: +30 a", "c: ok", label="concern", register="school"),
    chat("quiet", "x: hi", "c: hi", label="benign", register="school"),
    chat("wrong", "x: +60 game", "c: gg", label="benign", register="game"),
    chat("unsaid", "x: +60 a"),
)


def test_early_counts_chats_and_how_soon() -> None:
    found = early.measure(CHATS, Scripted)
    assert (found.chats, found.unlabelled, found.messages) == (5, 1, 3 + 11 + 2 + 2 + 2)
    assert found.verdicts["concern"] == {"needs-a-look": 2, "some-signs": 1, "nothing-found": 0}
    assert found.verdicts["benign"] == {"needs-a-look": 1, "some-signs": 0, "nothing-found": 1}
    assert [(row.message, row.concern.count, row.benign.count) for row in found.by_message] == [
        (1, 0, 1),
        (2, 1, 1),
        (3, 1, 1),
        (5, 1, 1),
        (10, 1, 1),
        (20, 2, 1),
        (50, 2, 1),
    ]
    # Warnings at messages 2 and 11, a minute apart from one another, first message at 0.
    assert found.messages_to_warning.median == 6.5
    assert found.minutes_to_warning.median == 5.5
    # 3 flagged, 3 wanted, 2 found: P = R = F1 = 2/3
    assert found.counts.f1 == pytest.approx(2 / 3)
    assert found.f_latency == pytest.approx(found.speed * 2 / 3)
    assert 0.9 < found.speed < 1


def test_early_slices_and_bands_hold_every_labelled_chat() -> None:
    found = early.measure(CHATS, Scripted)
    for kind in ("length", "register"):
        held = [each for each in found.slices if each.kind == kind]
        assert sum(each.concern.of + each.benign.of for each in held) == 5
    assert not [each for each in found.slices if each.kind == "language"], "nobody told one"
    assert sum(band.concern.of for band in found.bands) == 5


def test_without_times_there_are_no_minutes() -> None:
    found = early.measure([chat("a", "x: +70 ask", label="concern", minutes=None)], Scripted)
    assert found.minutes_to_warning.median is None
    assert found.messages_to_warning.median == 1


def test_early_needs_chats_of_concern() -> None:
    with pytest.raises(NothingToMeasure, match="E603"):
        early.measure([chat("a", "x: hi", label="benign")], Scripted)


def test_the_child_is_never_looked_at_and_without_roles_each_side_is() -> None:
    told = chat("a", "x: hi", "c: +70 ask")
    untold = Chat("a", tuple(msgspec.structs.replace(line, role=None) for line in told.lines))
    verdicts = [each.verdict for each in judge_all([told, untold], Scripted)]
    assert verdicts == ["nothing-found", "needs-a-look"]


ASKED = ("x: send me a pic of you", "c: no", "x: please please send it", "c: no", "x: do it")
TALK = ("x: did you do the maths", "c: not yet", "x: training is at six")


def test_many_chats_at_once_are_judged_as_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    chats = [chat(f"n{at}", *(ASKED if at % 3 else TALK)) for at in range(12)]
    detector = with_detector()
    single = judge_all(chats, detector.__call__)
    assert {each.verdict for each in single} == {"needs-a-look", "nothing-found"}
    assert judge_all(chats, detector) == single
    monkeypatch.setattr("wardlight.bench.judge.AT_ONCE", 7)
    assert judge_all(chats, detector) == single


def test_a_preset_moves_the_lines() -> None:
    (one,) = judge_all([chat("a", *ASKED)], with_detector())
    needed = {name: each.needs_a_look for name, each in WEIGHTS.presets.items()}
    assert needed["sensitive"] < needed["standard"] < needed["strict"]
    for name, line in needed.items():
        (judged,) = judge_all([chat("a", *ASKED)], with_detector(preset=name))
        assert (judged.verdict == "needs-a-look") == (one.score >= line)


def corpus(*chats: Chat, form: str = "json-lines") -> Corpus:
    return Corpus(Path("made up.jsonl"), form, "0" * 64, chats)


def test_false_alarms_by_chat_by_contact_and_by_message() -> None:
    two = Chat("pair", (Line("m", "+60 a"), Line("n", "+60 b"), Line("m", "ok")))
    found = false_alarms.measure([corpus(two, *CHATS)], Scripted)
    total = found.sets[0]
    assert found.left_out == 3
    assert (total.chats.count, total.chats.of) == (3, 4), "pair, wrong, unsaid of those and quiet"
    assert (total.contacts.count, total.contacts.of) == (4, 5), "both of pair"
    assert (total.warnings.count, total.warnings.of, total.messages) == (4, 8, 8)


def test_one_sided_messages_are_counted_by_sender_and_by_thread() -> None:
    threads = [Chat(f"s {to}", (Line("s", "+30 a"),)) for to in ("r", "q")]
    found = false_alarms.measure([corpus(*threads, form="nus")], Scripted)
    streams, by_thread = [each for each in found.sets if not each.kind]
    assert (streams.chats.count, streams.chats.of) == (1, 1), "thirty and thirty in one stream"
    assert (by_thread.chats.count, by_thread.chats.of) == (0, 2)
    assert by_thread.chats_with_signs.count == 2


def test_false_alarms_need_an_ordinary_chat() -> None:
    with pytest.raises(NothingToMeasure):
        false_alarms.measure([corpus(CHATS[0])], Scripted)


def test_every_length_is_of_one_kind() -> None:
    found = [by_length(length) for length in (1, 10, 11, 200, 201, 9999)]
    assert found == [
        "1-10 messages",
        "1-10 messages",
        "11-50 messages",
        "51-200 messages",
        "201+ messages",
        "201+ messages",
    ]


def measured() -> Measured:
    found = early.measure(CHATS, Scripted)
    source = pages.source_of(Corpus(Path("a|b`<c>.jsonl"), "json-lines", "0" * 64, CHATS, (4,)))
    return Measured(
        "early", "as they ship", (source,), (Part("early", found, early.tables(found)),)
    )


def test_pages_hold_counts_and_no_message_and_no_name() -> None:
    for text in (pages.as_json(measured()).decode(), pages.as_markdown(measured())):
        assert not any(word in text for word in ("+70", "game talk", "soon-x", "wrong-x", "unsaid"))


def test_json_is_the_figures() -> None:
    told = msgspec.json.decode(pages.as_json(measured()))
    assert told["figures"]["early"]["concern"]["count"] == 2
    assert told["sources"][0]["bad_lines"] == 1


def test_a_file_s_name_ends_no_cell_and_begins_no_tag() -> None:
    rows = [line for line in pages.as_markdown(measured()).splitlines() if "json-lines" in line]
    assert rows == ["| a\\|b\\`\\<c>.jsonl | json-lines | 6 | 21 | 1 |"]


def test_written_pages_are_written_again_and_others_are_left(tmp_path: Path) -> None:
    pages.prepare(tmp_path / "out", "early", [])
    names = [path.name for path in pages.write(measured(), tmp_path / "out")]
    assert names == ["early.json", "early.md"]
    pages.prepare(tmp_path / "out", "early", [])
    (tmp_path / "out" / "early.md").write_text("my own notes", encoding="utf-8")
    with pytest.raises(UnsafeOutput):
        pages.prepare(tmp_path / "out", "early", [])


def test_tables_fit_eighty_columns() -> None:
    many = [chat(f"n{at}", "x: hi", label="benign") for at in range(1234)]
    for table in early.tables(early.measure([*CHATS, *many], Scripted)):
        columns = zip(table.head, *table.rows, strict=True)
        assert sum(max(map(len, column)) + 2 for column in columns) <= 80, table.title

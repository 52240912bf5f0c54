"""Weights fitted on made-up contributions: planted ones are found, and nobody is on both sides of a validation."""

import ast
import tomllib
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

import wardlight.risk.score
from tests.bench.scripted import Scripted, chat
from wardlight.bench.chats import Chat, Corpus, Label, Line
from wardlight.bench.fitting import written
from wardlight.bench.fitting.examples import Example, examples
from wardlight.bench.fitting.fit import Fitted, factors_from, fit, threshold
from wardlight.bench.fitting.folds import folds
from wardlight.bench.fitting.places import WITHOUT_PLACE, has_place, name_of, reweighed
from wardlight.bench.fitting.solve import solve
from wardlight.bench.judge import Open, with_detector
from wardlight.errors import FoldsLeak, NothingToMeasure, UnsafeOutput, WrongWeights
from wardlight.risk import WEIGHTS, Weights
from wardlight.risk.state import Addend
from wardlight.risk.weights import load_weights

PLANTED = {"image-request": 0.10, "pressure": 0.06, "secrecy": 0.03, "gift-offer": 0.01}
"""Log-odds for each point."""
CHAT = Chat("", ())


def drawn(planted: dict[str, float], count: int, start: float = -2.0) -> list[Example]:
    """Chats whose labels are drawn from the planted weights."""
    draw = np.random.default_rng(11)
    points = draw.choice([0, 0, 12, 24, 40], (count, len(planted)))
    odds = start + points @ np.array(list(planted.values()))
    concern = draw.random(count) < 1 / (1 + np.exp(-odds))
    return [
        Example(CHAT, bool(label), (dict(zip(planted, map(int, row), strict=True)),))
        for row, label in zip(points, concern, strict=True)
    ]


def test_planted_weights_are_found() -> None:
    found = solve(drawn(PLANTED, 6000), list(PLANTED)).slopes
    assert sorted(found, key=lambda name: -found[name]) == list(PLANTED), "in their order"
    for name, planted in PLANTED.items():
        assert found[name] == pytest.approx(planted, rel=0.25, abs=0.004), name


def test_a_planted_sign_keeps_its_sign() -> None:
    # What lowers comes with points below nought. Planted: it lowers, and something that tells nothing at all.
    taken = drawn({"image-request": 0.08, "secrecy": -0.05, "meeting": 0.0}, 6000)
    found = solve(taken, ["image-request", "secrecy", "meeting"]).slopes
    assert found["secrecy"] == 0.0, "what raises by rule may not come to lower"
    assert found["meeting"] < 0.01
    lowering = [
        Example(each.chat, each.concern, tuple({**a, "secrecy": -a["secrecy"]} for a in each.along))
        for each in taken
    ]
    assert solve(lowering, list(found)).slopes["secrecy"] == pytest.approx(0.05, rel=0.25)


def test_what_the_data_say_little_of_stays_where_it_was() -> None:
    taken = drawn({"image-request": 0.08}, 500)
    rare = [Example(CHAT, each.concern, ({**each.along[0], "threat": 0},)) for each in taken]
    found = solve(rare, ["image-request", "threat"])
    assert found.slopes["threat"] == pytest.approx(found.common, rel=0.01)


def test_a_long_chat_counts_as_much_as_a_short_one() -> None:
    taken = drawn({"image-request": 0.08}, 500)
    longer = [Example(each.chat, each.concern, each.along * 7) for each in taken]
    names = ["image-request"]
    assert solve(longer, names).slopes[names[0]] == pytest.approx(
        solve(taken, names).slopes[names[0]], rel=1e-3
    )


def test_the_threshold_keeps_false_alarms_to_their_share() -> None:
    taken = drawn(PLANTED, 4000)
    solved = solve(taken, list(PLANTED))
    for allowed in (0.0, 0.01, 0.05):
        line = threshold(taken, solved, 60, allowed)
        benign = [solved.evidence(each.along[0]) for each in taken if not each.concern]
        assert sum(each >= line for each in benign) <= allowed * len(benign)


@given(st.dictionaries(st.sampled_from(sorted(WEIGHTS.behaviour)), st.floats(0, 3)))
def test_reweighed_weights_stay_whole_and_monotone(by: dict[str, float]) -> None:
    changed = reweighed(WEIGHTS, by)
    assert changed.needs_a_look == WEIGHTS.needs_a_look
    for name, weight in changed.behaviour.items():
        assert list(weight.points) == sorted(weight.points)
        assert weight.again >= 0
        if name not in by:
            assert weight == WEIGHTS.behaviour[name]


def test_every_contribution_that_a_score_can_have_has_a_place() -> None:
    tree = ast.parse(Path(wardlight.risk.score.__file__).read_text("utf-8"))
    calls = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Addend"
    ]
    named = [node.args[0].value for node in calls if isinstance(node.args[0], ast.Constant)]
    assert named
    for name in named:
        rules = WEIGHTS.together if name == "together" else [None]
        if name in WITHOUT_PLACE:
            continue
        for rule in rules:
            addend = Addend(str(name), 1, rule.name if rule else "")
            place = name_of(addend, WEIGHTS)
            assert has_place(place, WEIGHTS), name
            assert reweighed(WEIGHTS, {place: 7.0}) != WEIGHTS, name


def labelled(count: int) -> list[Chat]:
    labels: tuple[Label, ...] = ("concern", "benign")
    return [chat(f"n{at}", "x: hi", "c: hi", label=labels[at % 2]) for at in range(count)]


def authors_of(chats: list[Chat], fold: tuple[int, ...]) -> set[str]:
    return {author for at in fold for author in chats[at].authors}


def test_folds_hold_every_chat_once_and_both_labels() -> None:
    chats = labelled(40)
    split = folds(chats, 5)
    assert sorted(at for fold in split for at in fold) == list(range(40))
    for fold in split:
        assert {chats[at].label for at in fold} == {"concern", "benign"}


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(31, 60)), min_size=4, max_size=60))
def test_nobody_writes_in_two_folds(pairs: list[tuple[int, int]]) -> None:
    labels: tuple[Label, ...] = ("concern", "benign")
    chats = [
        chat(f"n{at}", "x: hi", "c: hi", label=labels[at % 2], authors=(f"p{one}", f"p{two}"))
        for at, (one, two) in enumerate(pairs)
    ]
    try:
        split = folds(chats, 2)
    except FoldsLeak:
        return
    assert not authors_of(chats, split[0]) & authors_of(chats, split[1])


def test_authors_joined_by_a_row_of_chats_are_refused() -> None:
    # p0-p1, p1-p2, ... : everybody is joined to everybody, so no two parts are free of a shared author.
    labels: tuple[Label, ...] = ("concern", "benign")
    chats = [
        chat(f"n{at}", "x: hi", "c: hi", label=labels[at % 2], authors=(f"p{at}", f"p{at + 1}"))
        for at in range(20)
    ]
    with pytest.raises(FoldsLeak, match="E604"):
        folds(chats, 2)


def test_told_folds_are_kept_or_refused_where_an_author_is_in_two() -> None:
    apart = [chat(f"n{at}", "x: hi", label="benign", fold=str(at % 3)) for at in range(6)]
    assert folds(apart, 5) == ((0, 3), (1, 4), (2, 5))
    torn = [
        chat("a", "x: hi", label="benign", fold="1", authors=("same", "one")),
        chat("b", "x: hi", label="benign", fold="2", authors=("same", "two")),
    ]
    with pytest.raises(FoldsLeak, match="in 2 chats"):
        folds(torn, 2)


def test_examples_are_of_the_highest_contact_along_the_way() -> None:
    one = chat("a", "x: +10 secrecy", "x: +20 secrecy", "c: ok", "x: +5 guilt", label="concern")
    (taken,) = examples([one, chat("b", "x: hi")], Scripted, WEIGHTS)
    assert taken.along == (
        {"secrecy": 10},
        {"secrecy": 30},
        {"secrecy": 30},
        {"secrecy": 30, "guilt": 5},
    )


def weighed(weights: Weights) -> Open:
    """A detector whose points for a name follow the weights, as far as fitting is concerned."""
    scale = {
        name: each.most / WEIGHTS.behaviour[name].most for name, each in weights.behaviour.items()
    }

    class Weighed(Scripted):
        def _take(self, line: Line) -> None:
            if line.text.startswith("+"):
                points, _, name = line.text.partition(" ")
                line = replace(line, text=f"+{round(int(points) * scale[name])} {name}")
            super()._take(line)

    return Weighed


def told_apart(count: int) -> list[Chat]:
    """Chats of concern with pressure; benign ones in which everybody is offered gifts."""
    chats = []
    for at in range(count):
        chats.append(chat(f"h{at}", "x: hi", "x: +34 pressure", "c: no", label="concern"))
        chats.append(chat(f"q{at}", "x: +34 gift-offer", "x: +34 gift-offer", label="benign"))
    return chats


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    return fit(told_apart(30), WEIGHTS, weighed, parts=3)


def test_fitting_turns_to_what_tells_the_labels_apart(fitted: Fitted) -> None:
    factors = {each.name: each.factor for each in fitted.contributions}
    assert factors["pressure"] > 1.5
    assert factors["gift-offer"] < 0.6
    assert (fitted.before.concern.count, fitted.before.benign.count) == (0, 30)
    assert (fitted.after.concern.count, fitted.after.benign.count) == (30, 0)
    assert fitted.after.chats == 60, "each chat is judged once, out of its fold"


def test_what_was_not_seen_stays_and_lines_stay(fitted: Fitted) -> None:
    assert fitted.weights.behaviour["threat"] == WEIGHTS.behaviour["threat"]
    assert fitted.weights.needs_a_look == WEIGHTS.needs_a_look
    assert fitted.weights.behaviour["pressure"].most > WEIGHTS.behaviour["pressure"].most


def test_both_labels_are_needed() -> None:
    with pytest.raises(NothingToMeasure, match="benign"):
        fit([chat("a", "x: hi", label="concern")], WEIGHTS, weighed)


def test_factors_are_never_below_nought() -> None:
    taken = drawn({"image-request": 0.08, "secrecy": -0.05}, 2000)
    assert min(factors_from(taken, WEIGHTS).values()) >= 0


def corpus(chats: list[Chat]) -> Corpus:
    return Corpus(Path("of mine.jsonl"), "json-lines", "ab" * 32, tuple(chats), (3,))


def test_the_file_says_where_it_is_from_and_loads_back(fitted: Fitted, tmp_path: Path) -> None:
    out = tmp_path / "weights.toml"
    written.write_weights(fitted, corpus(told_apart(30)), date(2026, 1, 2), out)
    text = out.read_text("utf-8")
    for word in ("2026-01-02", "of mine.jsonl", "ab" * 32, "3 parts", "30 chats of concern"):
        assert word in text
    assert tomllib.loads(text)["behaviour"]["pressure"]["points"]
    assert load_weights(out) == fitted.weights


def test_other_weights_change_what_the_detector_says() -> None:
    one = chat("a", "x: send me a pic of you", "c: no", "x: please please send it", "c: no")
    factors = dict.fromkeys((*WEIGHTS.behaviour, "early ask"), 0.0)
    factors |= {f"together: {rule.name}": 0.0 for rule in WEIGHTS.together}
    told = {}
    for name, weights in (("as they ship", WEIGHTS), ("nought", reweighed(WEIGHTS, factors))):
        session = with_detector(weights)(one)
        session.feed(one.lines)
        (told[name],) = session.standing()
    assert told["as they ship"].verdict == "needs-a-look"
    assert (told["nought"].verdict, told["nought"].score) == ("nothing-found", 0)


def test_a_file_of_somebody_else_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "weights.toml"
    written.prepare_file(out, tmp_path / "chats.jsonl")
    out.write_text("mine = 1\n", encoding="utf-8")
    with pytest.raises(UnsafeOutput):
        written.prepare_file(out, tmp_path / "chats.jsonl")


@pytest.mark.parametrize("text", ["", "needs_a_look = 60\n", "not toml", "\0"])
def test_weights_that_do_not_fit_are_refused(tmp_path: Path, text: str) -> None:
    out = tmp_path / "weights.toml"
    out.write_text(text, encoding="utf-8")
    with pytest.raises(WrongWeights, match="E605"):
        load_weights(out)

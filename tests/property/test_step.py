"""Properties of the pure core: no look-ahead, sums that add up, batch equal to stream, spans that point."""

from collections.abc import Sequence

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.chat import assess_lines, direct_thread, messages
from wardlight.behaviours import Turn, matcher, observe
from wardlight.findings.contacts import triage
from wardlight.findings.sides import Sides
from wardlight.findings.watch import ThreadWatch
from wardlight.risk import WEIGHTS, Context, State, start, step

WORDS = st.sampled_from(
    [
        "send",
        "me",
        "a",
        "pic",
        "of",
        "you",
        "please",
        "no",
        "why",
        "how",
        "old",
        "are",
        "you",
        "dont",
        "tell",
        "your",
        "mum",
        "alone",
        "secret",
        "delete",
        "this",
        "ill",
        "show",
        "everyone",
        "or",
        "else",
        "stop",
        "mum",
        "ok",
        "thanks",
        "meet",
        "add",
        "snap",
        "robux",
        "just",
        "one",
        "12",
        "telling",
    ]
)
TEXT = st.one_of(st.lists(WORDS, max_size=9).map(" ".join), st.text(max_size=30))
TURNS = st.lists(
    st.tuples(
        st.sampled_from(["contact", "child"]), TEXT, st.integers(0, 2), st.integers(0, 10**7)
    ),
    max_size=40,
)
CONTEXTS = st.builds(
    Context,
    tagged=st.sampled_from(["", "family"]),
    kin_name=st.booleans(),
    group=st.booleans(),
    request=st.booleans(),
)
Rows = Sequence[tuple[str, str, int, int]]


def turns(rows: Rows) -> list[Turn]:
    made, at = [], 0
    for number, (actor, text, pictures, wait) in enumerate(rows, start=1):
        at += wait
        made.append(Turn(number, actor, at, pictures, matcher().match(text)))  # type: ignore[arg-type]
    return made


def states(rows: Rows, context: Context) -> list[State]:
    found = [start(context)]
    for turn in turns(rows):
        found.append(step(found[-1], turn, observe(turn, found[-1].past)))
    return found


@given(TURNS, CONTEXTS, st.integers(0, 40))
def test_no_look_ahead(rows: Rows, context: Context, cut: int) -> None:
    """What is known after n messages does not depend on message n + 1."""
    assert states(rows, context)[: cut + 1] == states(rows[:cut], context)[: cut + 1]


@given(TURNS, CONTEXTS)
def test_contributions_add_up_and_never_fall_below_nought(rows: Rows, context: Context) -> None:
    for state in states(rows, context):
        assert state.score == sum(each.points for each in state.addends) >= 0


@given(TURNS, CONTEXTS)
def test_a_warning_is_fixed_once_and_exactly_at_the_threshold(rows: Rows, context: Context) -> None:
    found = states(rows, context)
    warned = [state.warning for state in found if state.warning is not None]
    assert len(set(warned)) <= 1
    before = [state.score for state in found if state.warning is None]
    assert all(score < WEIGHTS.needs_a_look for score in before)


@given(TURNS, CONTEXTS, st.integers(0, 40))
def test_a_state_can_be_put_away_and_taken_up(rows: Rows, context: Context, cut: int) -> None:
    """Serialised in the middle, the rest goes on to the same end."""
    whole = states(rows, context)
    cut = min(cut, len(rows))
    state = msgspec.msgpack.decode(msgspec.msgpack.encode(whole[cut]), type=State)
    for turn in turns(rows)[cut:]:
        state = step(state, turn, observe(turn, state.past))
    assert state == whole[-1]


@given(TURNS)
def test_step_changes_nothing_it_was_given(rows: Rows) -> None:
    found = states(rows, Context())
    kept = [msgspec.msgpack.encode(state) for state in found]
    states(rows, Context())
    assert [msgspec.msgpack.encode(state) for state in found] == kept


@given(TEXT)
def test_spans_point_into_the_original_text(text: str) -> None:
    for hit in matcher().match(text).hits:
        first, last = hit.span
        assert 0 <= first < last <= len(text)
        assert text[first:last].strip() == text[first:last]


@given(st.lists(TEXT.filter(lambda text: "\n" not in text), min_size=1, max_size=12))
def test_a_thread_watched_whole_equals_one_watched_message_by_message(texts: list[str]) -> None:
    lines = [f"{'xc'[at % 3 == 2]}: {text or '-'}" for at, text in enumerate(texts)]
    thread = direct_thread()
    watch = ThreadWatch(
        thread, Sides("Child", "person"), matcher(), lambda _t, _n: Context(), lambda _n: False
    )
    for number, message in enumerate(messages(lines, thread), start=1):
        watch.take(message)
        so_far = triage([watch], [], {})
        alone = assess_lines(lines[:number])
        assert [each.warning for each in so_far] == [alone.warning]
        assert [each.contributions for each in so_far] == [alone.contributions]


def test_equal_messages_are_counted_by_position() -> None:
    once = assess_lines(["x: send me a pic", "c: no"])
    thrice = assess_lines(["x: send me a pic", "c: no", "x: send me a pic", "x: send me a pic"])
    assert thrice.counts["image-request"] == 3
    assert thrice.score > once.score


def test_swapping_the_sides_moves_the_score() -> None:
    lines = ["x: send me a pic of you", "c: no", "x: please please"]
    swapped = [("c" if line[0] == "x" else "x") + line[1:] for line in lines]
    assert assess_lines(swapped).score < assess_lines(lines).score

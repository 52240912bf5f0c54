"""One message at a time, in batches of any size, resumed, in Arrow or through an export's own watch: the same to the last point."""

from collections.abc import Sequence
from random import Random

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.chat import CLOCK, Chat, chats
from wardlight.behaviours import matcher
from wardlight.errors import NotAState
from wardlight.findings.sides import Sides
from wardlight.findings.watch import ThreadWatch
from wardlight.model import Attachment, Instant, Message, Ref, Source, Thread
from wardlight.risk import Context, State
from wardlight.stream import Detector, Sent, Warned
from wardlight.stream.saved import read

CHATS = [*chats("concern"), *chats("benign")]
_SAID = (
    "send me a pic of you please no why how old are dont tell your mum alone secret delete this ill "
    "show everyone im 12 pls again s e n d p1c selfie mandame foto robux for it ok stop hi"
)
WORDS = st.sampled_from(_SAID.split())
TEXTS = st.lists(WORDS, max_size=7).map(" ".join)
GAPS = st.sampled_from([None, 0, 1, 4, 6, 11, 60, 3000, -5])


@st.composite
def sent(draw: st.DrawFn, threads: int = 3) -> list[Sent]:
    """Messages of a few threads, mixed; an author is the child everywhere, nowhere, or not told."""
    roles = {
        author: draw(st.sampled_from([None, "child", "other"])) for author in ("ann", "bo", "cy")
    }
    times = dict.fromkeys(range(threads), 1_700_000_000_000)
    found = []
    for _ in range(draw(st.integers(0, 30))):
        thread, author = draw(st.integers(0, threads - 1)), draw(st.sampled_from([*roles]))
        gap = draw(GAPS)
        times[thread] += (gap or 0) * 60_000
        at = None if gap is None else times[thread]
        pictures = draw(st.sampled_from([0, 0, 0, 1]))
        ages = draw(st.sampled_from([(0, 0), (0, 0), (12, 0), (13, 30)]))
        found.append(
            Sent(
                f"t{thread}",
                author,
                draw(TEXTS),
                at,
                roles[author],  # type: ignore[arg-type]
                pictures,
                child_age=ages[0],
                contact_age=ages[1],
            )
        )
    return found


def one_by_one(messages: Sequence[Sent]) -> tuple[Detector, list[Warned]]:
    detector = Detector()
    return detector, [found for each in messages for found in detector.feed_many([each])]


def standings(detector: Detector) -> dict[str, object]:
    return {name: detector.standing(name) for name in ("t0", "t1", "t2", "t")}


def in_arrow(messages: Sequence[Sent]) -> pa.Table:
    columns = {
        "thread": pa.array([each.thread for each in messages], pa.string()),
        "author": pa.array([each.author for each in messages], pa.string()),
        "text": pa.array([each.text for each in messages], pa.string()),
        "time": pa.array([each.at for each in messages], pa.timestamp("ms")),
        "role": pa.array([each.role for each in messages], pa.string()),
        "pictures": pa.array([each.pictures for each in messages], pa.int32()),
        "child_age": pa.array([each.child_age or None for each in messages], pa.int8()),
        "contact_age": pa.array([each.contact_age or None for each in messages], pa.int8()),
    }
    return pa.table(columns)


@given(sent(), st.randoms(use_true_random=False))
def test_batches_of_any_size_agree_with_one_by_one(messages: list[Sent], random: Random) -> None:
    single, warned = one_by_one(messages)
    found: list[Warned] = []
    batched, at = Detector(), 0
    while at < len(messages):
        size = random.randint(1, 12)
        found += batched.feed_many(messages[at : at + size])
        at += size
    assert found == warned
    assert standings(batched) == standings(single)


@given(sent(), st.randoms(use_true_random=False))
def test_a_resumed_state_agrees_with_one_by_one(messages: list[Sent], random: Random) -> None:
    single, warned = one_by_one(messages)
    found: list[Warned] = []
    detector = Detector()
    for each in messages:
        found += detector.feed_many([each])
        if random.random() < 0.5:
            detector = moved(detector)
    assert found == warned
    assert standings(detector) == standings(single)


def moved(detector: Detector) -> Detector:
    """A new detector that knows what the old one wrote down."""
    saved = [detector.save(thread) for thread in ("t0", "t1", "t2") if knows(detector, thread)]
    resumed = Detector()
    resumed.resume(*saved)
    assert [resumed.save(read(each).thread) for each in saved] == saved
    return resumed


def knows(detector: Detector, thread: str) -> bool:
    try:
        return bool(detector.save(thread))
    except NotAState:
        return False


@given(sent())
def test_arrow_agrees_with_one_by_one(messages: list[Sent]) -> None:
    single, warned = one_by_one(messages)
    detector = Detector()
    assert list(detector.feed_batch(in_arrow(messages))) == warned
    assert standings(detector) == standings(single)


@given(sent(threads=1))
def test_the_stream_agrees_with_an_exports_own_watch(messages: list[Sent]) -> None:
    """In a chat of two of which the export says who is the child."""
    nothing = {"role": None, "child_age": 0, "contact_age": 0}
    two = [replace(each, **nothing) for each in messages if each.author != "cy"]
    detector, _ = one_by_one(
        [replace(each, role="child" if each.author == "ann" else "other") for each in two]
    )
    watched = watch(two)
    standing = detector.standing("t0")
    assert watched == {name: each.state for name, each in standing.items()}


def test_ages_that_a_service_knows_weigh_as_ages_that_were_written() -> None:
    def said(**ages: int) -> list[str]:
        detector = Detector()
        lines = (("bo", "other", "which town do you live in"), ("ann", "child", "no"))
        for author, role, text in (*lines, ("bo", "other", "send me a pic of you")):
            detector.feed(thread="t", author=author, text=text, role=role, **ages)  # type: ignore[arg-type]
        return [each.because for each in detector.standing("t")["bo"].addends]

    young, grown = "an ask to somebody whose given age is young", "grown by the age that is given"
    assert not [each for each in said() if young in each or grown in each]
    assert [young] == [each for each in said(child_age=12) if each not in said()]
    both = [each for each in said(child_age=12, contact_age=30) if each not in said()]
    assert both == [young, f"{grown}, to somebody whose given age is young"]
    assert said(child_age=17, contact_age=30) == said()


def test_the_stream_agrees_with_the_watch_on_every_chat() -> None:
    told = {"c": "child", "x": "other"}
    for chat in CHATS:
        if any(line.split(": ")[0] not in ("c", "x", "~") for line in chat.lines if line[0] != "~"):
            continue
        two = sent_of(chat)
        detector, _ = one_by_one([replace(each, role=told[each.author]) for each in two])
        states = {name: each.state for name, each in detector.standing(two[0].thread).items()}
        assert states == watch(two, child="c"), chat.name


def sent_of(chat: Chat) -> list[Sent]:
    at, found = 1_700_000_000_000, []
    for line in chat.lines:
        if line.startswith("~"):
            at += int(float(line[1:]) * 60_000)
            continue
        at += 60_000
        author, text = line.split(": ", 1)
        photo = text == "<photo>"
        found.append(Sent("t0", author, "" if photo else text, at, pictures=int(photo)))
    return found


def watch(messages: Sequence[Sent], child: str = "ann") -> dict[str, State]:
    """The states of the contacts who wrote, by the code that reads exports."""
    others = sorted({each.author for each in messages} - {child})
    thread = Thread("t0", "x", (child, *others), group=False, place="inbox", platform="Test")
    watched = ThreadWatch(
        thread, Sides(child, "person"), matcher(), lambda *_: Context(), lambda _: False
    )
    for index, each in enumerate(messages):
        photos = (Attachment("1.jpg", "photo"),) * each.pictures
        watched.take(
            Message(
                Ref(Source("0" * 64, "chat.json"), f"/{index}"),
                thread,
                each.author,
                Instant("", each.at, CLOCK),
                "text",
                each.text,
                photos,
            )
        )
    return {
        name: contact.state for name, contact in watched.contacts.items() if contact.from_contact
    }

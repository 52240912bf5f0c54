"""Many messages at once leave a watch as the same messages one by one, to the last sighting."""

from collections.abc import Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.chat import CLOCK, chats
from tests.stream.test_agree import sent, sent_of
from wardlight.behaviours import matcher
from wardlight.behaviours.sieve import texts_of
from wardlight.findings.sides import Sides
from wardlight.findings.watch import ThreadWatch, words_of_sender
from wardlight.model import Attachment, Instant, Message, Ref, Source, Thread
from wardlight.risk import Context
from wardlight.stream import Sent

CHILDREN = st.sampled_from([None, "ann", "bo"])


def messages_of(sent: Sequence[Sent], *, group: bool, random: Random) -> list[Message]:
    """As an export would hold them, with a line of the app's own and a shared link here and there."""
    authors = tuple(sorted({each.author for each in sent}))
    thread = Thread("t0", "x", authors, group=group, place="inbox", platform="Test")
    return [
        Message(
            Ref(Source("0" * 64, "chat.json"), f"/{index}"),
            thread,
            None if random.random() < 0.05 else each.author,
            Instant("", each.at, CLOCK),
            random.choice(["text"] * 18 + ["event", "share"]),  # type: ignore[arg-type]
            each.text,
            (Attachment("1.jpg", "photo"),) * each.pictures,
        )
        for index, each in enumerate(sent)
    ]


def watched(messages: Sequence[Message], child: str | None) -> ThreadWatch:
    """A watch before the first message."""
    sides = Sides(child, "person") if child else Sides()
    thread = messages[0].thread
    return ThreadWatch(thread, sides, matcher(), lambda *_: Context(), lambda _: True)


def told(watch: ThreadWatch) -> object:
    """All that anybody reads of it."""
    watch.close()
    contacts = [
        (name, each.state, each.sightings, each.photos, each.began, each.ended, each.phrases)
        for name, each in watch.contacts.items()
    ]
    return watch.number, watch.words, watch.known, watch.first, watch.last, contacts


def one_by_one(messages: Sequence[Message], child: str | None) -> object:
    watch = watched(messages, child)
    for each in messages:
        kept = matcher().sieve.keep(texts_of([words_of_sender(each)]))
        watch.words += int(kept.words[0])
        watch.known += int(kept.known[0])
        watch.take(each)
    return told(watch)


def some_at_a_time(messages: Sequence[Message], child: str | None, random: Random) -> object:
    watch, begin = watched(messages, child), 0
    kept = matcher().sieve.keep(texts_of([*map(words_of_sender, messages)]))
    while begin < len(messages):
        end = begin + random.randint(1, 40)
        watch.take_many(messages[begin:end], kept, begin)
        begin = end
    return told(watch)


@given(sent(threads=1), CHILDREN, st.sampled_from([1, 2]), st.randoms(use_true_random=False))
def test_some_at_a_time_agree_with_one_by_one(
    sent: list[Sent], child: str | None, rooms: int, random: Random
) -> None:
    if sent:
        messages = messages_of(sent, group=rooms == 2, random=random)
        assert some_at_a_time(messages, child, random) == one_by_one(messages, child)


def test_and_so_does_every_chat() -> None:
    random = Random(11)
    for chat in [*chats("concern"), *chats("benign")]:
        two = sent_of(chat)
        group = len({each.author for each in two}) > 2
        messages = messages_of(two, group=group, random=random)
        assert some_at_a_time(messages, "c", random) == one_by_one(messages, "c"), chat.name

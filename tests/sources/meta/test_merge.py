from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wardlight.model import Instant, Message, Notice, Ref, Source, Thread
from wardlight.model.instant import UTC_MILLISECONDS
from wardlight.sources.meta.merge import merged
from wardlight.sources.reader import Item

THREAD = Thread("t", "t", (), group=False, place="inbox", platform="Messenger")
SAID = st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ab"), st.sampled_from("xy")))


def half(name: str, said: list[tuple[int, str, str]]) -> list[Item]:
    source = Source("0", name)
    return [
        Message(
            Ref(source, f"/messages/{number}"),
            THREAD,
            sender,
            Instant(str(time), time, UTC_MILLISECONDS),
            "text",
            text,
        )
        for number, (time, sender, text) in enumerate(sorted(said))
    ]


def key(message: Message) -> tuple[int | None, str | None, str]:
    return message.instant.reading, message.sender, message.text


@given(SAID, SAID)
def test_two_halves_hold_each_message_as_often_as_the_half_that_has_it_most(
    one: list[tuple[int, str, str]], two: list[tuple[int, str, str]]
) -> None:
    items = list(merged([iter(half("one", one)), iter(half("two", two))]))
    kept = [item for item in items if isinstance(item, Message)]
    assert Counter(map(key, kept)) == Counter(one) | Counter(two)
    times = [item.instant.reading or 0 for item in kept]
    assert times == sorted(times)
    doubles = [item for item in items if isinstance(item, Notice)]
    assert len(kept) + sum(item.records for item in doubles) == len(one) + len(two)
    assert {item.kind for item in doubles} <= {"duplicate-record"}
    assert {item.ref.source.member for item in doubles} <= {"two"}


@given(SAID)
def test_one_half_is_left_as_it_is(said: list[tuple[int, str, str]]) -> None:
    items = half("one", said)
    assert list(merged([iter(items)])) == items


def test_a_notice_stays_behind_its_message() -> None:
    first = half("one", [(1, "a", "x"), (3, "a", "y")])
    advice = Notice("time-unread", Ref(Source("0", "one"), "/messages/0"))
    items = merged([iter([first[0], advice, first[1]]), iter(half("two", [(2, "b", "x")]))])
    said = [item.text if isinstance(item, Message) else "notice" for item in items]
    assert said == ["x", "notice", "x", "y"]

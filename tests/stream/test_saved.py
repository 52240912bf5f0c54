"""A thread's state as bytes: small, versioned, refused where it is not one, and put together in one way."""

import msgspec
import pytest
from hypothesis import given

from tests.chat import chats
from tests.stream.test_agree import one_by_one, sent, sent_of
from wardlight.behaviours import matcher
from wardlight.errors import NotAState
from wardlight.risk import WEIGHTS
from wardlight.stream import Detector, Sent
from wardlight.stream.saved import merged, read, written

TWO_KILOBYTES = 2048


def test_every_chats_state_is_under_two_kilobytes() -> None:
    for chat in [*chats("concern"), *chats("benign")]:
        detector, _ = one_by_one(sent_of(chat))
        assert len(detector.save("t0")) < TWO_KILOBYTES, chat


def test_it_keeps_no_word_that_is_in_no_lexicon() -> None:
    detector, _ = one_by_one([Sent("t0", "bo", "zzyzx quux send me", 0)])
    saved = detector.save("t0")
    assert b"send" in saved
    assert b"zzyzx" not in saved
    assert b"quux" not in saved


@pytest.mark.parametrize("saved", [b"", b"nothing", b"\x90", msgspec.msgpack.encode([2, "t"])])
def test_what_is_no_state_is_refused(saved: bytes) -> None:
    with pytest.raises(NotAState):
        Detector().resume(saved)


def test_a_thread_that_goes_on_already_is_not_resumed() -> None:
    detector, _ = one_by_one([Sent("t0", "bo", "hi")])
    with pytest.raises(NotAState):
        detector.resume(detector.save("t0"))


def test_a_thread_that_is_not_known_is_not_saved() -> None:
    with pytest.raises(NotAState):
        Detector().save("t0")


@given(sent(threads=1), sent(threads=1))
def test_two_stretches_are_put_together_in_one_way(one: list[Sent], two: list[Sent]) -> None:
    first, second = (one_by_one(each)[0] for each in (one, two))
    if not one or not two:
        return
    a, b = read(first.save("t0")), read(second.save("t0"))
    together = merged(a, b, WEIGHTS)
    assert together == merged(b, a, WEIGHTS)
    assert merged(a, a, WEIGHTS) == a
    assert together.number in (len(one) + len(two), len(one))
    assert written(read(written(together))) == written(together)
    warned = {s.author for each in (a, b) for s in each.sides if s.warning}
    assert warned <= {side.author for side in together.sides if side.warning}


def test_a_resumed_merge_goes_on() -> None:
    early, _ = one_by_one([Sent("t0", "bo", "hi", 0, "other"), Sent("t0", "ann", "hi", 1, "child")])
    late, _ = one_by_one([Sent("t0", "bo", "send me a pic of you", 60_000, "other")])
    detector = Detector()
    detector.resume(late.save("t0"), early.save("t0"))
    detector.feed(thread="t0", author="ann", text="no", at=120_000, role="child")
    warned = detector.feed(thread="t0", author="bo", text="please please", at=180_000, role="other")
    assert [(each.contact, each.number) for each in warned] == [("bo", 5)]


def test_the_same_matcher_serves_every_detector() -> None:
    assert matcher() is matcher()

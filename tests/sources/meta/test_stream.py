from hypothesis import given
from hypothesis import strategies as st

from wardlight.sources.meta.stream import in_time, instant_of

TIMES = st.lists(st.none() | st.integers(0, 9), max_size=12)


@given(TIMES, st.booleans())
def test_every_position_comes_once_and_times_never_fall(
    times: list[float | None],
    newest_first: bool,  # noqa: FBT001
) -> None:
    order, _ = in_time(times, newest_first=newest_first)
    assert sorted(order) == list(range(len(times)))
    dated = [each for position in order if (each := times[position]) is not None]
    assert dated == sorted(dated)


@given(st.lists(st.integers(0, 9), max_size=12), st.booleans())
def test_a_list_in_order_is_only_turned(times: list[float | None], newest_first: bool) -> None:  # noqa: FBT001
    fallen = sorted(times, key=lambda each: -(each or 0))
    if len(set(fallen)) > 1:
        assert in_time(fallen, newest_first=newest_first) == (range(len(times))[::-1], False)
        assert in_time(fallen[::-1], newest_first=newest_first) == (range(len(times)), False)


def test_equal_times_keep_the_direction_of_the_file() -> None:
    assert list(in_time([5, 5, 5], newest_first=True)[0]) == [2, 1, 0]
    assert list(in_time([5, 5, 5], newest_first=False)[0]) == [0, 1, 2]
    assert in_time([9, 5, 7, 5, 3], newest_first=True) == ([4, 3, 1, 2, 0], True)
    assert in_time([3, 5, 7, 5, 9], newest_first=True) == ([0, 1, 3, 2, 4], True)


def test_a_record_without_a_time_stays_with_its_neighbour() -> None:
    assert list(in_time([9, None, 5], newest_first=True)[0]) == [2, 1, 0]
    assert list(in_time([None, 9, 5], newest_first=True)[0]) == [2, 1, 0]
    assert list(in_time([None, None], newest_first=True)[0]) == [1, 0]


def test_a_time_is_kept_as_it_was_written() -> None:
    assert (instant_of(5).raw, instant_of(5).reading) == ("5", 5)
    assert (instant_of(5.5).raw, instant_of(5.5).reading) == ("5.5", 5)
    assert (instant_of(None).raw, instant_of(None).reading) == ("", None)
    assert (instant_of(float("inf")).raw, instant_of(float("inf")).reading) == ("inf", None)

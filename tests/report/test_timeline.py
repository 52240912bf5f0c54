"""The picture's geometry: every act has its mark, in its lane, inside the frame."""

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.report.samples import CHAT, concerning, milestone, observed
from wardlight.findings import Observed
from wardlight.report.timeline import Timeline, timeline

acts = st.lists(
    st.builds(
        observed,
        st.sampled_from(["image-request", "pressure", "secrecy", "threat"]),
        st.integers(1, 100_000),
        st.floats(0, 59),
    ),
    min_size=1,
    max_size=40,
)


def drawn(*seen: Observed) -> Timeline:
    return timeline(concerning(observations=seen, warning=None, photos=(), first_photo=None), CHAT)


def test_acts_refusals_and_pictures_have_lanes_of_their_own() -> None:
    picture = timeline(concerning(), CHAT)
    lanes = [(lane.label, lane.actor, lane.times) for lane in picture.lanes]
    assert lanes[0] == ("asked for a picture", "contact", 2)
    assert lanes[-1] == ("sent a picture", "child", 2)
    assert ("said no", "child", 2) in lanes
    shapes = {lane.label: lane.shape for lane in picture.lanes}
    assert len({shapes[each] for each in ("asked for a picture", "said no", "sent a picture")}) == 3


def test_the_warning_stands_left_of_the_first_picture() -> None:
    warning, photo = timeline(concerning(), CHAT).lines
    assert (warning.kind, photo.kind) == ("warning", "photo")
    assert warning.x < photo.x


def test_minutes_are_the_axis_where_they_are_known() -> None:
    picture = timeline(concerning(), CHAT)
    assert picture.axis == "time since the first message"
    assert [tick.label for tick in picture.ticks][:2] == ["0 min", "5 min"]


def test_message_numbers_are_the_axis_where_times_are_not() -> None:
    timeless = replace(observed("image-request", 3, 1), minutes=None)
    picture = drawn(timeless, replace(timeless, message=20))
    assert picture.axis == "number of the message"
    assert picture.ticks[0].label == "1"


def test_message_numbers_are_the_axis_where_times_pile_up() -> None:
    burst = [observed("pressure", n, n / 10) for n in range(1, 11)]
    picture = drawn(*burst, replace(observed("pressure", 11, 1), minutes=90_000.0))
    assert picture.axis == "number of the message"


def test_the_picture_in_words_gives_the_same_numbers() -> None:
    desc = timeline(concerning(), CHAT).desc
    assert "the contact asked for a picture twice" in desc
    assert "the child said no twice" in desc
    assert "Warning: Message 6" in desc


@given(acts)
def test_every_act_is_drawn_inside_the_frame(seen: list[Observed]) -> None:
    picture = drawn(*seen)
    assert sum(lane.times for lane in picture.lanes) == len(seen)
    for lane in picture.lanes:
        assert any(mark.y == lane.y and mark.shape == lane.shape for mark in picture.marks)
    for mark in picture.marks:
        assert picture.left < mark.x < picture.right
        assert mark.y in {lane.y for lane in picture.lanes}
    assert all(picture.left < tick.x < picture.right for tick in picture.ticks)
    assert 1 <= len(picture.ticks) <= 10


def test_acts_apart_have_marks_of_their_own_and_a_flood_stays_small() -> None:
    assert len(timeline(concerning(), CHAT).marks) == len(concerning().observations) + 2
    flood = drawn(*(observed("pressure", number, number / 1000) for number in range(1, 50_000)))
    assert len(flood.marks) <= picture_width() / 2
    assert flood.lanes[0].times == 49_999


def test_one_message_alone_is_drawn() -> None:
    picture = timeline(
        concerning(observations=(), photos=(milestone(1, 0),), warning=None, threads=()), CHAT
    )
    assert [mark.x for mark in picture.marks] == [picture.left + 10]


def picture_width() -> int:
    picture = timeline(concerning(), CHAT)
    return picture.right - picture.left

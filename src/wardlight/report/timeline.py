"""The timeline picture as plain values: lanes, marks and ticks with their places. No SVG here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from wardlight.findings import Actor, ContactFinding
from wardlight.report.side_by_side import PHOTO_SENT, photos_sent
from wardlight.report.wording import act, counted, span, times, warning_words

Shape = Literal["circle", "triangle", "square", "cross", "picture"]

WIDTH = 760
_LEFT, _RIGHT = 272, 748
_TOP, _LANE = 52, 28
_MARK = 9.0
_APART = 2.0
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 360, 720, 1440, 2880, 10080, 43200, 172800, 525600)


class Lane(Struct, frozen=True):
    """One kind of act: its words, whose it is, how often, and the height of its line."""

    label: str
    actor: Actor
    shape: Shape
    times: int
    y: int


class Mark(Struct, frozen=True):
    """One act: where it is drawn, as what, and what a pointer resting on it is told."""

    x: float
    y: int
    actor: Actor
    shape: Shape
    title: str


class Line(Struct, frozen=True):
    """A labelled line from top to bottom: the warning, or the child's first picture."""

    x: float
    label: str
    label_y: int
    anchor: Literal["start", "end"]
    kind: Literal["warning", "photo"]


class Tick(Struct, frozen=True):
    """A place on the axis and its words."""

    x: float
    label: str


class Timeline(Struct, frozen=True, kw_only=True):
    """Everything a drawing needs, in SVG units.

    Attributes:
        axis: What the horizontal axis counts.
        desc: The picture in words, for those who do not see it.
    """

    thread: str
    width: int
    height: int
    left: int
    right: int
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    axis: str
    title: str
    desc: str


class _Act(Struct, frozen=True):
    label: str
    actor: Actor
    shape: Shape
    message: int
    minutes: float | None


class _Scale(Struct, frozen=True):
    """From a message to a place on the axis: by minutes, or by number where times do not serve."""

    by_minutes: bool
    low: float
    high: float

    def at(self, message: int, minutes: float | None) -> float:
        value = minutes if self.by_minutes and minutes is not None else float(message)
        share = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return round(_LEFT + 10 + share * (_RIGHT - _LEFT - 20), 1)


def timeline(finding: ContactFinding, thread: str) -> Timeline:
    """The picture of one thread of a contact."""
    acts = _acts(finding, thread)
    lanes = _lanes(acts)
    scale = _scale(acts, _end(finding, thread))
    height = _TOP + _LANE * len(lanes) + 44
    heights = {(lane.label, lane.actor): lane.y for lane in lanes}
    return Timeline(
        thread=thread,
        width=WIDTH,
        height=height,
        left=_LEFT,
        right=_RIGHT,
        lanes=lanes,
        marks=_marks(acts, scale, heights),
        lines=_lines(finding, thread, scale),
        ticks=_ticks(scale),
        axis="time since the first message" if scale.by_minutes else "number of the message",
        title="What was seen, in the order it was sent",
        desc=_in_words(finding, lanes),
    )


def _acts(finding: ContactFinding, thread: str) -> list[_Act]:
    seen = [
        _Act(
            act(each.behaviour),
            each.actor,
            _shape(each.behaviour, each.actor),
            each.message,
            each.minutes,
        )
        for each in finding.observations
        if each.thread == thread
    ]
    photos = [
        _Act(PHOTO_SENT, "child", "picture", each.message, each.minutes)
        for each in photos_sent(finding)
        if each.thread == thread
    ]
    return sorted(seen + photos, key=lambda each: each.message)


def _shape(behaviour: str, actor: Actor) -> Shape:
    if actor == "child":
        return "cross"
    return (
        "circle"
        if behaviour == "image-request"
        else "triangle"
        if behaviour == "pressure"
        else "square"
    )


_ORDER: dict[Shape, int] = {"circle": 0, "triangle": 1, "square": 2, "cross": 3, "picture": 4}


def _lanes(acts: Sequence[_Act]) -> tuple[Lane, ...]:
    kinds = dict.fromkeys((each.label, each.actor, each.shape) for each in acts)
    often = {kind: sum((a.label, a.actor, a.shape) == kind for a in acts) for kind in kinds}
    order = sorted(kinds, key=lambda kind: _ORDER[kind[2]])
    return tuple(
        Lane(*kind, often[kind], _TOP + _LANE * row + _LANE // 2) for row, kind in enumerate(order)
    )


def _end(finding: ContactFinding, thread: str) -> int:
    return next((each.messages for each in finding.threads if each.id == thread), 0)


def _scale(acts: Sequence[_Act], last_message: int) -> _Scale:
    """By minutes where every act has them and they do not pile up on one spot."""
    minutes = [each.minutes for each in acts if each.minutes is not None]
    if acts and len(minutes) == len(acts) and (high := max(minutes)) > 0:
        scale = _Scale(by_minutes=True, low=0.0, high=high)
        apart = {round(scale.at(0, each) / _MARK) for each in minutes}
        if len(apart) >= 0.5 * len(set(minutes)):
            return scale
    high_number = max([last_message, *(each.message for each in acts)], default=1)
    return _Scale(by_minutes=False, low=1.0, high=float(high_number))


def _marks(
    acts: Sequence[_Act], scale: _Scale, heights: Mapping[tuple[str, Actor], int]
) -> tuple[Mark, ...]:
    """One mark for each act; acts that would hide each other share the first one's."""
    found: dict[tuple[int, int], Mark] = {}
    for each in acts:
        mark = _mark(each, scale, heights[each.label, each.actor])
        found.setdefault((int(mark.x / _APART), mark.y), mark)
    return tuple(found.values())


def _mark(each: _Act, scale: _Scale, y: int) -> Mark:
    when = f", {span(each.minutes)} in" if each.minutes is not None else ""
    title = f"message {each.message}{when}: {each.actor} {each.label}"
    return Mark(scale.at(each.message, each.minutes), y, each.actor, each.shape, title)


def _lines(finding: ContactFinding, thread: str, scale: _Scale) -> tuple[Line, ...]:
    found = []
    if finding.warning and finding.warning.thread == thread:
        at = scale.at(finding.warning.message, finding.warning.minutes)
        found.append(_line(at, f"warning, message {finding.warning.message}", 16, "warning"))
    if finding.first_photo and finding.first_photo.thread == thread:
        at = scale.at(finding.first_photo.message, finding.first_photo.minutes)
        found.append(
            _line(at, f"first picture, message {finding.first_photo.message}", 36, "photo")
        )
    return tuple(found)


def _line(x: float, label: str, y: int, kind: Literal["warning", "photo"]) -> Line:
    return Line(x, label, y, "end" if x > (_LEFT + _RIGHT) / 2 else "start", kind)


def _ticks(scale: _Scale) -> tuple[Tick, ...]:
    reach = scale.high - scale.low
    step = next((each for each in _STEPS if reach / each <= 8), _STEPS[-1])
    if not scale.by_minutes:
        step = _round_step(reach)
        first = 1 if step == 1 else step
        numbers = [1, *range(first, int(scale.high) + 1, step)]
        return tuple(Tick(scale.at(each, None), str(each)) for each in dict.fromkeys(numbers))
    label: Callable[[int], str] = lambda each: _short(each, step)  # noqa: E731 - one use, one line
    return tuple(
        Tick(scale.at(0, float(each)), label(each)) for each in range(0, int(scale.high) + 1, step)
    )


def _round_step(reach: float) -> int:
    size = 1
    while reach / size > 8:
        size *= 10
    return (
        next((size * part // 10 for part in (1, 2, 5) if reach / (size * part / 10) <= 8), size)
        or 1
    )


def _short(minutes: int, step: int) -> str:
    if step >= 1440:
        return f"{minutes // 1440} d"
    return f"{minutes // 60} h" if step >= 60 else f"{minutes} min"


def _in_words(finding: ContactFinding, lanes: Sequence[Lane]) -> str:
    did = [f"the {lane.actor} {lane.label} {times(lane.times)}" for lane in lanes]
    total = counted(finding.messages, "message")
    return (
        f"Of {total}: {'; '.join(did)}. Warning: {warning_words(finding)}. "
        "The same is in the table below, message by message."
    )

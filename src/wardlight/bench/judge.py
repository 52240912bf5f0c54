"""Chats through the detector: the one place where a measurement touches it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from wardlight.bench.chats import Chat, Line
from wardlight.risk import WEIGHTS, Weights
from wardlight.risk.state import Addend

if TYPE_CHECKING:
    from wardlight.stream import Detector, Sent, Standing

NEEDS_A_LOOK, SOME_SIGNS, NOTHING_FOUND = "needs-a-look", "some-signs", "nothing-found"


class Outcome(Struct, frozen=True):
    """Where one contact of one chat stands.

    Attributes:
        contact: Whose.
        verdict: Its word.
        score: The sum of its addends.
        addends: What the score is made of.
        warned_at: Number of the message at which the warning was fixed; None without one.
        warned_when: That message's time, in milliseconds.
    """

    contact: str
    verdict: str
    score: int
    addends: tuple[Addend, ...]
    warned_at: int | None
    warned_when: int | None


class Judged(Struct, frozen=True):
    """One chat and the outcome of each contact in it. A contact of whom nothing was seen is there too."""

    chat: Chat
    outcomes: tuple[Outcome, ...]

    @property
    def first(self) -> Outcome | None:
        """The contact that was warned of first."""
        warned = [each for each in self.outcomes if each.warned_at is not None]
        return min(warned, key=lambda each: each.warned_at or 0, default=None)

    @property
    def verdict(self) -> str:
        """The word of the contact that most needs a look."""
        words = {each.verdict for each in self.outcomes}
        return next((word for word in (NEEDS_A_LOOK, SOME_SIGNS) if word in words), NOTHING_FOUND)

    @property
    def score(self) -> int:
        """The highest of its contacts' scores."""
        return max((each.score for each in self.outcomes), default=0)

    @property
    def minutes(self) -> float | None:
        """From the chat's first message to the first warning."""
        first, began = self.first, self.chat.lines[0].at
        if first is None or first.warned_when is None or began is None:
            return None
        return (first.warned_when - began) / 60_000


class Session(Protocol):
    """A detector on one chat: lines in, in order; where each contact stands, at any time."""

    def feed(self, lines: Sequence[Line]) -> None:
        """More lines."""

    def standing(self) -> tuple[Outcome, ...]:
        """Where each contact stands now."""


Open = Callable[[Chat], Session]
"""How a session begins: what a measurement is given, so that it never knows which detector it measures."""

AT_ONCE = 100_000
"""Messages that a detector is given at once, and then let go of, so that a corpus of any size fits."""


class Detected:
    """A session of this version's detector."""

    def __init__(self, chat: Chat, weights: Weights) -> None:
        self._chat = chat
        self._detector = _detector(weights)

    def feed(self, lines: Sequence[Line]) -> None:
        """More lines."""
        self._detector.feed_many(_sent(self._chat.name, self._chat, lines))

    def standing(self) -> tuple[Outcome, ...]:
        """Where each contact stands now."""
        return _outcomes(self._chat, self._detector.standing(self._chat.name))


class Detecting:
    """This version's detector with given weights, for as many chats as there are.

    ``judge`` takes many chats in one batch: the same outcomes as a session each, sooner.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def __call__(self, chat: Chat) -> Session:
        """A session."""
        return Detected(chat, self._weights)

    def judge(self, chats: Iterable[Chat]) -> Iterator[Judged]:
        """Each chat by itself."""
        for some in _by_size(chats):
            detector = _detector(self._weights)
            detector.feed_many(
                sent
                for number, chat in enumerate(some)
                for sent in _sent(str(number), chat, chat.lines)
            )
            for number, chat in enumerate(some):
                yield Judged(chat, _outcomes(chat, detector.standing(str(number))))


def _by_size(chats: Iterable[Chat]) -> Iterator[list[Chat]]:
    held: list[Chat] = []
    size = 0
    for chat in chats:
        if held and size + len(chat.lines) > AT_ONCE:
            yield held
            held, size = [], 0
        held.append(chat)
        size += len(chat.lines)
    if held:
        yield held


def _detector(weights: Weights) -> "Detector":
    from wardlight.stream import Detector  # noqa: PLC0415 - its compiler is slow to start

    return Detector(weights)


def _sent(thread: str, chat: Chat, lines: Iterable[Line]) -> Iterator["Sent"]:
    """Lines of a chat as messages of a thread; a room of more than two is a group."""
    from wardlight.stream import Sent  # noqa: PLC0415 - as above

    group = len({line.author for line in chat.lines}) > 2
    for line in lines:
        yield Sent(
            thread,
            line.author,
            line.text,
            line.at,
            line.role,
            line.pictures,
            group=group,
            child_age=line.child_age,
            contact_age=line.contact_age,
        )


def _outcomes(chat: Chat, standing: Mapping[str, "Standing"]) -> tuple[Outcome, ...]:
    return tuple(_outcome(contact, standing.get(contact)) for contact in chat.contacts)


def _outcome(contact: str, stands: "Standing | None") -> Outcome:
    if stands is None:
        return Outcome(contact, NOTHING_FOUND, 0, (), None, None)
    warning = stands.warning
    return Outcome(
        contact,
        stands.verdict,
        stands.score,
        stands.addends,
        warning.number if warning else None,
        warning.at if warning else None,
    )


def judge_all(chats: Iterable[Chat], begin: Open) -> tuple[Judged, ...]:
    """Each chat by itself, from its first line to its last."""
    if isinstance(begin, Detecting):
        return tuple(begin.judge(chats))
    return tuple(_judge(chat, begin) for chat in chats)


def _judge(chat: Chat, begin: Open) -> Judged:
    session = begin(chat)
    session.feed(chat.lines)
    return Judged(chat, session.standing())


def with_detector(weights: Weights = WEIGHTS, preset: str | None = None) -> Detecting:
    """This version's detector.

    Args:
        weights: What sightings count.
        preset: Where the lines between the verdicts lie; None for where the weights have them.
    """
    return Detecting(weights if preset is None else weights.at(preset))

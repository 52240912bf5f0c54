"""A labelled chat as what was contributed to its score along the way."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from msgspec import Struct

from wardlight.bench.chats import Chat
from wardlight.bench.fitting.places import name_of
from wardlight.bench.judge import Open, Outcome
from wardlight.bench.metrics.early import BY_MESSAGE
from wardlight.risk import Weights

Contributions = dict[str, int]
"""Points by the name of what they are for."""


class Example(Struct, frozen=True):
    """One chat.

    Attributes:
        chat: Which.
        concern: Its label.
        along: The contributions of its highest-scoring contact after some of the first messages, and at its end.
    """

    chat: Chat
    concern: bool
    along: tuple[Contributions, ...]


def examples(chats: Iterable[Chat], begin: Open, weights: Weights) -> Iterator[Example]:
    """The labelled chats among them."""
    for chat in chats:
        if chat.label is not None:
            along = tuple(_along(chat, begin, weights))
            yield Example(chat, chat.label == "concern", along)


def _along(chat: Chat, begin: Open, weights: Weights) -> Iterator[Contributions]:
    session, length = begin(chat), len(chat.lines)
    stops = [*(number for number in BY_MESSAGE if number < length), length]
    for before, stop in pairwise((0, *stops)):
        session.feed(chat.lines[before:stop])
        yield _highest(session.standing(), weights)


def _highest(standing: Iterable[Outcome], weights: Weights) -> Contributions:
    highest = max(standing, key=lambda each: each.score, default=None)
    points: Contributions = {}
    for each in highest.addends if highest else ():
        name = name_of(each, weights)
        points[name] = points.get(name, 0) + each.points
    return points

"""Chats of one kind among others: by length, language and register."""

import re
from collections.abc import Callable, Iterable, Iterator

from wardlight.bench.judge import Judged

LENGTHS = ((1, 10), (11, 50), (51, 200), (201, None))
"""Messages in a chat, both ends within; None is no end."""


def by_length(length: int) -> str:
    """The kind of length a chat has."""
    for low, high in LENGTHS:
        if high is None or length <= high:
            return f"{low}+ messages" if high is None else f"{low}-{high} messages"
    raise AssertionError  # the last has no end


KINDS: tuple[tuple[str, Callable[[Judged], str]], ...] = (
    ("length", lambda each: by_length(len(each.chat.lines))),
    ("language", lambda each: each.chat.language),
    ("register", lambda each: each.chat.register),
)


def sliced(judged: Iterable[Judged]) -> Iterator[tuple[str, str, tuple[Judged, ...]]]:
    """Each kind with its chats: what it is a kind of, its name, and the chats. Kinds nobody told are left out."""
    held = tuple(judged)
    for kind, of in KINDS:
        names = {of(each) for each in held} - {""}
        order = sorted(names, key=_by_first_number)
        for name in order:
            yield kind, name, tuple(each for each in held if of(each) == name)


def _by_first_number(name: str) -> tuple[int, str]:
    first = re.match(r"\d*", name)
    return (int(first[0]) if first and first[0] else 0, name)

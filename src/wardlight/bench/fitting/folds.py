"""Chats in parts for cross-validation, such that nobody writes in two of them."""

from collections.abc import Iterable, Sequence

from wardlight.bench.chats import Chat
from wardlight.errors import FoldsLeak

Fold = tuple[int, ...]
"""Numbers of chats, from 0."""


def folds(chats: Sequence[Chat], parts: int) -> tuple[Fold, ...]:
    """Labelled chats in parts, with chats of concern and benign ones spread evenly.

    Chats that share an author, or are joined by a row of chats that do, stay together. Where chats say themselves which
    part they are in, that is kept.

    Raises:
        FoldsLeak: An author would write in two parts, or there are too few groups to spread.
    """
    groups = _together(chats)
    if any(chat.fold for chat in chats):
        return _as_told(chats, groups)
    for label in ("concern", "benign"):
        apart = sum(any(chats[at].label == label for at in group) for group in groups)
        if apart < parts:
            raise FoldsLeak(
                f"The {label} chats fall into {apart} groups that share no author; {parts} parts need that many."
            )
    return _spread(chats, groups, parts)


def _together(chats: Sequence[Chat]) -> list[Fold]:
    """Chats joined by authors: union-find (Galler and Fischer 1964)."""
    leader = list(range(len(chats)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    first_with: dict[str, int] = {}
    for at, chat in enumerate(chats):
        for author in chat.authors:
            leader[find(at)] = find(first_with.setdefault(author, at))
    groups: dict[int, list[int]] = {}
    for at in range(len(chats)):
        groups.setdefault(find(at), []).append(at)
    return [tuple(group) for group in groups.values()]


def _as_told(chats: Sequence[Chat], groups: Iterable[Fold]) -> tuple[Fold, ...]:
    told: dict[str, list[int]] = {}
    for at, chat in enumerate(chats):
        told.setdefault(chat.fold, []).append(at)
    torn = [group for group in groups if len({chats[at].fold for at in group}) > 1]
    if torn:
        raise FoldsLeak(
            f"Authors write in more than one of the told parts, in {sum(map(len, torn))} chats."
        )
    if len(told) == 1:
        raise FoldsLeak("All chats are in one part.")
    return tuple(map(tuple, told.values()))


def _spread(chats: Sequence[Chat], groups: Iterable[Fold], parts: int) -> tuple[Fold, ...]:
    """The largest groups first, each to the part that has least of its rarer label."""
    held: list[list[int]] = [[] for _ in range(parts)]

    def burden(part: list[int], label: str | None) -> tuple[int, int]:
        return sum(chats[at].label == label for at in part), len(part)

    for group in sorted(groups, key=len, reverse=True):
        labels = [chats[at].label for at in group]
        label = "concern" if "concern" in labels else "benign"
        min(held, key=lambda part: burden(part, label)).extend(group)
    return tuple(map(tuple, held))

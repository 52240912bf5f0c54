"""The order in which a page's messages were written. The app's pages begin with the newest."""

from collections.abc import Sequence
from itertools import pairwise


def oldest_first(times: Sequence[int | None]) -> tuple[Sequence[int], bool]:
    """Positions from oldest to newest, and whether the page was in neither order.

    Equal times keep the page's order, read from its end where the page does not show that it begins
    with the oldest. What has no time stays beside the one that stands before it on the page.
    """
    filled = _filled(times)
    falls = sum(one > other for one, other in pairwise(filled))
    rises = sum(one < other for one, other in pairwise(filled))
    positions = range(len(filled) - 1, -1, -1) if falls >= rises else range(len(filled))
    if not (falls and rises):
        return positions, False
    return sorted(positions, key=filled.__getitem__), True


def _filled(times: Sequence[int | None]) -> list[int]:
    last = next((time for time in times if time is not None), 0)
    filled = []
    for time in times:
        last = last if time is None else time
        filled.append(last)
    return filled

"""What a score and a flag mean: how many of a score's chats were of concern, and how many flags are right at a base rate."""

from collections.abc import Iterable

from msgspec import Struct

from wardlight.bench.metrics.rates import Share, share

BANDS = ((0, 0), (1, 19), (20, 39), (40, 59), (60, 79), (80, 99), (100, None))
"""Scores, both ends within; None is no end."""

BASE_RATES = (0.1, 0.005, 0.0001)
"""Shares of contacts that mean harm: a queue somebody already sifted, the example of every report, and a platform."""


class Band(Struct, frozen=True):
    """Chats whose highest score lies in a band, and how many of them were of concern."""

    lowest: int
    highest: int | None
    concern: Share


def by_score(scored: Iterable[tuple[int, bool]]) -> tuple[Band, ...]:
    """Scores with their labels, counted by band (a reliability table, DeGroot and Fienberg 1983).

    A score is a sum of points and no probability, so there is no right share for a band: what is looked for is that it
    rises from band to band.
    """
    held = list(scored)
    return tuple(Band(low, high, _in_band(held, low, high)) for low, high in BANDS)


def _in_band(scored: list[tuple[int, bool]], low: int, high: int | None) -> Share:
    inside = [
        concern for score, concern in scored if low <= score and (high is None or score <= high)
    ]
    return share(sum(inside), len(inside))


class BaseRate(Struct, frozen=True):
    """How many flags are right where so many contacts mean harm.

    Attributes:
        base_rate: That share.
        right: Share of flags that are right, from the measured rates; None where nothing would be flagged.
        lowest: The same at the worse end of both intervals.
        highest: The same at the better end.
    """

    base_rate: float
    right: float | None
    lowest: float | None
    highest: float | None


def at_base_rates(found: Share, false_alarms: Share) -> tuple[BaseRate, ...]:
    """Bayes' rule over the measured rates and both ends of their intervals."""
    return tuple(
        BaseRate(
            rate,
            _right(rate, found.share, false_alarms.share),
            _right(rate, found.low, false_alarms.high),
            _right(rate, found.high, false_alarms.low),
        )
        for rate in BASE_RATES
    )


def _right(base_rate: float, found: float | None, false_alarms: float | None) -> float | None:
    if found is None or false_alarms is None:
        return None
    flagged = base_rate * found + (1 - base_rate) * false_alarms
    return base_rate * found / flagged if flagged else None

"""Shares with their uncertainty, and how right and how complete a set of flags is."""

from collections.abc import Set as AbstractSet
from math import sqrt
from typing import TypeVar

from msgspec import Struct

Thing = TypeVar("Thing")

_95_PERCENT = 1.959963984540054
"""The normal quantile between whose two signs 95 % lie."""


class Share(Struct, frozen=True):
    """So many of so many, with the interval that holds the true share 95 times of 100.

    Attributes:
        count: How many.
        of: Of how many.
        share: ``count / of``; None of none.
        low: The interval's lower end.
        high: Its upper end.
    """

    count: int
    of: int
    share: float | None
    low: float
    high: float


def share(count: int, of: int) -> Share:
    """A share with its Wilson score interval (Wilson 1927, J. Am. Stat. Assoc. 22, 209-212).

    Unlike the plain normal interval it stays between 0 and 1 and does not shrink to a point where nothing was seen,
    which is where false alarms live. It takes the cases for independent; messages of one chat are not, so an interval
    per message is narrower than it should be.
    """
    if of == 0:
        return Share(0, 0, None, 0.0, 1.0)
    p, zz = count / of, _95_PERCENT**2
    middle = (p + zz / (2 * of)) / (1 + zz / of)
    half = _95_PERCENT / (1 + zz / of) * sqrt(p * (1 - p) / of + zz / (4 * of * of))
    low = 0.0 if count == 0 else max(0.0, middle - half)
    high = 1.0 if count == of else min(1.0, middle + half)
    return Share(count, of, p, low, high)


class Retrieval(Struct, frozen=True):
    """How right and how complete a set of flags is.

    Attributes:
        flagged: How many were flagged.
        wanted: How many there were to find.
        found: How many of them were.
        precision: Share of the flagged that were wanted; 0 where nothing was flagged.
        recall: Share of the wanted that were flagged; 0 where nothing was wanted.
        f1: Their harmonic mean (van Rijsbergen 1979).
        f_half: F with beta 0.5, which ranks PAN12's problem 1 (Inches and Crestani 2012).
        f3: F with beta 3, which ranks PAN12's problem 2.
    """

    flagged: int
    wanted: int
    found: int
    precision: float
    recall: float
    f1: float
    f_half: float
    f3: float


def retrieval(flagged: int, wanted: int, found: int) -> Retrieval:
    """Precision, recall and F from three counts."""
    precision = found / flagged if flagged else 0.0
    recall = found / wanted if wanted else 0.0
    f1, f_half, f3 = (f_beta(precision, recall, beta) for beta in (1.0, 0.5, 3.0))
    return Retrieval(flagged, wanted, found, precision, recall, f1, f_half, f3)


def of_sets(flagged: AbstractSet[Thing], wanted: AbstractSet[Thing]) -> Retrieval:
    """The same from the things themselves."""
    return retrieval(len(flagged), len(wanted), len(flagged & wanted))


def f_beta(precision: float, recall: float, beta: float) -> float:
    """The weighted harmonic mean; ``beta`` above 1 weighs recall more, below 1 precision."""
    below = beta * beta * precision + recall
    return (1 + beta * beta) * precision * recall / below if below else 0.0

"""How soon: how many messages and minutes went by before the warning, and what a late one is worth."""

from collections.abc import Iterable, Sequence
from math import exp, log
from statistics import median, quantiles

from msgspec import Struct

from wardlight.bench.metrics.rates import Retrieval

BY_MESSAGE = (1, 2, 3, 5, 10, 20, 50)
"""Message numbers by which warnings are counted."""

P = log(3) / 89
"""How fast waiting costs: at message 90 a warning is worth half (Vogt, Leser and Akbik
2021, ACL)."""


class Case(Struct, frozen=True):
    """One labelled chat and what became of it.

    Attributes:
        concern: Its label.
        warned_at: Number of the message at which the first warning came; None for never.
        minutes: From the chat's first message to it; None where there are no times or no warning.
        length: Messages in the chat.
    """

    concern: bool
    warned_at: int | None
    minutes: float | None = None
    length: int = 0


class Spread(Struct, frozen=True):
    """The middle of some numbers and how far they lie apart. All None where there are none."""

    count: int
    lower_quartile: float | None
    median: float | None
    upper_quartile: float | None


def spread(numbers: Iterable[float]) -> Spread:
    """Quartiles by linear interpolation between the values themselves (Hyndman and Fan 1996, type 7)."""
    held = sorted(numbers)
    if not held:
        return Spread(0, None, None, None)
    if len(held) == 1:
        return Spread(1, held[0], held[0], held[0])
    lower, middle, upper = quantiles(held, n=4, method="inclusive")
    return Spread(len(held), lower, middle, upper)


def warned_by(cases: Sequence[Case], message: int) -> int:
    """How many were warned of by that message."""
    return sum(case.warned_at is not None and case.warned_at <= message for case in cases)


def penalty(message: int, p: float = P) -> float:
    """What a warning at that message loses: 0 at the first, towards 1 (Sadeque, Xu and Bethard 2018, WSDM)."""
    return -1 + 2 / (1 + exp(-p * (message - 1)))


def speed(cases: Iterable[Case], p: float = P) -> float:
    """1 less the median penalty over the chats of concern that were warned of; 0 where none was (Vogt et al. 2021)."""
    lost = [
        penalty(case.warned_at, p) for case in cases if case.concern and case.warned_at is not None
    ]
    return 1 - median(lost) if lost else 0.0


def f_latency(counts: Retrieval, speed: float) -> float:
    """Latency-weighted F1: F1 times speed (Sadeque et al. 2018; as eSPD uses it, Vogt et al. 2021)."""
    return counts.f1 * speed


def erde(cases: Sequence[Case], after: int) -> float | None:
    """Early risk detection error, from 0 (best) to 1; None of no cases.

    A chat of concern that is never warned of costs 1; one warned of at message k costs 1 - 1 / (1 + e^(k - after)); a
    wrong warning costs the share of chats of concern; a rightly quiet chat costs nothing (Losada and Crestani 2016, CLEF).
    It depends on how common concern is among the cases, so two corpora cannot be compared by it.
    """
    if not cases:
        return None
    wrong = sum(case.concern for case in cases) / len(cases)
    return sum(_error(case, after, wrong) for case in cases) / len(cases)


def _error(case: Case, after: int, wrong: float) -> float:
    if case.warned_at is None:
        return 1.0 if case.concern else 0.0
    if not case.concern:
        return wrong
    # The exponent is bounded so that a very late warning costs 1 and no overflow.
    return 1 - 1 / (1 + exp(min(case.warned_at - after, 700)))

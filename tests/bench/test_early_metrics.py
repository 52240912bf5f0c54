from math import exp

import pytest

from wardlight.bench.metrics.early import (
    Case,
    P,
    erde,
    f_latency,
    penalty,
    speed,
    spread,
    warned_by,
)
from wardlight.bench.metrics.rates import retrieval


def of_concern(warned_at: int | None) -> Case:
    return Case(concern=True, warned_at=warned_at)


def ordinary(warned_at: int | None) -> Case:
    return Case(concern=False, warned_at=warned_at)


def test_a_warning_at_message_90_is_worth_half() -> None:
    assert penalty(1) == 0
    assert penalty(90) == pytest.approx(0.5)
    assert penalty(1, P) < penalty(2, P) < penalty(10_000) <= 1


def test_speed_is_of_the_median_warning_and_of_concern_only() -> None:
    cases = [of_concern(1), of_concern(90), of_concern(5000), of_concern(None), ordinary(1)]
    assert speed(cases) == pytest.approx(0.5)
    assert speed([of_concern(None)]) == 0


def test_latency_weighted_f1_is_their_product() -> None:
    # found 1 of 2 with 1 wrong flag: F1 = 1/2; at message 90 worth half: 1/4
    assert f_latency(retrieval(2, 2, 1), speed([of_concern(90)])) == pytest.approx(0.25)


def test_erde_by_hand() -> None:
    # Four chats, two of concern. Warned at 5 with o = 5: 1 - 1/(1 + e^0) = 1/2. Missed: 1. Wrong warning: 2/4. Quiet: 0.
    cases = [of_concern(5), of_concern(None), ordinary(3), ordinary(None)]
    assert erde(cases, 5) == pytest.approx((0.5 + 1 + 0.5 + 0) / 4)
    # With o = 50 the warning at 5 costs 1 - 1/(1 + e^-45): next to nothing.
    assert erde(cases, 50) == pytest.approx((1 - 1 / (1 + exp(-45)) + 1.5) / 4)


def test_erde_of_a_very_late_warning_is_that_of_a_missed_one() -> None:
    assert erde([of_concern(100_000)], 5) == pytest.approx(1)
    assert erde([], 5) is None


def test_warned_by_counts_warnings_up_to_a_message() -> None:
    cases = [of_concern(1), of_concern(3), of_concern(None)]
    assert [warned_by(cases, message) for message in (1, 2, 3, 50)] == [1, 1, 2, 2]


def test_quartiles() -> None:
    found = spread([1, 2, 3, 4, 10])
    assert (found.count, found.lower_quartile, found.median, found.upper_quartile) == (5, 2, 3, 4)
    assert spread([7]).median == 7
    assert spread([]).median is None

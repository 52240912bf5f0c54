import pytest

from wardlight.bench.metrics.calibration import BANDS, at_base_rates, by_score
from wardlight.bench.metrics.rates import Share, share


def test_every_score_is_in_exactly_one_band() -> None:
    for score in range(200):
        assert sum(band.concern.of for band in by_score([(score, True)])) == 1
    assert BANDS[-1][1] is None


def test_labels_are_counted_by_band() -> None:
    bands = by_score([(0, False), (0, True), (65, True), (200, True)])
    assert [(band.concern.count, band.concern.of) for band in bands if band.concern.of] == [
        (1, 2),
        (1, 1),
        (1, 1),
    ]


def test_the_base_rate_example_of_every_report() -> None:
    # 99 of 100 found and 1 of 100 wrong, 1 in 200: 0.99 * 0.005 / (0.99 * 0.005 + 0.01 * 0.995) = 0.332...
    found = Share(99, 100, 0.99, 0.95, 1.0)
    wrong = Share(1, 100, 0.01, 0.0, 0.05)
    row = next(row for row in at_base_rates(found, wrong) if row.base_rate == 0.005)
    assert row.right == pytest.approx(0.3322, abs=1e-4)
    assert row.highest == 1.0
    assert row.lowest is not None
    assert row.lowest < 0.1


def test_nothing_measured_says_nothing() -> None:
    assert at_base_rates(share(0, 0), share(0, 10))[0].right is None

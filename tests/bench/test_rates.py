import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.bench.metrics.rates import f_beta, of_sets, retrieval, share


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, table I, method 3 (Wilson without continuity correction).
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_the_published_one(count: int, of: int, low: float, high: float) -> None:
    found = share(count, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 500), st.integers(1, 500))
def test_an_interval_holds_its_share_and_stays_within_nought_and_one(count: int, more: int) -> None:
    found = share(count, count + more - 1) if more > 1 else share(count, max(count, 1))
    assert found.share is not None
    assert 0 <= found.low <= found.share <= found.high <= 1


def test_a_share_of_none_says_nothing() -> None:
    found = share(0, 0)
    assert (found.share, found.low, found.high) == (None, 0.0, 1.0)


def test_more_cases_give_a_narrower_interval() -> None:
    few, many = share(1, 10), share(100, 1000)
    assert many.high - many.low < few.high - few.low


def test_f_weighs_recall_as_its_beta_says() -> None:
    # precision 1/2, recall 1/4: F1 = 2*(1/8)/(3/4) = 1/3; F0.5 = 1.25/8/(1/8+1/4) = 5/12; F3 = 10/8/(9/2+1/4) = 5/19
    assert f_beta(0.5, 0.25, 1) == pytest.approx(1 / 3)
    assert f_beta(0.5, 0.25, 0.5) == pytest.approx(5 / 12)
    assert f_beta(0.5, 0.25, 3) == pytest.approx(5 / 19)


def test_sets_give_their_counts() -> None:
    found = of_sets({"a", "b", "c"}, {"b", "c", "d", "e"})
    assert (found.flagged, found.wanted, found.found) == (3, 4, 2)
    assert (found.precision, found.recall) == (2 / 3, 2 / 4)


def test_nothing_flagged_or_wanted_is_nought_and_no_error() -> None:
    assert retrieval(0, 0, 0).f1 == 0.0
    assert retrieval(3, 0, 0).recall == 0.0

"""Logistic regression on contributions, with no weight below nought, drawn towards the weights that ship."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.optimize import minimize

from wardlight.bench.fitting.examples import Example

Numbers = NDArray[np.float64]

DRAWN = 10.0
"""How strongly a weight is drawn to where it was: what the data say little about stays there."""

_LOOSELY = 1e-3
_COMMON = (1.0, 8.0)
"""Between which log-odds sixty points are taken to lie to begin with: labels that the score of before tells apart fully, or
not at all, would else leave the weights no way to move."""

_UNIT = 60.0
"""Points are divided by this, so that weights are near one another in size."""


class Solved(Struct, frozen=True):
    """Log-odds of concern as ``start`` and, for each contribution, ``slope`` times its points.

    Attributes:
        start: With nothing contributed, were both labels equally common.
        slopes: For each point, by name. None is below nought.
        common: The one slope that fits best where all have to be alike: the weights as they were, made probabilities.
    """

    start: float
    slopes: dict[str, float]
    common: float

    def evidence(self, contributions: dict[str, int]) -> float:
        """The log-odds that contributions add to the start."""
        return sum(self.slopes.get(name, 0.0) * points for name, points in contributions.items())


def solve(examples: Sequence[Example], names: Sequence[str], drawn: float = DRAWN) -> Solved:
    """The weights under which the labels are likeliest.

    Every chat counts the same however long, both labels count the same however common, and every named contribution
    keeps its sign: its points carry it, and its slope is not below nought (L-BFGS-B; Byrd, Lu, Nocedal and Zhu 1995).

    Args:
        examples: With both labels among them.
        names: The contributions to weigh.
        drawn: See ``DRAWN``.
    """
    points, concern, weight = _arrays(examples, names)
    total = points.sum(axis=1, keepdims=True)
    start, common = _fit(total, concern, weight, np.array([np.mean(_COMMON)]), _LOOSELY)
    common = np.clip(common, *_COMMON)
    begin = np.full(len(names), common[0])
    start, slopes = _fit(points, concern, weight, begin, drawn / common[0] ** 2)
    return Solved(
        start,
        dict(zip(names, (slopes / _UNIT).tolist(), strict=True)),
        float(common[0] / _UNIT),
    )


def _arrays(examples: Sequence[Example], names: Sequence[str]) -> tuple[Numbers, Numbers, Numbers]:
    rows = [(each, along) for each in examples for along in each.along]
    of_label = {label: sum(each.concern is label for each in examples) for label in (True, False)}
    points = np.array([[along.get(name, 0) / _UNIT for name in names] for _, along in rows])
    concern = np.array([float(each.concern) for each, _ in rows])
    half = len(examples) / 2
    weight = np.array([half / of_label[each.concern] / len(each.along) for each, _ in rows])
    return points, concern, weight


def _fit(
    points: Numbers, concern: Numbers, weight: Numbers, drawn_to: Numbers, drawn: float
) -> tuple[float, Numbers]:
    def loss(at: Numbers) -> tuple[float, Numbers]:
        odds = at[0] + points @ at[1:]
        missed = 1 / (1 + np.exp(-np.clip(odds, -500, 500))) - concern
        away = at[1:] - drawn_to
        value = weight @ (np.logaddexp(0, odds) - concern * odds) + drawn / 2 * away @ away
        slope = np.concatenate(([weight @ missed], points.T @ (weight * missed) + drawn * away))
        return float(value), slope

    bounds = [(None, None), *[(0.0, None)] * len(drawn_to)]
    found = minimize(
        loss, np.concatenate(([0.0], drawn_to)), jac=True, method="L-BFGS-B", bounds=bounds
    )
    return float(found.x[0]), np.asarray(found.x[1:])

"""Where the points of a contribution stand in a file of weights."""

from collections.abc import Mapping
from typing import Any

import msgspec

from wardlight.risk import Weights
from wardlight.risk.state import Addend
from wardlight.risk.weights import Lowers

_TOGETHER = "together: "
_POINTS = ("points", "again", "most")
"""What of a behaviour's entry is points. All of it is multiplied alike, so that its shape stays."""

_ELSEWHERE: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "early ask": (("early_ask", "points"),),
    "message request": (("request",),),
    "many kinds": (("breadth", "points"), ("breadth", "most")),
    "care or school": (("lowers", "care_wording"),),
    "family or school": (("lowers", "kin"), ("lowers", "kin_most")),
    "in a group": (("lowers", "group"),),
    "one side only": (("lowers", "one_sided"),),
    "long history": (("lowers", "history"),),
    "child asked first": (("lowers", "asked_first"),),
}
"""Contributions that are not called as their place in the file is, and the numbers they are made of."""

WITHOUT_PLACE = frozenset({"ordinary things"})
"""What is only a limit on the others, and has no points of its own."""


def name_of(addend: Addend, weights: Weights) -> str:
    """What a contribution is called here: rules of things together by their own names."""
    if addend.name not in weights.behaviour and any(
        rule.name == addend.because for rule in weights.together
    ):
        return _TOGETHER + addend.because
    return addend.name


def has_place(name: str, weights: Weights) -> bool:
    """Whether its points stand in the file, so that they can be weighed anew."""
    return bool(_places(name, weights))


def reweighed(weights: Weights, by: Mapping[str, float]) -> Weights:
    """The weights with the points of each named contribution multiplied, in whole points.

    Args:
        weights: Not changed.
        by: Factors, none below nought: so what raises still raises, what lowers lowers, and a stronger or further sighting
            never counts for less. A name without a place in the file is passed over.
    """
    told: dict[str, Any] = msgspec.to_builtins(weights)
    for name, factor in by.items():
        for place in _places(name, weights):
            _multiply(told, place, factor)
    return msgspec.convert(told, Weights)


def _places(name: str, weights: Weights) -> tuple[tuple[str | int, ...], ...]:
    if name in weights.behaviour:
        return tuple(("behaviour", name, field) for field in _POINTS)
    if name.startswith(_TOGETHER):
        rules = enumerate(weights.together)
        wanted = name.removeprefix(_TOGETHER)
        return tuple(("together", at, "points") for at, rule in rules if rule.name == wanted)
    lowering = name.replace(" ", "_")
    if lowering in Lowers.__struct_fields__:
        return (("lowers", lowering),)
    return _ELSEWHERE.get(name, ())


def _multiply(told: Any, place: tuple[str | int, ...], factor: float) -> None:
    *way, last = place
    for step in way:
        told = told[step]
    old = told[last]
    told[last] = _scaled(old, factor) if isinstance(old, int) else [_scaled(n, factor) for n in old]


def _scaled(points: int, factor: float) -> int:
    return round(points * factor)

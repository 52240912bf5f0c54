"""weights.toml as values: every number that the score is made of, in one cited file."""

import tomllib
from importlib.resources import files

import msgspec
from msgspec import Struct

from wardlight.errors import PartMissing


class Weight(Struct, frozen=True, forbid_unknown_fields=True):
    """One behaviour's points: by strength (weak, clear, strong), for each repeat, and at most."""

    points: tuple[int, int, int]
    again: int
    most: int

    def of(self, count: int, best: int) -> int:
        """Points for so many sightings, the best of them of this strength. Never falls as either grows."""
        return min(self.most, self.points[best - 1] + self.again * (count - 1))


class Together(Struct, frozen=True, forbid_unknown_fields=True):
    """Points for behaviours that mean more together: one of each group has to be seen."""

    name: str
    all: tuple[tuple[str, ...], ...]
    points: int


class EarlyAsk(Struct, frozen=True, forbid_unknown_fields=True):
    """Points for an ask that comes before any acquaintance."""

    behaviours: tuple[str, ...]
    within_messages: int
    points: int


class Lowers(Struct, frozen=True, forbid_unknown_fields=True):
    """What lowers the score, and when."""

    history_messages_each: int
    history_days: int
    history: int
    kin: int
    kin_most: int
    tagged: int
    parents_brought_in: int
    group: int
    asked_first: int


class Tags(Struct, frozen=True, forbid_unknown_fields=True):
    """Tags that lower the score."""

    known: tuple[str, ...]


class Weights(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file."""

    needs_a_look: int
    some_signs: int
    request: int
    behaviour: dict[str, Weight]
    together: tuple[Together, ...]
    early_ask: EarlyAsk
    lowers: Lowers
    tags: Tags


def read_weights() -> Weights:
    """The weights that ship with the package.

    Raises:
        PartMissing: They are not there or do not fit.
    """
    try:
        text = (files(__package__) / "weights.toml").read_text(encoding="utf-8")
        return msgspec.convert(tomllib.loads(text), Weights)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PartMissing("The weights cannot be read.", where=str(error)) from error


WEIGHTS = read_weights()

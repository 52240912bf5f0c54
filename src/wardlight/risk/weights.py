"""weights.toml as values: every number that the score is made of, in one cited file."""

import tomllib
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from wardlight.behaviours.observation import WEAK
from wardlight.errors import PartMissing, WrongWeights


class Weight(Struct, frozen=True, forbid_unknown_fields=True):
    """One behaviour's points: by strength (weak, clear, strong), for each repeat, and at most."""

    points: tuple[int, int, int]
    again: int
    most: int

    def of(self, count: int, best: int) -> int:
        """Points for so many sightings, the best of them of this strength. Never falls as either grows."""
        again = self.again if best > WEAK else self.again // 2
        return min(self.most, self.points[best - 1] + again * (count - 1))


class Together(Struct, frozen=True, forbid_unknown_fields=True):
    """Points for behaviours that mean more together: one of each group has to be seen."""

    name: str
    all: tuple[tuple[str, ...], ...]
    points: int


class Common(Struct, frozen=True, forbid_unknown_fields=True):
    """What people who mean no harm do every day, and the most that it counts for, however much there is of it."""

    behaviours: tuple[str, ...]
    most: int
    most_to_young: int


class Breadth(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Points for each different kind of behaviour beyond the first few that were seen close together."""

    from_: int = field(name="from")
    points: int
    most: int

    def of(self, kinds: int) -> int:
        """Points for so many kinds."""
        return max(0, min(self.most, self.points * (kinds - self.from_ + 1)))


class Fading(Struct, frozen=True, forbid_unknown_fields=True):
    """How far back a sighting has to lie to count by half, and to be no longer together with the latest."""

    half_after_messages: int
    apart_after_messages: int


class Ages(Struct, frozen=True, forbid_unknown_fields=True):
    """Which stated ages are young and grown, and how many years make a gap or a peer."""

    young: int
    grown: int
    gap: int
    peer: int


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
    care_wording: int
    others_involved: int
    surprise: int
    one_sided_messages: int
    one_sided: int
    same_age: int
    group: int
    group_aside: int
    asked_first: int


class Tags(Struct, frozen=True, forbid_unknown_fields=True):
    """Tags that lower the score."""

    known: tuple[str, ...]


class Preset(Struct, frozen=True, forbid_unknown_fields=True):
    """Where the lines are between the verdicts."""

    needs_a_look: int
    some_signs: int


class Weights(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The whole file.

    Attributes:
        preset: The one of ``presets`` that holds.
    """

    preset: str = "standard"
    request: int
    few_messages: int
    presets: dict[str, Preset]
    behaviour: dict[str, Weight]
    common: Common
    breadth: Breadth
    fading: Fading
    ages: Ages
    together: tuple[Together, ...]
    early_ask: EarlyAsk
    lowers: Lowers
    tags: Tags

    @property
    def needs_a_look(self) -> int:
        """The score from which a warning is fixed."""
        return self.presets[self.preset].needs_a_look

    @property
    def some_signs(self) -> int:
        """The score from which signs are told."""
        return self.presets[self.preset].some_signs

    def at(self, preset: str) -> "Weights":
        """The same points with the lines of another preset.

        Raises:
            KeyError: There is no preset of that name.
        """
        if preset not in self.presets:
            raise KeyError(preset)
        return replace(self, preset=preset)


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


def load_weights(path: Path) -> Weights:
    """Weights from a file that a person names, such as ``wardlight fit`` writes.

    Raises:
        WrongWeights: It is not there, or is not a file of weights of this version.
    """
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Weights)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise WrongWeights(f"It cannot be read: {type(e).__name__}.", where=path.name) from e
    except msgspec.ValidationError as e:
        raise WrongWeights(f"It does not fit: {e}.", where=path.name) from e


WEIGHTS = read_weights()

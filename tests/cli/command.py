"""One run of the command."""

import os
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct


class Ran(Struct, frozen=True):
    """What it printed and the code it ended with."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]

ROOT = Path(__file__).parent.parent.parent


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a command of its own that finds this source and the tests."""
    unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS")
    kept = {key: value for key, value in os.environ.items() if key not in unset}
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return kept | {"PYTHONPATH": paths} | more

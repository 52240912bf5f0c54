"""Reads one of the small tables that stand beside the code. Lexicons have a schema of their own; see ``lexicon``."""

import tomllib
from importlib.resources import files
from typing import TypeVar

import msgspec

from wardlight.errors import PartMissing

Row = TypeVar("Row")


def read_table(name: str, rows: type[Row]) -> dict[str, Row]:
    """Its rows by name.

    Raises:
        PartMissing: The table that ships with the package cannot be read.
    """
    try:
        text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
        return msgspec.convert(tomllib.loads(text), dict[str, rows])  # type: ignore[valid-type]
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PartMissing(
            "A table cannot be read.", where=f"behaviours/{name}.toml: {error}"
        ) from error

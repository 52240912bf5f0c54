"""Reads the small tables that stand beside the code. Lexicons have a schema of their own; see ``lexicon``."""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from wardlight.errors import PartMissing

Row = TypeVar("Row")
Schema = TypeVar("Schema")


def read_table(name: str, rows: type[Row]) -> dict[str, Row]:
    """Its rows by name.

    Raises:
        PartMissing: The table that ships with the package cannot be read.
    """
    file = files(__package__) / f"{name}.toml"
    where = f"behaviours/{name}.toml"
    return read_toml(file, dict[str, rows], "A table cannot be read.", where)  # type: ignore[valid-type]


def read_toml(file: Traversable, schema: type[Schema], what: str, where: str) -> Schema:
    """A file that ships with the package, as its schema has it.

    Args:
        file: Which.
        schema: What it holds.
        what: What cannot be read, for the error.
        where: Its place, for the error.

    Raises:
        PartMissing: It is not there or does not fit.
    """
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), schema)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PartMissing(what, where=f"{where}: {error}") from error

"""The rule cards, from catalogue.toml: definitions with their sources, apart from code and words."""

import tomllib
from importlib.resources import files

import msgspec

from wardlight.behaviours.behaviour import Card
from wardlight.errors import PartMissing


class _Catalogue(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    sources: dict[str, str]
    card: tuple[Card, ...]


def cards() -> tuple[Card, ...]:
    """All cards, in the order of the file.

    Raises:
        PartMissing: The file is not there or does not fit.
    """
    return _read().card


def sources() -> dict[str, str]:
    """The works that cards cite, by the short name they cite them with."""
    return _read().sources


def _read() -> _Catalogue:
    try:
        text = (files(__package__) / "catalogue.toml").read_text(encoding="utf-8")
        return msgspec.convert(tomllib.loads(text), _Catalogue)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PartMissing("The rule cards cannot be read.", where=str(error)) from error

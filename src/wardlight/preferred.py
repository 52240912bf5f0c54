"""Words that are retired or move blame to a child, each with what to write instead and its source: data for a linter.

``words.py`` says what is never printed; this says what to write in its place, and why.
"""

import re
import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from wardlight.errors import PartMissing


class Retired(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One word that is not used.

    Attributes:
        never: The word.
        instead: What to write.
        source: Who says so.
        url: Where.
    """

    never: str
    instead: str
    source: str
    url: str


class _Words(Struct, frozen=True, forbid_unknown_fields=True):
    word: tuple[Retired, ...]


@cache
def retired() -> tuple[Retired, ...]:
    """Every word of the list.

    Raises:
        PartMissing: The list is not there or does not fit.
    """
    try:
        text = (resources.files("wardlight") / "preferred.toml").read_text(encoding="utf-8")
        return msgspec.convert(tomllib.loads(text), _Words).word
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PartMissing("The list of words cannot be read.", where=str(error)) from error


def retired_in(text: str) -> tuple[Retired, ...]:
    """The words of the list that stand in a text; a line end is a space, and case does not matter."""
    lower = " ".join(text.lower().split())
    return tuple(
        each for each in retired() if re.search(rf"\b{re.escape(each.never)}\b", lower) is not None
    )

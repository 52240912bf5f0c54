"""Words that are referred to by category only: they come from a published list, and none is written here.

The list is Empath's (Fast, Chen and Bernstein, "Empath: Understanding Topic Signals in Large-Scale Text", CHI 2016; MIT
licence; English), installed with the extra ``words``. Its table is read as a file: the package itself, which can ask a
server, is never imported. Not a filter for swearing, and no sign of anything by itself: who says it to whom weighs.
"""

from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from wardlight.behaviours.normalise import words_of
from wardlight.behaviours.table import read_table

PACKAGE = "empath"
CATEGORY = "sexual"

_TABLE = "data/categories.tsv"
_NEIGHBOURS = frozenset({CATEGORY, "lust", "swearing_terms"})
"""A word in any other of the list's 194 categories (love, friends, wedding, body) is an ordinary one too."""


def installed() -> bool:
    """Whether the list is there; where it is not, the behaviour that needs it did not run."""
    return bool(_rows())


def sexual_words(ordinary: Iterable[str] = ()) -> frozenset[str]:
    """The category's words that say nothing else: as ``words_of`` spells them, without everyday and identity words.

    A word in an everyday category of the same list is an everyday word. Who somebody is never counts.

    Args:
        ordinary: Further words that do not count, such as the most frequent ones of each language.

    Returns:
        Single words; none where the list is not installed.
    """
    rows = _rows()
    everyday = {
        entry for name, entries in rows.items() if name not in _NEIGHBOURS for entry in entries
    }
    own = (words_of(entry) for entry in rows.get(CATEGORY, ()) if entry not in everyday)
    single = frozenset(words[0] for words in own if len(words) == 1)
    return single.difference(ordinary, identities())


@cache
def identities() -> frozenset[str]:
    """Words for orientation, gender, faith and ethnic group, and their plurals; see identities.toml for its sources.

    Raises:
        PartMissing: The table that ships with the package cannot be read.
    """
    named = {word for row in read_table("identities", tuple[str, ...]).values() for word in row}
    plural = {f"{word}s" for word in named} | {f"{word[:-1]}ies" for word in named}
    return frozenset(words_of(each)[0] for each in named | plural)


def _rows() -> dict[str, tuple[str, ...]]:
    """The table: each category's entries by its name; empty where it is not installed or has no such category."""
    table = _table()
    if table is None:
        return {}
    lines = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    rows = {name: tuple(entries) for name, *entries in lines}
    return rows if CATEGORY in rows else {}


def _table() -> Path | None:
    found = find_spec(PACKAGE)
    for folder in (found and found.submodule_search_locations) or ():
        if (path := Path(folder) / _TABLE).is_file():
            return path
    return None

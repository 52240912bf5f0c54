"""Which column of a table means what: said by a person, or the one layout of our own. Never guessed."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from wardlight.errors import ColumnsNeeded

FIELDS = ("sender", "text", "time", "thread", "direction", "attachment", "kind", "id")
"""What a column can be. A mapping may also hold ``owner_value``: what stands under ``direction``
in a row that the owner of the table wrote."""

LAYOUT = ("thread", "sender", "time", "text")
"""The wardlight table: a file with exactly these columns in this order is read with nothing said."""

_OWNER_VALUE = "owner_value"
_PLAIN = re.compile(r"[\w .:/()#@&'-]{1,40}")
_MOST_WORDS = 4
_MOST_NAMES = 30


class Columns(Struct, frozen=True):
    """The column of each field, None where there is none.

    Attributes:
        of: In the order of FIELDS.
        owner_value: What a row of the owner's has under ``direction``.
    """

    of: tuple[str | None, ...]
    owner_value: str | None = None

    @property
    def named(self) -> tuple[str, ...]:
        """The columns that a file has to have."""
        return tuple(column for column in self.of if column is not None)


OWN = Columns(tuple(field if field in LAYOUT else None for field in FIELDS))


def columns_of(said: Mapping[str, str]) -> Columns:
    """What a person said, checked.

    Raises:
        ColumnsNeeded: A field is not one of ours, or one that every message needs is missing.
    """
    strange = [field for field in said if field not in (*FIELDS, _OWNER_VALUE)]
    if strange:
        raise ColumnsNeeded(
            f"There is no field called {_bounded(strange[0])}. There are: {', '.join(FIELDS)}.",
            where="--columns",
        )
    if "sender" not in said:
        raise ColumnsNeeded("No column is named for the sender.", where="--columns")
    if "text" not in said and "attachment" not in said:
        raise ColumnsNeeded("No column is named for the text.", where="--columns")
    return Columns(tuple(said.get(field) for field in FIELDS), said.get(_OWNER_VALUE))


def misfit(columns: Columns, names: Sequence[str], *, whole: bool) -> str:
    """What is wrong with a file's columns for a mapping; empty where it fits.

    Args:
        columns: What was named.
        names: What the file has.
        whole: Whether all of it could be read; if not, what comes later may hold more of them.
    """
    needed = columns.named if whole else [column for column in columns.of[:2] if column]
    absent = [column for column in needed if column not in names]
    if absent:
        return f"It has no column called {', '.join(_bounded(name) for name in absent)}."
    double = [column for column in columns.named if names.count(column) > 1]
    if double:
        return f"Two of its columns are called {_bounded(double[0])}."
    return ""


def listing(names: Sequence[str]) -> str:
    """A file's columns, as far as they look like names of columns.

    A table without a header has a message in its first line, and an error must not repeat one.
    """
    plain = all(_PLAIN.fullmatch(name) and len(name.split()) <= _MOST_WORDS for name in names)
    if not names or not plain or any(name.replace(" ", "").isdigit() for name in names):
        return "Its first line does not look like names of columns."
    more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
    return f"It has the columns: {', '.join(names[:_MOST_NAMES])}{more}."


def _bounded(name: str) -> str:
    return name if len(name) <= 40 else name[:39] + "…"

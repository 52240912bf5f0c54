"""Writes src/wardlight/behaviours/lookalikes.toml: letters that are read as a plain one.

Run it after confusable-homoglyphs was updated: ``python scripts/make_lookalikes.py``. A test runs it too and compares.
"""

import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from wardlight.behaviours.normalise import folded

TARGET = Path(__file__).parents[1] / "src" / "wardlight" / "behaviours" / "lookalikes.toml"

HEADER = f"""\
# Letters and signs that are read as a plain letter, after lower case and without marks.
# Made by scripts/make_lookalikes.py; do not edit.
#
# Sources: Unicode confusables (UTS 39), through confusable-homoglyphs {version("confusable-homoglyphs")} (MIT), and the names of
# the Unicode Character Database. Licence: Unicode License v3 (https://www.unicode.org/license.txt),
# SPDX Unicode-3.0. Copyright (c) 1991-2024 Unicode, Inc.

"""

# Scripts with letters that are drawn like Latin ones. Others (Arabic, Hebrew) have a stroke or a ring that UTS 39
# lists too, and nobody reads a word in those.
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")

# Blocks that are full, so that every version of Python gives the same names.
_NAMED_BLOCKS = (
    *(range(0x0180, 0x02B0), range(0x1D00, 0x1D80), range(0x2C60, 0x2C80), range(0xA730, 0xA732)),
    range(0x1F110, 0x1F200),
)
_NAMES = re.compile(
    r"LATIN (?:LETTER SMALL CAPITAL|SMALL LETTER|SMALL LETTER TURNED|LETTER SMALL CAPITAL TURNED) ([A-Z])"
    r"(?: WITH .*)?|(?:NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL|REGIONAL INDICATOR SYMBOL) LETTER ([A-Z])"
)


def lookalikes_toml() -> str:
    """The file's whole text: for each plain letter, what is read as it."""
    rows: dict[str, set[str]] = defaultdict(set)
    for sign, letter in {**_confusable(), **_named()}.items():
        rows[letter].add(sign)
    return HEADER + "".join(
        f'{letter} = "{"".join(sorted(signs))}"\n' for letter, signs in sorted(rows.items())
    )


def _named() -> dict[str, str]:
    named = (
        (chr(code), _NAMES.fullmatch(unicodedata.name(chr(code), "")))
        for block in _NAMED_BLOCKS
        for code in block
    )
    read = ((folded(sign), (found[1] or found[2]).lower()) for sign, found in named if found)
    return {sign: letter for sign, letter in read if _is_open(sign)}


def _confusable() -> dict[str, str]:
    """A capital's reading stands where the small letter has none of its own: both come folded to the small one."""
    raw = json.loads((files("confusable_homoglyphs") / "confusables.json").read_text("utf-8"))
    likened = {sign: [row["c"] for row in rows] for sign, rows in raw.items() if len(sign) == 1}
    own: dict[str, str] = {}
    capital: dict[str, str] = {}
    for sign, letter in _letters(likened):
        (own if folded(sign) == sign else capital).setdefault(folded(sign), letter)
    return {sign: letter for sign, letter in {**capital, **own}.items() if _is_open(sign)}


def _letters(likened: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Each sign of the scripts above that is likened to a letter, or to a sign that is (UTS 39 goes by way of one)."""
    for sign in sorted(likened):
        if not unicodedata.name(sign, "").startswith(_SCRIPTS):
            continue
        near = likened[sign]
        further = [each for way in near for each in likened.get(way, [])]
        plain = {folded(each) for each in (*near, *further)}
        letters = {each for each in plain if len(each) == 1 and each.isascii() and each.isalpha()}
        if len(letters) == 1:
            yield sign, letters.pop()


def _is_open(sign: str) -> bool:
    """Whether a sign is not a plain letter already once it is folded."""
    return len(sign) == 1 and not sign.isascii()


if __name__ == "__main__":
    TARGET.write_text(lookalikes_toml(), encoding="utf-8")
    print(f"wrote {TARGET}")

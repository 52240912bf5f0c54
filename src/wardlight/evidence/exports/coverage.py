"""Which characters the fonts in here can draw. ``scripts/fonts.py`` writes the list from the fonts."""

import re
from functools import cache
from importlib import resources

from wardlight.report.visible import code_point


def drawable(text: str) -> str:
    """The text with every character that no font here has written by its number, as ``[U+13000]``."""
    if text.isascii():
        return text
    return _not_drawn().sub(lambda found: code_point(found[0]), text)


@cache
def _not_drawn() -> re.Pattern[str]:
    listed = resources.files("wardlight.evidence").joinpath("fonts/coverage.txt").read_text("ascii")
    ranges = "".join(_range(line) for line in listed.split())
    return re.compile(f"[^\\n{ranges}]")


def _range(line: str) -> str:
    first, _, last = line.partition("-")
    return f"\\U{int(first, 16):08x}-\\U{int(last or first, 16):08x}"

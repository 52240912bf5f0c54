"""List what each of the shipped fonts can draw, in src/wardlight/typeset/fonts/coverage.txt. Needs fonttools.

Where the fonts are from, and how the one for Chinese, Japanese and Korean was cut to the characters of the national
standards, is written in src/wardlight/typeset/fonts/README.md.

    python scripts/fonts.py            # write coverage.txt
    python scripts/fonts.py --cut TTC  # cut NotoSansCJK-Regular.ttc again first
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.unicodedata import script

FONTS = Path(__file__).parent.parent / "src" / "wardlight" / "typeset" / "fonts"
STANDARDS = ("shift_jis", "gb2312", "big5", "johab")
BLOCKS = ((0x1100, 0x11FF), (0x3000, 0x33FF), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF))
JOINS = {0x200C, 0x200D, 0xFE0F}  # drawn as part of what they join
CONTROLS = {*range(0x20), *range(0x7F, 0xA0), 0xFEFF}  # some fonts list these and show nothing
PRIVATE = {*range(0xE000, 0xF900), *range(0xF0000, 0x110000)}  # PDF/A forbids them
NO_SCRIPT = ("Zyyy", "Zinh")  # digits, signs, and marks that stand on the letters of any script


def ideographs() -> Iterator[int]:
    """Those of the four national standards: what people type."""
    for standard, first, second in product(STANDARDS, range(0x81, 0xFF), range(0x40, 0xFF)):
        try:
            character = bytes((first, second)).decode(standard)
        except UnicodeDecodeError:
            continue
        if len(character) == 1 and 0x3400 <= ord(character) <= 0x9FFF:
            yield ord(character)


def cut(collection: str) -> None:
    wanted = {each for first, last in BLOCKS for each in range(first, last + 1)} | {*ideographs()}
    listed = ",".join(f"{each:X}" for each in sorted(wanted))
    subprocess.run(
        [sys.executable, "-m", "fontTools.subset", collection, "--font-number=0", "--no-hinting",
         "--layout-features=", f"--unicodes={listed}",
         f"--output-file={FONTS / 'NotoSansCJK-Regular.otf'}"],
        check=True,
    )  # fmt: skip


def ranges(characters: Iterable[int]) -> Iterator[str]:
    first = last = -1
    for each in [*sorted(characters), sys.maxsize]:
        if each == last + 1 and first >= 0:
            last = each
            continue
        if first >= 0:
            yield f"{first:X}-{last:X}"
        first = last = each


def families() -> Iterator[tuple[str, set[int]]]:
    """What each family can draw; bold letters are drawn where the others are."""
    found: dict[str, set[int]] = {}
    for path in sorted(each for each in FONTS.iterdir() if each.suffix in {".otf", ".ttf"}):
        font = TTFont(path, lazy=True)
        drawn = set(font.getBestCmap()) - CONTROLS - PRIVATE
        name = font["name"].getBestFamilyName()
        found[name] = found.get(name, drawn) & drawn
    yield from found.items()


def main() -> None:
    if sys.argv[1:2] == ["--cut"]:
        cut(sys.argv[2])
    listed = dict(families())
    shared = {each for each in set().union(*listed.values()) if script(chr(each)) in NO_SCRIPT}
    sections = {**listed, "joins": JOINS, "of no one script": shared}
    lines = [
        line
        for name, characters in sections.items()
        for line in (name, *(f"  {each}" for each in ranges(characters)))
    ]
    (FONTS / "coverage.txt").write_text("\n".join(lines) + "\n", "ascii")


if __name__ == "__main__":
    main()

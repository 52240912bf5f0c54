"""List what the shipped fonts can draw, in src/wardlight/evidence/fonts/coverage.txt. Needs fonttools.

Where the fonts are from, and how the one for Chinese, Japanese and Korean was cut to the characters of the national
standards, is written in src/wardlight/evidence/fonts/README.md.

    python scripts/fonts.py            # write coverage.txt
    python scripts/fonts.py --cut TTC  # cut NotoSansCJK-Regular.ttc again first
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import product
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent.parent / "src" / "wardlight" / "evidence" / "fonts"
STANDARDS = ("shift_jis", "gb2312", "big5", "johab")
BLOCKS = ((0x1100, 0x11FF), (0x3000, 0x33FF), (0xAC00, 0xD7A3), (0xFF00, 0xFFEF))
JOINS = {0x200C, 0x200D, 0xFE0F}  # drawn as part of what they join


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


def main() -> None:
    if sys.argv[1:2] == ["--cut"]:
        cut(sys.argv[2])
    found = set(JOINS)
    for path in sorted(each for each in FONTS.iterdir() if each.suffix in {".otf", ".ttf"}):
        found |= set(TTFont(path, lazy=True).getBestCmap())
    (FONTS / "coverage.txt").write_text("\n".join(ranges(found)) + "\n", "ascii")


if __name__ == "__main__":
    main()

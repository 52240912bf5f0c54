"""Typst, with our own fonts and nothing else: no system font, no network. The same content gives the same bytes.

What is printed reaches a layout as data, ``json(bytes(sys.inputs.content))``, so nothing in it is taken for markup.
"""

from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from wardlight.errors import ExtraMissing
from wardlight.typeset.coverage import FONTS, drawn

Standard = Literal["a-3a", "ua-1"]
"""PDF/A-3a keeps; a screen reader can read PDF/UA-1."""

_HELD_FOR: Final = 10


def can_make_pdf() -> bool:
    """Whether the package that makes PDF is installed."""
    return find_spec("typst") is not None


def make_pdf(
    layout: str,
    content: Mapping[str, Any],
    *standards: Standard,
    pictures: Path | None = None,
    made: datetime | None = None,
) -> bytes:
    """The whole file.

    Args:
        layout: In Typst's language. It finds in its content also the names of our ``fonts``.
        content: What is printed. A character that no font of ours has is shown by its number.
        standards: What the file has to be; where it cannot be, it is not made.
        pictures: The folder of the pictures that the layout names.
        made: The time that the file says it was made; None for no time.

    Raises:
        ExtraMissing: Typst is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra
    except ImportError as e:
        raise ExtraMissing.of("A PDF", "typst", "evidence") from e
    told = msgspec.json.encode(drawn({**content, "fonts": FONTS})).decode()
    with resources.as_file(resources.files("wardlight.typeset")) as folder:
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[folder / "fonts"],
        )
        compiler = typst.Compiler(
            layout.encode(), root=pictures, font_paths=fonts, sys_inputs={"content": told}
        )
        pdf = compiler.compile(format="pdf", pdf_standards=[*standards], timestamp=made)
        nothing = typst.Compiler(folder / "nothing.typ", root=folder, font_paths=fonts)
        # Typst holds what it has set for ten more compilations; a second PDF would take twice the memory.
        for _ in range(_HELD_FOR + 1):
            nothing.compile()
    if not isinstance(pdf, bytes):
        raise TypeError(type(pdf))
    return pdf

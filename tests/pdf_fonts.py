"""Which fonts a PDF holds."""

import io
from typing import Any

import pypdf


def families_in(made: bytes) -> set[str]:
    """Family names as ``plain`` writes them."""
    resources: list[Any] = [page["/Resources"] for page in pypdf.PdfReader(io.BytesIO(made)).pages]
    names = (font["/BaseFont"] for each in resources for font in each.get("/Font", {}).values())
    return {plain(str(name).partition("+")[2].partition("-")[0]) for name in names}


def plain(family: str) -> str:
    return family.replace(" ", "").lower()

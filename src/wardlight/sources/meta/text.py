"""Putting right the text that Meta writes damaged: UTF-8 bytes, each written as one character."""

from wardlight.model.message import Mark

REPAIRED: tuple[Mark, ...] = ("repaired-text",)
DOUBTFUL: tuple[Mark, ...] = ("doubtful-text",)
_AS_IT_STANDS: tuple[Mark, ...] = ()


def repair(text: str) -> tuple[str, tuple[Mark, ...]]:
    """One string as its writer saw it, and what was done to it. Applied once, never twice.

    A string is put right only where all of it is such bytes and they are valid UTF-8. One that has
    the look (nothing above U+00FF, not plain ASCII) and is not valid is doubtful and stays as it is.
    """
    if text.isascii():
        return text, _AS_IT_STANDS
    try:
        written = text.encode("latin-1")
    except UnicodeEncodeError:
        return text, _AS_IT_STANDS
    try:
        return written.decode("utf-8"), REPAIRED
    except UnicodeDecodeError:
        return text, DOUBTFUL


def repaired(text: str) -> str:
    """The same, where nobody asks what was done: names, titles, paths."""
    return repair(text)[0]

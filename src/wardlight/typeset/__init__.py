"""PDF from our own layouts and fonts. For what is to be kept or printed; what a page says is decided elsewhere."""

from wardlight.typeset.coverage import FONTS, drawable
from wardlight.typeset.engine import can_make_pdf, make_pdf

__all__ = ["FONTS", "can_make_pdf", "drawable", "make_pdf"]

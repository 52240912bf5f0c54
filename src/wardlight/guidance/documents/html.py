"""A document as one HTML file: no script, nothing fetched, and a policy in it that holds it to that."""

import base64
import hashlib
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, TemplateNotFound

from wardlight.errors import PartMissing
from wardlight.guidance.documents.fill import Document
from wardlight.guidance.strings import strings
from wardlight.report import visible


def as_html(filled: Document) -> str:
    """The whole page.

    Raises:
        PartMissing: The template is not where it was installed.
    """
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    numbers = {entry: number for number, entry in enumerate(filled.sources, 1)}
    return _template().render(
        filled=filled, strings=strings(), style=style, style_digest=digest, numbers=numbers
    )


def _template() -> Template:
    try:
        pages = Environment(
            loader=PackageLoader("wardlight.guidance.documents"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        pages.filters["visible"] = visible
        return pages.get_template("document.html.j2")
    except (TemplateNotFound, ValueError) as error:
        raise _missing() from error


def _style() -> str:
    folder = resources.files("wardlight.guidance.documents")
    try:
        return folder.joinpath("document.css").read_text("utf-8")
    except OSError as error:
        raise _missing() from error


def _missing() -> PartMissing:
    return PartMissing("A part of the documents is missing.", where="wardlight/guidance/documents")

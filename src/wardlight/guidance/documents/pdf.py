"""A document as PDF, typeset by Typst, tagged for screen readers; only where that extra is installed."""

import json
from importlib import resources
from importlib.util import find_spec

from wardlight.errors import ExtraMissing
from wardlight.guidance.documents.fill import Document
from wardlight.guidance.documents.text import said
from wardlight.guidance.strings import strings
from wardlight.report import visible


def can_make_pdf() -> bool:
    """Whether the package that makes PDF is installed."""
    return find_spec("typst") is not None


def as_pdf(filled: Document) -> bytes:
    """The whole document. Everything printed reaches Typst as data, so nothing in it is taken for markup.

    Raises:
        ExtraMissing: Typst is not installed.
    """
    try:
        import typst  # noqa: PLC0415 - an extra that only this needs
    except ImportError as error:
        raise ExtraMissing("A PDF needs the package typst.", where="--out") from error
    layout = resources.files("wardlight.guidance.documents") / "document.typ"
    made = typst.compile(
        layout.read_text("utf-8").encode(),
        sys_inputs={"filled": json.dumps(_printed(filled))},
        pdf_standards="ua-1",
    )
    if not isinstance(made, bytes):
        raise TypeError(type(made))
    return made


def _printed(filled: Document) -> dict[str, object]:
    numbers = {entry: str(number) for number, entry in enumerate(filled.sources, 1)}
    return {
        "title": filled.title,
        "draft": filled.draft,
        "place": f"{filled.place}, {filled.made}",
        "closing": filled.closing,
        "sources_heading": strings().headings["sources"],
        "parts": [
            {
                "heading": part.heading,
                "lines": [
                    {
                        "text": visible(said(line)),
                        "cited": ", ".join(numbers[each] for each in line.entries),
                        "places": visible(
                            ", ".join(each for each in line.refs if each != line.text)
                        ),
                    }
                    for line in part.lines
                ],
            }
            for part in filled.parts
        ],
        "sources": [
            {
                "text": f"{cite.title} ({cite.dated}). {strings().labels[cite.status]}, "
                f"{cite.checked}. {cite.url}"
            }
            for cite in filled.sources.values()
        ],
    }

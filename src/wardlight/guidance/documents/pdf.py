"""A document as PDF, tagged for screen readers; only where the extra that makes PDF is installed."""

from collections.abc import Mapping
from importlib import resources

from wardlight.guidance.documents.fill import Document, DocumentLine
from wardlight.guidance.documents.text import lead, source
from wardlight.guidance.strings import strings
from wardlight.report import visible
from wardlight.typeset import make_pdf


def as_pdf(filled: Document) -> bytes:
    """The whole document.

    Raises:
        ExtraMissing: Typst is not installed.
    """
    layout = resources.files("wardlight.guidance.documents").joinpath("document.typ")
    return make_pdf(layout.read_text("utf-8"), _printed(filled), "ua-1")


def _printed(filled: Document) -> dict[str, object]:
    numbers = {entry: str(number) for number, entry in enumerate(filled.sources, 1)}
    return {
        "title": filled.title,
        "draft": filled.draft,
        "place": f"{filled.place}, {filled.made}",
        "closing": filled.closing,
        "sources_heading": strings().headings["sources"],
        "parts": [
            {"heading": part.heading, "lines": [_line(line, numbers) for line in part.lines]}
            for part in filled.parts
        ],
        "sources": [f"{source(cite)} {cite.url}" for cite in filled.sources.values()],
    }


def _line(line: DocumentLine, numbers: Mapping[str, str]) -> dict[str, str]:
    return {
        "lead": visible(lead(line)),
        "text": visible(line.text),
        "cited": ", ".join(numbers[each] for each in line.entries),
        "places": visible(", ".join(each for each in line.refs if each != line.text)),
        "overdue": strings().overdue.format(day=line.overdue) if line.overdue else "",
    }

"""A document as plain text, wrapped, with every line's ground beside it."""

import textwrap
from collections.abc import Iterator

from wardlight.guidance.choose import Cite
from wardlight.guidance.documents.fill import Document, DocumentLine
from wardlight.guidance.strings import strings
from wardlight.report import visible

WIDTH = 80
_BLANK = "." * 40


def as_text(filled: Document) -> str:
    """The whole document; no text from the export is taken for layout."""
    return "\n".join(_lines(filled)) + "\n"


def _lines(filled: Document) -> Iterator[str]:
    yield filled.title
    yield "=" * len(filled.title)
    yield from _wrapped(f"{filled.draft} {filled.place}, {filled.made}.")
    for part in filled.parts:
        yield ""
        if part.heading:
            yield part.heading
            yield "-" * len(part.heading)
        for line in part.lines:
            yield from _line(line)
    yield ""
    yield strings().headings["sources"]
    for entry, cite in filled.sources.items():
        yield from _wrapped(f"[{entry}] {source(cite)}")
        yield f"    {cite.url}"
    yield ""
    yield from _wrapped(filled.closing)


def _line(line: DocumentLine) -> Iterator[str]:
    said = " ".join(filter(None, (lead(line), line.text or _BLANK)))
    yield from _wrapped(f"- {said}{_ground(line)}", "  ")
    if line.overdue is not None:
        yield from _wrapped(strings().overdue.format(day=line.overdue), "  ", "  ")


def lead(line: DocumentLine) -> str:
    """What stands before the text, such as ``Ask:`` or its label; empty for nothing."""
    asked = strings().labels["ask"] if line.kind == "question" else ""
    return " ".join(f"{each}:" for each in (asked, line.label) if each)


def source(cite: Cite) -> str:
    """What an entry rests on and how far it was checked, without its address."""
    status = strings().labels[cite.status].capitalize()
    return f"{cite.title} ({cite.dated}). {status}, {cite.checked}."


def _ground(line: DocumentLine) -> str:
    grounds = [*line.entries, *(each for each in line.refs if each != line.text)]
    return f" [{', '.join(grounds)}]" if grounds else ""


def _wrapped(text: str, after: str = "", first: str = "") -> list[str]:
    return textwrap.wrap(
        visible(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=after,
        break_on_hyphens=False,
        break_long_words=False,
    )

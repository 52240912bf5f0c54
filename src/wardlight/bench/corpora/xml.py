"""XML corpora, element by element, so that a file of any size is read in little memory."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from wardlight.errors import CorpusUnreadable


def elements(path: Path, tag: str) -> Iterator[etree._Element]:
    """Each element of that name once it is whole; let go of when the next is asked for.

    Nothing outside the file is read: no DTD, no entity, no network.

    Raises:
        CorpusUnreadable: The XML is broken.
    """
    try:
        for _, element in etree.iterparse(
            str(path), tag=tag, resolve_entities=False, no_network=True, load_dtd=False
        ):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as e:
        raise CorpusUnreadable(f"The XML is broken at line {e.lineno}.", where=path.name) from None


def inner(element: etree._Element, path: str) -> str | None:
    """The text at a path below an element; None where there is no such element."""
    found = element.find(path)
    return None if found is None else found.text or ""


def line_of(element: etree._Element) -> int:
    """Where the element begins in its file, counted from 1; 0 where that is not known."""
    line: object = element.sourceline
    return line if isinstance(line, int) else 0

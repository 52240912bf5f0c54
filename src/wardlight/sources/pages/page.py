"""Bytes of an HTML page as a tree, whatever is in them. Nothing outside the page is ever fetched."""

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element
from msgspec import Struct

_BLOCKS = """
    address article aside blockquote body dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li
    main ol p pre section table td th tr ul
"""
BLOCKS = frozenset(_BLOCKS.split())
"""Elements that a browser starts on a line of their own."""

_END = b"</html>"
_TAIL = 4096
_TOO_DEEP = "ERR_RESOURCE_LIMIT"


class Page(Struct, frozen=True):
    """A page that was read.

    Attributes:
        root: Its ``html`` element; None where there is nothing in it.
        faults: Kinds of notices and what each says.
        complete: Whether all of it is in the tree.
    """

    root: Element | None
    faults: tuple[tuple[str, str], ...] = ()
    complete: bool = True


def parse(raw: bytes, *, damaged: bool = False) -> Page:
    """Read a page. Never raises on its content.

    Args:
        raw: Its bytes.
        damaged: Whether it is known already that they are not all of it.
    """
    text, faults = _decoded(raw)
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    root = _root(text, parser)
    too_deep = any(entry.type_name == _TOO_DEEP for entry in parser.error_log)
    if too_deep:
        faults.append(("nested-too-deep", ""))
    cut = not damaged and not too_deep and _END not in raw[-_TAIL:].lower()
    if cut and root is not None:
        faults.append(("member-damaged", "it stops before the end that every such page has"))
    return Page(root, tuple(faults), complete=not (too_deep or cut or damaged))


def text_of(element: Element, *, without: frozenset[str] = frozenset()) -> str:
    """An element's text with the line breaks that a browser shows, and nothing else changed.

    Args:
        element: Where.
        without: Names of elements in it that are left out.
    """
    if len(element) == 0:
        return element.text or ""
    return "".join(_pieces(element, without))


def blank(text: str | None) -> bool:
    """Whether there is nothing to see in it."""
    return text is None or not text.strip()


def tag(element: Element) -> str:
    """An element's name."""
    return str(element.tag)


def classes(element: Element) -> frozenset[str]:
    """An element's classes. Meta changes them without notice: a hint, never a rule."""
    return frozenset((element.get("class") or "").split())


def _decoded(raw: bytes) -> tuple[bytes, list[tuple[str, str]]]:
    faults: list[tuple[str, str]] = []
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", "replace")
        faults.append(("not-utf8", "read as UTF-16"))
    else:
        text = raw.decode("utf-8-sig", "replace")
        if "\ufffd" in text and b"\xef\xbf\xbd" not in raw:
            faults.append(("not-utf8", "what is not UTF-8 is shown as U+FFFD"))
    if "\0" in text:
        faults.append(("nul-bytes", "shown as U+FFFD"))
        text = text.replace("\0", "\ufffd")
    return text.encode("utf-8", "replace"), faults


def _root(text: bytes, parser: etree.HTMLParser) -> Element | None:
    try:
        return etree.fromstring(text, parser)
    except (etree.LxmlError, ValueError):
        return None


def _pieces(element: Element, without: frozenset[str]) -> Iterator[str]:
    """Walks without recursion: a page may be nested deeper than Python goes."""
    begun = parted = False
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, node in walk:
        name = tag(node)
        if event == "end":
            text = node.tail if node is not element else None
        elif name in without:
            walk.skip_subtree()
            text = None
        else:
            text = "\n" if name == "br" else node.text
        parted = parted or (begun and name in BLOCKS and node is not element)
        if text:
            if parted and not text.startswith("\n"):
                yield "\n"
            yield text
            begun, parted = True, False

"""The messages of a page, found by how they repeat and not by what they are called.

A message is an element whose last part is a date and whose first is a name; what stands between is
its body. Many of them stand side by side. A date in a body is not the last part of anything that
repeats, so it is not taken for one. On pages before 2018 the name and the date share an element and
the body follows in elements of its own.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import chain, compress, islice, takewhile

from lxml.etree import _Element as Element
from msgspec import Struct

from wardlight.sources.pages.page import blank, classes, tag, text_of
from wardlight.sources.pages.stamps import looks_like_stamp

# Classes that pages of 2018 to 2026 had on a message, its name and its body; they only break ties.
_MESSAGE = frozenset({"_a6-g", "_2lej", "message_header"})
_NAME = frozenset({"_a6-h", "_2lel"})
_BODY = frozenset({"_a6-p", "_2let"})
_STAMP = frozenset({"_a6-o", "_2lem"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_THERE = frozenset({"ul", "table", "header", "aside", "head", "time", "a", "title"})
_EDGE = " \t\r\n"
_FAR_DOWN = 2000


class Block(Struct, frozen=True):
    """One message as it stands on the page.

    Attributes:
        number: Its place among all on the page, from 1.
        element: What holds its name and date.
        sender: The name above it; empty where there is none.
        body: The elements between name and date.
        loose: Text that stands in none of its parts.
        stamp: The date below it, as written; None where there is none to see.
        readable: Whether it has the parts that a message has.
    """

    number: int
    element: Element
    sender: str
    body: tuple[Element, ...]
    loose: str
    stamp: str | None
    readable: bool


class Layout(Struct, frozen=True):
    """What a page is made of.

    Attributes:
        blocks: Its messages, in the page's order.
        above: What the page says before the first of them, line by line.
        before_2018: Whether bodies stand outside.
    """

    blocks: tuple[Block, ...]
    above: tuple[str, ...]
    before_2018: bool


class _Place(Struct, frozen=True):
    """An element that may be a message, and its date if it has one."""

    element: Element
    stamp: Element | None


def layout_of(root: Element) -> Layout:
    """Find what repeats on a page. No blocks where nothing does."""
    places = _settled(list(_dated(root))) or _named(root)
    above = tuple(_lines_above(root, places[0].element if places else None))
    if places and 2 * sum(map(_body_follows, places)) > len(places):
        blocks = [_before_2018(number, place) for number, place in enumerate(places, 1)]
        return Layout(tuple(blocks), above, before_2018=True)
    blocks = [_block(number, place) for number, place in enumerate(_with_undated(places), 1)]
    return Layout(tuple(blocks), above, before_2018=False)


def thread_of(block: Block) -> Element:
    """On a page from before 2018: the element that holds the thread."""
    return _parent(_wrapper(block.element))


def _lines_above(root: Element, first: Element | None) -> Iterator[str]:
    for element in islice(root.iter(), _FAR_DOWN):
        if element is first:
            return
        if tag(element) not in ("style", "script", "title") and not blank(element.text):
            yield str(element.text).strip(_EDGE)


# --- what repeats ----------------------------------------------------------------------------


def _dated(root: Element) -> Iterator[_Place]:
    """Everything whose last part is a date."""
    for leaf in root.iter():
        text = leaf.text
        if len(leaf) == 0 and text and looks_like_stamp(text) and tag(leaf) not in _NOT_THERE:
            place = _around(leaf)
            if place and not any(tag(each) in _NOT_THERE for each in place.element.iterancestors()):
                yield place


def _around(leaf: Element) -> _Place | None:
    stamp = leaf
    while _alone(stamp):
        stamp = _parent(stamp)
    element = stamp.getparent()
    if element is None or tag(element) in ("html", "body") or tag(element) in _NOT_THERE:
        return None
    if not blank(stamp.tail) or any(not _empty(each) for each in stamp.itersiblings()):
        return None
    return _Place(element, stamp)


def _alone(element: Element) -> bool:
    """Whether its parent holds nothing else."""
    parent = element.getparent()
    return (
        parent is not None
        and element.getprevious() is None
        and element.getnext() is None
        and blank(parent.text)
        and blank(element.tail)
        and tag(parent) not in ("html", "body")
    )


def _parent(element: Element) -> Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def _empty(element: Element) -> bool:
    if tag(element) in ("img", "video", "audio") or not blank(element.text):
        return False
    return all(_empty_alone(each) for each in element.iterdescendants())


def _empty_alone(element: Element) -> bool:
    seen = tag(element) in ("img", "video", "audio")
    return not seen and blank(element.text) and blank(element.tail)


def _settled(places: list[_Place]) -> list[_Place]:
    """Those that stand at the depth where most do; the shallower where that is a tie."""
    levels = [_level(place.element) for place in places]
    hinted = [bool(classes(place.element) & _MESSAGE) for place in places]
    voters = list(compress(levels, hinted)) or levels
    if not voters:
        return []
    counts = Counter(voters)
    best = max(counts, key=lambda level: (counts[level], -level[0]))
    return [place for place, level in zip(places, levels, strict=True) if level == best]


def _level(element: Element) -> tuple[int, str]:
    return sum(1 for _ in element.iterancestors()), tag(element)


def _named(root: Element) -> list[_Place]:
    """By class alone, for pages in which nothing can be seen to be a date."""
    found = [each for each in root.iter() if classes(each) & _MESSAGE]
    within = set(found)
    outer = [each for each in found if not any(up in within for up in each.iterancestors())]
    return [_Place(each, _named_stamp(each)) for each in outer]


def _named_stamp(element: Element) -> Element | None:
    last = element[-1] if len(element) else None
    return last if last is not None and classes(last) & _STAMP else None


def _with_undated(places: list[_Place]) -> list[_Place]:
    """Adds what stands among the messages and looks like one, but for its date."""
    dated = {place.element: place for place in places}
    alike = {(tag(each), each.get("class")) for each in dated}
    found: list[_Place] = []
    for child in chain.from_iterable(dict.fromkeys(_parent(each) for each in dated)):
        if child in dated:
            found.append(dated[child])
        elif (tag(child), child.get("class")) not in alike or _empty(child):
            continue
        elif found or not _is_header(child):
            found.append(_Place(child, None))
    return found


def _is_header(element: Element) -> bool:
    """Whether it has one part, or a name and a link (to join a group) and no more."""
    parts = [part for part in element if not _empty(part)]
    if len(parts) <= 1:
        return True
    return len(parts) == 2 and len(text_of(parts[1]).split()) == 1 and "://" in text_of(parts[1])


# --- one message -----------------------------------------------------------------------------


def _block(number: int, place: _Place) -> Block:
    element, stamp = place.element, place.stamp
    parts = list(takewhile(lambda part: part is not stamp, element))
    name = parts[0] if parts and _is_name(parts) else None
    body = tuple(parts[1:] if name is not None else parts)
    readable = stamp is not None and bool(parts) and _is_whole(name, body)
    return Block(
        number,
        element,
        text_of(name).strip(_EDGE) if name is not None else "",
        body,
        _loose(element),
        text_of(stamp).strip(_EDGE) if stamp is not None else None,
        readable,
    )


def _is_name(parts: list[Element]) -> bool:
    first = parts[0]
    if tag(first) in _HEADINGS or classes(first) & _NAME:
        return True
    return len(parts) >= 2 and not classes(first) & _BODY


def _is_whole(name: Element | None, body: tuple[Element, ...]) -> bool:
    """Whether what is there can be told apart: with two parts only, a heading or a body is needed."""
    if name is None:
        return len(body) == 1 and bool(classes(body[0]) & _BODY)
    return bool(body) or tag(name) in _HEADINGS or bool(classes(name) & _NAME)


def _loose(element: Element) -> str:
    texts = [element.text, *(part.tail for part in element)]
    return "\n".join(text.strip(_EDGE) for text in texts if text and not blank(text))


# --- before 2018 -----------------------------------------------------------------------------


def _wrapper(element: Element) -> Element:
    while _alone(element):
        element = _parent(element)
    return element


def _body_follows(place: _Place) -> bool:
    if place.stamp is None or len(place.element) != 2:
        return False
    following = _wrapper(place.element).getnext()
    return following is not None and tag(following) == "p"


def _before_2018(number: int, place: _Place) -> Block:
    assert place.stamp is not None
    element = place.element
    body = []
    for following in _wrapper(element).itersiblings():
        if tag(following) != "p":
            break
        body.append(following)
    sender = text_of(element[0]).strip(_EDGE)
    stamp = text_of(place.stamp).strip(_EDGE)
    return Block(number, element, sender, tuple(body), _loose(element), stamp, readable=True)

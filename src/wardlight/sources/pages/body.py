"""What one message holds: the words somebody wrote, what the app wrote, what was sent, who reacted.

Only the first part that is text and nothing else is somebody's words. A shared post's title, a call's
length and a link stand in parts of their own, and the app wrote them.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile

from lxml.etree import _Element as Element
from msgspec import Struct

from wardlight.model import Reaction
from wardlight.sources.pages.page import BLOCKS, blank, tag, text_of
from wardlight.sources.pages.stamps import looks_like_stamp

_WRAPPERS = frozenset({"div", "section", "article", "span", "p"})
_INLINE = frozenset(
    ["a", "b", "bdi", "bdo", "br", "em", "font", "i", "img", "s", "span", "strong", "u"]
)
_SENT = frozenset({"img", "video", "audio", "source"})
_NOT_WORDS = frozenset({"ul", "video", "audio", "script", "style"})
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:|^//|^#")
# An emoji may be a family of four, each with a skin tone and joined by an invisible sign.
_LONGEST_SIGN = 24
_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)\s*$")


class Sent(Struct, frozen=True):
    """Something that a message points to: ``reference`` as written, ``element`` that does it."""

    reference: str
    element: str


class Body(Struct, frozen=True):
    """A message's body.

    Attributes:
        text: Somebody's words, unchanged.
        note: The app's words, and addresses of what was shared; one to a line.
        sent: Pictures, videos, sound and files, by name.
        links: Addresses outside the export.
        reactions: As the app lists them, not yet taken apart.
    """

    text: str
    note: str
    sent: tuple[Sent, ...]
    links: tuple[str, ...]
    reactions: tuple[str, ...]


def body_of(parts: Iterable[Element], loose: str = "") -> Body:
    """Read the parts of a message that stand between its name and its date.

    Args:
        parts: The elements.
        loose: Text that stands beside them, in none.
    """
    slots = [slot for part in parts for slot in _slots(part) if not _vacant(slot)]
    rich = [each for slot in slots if len(slot) or tag(slot) in _SENT for each in _walk(slot)]
    links = tuple(dict.fromkeys(link for each in rich if (link := _link(each))))
    sent = {each.reference: each for element in rich if (each := _sent(element))}
    words = _words_among(slots, alone=not links and not sent)
    text = text_of(words, without=_NOT_WORDS) if words is not None else ""
    others = [text_of(slot, without=_NOT_WORDS) for slot in slots if slot is not words]
    note = _note([*others, loose], [link for link in links if link not in text])
    reactions = tuple(said for slot in slots if len(slot) for said in _reactions(slot))
    return Body(text, note, tuple(sent.values()), links, reactions)


def reaction_of(said: str, names: Collection[str]) -> Reaction:
    """Take a reaction apart: what it is, then who, then when in brackets (which is not kept).

    Args:
        said: As the app lists it.
        names: Of those who wrote or are listed. A name may begin with an emoji of its own.
    """
    when = _IN_BRACKETS.search(said)
    if when and looks_like_stamp(when[1]):
        said = said[: when.start()]
    said = said.strip()
    for at in range(1, min(len(said), _LONGEST_SIGN)):
        if said[at:].strip() in names:
            return Reaction(said[at:].strip(), said[:at].strip())
    value = "".join(takewhile(_is_sign, said))
    return Reaction(said[len(value) :].strip(), value.strip())


def _slots(part: Element) -> list[Element]:
    """Goes in as long as one element wraps one other, then gives what stands side by side."""
    while len(part) == 1 and _wraps(part) and tag(part[0]) in _WRAPPERS:
        part = part[0]
    apart = len(part) > 1 and _wraps(part) and all(tag(each) in BLOCKS for each in part)
    return list(part) if apart else [part]


def _wraps(part: Element) -> bool:
    return tag(part) in _WRAPPERS and blank(part.text) and all(blank(each.tail) for each in part)


def _words_among(slots: list[Element], *, alone: bool) -> Element | None:
    """The part that is somebody's words. Where nothing was sent or shared, any text is."""
    found = next((slot for slot in slots if _is_words(slot)), None)
    if found is None and alone:
        found = next((slot for slot in slots if not blank(text_of(slot, without=_NOT_WORDS))), None)
    return found


def _is_words(slot: Element) -> bool:
    """Whether it is text and nothing else: no lists, no parts of its own, not a link alone."""
    if len(slot) == 0:
        return tag(slot) != "a" and tag(slot) not in _NOT_WORDS and not blank(slot.text)
    within = {each for media in slot.iter("video", "audio") for each in media.iter()}
    inner = (tag(each) for each in slot.iterdescendants() if each not in within)
    if tag(slot) in _NOT_WORDS or any(name not in _INLINE for name in inner):
        return False
    return not blank(text_of(slot, without=_NOT_WORDS | {"a"}))


def _note(texts: list[str], links: list[str]) -> str:
    lines = [line.strip() for text in texts for line in text.split("\n") if not blank(line)]
    said = "\n".join(lines)
    return "\n".join([*lines, *(link for link in links if link not in said)])


def _vacant(slot: Element) -> bool:
    """Meta keeps a place for each thing that a message can hold; most are not taken."""
    return len(slot) == 0 and blank(slot.text) and tag(slot) not in _SENT


def _walk(slot: Element) -> Iterator[Element]:
    """All elements but those in lists, which say who reacted."""
    listed = {each for each_list in slot.iter("ul") for each in each_list.iter()}
    return (each for each in slot.iter() if each not in listed)


def _link(element: Element) -> str:
    address = element.get("href") or ""
    outside = _SCHEME.match(address) is not None and not address.startswith("#")
    return address if tag(element) == "a" and outside else ""


def _sent(element: Element) -> Sent | None:
    name = tag(element)
    reference = element.get("href" if name == "a" else "src") or ""
    if not reference or reference.startswith(("data:", "#")):
        return None
    to_file = name == "a" and not _SCHEME.match(reference) and not _shows(element)
    return Sent(reference, name) if name in _SENT or to_file else None


def _shows(link: Element) -> bool:
    """Whether a link is only the frame of a picture or video that is found by itself."""
    return next(link.iter("img", "video", "audio"), None) is not None


def _reactions(slot: Element) -> Iterator[str]:
    for item in slot.iter("li"):
        said = text_of(item)
        if not blank(said):
            yield said


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "SMCZ"

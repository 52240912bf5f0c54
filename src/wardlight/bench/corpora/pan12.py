"""PAN12's official XML and its truth files (Inches and Crestani 2012), sums checked where they are known.

A conversation's messages have a ``line`` number, an ``author``, a ``time`` of the day without a date, and a ``text``.
The truth of problem 1 is a list of authors; of problem 2, a conversation and a line number on each line.
"""

from pathlib import Path
from sys import intern

from lxml import etree
from msgspec import Struct

from wardlight.bench.chats import Chat, Corpus, Line
from wardlight.bench.corpora.clocks import by_the_day
from wardlight.bench.corpora.digests import digest_of, digest_of_lines
from wardlight.bench.corpora.xml import elements, inner, line_of
from wardlight.errors import CorpusUnreadable, WrongDigest

OFFICIAL = {
    "groundtruth-problem1.txt": "342c12b06d148b025ad92d12d57c816ec0abd1743f0d1e9dda552fe6af7c41d2",
    "test-corpus-2012-05-17.xml": "ff1d94fb61c8fb13fadb8859ac55471e9a4e19a06f50a7134ec06ed3d3b3f201",
    "training-corpus-2012-05-01.xml": "1630a5923460da3f940482a5c8d7ed57f845762154cd56c69238d45e7bbc6ca1",
    "2012-05-01.txt": "a8594e6439c885c98c4a6232ce8661690b762ec98850c23918e3d4bce5e366f0",
}
"""sha256 by how the official names end, with line ends as LF: as the eSPD project publishes them (Vogt et al. 2021,
eSPD-datasets). Those of the two lists of lines are published nowhere that we know."""

_OFFICIAL_NAMES = "pan12-"


class Truth(Struct, frozen=True):
    """What the official files say.

    Attributes:
        authors: Those that problem 1 asks for.
        lines: Those that problem 2 asks for: conversation and line number. None where no such file was given.
        sums: What is known of both files' digests, in words.
    """

    authors: frozenset[str]
    lines: frozenset[tuple[str, str]] | None
    sums: tuple[str, ...]


def read(path: Path, told: str = "") -> Corpus:
    """All conversations. A message without an author or a text is bad, by the line it stands on in the file."""
    said = checked(path, told)
    chats: list[Chat] = []
    bad: list[int] = []
    for conversation in elements(path, "conversation"):
        chat = _chat(conversation, bad)
        if chat is not None:
            chats.append(chat)
    return Corpus(path, "pan12", digest_of(path), tuple(chats), tuple(bad), (said,))


def _chat(conversation: etree._Element, bad: list[int]) -> Chat | None:
    name = conversation.get("id")
    lines: list[Line] = []
    at = None
    for message in conversation.iterfind("message"):
        author, text = inner(message, "author"), inner(message, "text")
        if not (name and author and text is not None):
            bad.append(line_of(message))
            continue
        at = by_the_day(inner(message, "time") or "", at)
        number = intern((message.get("line") or "").strip())
        lines.append(Line(intern(author.strip()), text, at, name=number))
    return Chat(name, tuple(lines)) if name and lines else None


def read_truth(authors: Path, lines: Path | None, told: dict[str, str] | None = None) -> Truth:
    """The truth files.

    Raises:
        WrongDigest: A file is not the official one that its name says it is.
        CorpusUnreadable: A line of the second file is not a conversation and a number.
    """
    told = told or {}
    files = [authors] if lines is None else [authors, lines]
    return Truth(
        frozenset(authors.read_text(encoding="utf-8-sig").split()),
        None if lines is None else frozenset(_pairs(lines)),
        tuple(checked(file, told.get(file.name, "")) for file in files),
    )


def _pairs(path: Path) -> list[tuple[str, str]]:
    pairs = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), start=1):
        conversation, *rest = line.split()[:3] or [""]
        if not conversation:
            continue
        if len(rest) != 1 or not rest[0].isdecimal():
            raise CorpusUnreadable(
                f"Line {number} is not a conversation and a line number.", where=path.name
            )
        pairs.append((conversation, rest[0]))
    return pairs


def checked(path: Path, told: str = "") -> str:
    """What is known of a file's digest, in words.

    Args:
        path: The file.
        told: The sum that a person gave for it, or empty.

    Raises:
        WrongDigest: It has another sum than its official name or a person says.
    """
    sums = {digest_of(path), digest_of_lines(path)}
    expected = told.lower() or _official(path.name)
    if not expected:
        return f"{path.name}: not checked, no official sum is known for this name"
    if expected not in sums:
        raise WrongDigest("Its sha256 sum is not the expected one.", where=path.name)
    return f"{path.name}: sha256 as {'given' if told else 'published'}"


def _official(name: str) -> str:
    if not name.startswith(_OFFICIAL_NAMES):
        return ""
    return next((total for end, total in OFFICIAL.items() if name.endswith(end)), "")

"""Chats from files: one file per format, told apart by how the file begins unless a person says which it is."""

from collections.abc import Callable
from pathlib import Path

from wardlight.bench.chats import Corpus
from wardlight.bench.corpora import json_lines, nps, pan12, sms
from wardlight.bench.corpora.digests import digest_of
from wardlight.errors import CorpusUnreadable

FORMATS: dict[str, Callable[[Path], Corpus]] = {
    "json-lines": json_lines.read,
    "sms-lines": sms.read_lines,
    "nus": sms.read_xml,
    "nps": nps.read,
    "pan12": pan12.read,
}
"""By the name that ``--format`` takes."""

_BEGINNING = 4096


def read_corpus(path: Path, form: str | None = None) -> Corpus:
    """All chats of a file.

    Args:
        path: The file.
        form: A name of ``FORMATS``; None to tell by the file's beginning.

    Raises:
        CorpusUnreadable: The format is not known, or nothing in it can be read.
    """
    corpus = FORMATS[form or form_of(path)](path)
    if not corpus.chats:
        raise CorpusUnreadable("No chat could be read from it.", where=path.name)
    return corpus


def form_of(path: Path) -> str:
    """The format by how the file begins; never by its name."""
    with path.open("rb") as file:
        head = file.read(_BEGINNING)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        first = head.split(b"\n", 1)[0]
        return "sms-lines" if b'"sender"' in first and b'"recipient"' in first else "json-lines"
    for mark, form in _ROOTS.items():
        if mark in head:
            return form
    raise CorpusUnreadable("It begins like no corpus that is known.", where=path.name)


_ROOTS = {b"<conversations": "pan12", b"<smsCorpus": "nus", b"<Session": "nps"}

__all__ = ["FORMATS", "digest_of", "form_of", "read_corpus"]

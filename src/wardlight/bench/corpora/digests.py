"""Digests of corpus files, taken in pieces."""

import hashlib
from pathlib import Path

_PIECE = 1 << 20


def digest_of(path: Path) -> str:
    """sha256 of the file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_of_lines(path: Path) -> str:
    """sha256 of the file with every CR LF read as LF, as published sums of text corpora are often taken."""
    digest, held = hashlib.sha256(), b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            piece = held + piece
            held = b"\r" if piece.endswith(b"\r") else b""
            digest.update(piece.removesuffix(b"\r").replace(b"\r\n", b"\n"))
    digest.update(held)
    return digest.hexdigest()

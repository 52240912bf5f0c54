"""Digests of media, only where a person with authority asks: bytes go by once, and nothing is decoded.

Not for: opening, showing or judging a picture. Police systems match these digests without anybody looking.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from wardlight.evidence.pack import Chosen, Digests
from wardlight.evidence.records import record_from
from wardlight.evidence.statement import Media
from wardlight.sources import Export


def with_media_digests(chosen: Chosen, export: Export, folder: Path, authority: str) -> Chosen:
    """The same choice, with digests of the media of the kept messages where an authority is stated."""
    if not authority:
        return chosen
    hashed = {
        path: digests
        for path in _members(folder)
        if (digests := _digests(export, path)) is not None
    }
    return replace(chosen, media=Media(hashed=True, authority=authority), hashed=hashed)


def _members(folder: Path) -> Iterator[str]:
    """Each media member that the kept messages point to, once."""
    seen: set[str] = set()
    with (folder / "messages.jsonl").open("rb") as lines:
        for line in lines:
            for each in record_from(line).sent:
                if each.member and each.member not in seen:
                    seen.add(each.member)
                    yield each.member


def _digests(export: Export, path: str) -> Digests | None:
    member = export.get(path)
    if member is None:
        return None
    # MD5 and SHA-1 are what the police's image databases are keyed by; nothing rests on their strength.
    md5 = hashlib.md5(usedforsecurity=False)
    sha1 = hashlib.sha1(usedforsecurity=False)
    sha256 = hashlib.sha256()
    try:
        for piece in export.bytes_for_digest(member):
            for each in (md5, sha1, sha256):
                each.update(piece)
    except OSError:
        return None
    return Digests(md5=md5.hexdigest(), sha1=sha1.hexdigest(), sha256=sha256.hexdigest())

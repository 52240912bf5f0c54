"""Time stamps from an authority over a pack's signature: the one thing that goes online, and only when asked.

What is sent is a digest of the signature. The authority learns that, and the address it comes from; no name, no
message and nothing about the export.

Source: RFC 3161.
"""

import hashlib
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from wardlight.errors import CheckNotPossible, StampRefused
from wardlight.evidence import custody, verify
from wardlight.evidence.carrier import add_tokens
from wardlight.evidence.handover import sealed_log_of
from wardlight.evidence.pack import BY
from wardlight.evidence.seal import missing

_SECONDS = 30
_LARGEST = 1 << 20
_QUERY = {"Content-Type": "application/timestamp-query", "User-Agent": "wardlight"}


class Stamped(Struct, frozen=True, kw_only=True):
    """A time stamp that was put into a pack.

    Attributes:
        source: The authority's address, or the file that its answer was in.
        time: The time in it, in UTC.
    """

    source: str
    time: str


def request_for(pack: Path) -> bytes:
    """What an authority is asked: about a hundred bytes that can be sent from another computer, too.

    Raises:
        PackUnreadable: The pack's seal does not hold.
        ExtraMissing: The package that makes it is not installed.
    """
    try:
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - extra
    except ImportError as e:
        raise missing("A time stamp request", "rfc3161-client") from e
    signature = _signature(pack)
    builder = TimestampRequestBuilder().data(signature).hash_algorithm(HashAlgorithm.SHA512)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()


def ask(url: str, request: bytes) -> bytes:
    """An authority's answer.

    Raises:
        StampRefused: It could not be reached, or answered with something else.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise StampRefused("An authority's address begins with http:// or https://.", where=url)
    query = urllib.request.Request(url, data=request, headers=_QUERY)  # noqa: S310 - checked above
    try:
        with urllib.request.urlopen(query, timeout=_SECONDS) as answer:  # noqa: S310
            return bytes(answer.read(_LARGEST))
    except (urllib.error.URLError, OSError, ValueError) as e:
        raise StampRefused("The authority did not answer.", where=url) from e


def put_in(pack: Path, answers: Sequence[tuple[str, bytes]], now: datetime) -> list[Stamped]:
    """Put authorities' answers into a pack, once each is a stamp over its signature, and write it down.

    Args:
        pack: The pack.
        answers: Each with the address or file it is from.
        now: For the custody log.

    Raises:
        StampRefused: One is not a stamp over this signature.
        PackUnreadable, PackUnwritable, CustodyBroken: See docs/reference/errors.md.
    """
    signature = _signature(pack)
    stamps = [_read(source, token, signature) for source, token in answers]
    log = sealed_log_of(pack)
    custody.whole_log(pack, log)
    add_tokens(pack, [token for _, token in answers])
    for each in stamps:
        details = {"by": each.source, "time": each.time}
        custody.go_on(pack, log, "stamped", details, now=now, by=BY)
    return stamps


def _signature(pack: Path) -> bytes:
    sealed_log_of(pack)
    with verify.opened(pack) as files, files.open(verify.SIGNATURE) as stream:
        return stream.read()


def _read(source: str, token: bytes, signature: bytes) -> Stamped:
    """Whether it holds under an authority that somebody trusts is for ``verify`` to say."""
    try:
        stamp = verify.check_stamp("", token, signature, ())
    except verify.CannotCheck as e:
        raise CheckNotPossible(str(e), where=source) from e
    if not stamp.time:
        raise StampRefused("The answer is not a time stamp.", where=source)
    if hashlib.sha512(signature).digest() not in token:
        raise StampRefused("The time stamp is over something else.", where=source)
    return Stamped(source=source, time=stamp.time)

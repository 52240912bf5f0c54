"""The key that seals, kept private to its user, and the signature that it makes.

A key that Wardlight makes on a family's computer shows that one key sealed what it sealed. It says nothing about
who they are: for that its fingerprint has to travel by another road, on paper or by phone.

Sources: OpenSSH PROTOCOL.sshsig for the signature, RFC 8032 for Ed25519, RFC 7914 for scrypt.
"""

import base64
import hashlib
import os
import secrets
import sys
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from wardlight.errors import ExtraMissing, KeyUnreadable, LostKey, WrongPassphrase
from wardlight.evidence.verify import armoured, fingerprint, to_be_signed
from wardlight.evidence.whole_file import write_whole

_SCRYPT = {"n": 1 << 15, "r": 8, "p": 1}
_SCRYPT_MEMORY = 64 << 20
_WORDS = {
    **dict(zip("0123456789", "0123456789", strict=True)),
    **dict(zip("abcdef", ("Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot"), strict=True)),
}
SPOKEN_DIGITS = 20


class _KeyFile(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A key on disk: the secret as it is, or under a passphrase (scrypt, then ChaCha20-Poly1305)."""

    wardlight_key: int
    public: str
    salt: str
    nonce: str
    secret: str


class Key:
    """A key that can seal.

    Attributes:
        fingerprint: As ``ssh-keygen -l`` prints it.
        locked: Whether its file is under a passphrase.
    """

    def __init__(self, secret: bytes, *, locked: bool) -> None:
        self._private = _ed25519().Ed25519PrivateKey.from_private_bytes(secret)
        self._public: bytes = self._private.public_key().public_bytes_raw()
        self.fingerprint = fingerprint(self._public)
        self.locked = locked

    def sign(self, message: bytes) -> bytes:
        """An SSH signature, as ``ssh-keygen -Y verify`` reads it."""
        return armoured(self._public, self._private.sign(to_be_signed(message)))


def spoken(fingerprint_or_digest: str) -> str:
    """The first 20 hexadecimal digits of a fingerprint, in words to say on a phone, in groups of four."""
    digest = fingerprint_or_digest.removeprefix("SHA256:")
    if len(digest) == len(fingerprint_or_digest):
        digits = digest[:SPOKEN_DIGITS]
    else:
        digits = base64.b64decode(digest + "=").hex()[:SPOKEN_DIGITS]
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    return ", ".join(" ".join(_WORDS[each] for each in group) for group in groups)


def key_path() -> Path:
    """Where this user's key is kept; ``WARDLIGHT_KEY`` names another place."""
    if named := os.environ.get("WARDLIGHT_KEY"):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", Path.home())) / "wardlight" / "key.json"
    base = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(base) / "wardlight" / "key.json"


def open_key(path: Path, passphrase: str) -> Key:
    """The key in a file.

    Raises:
        LostKey: There is no file.
        KeyUnreadable: The file is not a key, or may not be read.
        WrongPassphrase: The passphrase does not open it.
        ExtraMissing: The package that signs is not installed.
    """
    held = _read_key(path)
    if not held.salt:
        return Key(bytes.fromhex(held.secret), locked=False)
    if not passphrase:
        raise WrongPassphrase("The key is under a passphrase and none was given.", where=str(path))
    try:
        secret = _cipher(passphrase, held.salt).decrypt(
            bytes.fromhex(held.nonce), bytes.fromhex(held.secret), held.public.encode()
        )
    except _invalid_tag() as e:
        raise WrongPassphrase("The passphrase does not open the key.", where=str(path)) from e
    return Key(secret, locked=True)


def make_key(path: Path, passphrase: str) -> Key:
    """A new key, written where nobody else can read it. Never over another.

    Raises:
        KeyUnreadable: There is a key already, or the place cannot be written to.
        ExtraMissing: The package that signs is not installed.
    """
    secret = secrets.token_bytes(32)
    key = Key(secret, locked=bool(passphrase))
    salt, nonce = secrets.token_hex(16), secrets.token_bytes(12)
    kept = secret
    if passphrase:
        kept = _cipher(passphrase, salt).encrypt(nonce, secret, key.fingerprint.encode())
    held = _KeyFile(
        wardlight_key=1,
        public=key.fingerprint,
        salt=salt if passphrase else "",
        nonce=nonce.hex() if passphrase else "",
        secret=kept.hex(),
    )
    if path.exists():
        raise KeyUnreadable("There is a key already; it is never written over.", where=str(path))
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, msgspec.json.encode(held) + b"\n", private=True)
    except OSError as e:
        raise KeyUnreadable(f"The key could not be kept: {e.strerror}.", where=str(path)) from e
    return key


def _read_key(path: Path) -> _KeyFile:
    try:
        held = msgspec.json.decode(path.read_bytes(), type=_KeyFile)
        bytes.fromhex(held.salt + held.nonce + held.secret)
    except FileNotFoundError as e:
        raise LostKey("The key is not there.", where=str(path)) from e
    except OSError as e:
        raise KeyUnreadable(f"The key could not be read: {e.strerror}.", where=str(path)) from e
    except ValueError as e:
        raise KeyUnreadable("The file is not a key of Wardlight's.", where=str(path)) from e
    return held


def _cipher(passphrase: str, salt: str) -> Any:
    try:
        from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415 - an extra
            ChaCha20Poly1305,
        )
    except ImportError as e:
        raise missing("Sealing", "cryptography") from e
    derived = hashlib.scrypt(
        passphrase.encode(),
        salt=bytes.fromhex(salt),
        maxmem=_SCRYPT_MEMORY,
        dklen=32,
        **_SCRYPT,
    )
    return ChaCha20Poly1305(derived)


def _invalid_tag() -> type[Exception]:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - an extra

    return InvalidTag


def _ed25519() -> Any:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519  # noqa: PLC0415 - an extra
    except ImportError as e:
        raise missing("Sealing", "cryptography") from e
    return ed25519


def missing(what: str, package: str) -> ExtraMissing:
    """That a package of the evidence extra is not installed."""
    return ExtraMissing.of(what, package, "evidence")

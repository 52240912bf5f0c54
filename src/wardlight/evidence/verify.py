"""Check a sealed pack: what it says it holds, what it holds, who sealed it and since when.

This file stands alone: it imports the standard library and nothing of Wardlight, so that an officer can copy it
to another computer and run ``python verify.py PACK.zip``. A signature needs one thing more: the ``cryptography``
package where it is installed, else ``ssh-keygen``, which comes with most systems. A time stamp needs ``openssl``,
else the ``rfc3161-client`` package.

Not for: judging what the messages mean, or whether the export itself is what the app gave.

Sources: BagIt 1.0 (RFC 8493); OpenSSH PROTOCOL.sshsig; Merkle trees as in RFC 6962 section 2.1; time stamps RFC 3161.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Literal, Protocol, Self

Grade = Literal["sealed-before", "sealed-claimed", "changed", "not-sealed"]

NAMESPACE = "wardlight-pack"
BAG = "pack/"
ROOT = "seal/root.txt"
SIGNATURE = "seal/root.txt.sig"
TIMES = "seal/times.txt"
PAYLOAD_MANIFEST = "pack/manifest-sha512.txt"
TAG_MANIFEST = "pack/tagmanifest-sha512.txt"
BAG_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PACK_JSON = "pack/data/pack.json"
MESSAGES = "pack/data/messages.jsonl"
COMMITMENT = "pack/data/commitment.json"
SHOWN = "pack/data/commitment.jsonl"
ORIGINAL = "pack/data/original/"
EPOCH = (1980, 1, 1, 0, 0, 0)

_CHUNK = 1 << 20
_SALT = 32
_TOKEN = re.compile(r"time-[1-9][0-9]?\.tsr")
_LISTED = re.compile(r"([0-9a-f]{128})  ([A-Za-z0-9._/-]+)")
_PROGRAM_SECONDS = 60


class CannotCheck(Exception):  # noqa: N818 - it says what happened
    """The check could not be made here. It says nothing about the pack."""


@dataclass(frozen=True)
class Difference:
    """One place where the pack is not what was sealed.

    Attributes:
        file: Which file, as it is named inside the pack.
        expected: What the seal or a manifest says.
        found: What is there.
    """

    file: str
    expected: str
    found: str


@dataclass(frozen=True)
class Stamp:
    """One authority's time stamp over the signature.

    Attributes:
        file: The token's name in the pack.
        authority: As the token names it; empty where it does not.
        time: The time in it, in UTC; empty where it could not be read.
        trusted: Whether it holds under an authority that the person checking named.
        note: What has to be known about it, such as a certificate that has expired since.
    """

    file: str
    authority: str
    time: str
    trusted: bool
    note: str = ""


@dataclass(frozen=True)
class Verified:
    """What a check found, in words first.

    Attributes:
        grade: ``sealed-before`` a time that an authority says, ``sealed-claimed`` at a time that the sealing
            computer says, ``changed``, or ``not-sealed``.
        sentence: The same in words.
        pack: The pack's own id; empty where it could not be read.
        sealed: The time that the sealing computer claims.
        signer: Fingerprint of the key that sealed it.
        original_signer: Of a copy: the key that sealed the whole pack. Empty otherwise.
        signer_expected: Whether that is the key that the person checking named; None where they named none.
        root: SHA-512 of the seal's root, to compare by another road.
        messages: How many messages the seal is over.
        shown: How many of them are in this pack; fewer in a copy made for one recipient.
        stamps: Time stamps.
        differences: What is not as it was sealed, the first one first.
    """

    grade: Grade
    sentence: str
    pack: str = ""
    sealed: str = ""
    signer: str = ""
    original_signer: str = ""
    signer_expected: bool | None = None
    root: str = ""
    messages: int = 0
    shown: int = 0
    stamps: tuple[Stamp, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the seal holds."""
        return self.grade in ("sealed-before", "sealed-claimed")


# --- one canonical form ----------------------------------------------------------------------


def canonical(value: Any) -> bytes:
    """JSON in one form: sorted keys, no blanks, UTF-8. For text, whole numbers, lists and objects.

    The same as RFC 8785 for such values with ASCII keys. A broken half of a character is written as an escape.
    """
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode("utf-8", "backslashreplace")


def salt_of(secret: bytes, number: int, part: str) -> bytes:
    """The 32 random-looking bytes that keep one message (or its place) from being guessed."""
    return hmac.digest(secret, f"{part} {number}".encode(), "sha256")


def blinded(salt: bytes, content: bytes) -> bytes:
    """A commitment to content: without the salt nobody can try guesses on it."""
    return hashlib.sha256(salt + content).digest()


def leaf(content: bytes, place: bytes) -> bytes:
    """One message as a leaf: over the commitments to what it is and to where it stood."""
    return hashlib.sha256(b"\x00" + content + place).digest()


class Tree:
    """The root over leaves given one by one; holds a few dozen digests, however many leaves (RFC 6962, 2.1)."""

    def __init__(self) -> None:
        self.size = 0
        self._full: list[tuple[int, bytes]] = []

    def add(self, digest: bytes) -> None:
        """One more leaf."""
        self.size += 1
        height = 0
        while self._full and self._full[-1][0] == height:
            digest = hashlib.sha256(b"\x01" + self._full.pop()[1] + digest).digest()
            height += 1
        self._full.append((height, digest))

    def root(self) -> str:
        """Lower-case hex."""
        if not self._full:
            return hashlib.sha256(b"").hexdigest()
        digest = self._full[-1][1]
        for _, left in reversed(self._full[:-1]):
            digest = hashlib.sha256(b"\x01" + left + digest).digest()
        return digest.hex()


# --- the root ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Root:
    """What is signed. A line of ``sha512sum``, and comments above it that it skips."""

    kind: Literal["pack", "copy"]
    pack: str
    messages: int
    messages_root: str
    sealed: str
    files: str

    def text(self) -> bytes:
        """The one way to write it."""
        return (
            f"# wardlight seal 1 {self.kind}\n"
            f"# pack {self.pack}\n"
            f"# messages {self.messages}\n"
            f"# messages-root {self.messages_root}\n"
            f"# sealed {self.sealed}\n"
            f"{self.files}  {TAG_MANIFEST}\n"
        ).encode()


_ROOT = re.compile(
    r"# wardlight seal 1 (pack|copy)\n# pack ([0-9a-f]{32})\n# messages (0|[1-9][0-9]{0,9})\n"
    r"# messages-root ([0-9a-f]{64})\n# sealed (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)\n"
    r"([0-9a-f]{128})  pack/tagmanifest-sha512\.txt\n"
)


def root_from(text: bytes) -> Root | None:
    """The other way; None where it is written in any other way."""
    found = _ROOT.fullmatch(text.decode("utf-8", "replace"))
    if found is None:
        return None
    kind: Literal["pack", "copy"] = "copy" if found[1] == "copy" else "pack"
    return Root(kind, found[2], int(found[3]), found[4], found[5], found[6])


# --- the pack as files -----------------------------------------------------------------------


class Files(Protocol):
    """A pack's files by name, as a zip or as the folder it was unpacked to."""

    names: tuple[str, ...]

    def open(self, name: str) -> IO[bytes]:
        """One file's bytes."""
        ...


class _Slice:
    """Part of a file as a file: a stored zip entry's bytes, with no look at its check sum."""

    def __init__(self, file: IO[bytes], start: int, size: int) -> None:
        self._file, self._at, self._end = file, start, start + size

    def read(self, size: int = -1) -> bytes:
        left = self._end - self._at
        self._file.seek(self._at)
        piece = self._file.read(left if size < 0 else min(size, left))
        self._at += len(piece)
        return piece

    def __iter__(self) -> Iterator[bytes]:
        held = b""
        while piece := self.read(_CHUNK):
            *lines, held = (held + piece).split(b"\n")
            yield from (line + b"\n" for line in lines)
        if held:
            yield held

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return


class _Zip:
    """A zip that wardlight wrote: stored entries, fixed dates, nothing between them."""

    def __init__(self, file: IO[bytes], entries: Sequence[zipfile.ZipInfo]) -> None:
        self._file = file
        self._entries = {each.filename: each for each in entries}
        self.names = tuple(self._entries)

    def open(self, name: str) -> Any:
        entry = self._entries[name]
        start = entry.header_offset + len(_local_header(entry))
        return _Slice(self._file, start, entry.file_size)


class _Folder:
    """The same, unpacked."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        found = (each for top in ("pack", "seal") for each in (folder / top).rglob("*"))
        self.names = tuple(
            each.relative_to(folder).as_posix()
            for each in found
            if each.is_symlink() or not each.is_dir()
        )

    def open(self, name: str) -> IO[bytes]:
        path = self._folder / name
        if path.is_symlink():
            raise _Odd(Difference(name, "a file", "a link"))
        return path.open("rb")


class _Odd(Exception):  # noqa: N818 - it says what is there
    """The pack is in a form that wardlight never writes."""

    def __init__(self, difference: Difference) -> None:
        super().__init__(difference.file)
        self.difference = difference


def entry_for(name: str) -> zipfile.ZipInfo:
    """The one form of a zip entry in a pack."""
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.create_system = 3
    entry.external_attr = 0o100644 << 16
    return entry


def _local_header(entry: zipfile.ZipInfo) -> bytes:
    name = entry.filename.encode("ascii", "replace")
    sizes = (entry.CRC, entry.file_size, entry.file_size, len(name), 0)
    return struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 0, 0, 33, *sizes) + name


def _central_header(entry: zipfile.ZipInfo) -> bytes:
    name = entry.filename.encode("ascii", "replace")
    sizes = (entry.CRC, entry.file_size, entry.file_size, len(name), 0, 0, 0, 0)
    made = (b"PK\x01\x02", 20, 3, 20, 0, 0, 0, 33)
    # The order is APPNOTE.TXT 4.3.12's; the last two are the attributes and where the entry begins.
    return struct.pack("<4s2B5H3I5H2I", *made, *sizes, 0o100644 << 16, entry.header_offset) + name


@contextmanager
def opened(path: Path) -> Iterator[Files]:
    """A pack's files, once its container is in the one form. Its seal is not checked here."""
    if path.is_dir():
        yield _Folder(path)
        return
    with ExitStack() as until_done:
        file = until_done.enter_context(path.open("rb"))
        try:
            archive = until_done.enter_context(zipfile.ZipFile(file))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as e:
            file.seek(0)
            if file.read(4) == b"PK\x03\x04":
                raise _Odd(Difference(path.name, "a whole zip file", "a damaged one")) from e
            raise _Odd(Difference(path.name, "a sealed pack", "something else")) from e
        _check_form(file, archive.infolist(), path)
        yield _Zip(file, archive.infolist())


def _check_form(file: IO[bytes], entries: Sequence[zipfile.ZipInfo], path: Path) -> None:
    """Every byte that is not a file's content has one form: nothing can hide between files."""
    at = 0
    for entry in entries:
        header = _local_header(entry)
        file.seek(at)
        if entry.header_offset != at or file.read(len(header)) != header:
            raise _Odd(Difference(entry.filename, "the zip entry that was written", "another"))
        at += len(header) + entry.file_size
    central = b"".join(map(_central_header, entries))
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, len(entries), len(entries), len(central), at, 0
    )
    file.seek(at)
    if file.read(len(central) + len(end) + 1) != central + end:
        raise _Odd(Difference(path.name, "the zip's own list as it was written", "another list"))
    if len({entry.filename for entry in entries}) != len(entries):
        raise _Odd(Difference(path.name, "each name once", "a name twice"))


# --- manifests -------------------------------------------------------------------------------


def _sha512(files: Files, name: str) -> str:
    digest = hashlib.sha512()
    with files.open(name) as stream:
        while piece := stream.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest()


def _read(files: Files, name: str, limit: int = 1 << 24) -> bytes:
    with files.open(name) as stream:
        return stream.read(limit)


def _listed(files: Files, manifest: str) -> dict[str, str]:
    """A manifest's lines; anything but the one way to write them is a difference."""
    listed: dict[str, str] = {}
    for line in _read(files, manifest).decode("utf-8", "replace").splitlines(keepends=True):
        found = _LISTED.fullmatch(line.removesuffix("\n"))
        if found is None or ".." in found[2] or not line.endswith("\n"):
            raise _Odd(Difference(manifest, "lines of a digest and a name", "another line"))
        listed[BAG + found[2]] = found[1]
    if manifest_text({name.removeprefix(BAG): value for name, value in listed.items()}) != _read(
        files, manifest
    ):
        raise _Odd(Difference(manifest, "names in order, each once", "another order"))
    return listed


def manifest_text(digests: Mapping[str, str]) -> bytes:
    """A BagIt manifest: a digest and a name a line, in order of name."""
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(digests.items())).encode()


def _differences(files: Files) -> Iterator[Difference]:
    """Every file against the manifest that lists it, and every file that no manifest lists."""
    for needed in ("pack/bagit.txt", PAYLOAD_MANIFEST, TAG_MANIFEST):
        if needed not in files.names:
            yield Difference(needed, "a file", "no file")
            return
    payload, tags = _listed(files, PAYLOAD_MANIFEST), _listed(files, TAG_MANIFEST)
    for name, expected in {**payload, **tags}.items():
        if name not in files.names:
            yield Difference(name, f"a file with SHA-512 {expected}", "no file")
        elif (found := _sha512(files, name)) != expected:
            yield Difference(name, f"SHA-512 {expected}", f"SHA-512 {found}")
    known = {*payload, *tags, TAG_MANIFEST, ROOT, SIGNATURE, TIMES}
    for name in files.names:
        if name not in known and not _is_token(name):
            yield Difference(name, "no file of this name", "a file that no manifest lists")
    if any(not name.startswith("pack/data/") for name in payload):
        yield Difference(PAYLOAD_MANIFEST, "files under data", "another")
    if _read(files, "pack/bagit.txt") != BAG_DECLARATION:
        yield Difference("pack/bagit.txt", "BagIt 1.0 in UTF-8", "another declaration")


def _is_token(name: str) -> bool:
    return name.startswith("seal/") and bool(_TOKEN.fullmatch(name.removeprefix("seal/")))


# --- the messages ----------------------------------------------------------------------------


def parts_of(row: dict[str, Any]) -> tuple[bytes, bytes]:
    """What a message is and where it stood, each in canonical bytes."""
    place = row.pop("place")
    return canonical(row), canonical(place)


def _message_differences(files: Files, root: Root) -> list[Difference]:
    try:
        return list(_against_tree(files, root))
    except _NOT_ITS_FORM:
        return [Difference(MESSAGES, "messages in canonical form", "another form")]


_NOT_ITS_FORM = (ValueError, KeyError, TypeError, RecursionError, AttributeError)


def _against_tree(files: Files, root: Root) -> Iterator[Difference]:
    name = SHOWN if root.kind == "copy" else COMMITMENT
    for needed in (name, MESSAGES):
        if needed not in files.names:
            yield Difference(needed, "a file", "no file")
            return
    tree = _tree_of_copy(files) if root.kind == "copy" else _tree_of_pack(files)
    if isinstance(tree, Difference):
        yield tree
    elif (tree.size, tree.root()) != (root.messages, root.messages_root):
        expected = f"{root.messages} messages with root {root.messages_root}"
        yield Difference(MESSAGES, expected, f"{tree.size} with root {tree.root()}")


def _tree_of_pack(files: Files) -> Tree | Difference:
    secret = bytes.fromhex(json.loads(_read(files, COMMITMENT))["secret"])
    tree = Tree()
    with files.open(MESSAGES) as lines:
        for number, line in enumerate(lines, 1):
            row = json.loads(line)
            if row["number"] != number or canonical(row) + b"\n" != line:
                return Difference(MESSAGES, f"message {number} in canonical form", "another line")
            tree.add(leaf_of(secret, number, row))
    return tree


def leaf_of(secret: bytes, number: int, row: dict[str, Any]) -> bytes:
    """The leaf of one message of a whole pack."""
    content, place = parts_of(row)
    return leaf(
        blinded(salt_of(secret, number, "message"), content),
        blinded(salt_of(secret, number, "place"), place),
    )


def _tree_of_copy(files: Files) -> Tree | Difference:
    tree = Tree()
    with files.open(MESSAGES) as messages, files.open(SHOWN) as rows:
        shown = iter(messages)
        for number, line in enumerate(rows, 1):
            row = json.loads(line)
            if row["number"] != number:
                return Difference(SHOWN, f"row {number}", "another row")
            if "leaf" in row:
                tree.add(bytes.fromhex(row["leaf"]))
                continue
            content = next(shown, b"").removesuffix(b"\n")
            if not content or json.loads(content)["number"] != number:
                return Difference(MESSAGES, f"message {number}", "another line")
            salt, place = bytes.fromhex(row["salt"]), bytes.fromhex(row["place"])
            if (
                len(salt) != _SALT or len(place) != _SALT
            ):  # or bytes could move from one to the other
                return Difference(SHOWN, f"salts of {_SALT} bytes", "another length")
            tree.add(leaf(blinded(salt, content), place))
        if next(shown, None) is not None:
            return Difference(MESSAGES, "no more messages", "a message that the seal does not have")
    return tree


def check_revealed(files: Files, revealed: Mapping[str, Any]) -> Difference | None:
    """Whether a message that was hidden in a copy and is shown now is the one that was sealed."""
    number = revealed["message"]["number"]
    row = dict(revealed["message"])
    content, place = parts_of(row)
    salts = bytes.fromhex(revealed["salt"]), bytes.fromhex(revealed["place-salt"])
    if any(len(each) != _SALT for each in salts):
        return Difference(f"message {number}", f"salts of {_SALT} bytes", "another length")
    found = leaf(blinded(salts[0], content), blinded(salts[1], place)).hex()
    with files.open(SHOWN) as rows:
        for line in rows:
            each = json.loads(line)
            if each["number"] == number and "leaf" in each:
                same = each["leaf"] == found
                return None if same else Difference(f"message {number}", each["leaf"], found)
    return Difference(f"message {number}", "a message that is hidden in this copy", "none")


# --- the signature ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Signed:
    """An SSH signature taken apart."""

    key: bytes
    over: bytes
    signature: bytes

    @property
    def fingerprint(self) -> str:
        """As ``ssh-keygen -l`` prints it."""
        return fingerprint(self.key)


def fingerprint(key: bytes) -> str:
    """Of an Ed25519 public key of 32 bytes, as ``ssh-keygen -l`` prints it."""
    digest = hashlib.sha256(_text(b"ssh-ed25519") + _text(key)).digest()
    return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


def to_be_signed(message: bytes) -> bytes:
    """What an SSH signature is over (PROTOCOL.sshsig)."""
    digest = hashlib.sha512(message).digest()
    fields = (NAMESPACE.encode(), b"", b"sha512", digest)
    return b"SSHSIG" + b"".join(map(_text, fields))


def armoured(key: bytes, signature: bytes) -> bytes:
    """An SSH signature as ``ssh-keygen -Y`` reads it."""
    blob = b"".join(
        (
            b"SSHSIG" + struct.pack(">I", 1),
            _text(_text(b"ssh-ed25519") + _text(key)),
            *map(_text, (NAMESPACE.encode(), b"", b"sha512")),
            _text(_text(b"ssh-ed25519") + _text(signature)),
        )
    )
    text = base64.b64encode(blob).decode()
    lines = [text[at : at + 70] for at in range(0, len(text), 70)]
    return "\n".join(
        ["-----BEGIN SSH SIGNATURE-----", *lines, "-----END SSH SIGNATURE-----", ""]
    ).encode()


def _text(value: bytes) -> bytes:
    return struct.pack(">I", len(value)) + value


def _taken_apart(text: bytes, message: bytes) -> Signed | None:
    """The key and the signature; None where it is written in any but the one way."""
    lines = text.decode("ascii", "replace").splitlines()[1:-1]
    try:
        blob = base64.b64decode("".join(lines), validate=True)
    except ValueError:
        return None
    head = len(armoured_blob_head())
    key, signature = blob[head : head + 32], blob[-64:]
    if len(key) != 32 or armoured(key, signature) != text:
        return None
    return Signed(key, to_be_signed(message), signature)


def armoured_blob_head() -> bytes:
    """What stands before the key's own 32 bytes in every Ed25519 SSH signature."""
    return (
        b"SSHSIG"
        + struct.pack(">II", 1, 4 + 11 + 4 + 32)
        + _text(b"ssh-ed25519")
        + struct.pack(">I", 32)
    )


def check_signature(text: bytes, message: bytes) -> str | None:
    """The fingerprint of the key that signed the message; None where the signature does not hold.

    Raises:
        CannotCheck: There is neither the cryptography package nor ssh-keygen here.
    """
    signed = _taken_apart(text, message)
    if signed is None:
        return None
    try:
        from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - not needed elsewhere
        from cryptography.hazmat.primitives.asymmetric.ed25519 import (  # noqa: PLC0415
            Ed25519PublicKey,
        )
    except ImportError:
        return signed.fingerprint if _ssh_keygen_agrees(text, message) else None
    try:
        Ed25519PublicKey.from_public_bytes(signed.key).verify(signed.signature, signed.over)
    except (InvalidSignature, ValueError):
        return None
    return signed.fingerprint


def _ssh_keygen_agrees(text: bytes, message: bytes) -> bool:
    program = shutil.which("ssh-keygen")
    if program is None:
        raise CannotCheck(
            "A signature cannot be checked here: there is neither ssh-keygen nor the Python "
            "package cryptography."
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sig"
        path.write_bytes(text)
        asked = [program, "-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(path)]
        return _run(asked, message).returncode == 0


def _run(asked: Sequence[str], given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # Fixed programs with fixed options; the only thing from the pack is bytes in files of ours.
    return subprocess.run(  # noqa: S603
        asked, input=given, capture_output=True, check=False, timeout=_PROGRAM_SECONDS
    )


# --- time stamps -----------------------------------------------------------------------------


def _stamps(
    files: Files, signature: bytes, roots: Sequence[Path]
) -> tuple[list[Stamp], list[Difference]]:
    names = sorted((each for each in files.names if _is_token(each)), key=_token_number)
    tokens = {name: _read(files, name) for name in names}
    if differences := _unlisted_tokens(files, tokens):
        return [], differences
    stamps = [check_stamp(name, token, signature, roots) for name, token in tokens.items()]
    foreign = [
        Difference(name, "a time stamp over this pack's signature", "one over something else")
        for name, token in tokens.items()
        if hashlib.sha512(signature).digest() not in token
    ]
    if not foreign and roots and stamps and not any(each.trusted for each in stamps):
        found = f"one of {stamps[0].authority or 'an authority that it does not name'}"
        said = Difference(stamps[0].file, "a time stamp of the authority that was named", found)
        return stamps, [said]
    return stamps, foreign


def _token_number(name: str) -> int:
    return int(name.removeprefix("seal/time-").removesuffix(".tsr"))


def times_text(tokens: Mapping[str, bytes]) -> bytes:
    """The list of tokens: not a seal, for they hold themselves; it tells damage from change."""
    lines = (f"{hashlib.sha512(each).hexdigest()}  {name}\n" for name, each in tokens.items())
    return "".join(lines).encode()


def _unlisted_tokens(files: Files, tokens: Mapping[str, bytes]) -> list[Difference]:
    listed = _read(files, TIMES) if TIMES in files.names else b""
    if listed == times_text(tokens):
        return []
    lines = set(listed.splitlines())
    wrong = [name for name, each in tokens.items() if times_text({name: each}).strip() not in lines]
    return [
        Difference(
            wrong[0] if wrong else TIMES, "the time stamp that was put in", "another or none"
        )
    ]


def check_stamp(file: str, token: bytes, signature: bytes, roots: Sequence[Path]) -> Stamp:
    """One time stamp under the authorities that a person trusts; without them it is only read."""
    if program := shutil.which("openssl"):
        return _openssl_stamp(program, file, token, signature, roots)
    return _library_stamp(file, token, signature, roots)


def _openssl_stamp(
    program: str, file: str, token: bytes, signature: bytes, roots: Sequence[Path]
) -> Stamp:
    with tempfile.TemporaryDirectory() as folder:
        stamp, signed = Path(folder) / "time.tsr", Path(folder) / "sig"
        stamp.write_bytes(token)
        signed.write_bytes(signature)
        said = _run([program, "ts", "-reply", "-in", str(stamp), "-text"]).stdout.decode(
            "utf-8", "replace"
        )
        time = _openssl_time(said)
        authority = re.search(r"^TSA: (?:DirName:)?/?(.*)$", said, re.MULTILINE)
        named = authority[1].strip() if authority else ""
        asked = [program, "ts", "-verify", "-in", str(stamp), "-data", str(signed), "-CAfile"]
        for root in roots:
            done = _run([*asked, str(root)])
            if done.returncode == 0:
                return Stamp(file, named, _iso(time), trusted=True)
            if time and b"expired" in done.stdout + done.stderr:
                then = [*asked, str(root), "-attime", str(int(time.timestamp()))]
                if _run(then).returncode == 0:
                    return Stamp(file, named, _iso(time), trusted=True, note=EXPIRED)
    return Stamp(file, named, _iso(time), trusted=False, note="" if roots else NO_AUTHORITY)


EXPIRED = (
    "A certificate of the authority has expired since. It was valid at the time in the stamp, and that is what "
    "was checked; from now on this rests on nobody having got hold of its key since."
)
NO_AUTHORITY = (
    "It was not checked, because no authority was named to trust. A certificate inside a pack says nothing: "
    "anybody can make one. Get the authority's own from its site and name it with --tsa-root."
)


def _openssl_time(said: str) -> datetime | None:
    found = re.search(
        r"^Time stamp: (\w{3} +\d+ [\d:]{8})(?:\.\d+)? (\d{4}) GMT$", said, re.MULTILINE
    )
    if found is None:
        return None
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    month, day, clock = found[1].split()
    hour, minute, second = map(int, clock.split(":"))
    number = months.index(month) + 1  # strptime would read months in the computer's language
    return datetime(int(found[2]), number, int(day), hour, minute, second, tzinfo=UTC)


def _library_stamp(file: str, token: bytes, signature: bytes, roots: Sequence[Path]) -> Stamp:
    try:
        import rfc3161_client as rfc3161  # noqa: PLC0415 - only where openssl is not there
        from cryptography import x509  # noqa: PLC0415
    except ImportError as e:
        raise CannotCheck(
            "A time stamp cannot be checked here: there is neither openssl nor the Python package "
            "rfc3161-client."
        ) from e
    try:
        response = rfc3161.decode_timestamp_response(token)
        time = _iso(response.tst_info.gen_time)
    except ValueError:
        return Stamp(file, "", "", trusted=False, note="It could not be read.")
    for root in roots:
        verifier = rfc3161.VerifierBuilder()
        for each in x509.load_pem_x509_certificates(root.read_bytes()):
            verifier = verifier.add_root_certificate(each)
        try:
            if verifier.build().verify_message(response, signature):
                return Stamp(file, "", time, trusted=True)
        except rfc3161.VerificationError:
            continue
    return Stamp(file, "", time, trusted=False, note="" if roots else NO_AUTHORITY)


def _iso(time: datetime | None) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ") if time else ""


# --- the whole check -------------------------------------------------------------------------


def verify(
    path: Path, *, signer: str = "", tsa_roots: Sequence[Path] = (), revealed: Path | None = None
) -> Verified:
    """Check a pack, as a zip or unpacked to a folder.

    Args:
        path: The pack.
        signer: The fingerprint that the sealing person gave by another road (``SHA256:...``).
        tsa_roots: Certificates, as PEM files, of the authorities that the person checking trusts.
        revealed: A message that was hidden in this copy, shown later.

    Raises:
        CannotCheck: A program that is needed is not here. It says nothing about the pack.
        OSError: The pack cannot be opened.
    """
    try:
        with opened(path) as files:
            return _verified(files, signer, tsa_roots, revealed)
    except _Odd as e:
        if e.difference.expected == "a sealed pack":
            return Verified("not-sealed", NOT_SEALED, differences=(e.difference,))
        return _changed([e.difference])
    except _NOT_ITS_FORM:
        return _changed([Difference(path.name, "files in the form of a pack", "another form")])


NOT_SEALED = "Not sealed: there is no seal on it, so nothing can be said about changes."


def _verified(files: Files, signer: str, roots: Sequence[Path], revealed: Path | None) -> Verified:
    if ROOT not in files.names or SIGNATURE not in files.names:
        differences = tuple(_differences(files)) if files.names else ()
        return Verified("not-sealed", NOT_SEALED, differences=differences)
    if unlike := list(_differences(files)):
        return _changed(unlike)
    text = _read(files, ROOT)
    root = root_from(text)
    if root is None:
        return _changed([Difference(ROOT, "a root in its one form", "another text")])
    signature = _read(files, SIGNATURE)
    by = check_signature(signature, text)
    found = [*_seal_differences(files, root, by, signer), *_message_differences(files, root)]
    original = ""
    if root.kind == "copy" and not found:
        original, unlike = _original(files, root)
        found += unlike
    stamped, wrong = _stamps(files, signature, roots)
    if root.kind == "copy" and not found:
        older, wrong_too = _original_stamps(files, roots)
        stamped, wrong = [*older, *stamped], [*wrong_too, *wrong]
    if revealed is not None and not found:
        found += filter(None, [check_revealed(files, json.loads(revealed.read_bytes()))])
    if found or wrong:
        return _changed([*found, *wrong])
    sealed = _sealed(files, root, str(by), signer, stamped, text)
    return replace(sealed, original_signer=original)


def _seal_differences(
    files: Files, root: Root, by: str | None, signer: str
) -> Iterator[Difference]:
    if by is None:
        yield Difference(SIGNATURE, "a signature over the root", "one that does not hold")
    elif signer and by != signer:
        yield Difference(SIGNATURE, f"the key {signer}", f"the key {by}")
    if (found := _sha512(files, TAG_MANIFEST)) != root.files:
        yield Difference(TAG_MANIFEST, f"SHA-512 {root.files}", f"SHA-512 {found}")


def _original(files: Files, root: Root) -> tuple[str, list[Difference]]:
    """A copy carries the seal of the pack it was made from, and its messages have to fit that seal."""
    names = (f"{ORIGINAL}root.txt", f"{ORIGINAL}root.txt.sig")
    for name in names:
        if name not in files.names:
            return "", [Difference(name, "a file", "no file")]
    text = _read(files, names[0])
    original = root_from(text)
    if original is None or original.kind != "pack":
        return "", [Difference(names[0], "the root of a pack", "another text")]
    by = check_signature(_read(files, names[1]), text)
    if by is None:
        return "", [Difference(names[1], "a signature over that root", "one that does not hold")]
    if (original.messages, original.messages_root) != (root.messages, root.messages_root):
        expected = f"root {original.messages_root}"
        return by, [Difference(MESSAGES, expected, f"root {root.messages_root}")]
    return by, []


def _original_stamps(files: Files, roots: Sequence[Path]) -> tuple[list[Stamp], list[Difference]]:
    """Time stamps over the whole pack's signature; the copy's own seal is over their files."""
    signature = _read(files, f"{ORIGINAL}root.txt.sig")
    names = sorted(each for each in files.names if each.startswith(f"{ORIGINAL}time-"))
    stamps = [check_stamp(name, _read(files, name), signature, roots) for name in names]
    foreign = [
        name for name in names if hashlib.sha512(signature).digest() not in _read(files, name)
    ]
    said = "a time stamp over the whole pack's signature"
    return stamps, [Difference(name, said, "one over something else") for name in foreign]


def _changed(differences: Sequence[Difference]) -> Verified:
    first = differences[0]
    sentence = f"Changed: {first.file} is not what was sealed."
    return Verified("changed", sentence, differences=tuple(differences))


def _sealed(
    files: Files, root: Root, by: str, signer: str, stamps: Sequence[Stamp], text: bytes
) -> Verified:
    trusted = sorted((each for each in stamps if each.trusted), key=lambda each: each.time)
    with files.open(MESSAGES) as lines:
        shown = sum(1 for _ in lines)
    grade: Grade = "sealed-before" if trusted else "sealed-claimed"
    return Verified(
        grade,
        _sentence(root, trusted),
        pack=root.pack,
        sealed=root.sealed,
        signer=by,
        signer_expected=True if signer else None,
        root=hashlib.sha512(text).hexdigest(),
        messages=root.messages,
        shown=shown,
        stamps=tuple(stamps),
    )


def _sentence(root: Root, trusted: Sequence[Stamp]) -> str:
    copy = "A copy, in which some messages are hidden. " if root.kind == "copy" else ""
    if trusted:
        by = trusted[0].authority or "a time stamp authority"
        return (
            f"{copy}Sealed before {_plain(trusted[0].time)}, according to {by}. "
            "Nothing in it has changed since."
        )
    return (
        f"{copy}Sealed on {_plain(root.sealed)}, a time that the computer which sealed it claims. "
        "Nothing in it has changed since it was sealed."
    )


def _plain(time: str) -> str:
    return time.replace("T", " ").replace("Z", " UTC")


# --- as a program of its own -----------------------------------------------------------------


def lines_of(verified: Verified) -> Iterator[str]:
    """What a check found, as lines to print."""
    yield verified.sentence
    for each in verified.differences:
        yield f"  {each.file}"
        yield f"    expected: {each.expected}"
        yield f"    found:    {each.found}"
    if not verified.holds:
        return
    yield f"  Messages: {verified.shown} of {verified.messages}"
    yield f"  Key:      {verified.signer}"
    yield f"            {_KEY_NOTES[verified.signer_expected]}"
    if verified.original_signer:
        yield f"  Original: {verified.original_signer}"
        yield "            The key that sealed the whole pack; the messages shown fit that seal."
    yield f"  Root:     {verified.root[:64]}"
    yield f"            {verified.root[64:]}"
    for stamp in verified.stamps:
        state = "holds" if stamp.trusted else "not checked"
        yield f"  Time:     {_plain(stamp.time) or 'unread'}, {stamp.authority or 'authority not named'} ({state})"
        if stamp.note:
            yield f"            {stamp.note}"


_KEY_NOTES = {
    None: "Compare it with what the sealing person gives you by phone or on paper: --signer.",
    True: "It is the key that you named.",
    False: "It is not the key that you named.",
}

SEAL_BROKEN = 3
CANNOT = 1


def main(arguments: Sequence[str] | None = None) -> int:
    """The check as a program; ends with 0 where the seal holds, 3 where it does not, 1 where it cannot tell."""
    parser = argparse.ArgumentParser(description="Check a sealed pack.")
    parser.add_argument("pack", type=Path)
    parser.add_argument("--signer", default="", help="the fingerprint you were given (SHA256:...)")
    parser.add_argument("--tsa-root", type=Path, action="append", default=[])
    parser.add_argument("--revealed", type=Path, default=None)
    asked = parser.parse_args(arguments)
    try:
        verified = verify(
            asked.pack, signer=asked.signer, tsa_roots=asked.tsa_root, revealed=asked.revealed
        )
    except (CannotCheck, OSError) as e:
        sys.stderr.write(f"It could not be checked: {e}\n")
        return CANNOT
    sys.stdout.write("\n".join(lines_of(verified)) + "\n")
    return 0 if verified.holds else SEAL_BROKEN


if __name__ == "__main__":
    sys.exit(main())

"""A pack's files as one zip in one form, with the BagIt manifests and the seal around them."""

import hashlib
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import IO

from msgspec import Struct

from wardlight.evidence import verify
from wardlight.evidence.seal import Key
from wardlight.evidence.verify import Root, entry_for, manifest_text
from wardlight.evidence.whole_file import open_to_others, whole_file

_CHUNK = 1 << 20


class Facts(Struct, frozen=True, kw_only=True):
    """What the root says beside the digest of the files."""

    kind: str
    pack: str
    messages: int
    messages_root: str
    sealed: str


class SealedPack(Struct, frozen=True, kw_only=True):
    """What was written.

    Attributes:
        path: Where.
        root: SHA-512 of the root, to pass on by another road.
        fingerprint: Of the key.
    """

    path: Path
    root: str
    fingerprint: str


def write_pack(
    out: Path, payload: Sequence[Path], tags: Mapping[str, bytes], facts: Facts, key: Key
) -> SealedPack:
    """Write and seal a pack: a whole one or none.

    Args:
        out: The zip to make.
        payload: The files under ``data``, in the order a person should meet them; a name may have one folder.
        tags: Text files beside ``data`` that the seal is over too, such as VERIFY.txt.
        facts: What the root says.
        key: What seals.

    Raises:
        PackUnwritable: The disk is full, or the folder may not be written to.
    """
    with whole_file(out) as file:
        open_to_others(file)
        with zipfile.ZipFile(file, "w") as archive:
            digests = {f"data/{_name(each)}": _add_file(archive, each) for each in payload}
            octets = sum(each.stat().st_size for each in payload)
            about = f"Payload-Oxum: {octets}.{len(digests)}\nExternal-Identifier: {facts.pack}\n"
            written = {
                **tags,
                "bagit.txt": verify.BAG_DECLARATION,
                "bag-info.txt": about.encode(),
                "manifest-sha512.txt": manifest_text(digests),
            }
            for name, content in sorted(written.items()):
                archive.writestr(entry_for(verify.BAG + name), content)
            tag_manifest = manifest_text(
                {name: hashlib.sha512(each).hexdigest() for name, each in written.items()}
            )
            archive.writestr(entry_for(verify.TAG_MANIFEST), tag_manifest)
            root = _root(facts, tag_manifest).text()
            archive.writestr(entry_for(verify.ROOT), root)
            archive.writestr(entry_for(verify.SIGNATURE), key.sign(root))
            archive.writestr(entry_for(verify.TIMES), b"")
    return SealedPack(path=out, root=hashlib.sha512(root).hexdigest(), fingerprint=key.fingerprint)


def add_tokens(pack: Path, tokens: Iterable[bytes]) -> None:
    """Put time stamps into a pack, beside those that it has. What the seal is over stays as it is.

    Raises:
        PackUnwritable: The disk is full, or the folder may not be written to.
    """
    with whole_file(pack) as file, zipfile.ZipFile(pack) as old:
        open_to_others(file)
        names = [each for each in old.namelist() if each != verify.TIMES]
        held = {name: old.read(name) for name in names if name.startswith("seal/time-")}
        for token in tokens:
            held[f"seal/time-{len(held) + 1}.tsr"] = token
        with zipfile.ZipFile(file, "w") as archive:
            for name in names:
                if name not in held:
                    _copy(old, name, archive)
            for name, token in held.items():
                archive.writestr(entry_for(name), token)
            archive.writestr(entry_for(verify.TIMES), verify.times_text(held))


def _root(facts: Facts, tag_manifest: bytes) -> Root:
    return Root(
        kind="copy" if facts.kind == "copy" else "pack",
        pack=facts.pack,
        messages=facts.messages,
        messages_root=facts.messages_root,
        sealed=facts.sealed,
        files=hashlib.sha512(tag_manifest).hexdigest(),
    )


def _name(path: Path) -> str:
    return f"original/{path.name}" if path.parent.name == "original" else path.name


def _add_file(archive: zipfile.ZipFile, path: Path) -> str:
    entry = entry_for(f"{verify.BAG}data/{_name(path)}")
    entry.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(entry, "w") as target:
        return _pour(source, target)


def _copy(old: zipfile.ZipFile, name: str, archive: zipfile.ZipFile) -> None:
    entry = entry_for(name)
    entry.file_size = old.getinfo(name).file_size
    with old.open(name) as source, archive.open(entry, "w") as target:
        _pour(source, target)


def _pour(source: IO[bytes], target: IO[bytes]) -> str:
    digest = hashlib.sha512()
    while piece := source.read(_CHUNK):
        digest.update(piece)
        target.write(piece)
    return digest.hexdigest()

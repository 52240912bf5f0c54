"""A copy of a pack for one recipient: some messages hidden, the shown ones still provably those that were sealed.

A hidden message leaves its place and a salted digest, and nothing else: not its text, its length, its sender or
what was seen in it. Findings are left out of a copy, because they rest on all messages, the hidden ones too.

Not for: hiding who the pack is about.
"""

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from wardlight.errors import NothingHidden, PackUnreadable
from wardlight.evidence import custody, verify
from wardlight.evidence.carrier import SealedPack
from wardlight.evidence.exports import COPY_PARTS
from wardlight.evidence.pack import BY, Occasion, refuse_taken, seal_story, sealing_of, workshop
from wardlight.evidence.rebuild import checked
from wardlight.evidence.statement import LeftOut, Media, PackThread, Statement, statement_from
from wardlight.evidence.story import Progress, Story
from wardlight.evidence.whole_file import refuse_existing, write_whole


class Hide(Struct, frozen=True, kw_only=True):
    """What a copy does not show.

    Attributes:
        messages: By number in the pack.
        names: Every message in which one of these names stands, whoever wrote it.
    """

    messages: frozenset[int] = frozenset()
    names: tuple[str, ...] = ()


class Copied(Struct, frozen=True, kw_only=True):
    """A copy that was made.

    Attributes:
        sealed: The file.
        shown: How many messages it shows.
        hidden: The numbers of those that it does not.
    """

    sealed: SealedPack
    shown: int
    hidden: tuple[int, ...]


def redact(
    pack: Path,
    out: Path,
    recipient: str,
    hide: Hide,
    when: Occasion,
    on_progress: Progress | None = None,
) -> Copied:
    """Make a copy of a pack in which some messages are hidden.

    Raises:
        PackUnreadable: The pack's seal does not hold, or it is a copy already.
        NothingHidden: A number or name is not in the pack, or no message would be left.
        UnsafeOutput: There is something of that name already.
        PackUnwritable: The disk is full, or the folder may not be written to.
    """
    refuse_taken(out)
    _whole(pack)
    with workshop(out) as folder, verify.opened(pack) as files:
        hidden = _divide(files, hide, folder)
        statement = _statement(files, recipient, when, hide, folder, hidden)
        (folder / "custody.jsonl").write_bytes(_log(statement, when))
        original = list(_keep_original(files, folder))
        root = verify.root_from(original[0].read_bytes())
        assert root is not None
        sealed = seal_story(
            out,
            _story(statement, hidden, folder),
            COPY_PARTS,
            root.messages_root,
            when,
            extra=original,
            on_progress=on_progress,
        )
    return Copied(sealed=sealed, shown=statement.messages - len(hidden), hidden=hidden)


def _story(statement: Statement, hidden: tuple[int, ...], folder: Path) -> Story:
    """Messages and nothing else: whatever was seen rests on the hidden ones too."""
    return Story(
        statement=statement,
        findings=None,
        notices=(),
        acts={},
        warned=frozenset(),
        hidden=hidden,
        folder=folder,
    )


def _log(statement: Statement, when: Occasion) -> bytes:
    details = {
        "for": statement.recipient,
        "hidden": f"{statement.left_out.messages} messages",
        "from pack": statement.pack,
    }
    return custody.add(b"", "copied", details, now=when.now, by=BY)


def reveal(pack: Path, number: int, out: Path) -> Path:
    """One message with what it takes to check it against a copy in which it is hidden.

    Raises:
        PackUnreadable: The pack's seal does not hold, or it is a copy.
        NothingHidden: There is no such message.
    """
    refuse_existing(out)
    _whole(pack)
    with verify.opened(pack) as files:
        secret = _secret(files)
        with files.open(verify.MESSAGES) as lines:
            for line in lines:
                row = msgspec.json.decode(line)
                if row["number"] == number:
                    return write_whole(out, verify.canonical(_revealed(row, secret)) + b"\n")
    raise NothingHidden(f"There is no message {number} in the pack.", where=pack.name)


def _revealed(row: dict[str, Any], secret: bytes) -> dict[str, Any]:
    number = row["number"]
    return {
        "message": row,
        "salt": verify.salt_of(secret, number, "message").hex(),
        "place-salt": verify.salt_of(secret, number, "place").hex(),
    }


def _whole(pack: Path) -> None:
    checked(pack)
    with verify.opened(pack) as files:
        if verify.COMMITMENT not in files.names:
            raise PackUnreadable(
                "It is a copy. Only the whole pack can be copied.", where=pack.name
            )


def _secret(files: verify.Files) -> bytes:
    with files.open(verify.COMMITMENT) as stream:
        return bytes.fromhex(msgspec.json.decode(stream.read())["secret"])


def _divide(files: verify.Files, hide: Hide, folder: Path) -> tuple[int, ...]:
    """Write the shown messages and the row of commitments; the numbers of the hidden ones."""
    secret = _secret(files)
    is_hidden = _hider(hide)
    hidden: list[int] = []
    total = 0
    with (
        files.open(verify.MESSAGES) as lines,
        (folder / "messages.jsonl").open("wb") as shown,
        (folder / "commitment.jsonl").open("wb") as rows,
    ):
        for line in lines:
            row = msgspec.json.decode(line)
            total = number = row["number"]
            if is_hidden(row):
                hidden.append(number)
                leaf = verify.leaf_of(secret, number, row)
                rows.write(verify.canonical({"number": number, "leaf": leaf.hex()}) + b"\n")
                continue
            content, place = verify.parts_of(row)
            shown.write(content + b"\n")
            rows.write(verify.canonical(_shown(secret, number, place)) + b"\n")
    _check_hidden(hide, hidden, total)
    return tuple(hidden)


def _shown(secret: bytes, number: int, place: bytes) -> dict[str, Any]:
    """The place stays hidden: a line number tells how long the messages before it are."""
    salt = verify.salt_of(secret, number, "place")
    return {
        "number": number,
        "salt": verify.salt_of(secret, number, "message").hex(),
        "place": verify.blinded(salt, place).hex(),
    }


def _check_hidden(hide: Hide, hidden: list[int], total: int) -> None:
    absent = sorted(hide.messages - set(hidden))
    if absent:
        raise NothingHidden(f"There is no message {absent[0]} in the pack.", where="--hide")
    if not hidden:
        raise NothingHidden("No message in the pack has that name in it.", where="--hide")
    if len(hidden) == total:
        raise NothingHidden("Every message would be hidden.", where="--hide")


def _hider(hide: Hide) -> Callable[[dict[str, Any]], bool]:
    def is_hidden(row: dict[str, Any]) -> bool:
        return row["number"] in hide.messages or has_name(_strings(row), hide.names)

    return is_hidden


def has_name(texts: Iterable[str], names: Iterable[str]) -> bool:
    """Whether one of the names stands in one of the texts, however it is written."""
    folded = [_folded(each) for each in names]
    return any(name in _folded(text) for text in texts for name in folded)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def _threads_in(folder: Path) -> dict[int, int]:
    """The conversations that still have a message to show."""
    counts: dict[int, int] = {}
    with (folder / "messages.jsonl").open("rb") as lines:
        for line in lines:
            thread = msgspec.json.decode(line)["thread"]
            counts[thread] = counts.get(thread, 0) + 1
    return counts


def _statement(
    files: verify.Files,
    recipient: str,
    when: Occasion,
    hide: Hide,
    folder: Path,
    hidden: tuple[int, ...],
) -> Statement:
    """The pack's own account without what could tell of hidden messages.

    The export's digest is left out too: whoever knows all of a small export but one message could try guesses
    on it.
    """
    with files.open(verify.PACK_JSON) as stream:
        whole = statement_from(stream.read())
    child = whole.child
    named = child is not None and has_name([child.name, child.handle or ""], hide.names)
    return replace(
        whole,
        kind="copy",
        sealing=sealing_of(when),
        export_name="",
        export_parts=(),
        child=None if named else child,
        contacts=tuple(each for each in whole.contacts if not has_name([each], hide.names)),
        threads=tuple(_threads(whole, hide, _threads_in(folder))),
        settings={},
        left_out=LeftOut(contacts=0, messages=len(hidden), why=_HIDDEN),
        media=Media(),
        recipient=recipient,
        files=(),
    )


_HIDDEN = "Hidden in this copy. Each keeps its place, and can be shown and checked later."


def _threads(whole: Statement, hide: Hide, shown: dict[int, int]) -> Iterator[PackThread]:
    """Conversations with something to show, without the export's own path to them."""
    for each in whole.threads:
        if each.number in shown:
            title = "" if has_name([each.title], hide.names) else each.title
            yield replace(each, id="", title=title, messages=shown[each.number])


def _keep_original(files: verify.Files, folder: Path) -> Iterator[Path]:
    """The whole pack's seal, by which the shown messages are checked."""
    kept = folder / "original"
    kept.mkdir()
    tokens = sorted(each for each in files.names if each.startswith("seal/time-"))
    for name in (verify.ROOT, verify.SIGNATURE, *tokens):
        path = kept / name.removeprefix("seal/")
        with files.open(name) as stream:
            path.write_bytes(stream.read())
        yield path

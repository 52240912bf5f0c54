"""Which member of an export a message's link points to, and what kind of thing it is."""

from collections.abc import Callable
from functools import cache

from wardlight.model import Attachment
from wardlight.model.message import AttachmentKind
from wardlight.sources.export import Export, Member

Find = Callable[[str, str], Member | None]
"""From a link as the message has it, and the folder that links may be relative to, to a member."""

_KIND_OF_SUFFIX: dict[str, AttachmentKind] = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "heic", "bmp"), "photo"),
    **dict.fromkeys(("mp4", "mov", "m4v", "webm", "3gp", "avi"), "video"),
    **dict.fromkeys(("mp3", "m4a", "wav", "ogg", "opus", "aac", "amr"), "audio"),
    "gif": "animation",
}


def finder(export: Export) -> Find:
    """How links of this export are looked up.

    A link is relative to the top of the export, which may be a folder down, in another part, or have
    carried another name when the link was written. So its last three steps count, then its last two,
    each only where one member alone has them.
    """

    @cache
    def by_tail(steps: int) -> dict[str, Member | None]:
        found: dict[str, Member | None] = {}
        for member in export.members:
            tail = _tail(member.path, steps)
            found[tail] = None if tail in found else member
        return found

    def find(link: str, folder: str) -> Member | None:
        path = link.removeprefix("./")
        return (
            export.get(path)
            or export.get(f"{folder}/{path}")
            or by_tail(3).get(_tail(path, 3))
            or by_tail(2).get(_tail(path, 2))
        )

    return find


def attachment(link: str, kind: AttachmentKind, folder: str, find: Find) -> Attachment:
    """Something that was sent, with the member it points to where that is in the export."""
    if is_remote(link):
        return Attachment(link, kind)
    member = find(link, folder)
    return Attachment(link, kind, member.path, member.size) if member else Attachment(link, kind)


def is_remote(link: str) -> bool:
    """Whether it points to the web: such a thing was never in the export."""
    return "://" in link


def kind_by_name(link: str) -> AttachmentKind:
    """What a link's ending says it is; ``unknown`` where it says nothing."""
    return _KIND_OF_SUFFIX.get(link.rpartition(".")[2].lower(), "unknown")


def _tail(path: str, steps: int) -> str:
    return "/".join(path.rsplit("/", steps)[-steps:])

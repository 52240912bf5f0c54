"""What an exported chat is called, and where the files are that were sent in it."""

import re

from wardlight.model import Thread
from wardlight.sources.export import Export, Member
from wardlight.sources.whatsapp.senders import Senders, same_name
from wardlight.sources.whatsapp.tables import phrases

# "(1)" behind a name is what a download folder adds to the second file of that name.
_COPY = re.compile(r" ?\(\d{1,3}\)\Z")
_TITLES = tuple(
    re.compile(r"\A" + re.escape(title).replace(r"\{\}", "(.+)") + r"\Z", re.IGNORECASE)
    for title in sorted(phrases("title"), key=len, reverse=True)
)


def title_of(member: Member) -> str:
    """The chat's name, from that of the file or of the zip or folder that it stands in."""
    steps = [*reversed(member.path.split("/")), member.part]
    return next((title for step in steps if (title := title_in(step))), "")


def title_in(name: str) -> str:
    """The chat's name in that of one file or folder, as the app names an export; or nothing."""
    stem = re.sub(r"\.(?:txt|zip)\Z", "", name, flags=re.IGNORECASE)
    return next((found[1] for title in _TITLES if (found := title.match(stem))), "")


def thread_of(member: Member, title: str, senders: Senders, *, of_groups: bool) -> Thread:
    """The conversation that one file is.

    The other side is named only where two people write (or one) and one of them has the name that
    the app gave the file: it names a chat of two after the other person.
    """
    group = of_groups or senders.app is not None or len(senders.all) > 2
    names = {title, _COPY.sub("", title)} - {""}
    other = [name for name in senders.all if any(same_name(name, each) for each in names)]
    return Thread(
        member.path,
        title,
        senders.all,
        group,
        "unknown",
        "WhatsApp",
        other[0] if len(other) == 1 and not group else None,
    )


def sent_files(export: Export, member: Member) -> dict[str, Member]:
    """By name, the files that messages can point to: in the chat's own folder, else below it."""
    near = [
        other
        for other in export.members
        if other.path != member.path
        and f"{other.folder}/".startswith(f"{member.folder}/".lstrip("/"))
    ]
    near.sort(key=lambda other: (other.part != member.part, other.folder != member.folder))
    return {other.name: other for other in reversed(near)}

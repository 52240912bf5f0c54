"""Which HTML files of a Meta export hold messages, and of which thread and app."""

import re
from collections.abc import Iterable

from msgspec import Struct

from wardlight.model.message import Place
from wardlight.sources.export import Export, Member
from wardlight.sources.meta.layout import PLACES, Numbered, numbered

_ANY = re.compile(r"\.html?$", re.IGNORECASE)
_BEFORE_2018 = re.compile(r"(?:^|/)(?:html/messages|messages/\d{1,9})\.html?$", re.IGNORECASE)
# A file in a section's folder that has another name may hold messages. Files beside the sections
# (chats.html, secret_conversations.html) are lists of chats and of devices.
_IN_SECTION = re.compile(r"(?:^|/)messages/[^/]+/(?:[^/]+/)?[^/]+\.html?$", re.IGNORECASE)
_APPS = {
    "your_instagram_activity": "Instagram",
    "your_activity_across_facebook": "Messenger",
    "your_facebook_activity": "Messenger",
    "filtered_threads": "Messenger",
    "e2ee_cutover": "Messenger",
}
_APP_STARTS = {
    "instagram-": "Instagram",
    "instagramuser_": "Instagram",
    "facebook-": "Messenger",
    "facebookuser_": "Messenger",
}


class Pages(Struct, frozen=True):
    """The files of one thread; before 2018, one file of many threads.

    Attributes:
        key: What the export itself knows it by: section and folder, or the file's path.
        place: Where the app kept it.
        members: Oldest messages first: the highest number.
        numbers: Of the numbered files.
    """

    key: str
    place: Place
    members: tuple[Member, ...]
    numbers: frozenset[int] = frozenset()

    @property
    def missing(self) -> int:
        """How many numbers below the highest have no file."""
        return max(self.numbers, default=0) - len(self.numbers)


def known_pages(export: Export) -> list[Pages]:
    """Files whose name says that they hold messages."""
    threads: dict[tuple[str, str, str], list[Numbered]] = {}
    for each in numbered(export, "html"):
        key = ("" if each.section else each.top, each.section, each.folder)
        threads.setdefault(key, []).append(each)
    found = [_thread(files) for files in threads.values()]
    taken = {member.path for pages in found for member in pages.members}
    return found + [
        _alone(member)
        for member in _pages_but(export, taken)
        if _BEFORE_2018.search(member.path) or _IN_SECTION.search(member.path)
    ]


def any_pages(export: Export) -> list[Pages]:
    """Every HTML file, for an export in which no name says anything."""
    return [_alone(member) for member in _pages_but(export, ())]


def app_of(path: str) -> str:
    """The app by the folders above a file; "Meta" where they do not tell."""
    for step in path.split("/"):
        if step in _APPS:
            return _APPS[step]
        for start, app in _APP_STARTS.items():
            if step.lower().startswith(start):
                return app
    return "Messenger" if _BEFORE_2018.search(path) else "Meta"


def _pages_but(export: Export, taken: Iterable[str]) -> list[Member]:
    return [
        member
        for member in export.members
        if member.kind == "data" and _ANY.search(member.name) and member.path not in taken
    ]


def _alone(member: Member) -> Pages:
    return Pages(member.path, "unknown", (member,))


def _thread(files: list[Numbered]) -> Pages:
    first = files[0]
    key = f"{first.section}/{first.folder}" if first.section else first.member.path
    return Pages(
        key,
        PLACES.get(first.section, "unknown"),
        tuple(each.member for each in sorted(files, key=lambda file: -file.number)),
        frozenset(each.number for each in files),
    )

"""Which file of an export is what: threads, their numbered files, and whose app they are of."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Literal

from msgspec import Struct

from wardlight.model import Notice, Ref
from wardlight.model.message import Place
from wardlight.sources.export import Export, Member
from wardlight.sources.reader import Verdict

App = Literal["Instagram", "Messenger"]
Form = Literal["standard", "end-to-end"]

EITHER: frozenset[App] = frozenset({"Instagram", "Messenger"})

PLACES: dict[str, Place] = {
    "inbox": "inbox",
    "message_requests": "message-requests",
    "archived_threads": "archived",
    "filtered_threads": "filtered",
    "broadcast": "broadcast",
    "e2ee_cutover": "end-to-end-encrypted",
}

CUTOVER = "e2ee_cutover"

_HEAD = 65_536
_LOOKED_INTO = 20
"""Files whose beginning is read to tell the two apps apart: they all come from one export."""

_NUMBERED = re.compile(r"message_(\d{1,9})\.(json|html)")
_FLAT = re.compile(r".+_\d+\.json")
_APP_STEPS: dict[str, App] = {
    "your_instagram_activity": "Instagram",
    "your_activity_across_facebook": "Messenger",
    "your_facebook_activity": "Messenger",
    "filtered_threads": "Messenger",
    CUTOVER: "Messenger",
}
_APP_STARTS: tuple[tuple[str, App], ...] = (
    ("instagram-", "Instagram"),
    ("instagramuser_", "Instagram"),
    ("facebook-", "Messenger"),
    ("facebookuser_", "Messenger"),
)
_SIGNS: dict[App, re.Pattern[str]] = {
    "Instagram": re.compile(
        r"(^|/)(your_instagram_activity|followers_and_following|login_and_account_creation)/"
        r"|(^|/)(personal|account)_information/personal_information\.json$"
    ),
    "Messenger": re.compile(
        r"(^|/)(your_activity_across_facebook|your_facebook_activity|friends_and_followers|friends"
        r"|stickers_used|filtered_threads|e2ee_cutover)/"
        r"|(^|/)profile_information/profile_information\.json$"
    ),
}
_WORDS: dict[App, tuple[bytes, ...]] = {
    "Instagram": (b'"profile_share_username"', b"your_instagram_activity", b'"Instagram User"'),
    "Messenger": (b"stickers_used", b"your_facebook_activity", b'"Facebook user"'),
}


class Numbered(Struct, frozen=True):
    """A ``message_N.json`` or ``message_N.html`` and where it stands.

    Attributes:
        top: The folder that the section, or a bare thread folder, stands in.
        section: ``inbox`` and so on; empty for a file that stands outside the app's own folders.
        folder: The thread's folder; empty for a file by itself.
    """

    member: Member
    number: int
    form: str
    top: str
    section: str
    folder: str

    @property
    def root(self) -> str:
        """The top of the export, which links start from."""
        steps = self.top.split("/")
        if steps[-1] == "messages":
            steps.pop()
        if steps and steps[-1] in _APP_STEPS:
            steps.pop()
        return "/".join(steps)


class Half(Struct, frozen=True):
    """Files of one thread that came together.

    Attributes:
        form: What their records look like.
        members: Oldest messages first: the highest number.
        links: The folder that links may be relative to.
    """

    form: Form
    members: tuple[Member, ...]
    links: str


class ThreadFiles(Struct, frozen=True):
    """One thread.

    Attributes:
        key: Section and folder, or the file's path where it has none.
        place: Where the app kept it.
        halves: The first is the one whose wording counts.
        numbers: Of the numbered files in all halves.
    """

    key: str
    place: Place
    halves: tuple[Half, ...]
    numbers: frozenset[int] = frozenset()


def threads(export: Export, app: App) -> list[ThreadFiles]:
    """Threads in the numbered layout that are this app's, or may be."""
    apps_of = belonging(export)
    found: dict[tuple[str, str, str], list[Numbered]] = {}
    for each in numbered(export, "json"):
        if app in apps_of(each):
            found.setdefault(_thread_key(each), []).append(each)
    return [_thread(files) for files in _with_cutover(found).values()]


def end_to_end_files(export: Export) -> list[ThreadFiles]:
    """Threads of Messenger's end-to-end encrypted download: each is one file of its own."""
    return [
        ThreadFiles(
            member.path,
            "end-to-end-encrypted",
            (Half("end-to-end", (member,), member.folder),),
        )
        for member in export.members
        if _FLAT.fullmatch(member.name) and member.kind == "data" and not _in_section(member)
        if _is_end_to_end(export.head(member, _HEAD))
    ]


def numbered(export: Export, form: str) -> Iterator[Numbered]:
    """The numbered files of an export, in its own order."""
    for member in export.members:
        found = _NUMBERED.fullmatch(member.name)
        if found is None or found[2] != form:
            continue
        *above, section, folder = ["", "", *member.folder.split("/")]
        known = section in PLACES or (bool(above) and above[-1] == "messages")
        top = "/".join(above if known else [*above, section]).strip("/")
        yield Numbered(member, int(found[1]), form, top, section if known else "", folder)


def belonging(export: Export) -> Callable[[Numbered], frozenset[App]]:
    """Which app a numbered file is of: both where nothing tells. None where it is not Meta's."""
    signs = _signs(export)
    looked: list[Member] = []

    @cache
    def apps_of(file: Numbered) -> frozenset[App]:
        told = _told_by_path(file)
        if told is None and file.section and len(signs) == 1:
            return signs
        if told is not None and file.section:
            return frozenset({told})
        if len(looked) >= _LOOKED_INTO:
            return signs or EITHER
        looked.append(file.member)
        head = export.head(file.member, _HEAD)
        if not _looks_standard(head, bare=not file.section):
            return frozenset()
        return frozenset({told}) if told else _told_by_words(head) or signs or EITHER

    return apps_of


def verdict(export: Export, app: App, reader: str, other: str) -> Verdict:
    """Whether the numbered files of an export are this app's."""
    apps_of = belonging(export)
    files = [(each, apps_of(each)) for each in numbered(export, "json")]
    sure = [each for each, apps in files if apps == {app}]
    if sure:
        return Verdict(1.0, f"{len(sure)} message files such as {sure[0].member.path}")
    if any(app in apps for _, apps in files):
        reason = (
            f"could be Instagram or Messenger: choose with --reader {reader} or --reader {other}"
        )
        return Verdict(0.5, reason)
    if any(numbered(export, "html")):
        return Verdict(0.0, "its threads are HTML (message_1.html), not JSON")
    if _signs(export) == {app} and any(member.name.endswith(".json") for member in export.members):
        return Verdict(1.0, f"a download from {app} with no message files in it")
    return Verdict(0.0, f"no message_1.json of {app}, with sender_name and timestamp_ms in it")


def gaps(thread: ThreadFiles, ref: Ref) -> Iterator[Notice]:
    """A notice where a number between 1 and the highest has no file."""
    missing = max(thread.numbers, default=0) - len(thread.numbers)
    if missing > 0:
        yield Notice(
            "file-may-continue", ref, f"{missing} missing, {_first_gap(thread.numbers)} first"
        )


def only_html(export: Export, taken: Iterable[ThreadFiles]) -> Iterator[Notice]:
    """A notice for each thread that stands in the export as HTML and not as JSON."""
    known = {member.folder for thread in taken for half in thread.halves for member in half.members}
    for each in numbered(export, "html"):
        if each.section and each.member.folder not in known:
            known.add(each.member.folder)
            detail = "this thread is here as HTML only: read it with --reader meta_html"
            yield Notice("file-unread", Ref(export.source(each.member), ""), detail)


# --- threads ---------------------------------------------------------------------------------


def _thread_key(file: Numbered) -> tuple[str, str, str]:
    """Files of several parts or tops are one thread where the app's own folders say so."""
    return ("" if file.section else file.top, file.section, file.folder)


def _with_cutover(
    found: dict[tuple[str, str, str], list[Numbered]],
) -> dict[tuple[str, str, str], list[Numbered]]:
    """A thread that became end-to-end encrypted keeps its folder's name in another section."""
    by_folder = {key[2]: key for key in found if key[1] not in ("", CUTOVER)}
    joined: dict[tuple[str, str, str], list[Numbered]] = {}
    for key, files in found.items():
        target = by_folder.get(key[2], key) if key[1] == CUTOVER else key
        joined.setdefault(target, []).extend(files)
    return joined


def _thread(files: list[Numbered]) -> ThreadFiles:
    halves: dict[tuple[str, str], list[Numbered]] = {}
    for each in sorted(files, key=lambda file: file.section == CUTOVER):
        halves.setdefault((each.top, each.section), []).append(each)
    first = next(iter(halves.values()))[0]
    return ThreadFiles(
        f"{first.section}/{first.folder}" if first.section else first.member.path,
        PLACES.get(first.section, "unknown"),
        tuple(_half(each) for each in halves.values()),
        frozenset(each.number for each in files),
    )


def _half(files: list[Numbered]) -> Half:
    oldest_first = sorted(files, key=lambda file: -file.number)
    return Half("standard", tuple(file.member for file in oldest_first), files[0].root)


def _first_gap(numbers: frozenset[int]) -> str:
    first = next(number for number in range(1, max(numbers) + 1) if number not in numbers)
    return f"message_{first}.json"


def _in_section(member: Member) -> bool:
    return member.folder.rpartition("/")[0].rpartition("/")[2] in PLACES


# --- whose -----------------------------------------------------------------------------------


def _signs(export: Export) -> frozenset[App]:
    """Apps that other files of the export speak of."""
    return frozenset(
        app
        for app, sign in _SIGNS.items()
        if any(sign.search(member.path) for member in export.members)
    )


def _told_by_path(file: Numbered) -> App | None:
    steps = [file.folder, file.section, *reversed(file.top.split("/")), file.member.part]
    for step in steps:
        if step in _APP_STEPS:
            return _APP_STEPS[step]
        for start, app in _APP_STARTS:
            if step.lower().startswith(start):
                return app
    return None


def _told_by_words(head: bytes) -> frozenset[App]:
    return frozenset(app for app, words in _WORDS.items() if any(word in head for word in words))


def _looks_standard(head: bytes, *, bare: bool) -> bool:
    if not head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return False
    if bare:
        return b'"sender_name"' in head and b'"timestamp_ms"' in head
    return b'"participants"' in head or b'"messages"' in head


def _is_end_to_end(head: bytes) -> bool:
    opened = head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    return opened and (b'"threadName"' in head or b'"senderName"' in head)

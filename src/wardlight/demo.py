"""The example export: a made-up story in the layout that Instagram writes. No export is read here."""

import hashlib
import io
import json
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from wardlight.errors import PartMissing
from wardlight.report.folder import write_file

ARCHIVE = "instagram-ella.marsh.example-2026-03-14-EXAMPLE.zip"

_OWNER = "Ella"
_MESSAGES = "your_instagram_activity/messages"
_FOLLOW = "connections/followers_and_following"
_PERSONAL = "personal_information/personal_information/personal_information.json"
_NOISE = 64
_UNIX = 3


class _Person(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    handle: str
    known: datetime | None = None
    blocked: datetime | None = None


class _Line(Struct, frozen=True, forbid_unknown_fields=True):
    at: float
    by: str
    text: str = ""
    event: str = ""
    added: tuple[str, ...] = ()
    photos: int = 0
    call: int | None = None
    share: str = ""
    unsent: bool = False
    reactions: tuple[tuple[str, str], ...] = ()


class _Thread(Struct, frozen=True, rename={"others": "with"}, forbid_unknown_fields=True):
    others: tuple[str, ...]
    start: datetime
    lines: tuple[_Line, ...]
    place: str = "inbox"
    title: str = ""


class _Script(Struct, frozen=True, forbid_unknown_fields=True):
    exported: datetime
    owner: _Person
    people: dict[str, _Person]
    threads: tuple[_Thread, ...]

    def person(self, key: str) -> _Person:
        return self.owner if key == _OWNER else self.people[key]


def build_demo(folder: Path) -> Path:
    """Write the example export into a folder that is there; the same bytes every time.

    Raises:
        CannotWrite: The disk is full, or it may not be written to.
        PartMissing: The story is not where it was installed.
    """
    script = _script()
    packed = io.BytesIO()
    with zipfile.ZipFile(
        packed, "w"
    ) as archive:  # stored: packers differ from one machine to another
        for path, content in sorted(_files(script)):
            entry = zipfile.ZipInfo(path, script.exported.timetuple()[:6])
            entry.create_system = _UNIX
            archive.writestr(entry, content)
    return write_file(folder / ARCHIVE, packed.getvalue())


def _script() -> _Script:
    try:
        text = resources.files("wardlight").joinpath("demo_script.toml").read_text("utf-8")
        return msgspec.convert(tomllib.loads(text), _Script)
    except (OSError, msgspec.ValidationError, tomllib.TOMLDecodeError) as e:
        raise PartMissing("The example's story is missing.", where="demo_script.toml") from e


# --- the files of the archive ----------------------------------------------------------------


def _files(script: _Script) -> Iterator[tuple[str, bytes]]:
    for thread in script.threads:
        yield from _thread_files(script, thread)
    known = [person for person in script.people.values() if person.known]
    blocked = [person for person in script.people.values() if person.blocked]
    yield _PERSONAL, _json(_profile(script))
    yield f"{_FOLLOW}/followers_1.json", _json([_entry(each, each.known) for each in known])
    following = {"relationships_following": [_entry(each, each.known) for each in known]}
    yield f"{_FOLLOW}/following.json", _json(following)
    yield f"{_FOLLOW}/blocked_profiles.json", _json([_blocked(each) for each in blocked])


def _thread_files(script: _Script, thread: _Thread) -> Iterator[tuple[str, bytes]]:
    title = thread.title or script.person(thread.others[0]).name
    number = int.from_bytes(_noise(title)) % 10**17
    plain = "".join(filter(str.isalnum, title)).lower() if title.isascii() else ""
    handle = script.person(thread.others[0]).handle.replace(".", "")
    folder = f"{thread.place}/{plain or handle}_{number:017}"
    members = [*(script.person(each).name for each in thread.others), script.owner.name]
    messages = [
        _message(script, thread, order, f"{_MESSAGES}/{folder}")
        for order in range(len(thread.lines))
    ]
    document: dict[str, Any] = {
        "participants": [{"name": name} for name in members],
        "messages": messages[::-1],
        "title": title,
        "is_still_participant": True,
        "thread_path": folder,
        "magic_words": [],
    }
    if len(members) > 2:
        document["joinable_mode"] = {"mode": 1, "link": ""}
    yield f"{_MESSAGES}/{folder}/message_1.json", _json(document)
    for message in messages:
        for photo in message.get("photos", ()):
            yield photo["uri"], _noise(photo["uri"])


def _message(script: _Script, thread: _Thread, order: int, folder: str) -> dict[str, Any]:
    line = thread.lines[order]
    moment = thread.start + timedelta(minutes=line.at)
    message: dict[str, Any] = {
        "sender_name": script.person(line.by).name,
        "timestamp_ms": int(moment.timestamp() * 1000) + order % 7 * 137,
    }
    if words := line.text or line.event or (line.share and "sent an attachment."):
        message["content"] = words
    if line.photos:
        taken = int(moment.timestamp())
        names = (f"{taken}{order:03}{each:02}.jpg" for each in range(line.photos))
        message["photos"] = [
            {"uri": f"{folder}/photos/{name}", "creation_timestamp": taken} for name in names
        ]
    if line.share:
        message["share"] = {"link": line.share}
    if line.call is not None:
        message["call_duration"] = line.call
    if line.reactions:
        message["reactions"] = [
            {"reaction": what, "actor": script.person(who).name} for who, what in line.reactions
        ]
    if line.added:
        message["users"] = [{"name": script.person(each).name} for each in line.added]
    if line.unsent:
        message["is_unsent"] = True
    return message | {
        "is_geoblocked_for_viewer": False,
        "is_unsent_image_by_messenger_kid_parent": False,
    }


def _profile(script: _Script) -> dict[str, Any]:
    labels = {"Username": script.owner.handle, "Name": script.owner.name}
    values = {
        label: {"href": "", "value": value, "timestamp": 0} for label, value in labels.items()
    }
    return {"profile_user": [{"title": "", "media_map_data": {}, "string_map_data": values}]}


def _entry(person: _Person, since: datetime | None) -> dict[str, Any]:
    assert since is not None
    return {
        "title": "",
        "media_list_data": [],
        "string_list_data": [
            {
                "href": f"https://www.instagram.com/{person.handle}",
                "value": person.handle,
                "timestamp": int(since.timestamp()),
            }
        ],
    }


def _blocked(person: _Person) -> dict[str, Any]:
    """The form with labels that exports of 2025 and later have more and more."""
    assert person.blocked is not None
    labels = {"Name": person.name, "Username": person.handle}
    link = {"label": "URL", "value": f"https://www.instagram.com/{person.handle}"}
    return {
        "timestamp": int(person.blocked.timestamp()),
        "media": [],
        "label_values": [*({"label": key, "value": each} for key, each in labels.items()), link],
    }


# --- bytes -----------------------------------------------------------------------------------


def _json(document: Any) -> bytes:
    """As Instagram writes it: each string's UTF-8 bytes as if they were letters."""
    return json.dumps(_damaged(document), indent=2, ensure_ascii=True).encode()


def _damaged(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode().decode("latin-1")
    if isinstance(value, Mapping):
        return {key: _damaged(each) for key, each in value.items()}
    return [_damaged(each) for each in value] if isinstance(value, list) else value


def _noise(name: str) -> bytes:
    """A picture file with no picture in it: bytes that mean nothing."""
    return hashlib.shake_128(name.encode()).digest(_NOISE)

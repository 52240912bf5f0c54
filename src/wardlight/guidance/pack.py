"""Packs of law and routes, read and held to their schema. Not for choosing from them.

A pack is a folder: ``pack.toml`` says what it is, ``sources.toml`` where it comes from, and every other file holds
entries. A nation builds on shared packs; an entry of the same id in the nearer one takes the other's place.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import msgspec
from msgspec import Struct

from wardlight.errors import PartMissing
from wardlight.guidance.entry import Entry, Kind, Origin, PackCard

NATIONS = ("gb-eng", "gb-wls", "gb-sct", "gb-nir", "ie", "us", "ca", "au", "nz", "eu")
"""Nations with a pack: a folder each."""

GENERAL = "general"
"""What is said where there is no pack: nothing in it is one nation's law."""

_CARD, _SOURCES = "pack.toml", "sources.toml"


class Cited(Struct, frozen=True):
    """An entry with the page it rests on, and the folder it stands in."""

    entry: Entry
    origin: Origin
    folder: str

    @property
    def id(self) -> str:
        """The entry's own name."""
        return self.entry.id


class Pack(Struct, frozen=True):
    """All that is said for one nation, in order."""

    name: str
    card: PackCard
    entries: tuple[Cited, ...]

    def of(self, *kinds: Kind) -> tuple[Cited, ...]:
        """The entries of these kinds, in order."""
        return tuple(each for each in self.entries if each.entry.kind in kinds)

    def get(self, entry_id: str) -> Cited | None:
        """The entry of this name; None where the pack has none."""
        return next((each for each in self.entries if each.id == entry_id), None)


class _Entries(Struct, frozen=True, forbid_unknown_fields=True):
    entry: tuple[Entry, ...]


@cache
def pack(nation: str) -> Pack:
    """The pack of a nation, or the general one where there is none for it.

    Raises:
        PartMissing: A file is not there, does not fit the schema, or breaks one of its rules.
    """
    name = nation if nation in NATIONS else GENERAL
    card = _card(name)
    found: dict[str, Cited] = {}
    for folder in (*card.shares, name):
        found.update({each.id: each for each in _folder(folder)})
    ordered = sorted(found.values(), key=lambda each: each.entry.order)
    return Pack(name, card, tuple(ordered))


def every_folder() -> tuple[str, ...]:
    """The names of all folders, nations or shared."""
    return tuple(sorted(each.name for each in _packs().iterdir() if each.joinpath(_CARD).is_file()))


def _card(name: str) -> PackCard:
    return msgspec.convert(_toml(_packs().joinpath(name, _CARD)), PackCard)


@cache
def _folder(name: str) -> tuple[Cited, ...]:
    folder = _packs().joinpath(name)
    try:
        origins = msgspec.convert(_toml(folder.joinpath(_SOURCES)), dict[str, Origin])
        entries = [each for part in _parts(folder) for each in part.entry]
    except msgspec.ValidationError as error:
        raise _broken(name, str(error)) from error
    check_entries(name, entries, origins)
    return tuple(Cited(each, origins[each.source], name) for each in entries)


def _parts(folder: Traversable) -> Iterable[_Entries]:
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".toml"))
    for name in names:
        if name not in (_CARD, _SOURCES):
            yield msgspec.convert(_toml(folder.joinpath(name)), _Entries)


def check_entries(pack_name: str, entries: Iterable[Entry], origins: Mapping[str, Origin]) -> None:
    """Refuse what the types alone let through.

    Raises:
        PartMissing: Naming the pack, the entry and the rule it breaks.
    """
    seen: set[str] = set()
    for entry in entries:
        fault = _fault(entry, origins) or ("the same id twice" if entry.id in seen else "")
        if fault:
            raise _broken(f"{pack_name}/{entry.id}", fault)
        seen.add(entry.id)


def _fault(entry: Entry, origins: Mapping[str, Origin]) -> str:
    origin = origins.get(entry.source)
    if origin is None:
        return f"no source called {entry.source}"
    if not (origin.title.strip() and origin.dated.strip()):
        return "a source without a title or a date"
    links = [origin.url, *filter(None, [entry.route.link if entry.route else ""])]
    if not all(link.startswith("https://") for link in links):
        return "a link that is not https"
    if not entry.says.strip():
        return "nothing said"
    if (entry.status == "check") != entry.asks.strip().endswith("?"):
        return "a check entry needs a question, and only a check entry has one"
    if entry.review_by <= entry.checked:
        return "review by a day that is not after the check"
    return _misplaced(entry)


def _misplaced(entry: Entry) -> str:
    for kind, part in (
        ("route", entry.route),
        ("offence", entry.offence),
        ("outcome", entry.outcome),
    ):
        if (entry.kind == kind) != (part is not None):
            return f"the part '{kind}' belongs to a {kind}, and a {kind} needs it"
    if (entry.kind in ("first", "stop")) != bool(entry.leads_to):
        return "leads_to belongs to 'first' and 'stop', and they need it"
    if entry.kind in ("route", "first", "stop") and entry.status == "check":
        return "a route cannot rest on what nobody has read"
    return ""


def _packs() -> Traversable:
    return resources.files("wardlight.guidance") / "packs"


def _toml(file: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise _broken(file.name, str(error)) from error


def _broken(where: str, why: str) -> PartMissing:
    return PartMissing(f"A guidance pack cannot be used: {why}.", where=where)

"""WhatsApp's own words, as the two TOML files beside this one list them."""

import tomllib
from importlib import resources
from typing import TypeVar

import msgspec
from msgspec import Struct

from wardlight.errors import PartMissing

# What the app puts around names, numbers and its own words, and before dates in some languages.
MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
SPACES = " \u00a0\u2009\u202f"

T = TypeVar("T")

_FOLDING = {ord(mark): "" for mark in MARKS} | {ord(space): " " for space in SPACES}

Phrases = tuple[str, ...]

# Longer than anything the app writes in place of words, in characters.
LONGEST_PHRASE = 300


class ClockWords(Struct, frozen=True, forbid_unknown_fields=True):
    """What stands beside a twelve-hour time. ``clock.toml`` says where it is from."""

    morning: Phrases
    afternoon: Phrases


class Wording(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What the app writes in one language. ``wording.toml`` says what each field is."""

    omitted: Phrases = ()
    photo: Phrases = ()
    video: Phrases = ()
    audio: Phrases = ()
    animation: Phrases = ()
    sticker: Phrases = ()
    file: Phrases = ()
    contact_card: Phrases = ()
    attached: Phrases = ()
    deleted: Phrases = ()
    edited: Phrases = ()
    view_once: Phrases = ()
    waiting: Phrases = ()
    call: Phrases = ()
    called: Phrases = ()
    hint: Phrases = ()
    poll: Phrases = ()
    location: Phrases = ()
    live_location: Phrases = ()
    event: Phrases = ()
    group: Phrases = ()
    title: Phrases = ()


def _table(name: str, kind: type[T]) -> T:
    place = resources.files("wardlight.sources.whatsapp").joinpath(name)
    try:
        return msgspec.convert(tomllib.loads(place.read_text("utf-8")), kind)
    except (OSError, ValueError) as error:
        raise PartMissing("WhatsApp's wording cannot be read.", where=f"{name}: {error}") from error


CLOCK_WORDS = _table("clock.toml", ClockWords)
WORDING = _table("wording.toml", dict[str, Wording])


def phrases(field: str) -> Phrases:
    """One field's phrases in all languages together: a phone's language is not told."""
    return tuple(phrase for wording in WORDING.values() for phrase in getattr(wording, field))


def folded(phrase: str) -> str:
    """A phrase as it is compared: without case, the app's marks, and what stands at its ends."""
    return phrase.translate(_FOLDING).strip(" .<>\r\n").casefold()


def folded_set(field: str) -> frozenset[str]:
    """One field's phrases, as they are compared."""
    return frozenset(folded(phrase) for phrase in phrases(field))


def folded_if_short(text: str) -> str:
    """The same, for what may be a phrase; nothing for what is longer than any of them."""
    return folded(text) if len(text) <= LONGEST_PHRASE else ""

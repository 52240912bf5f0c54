"""What an export is made of: its parts, their members, and how much of either is believed."""

from collections.abc import Callable, Generator
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct

from wardlight.model import Notice

MemberKind = Literal["data", "media", "system"]

# A member's bytes. Raises MemberDamaged after the last piece that could be had.
Pieces = Generator[bytes, None, None]
Opener = Callable[[], Pieces]

_PICTURES = (
    ".jpg .jpeg .jpe .jfif .png .apng .gif .webp .heic .heics .heif .hif .bmp .tif .tiff .avif "
    ".jxl .jp2 .svg .ico .raw .dng .cr2 .nef .arw .psd .tga"
)
_VIDEOS = ".mp4 .mov .qt .m4v .3gp .3gpp .3g2 .avi .mkv .webm .mpg .mpeg .wmv .flv .ogv .mts .m2ts"
_SOUNDS = ".opus .ogg .oga .m4a .mp3 .aac .amr .wav .flac .caf .wma .aif .aiff .weba .mid"
_OTHERS = ".thumb .was"  # small copies of pictures; WhatsApp's moving stickers
MEDIA_SUFFIXES = frozenset(f"{_PICTURES} {_VIDEOS} {_SOUNDS} {_OTHERS}".split())

# Meta leaves out the suffix of some files in these.
_MEDIA_FOLDERS = frozenset({"photos", "videos", "gifs", "audio", "media", "stickers_used"})
_SYSTEM_NAMES = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class MemberDamaged(OSError):  # noqa: N818 - a reader turns it into a notice
    """The member's bytes end before they should, or are more than a limit allows."""


class Limits(Struct, frozen=True, kw_only=True):
    """How much of an archive is believed. Meant to be far above any real export.

    Attributes:
        entries: Members of one part.
        index_bytes: The archive's own list of its members, which has to be held whole.
        member_bytes: Unpacked bytes of one member that is read.
        total_bytes: Unpacked bytes of all members of a part that are not media.
        ratio: Unpacked over packed bytes, looked at above ``ratio_floor`` unpacked bytes.
        ratio_floor: Below this a high ratio does no harm (a file of blanks has one).
        nested_bytes: Archives inside an archive are held in memory, so all of them together
            are bounded apart.
        depth: How many archives may stand inside each other: people re-zip what they were sent.
        folders: How many folders may stand inside each other.
    """

    entries: int = 500_000
    index_bytes: int = 64 * 2**20
    member_bytes: int = 2 * 2**30
    total_bytes: int = 16 * 2**30
    ratio: int = 200
    ratio_floor: int = 64 * 2**20
    nested_bytes: int = 256 * 2**20
    depth: int = 2
    folders: int = 64


class Member(Struct, frozen=True):
    """One file of an export, as its index lists it.

    Attributes:
        path: Its path with ``/`` between folders, as the archive wrote it.
        size: Unpacked bytes. Where a cut archive does not say, the packed bytes that are left.
        modified: Time in the index, as written there (no zone); None where there is none.
        crc32: Eight hex digits from the archive's index; None for a file of a folder.
        kind: ``media`` where the name says picture, video or sound: such a member cannot be
            opened. ``system`` for what the packing computer added.
        part: Name of the container it is in.
    """

    path: str
    size: int
    modified: str | None
    crc32: str | None
    kind: MemberKind
    part: str

    @property
    def name(self) -> str:
        """The last step of the path."""
        return self.path.rsplit("/", 1)[-1]

    @property
    def folder(self) -> str:
        """The path without its last step; empty at the top."""
        return self.path.rpartition("/")[0]


class Part(Struct, frozen=True):
    """One container of an export: a zip, a folder or a file.

    Attributes:
        name: Its file name, without the folder it lies in.
        sha256: Of its bytes. For a folder: of the sorted list of its files (path, size, and
            SHA-256 of each that is not media), because media are never read.
        size: Bytes.
    """

    name: str
    sha256: str
    size: int


class Container(Struct, frozen=True):
    """A part, its members with the way to open each, and what was refused."""

    part: Part
    entries: tuple[tuple[Member, Opener], ...]
    notices: tuple[Notice, ...]
    digest_now: Callable[[], str]


def kind_of(path: str) -> MemberKind:
    """What a member is, from its path alone."""
    *folders, name = path.split("/")
    if "__MACOSX" in folders or name.startswith("._") or name in _SYSTEM_NAMES:
        return "system"
    suffix = PurePosixPath(name.rstrip(" .")).suffix.lower()
    if suffix in MEDIA_SUFFIXES or (not suffix and folders and folders[-1] in _MEDIA_FOLDERS):
        return "media"
    return "data"


def unsafe_name(path: str) -> str:
    """Why a file of this name is refused; empty where it is not.

    Nothing is ever written to a member's path. Such names are refused because no app makes them:
    somebody did, and a person should know.
    """
    steps = path.split("/")
    if not path:
        return "it has no name"
    if path.startswith("/") or ".." in steps or (steps[0][1:2] == ":" and steps[0][0].isalpha()):
        return "a path that leaves the archive"
    if any(ord(letter) < 32 or 127 <= ord(letter) < 160 for letter in path):
        return "control characters in its name"
    return ""

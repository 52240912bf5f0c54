"""What a person pointed at, as parts: a zip, a folder with part zips in it, or a file."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from wardlight.errors import NotFound
from wardlight.model import Notice, Ref, Source
from wardlight.sources.folders import UNREADABLE, file_container, folder_container, sha256_of
from wardlight.sources.member import Container, Limits, Part
from wardlight.sources.zips import Place, is_zip, members_of

# "name-part2", "name_2", "name-2". The first of a series often has no number.
_NUMBERED = re.compile(r"(.+?)([-_ ]+part[-_ ]*|[-_])(\d{1,3})", re.IGNORECASE)
_MOST_NAMED = 5


def containers_at(paths: Sequence[Path], limits: Limits) -> list[Container]:
    """The containers at all paths, in order, each with a notice where its series has a gap.

    Raises:
        NotFound: Nothing is there, or it may not be read.
        TooLarge: A limit was met.
    """
    found = [each for path in paths for each in _at(path, limits)]
    given = {path.resolve() for path, _ in found} | {path.resolve() for path in paths}
    return [_with_gap(container, path, given) for path, container in found]


def _at(path: Path, limits: Limits) -> list[tuple[Path, Container]]:
    if path.is_dir():
        return _in_folder(path, limits)
    if not path.is_file():
        raise NotFound("There is no such file or folder.", where=str(path))
    container = _file_or_zip(path, limits)
    if container.part.sha256 == UNREADABLE:
        raise NotFound(
            "It is there, but this account may not read it.",
            where=str(path),
            next_step="copy it to a folder of your own and point wardlight at the copy.",
        )
    return [(path, container)]


def _in_folder(path: Path, limits: Limits) -> list[tuple[Path, Container]]:
    files = [each for each in _names_in(path) if each.is_file() and not each.is_symlink()]
    zips = [each for each in files if is_zip(each)]
    folder = folder_container(path, frozenset(zips), limits)
    inside = [(each, _file_or_zip(each, limits)) for each in zips]
    return ([(path, folder)] if folder.entries or folder.notices or not inside else []) + inside


def _file_or_zip(path: Path, limits: Limits) -> Container:
    if not is_zip(path):
        return file_container(path)
    part = Part(path.name, sha256_of(path), path.stat().st_size)
    members, notices = members_of(lambda: path.open("rb"), Place(part, limits))
    return Container(part, tuple(members), tuple(notices), partial(sha256_of, path))


def _names_in(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []


# --- one part of several ---------------------------------------------------------------------


class _InSeries(Struct, frozen=True):
    """Which part of which series a file name says that it is; 1 where it has no number."""

    series: str
    number: int


def _with_gap(container: Container, path: Path, given: AbstractSet[Path]) -> Container:
    if not (gap := _gap(path, given)):
        return container
    ref = Ref(Source(container.part.sha256, container.part.name), "")
    return replace(container, notices=(*container.notices, Notice("part-missing", ref, gap)))


def _gap(path: Path, given: AbstractSet[Path]) -> str:
    """Which other parts there seem to be. Their names are read, never the parts themselves."""
    mine = _in_series(path)
    if mine is None:
        return ""
    beside = [
        each.name
        for each in _names_in(path.resolve().parent)
        if given.isdisjoint((each, *each.parents))
        and (other := _of(each, mine.series))
        and other.number != mine.number
    ]
    if beside:
        more = f" and {len(beside) - _MOST_NAMED} more" if len(beside) > _MOST_NAMED else ""
        return f"not given: {', '.join(beside[:_MOST_NAMED])}{more}"
    numbers = {each.number for path in given if (each := _of(path, mine.series))}
    missing = [str(number) for number in range(1, mine.number) if number not in numbers]
    return f"this is part {mine.number}; not here: {', '.join(missing)}" if missing else ""


def _of(path: Path, series: str) -> _InSeries | None:
    found = _in_series(path)
    return found if found and found.series == series else None


def _in_series(path: Path) -> _InSeries | None:
    is_folder = path.is_dir()
    if not is_folder and path.suffix.lower() != ".zip":
        return None
    stem = path.name if is_folder else path.stem
    match = _NUMBERED.fullmatch(stem)
    if match and _counts_parts(*match.groups(), is_folder=is_folder):
        return _InSeries(match[1].lower(), int(match[3]))
    return _InSeries(stem.lower(), 1)


def _counts_parts(stem: str, mark: str, number: str, *, is_folder: bool) -> bool:
    """Whether the number is a part's, and not the day of a date or a chat's own name."""
    if "part" in mark.lower():
        return True
    ends_a_date = len(number) == 2 and stem[-2:].isdigit()
    return not (is_folder or ends_a_date or stem.lower().startswith("whatsapp"))

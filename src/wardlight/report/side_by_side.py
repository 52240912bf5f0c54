"""What the contact did and what the child did, message by message, next to each other."""

from collections import defaultdict
from collections.abc import Iterable

from msgspec import Struct

from wardlight.findings import ContactFinding, Milestone, Observed, ThreadStatement
from wardlight.report.wording import act, shared_day

PHOTO_SENT = "sent a picture"


class Row(Struct, frozen=True, kw_only=True):
    """One message in which something was seen.

    Attributes:
        message: Its number in the thread, from 1.
        contact: What the contact did in it, in words.
        child: What the child did in it, in words; a silence before it stands here as well.
        because: Why each was seen, without quoting.
        words: The message itself, only where a person asked for this contact's words.
        warned: The warning was fixed here.
    """

    message: int
    at: str | None
    minutes: float | None
    contact: tuple[str, ...]
    child: tuple[str, ...]
    because: tuple[str, ...]
    words: str | None
    warned: bool


class ThreadRows(Struct, frozen=True, kw_only=True):
    """The rows of one thread.

    Attributes:
        thread: None where the finding does not list it.
        day: The day of all rows, where it is one; else empty.
    """

    id: str
    thread: ThreadStatement | None
    day: str
    rows: tuple[Row, ...]


def photos_sent(finding: ContactFinding) -> tuple[Milestone, ...]:
    """Where the child's pictures stand, as far as the finding tells."""
    return finding.photos or ((finding.first_photo,) if finding.first_photo else ())


def side_by_side(finding: ContactFinding) -> tuple[ThreadRows, ...]:
    """Each thread in which anything was seen, with its messages in order."""
    threads = {thread.id: thread for thread in finding.threads}
    return tuple(
        ThreadRows(
            id=name,
            thread=threads.get(name),
            day=shared_day(row.at for row in rows),
            rows=tuple(rows),
        )
        for name, rows in _by_thread(finding).items()
    )


def _by_thread(finding: ContactFinding) -> dict[str, list[Row]]:
    seen: defaultdict[tuple[str, int], list[Observed]] = defaultdict(list)
    for observed in finding.observations:
        seen[observed.thread, observed.message].append(observed)
    photos = {(each.thread, each.message): each for each in photos_sent(finding)}
    found: dict[str, list[Row]] = {name: [] for name, _ in (*seen, *photos)}
    for place in sorted({*seen, *photos}):
        found[place[0]].append(_row(finding, place, seen[place], photos.get(place)))
    return found


def _row(
    finding: ContactFinding,
    place: tuple[str, int],
    seen: list[Observed],
    photo: Milestone | None,
) -> Row:
    first: Observed | Milestone | None = seen[0] if seen else photo
    assert first is not None
    warned = (
        finding.warning is not None and (finding.warning.thread, finding.warning.message) == place
    )
    return Row(
        message=place[1],
        at=first.at,
        minutes=first.minutes,
        contact=_acts(seen, "contact"),
        child=_acts(seen, "child") + ((PHOTO_SENT,) if photo else ()),
        because=tuple(each.because for each in seen),
        words=next((each.words for each in seen if each.words is not None), None),
        warned=warned,
    )


def _acts(seen: Iterable[Observed], actor: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(act(each.behaviour) for each in seen if each.actor == actor))

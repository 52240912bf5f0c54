"""What a reviewer has to look at: everything that is not verified, and everything past its day."""

from datetime import date

from msgspec import Struct

from wardlight.guidance.entry import Status
from wardlight.guidance.pack import Cited, pack


class ToReview(Struct, frozen=True, kw_only=True):
    """One entry that needs a person.

    Attributes:
        entry: Its id.
        folder: The folder its file is in.
        status: How far it can be trusted today.
        says: The statement as it stands, doubtful or not; for reviewers only.
        asks: The question it is printed as meanwhile; empty unless nobody has checked it.
        title: Of its source.
        url: Of its source.
        dated: The source's own date.
        review_by: The day by which somebody has to look.
        overdue: Whether that day is past.
    """

    entry: str
    folder: str
    status: Status
    says: str
    asks: str
    title: str
    url: str
    dated: str
    review_by: date
    overdue: bool


def work_list(nation: str, today: date) -> tuple[ToReview, ...]:
    """What stands unverified for a nation, the unchecked first, then what others quote, then what is overdue."""
    found = [each for each in pack(nation).entries if _needs_a_person(each, today)]
    found.sort(key=lambda each: ("check", "secondary", "verified").index(each.entry.status))
    return tuple(_row(each, today) for each in found)


def _needs_a_person(cited: Cited, today: date) -> bool:
    return cited.entry.status != "verified" or cited.entry.review_by < today


def _row(cited: Cited, today: date) -> ToReview:
    entry, origin = cited.entry, cited.origin
    return ToReview(
        entry=entry.id,
        folder=cited.folder,
        status=entry.status,
        says=entry.says,
        asks=entry.asks,
        title=origin.title,
        url=origin.url,
        dated=origin.dated,
        review_by=entry.review_by,
        overdue=entry.review_by < today,
    )

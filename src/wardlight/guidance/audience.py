"""Who reads a line, and which of an entry's wordings is theirs. Not for choosing entries."""

from typing import Literal

from wardlight.guidance.entry import Entry
from wardlight.guidance.situation import Situation

Audience = Literal["adult", "family", "under-10", "10-12", "13-17"]
"""``adult``: somebody whose work this is. ``family``: a parent. The rest: a child of that age."""

BANDS: tuple[Audience, ...] = ("under-10", "10-12", "13-17")


def band(age: int | None) -> Audience:
    """The words for a child of this age; the middle ones where the age is not known."""
    if age is None:
        return "10-12"
    return "under-10" if age < 10 else "10-12" if age < 13 else "13-17"


def audience_of(situation: Situation) -> Audience:
    """Whoever is asking reads the answer."""
    if situation.role == "child":
        return band(situation.child_age)
    return "family" if situation.role == "parent" else "adult"


def words_for(entry: Entry, audience: Audience) -> str:
    """The statement in the reader's words; of an entry nobody has checked, the question and nothing else."""
    if entry.status == "check":
        return entry.asks
    if entry.child is not None and audience in BANDS:
        by_band = {
            "under-10": entry.child.under_10,
            "10-12": entry.child.from_10_to_12,
            "13-17": entry.child.from_13_to_17,
        }
        return by_band[audience]
    return entry.plain if entry.plain and audience != "adult" else entry.says

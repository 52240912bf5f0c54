"""What a way of closing a recorded crime means, for whom, and what to ask. Not which one is right."""

from datetime import date

from msgspec import Struct

from wardlight.errors import UnknownOutcome
from wardlight.guidance.choose import Cite, Line, cites, line_of
from wardlight.guidance.pack import pack
from wardlight.guidance.strings import strings

CHECKS = "checks-later"
"""The topic of what a closed case does to checks later."""


class OutcomeExplained(Struct, frozen=True, kw_only=True):
    """One outcome in words. The JSON of ``wardlight guide outcome NUMBER``.

    Attributes:
        number: As the police write it.
        label: The published label.
        means: What it is.
        presumes: What it takes for granted.
        ask: What to ask.
        later: What it does to checks later.
        more: Further lines on checks.
        sources: Every entry that a line rests on.
        closing: That this is information and not legal advice.
    """

    number: int
    label: str
    means: Line
    presumes: Line
    ask: Line
    later: Line
    more: tuple[Line, ...]
    sources: dict[str, Cite]
    closing: str


def outcome(number: int, nation: str, today: date) -> OutcomeExplained:
    """What this outcome means.

    Raises:
        UnknownOutcome: The nation's police do not use this number.
    """
    rules = pack(nation)
    for each in rules.of("outcome"):
        part = each.entry.outcome
        if part is not None and part.number == number:
            break
    else:
        raise UnknownOutcome(f"There is no outcome {number} in this pack.", where=rules.name)
    means = line_of(each, today)
    more = [other for other in rules.of("law") if CHECKS in other.entry.topics]

    def of(text: str) -> Line:
        return Line(text=text, entries=means.entries, status=means.status, overdue=means.overdue)

    return OutcomeExplained(
        number=number,
        label=part.label,
        means=means,
        presumes=of(f"By its label it takes for granted: {part.presumes}."),
        ask=of(part.ask),
        later=of(part.later),
        more=tuple(line_of(other, today) for other in more),
        sources=cites([each.id, *(other.id for other in more)], rules),
        closing=strings().closing,
    )

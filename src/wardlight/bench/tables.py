"""Figures as tables of short words: the one shape that a terminal and a page are both made from."""

from msgspec import Struct

from wardlight.bench.metrics.calibration import BaseRate
from wardlight.bench.metrics.early import Spread
from wardlight.bench.metrics.rates import Share

NONE = "-"


class Table(Struct, frozen=True):
    """A title, a head, rows of words, and what to know when reading it. Narrow enough for 80 columns."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def whole(number: float) -> str:
    """A count."""
    return f"{number:,.0f}"


def percent(part: float | None) -> str:
    """A share in percent: one decimal, and two below one percent, where false alarms lie."""
    if part is None:
        return NONE
    return f"{part:.2%}" if 0 < part < 0.01 else f"{part:.1%}"


def interval(of: Share) -> str:
    """Its interval in percent."""
    return f"{percent(of.low)} to {percent(of.high)}" if of.of else NONE


def rated(of: Share) -> tuple[str, str, str]:
    """Count, share and interval: three cells."""
    return f"{whole(of.count)} of {whole(of.of)}", percent(of.share), interval(of)


def figure(number: float | None, places: int = 3) -> str:
    """A figure between 0 and 1, or a number of messages or minutes."""
    return NONE if number is None else f"{number:.{places}f}"


def middle(of: Spread) -> str:
    """The median with its quartiles."""
    if of.median is None:
        return NONE
    return f"{of.median:,.1f} ({of.lower_quartile:,.1f} to {of.upper_quartile:,.1f})"


def base_rates(rows: tuple[BaseRate, ...]) -> Table:
    """How many flags are right, by how common harm is."""
    return Table(
        "How many flags would be right",
        ("Contacts that mean harm", "Right", "At the intervals' ends"),
        tuple(
            (
                f"1 in {1 / row.base_rate:,.0f}",
                percent(row.right),
                f"{percent(row.lowest)} to {percent(row.highest)}",
            )
            for row in rows
        ),
        "By Bayes' rule from the rates above. Chats of a corpus are not chats of your children or users.",
    )

"""When something happened: what the file said, how it is read, and how far that can be trusted."""

from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

KnownFrom = Literal["export", "person", "unknown"]
Precision = Literal["millisecond", "second", "minute", "day", "unknown"]

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock has no zone


class Clock(Struct, frozen=True):
    """Whose clock a reading is on. One value is shared by all messages of a file.

    Attributes:
        zone: An IANA name such as ``UTC`` or ``Europe/London``; None where nobody has said.
            Never invented.
        known_from: Who said so: the export's format, a person, or nobody.
        precision: The smallest step the source wrote.
    """

    zone: str | None
    known_from: KnownFrom
    precision: Precision


UTC_MILLISECONDS = Clock("UTC", "export", "millisecond")
UTC_SECONDS = Clock("UTC", "export", "second")


class Instant(Struct, frozen=True, gc=False):
    """A time as it was written and as it is read.

    Attributes:
        raw: Exactly what the file said.
        reading: Milliseconds from 1970-01-01T00:00 to the reading on ``clock``'s own wall.
            It is UTC only where the clock's zone is UTC. None where the file gave no time, or
            one that could not be read (a notice says so).
        clock: Whose clock that is.
    """

    raw: str
    reading: int | None
    clock: Clock

    @property
    def local(self) -> datetime | None:
        """The reading as a naive datetime on its own clock; None outside the years 1 to 9999."""
        if self.reading is None:
            return None
        try:
            return _EPOCH + timedelta(milliseconds=self.reading)
        except OverflowError:
            return None

    @property
    def hour(self) -> int | None:
        """The hour of the day on the phone's own wall; None where the clock is not the phone's, or shows no hour."""
        if self.reading is None or self.clock.zone == "UTC" or self.clock.precision == "day":
            return None
        return self.reading // 3_600_000 % 24

    @property
    def utc(self) -> datetime | None:
        """The same moment in UTC; None where the zone is not known."""
        local = self.local
        if local is None or self.clock.zone is None:
            return None
        try:
            return local.replace(tzinfo=ZoneInfo(self.clock.zone)).astimezone(UTC)
        except OverflowError:
            return None

    @property
    def ambiguous(self) -> bool:
        """Whether the wall clock showed this reading twice, or never, that night."""
        local = self.local
        if local is None or self.clock.zone in (None, "UTC"):
            return False
        zone = ZoneInfo(str(self.clock.zone))
        first = local.replace(tzinfo=zone, fold=0).utcoffset()
        return first != local.replace(tzinfo=zone, fold=1).utcoffset()

    def __str__(self) -> str:
        local = self.local
        if local is None:
            return f"{self.raw or 'no time'} (not read as a time)"
        shown = {
            "millisecond": "%Y-%m-%d %H:%M:%S",
            "second": "%Y-%m-%d %H:%M:%S",
            "day": "%Y-%m-%d",
        }.get(self.clock.precision, "%Y-%m-%d %H:%M")
        return f"{local.strftime(shown)} {self.clock.zone or '(phone clock, zone not known)'}"


def minutes_between(earlier: Instant, later: Instant) -> float | None:
    """Minutes from one to the other, or None where they are not on the same clock."""
    if earlier.reading is None or later.reading is None or earlier.clock.zone != later.clock.zone:
        return None
    return (later.reading - earlier.reading) / 60_000

"""What one measurement of speed gives. Apart from the measuring, so that reading it needs nothing installed."""

from msgspec import Struct


class Taken(Struct, frozen=True):
    """What one measurement gives.

    Attributes:
        messages: Fed.
        threads: Conversations they ran over.
        seconds: Of the process's own processor time, over all its threads.
        wall: Seconds on the clock.
        warnings: That came out.
        before: Memory in MiB before the first batch; None where the system does not tell.
        peak: Highest memory in MiB over the whole process, making the messages included.
    """

    messages: int
    threads: int
    seconds: float
    wall: float
    warnings: int
    before: float | None
    peak: float | None

    @property
    def per_second(self) -> float:
        """Messages for each second of processor time: a core's worth."""
        return self.messages / self.seconds if self.seconds else 0.0

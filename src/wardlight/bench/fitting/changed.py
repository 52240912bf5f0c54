"""How one contribution was changed. Apart from the fitting, so that showing it needs nothing installed."""

from msgspec import Struct


class Reweighed(Struct, frozen=True):
    """One contribution.

    Attributes:
        name: What it is for.
        factor: What its points were multiplied by.
        concern: Chats of concern it was seen in.
        benign: Benign chats it was seen in.
    """

    name: str
    factor: float
    concern: int
    benign: int

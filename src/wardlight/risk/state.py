"""All that is remembered of one contact in one thread. A small value: it holds no text."""

from msgspec import Struct

from wardlight.behaviours import START, Past


class Context(Struct, frozen=True):
    """What is known before the first message.

    Attributes:
        tagged: What a person tagged the contact as, where that lowers the score; else empty.
        kin_name: The child's own phone names them as family (a contact book, not a display name that they chose).
        group: The thread is a group.
        request: The app kept it among requests from people the child does not follow.
        child_age: The child's age in years, where a person has said it; 0 where nobody has.
    """

    tagged: str = ""
    kin_name: bool = False
    group: bool = False
    request: bool = False
    child_age: int = 0


class Addend(Struct, frozen=True):
    """One named contribution to a score."""

    name: str
    points: int
    because: str


class Warning_(Struct, frozen=True):  # noqa: N801 - Warning is Python's own
    """The message at which the score first called for a look."""

    number: int
    at: int | None
    score: int


class State(Struct, frozen=True, gc=False):
    """Where a thread stands after a message.

    Attributes:
        context: As it was at the start.
        past: What behaviours may look back on.
        asked_after: Both sides' message counts and the days gone by when the first ask came; None before it.
        child_asked_first: The child asked for a picture before the contact did.
        addends: What the score is the sum of.
        warning: Fixed once, never moved.
    """

    context: Context
    past: Past = START
    asked_after: tuple[int, int, int] | None = None
    child_asked_first: bool = False
    addends: tuple[Addend, ...] = ()
    warning: Warning_ | None = None

    @property
    def score(self) -> int:
        """The sum of the addends."""
        return sum(addend.points for addend in self.addends)


def start(context: Context) -> State:
    """Before the first message."""
    return State(context, Past(child_age=context.child_age) if context.child_age else START)

"""Why not, and what would change it: worked out from a state and the weights, never canned.

Each change is one thing taken away from what was seen, or one added to it; the score is then summed again by the same
function that made it. Not for deciding anything: it shows what a verdict hangs on.
"""

from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from wardlight.behaviours import BEHAVIOURS
from wardlight.behaviours.observation import CLEAR, STRONG
from wardlight.behaviours.turn import Seen
from wardlight.risk.policy import told_as
from wardlight.risk.score import addends
from wardlight.risk.state import Context, State
from wardlight.risk.weights import WEIGHTS, Weights

MOST_CHANGES = 5
YOUNG = 12
"""An age that is young under any weights, for asking what a stated age would do."""

_TITLES: Mapping[str, str] = {each.name: each.card.title for each in BEHAVIOURS}
_GIVEN = "tagged"


class Change(Struct, frozen=True):
    """One thing that would be otherwise.

    Attributes:
        name: The behaviour or fact.
        added: It is added to what was seen; else it is taken away.
        what: In words.
        score: What the score would then be.
        verdict: What that score alone would be told as.
    """

    name: str
    added: bool
    what: str
    score: int
    verdict: str


def counterfactuals(state: State, weights: Weights = WEIGHTS) -> tuple[Change, ...]:
    """The single things that would move the score over or under a line.

    Those that cross the line for a look come first, and among them the least change.

    Returns:
        At most MOST_CHANGES; none where no single thing would do.
    """
    now = told_as(state.score, weights)
    found = [each for each in _changes(state, weights) if each.verdict != now]
    look = now == "needs-a-look"
    found.sort(
        key=lambda each: (
            (each.verdict == "needs-a-look") == look,
            abs(each.score - state.score),
            each.name,
        )
    )
    return tuple(found[:MOST_CHANGES])


def not_seen(state: State, weights: Weights = WEIGHTS) -> tuple[str, ...]:
    """Behaviours of the contact that were looked for and are not part of the score."""
    return tuple(name for name in weights.behaviour if name not in state.past.seen)


def thin(state: State, weights: Weights = WEIGHTS) -> str:
    """Why there is little to judge by, in words; empty where there is enough."""
    past = state.past
    if past.from_child == 0 and past.from_contact:
        return "nothing that the child wrote is there, so how it was answered is not known"
    if past.from_contact + past.from_child < weights.few_messages:
        return f"only {past.from_contact + past.from_child} messages are there to judge by"
    return ""


def _changes(state: State, weights: Weights) -> Iterator[Change]:
    for name in weights.behaviour:
        if name in state.past.seen:
            yield _change(
                name, _without(state, name), weights, f"had this not been seen: {_TITLES[name]}"
            )
        strength = STRONG if name == "pressure" else CLEAR
        yield _change(
            name,
            _with(state, name, strength),
            weights,
            f"if this were seen next: {_TITLES[name]}",
            added=True,
        )
    for name, (what, changed) in _FACTS.items():
        if (other := changed(state)) != state:
            yield _change(name, other, weights, what, added=True)


def _change(name: str, state: State, weights: Weights, what: str, *, added: bool = False) -> Change:
    score = sum(each.points for each in addends(state, weights))
    return Change(name, added, what, score, told_as(score, weights))


def _without(state: State, name: str) -> State:
    seen = {each: known for each, known in state.past.seen.items() if each != name}
    return replace(state, past=replace(state.past, seen=seen))


def _with(state: State, name: str, strength: int) -> State:
    past = state.past
    number = past.from_contact + past.from_child + 1
    old = past.seen.get(name)
    new = (
        Seen(min(old.count + 1, 99), old.first, number, max(old.best, strength), old.last_at)
        if old
        else Seen(1, number, number, strength, past.last_at)
    )
    return replace(state, past=replace(past, seen={**past.seen, name: new}))


def _in_context(**known: str | bool) -> Callable[[State], State]:
    def changed(state: State) -> State:
        context: Context = replace(state.context, **known)
        return replace(state, context=context)

    return changed


def _child_said_young(state: State) -> State:
    age = state.past.child_age
    return replace(state, past=replace(state.past, child_age=min(age or YOUNG, YOUNG)))


_FACTS: Mapping[str, tuple[str, Callable[[State], State]]] = {
    _GIVEN: (
        "if you said that they are family, a friend, school or a club",
        _in_context(tagged="family"),
    ),
    "family or school": ("if the child's phone had them as family", _in_context(kin_name=True)),
    "in a group": ("if it stood in a group that others read", _in_context(group=True)),
    "message request": ("if they were not among the child's contacts", _in_context(request=True)),
    "young": ("if the child had said how young they are, or you had", _child_said_young),
}

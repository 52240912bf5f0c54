"""The score as a sum of named addends: a pure function of a state."""

from wardlight.risk.state import Addend, State
from wardlight.risk.weights import WEIGHTS, Weights

NEVER_LOWERED = "threat"


def addends(state: State, weights: Weights = WEIGHTS) -> tuple[Addend, ...]:
    """Everything that raises the score, then everything that lowers it, adding up to nought or more."""
    raised = _behaviours(state, weights)
    if not raised:
        return ()
    raised += [*_early_ask(state, weights), *_together(state, weights)]
    if state.context.request:
        raised.append(
            Addend("message request", weights.request, "they were not among the child's contacts")
        )
    room = sum(each.points for each in raised if each.name != NEVER_LOWERED)
    return (*raised, *_bounded(_lowered(state, weights), room))


def _behaviours(state: State, weights: Weights) -> list[Addend]:
    return [
        Addend(name, weight.of(seen.count, seen.best), _times(seen.count))
        for name, weight in weights.behaviour.items()
        if (seen := state.past.seen.get(name))
    ]


def _times(count: int) -> str:
    return "seen once" if count == 1 else f"seen {count} times"


def _early_ask(state: State, weights: Weights) -> list[Addend]:
    rule = weights.early_ask
    firsts = [seen.first for name in rule.behaviours if (seen := state.past.seen.get(name))]
    if not firsts or min(firsts) > rule.within_messages or state.context.group:
        return []
    return [Addend("early ask", rule.points, f"the first ask was message {min(firsts)}")]


def _together(state: State, weights: Weights) -> list[Addend]:
    seen = state.past.seen.keys()
    return [
        Addend("together", rule.points, rule.name)
        for rule in weights.together
        if all(seen & set(group) for group in rule.all)
    ]


def _lowered(state: State, weights: Weights) -> list[Addend]:
    lowers, context, past = weights.lowers, state.context, state.past
    found = []
    if context.tagged:
        found.append(Addend("tagged", lowers.tagged, f"a person said: {context.tagged}"))
    if kin := _kin(state, weights):
        found.append(Addend("family or school", kin, "spoken to or named as family or school"))
    if past.count("parents-brought-in"):
        found.append(
            Addend("parents brought in", lowers.parents_brought_in, "parents are brought in")
        )
    if context.group:
        found.append(Addend("in a group", lowers.group, "others could read it"))
    if _long_history(state, weights):
        found.append(Addend("long history", lowers.history, "they had long talked, both ways"))
    if state.child_asked_first:
        found.append(
            Addend("child asked first", lowers.asked_first, "the child had asked the same first")
        )
    return found


def _kin(state: State, weights: Weights) -> int:
    """What family words take off: for each time, up to a bound; a name in the child's own contact book takes all."""
    lowers = weights.lowers
    if state.context.kin_name:
        return lowers.kin_most
    return max(lowers.kin * state.past.count("kin"), lowers.kin_most)


def _long_history(state: State, weights: Weights) -> bool:
    if state.asked_after is None:
        return False
    from_contact, from_child, days = state.asked_after
    each = weights.lowers.history_messages_each
    return min(from_contact, from_child) >= each and days >= weights.lowers.history_days


def _bounded(lowered: list[Addend], room: int) -> list[Addend]:
    """Lowering stops at nought: each addend takes no more than the ones before it left."""
    kept = []
    for each in lowered:
        points = max(each.points, -room)
        room += points
        if points:
            kept.append(Addend(each.name, points, each.because))
    return kept

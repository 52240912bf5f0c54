"""The score as a sum of named addends: a pure function of a state."""

from wardlight.behaviours.observation import CLEAR, STRONG, WEAK
from wardlight.behaviours.turn import Seen
from wardlight.risk.state import Addend, State
from wardlight.risk.weights import WEIGHTS, Fading, Together, Weight, Weights

NEVER_LOWERED = "threat"

_BY_WHO_SAYS_IT = "sexual-talk"
"""Its words are always weak: what it means hangs on who says them to whom."""


def addends(state: State, weights: Weights = WEIGHTS) -> tuple[Addend, ...]:
    """Everything that raises the score, then everything that lowers it, adding up to nought or more."""
    behaviours = _behaviours(state, weights)
    if not behaviours:
        return ()
    holding = facts(state, weights)
    raised = [*behaviours, *_early_ask(state, weights), *_together(holding, weights)]
    raised += _breadth(holding, weights)
    if state.context.request:
        raised.append(
            Addend("message request", weights.request, "they were not among the child's contacts")
        )
    raised += _capped(raised, holding, state, weights)
    room = sum(each.points for each in raised if each.name != NEVER_LOWERED)
    return (*raised, *_bounded(_lowered(state, weights), room))


FACTS = frozenset(
    {
        *("young", "age-gap", "at-night", "pressed", "asked-picture", "talks-sexually"),
        *("meets-alone", "minds-gap"),
    }
)
"""What rules of things together may name beside behaviours."""


def facts(state: State, weights: Weights = WEIGHTS) -> frozenset[str]:
    """What holds of late: behaviours that lie close together and were more than weak, and what was said of ages and hours."""
    past, ages = state.past, weights.ages
    since = _now(state) - weights.fading.apart_after_messages
    near = {
        name: seen.best
        for name, seen in past.seen.items()
        if seen.last >= since and (seen.best > WEAK or name == _BY_WHO_SAYS_IT)
    }
    young = 0 < past.child_age <= ages.young
    apart = past.contact_oldest - past.child_age
    known = {
        "young": young,
        "age-gap": young and past.contact_oldest >= ages.grown and apart >= ages.gap,
        "at-night": past.at_night > 0,
        "pressed": near.get("pressure", 0) >= CLEAR,
        "meets-alone": near.get("meeting", 0) >= STRONG,
        "minds-gap": near.get("compliance-test", 0) >= STRONG,
        "talks-sexually": "sexual-talk" in near and past.count("sexual-talk") > 1,
        "asked-picture": near.get("image-request", 0) >= CLEAR,
    }
    return frozenset(near) | {name for name, holds in known.items() if holds}


def _now(state: State) -> int:
    """The message that is looked at: scores are only ever worked out where something was seen."""
    return max(seen.last for seen in state.past.seen.values())


def _behaviours(state: State, weights: Weights) -> list[Addend]:
    if not state.past.seen:
        return []
    now = _now(state)
    return [
        Addend(name, *_points(seen, weight, now, weights.fading))
        for name, weight in weights.behaviour.items()
        if (seen := state.past.seen.get(name))
    ]


def _points(seen: Seen, weight: Weight, now: int, fading: Fading) -> tuple[int, str]:
    points = weight.of(seen.count, seen.best)
    if now - seen.last > fading.half_after_messages:
        return points // 2, f"{_times(seen.count)}, a while ago"
    return points, _times(seen.count)


def _breadth(holding: frozenset[str], weights: Weights) -> list[Addend]:
    kinds = len(holding & weights.behaviour.keys())
    points = weights.breadth.of(kinds)
    return (
        [Addend("many kinds", points, f"{kinds} different kinds close together")] if points else []
    )


def _capped(
    raised: list[Addend], holding: frozenset[str], state: State, weights: Weights
) -> list[Addend]:
    """What everybody does, however much of it, never adds up to more than its limit."""
    named, common = weights.behaviour, weights.common
    behaviours = [each for each in raised if each.name in named]
    ordinary = [each for each in behaviours if each.name in common.behaviours]
    over = sum(each.points for each in ordinary) - common.most
    if len(ordinary) == len(behaviours) and "age-gap" not in holding:
        young = "young" in holding and not _same_age(state, weights)
        limit = common.most_to_young if young else common.most
        over = max(over, sum(each.points for each in raised) - limit)
    if over <= 0:
        return []
    return [Addend("ordinary things", -over, "what friends do too counts only so much")]


def _times(count: int) -> str:
    return "seen once" if count == 1 else f"seen {count} times"


def _early_ask(state: State, weights: Weights) -> list[Addend]:
    rule = weights.early_ask
    firsts = [seen.first for name in rule.behaviours if (seen := state.past.seen.get(name))]
    if not firsts or min(firsts) > rule.within_messages or state.context.group:
        return []
    return [Addend("early ask", rule.points, f"the first ask was message {min(firsts)}")]


def _together(holding: frozenset[str], weights: Weights) -> list[Addend]:
    return [
        Addend("together", rule.points, rule.name)
        for rule in weights.together
        if _holds(rule, holding)
    ]


def _holds(rule: Together, holding: frozenset[str]) -> bool:
    for group in rule.all:  # noqa: SIM110 - half the time of all() over a generator, at every sighting
        if holding.isdisjoint(group):
            return False
    return True


def _lowered(state: State, weights: Weights) -> list[Addend]:
    rules = (*_known_of_them(state, weights), *_said(state, weights))
    return [Addend(name, points, because) for holds, name, points, because in rules if holds]


_Rule = tuple[bool, str, int, str]


def _known_of_them(state: State, weights: Weights) -> tuple[_Rule, ...]:
    """What a person, the app or the chat's history says."""
    lowers, context, past = weights.lowers, state.context, state.past
    group = lowers.group_aside if "secrecy" in past.seen else lowers.group
    one_sided = past.from_child == 0 and past.from_contact >= lowers.one_sided_messages
    return (
        (bool(context.tagged), "tagged", lowers.tagged, f"a person said: {context.tagged}"),
        (context.group, "in a group", group, "others could read it"),
        (
            _long_history(state, weights),
            "long history",
            lowers.history,
            "they had long talked, both ways",
        ),
        (one_sided, "one side only", lowers.one_sided, "only one side is there to read"),
    )


def _said(state: State, weights: Weights) -> tuple[_Rule, ...]:
    """What was said by either side."""
    lowers, seen = weights.lowers, state.past.seen
    kin = _kin(state, weights)
    return (
        (kin < 0, "family or school", kin, "spoken to or named as family or school"),
        (
            "parents-brought-in" in seen,
            "parents brought in",
            lowers.parents_brought_in,
            "parents are brought in",
        ),
        (
            "care-wording" in seen,
            "care or school",
            lowers.care_wording,
            "writes as a school, a club or a helpline does",
        ),
        (
            "others-involved" in seen,
            "others involved",
            lowers.others_involved,
            "others are named or there",
        ),
        ("surprise" in seen, "surprise", lowers.surprise, "a surprise or a present is spoken of"),
        (
            _same_age(state, weights),
            "same age",
            lowers.same_age,
            "both gave about the same age",
        ),
        (
            state.child_asked_first,
            "child asked first",
            lowers.asked_first,
            "the child had asked the same first",
        ),
    )


def _kin(state: State, weights: Weights) -> int:
    """What family words take off: for each time, up to a bound; a name in the child's own contact book takes all."""
    lowers = weights.lowers
    if state.context.kin_name:
        return lowers.kin_most
    return max(lowers.kin * state.past.count("kin"), lowers.kin_most)


def _same_age(state: State, weights: Weights) -> bool:
    past, ages = state.past, weights.ages
    if not past.child_age or not past.contact_youngest:
        return False
    stated = (past.contact_youngest - past.child_age, past.contact_oldest - past.child_age)
    return all(abs(apart) <= ages.peer for apart in stated)


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

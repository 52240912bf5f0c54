"""From what was seen to "may be evidence of", for people whose work that is. Not a verdict, and in no order of likelihood.

The elements of each offence are told apart: met by what is known, not met, and unknown. The age of the person messaging
is unknown unless somebody really knows it, and what a picture shows is never looked at.
"""

from typing import Literal

from msgspec import Struct

from wardlight.guidance.choose import holding
from wardlight.guidance.entry import Offence
from wardlight.guidance.facts import Facts
from wardlight.guidance.pack import Cited, Pack
from wardlight.guidance.situation import Situation
from wardlight.guidance.strings import strings

ADULT = 18

State = Literal["seen", "told", "met", "not met", "unknown"]
"""``seen`` and ``told`` are acts; the rest are the elements that lawyers look at."""


class Element(Struct, frozen=True, kw_only=True):
    """One element of an offence.

    Attributes:
        text: What has to be so.
        state: Whether it is, from what is known.
        refs: The messages that show it.
    """

    text: str
    state: State
    refs: tuple[str, ...] = ()


class Hint(Struct, frozen=True, kw_only=True):
    """What may be evidence of one offence.

    Attributes:
        entry: The id of the offence's entry.
        name: The offence with its section.
        elements: What is met, not met and unknown.
        arguable: What lawyers argue about.
    """

    entry: str
    name: str
    elements: tuple[Element, ...]
    arguable: str


def hints(situation: Situation, facts: Facts | None, rules: Pack) -> tuple[Hint, ...]:
    """Every offence of the pack that something seen or told may be evidence of, in the order of the pack."""
    offences = holding(situation, rules, "offence")
    found = [
        _hint(each, each.entry.offence, situation, facts)
        for each in offences
        if each.entry.offence is not None and each.entry.status != "check"
    ]
    return tuple(each for each in found if each is not None)


def _hint(cited: Cited, offence: Offence, situation: Situation, facts: Facts | None) -> Hint | None:
    acts = _acts(offence, situation, facts)
    if not acts:
        return None
    ages = (_child_age(offence, situation), _sender_age(offence, situation))
    needed = [Element(text=text, state="unknown") for text in offence.also_needed]
    return Hint(
        entry=cited.id,
        name=offence.name,
        elements=(*acts, *filter(None, ages), *needed),
        arguable=offence.arguable,
    )


def _acts(offence: Offence, situation: Situation, facts: Facts | None) -> list[Element]:
    seen = facts.seen if facts else ()
    acts = [
        Element(text=f"{each.label}, {each.value}", state="seen", refs=each.refs)
        for each in seen
        if each.name in offence.behaviours
    ]
    if situation.from_messages:
        return acts
    told = [each for each in situation.happened or () if each in offence.happened]
    answers = strings().questions["happened"].answers
    return acts + [Element(text=answers[each], state="told") for each in told]


def _child_age(offence: Offence, situation: Situation) -> Element | None:
    limit = offence.child_under
    if limit is None:
        return None
    age = situation.child_age
    state: State = "unknown" if age is None else "met" if age < limit else "not met"
    return Element(text=f"the child is under {limit}", state=state)


def _sender_age(offence: Offence, situation: Situation) -> Element | None:
    least = offence.sender_from
    if least is None:
        return None
    text = f"the person messaging is {least} or over"
    if situation.sender is None:
        return Element(text=text, state="unknown")
    if situation.sender == "adult":
        return Element(text=text, state="met")
    return Element(text=text, state="not met" if least >= ADULT else "unknown")

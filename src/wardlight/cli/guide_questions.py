"""The triage as one question at a time, on a terminal. An empty answer is 'not known'."""

import click
import msgspec

from wardlight.guidance import Situation
from wardlight.guidance.choose import stops
from wardlight.guidance.strings import Question, strings

OLDEST = 120

_NOBODY, _NOTHING = "nobody", "nothing"


def ask_missing(situation: Situation) -> Situation:
    """Ask for each thing that was not said, until an answer ends the questions: danger does."""
    for field, question in strings().questions.items():
        if getattr(situation, field) is not None:
            continue
        if field in _NOT_NEEDED.get(_standing(situation), ()):
            continue
        answer = _asked(question, field, to_child=situation.role == "child")
        if answer is not None:
            situation = msgspec.structs.replace(situation, **{field: answer})
        if answer == "yes" and field in ("danger", "hurt"):
            click.secho(f"\n{strings().urgent}", bold=True)
    return situation


def _standing(situation: Situation) -> str:
    if "yes" in (situation.danger, situation.hurt):
        return "urgent"
    if situation.happened is None:
        return "open"
    settled = not situation.happened or stops(situation)
    return "settled" if settled else "open"


_DETAILS = ("where", "known", "sender", "device", "export")
_NOT_NEEDED = {
    "urgent": ("hurt", "child_age", "told", "happened", *_DETAILS),
    "settled": _DETAILS,
}
"""What is not asked any more, because no answer would change what comes first."""


def _asked(question: Question, field: str, *, to_child: bool) -> object:
    click.echo()
    click.secho(question.child if to_child and question.child else question.ask, bold=True)
    if question.why:
        click.echo(f"  {question.why}")
    keys = list(question.answers)
    for number, key in enumerate(keys, 1):
        click.echo(f"  {number:>2}  {question.answers[key]}")
    while True:
        typed = click.prompt(_hint(question), default="", show_default=False).strip()
        if not typed:
            return None
        try:
            return _answer(typed, question, keys, field)
        except ValueError:
            click.echo("  That is not one of the answers.")


def _age(typed: str) -> int:
    if not 0 <= int(typed) <= OLDEST:
        raise ValueError(typed)
    return int(typed)


def _hint(question: Question) -> str:
    if not question.answers:
        return "Answer, or Enter if not known"
    several = "Numbers, with commas between" if question.several else "Number"
    return f"{several}, or Enter if not known"


def _answer(typed: str, question: Question, keys: list[str], field: str) -> object:
    if not question.answers:
        return _age(typed) if field == "child_age" else typed
    numbers = [int(each) for each in typed.replace(",", " ").split()]
    if any(not 1 <= each <= len(keys) for each in numbers) or not numbers:
        raise ValueError(typed)
    chosen = [keys[each - 1] for each in numbers]
    if question.several:
        return tuple(each for each in chosen if each not in (_NOBODY, _NOTHING))
    if len(chosen) > 1:
        raise ValueError(typed)
    return chosen[0]

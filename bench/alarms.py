"""How often the detector speaks up over ordinary messages: counts only, never a text.

    python -m bench.alarms MESSAGES.jsonl

Each line of the file is a message with ``sender``, ``recipient``, ``time`` and ``text``. All of one sender's messages
are read as one stream of a contact to whom nobody answers, and once more apart by recipient.
"""

import argparse
from collections import Counter
from collections.abc import Hashable, Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import msgspec

from wardlight.behaviours import Matched, Turn, matcher, observe
from wardlight.risk import WEIGHTS, Context, State, Weights, start, step
from wardlight.risk.policy import verdict_of


class Sent(msgspec.Struct, frozen=True):
    """One message of the file."""

    sender: str
    recipient: str
    time: str
    text: str


@cache
def matched(text: str) -> Matched:
    """Looked at once for both ways of grouping."""
    return matcher().match(text)


def millisecond(time: str) -> int | None:
    """An ISO time on its own clock; None where it is none."""
    try:
        return round(datetime.fromisoformat(time).replace(tzinfo=UTC).timestamp() * 1000)
    except ValueError:
        return None


def end_of(sent: Iterable[Sent], weights: Weights = WEIGHTS) -> State:
    """Where one contact's stream stands at its warning, or at its end."""
    state = start(Context())
    for number, each in enumerate(sent, start=1):
        if state.warning is not None:
            break
        turn = Turn(number, "contact", millisecond(each.time), 0, matched(each.text))
        state = step(state, turn, observe(turn, state.past), weights)
    return state


def grouped(sent: list[Sent], *, apart: bool) -> list[list[Sent]]:
    """By sender, or by sender and recipient, each in order of time."""
    groups: dict[Hashable, list[Sent]] = {}
    for each in sorted(sent, key=lambda each: each.time):
        key = (each.sender, each.recipient) if apart else each.sender
        groups.setdefault(key, []).append(each)
    return list(groups.values())


def told(name: str, states: list[State], weights: Weights, *, drivers: bool) -> None:
    """Print one way of grouping: verdicts, and what the loudest rest on."""
    counts = Counter(verdict_of(state, weights) for state in states)
    share = {word: f"{counts[word]} ({counts[word] / len(states):.2%})" for word in counts}
    print(f"{name}: {len(states)}; {share}")
    for state in states:
        if drivers and verdict_of(state, weights) != "nothing-found":
            at = state.warning.number if state.warning else "-"
            print(
                "  ",
                verdict_of(state),
                at,
                state.score,
                {each.name: each.points for each in state.addends},
            )


def main() -> None:
    """Read the file that was named and print what it comes to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("messages", type=Path)
    parser.add_argument("--drivers", action="store_true")
    parser.add_argument("--preset", choices=tuple(WEIGHTS.presets), default="standard")
    chosen = parser.parse_args()
    weights = WEIGHTS.at(chosen.preset)
    sent = [
        msgspec.json.decode(line, type=Sent) for line in chosen.messages.read_bytes().splitlines()
    ]
    for name, apart in (("streams", False), ("threads", True)):
        states = [end_of(group, weights) for group in grouped(sent, apart=apart)]
        told(name, states, weights, drivers=chosen.drivers)


if __name__ == "__main__":
    main()

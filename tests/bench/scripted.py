"""A detector that does what a line says: ``+30 ask`` adds thirty points named ask to its author. Warns from sixty on."""

from collections.abc import Sequence

from wardlight.bench.chats import Chat, Label, Line, Role
from wardlight.bench.judge import NEEDS_A_LOOK, NOTHING_FOUND, SOME_SIGNS, Outcome
from wardlight.risk.state import Addend

WARNS_FROM, SIGNS_FROM = 60, 30


class Scripted:
    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._points: dict[str, list[Addend]] = {name: [] for name in chat.contacts}
        self._warned: dict[str, tuple[int, int | None]] = {}
        self._number = 0

    def feed(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self._take(line)

    def _take(self, line: Line) -> None:
        self._number += 1
        if line.author not in self._points or not line.text.startswith("+"):
            return
        points, _, name = line.text.partition(" ")
        self._points[line.author].append(Addend(name, int(points), ""))
        if self._score(line.author) >= WARNS_FROM and line.author not in self._warned:
            self._warned[line.author] = (self._number, line.at)

    def _score(self, author: str) -> int:
        return sum(each.points for each in self._points[author])

    def _verdict(self, author: str) -> str:
        if author in self._warned:
            return NEEDS_A_LOOK
        return SOME_SIGNS if self._score(author) >= SIGNS_FROM else NOTHING_FOUND

    def standing(self) -> tuple[Outcome, ...]:
        return tuple(
            Outcome(
                name,
                self._verdict(name),
                self._score(name),
                tuple(addends),
                *self._warned.get(name, (None, None)),
            )
            for name, addends in self._points.items()
        )


def chat(
    name: str,
    *lines: str,
    label: Label | None = None,
    minutes: float | None = 1,
    authors: tuple[str, str] | None = None,
    register: str = "",
    fold: str = "",
) -> Chat:
    """Lines as ``x: words`` of the contact and ``c: words`` of the child, a minute apart."""
    contact, child = authors or (f"{name}-x", f"{name}-c")
    made = []
    for number, line in enumerate(lines):
        who, text = line.split(": ", 1)
        role: Role = "child" if who == "c" else "other"
        at = None if minutes is None else round(number * minutes * 60_000)
        made.append(Line(child if who == "c" else contact, text, at, role, name=str(number + 1)))
    return Chat(name, tuple(made), label, register=register, fold=fold)

"""The detector as an object that a service holds: messages in, new warnings out.

It is the same step as everywhere. What no word moves (whose turn, both sides' counts) is done for a whole batch in compiled
loops; a text is read only where the sieve says that a pattern may be in it; and the step is taken only where something was
found. One message, a batch and a resumed state give the same warnings, states and scores, to the last point.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from wardlight.behaviours import Actor, Matched, Matcher, Past, Turn, observe
from wardlight.behaviours import matcher as all_languages
from wardlight.behaviours.bombardment import IN_A_ROW
from wardlight.behaviours.lexical import any_need_met
from wardlight.behaviours.matcher import NOTHING, PIECES_WITHIN_MINUTES, Tail
from wardlight.behaviours.no_reply import SILENCE_MINUTES
from wardlight.behaviours.sieve import (
    ALONE,
    I64,
    NOT_KEPT,
    WITH_A_PAST,
    Kept,
    fixed,
    quickest,
    texts_of,
)
from wardlight.errors import NotAState
from wardlight.risk import WEIGHTS, Context, State, Warning_, Weights, start, step
from wardlight.risk.policy import verdict_of
from wardlight.risk.state import Addend
from wardlight.stream import loops, memory
from wardlight.stream.batch import Batch, Role, Sent, batch_of, batches_from_arrow
from wardlight.stream.rows import CHOSEN, COUNTS, EARLIER, NOBODY, NONE, UNTOLD, Placed
from wardlight.stream.saved import (
    VERSION,
    SavedPiece,
    SavedSide,
    SavedThread,
    merged,
    past_of,
    read,
    saved_side,
    state_of,
    written,
)

if TYPE_CHECKING:
    import pyarrow as pa

_MINUTE = 60_000


class Warned(Struct, frozen=True):
    """A warning that was not there before this message.

    Attributes:
        thread: Which thread.
        contact: The author who needs a look.
        number: The message's number in the thread, from 1.
        at: Its time in milliseconds; None where it has none.
        score: The score that reached the line.
    """

    thread: str
    contact: str
    number: int
    at: int | None
    score: int


class Standing(Struct, frozen=True):
    """Where one author stands as the contact of everybody else in a thread.

    Attributes:
        verdict: ``needs-a-look``, ``some-signs`` or ``nothing-found``, which is not the same as safe.
        score: The sum of the addends.
        addends: What it is the sum of.
        warning: Where a warning was fixed; None for none.
        state: All that is remembered.
    """

    verdict: str
    score: int
    addends: tuple[Addend, ...]
    warning: Warning_ | None
    state: State


class _Piece(Struct, frozen=True, gc=False):
    """A message that may be a piece of a split one. ``tail`` is what stood before it, or, where it was resumed, its own."""

    text: str
    tail: Tail = ()


class _Row(Struct, frozen=True, gc=False):
    """One turn that something may be seen in; see ``rows.CHOSEN``."""

    place: int
    side: int
    contact: int
    level: int
    long_run: int
    counts: tuple[int, ...]

    @property
    def actor(self) -> Actor:
        """Whose turn."""
        return "contact" if self.contact else "child"


class _Look(Struct, frozen=True):
    """A batch as far as loops take it, and which of its turns are looked at one by one."""

    batch: Batch
    placed: Placed
    kept: Kept
    tails: dict[int, Tail]
    rows: list[_Row]

    def texts(self) -> dict[int, str]:
        """The texts that may hold something, by their place in the batch."""
        places = sorted({row.place for row in self.rows if row.level != NOT_KEPT})
        return dict(zip(places, self.batch.texts.some(places), strict=True))

    def turn(self, row: _Row, matched: Matched) -> Turn:
        """The turn as behaviours see it."""
        batch, place = self.batch, row.place
        hour, told = int(batch.hour[place]), bool(batch.role[place] != UNTOLD)
        return Turn(
            int(self.placed.number[place]),
            row.actor,
            _known(batch.at[place]),
            int(batch.pictures[place]),
            matched,
            None if hour < 0 else hour,
            int(batch.child_age[place]) if told else 0,
            int(batch.contact_age[place]) if told and row.contact else 0,
        )

    def lines(self, place: int) -> list[int] | None:
        """The lines that may stand in a text alone; None where any may."""
        if self.kept.level[place] == NOT_KEPT:
            return []
        return self.kept.lines.get(place)


_FIELDS = COUNTS.names or ()
_LAST_CHILD = _FIELDS.index("last_child")


def _past_counts(counts: Sequence[int]) -> dict[str, object]:
    """Counts as ``Past`` has them."""
    told: dict[str, object] = dict(zip(_FIELDS, counts, strict=True))
    last = told.pop("last_contact")
    told["last_actor"] = None if last == NOBODY else "contact" if last else "child"
    for name in ("began_at", "last_at", "run_at"):
        told[name] = _known(told[name])
    told["first_picture"] = told["first_picture"] or None
    return told


def plain_counts(past: Past) -> tuple[int, ...]:
    """The counts of a ``Past`` as a row has them."""
    told: list[int] = []
    for name in _FIELDS:
        if name == "last_contact":
            told.append(NOBODY if past.last_actor is None else int(past.last_actor == "contact"))
        else:
            value = getattr(past, name)
            told.append(value if value is not None else 0 if name == "first_picture" else NONE)
    return tuple(told)


def _known(at: object) -> int | None:
    return None if at == NONE else int(at)  # type: ignore[call-overload]


_START = start(Context())
_START_IN_A_GROUP = start(Context(group=True))


class Detector:
    """Watches any number of threads. Not safe to share between threads of execution: give each its own part of the traffic.

    Args:
        weights: What sightings count, and where the lines are: ``WEIGHTS`` or a fitted file.
        matcher: The lexicons; all languages by default.

    Where nobody says who the child is, each author is looked at as the contact of the others.
    """

    def __init__(self, weights: Weights = WEIGHTS, matcher: Matcher | None = None) -> None:
        self._weights = weights
        self._matcher = matcher or all_languages()
        self._keep_run = quickest()
        self._held = memory.nothing_held()
        self._states: dict[int, State] = {}
        self._pieces: dict[int, _Piece] = {}

    def feed(
        self,
        *,
        thread: str,
        author: str,
        text: str,
        at: int | None = None,
        role: Role | None = None,
        pictures: int = 0,
        hour: int | None = None,
        group: bool = False,
        child_age: int = 0,
        contact_age: int = 0,
    ) -> tuple[Warned, ...]:
        """One more message; the warnings that it brings. Fields as in ``Sent``."""
        ages = (child_age, contact_age)
        return self.feed_many([Sent(thread, author, text, at, role, pictures, hour, group, *ages)])

    def feed_many(self, messages: Iterable[Sent]) -> tuple[Warned, ...]:
        """More messages, in the order they were sent within each thread; the warnings that they bring."""
        return tuple(self._feed(batch_of(messages)))

    def feed_batch(self, batch: "pa.RecordBatch | pa.Table") -> tuple[Warned, ...]:
        """The same for an Arrow batch; see ``batches_from_arrow`` for its columns.

        Raises:
            NotABatch: A column is missing or cannot be read. Pieces of a table before it were taken.
        """
        return tuple(found for each in batches_from_arrow(batch) for found in self._feed(each))

    def _feed(self, batch: Batch) -> list[Warned]:
        kept = self._matcher.sieve.keep(batch.texts, self._keep_run)
        with np.errstate(over="ignore"):
            return self._stepped(self._look(batch, kept))

    def _look(self, batch: Batch, kept: Kept) -> _Look:
        columns, placed = batch.columns(), memory.not_placed(len(batch))
        letters = sum(each.bounds[-1] - each.bounds[0] for each in (batch.thread, batch.author))
        self._held = memory.with_room(self._held, len(batch), int(letters))
        heard = loops.Heard(fixed(kept.piece), fixed(kept.words), fixed(kept.known))
        loops.place(
            columns, heard, self._held, memory.SECRET, PIECES_WITHIN_MINUTES * _MINUTE, placed
        )
        tails = self._tails(batch, placed, kept)
        level = kept.level.astype(np.int64)
        level[np.fromiter(tails, np.int64)] = ALONE
        chosen = np.empty(2 * len(batch), CHOSEN)
        count = loops.turns(
            columns, level, self._held, placed, IN_A_ROW, SILENCE_MINUTES * _MINUTE, chosen
        )
        return _Look(batch, placed, kept, tails, [_Row(*each) for each in chosen[:count].tolist()])

    def _tails(self, batch: Batch, placed: Placed, kept: Kept) -> dict[int, Tail]:
        """For each message that goes on from a piece, the piece's words, where together they may hold a pattern."""
        going_on = np.flatnonzero(placed.follows != NOBODY)
        ends = self._open(placed, kept)
        before = placed.follows[going_on]
        needed = np.unique(np.concatenate((going_on, before[before != EARLIER], ends))).tolist()
        pieces = dict(zip(needed, map(_Piece, batch.texts.some(needed)), strict=True))
        for place, follows in zip(going_on.tolist(), before.tolist(), strict=True):
            earlier = self._pieces[int(placed.thread[place])] if follows == EARLIER else None
            tail = self._tail_after(earlier or pieces[follows])
            pieces[place] = replace(pieces[place], tail=tail)
        for place, thread in zip(ends.tolist(), placed.thread[ends].tolist(), strict=True):
            self._pieces[thread] = pieces[place]
        joined = ((place, pieces[place]) for place in going_on.tolist())
        pieced = {place: (each.tail, each.text) for place, each in joined if each.tail}
        return self._matcher.tails_that_matter(pieced, kept, self._keep_run)

    def _open(self, placed: Placed, kept: Kept) -> I64:
        """Pieces with which their thread ends for now."""
        pieces = np.flatnonzero(kept.piece)
        ends: I64 = pieces[self._held.threads["index"][placed.thread[pieces]] == pieces]
        return ends

    def _tail_after(self, piece: _Piece) -> Tail:
        return self._matcher.tail(piece.text, piece.tail) if piece.text else piece.tail

    def _stepped(self, look: "_Look") -> list[Warned]:
        found: list[Warned] = []
        matched: dict[int, Matched] = {}
        texts = look.texts()
        for row in look.rows:
            if row.level == WITH_A_PAST and not self._may_mean(look, row):
                continue
            if row.level != NOT_KEPT and row.place not in matched:
                matched[row.place] = self._matcher.match(
                    texts[row.place],
                    look.tails.get(row.place, ()),
                    look.lines(row.place),
                )
            hits = matched.get(row.place, NOTHING)
            if hits.hits or row.long_run or self._is_waiting(row):
                warned = self._step(look, row, hits)
                if warned is not None:
                    found.append(warned)
        return found

    def _may_mean(self, look: "_Look", row: "_Row") -> bool:
        """Whether a line that means something only after something else comes after it, or the turn is looked at anyway."""
        if row.long_run or self._is_waiting(row):
            return True
        needs = self._matcher.needs_of(look.kept.lines[row.place])
        number = int(look.placed.number[row.place])
        return any_need_met(needs, number, row.actor, self._state(row.side).past)

    def _is_waiting(self, row: "_Row") -> bool:
        """An ask of the contact stands open, so that a silence after it says something."""
        state = self._states.get(row.side)
        if state is None or state.past.ask is None:
            return False
        return row.counts[_LAST_CHILD] <= state.past.ask.number

    def standing(self, thread: str) -> dict[str, Standing]:
        """Where each author of a thread stands; nobody where the thread is not known."""
        number = self._number(thread)
        if number is None:
            return {}
        return {self._author(side): self._standing(side) for side in self._sides(number)}

    def save(self, thread: str) -> bytes:
        """All that is remembered of a thread, in a form that any detector with the same weights can go on from.

        Raises:
            NotAState: The thread is not known.
        """
        number = self._number(thread)
        if number is None:
            raise NotAState("There is no thread of this name.", where=thread)
        row = self._held.threads[number]
        return written(
            SavedThread(
                VERSION,
                thread,
                int(row["number"]),
                int(row["words"]),
                int(row["known"]),
                bool(row["group"]),
                int(row["second"]) or None,
                self._author_or_nobody(int(row["last"])),
                self._author_or_nobody(int(row["other"])),
                tuple(self._saved_side(side) for side in self._sides(number, waiting=True)),
                self._saved_piece(number),
            )
        )

    def _saved_side(self, side: int) -> SavedSide:
        return saved_side(self._author_or_nobody(side), self._past(side), self._states.get(side))

    def _saved_piece(self, thread: int) -> SavedPiece | None:
        row = self._held.threads[thread]
        if not row["piece"]:
            return None
        tail = self._tail_after(self._pieces[thread])
        return SavedPiece(self._author(row["writer"]), int(row["last_at"]), tail) if tail else None

    def resume(self, *states: bytes) -> None:
        """Go on from saved threads, which this detector must not know yet. Stretches of one thread are put together.

        Raises:
            NotAState: They are not saved threads, or a thread is known already. Those before it were taken.
        """
        threads: dict[str, SavedThread] = {}
        for each in map(read, states):
            known = threads.get(each.thread)
            threads[each.thread] = merged(known, each, self._weights) if known else each
        for each in threads.values():
            self._resume(each)

    def _resume(self, saved: SavedThread) -> None:
        if self._number(saved.thread) is not None:
            raise NotAState("This thread has begun already.", where=saved.thread)
        names = texts_of([saved.thread, *(each.author for each in saved.sides if each.author)])
        self._held = memory.with_room(self._held, len(saved.sides) + 1, len(names.buffer))
        number = memory.add_thread(self._held, saved.thread)
        row = self._held.threads[number]
        sides = {each.author: self._resumed_side(each, number, saved) for each in saved.sides}
        row["number"], row["words"], row["known"] = saved.number, saved.words, saved.known
        row["group"], row["second"] = saved.group, saved.second_at or 0
        row["ghost"] = sides.get(None, NOBODY)
        row["last"] = sides.get(saved.last, NOBODY) if saved.last else NOBODY
        row["other"] = sides.get(saved.other, NOBODY) if saved.other else NOBODY
        if saved.piece is not None:
            row["piece"], row["last_at"] = 1, saved.piece.at
            row["writer"] = sides[saved.piece.author]
            self._pieces[number] = _Piece("", saved.piece.tail)

    def _resumed_side(self, saved: SavedSide, thread: int, whole: SavedThread) -> int:
        side = memory.add_side(self._held, thread, whole.thread, saved.author)
        row = self._held.sides[side]
        row["counts"] = plain_counts(past_of(saved.counts))
        state = state_of(saved, self._weights, group=whole.group)
        if state is not None:
            self._states[side] = state
            row["seen"] = 1
        return side

    def _number(self, thread: str) -> int | None:
        found = memory.thread_named(self._held, thread)
        return None if found == NOBODY else found

    def _author(self, side: int) -> str:
        return memory.name_at(self._held, self._held.side_names[side])

    def _author_or_nobody(self, side: int) -> str | None:
        """None for nobody, and for a side that waits for its author."""
        if side == NOBODY or self._held.side_names[side]["length"] == NOBODY:
            return None
        return self._author(side)

    def _past(self, side: int) -> Past:
        """A side's past as of now."""
        state = self._state(side)
        return replace(state.past, **_past_counts(self._held.sides[side]["counts"].tolist()))

    def _state(self, side: int) -> State:
        """A side's state as after its last sighting."""
        if (state := self._states.get(side)) is not None:
            return state
        thread = self._held.side_names[side]["thread"]
        in_a_group = thread != NOBODY and self._held.threads[thread]["group"]
        return _START_IN_A_GROUP if in_a_group else _START

    def _named(self, side: int) -> tuple[str, str]:
        """A side's thread and author."""
        thread = self._held.thread_names[self._held.side_names[side]["thread"]]
        return memory.name_at(self._held, thread), self._author(side)

    def _sides(self, thread: int, *, waiting: bool = False) -> list[int]:
        """A thread's sides that have written, the first first; with the one that waits for its author, if asked."""
        sides, side = [], int(self._held.threads[thread]["sides"])
        while side != NOBODY:
            sides.append(side)
            side = int(self._held.side_names[side]["next"])
        sides.reverse()
        ghost = int(self._held.threads[thread]["ghost"])
        if waiting:
            return [*sides, ghost] if ghost not in (NOBODY, *sides) else sides
        return [each for each in sides if self._held.sides[each]["counts"]["from_contact"]]

    def _standing(self, side: int) -> Standing:
        state = replace(self._state(side), past=self._past(side))
        verdict = verdict_of(state, self._weights)
        return Standing(verdict, state.score, state.addends, state.warning, state)

    def _step(self, look: "_Look", row: "_Row", matched: Matched) -> Warned | None:
        state, turn = self._state(row.side), look.turn(row, matched)
        state = replace(state, past=replace(state.past, **_past_counts(row.counts)))
        seen = observe(turn, state.past)
        if not seen and (row.contact or state.child_asked_first):
            return None
        after = step(state, turn, seen, self._weights)
        if seen or after.child_asked_first:
            self._states[row.side] = after
            self._held.sides[row.side]["seen"] = 1
        if after.warning is None or state.warning is not None:
            return None
        thread, contact = self._named(row.side)
        return Warned(thread, contact, turn.number, turn.at, after.score)

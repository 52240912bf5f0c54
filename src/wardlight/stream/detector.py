"""The detector as an object that a service holds: messages in, new warnings out.

It is the same step as everywhere. What no word moves (whose turn, both sides' counts) is done for a whole batch in arrays;
a text is read only where the sieve says that a pattern may be in it; and the step is taken only where something was
found. One message, a batch and a resumed state give the same warnings, states and scores, to the last point.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from wardlight.behaviours import Actor, Matched, Matcher, Past, Turn, observe
from wardlight.behaviours import matcher as all_languages
from wardlight.behaviours.bombardment import IN_A_ROW
from wardlight.behaviours.lexical import need_met
from wardlight.behaviours.matcher import NOTHING, PIECES_WITHIN_MINUTES, Tail
from wardlight.behaviours.no_reply import SILENCE_MINUTES
from wardlight.behaviours.sieve import ALONE, I64, NOT_KEPT, WITH_A_PAST, Kept, texts_of
from wardlight.errors import NotAState
from wardlight.risk import WEIGHTS, Context, State, Warning_, Weights, start, step
from wardlight.risk.policy import verdict_of
from wardlight.risk.state import Addend
from wardlight.stream.batch import Batch, Role, Sent, batch_of, batches_from_arrow
from wardlight.stream.numbers import NONE, Names, Pairs, strings_of
from wardlight.stream.rows import (
    COUNTS,
    NEVER,
    NOBODY,
    Counted,
    Counts,
    Flags,
    Sorted,
    Turns,
    counted,
    ends_of,
    pair_keys,
    side_columns,
    sides_of,
    so_far,
    thread_columns,
    turns_of,
)
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

    thread: int
    number: int
    author: int
    at: int
    text: str
    tail: Tail = ()


class _Row(Struct, frozen=True, gc=False):
    """One turn that something may be seen in. ``row`` is its index in Turns, ``index`` its message's in Sorted."""

    row: int
    side: int
    contact: bool
    index: int
    place: int
    level: int
    long_run: bool

    @property
    def actor(self) -> Actor:
        """Whose turn."""
        return "contact" if self.contact else "child"


class _Look(Struct, frozen=True):
    """A batch as far as arrays take it, and which of its turns are looked at one by one."""

    batch: Batch
    placed: Sorted
    turns: Turns
    before: Counts
    kept: Kept
    tails: dict[int, Tail]
    chosen: "_Chosen"

    def rows(self) -> Iterator[_Row]:
        """The chosen turns, in order of sides."""
        at = self.chosen.rows
        index = self.turns.message[at]
        columns = (
            at,
            self.turns.side[at],
            self.turns.contact[at],
            index,
            self.placed.order[index],
            self.chosen.level,
            self.chosen.long_run,
        )
        return map(_Row, *(each.tolist() for each in columns))

    def texts(self) -> dict[int, str]:
        """The texts that may hold something, by their place in the batch."""
        at = self.chosen.rows[self.chosen.level != NOT_KEPT]
        places = np.unique(self.placed.order[self.turns.message[at]]).tolist()
        return dict(zip(places, self.batch.texts.some(places), strict=True))

    def turn(self, row: _Row, matched: Matched) -> Turn:
        """The turn as behaviours see it."""
        hour = int(self.batch.hour[row.place])
        return Turn(
            int(self.placed.number[row.index]),
            row.actor,
            _known(self.placed.at[row.index]),
            int(self.placed.pictures[row.index]),
            matched,
            None if hour < 0 else hour,
        )

    def lines(self, place: int) -> list[int] | None:
        """The lines that may stand in a text alone; None where any may."""
        if self.kept.level[place] == NOT_KEPT:
            return []
        return self.kept.lines.get(place)

    def counts(self, row: _Row) -> dict[str, object]:
        """Both sides' counts before it."""
        return _past_counts([int(getattr(self.before, name)[row.row]) for name in COUNTS])


class _Chosen(Struct, frozen=True):
    """Turns to look at: in which a text may hold something, or that come after a silence or a long run."""

    rows: I64
    level: I64
    long_run: Flags


def _chosen(
    turns: Turns, placed: Sorted, counts: Counted, level: I64, tails: Iterable[int], seen: Flags
) -> _Chosen:
    """Where nothing was seen of a side yet, only what means something by itself is looked at.

    Args:
        turns: All turns.
        placed: Their messages.
        counts: Both sides' counts around each turn.
        level: What the sieve says of each message.
        tails: Messages that are read together with the pieces before them.
        seen: Whether anything was seen before the batch, for each turn's side.
    """
    level[np.fromiter(tails, np.int64)] = ALONE
    level = level[turns.message]
    again = turns.contact & (counts.before.last_contact == 1)
    long_run = again & (counts.after.run % IN_A_ROW == 0)
    at, before = placed.at[turns.message], counts.before.last_at
    known = (at != NONE) & (before != NONE)
    silence = again & known & (at - np.where(known, before, 0) >= SILENCE_MINUTES * _MINUTE)
    alone = (level == ALONE) | long_run
    seen = seen | so_far(alone, turns.side)
    rows = np.flatnonzero(alone | (seen & ((level != NOT_KEPT) | silence)))
    return _Chosen(rows, level[rows], long_run[rows])


def _past_counts(counts: Sequence[int]) -> dict[str, object]:
    """Counts as ``Past`` has them."""
    told: dict[str, object] = dict(zip(COUNTS, counts, strict=True))
    last = told.pop("last_contact")
    told["last_actor"] = None if last == NOBODY else "contact" if last else "child"
    for name in ("began_at", "last_at", "run_at"):
        told[name] = _known(told[name])
    told["first_picture"] = told["first_picture"] or None
    return told


def plain_counts(past: Past) -> dict[str, int]:
    """The counts of a ``Past`` as columns have them."""
    told: dict[str, int] = {}
    for name in COUNTS:
        if name == "last_contact":
            told[name] = NOBODY if past.last_actor is None else int(past.last_actor == "contact")
        else:
            value = getattr(past, name)
            told[name] = value if value is not None else 0 if name == "first_picture" else NONE
    return told


def _known(at: object) -> int | None:
    return None if at == NONE else int(at)  # type: ignore[call-overload]


def _goes_on(placed: Sorted, piece: Flags) -> Flags:
    """Whether each message may go on from a piece just before it by the same author: where a batch begins, it may."""
    same = np.ones(len(piece), np.bool_)
    before, now = slice(None, -1), slice(1, None)
    inside = placed.thread[now] == placed.thread[before]
    at, then = placed.at[now], placed.at[before]
    near = (at == NONE) | (then == NONE) | (at - then <= PIECES_WITHIN_MINUTES * _MINUTE)
    same[now] = ~inside | ((placed.author[now] == placed.author[before]) & near & piece[before])
    return same


def _pieces(batch: Batch, placed: Sorted, indexes: I64) -> dict[int, _Piece]:
    """Some messages, each as the first of its pieces."""
    texts = batch.texts.some(placed.order[indexes].tolist())
    columns = [
        each[indexes].tolist() for each in (placed.thread, placed.number, placed.author, placed.at)
    ]
    return dict(zip(indexes.tolist(), map(_Piece, *columns, texts), strict=True))


def _follows(before: _Piece, now: _Piece) -> bool:
    if before.number != now.number - 1 or before.author != now.author:
        return False
    known = NONE not in (now.at, before.at)
    return not known or now.at - before.at <= PIECES_WITHIN_MINUTES * _MINUTE


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
        self._threads = Names()
        self._authors = Names()
        self._thread_rows, self._side_rows, self._pairs = thread_columns(), side_columns(), Pairs()
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
    ) -> tuple[Warned, ...]:
        """One more message; the warnings that it brings. Fields as in ``Sent``."""
        return self.feed_many([Sent(thread, author, text, at, role, pictures, hour, group)])

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
        kept = self._matcher.sieve.keep(batch.texts)
        placed = self._placed(batch, kept)
        sides = sides_of(placed, self._thread_rows, self._side_rows, self._pairs)
        turns = turns_of(placed, sides, self._thread_rows)
        counts = counted(turns, placed, self._side_rows)
        tails = self._tails(batch, placed, kept)
        level = kept.level[placed.order].astype(np.int64)
        seen = self._side_rows["seen"][turns.side] > 0
        chosen = _chosen(turns, placed, counts, level, tails, seen)
        return self._stepped(_Look(batch, placed, turns, counts.before, kept, tails, chosen))

    def _placed(self, batch: Batch, kept: Kept) -> Sorted:
        """The batch in order of threads, every thread and author under its number."""
        rows = self._thread_rows
        thread = self._threads.numbers(batch.thread)
        rows.add(len(self._threads.names) - rows.size)
        author = self._authors.numbers(batch.author)
        order = np.argsort(thread, kind="stable")
        thread = thread[order]
        heads = np.flatnonzero(np.diff(thread, prepend=-1))
        sizes = np.diff(heads, append=len(thread))
        here = thread[heads]
        number = np.arange(len(thread)) + np.repeat(rows["number"][here] + 1 - heads, sizes)
        rows["number"][here] += sizes
        if len(here):
            rows["group"][here] |= np.bitwise_or.reduceat(batch.group[order], heads)
            rows["words"][here] += np.add.reduceat(kept.words[order], heads)
            rows["known"][here] += np.add.reduceat(kept.known[order], heads)
        return Sorted(
            order,
            thread,
            number,
            author[order],
            batch.role[order],
            batch.at[order],
            batch.pictures[order],
        )

    def _tails(self, batch: Batch, placed: Sorted, kept: Kept) -> dict[int, Tail]:
        """For each message that goes on from a piece, the piece's words, where together they may hold a pattern."""
        piece = kept.piece[placed.order]
        going_on = np.flatnonzero(piece & _goes_on(placed, piece))
        before = going_on[going_on > 0] - 1
        ends = ends_of(placed.thread)
        pieces = _pieces(
            batch, placed, np.unique(np.concatenate((going_on, before, ends[piece[ends]])))
        )
        for index in going_on.tolist():
            pieces[index] = self._joined(pieces, index, int(placed.thread[index]))
        for index, thread in zip(ends.tolist(), placed.thread[ends].tolist(), strict=True):
            if piece[index]:
                self._pieces[thread] = pieces[index]
        joined = {index: pieces[index] for index in going_on.tolist() if pieces[index].tail}
        texts = texts_of([" ".join((*each.tail, each.text)) for each in joined.values()])
        together = self._matcher.sieve.keep(texts).level
        alone = kept.level[placed.order]
        return {
            index: each.tail
            for (index, each), level in zip(joined.items(), together.tolist(), strict=True)
            if level != NOT_KEPT or alone[index] != NOT_KEPT
        }

    def _joined(self, pieces: dict[int, _Piece], index: int, thread: int) -> _Piece:
        """A piece with what stood before it, where it goes on from that."""
        found = pieces[index]
        for before in (pieces.get(index - 1), self._pieces.get(thread)):
            if before is not None and before.thread == thread and _follows(before, found):
                return replace(found, tail=self._tail_after(before))
        return found

    def _tail_after(self, piece: _Piece) -> Tail:
        return self._matcher.tail(piece.text, piece.tail) if piece.text else piece.tail

    def _stepped(self, look: "_Look") -> list[Warned]:
        found: list[tuple[int, Warned]] = []
        matched: dict[int, Matched] = {}
        texts = look.texts()
        for row in look.rows():
            if row.level == WITH_A_PAST and not self._may_mean(look, row):
                continue
            if row.level != NOT_KEPT and row.index not in matched:
                matched[row.index] = self._matcher.match(
                    texts[row.place],
                    look.tails.get(row.index, ()),
                    look.lines(row.place),
                )
            hits = matched.get(row.index, NOTHING)
            if hits.hits or row.long_run or self._is_waiting(look, row):
                warned = self._step(look, row, hits)
                if warned is not None:
                    found.append((row.place, warned))
        return [warned for _, warned in sorted(found, key=lambda each: each[0])]

    def _may_mean(self, look: "_Look", row: "_Row") -> bool:
        """Whether a line that means something only after something else comes after it, or the turn is looked at anyway."""
        if row.long_run or self._is_waiting(look, row):
            return True
        past = self._state(row.side).past
        number, actor = int(look.placed.number[row.index]), row.actor
        needs = {self._matcher.needs[each] for each in look.kept.lines[row.place]}
        return any(need_met(each, number, actor, past) for each in needs)

    def _is_waiting(self, look: "_Look", row: "_Row") -> bool:
        """An ask of the contact stands open, so that a silence after it says something."""
        state = self._states.get(row.side)
        if state is None or state.past.ask is None:
            return False
        return bool(look.before.last_child[row.row] <= state.past.ask.number)

    def standing(self, thread: str) -> dict[str, Standing]:
        """Where each author of a thread stands; nobody where the thread is not known."""
        number = self._threads.number(thread)
        if number is None:
            return {}
        return {self._named(side)[1]: self._standing(side) for side in self._sides(number)}

    def save(self, thread: str) -> bytes:
        """All that is remembered of a thread, in a form that any detector with the same weights can go on from.

        Raises:
            NotAState: The thread is not known.
        """
        number = self._threads.number(thread)
        if number is None:
            raise NotAState("There is no thread of this name.", where=thread)
        rows = self._thread_rows
        second = int(rows["second_at"][number])
        return written(
            SavedThread(
                VERSION,
                thread,
                int(rows["number"][number]),
                int(rows["words"][number]),
                int(rows["known"][number]),
                bool(rows["group"][number]),
                None if second == NEVER else second,
                self._author(int(rows["last"][number])),
                self._author(int(rows["other"][number])),
                tuple(self._saved_side(side) for side in self._sides(number, waiting=True)),
                self._saved_piece(number),
            )
        )

    def _saved_side(self, side: int) -> SavedSide:
        return saved_side(self._author(side), self._past(side), self._states.get(side))

    def _saved_piece(self, thread: int) -> SavedPiece | None:
        piece = self._pieces.get(thread)
        if piece is None or piece.number != self._thread_rows["number"][thread]:
            return None
        tail = self._tail_after(piece)
        return SavedPiece(self._authors.names[piece.author], piece.at, tail) if tail else None

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
        if self._threads.number(saved.thread) is not None:
            raise NotAState("This thread has begun already.", where=saved.thread)
        number = int(self._threads.numbers(strings_of([saved.thread]))[0])
        self._thread_rows.add(1)
        sides = {each.author: self._resumed_side(each, number, saved.group) for each in saved.sides}
        ghost = sides.get(None, NOBODY)
        authors = [each for each in sides if each is not None]
        for name, value in (
            ("number", saved.number),
            ("words", saved.words),
            ("known", saved.known),
            ("authors", len(authors)),
            ("group", saved.group),
            ("second_at", saved.second_at or NEVER),
            ("ghost", ghost),
            ("last", sides.get(saved.last, NOBODY) if saved.last else NOBODY),
            ("other", sides.get(saved.other, NOBODY) if saved.other else NOBODY),
        ):
            self._thread_rows[name][number] = value
        numbers = self._authors.numbers(strings_of(authors))
        self._pairs.put(
            pair_keys(np.full(len(authors), number), numbers),
            np.array([sides[each] for each in authors]),
        )
        if saved.piece is not None:
            author = int(self._authors.numbers(strings_of([saved.piece.author]))[0])
            self._pieces[number] = _Piece(
                number, saved.number, author, saved.piece.at, "", saved.piece.tail
            )

    def _resumed_side(self, saved: SavedSide, thread: int, group: bool) -> int:  # noqa: FBT001 - as saved
        rows = self._side_rows
        side = rows.add(1)
        for name, value in plain_counts(past_of(saved.counts)).items():
            rows[name][side] = value
        state = state_of(saved, self._weights, group=group)
        if state is not None:
            self._states[side] = state
            rows["seen"][side] = 1
        if saved.author is not None:
            rows["author"][side] = self._authors.numbers(strings_of([saved.author]))[0]
            rows["thread"][side] = thread
            rows["next"][side] = self._thread_rows["sides"][thread]
            self._thread_rows["sides"][thread] = side
        return side

    def _author(self, side: int) -> str | None:
        author = int(self._side_rows["author"][side]) if side != NOBODY else NOBODY
        return None if author == NOBODY else self._authors.names[author]

    def _past(self, side: int) -> Past:
        """A side's past as of now."""
        state = self._state(side)
        counts = [int(self._side_rows[name][side]) for name in COUNTS]
        return replace(state.past, **_past_counts(counts))

    def _state(self, side: int) -> State:
        """A side's state as after its last sighting."""
        if (state := self._states.get(side)) is not None:
            return state
        thread = int(self._side_rows["thread"][side])
        return _START_IN_A_GROUP if self._thread_rows["group"][thread] else _START

    def _named(self, side: int) -> tuple[str, str]:
        """A side's thread and author."""
        thread, author = self._side_rows["thread"][side], self._side_rows["author"][side]
        return self._threads.names[int(thread)], self._authors.names[int(author)]

    def _sides(self, thread: int, *, waiting: bool = False) -> list[int]:
        """A thread's sides that have written, the first first; with the one that waits for its author, if asked."""
        sides, side = [], int(self._thread_rows["sides"][thread])
        while side != NOBODY:
            sides.append(side)
            side = int(self._side_rows["next"][side])
        sides.reverse()
        ghost = int(self._thread_rows["ghost"][thread])
        if waiting:
            return [*sides, ghost] if ghost not in (NOBODY, *sides) else sides
        return [each for each in sides if self._side_rows["from_contact"][each]]

    def _standing(self, side: int) -> Standing:
        state = replace(self._state(side), past=self._past(side))
        verdict = verdict_of(state, self._weights)
        return Standing(verdict, state.score, state.addends, state.warning, state)

    def _step(self, look: "_Look", row: "_Row", matched: Matched) -> Warned | None:
        state, turn = self._state(row.side), look.turn(row, matched)
        state = replace(state, past=replace(state.past, **look.counts(row)))
        seen = observe(turn, state.past)
        if not seen and (row.contact or state.child_asked_first):
            return None
        after = step(state, turn, seen, self._weights)
        if seen or after.child_asked_first:
            self._states[row.side] = after
            self._side_rows["seen"][row.side] = 1
        if after.warning is None or state.warning is not None:
            return None
        thread, contact = self._named(row.side)
        return Warned(thread, contact, turn.number, turn.at, after.score)

"""One thread, message by message: each contact in it has a state of their own.

In a chat of two there is one contact, or, where nobody has said who the child is, each side is looked at as the
contact in turn. In a group each other member is a contact, and what the child writes is read as an answer to whoever spoke last.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from wardlight.behaviours import Matched, Matcher, Observation, Turn, may_say_something, observe
from wardlight.behaviours.lexical import any_need_met
from wardlight.behaviours.matcher import NOTHING, PIECES_WITHIN_MINUTES, Tail
from wardlight.behaviours.observation import Actor
from wardlight.behaviours.sieve import ALONE, NOT_KEPT, WITH_A_PAST, KeepRun, Kept, arrays
from wardlight.behaviours.turn import Quiet, after_quiet
from wardlight.findings.recontact import identifiers_in, phrases_in
from wardlight.findings.sides import Sides, actor_in
from wardlight.model import Instant, Message, Ref, Thread
from wardlight.risk import WEIGHTS, Context, State, Weights, start, step
from wardlight.risk.step import child_asks

REMEMBERED = 1000
"""Messages kept for a side that has not written yet; only a chat of one voice reaches it."""

PICTURES = frozenset({"photo", "video", "unknown"})
QUIET_KEPT = 1000
"""Quiet messages that are kept to be counted together."""

PHOTOS_KEPT = 200
"""Places of the child's pictures that are kept for the timeline; all are counted."""

_WORDS_ARE_THE_SENDERS = frozenset({"text", "share", "media", "unsent", "poll", "location"})


class Sighting(Struct, frozen=True):
    """An observation, where it was made, and the words if they were asked for."""

    observation: Observation
    number: int
    instant: Instant
    ref: Ref
    words: str | None


Side = tuple[str | None, str]
"""What a thread tells sides by: the sender and the direction of a message."""

Spoken = tuple[int, Side, int | None, Message, Matched]
"""A message with its number, its side, its time and what its text holds."""


class Contact:
    """One contact in one thread while it is read. Holds the state and the few messages it rests on.

    Of what the contact wrote there, only digests are kept, to be set beside another contact's.
    """

    def __init__(
        self, name: str, context: Context, keep_words: Callable[[str], bool], weights: Weights
    ) -> None:
        self.name = name
        self._weights = weights
        self._state = start(context)
        self._quiet: list[Quiet] = []
        self._last: Actor | None = None
        self._run = 0
        self._last_at: int | None = None
        self.sightings: list[Sighting] = []
        self.photos: list[tuple[int, Instant]] = []
        self.began: int | None = None
        self.ended: int | None = None
        self.identifiers: set[str] = set()
        self.phrases: set[str] = set()
        self._keep_words = keep_words

    @property
    def state(self) -> State:
        """Where it stands after the last message."""
        if self._quiet:
            self._state = replace(self._state, past=after_quiet(self._state.past, self._quiet))
            self._quiet.clear()
        return self._state

    def take(self, message: Message, number: int, actor: Actor, matched: Matched) -> None:
        """One more message, as this contact's or the child's turn."""
        side = (message.sender, message.direction)
        self.take_some([(number, side, message.instant.reading, message, matched)], {side: actor})

    def take_some(self, messages: Iterable[Spoken], actors: Mapping[Side, Actor]) -> None:
        """Some messages in a row, of which those are taken whose side concerns this contact.

        Most are quiet: nothing can be seen in them, and they are only counted, some at a time.
        """
        last, run, last_at = self._last, self._run, self._last_at
        asked, quiet = self._state.past.ask is not None, self._quiet
        began, ended = self.began, self.ended
        for number, side, at, message, matched in messages:
            actor = actors.get(side)
            if actor is None:
                continue
            run = run + 1 if actor == last else 1
            if actor == "contact" and at is not None:
                began, ended = at if began is None else began, at
            alone = run > 1 and actor == "contact"
            if matched.hits or (alone and may_say_something(run - 1, at, last_at, asked=asked)):
                self._see(message, _turn(message, number, actor, matched))
                asked = self._state.past.ask is not None
            elif message.attachments:
                self._count(message, _turn(message, number, actor, matched))
            else:
                quiet.append((number, actor, at, 0))
            last = actor
            if at is not None:
                last_at = at
        self._last, self._run, self._last_at = last, run, last_at
        self.began, self.ended = began, ended
        if len(self._quiet) >= QUIET_KEPT:
            self._state = self.state

    def _count(self, message: Message, turn: Turn) -> None:
        self._note_photos(message, turn)
        self._quiet.append((turn.number, turn.actor, turn.at, turn.pictures))

    def _see(self, message: Message, turn: Turn) -> None:
        seen = observe(turn, self.state.past)
        if not seen and not child_asks(turn, self._state):
            self._count(message, turn)
            return
        self._note_photos(message, turn)
        self._state = step(self._state, turn, seen, self._weights)
        for each in seen:
            words = message.text if self._keep_words(self.name) else None
            self.sightings.append(Sighting(each, turn.number, message.instant, message.ref, words))
        if seen and turn.actor == "contact":
            self.identifiers |= identifiers_in(message.text)
            self.phrases |= phrases_in(message.text)

    def _note_photos(self, message: Message, turn: Turn) -> None:
        if turn.actor == "child" and turn.pictures and len(self.photos) < PHOTOS_KEPT:
            self.photos.append((turn.number, message.instant))

    def may_mean(self, needs: Iterable[str], number: int, actor: Actor) -> bool:
        """Whether what one of some lines needs has come before a message of this number and side."""
        return any_need_met(needs, number, actor, self._state.past)

    @property
    def from_contact(self) -> int:
        """Messages of the contact."""
        return self.state.past.from_contact

    @property
    def from_child(self) -> int:
        """Messages of the child that were read as an answer to this contact."""
        return self.state.past.from_child

    @property
    def first_photo(self) -> tuple[int, Instant] | None:
        """Where the child's first picture stands."""
        return self.photos[0] if self.photos else None


def words_of_sender(message: Message) -> str:
    """Its text, where that is the sender's own; else nothing."""
    kind = message.kind
    its_own = kind == "text" or kind in _WORDS_ARE_THE_SENDERS
    return message.text if its_own and message.sender is not None else ""


class Sieved(Struct, frozen=True, gc=False):
    """What the sieve says of one text: its level, whether it may be a piece; words for the language; the lines that it may hold."""

    level: int = ALONE
    piece: bool = True
    words: int = 0
    known: int = 0
    lines: list[int] | None = None


UNSIEVED = Sieved()


def sieved(kept: Kept, at: int) -> Sieved:
    """What the sieve says of one of many texts."""
    return Sieved(
        int(kept.level[at]),
        bool(kept.piece[at]),
        int(kept.words[at]),
        int(kept.known[at]),
        kept.lines.get(at),
    )


class _Piece(Struct, frozen=True):
    """The message just before, where it may be a piece of a split one. ``tail`` is what stood before it."""

    sender: str | None
    at: int | None
    text: str
    tail: Tail

    def goes_on(self, message: Message) -> bool:
        """Whether a message may go on from it."""
        if message.sender != self.sender:
            return False
        at = message.instant.reading
        known = at is not None and self.at is not None
        return not known or at - self.at <= PIECES_WITHIN_MINUTES * 60_000  # type: ignore[operator]


class ThreadWatch:
    """One thread while it is read.

    Attributes:
        thread: Which.
        sides: Who the child is, as far as anybody has said.
        number: Messages so far, over all sides, without what the app itself wrote.
        contacts: By display name, in order of first appearance.
        words: Words counted for telling whether the language is known.
        known: Those that a lexicon knows.
    """

    def __init__(
        self,
        thread: Thread,
        sides: Sides,
        matcher: Matcher,
        context: Callable[[Thread, str], Context],
        keep_words: Callable[[str], bool],
        weights: Weights = WEIGHTS,
    ) -> None:
        self.weights = weights
        self.thread = thread
        self.number = 0
        self.words = 0
        self.known = 0
        self.first: Instant | None = None
        self.last: Instant | None = None
        self.contacts: dict[str, Contact] = {}
        self.sides = sides
        self._matcher = matcher
        self._piece: _Piece | None = None
        self._context = context
        self._keep_words = keep_words
        self._by_sender: dict[str, str] = {}
        self._actors: dict[str, dict[Side, Actor]] = {}
        self._settled: set[Side] = set()
        self._last_speaker: Contact | None = None
        self._before_them: list[tuple[Message, int, Matched]] = []

    def take(self, message: Message, sieved: Sieved = UNSIEVED) -> None:
        """One more message, for each contact it concerns.

        Args:
            message: The message.
            sieved: What the sieve says of its text, where a driver has asked it for many texts at once.
        """
        if message.kind == "event" or message.sender is None:
            return
        self.number += 1
        self._begin(message.instant)
        self.words += sieved.words
        self.known += sieved.known
        matched = self._matched(message, sieved, self._tail_of(message, piece=sieved.piece))
        for contact, actor in self._concerned(message, matched):
            contact.take(message, self.number, actor, matched)

    def take_many(
        self,
        messages: Sequence[Message],
        kept: Kept,
        first: int,
        keep_run: KeepRun = arrays.keep_run,
    ) -> None:
        """Some messages in a row: as ``take`` for each, sooner.

        Args:
            messages: The messages.
            kept: What the sieve says of many texts.
            first: The number of the first message's text there.
            keep_run: The sieve's way.
        """
        quiet: list[Spoken] = []
        here = slice(first, first + len(messages))
        self.words += int(kept.words[here].sum())
        self.known += int(kept.known[here].sum())
        tails, settled = self._tails(messages, kept, first, keep_run), self._settled
        looked_at = kept.level[here] != NOT_KEPT
        looked_at[[at - first for at in tails]] = True
        last: Instant | None = None
        for at, (message, look) in enumerate(zip(messages, looked_at.tolist(), strict=True), first):
            sender = message.sender
            if sender is None or message.kind == "event":
                continue
            self.number += 1
            last = message.instant
            side, matched = (sender, message.direction), NOTHING
            if look:
                matched = self._matched(message, sieved(kept, at), tails.get(at, ()))
            if side in settled and not matched.hits:
                quiet.append((self.number, side, last.reading, message, matched))
                continue
            # A thread's first message comes by here: nobody is settled yet.
            self._begin(last)
            self._take_quiet(quiet)
            for contact, actor in self._concerned(message, matched):
                contact.take(message, self.number, actor, matched)
            self._settle(side, message)
        self.last = last or self.last
        self._take_quiet(quiet)

    def _tails(
        self, messages: Sequence[Message], kept: Kept, first: int, keep_run: KeepRun
    ) -> dict[int, Tail]:
        """For each message that goes on from a piece, the piece's words, where together they may hold a line."""
        pieced: dict[int, tuple[Tail, str]] = {}
        pieces = kept.piece[first : first + len(messages)]
        done = 0
        for at in (*np.flatnonzero(pieces).tolist(), len(messages)):
            # What follows a piece is looked at too, until something else has been written.
            while self._piece is not None and done < at:
                self._note_piece(messages[done], first + done, pieced, piece=False)
                done += 1
            if at < len(messages):
                self._note_piece(messages[at], first + at, pieced, piece=True)
            done = at + 1
        return self._matcher.tails_that_matter(pieced, kept, keep_run)

    def _note_piece(
        self, message: Message, at: int, pieced: dict[int, tuple[Tail, str]], *, piece: bool
    ) -> None:
        if message.kind != "event" and message.sender is not None:
            tail = self._tail_of(message, piece=piece)
            if tail:
                pieced[at] = tail, message.text

    def _take_quiet(self, quiet: list[Spoken]) -> None:
        if quiet:
            for name, contact in self.contacts.items():
                contact.take_some(quiet, self._actors[name])
            quiet.clear()

    def _settle(self, side: Side, message: Message) -> None:
        """From now on this side's messages concern the same contacts in the same way, until there is a new contact."""
        whose = self._whose(message)
        one_voice = whose == "either" and len(self.contacts) < 2
        if self.thread.group or one_voice or not self.contacts or side in self._settled:
            return
        self._settled.add(side)
        for contact, actor in self._concerned(message, NOTHING):
            self._actors[contact.name][side] = actor

    def _begin(self, instant: Instant) -> None:
        if self.first is None:
            self.first = instant
        self.last = instant

    def _tail_of(self, message: Message, *, piece: bool) -> Tail:
        """The words of the pieces just before it, where one side sent a few short messages in a row; it may be the next."""
        before, self._piece = self._piece, None
        if not piece or not words_of_sender(message):
            return ()
        tail: Tail = ()
        if before is not None and before.goes_on(message):
            tail = self._matcher.tail(before.text, before.tail)
        self._piece = _Piece(message.sender, message.instant.reading, message.text, tail)
        return tail

    def _matched(self, message: Message, sieved: Sieved, tail: Tail) -> Matched:
        """What the text holds, with the pieces just before it."""
        if not words_of_sender(message) or not (tail or self._may_mean(message, sieved)):
            return NOTHING
        lines = sieved.lines if sieved.level != NOT_KEPT else []
        return self._matcher.match(message.text, tail, lines)

    def _may_mean(self, message: Message, sieved: Sieved) -> bool:
        """Whether a line may stand in a text that means something by itself, or after what was seen of a contact so far."""
        side = (message.sender, message.direction)
        if sieved.level != WITH_A_PAST or sieved.lines is None or side not in self._settled:
            return sieved.level != NOT_KEPT
        needs = self._matcher.needs_of(sieved.lines)
        return any(
            contact.may_mean(needs, self.number, self._actors[name][side])
            for name, contact in self.contacts.items()
            if side in self._actors[name]
        )

    def _concerned(self, message: Message, matched: Matched) -> list[tuple[Contact, Actor]]:
        whose = self._whose(message)
        if self.thread.group:
            return self._in_a_group(message, whose)
        if whose == "contact":
            return [(self._only_contact(message), "contact")]
        if whose == "child":
            return [(each, "child") for each in self._waiting(message, matched)]
        return self._either(message, matched)

    def _whose(self, message: Message) -> str:
        """Remembered by sender, for formats that tell sides by name alone."""
        if message.direction != "unknown":
            return actor_in(self.thread, self.sides, message)
        sender = str(message.sender)
        if sender not in self._by_sender:
            self._by_sender[sender] = actor_in(self.thread, self.sides, message)
        return self._by_sender[sender]

    def _only_contact(self, message: Message) -> Contact:
        """In a chat of two all that is not the child's is one contact's, whatever name it stands under."""
        if self.contacts:
            return next(iter(self.contacts.values()))
        return self._catch_up(self._named(self.thread.other or str(message.sender)))

    def _waiting(self, message: Message, matched: Matched) -> list[Contact]:
        """The contact, or, where the child writes first, nobody yet: the message waits for them."""
        if not self.contacts and self.thread.other is not None:
            return [self._named(self.thread.other)]
        if not self.contacts and len(self._before_them) < REMEMBERED:
            self._before_them.append((message, self.number, matched))
        return list(self.contacts.values())

    def _either(self, message: Message, matched: Matched) -> list[tuple[Contact, Actor]]:
        """Nobody has said who the child is: whoever writes is looked at, and answers everybody else."""
        new = message.sender not in self.contacts
        speaker = self._named(str(message.sender))
        others = [each for each in self.contacts.values() if each is not speaker]
        if new and others:
            self._catch_up(speaker)
        if not others and len(self._before_them) < REMEMBERED:
            self._before_them.append((message, self.number, matched))
        return [(speaker, "contact"), *((each, "child") for each in others)]

    def _catch_up(self, contact: Contact) -> Contact:
        """What was written before somebody first wrote was written to them."""
        for message, number, matched in self._before_them:
            contact.take(message, number, "child", matched)
        self._before_them.clear()
        return contact

    def _in_a_group(self, message: Message, whose: str) -> list[tuple[Contact, Actor]]:
        answered = self._last_speaker
        concerned: list[tuple[Contact, Actor]] = []
        if whose != "contact" and answered is not None and answered.name != message.sender:
            concerned.append((answered, "child"))
        if whose != "child":
            self._last_speaker = self._named(str(message.sender))
            concerned.append((self._last_speaker, "contact"))
        return concerned

    def _named(self, name: str) -> Contact:
        if name not in self.contacts:
            context = self._context(self.thread, name)
            self.contacts[name] = Contact(name, context, self._keep_words, self.weights)
            self._actors = {each: {} for each in self.contacts}
            self._settled.clear()
        return self.contacts[name]

    def close(self) -> None:
        """At the thread's end: a chat in which the other side never wrote still has that other side."""
        if self._before_them and not self.contacts:
            others = [name for name in self.thread.participants if name != self.sides.child]
            title = self.thread.other or (others[0] if len(others) == 1 else self.thread.title)
            self._catch_up(self._named(title or self.thread.id))


def _turn(message: Message, number: int, actor: Actor, matched: Matched) -> Turn:
    pictures = sum(each.kind in PICTURES for each in message.attachments)
    hour = message.instant.hour if matched.hits else None
    return Turn(number, actor, message.instant.reading, pictures, matched, hour)

"""The story as code: open, choose a reader, read, watch, triage. The one module that knows every layer."""

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby, islice
from os import PathLike
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from wardlight import words
from wardlight.behaviours import LANGUAGES, matcher, read_lexicon, wordlists
from wardlight.behaviours.languages import is_foreign
from wardlight.behaviours.normalise import words_of
from wardlight.behaviours.sieve import KeepRun, Kept, arrays, quickest, texts_of
from wardlight.errors import (
    DamagedExport,
    EmptyExport,
    UnknownChild,
    UnknownContact,
    UnknownZone,
)
from wardlight.evidence.carrier import SealedPack
from wardlight.evidence.media import with_media_digests
from wardlight.evidence.pack import (
    Chosen,
    Occasion,
    keep_messages,
    refuse_taken,
    seal_pack,
    workshop,
)
from wardlight.evidence.rebuild import Rebuilt, compare, statement_of
from wardlight.evidence.records import Record, chosen_findings, records_of, threads_of
from wardlight.evidence.story import Progress as PackProgress
from wardlight.findings import (
    Assessment,
    Explanation,
    ExportStatement,
    NotRun,
    Owner,
    Part,
    Said,
)
from wardlight.findings.contacts import questions_about, triage
from wardlight.findings.coverage import Ledger
from wardlight.findings.sides import Sides, sides_of
from wardlight.findings.timeline import timeline_row
from wardlight.findings.watch import ThreadWatch, sieved, words_of_sender
from wardlight.model import Account, Message, Notice, Ref, Source, Thread
from wardlight.report import prepare_folder
from wardlight.risk import WEIGHTS, Context, Weights
from wardlight.sources import (
    Export,
    Item,
    Limits,
    Reader,
    ReadOptions,
    Verdict,
    choose,
    open_export,
)
from wardlight.version import __version__

Paths = str | PathLike[str] | Sequence[str | PathLike[str]]
Progress = Callable[[int], None]

KIN_NAME = "kin-name"
"""The word class of names under which a contact book has family."""

MANY = 50_000
"""Records from which on a compiler is worth its start, if there is one."""

OBJECTS_UNCOLLECTED = 100_000
"""New objects after which Python looks for cycles; by itself it does after 700, which is a tenth of the time."""

SIEVED_TOGETHER = 4_096
"""Records whose texts are looked through at once."""

CHATS_NAMED = 5
"""Chats named in a line of the report, at most."""

PLACES_NAMED = 1_000
"""Places named for one kind of notice; a hostile file can make any number of them."""


class Asked(Struct, frozen=True, kw_only=True):
    """What a person said about an export, beyond where it is. Every field is theirs, none is guessed."""

    child: str | None = None
    child_age: int | None = None
    tags: Mapping[str, str] = {}
    timezone: str | None = None
    day_first: bool | None = None
    reader: str | None = None
    columns: Mapping[str, str] | None = None
    reveal: Collection[str] = ()
    limits: Limits | None = None
    weights: Weights = WEIGHTS


def assess(
    paths: Paths,
    *,
    child: str | None = None,
    child_age: int | None = None,
    tags: Mapping[str, str] | None = None,
    timezone: str | None = None,
    day_first: bool | None = None,
    reader: str | None = None,
    columns: Mapping[str, str] | None = None,
    reveal: Collection[str] = (),
    limits: Limits | None = None,
    weights: Weights = WEIGHTS,
    on_progress: Progress | None = None,
) -> Assessment:
    """Which contacts need a look, which messages say so, and what could not be read.

    Args:
        paths: The export: one path, or one for each of its parts.
        child: The display name beside the child's own messages, where the export does not say.
        child_age: How old the child was when it was written, in years. An ask means more to a young child; without it, only
            an age that the child wrote counts.
        tags: What a person knows of a contact: display name to ``family``, ``friend``, ``school`` ...
        timezone: IANA zone of the exporting phone, where the export names none.
        day_first: Whether dates are day first, where the file does not tell.
        reader: A reader's name, where more than one could read it.
        columns: For the table reader: our field to the file's column.
        reveal: Contacts whose observed messages are quoted.
        limits: How much of an archive is believed.
        weights: What sightings count and where the lines are; see ``wardlight.risk.weights``.
        on_progress: Told the number of records read so far, now and then.

    Raises:
        WardlightError: With a code, a place and a next step; see docs/reference/errors.md.
    """
    asked = Asked(
        child=child,
        child_age=child_age,
        tags=tags or {},
        timezone=timezone,
        day_first=day_first,
        reader=reader,
        columns=columns,
        reveal=reveal,
        limits=limits,
        weights=weights,
    )
    with _opened(paths, asked) as (export, chosen, verdict), _rarely_collected():
        reading = _Reading(export, asked)
        reading.to_the_end(chosen, on_progress)
        return reading.assessment(chosen, verdict)


def explain(
    paths: Paths,
    contact: str,
    *,
    child: str | None = None,
    child_age: int | None = None,
    tags: Mapping[str, str] | None = None,
    timezone: str | None = None,
    day_first: bool | None = None,
    reader: str | None = None,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    weights: Weights = WEIGHTS,
    on_progress: Progress | None = None,
) -> Explanation:
    """One contact's threads as a timeline with what was seen beside each message: why, and why not.

    The export is read twice: once to find the contact's threads, once to keep their messages.

    Raises:
        UnknownContact: Nobody in the export has this display name.
        WardlightError: As ``assess``.
    """
    asked = Asked(
        child=child,
        child_age=child_age,
        tags=tags or {},
        timezone=timezone,
        day_first=day_first,
        reader=reader,
        columns=columns,
        reveal=(contact,),
        limits=limits,
        weights=weights,
    )
    with _opened(paths, asked) as (export, chosen, verdict):
        first = _Reading(export, asked)
        first.to_the_end(chosen, on_progress)
        assessment = first.assessment(chosen, verdict)
        finding = next((each for each in assessment.contacts if each.contact == contact), None)
        if finding is None:
            raise _nobody(contact, assessment)
        wanted = {thread.id for thread in finding.threads}
        again = _Reading(export, asked)
        rows = [
            timeline_row(watch, message, contact)
            for watch, message in again.through(chosen, on_progress)
            if watch.thread.id in wanted
        ]
    return Explanation(
        finding=finding,
        owner=assessment.owner,
        not_run=assessment.not_run,
        rows=tuple(rows),
        base_rate=words.BASE_RATE,
        closing=words.CLOSING,
    )


@contextmanager
def _opened(paths: Paths, asked: Asked) -> Iterator[tuple[Export, Reader, Verdict]]:
    if asked.timezone is not None:
        _check_zone(asked.timezone)
    with open_export(_as_paths(paths), limits=asked.limits) as export:
        yield export, *choose(export, asked.reader)


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Python looks for cycles among objects after so many new ones. Reading makes millions, none in a cycle."""
    before = gc.get_threshold()
    gc.set_threshold(OBJECTS_UNCOLLECTED, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _as_paths(paths: Paths) -> list[Path]:
    return [Path(paths)] if isinstance(paths, str | PathLike) else [Path(each) for each in paths]


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZone(f"There is no time zone called {name}.", where="--timezone") from error


class _Reading:
    """One pass over an export: accounts, notices, counts and a watch for each thread."""

    def __init__(self, export: Export, asked: Asked) -> None:
        self._export = export
        self._asked = asked
        self._ledger = Ledger()
        self._accounts: list[Account] = []
        self._notices: list[Notice] = list(export.notices)
        self._watches: dict[Thread, ThreadWatch] = {}
        self._sides: Sides | None = None
        self._keep_run: KeepRun = arrays.keep_run

    def through(
        self, reader: Reader, on_progress: Progress | None
    ) -> Iterator[tuple[ThreadWatch, Message]]:
        """Read it all; each message is yielded once its thread has taken it."""
        for stretch, kept, first in self._stretches(reader, on_progress):
            watch = self._watch(stretch[0].thread)
            for at, message in enumerate(stretch, first):
                watch.take(message, sieved(kept, at))
                yield watch, message
        self._close()

    def to_the_end(self, reader: Reader, on_progress: Progress | None) -> None:
        """Read it all, sooner."""
        for stretch, kept, first in self._stretches(reader, on_progress):
            self._watch(stretch[0].thread).take_many(stretch, kept, first, self._keep_run)
        self._close()

    def _stretches(
        self, reader: Reader, on_progress: Progress | None
    ) -> Iterator[tuple[list[Message], Kept, int]]:
        """Messages of one thread in a row, counted; what the sieve says of many texts, and the first one's number there."""
        options = ReadOptions(
            day_first=self._asked.day_first,
            timezone=self._asked.timezone,
            columns=self._asked.columns,
        )
        items = iter(reader.read(self._export, options))
        count = 0
        while chunk := list(islice(items, SIEVED_TOGETHER)):
            stretches = [*self._counted(chunk)]
            texts = [words_of_sender(each) for stretch in stretches for each in stretch]
            kept, first = matcher().sieve.keep(texts_of(texts), self._keep_run), 0
            for stretch in stretches:
                yield stretch, kept, first
                first += len(stretch)
            count += len(chunk)
            self._keep_run = quickest() if count >= MANY else arrays.keep_run
            if on_progress is not None:
                on_progress(count)

    def _counted(self, items: Iterable[Item]) -> Iterator[list[Message]]:
        """Messages of one thread in a row; what else an export holds is kept."""
        for thread, some in groupby(items, _thread_of):
            if thread is not None:
                stretch = cast("list[Message]", [*some])
                self._ledger.count_messages(stretch)
                yield stretch
                continue
            for each in some:
                self._ledger.count(each)
                self._keep(each)

    def _close(self) -> None:
        for each in self._watches.values():
            each.close()

    def _keep(self, item: Item) -> None:
        if isinstance(item, Account):
            self._accounts.append(item)
        elif isinstance(item, Notice):
            self._notices.append(item)

    def _watch(self, thread: Thread) -> ThreadWatch:
        if self._sides is None:
            self._sides = sides_of(self._accounts, self._asked.child)
        if thread not in self._watches:
            self._watches[thread] = ThreadWatch(
                thread,
                self._sides,
                matcher(),
                self._context,
                self._asked.reveal.__contains__,
                self._asked.weights,
            )
        return self._watches[thread]

    def _context(self, thread: Thread, name: str) -> Context:
        tag = self._asked.tags.get(name, "")
        return Context(
            tagged=tag if tag in WEIGHTS.tags.known else "",
            kin_name=thread.platform == "WhatsApp" and _is_kin_name(name),
            group=thread.group,
            request=thread.place == "message-requests",
            child_age=self._asked.child_age or 0,
        )

    def assessment(self, reader: Reader, verdict: Verdict) -> Assessment:
        """The whole finding, once ``through`` has ended.

        Raises:
            DamagedExport, EmptyExport: There was nothing to assess.
            UnknownChild, UnknownContact: An option names nobody.
        """
        sides = self._sides or sides_of(self._accounts, self._asked.child)
        contacts = triage(self._watches.values(), self._accounts, self._asked.tags)
        coverage = self._ledger.statement(self._export)
        self._check_not_empty(reader)
        self._check_names(sides, {each.contact for each in contacts})
        owner = sides.owner() or _told_by_thread(list(self._watches.values()))
        return Assessment(
            wardlight=__version__,
            export=_statement(self._export, reader, verdict),
            coverage=coverage,
            owner=owner,
            notices=_said([*self._notices, *self._about_owner(sides, told=owner is not None)]),
            not_run=not_run(self._not_understood()),
            contacts=contacts,
            base_rate=words.BASE_RATE,
            closing=words.CLOSING,
            questions=questions_about(self._watches.values(), self._accounts),
            lines=self._asked.weights.preset,
            child_age=self._asked.child_age,
        )

    def _not_understood(self) -> list[str]:
        """The chats of which most words are in no language that there is a word list for."""
        return [
            watch.thread.title or watch.thread.id
            for watch in self._watches.values()
            if is_foreign(watch.words, watch.known)
        ]

    def _check_not_empty(self, reader: Reader) -> None:
        if any(watch.contacts for watch in self._watches.values()):
            return
        unread = [each for each in self._notices if each.records or each.kind in _DAMAGE]
        if unread:
            where = "; ".join(sorted({f"{each.ref}: {each.kind}" for each in unread})[:3])
            raise DamagedExport(
                f"The {reader.name} reader could not read one message.", where=where
            )
        raise EmptyExport(
            "There is no message from anybody but the owner in it.", where=self._export.name
        )

    def _check_names(self, sides: Sides, contacts: set[str]) -> None:
        child = self._asked.child
        if child is not None and child in contacts:
            raise UnknownChild(
                "The name given for the child is not beside messages of their own.", where="--child"
            )
        if child is not None and not any(
            contact.from_child
            for watch in self._watches.values()
            for contact in watch.contacts.values()
        ):
            raise UnknownChild(f"Nobody called {child} wrote in this export.", where="--child")
        unknown = sorted({*self._asked.tags, *self._asked.reveal} - contacts - {sides.child})
        if unknown:
            raise UnknownContact(
                f"Nobody in this export is called {unknown[0]}.", where="--tag or --reveal"
            )

    def _about_owner(self, sides: Sides, *, told: bool) -> list[Notice]:
        if told:
            return []
        ref = Ref(Source(self._export.digest, self._export.name), "")
        return [Notice("owner-conflicting" if sides.conflicting else "owner-unknown", ref)]


def _thread_of(item: Item) -> Thread | None:
    return item.thread if isinstance(item, Message) else None


_DAMAGE = frozenset(
    {"file-unread", "member-damaged", "archive-damaged", "nested-too-deep", "member-too-large"}
)


def _told_by_thread(watches: list[ThreadWatch]) -> Owner | None:
    """Where the format names the other side of each chat of two, the one name on this side is the owner's."""
    names: set[str] = set()
    phone = True
    for watch in watches:
        thread = watch.thread
        if thread.other is not None and not thread.group:
            names |= {name for name in thread.participants if name != thread.other}
            phone = phone and thread.platform == "WhatsApp"
    if len(names) != 1:
        return None
    return Owner(name=names.pop(), told_by="file name" if phone else "export")


def _nobody(contact: str, assessment: Assessment) -> UnknownContact:
    near = [each.contact for each in assessment.contacts if contact.lower() in each.contact.lower()]
    step = f"did you mean {near[0]}?" if near else ""
    return UnknownContact(
        f"Nobody in this export is called {contact}.", where="--contact", next_step=step
    )


def _is_kin_name(name: str) -> bool:
    return not _plain(name).isdisjoint(
        word
        for each in LANGUAGES
        for word in _plain(" ".join(read_lexicon(each).classes[KIN_NAME]))
    )


def _plain(text: str) -> frozenset[str]:
    return frozenset(word for token in text.split() for word in words_of(token))


def _statement(export: Export, reader: Reader, verdict: Verdict) -> ExportStatement:
    return ExportStatement(
        name=export.name,
        digest=export.digest,
        parts=tuple(
            Part(name=part.name, sha256=part.sha256, size=part.size) for part in export.parts
        ),
        reader=reader.name,
        platform=reader.platform,
        reason=verdict.reason,
        absence=reader.absence,
    )


def _said(notices: Sequence[Notice]) -> tuple[Said, ...]:
    """Notices in words. The same thing said of many places is said once, with the places."""
    told: dict[str, list[Notice]] = {}
    for notice in notices:
        told.setdefault(notice.kind, []).append(notice)
    return tuple(
        Said(
            kind=kind,
            where=str(first.ref),
            what=first.about.what,
            detail=first.detail,
            meaning=first.about.meaning,
            next_step=first.about.next_step,
            times=1 + len(others),
            elsewhere=tuple(_place(each) for each in others[:PLACES_NAMED]),
        )
        for kind, (first, *others) in told.items()
    )


def _place(notice: Notice) -> str:
    return f"{notice.ref}: {notice.detail}" if notice.detail else str(notice.ref)


def not_run(not_understood: Sequence[str] = ()) -> tuple[NotRun, ...]:
    """What was not looked for. Its absence can hide risk, so it stands in every report.

    Args:
        not_understood: Titles of chats in a language that there is no word list for.
    """
    return (
        *_languages_not_run(not_understood),
        NotRun(
            what="Pictures, videos and voice notes",
            why="they are never opened; only that they were sent is known",
        ),
        *_words_not_run(),
    )


def _languages_not_run(not_understood: Sequence[str]) -> tuple[NotRun, ...]:
    known = ", ".join(read_lexicon(each).name for each in LANGUAGES)
    if not not_understood:
        return (
            NotRun(
                what=f"Languages other than {known}",
                why="there is no word list for them yet; messages in them were read but not understood",
            ),
        )
    named = ", ".join(not_understood[:CHATS_NAMED])
    more = len(not_understood) - CHATS_NAMED
    return (
        NotRun(
            what=f"The words of {named}" + (f" and {more} more" if more > 0 else ""),
            why=f"most of them are in no language that there is a word list for ({known}); "
            "a person who reads the language has to look",
        ),
    )


def _words_not_run() -> tuple[NotRun, ...]:
    if wordlists.installed():
        return ()
    return (
        NotRun(
            what="Sexual talk",
            why="its word list comes in a package of its own that is not installed: "
            'pip install "wardlight[words]"',
        ),
    )


# --- the sealed pack -------------------------------------------------------------------------


class Conversations(Struct, frozen=True):
    """The chosen contacts' conversations of an export that is open.

    Attributes:
        chosen: What the pack is about.
        records: Their messages, read from the export as they are taken.
        export: The export.
    """

    chosen: Chosen
    records: Iterator[Record]
    export: Export


@contextmanager
def conversations(
    paths: Paths,
    contacts: Sequence[str],
    *,
    child: str | None = None,
    child_age: int | None = None,
    tags: Mapping[str, str] | None = None,
    timezone: str | None = None,
    day_first: bool | None = None,
    reader: str | None = None,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    weights: Weights = WEIGHTS,
    on_progress: Progress | None = None,
) -> Iterator[Conversations]:
    """The whole conversations of these contacts; without names, of all that need a look.

    The export is read twice, and its digest is taken again at the end.

    Raises:
        UnknownContact: Nobody in the export has this display name.
        WardlightError: As ``assess``.
    """
    asked = Asked(
        child=child,
        child_age=child_age,
        tags=tags or {},
        timezone=timezone,
        day_first=day_first,
        reader=reader,
        columns=columns,
        limits=limits,
        weights=weights,
    )
    with _opened(paths, asked) as (export, one, verdict):
        first = _Reading(export, asked)
        first.to_the_end(one, on_progress)
        assessment = first.assessment(one, verdict)
        findings = chosen_findings(assessment, contacts)
        for name in contacts:
            if all(each.contact != name for each in findings):
                raise _nobody(name, assessment)
        chosen = Chosen(
            assessment=assessment,
            findings=findings,
            threads=threads_of(findings),
            settings=_settings(asked),
        )
        again = _Reading(export, asked).through(one, on_progress)
        names = [each.contact for each in findings]
        parts = assessment.export.parts
        records = records_of(again, chosen.threads, names, parts, export.get)
        yield Conversations(chosen, records, export)


def pack(
    paths: Paths,
    out: Path,
    when: Occasion,
    contacts: Sequence[str] = (),
    *,
    hash_media: str = "",
    on_pack: PackProgress | None = None,
    **said: Any,
) -> SealedPack:
    """Make a sealed pack of the chosen contacts' conversations.

    Args:
        paths: The export.
        out: The zip to make.
        when: The clock, the dice and the key: see ``wardlight.evidence.pack.occasion``.
        contacts: Display names; none for all that need a look.
        hash_media: Who asks for digests of pictures and videos, and by what right. Empty: media are not read.
        on_pack: Told which file is being made.
        said: What a person said about the export, as ``assess`` takes it.

    Raises:
        UnsafeOutput: There is something at ``out``, or it lies in the export.
        NothingToPack, PackUnwritable, ExtraMissing: See docs/reference/errors.md.
        WardlightError: As ``assess``.
    """
    refuse_taken(out)
    prepare_folder(out.parent, _as_paths(paths), ())
    with workshop(out) as folder:
        with conversations(paths, contacts, **said) as found:
            counts = keep_messages(found.records, folder, on_pack)
            chosen = with_media_digests(found.chosen, found.export, folder, hash_media)
        return seal_pack(out, chosen, counts, folder, when, on_pack)


def rebuild(packed: Path, paths: Paths, **said: Any) -> Rebuilt:
    """Read the original export again and hold its messages against the pack's, byte for byte.

    Raises:
        PackUnreadable: The pack's seal does not hold.
        NotFromThisExport: Another export, or other messages.
    """
    statement = statement_of(packed)
    with workshop(packed) as folder:
        with conversations(paths, statement.contacts, **said) as found:
            keep_messages(found.records, folder)
        return compare(packed, statement, found.export.parts, folder)


def _settings(asked: Asked) -> dict[str, str]:
    said = {
        "child": asked.child,
        "child age": None if asked.child_age is None else str(asked.child_age),
        "timezone": asked.timezone,
        "day first": None if asked.day_first is None else str(asked.day_first).lower(),
        "reader": asked.reader,
        "lines": None if asked.weights.preset == WEIGHTS.preset else asked.weights.preset,
    }
    tags = {f"tag {name}": relation for name, relation in asked.tags.items()}
    columns = {f"column {name}": column for name, column in (asked.columns or {}).items()}
    return {**{name: each for name, each in said.items() if each is not None}, **tags, **columns}

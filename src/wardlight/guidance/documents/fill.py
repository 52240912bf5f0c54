"""A form filled from the answers, the assessment and the nation's pack: every line with what it rests on."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal

import msgspec
from msgspec import Struct

from wardlight.errors import NotInThisPack, UnknownDocument
from wardlight.guidance.audience import BANDS, Audience, band
from wardlight.guidance.choose import Cite, Line, cites, desk_of, holding, line_of
from wardlight.guidance.documents.form import Form, Item, Part, form
from wardlight.guidance.entry import Kind, Role
from wardlight.guidance.facts import Fact, Facts
from wardlight.guidance.hints import Hint, hints
from wardlight.guidance.pack import GENERAL, Cited, Pack, pack
from wardlight.guidance.situation import Situation
from wardlight.guidance.strings import strings

NO_DOCUMENTS = "no-documents"
"""A stop with this topic leaves nothing of a document but itself."""

LineKind = Literal["statement", "question", "ours", "field", "blank", "seen"]

_PRINTED: tuple[Kind, ...] = (
    "law",
    "recording",
    "right",
    "duty",
    "do",
    "dont",
    "ready",
    "next",
    "wording",
    "statistic",
)


class DocumentLine(Struct, frozen=True, kw_only=True):
    """One printed line and what it rests on.

    Attributes:
        kind: ``statement`` and ``question`` are an entry's; ``ours`` rests on entries; ``field`` is an answer or a
            fact of the export; ``blank`` is to be filled in by a person; ``seen`` is what the messages show.
        label: Before the text; empty for none.
        text: What is printed.
        entries: The entries it rests on.
        refs: The messages or places in the export it rests on.
        answer: The question whose answer it is; empty for none.
        overdue: The review day of its entry, where that is past.
    """

    kind: LineKind
    text: str
    label: str = ""
    entries: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    answer: str = ""
    overdue: date | None = None


class FilledPart(Struct, frozen=True, kw_only=True):
    """A heading with its lines."""

    heading: str
    lines: tuple[DocumentLine, ...]


class Document(Struct, frozen=True, kw_only=True):
    """A document, filled, always a draft.

    Attributes:
        name: As ``--document`` takes it.
        title: As it is printed.
        draft: That a person has to check it first.
        pack: The pack its law is from.
        place: That pack's title.
        made: The day it was filled.
        parts: In order.
        sources: Every entry that a line rests on, by id.
        closing: That this is information and not legal advice.
    """

    name: str
    title: str
    draft: str
    pack: str
    place: str
    made: date
    parts: tuple[FilledPart, ...]
    sources: dict[str, Cite]
    closing: str


def document(name: str, situation: Situation, facts: Facts | None, today: date) -> Document:
    """One document, filled.

    Args:
        name: One of ``DOCUMENTS``.
        situation: The answers.
        facts: From an assessment; None leaves their fields blank.
        today: The day it is made.

    Raises:
        UnknownDocument: There is none of that name, or it is not for whoever is asking.
        NotInThisPack: The nation's pack has nothing that it could rest on.
    """
    rules = pack(situation.nation or GENERAL)
    chosen = form(name)
    _check(name, chosen, situation, rules)
    situation = _as_reader(chosen, situation)
    filling = _Filling(situation, facts, rules, _audience(chosen, situation), today)
    parts = tuple(filling.parts(chosen))
    rested_on = [entry for part in parts for line in part.lines for entry in line.entries]
    return Document(
        name=name,
        title=chosen.title,
        draft=strings().draft,
        pack=rules.name,
        place=rules.card.title,
        made=today,
        parts=parts,
        sources=cites(rested_on, rules),
        closing=strings().closing,
    )


def _check(name: str, chosen: Form, situation: Situation, rules: Pack) -> None:
    if chosen.roles and situation.role is not None and situation.role not in chosen.roles:
        allowed = ", ".join(chosen.roles)
        raise UnknownDocument(f"The document {name} is for: {allowed}.", where="--role")
    topics = {topic for each in rules.entries for topic in each.entry.topics}
    if not set(chosen.needs) <= topics:
        raise NotInThisPack(
            f"The pack of {rules.card.title} has nothing for {name}.", where=rules.name
        )


def _as_reader(chosen: Form, situation: Situation) -> Situation:
    """A page for the family or the child holds what is said to them, whoever prints it."""
    readers: dict[str, Role] = {"family": "parent", "child": "child"}
    return msgspec.structs.replace(situation, role=readers.get(chosen.reader, situation.role))


def _audience(chosen: Form, situation: Situation) -> Audience:
    if chosen.reader == "child":
        return band(situation.child_age)
    return chosen.reader


class _Filling:
    """One form being filled: what it is filled from, and a method for each sort of item."""

    def __init__(
        self,
        situation: Situation,
        facts: Facts | None,
        rules: Pack,
        audience: Audience,
        today: date,
    ) -> None:
        self._situation = situation
        self._facts = facts
        self._rules = rules
        self._audience = audience
        self._today = today

    def parts(self, chosen: Form) -> Iterator[FilledPart]:
        stops = holding(self._situation, self._rules, "stop")
        if stops:
            heading = strings().headings["stop"]
            yield FilledPart(heading=heading, lines=(self._entry(stops[0]),))
        if any(NO_DOCUMENTS in each.entry.topics for each in stops):
            return
        for part in chosen.parts:
            if self._situation.fits(part.when):
                yield from self._part(part)

    def _part(self, part: Part) -> Iterator[FilledPart]:
        if any(item.table == "offences" for item in part.items):
            yield from map(self._offence, hints(self._situation, self._facts, self._rules))
            return
        lines = tuple(line for item in part.items for line in self._item(item))
        for number in range(part.repeat if lines else 0):
            heading = f"{part.heading} {number + 1}" if part.repeat > 1 else part.heading
            yield FilledPart(heading=heading, lines=lines)

    def _item(self, item: Item) -> Iterator[DocumentLine]:
        if item.topic:
            yield from self._topic(item)
        elif item.routes:
            yield from self._routes(item)
        elif item.table is not None:
            yield from self._tables()[item.table]()
        elif item.field:
            yield self._field(item)
        else:
            yield from self._ours(item)

    def _topic(self, item: Item) -> Iterator[DocumentLine]:
        for each in holding(self._situation, self._rules, *_PRINTED, topic=item.topic):
            for_child = each.entry.child is not None and each.entry.status != "check"
            if self._audience in BANDS and not for_child:
                continue
            if not item.ask_only or each.entry.status == "check":
                yield self._entry(each)
                yield from self._facts_rows(self._showing(each))

    def _entry(self, cited: Cited) -> DocumentLine:
        line = line_of(cited, self._today, self._audience)
        kind: LineKind = "question" if line.status == "check" else "statement"
        return DocumentLine(kind=kind, text=line.text, entries=line.entries, overdue=line.overdue)

    def _showing(self, cited: Cited) -> tuple[Fact, ...]:
        seen = self._facts.seen if self._facts else ()
        return tuple(fact for fact in seen if fact.name in cited.entry.shown_by)

    def _routes(self, item: Item) -> Iterator[DocumentLine]:
        for each in holding(self._situation, self._rules, "route"):
            route = each.entry.route
            if route is None or route.use not in item.routes:
                continue
            desk = desk_of(each, self._today, self._audience)
            reach = [line.text for line in desk.lines[:2]]
            said = (*reach, *(number for number in desk.numbers if number not in reach[-1]))
            first: Line = desk.lines[0]
            yield DocumentLine(
                kind="statement",
                label=desk.name,
                text=" ".join([*said, desk.link]).strip(),
                entries=first.entries,
                overdue=first.overdue,
            )

    def _tables(self) -> dict[str, Callable[[], Iterator[DocumentLine]]]:
        facts = self._facts
        return {
            "accounts": lambda: self._facts_rows(facts.accounts if facts else ()),
            "seen": lambda: self._facts_rows(facts.seen if facts else ()),
            "answers": lambda: self._facts_rows(facts.answers if facts else ()),
        }

    def _facts_rows(self, rows: tuple[Fact, ...]) -> Iterator[DocumentLine]:
        for row in rows:
            yield DocumentLine(kind="seen", label=row.label, text=row.value, refs=row.refs)

    def _offence(self, hint: Hint) -> FilledPart:
        words, cited = strings().labels, (hint.entry,)
        lines = [
            DocumentLine(
                kind="seen" if element.refs else "statement",
                label=words[element.state],
                text=element.text,
                entries=cited,
                refs=element.refs,
            )
            for element in hint.elements
        ]
        first = DocumentLine(kind="statement", text=words["may-be-evidence"], entries=cited)
        if hint.arguable:
            argued = DocumentLine(
                kind="statement", label=words["arguable"], text=hint.arguable, entries=cited
            )
            lines.append(argued)
        return FilledPart(heading=hint.name, lines=(first, *lines))

    def _field(self, item: Item) -> DocumentLine:
        value, answer, refs = self._value(item.value)
        if not value:
            return DocumentLine(kind="blank", label=item.field, text="")
        return DocumentLine(kind="field", label=item.field, text=value, answer=answer, refs=refs)

    def _value(self, name: str) -> tuple[str, str, tuple[str, ...]]:
        """What fills a field: the text, the question it answers, the places in the export."""
        if not name:
            return "", "", ()
        if name.startswith("facts."):
            known = getattr(self._facts, name.removeprefix("facts."), "") if self._facts else ""
            places = (self._facts.export,) if self._facts else ()
            return str(known), "", places
        if name.startswith("happened."):
            return self._yes_or_no(name.removeprefix("happened.")), "happened", ()
        told = getattr(self._situation, name)
        if isinstance(told, tuple):
            return ", ".join(map(_label(name), told)), name, ()
        return ("" if told is None else _label(name)(str(told))), name, ()

    def _yes_or_no(self, what: str) -> str:
        happened = self._situation.happened
        if happened is None:
            return ""
        words = strings().labels
        if self._situation.from_messages:
            return words["as-messages-suggest"] if what in happened else ""
        return words["yes" if what in happened else "no"]

    def _ours(self, item: Item) -> Iterator[DocumentLine]:
        entries = tuple(dict.fromkeys(self._resolved(item.rests_on)))
        if entries:
            yield DocumentLine(kind="ours", text=item.say, entries=entries)

    def _resolved(self, names: tuple[str, ...]) -> Iterator[str]:
        for name in names:
            if name.startswith("topic:"):
                topic = name.removeprefix("topic:")
                yield from (each.id for each in self._rules.entries if topic in each.entry.topics)
            elif self._rules.get(name) is not None:
                yield name


def _label(question: str) -> Callable[[str], str]:
    """How an answer is shown to people."""
    asked = strings().questions.get(question)
    answers = asked.answers if asked else {}
    return lambda value: answers.get(value, value)

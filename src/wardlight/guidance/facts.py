"""What a finished assessment says, as facts for guidance and its documents. Nothing here quotes a message.

Every fact keeps the places in the export it rests on. A contact that needs a look may still be harmless: a person decides.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from wardlight.behaviours.catalogue import cards
from wardlight.findings import Assessment, ContactFinding, Observed
from wardlight.guidance.entry import Happened
from wardlight.guidance.situation import Situation

_HAPPENED: dict[str, Happened] = {
    "image-request": "image-asked",
    "threat": "threat",
    "meeting": "meeting-planned",
}
"""What an observed act of the contact stands for; the rest only a person can say."""

PLACES_SHOWN = 12


class Fact(Struct, frozen=True, kw_only=True):
    """One fact and where it stands.

    Attributes:
        label: What it is, for people.
        value: In words or figures.
        refs: Message numbers, or places in the export.
        name: Of a behaviour: its own name.
    """

    label: str
    value: str
    refs: tuple[str, ...]
    name: str = ""


class Facts(Struct, frozen=True, kw_only=True):
    """What is known of one contact.

    Attributes:
        app: As the reader names it.
        contact: The display name.
        export: The export's name.
        digest: SHA-256 of the export.
        first: Time of the first message.
        last: Time of the last.
        accounts: What the export says of the contact's account.
        seen: Behaviours of the contact, with how often and where.
        answers: Acts of the child that protect, such as a refusal.
        counts: How often each behaviour was seen, by name.
        happened: What the messages stand for.
    """

    app: str
    contact: str
    export: str
    digest: str
    first: str
    last: str
    accounts: tuple[Fact, ...]
    seen: tuple[Fact, ...]
    answers: tuple[Fact, ...]
    counts: dict[str, int]
    happened: tuple[Happened, ...]


def facts_of(assessment: Assessment, contact: str | None = None) -> Facts | None:
    """The facts of one contact: the named one, or the first that needs a look.

    Returns:
        None where no contact needs a look and none was named, or nobody has that name.
    """
    found = _contact(assessment.contacts, contact)
    if found is None:
        return None
    threads = found.threads
    return Facts(
        app=assessment.export.platform,
        contact=found.contact,
        export=assessment.export.name,
        digest=assessment.export.digest,
        first=min(filter(None, (each.first for each in threads)), default=""),
        last=max(filter(None, (each.last for each in threads)), default=""),
        accounts=_accounts(found),
        seen=_seen(found, "contact"),
        answers=_seen(found, "child"),
        counts=found.counts,
        happened=_happened(found),
    )


def with_facts(situation: Situation, facts: Facts) -> Situation:
    """The situation with what the messages say put in where a person said nothing."""
    return replace(
        situation,
        where=situation.where or facts.app,
        happened=facts.happened if situation.happened is None else situation.happened,
        export=situation.export or "yes",
        from_messages=situation.happened is None,
    )


def _contact(contacts: Iterable[ContactFinding], name: str | None) -> ContactFinding | None:
    if name is not None:
        return next((each for each in contacts if each.contact == name), None)
    return next((each for each in contacts if each.verdict == "needs-a-look"), None)


def _happened(found: ContactFinding) -> tuple[Happened, ...]:
    acts = {each.behaviour for each in found.observations if each.actor == "contact"}
    told: list[Happened] = [what for act, what in _HAPPENED.items() if act in acts]
    ask, photo = found.first_ask, found.first_photo
    if ask and photo and ask.thread == photo.thread and ask.message < photo.message:
        told.insert(0, "images-sent")
    return tuple(dict.fromkeys(told))


def _accounts(found: ContactFinding) -> tuple[Fact, ...]:
    rows: list[Fact] = []
    for account in found.accounts:
        named = (("display name", account.name), ("user name", account.handle))
        values = (*named, ("profile link", account.link), (account.standing, account.since))
        rows += [Fact(label=k, value=v, refs=(account.where,)) for k, v in values if v]
    return tuple(dict.fromkeys(rows))


def _seen(found: ContactFinding, actor: str) -> tuple[Fact, ...]:
    by_name: dict[str, list[Observed]] = {}
    for each in found.observations:
        if each.actor == actor:
            by_name.setdefault(each.behaviour, []).append(each)
    return tuple(_counted(name, rows) for name, rows in by_name.items())


def _counted(name: str, rows: list[Observed]) -> Fact:
    titles = {card.name: card.title for card in cards()}
    times = "once" if len(rows) == 1 else f"{len(rows)} times"
    since = f", first {rows[0].at}" if rows[0].at else ""
    return Fact(
        label=titles.get(name, name), name=name, value=f"{times}{since}", refs=_places(rows)
    )


def _places(rows: list[Observed]) -> tuple[str, ...]:
    """One place for each chat: its messages by number, up to a bound."""
    by_thread: dict[str, list[int]] = {}
    for each in rows:
        by_thread.setdefault(each.thread, []).append(each.message)
    return tuple(
        _in_thread(f" of {thread}" if len(by_thread) > 1 else "", numbers)
        for thread, numbers in by_thread.items()
    )


def _in_thread(chat: str, numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:PLACES_SHOWN]))
    more = len(numbers) - PLACES_SHOWN
    last = f" and {more} more" if more > 0 else ""
    return f"message{'s' if len(numbers) > 1 else ''} {named}{last}{chat}"

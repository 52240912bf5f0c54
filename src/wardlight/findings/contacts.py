"""From watched threads to findings by contact, the one that most needs a look first."""

from collections.abc import Collection, Iterable, Mapping

from wardlight.behaviours import BEHAVIOURS
from wardlight.findings.recontact import Question
from wardlight.findings.traces import asked_of
from wardlight.findings.values import (
    AccountStatement,
    Changed,
    ContactFinding,
    Contribution,
    Milestone,
    Observed,
    ThreadStatement,
    Warned,
    Where,
)
from wardlight.findings.watch import Contact, Sighting, ThreadWatch
from wardlight.findings.wording import sentence
from wardlight.model import Account, Instant, minutes_between
from wardlight.risk.explain import Change, counterfactuals, thin
from wardlight.risk.policy import verdict_of

DELETED_ACCOUNTS = frozenset({"Instagram User", "Instagram user", "Facebook user", "Facebook User"})
"""One name for everybody who left, so their threads are never put together."""

_RANK = {"needs-a-look": 0, "some-signs": 1, "nothing-found": 2}
_OF_CONTACT = [each for each in BEHAVIOURS if each.card.id.startswith("B")]

Watched = tuple[ThreadWatch, Contact]


def questions_about(
    watches: Iterable[ThreadWatch], accounts: Collection[Account]
) -> tuple[Question, ...]:
    """Whether a contact who was stopped may be back under another name: asked, never said."""
    held = {name: each for (name, _), each in _by_contact(watches).items()}
    return asked_of(held, _by_name(accounts))


def triage(
    watches: Iterable[ThreadWatch], accounts: Collection[Account], tags: Mapping[str, str]
) -> tuple[ContactFinding, ...]:
    """One finding for each contact, across threads, in order of concern."""
    by_contact = _by_contact(watches)
    facts = _by_name(accounts)
    findings = [_finding(name, held, facts, tags) for (name, _), held in by_contact.items()]
    findings.sort(key=lambda each: (_RANK[each.verdict], -each.score, -each.messages, each.contact))
    return tuple(findings)


def _by_contact(watches: Iterable[ThreadWatch]) -> dict[tuple[str, str], list[Watched]]:
    held: dict[tuple[str, str], list[Watched]] = {}
    for watch in watches:
        for contact in watch.contacts.values():
            apart = watch.thread.id if contact.name in DELETED_ACCOUNTS else ""
            held.setdefault((contact.name, apart), []).append((watch, contact))
    return held


def _finding(
    name: str,
    held: list[Watched],
    facts: Mapping[str, list[Account]],
    tags: Mapping[str, str],
) -> ContactFinding:
    held = sorted(held, key=lambda each: -each[1].state.score)
    watch, worst = min(
        held,
        key=lambda each: (
            _RANK[verdict_of(each[1].state, each[0].weights)],
            -each[1].state.score,
        ),
    )
    verdict = verdict_of(worst.state, watch.weights)
    counts = _counts(contact for _, contact in held)
    messages = sum(contact.from_contact + contact.from_child for _, contact in held)
    return ContactFinding(
        contact=name,
        relation=tags.get(name),
        accounts=tuple(_account(each) for each in facts.get(name, ())),
        threads=tuple(_thread(*each) for each in held),
        messages=messages,
        verdict=verdict,  # type: ignore[arg-type]
        sentence=sentence(verdict, counts, messages),
        score=worst.state.score,
        warning=_warned(watch, worst),
        first_ask=_first_ask(watch, worst),
        first_photo=_first_photo(watch, worst),
        photos_from_child=sum(contact.state.past.child_pictures for _, contact in held),
        photos=tuple(
            _milestone(each_watch, *photo)
            for each_watch, contact in held
            for photo in contact.photos
        ),
        contributions=tuple(
            Contribution(name=each.name, value=each.points, because=each.because)
            for each in worst.state.addends
        ),
        observations=tuple(
            observed(each_watch, sighting)
            for each_watch, contact in held
            for sighting in contact.sightings
        ),
        counts=counts,
        lowered=tuple(each.because for each in worst.state.addends if each.points < 0),
        looked_for=tuple(each.name for each in _OF_CONTACT if not counts.get(each.name)),
        thin=thin(worst.state, watch.weights),
        changes=tuple(map(_changed, counterfactuals(worst.state, watch.weights))),
    )


def _changed(change: Change) -> Changed:
    return Changed(
        name=change.name,
        added=change.added,
        what=change.what,
        score=change.score,
        verdict=change.verdict,  # type: ignore[arg-type]
    )


def observed(watch: ThreadWatch, sighting: Sighting) -> Observed:
    """One sighting, for the report."""
    observation, ref = sighting.observation, sighting.ref
    return Observed(
        behaviour=observation.behaviour,
        actor=observation.actor,
        thread=watch.thread.id,
        message=sighting.number,
        at=str(sighting.instant),
        minutes=_minutes(watch, sighting.instant),
        refs=(
            Where(
                container=ref.source.container,
                member=ref.source.member,
                pointer=ref.pointer,
                spans=observation.spans,
            ),
        ),
        because=observation.because,
        words=sighting.words,
    )


def _counts(contacts: Iterable[Contact]) -> dict[str, int]:
    total: dict[str, int] = {}
    for contact in contacts:
        for sighting in contact.sightings:
            name = sighting.observation.behaviour
            total[name] = total.get(name, 0) + 1
    return {each.name: total[each.name] for each in BEHAVIOURS if each.name in total}


def _thread(watch: ThreadWatch, contact: Contact) -> ThreadStatement:
    thread = watch.thread
    return ThreadStatement(
        id=thread.id,
        title=thread.title,
        place=thread.place,
        group=thread.group,
        messages=watch.number,
        from_contact=contact.from_contact,
        from_child=contact.from_child,
        first=str(watch.first) if watch.first else None,
        last=str(watch.last) if watch.last else None,
    )


def _minutes(watch: ThreadWatch, instant: Instant) -> float | None:
    if watch.first is None:
        return None
    minutes = minutes_between(watch.first, instant)
    return None if minutes is None else round(minutes, 1)


def _warned(watch: ThreadWatch, contact: Contact) -> Warned | None:
    warning = contact.state.warning
    if warning is None:
        return None
    at = next(each.instant for each in contact.sightings if each.number == warning.number)
    photo = contact.first_photo
    return Warned(
        thread=watch.thread.id,
        message=warning.number,
        minutes=_minutes(watch, at),
        at=str(at),
        before_first_photo=None if photo is None else warning.number < photo[0],
    )


def _first_ask(watch: ThreadWatch, contact: Contact) -> Milestone | None:
    asks = [each for each in contact.sightings if each.observation.behaviour == "image-request"]
    return _milestone(watch, asks[0].number, asks[0].instant) if asks else None


def _first_photo(watch: ThreadWatch, contact: Contact) -> Milestone | None:
    return _milestone(watch, *contact.first_photo) if contact.first_photo else None


def _milestone(watch: ThreadWatch, number: int, instant: Instant) -> Milestone:
    return Milestone(
        thread=watch.thread.id,
        message=number,
        minutes=_minutes(watch, instant),
        at=str(instant),
    )


def _by_name(accounts: Collection[Account]) -> dict[str, list[Account]]:
    """Identity files know people by handle or by name; messages by display name. Only an equal name joins them."""
    found: dict[str, list[Account]] = {}
    for each in accounts:
        if each.standing != "owner":
            for name in {each.name, each.handle} - {None}:
                found.setdefault(str(name), []).append(each)
    return found


def _account(account: Account) -> AccountStatement:
    return AccountStatement(
        standing=account.standing,
        name=account.name,
        handle=account.handle,
        link=account.link,
        since=str(account.since) if account.since else None,
        where=str(account.ref),
    )

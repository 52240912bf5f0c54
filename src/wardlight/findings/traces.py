"""What each contact leaves to be set beside another's: when they came and stopped, what they asked for, what they shared."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from wardlight.findings.recontact import Question, Trace, identifier, questions
from wardlight.findings.watch import Contact, ThreadWatch
from wardlight.model import Account

_STOPPED = {"blocked": "was blocked", "restricted": "was restricted", "removed": "was removed"}
_SAYS_NO = ("blocks", "reports", "refusal")

Watched = tuple[ThreadWatch, Contact]


def asked_of(
    held: Mapping[str, Sequence[Watched]], accounts: Mapping[str, Collection[Account]]
) -> tuple[Question, ...]:
    """The questions whether one contact may be another, where something speaks for it.

    Args:
        held: Each contact's threads, by display name.
        accounts: What identity files say, by display name.
    """
    return questions([_trace(name, held[name], accounts.get(name, ())) for name in held])


def _trace(name: str, held: Sequence[Watched], accounts: Iterable[Account]) -> Trace:
    accounts = list(accounts)
    contacts = [contact for _, contact in held]
    stopped, how = _end(contacts, accounts)
    handles = [identifier(f"@{each.handle}") for each in accounts if each.handle]
    return Trace(
        name=name,
        began=min((each.began for each in contacts if each.began is not None), default=None),
        stopped=stopped,
        how=how,
        behaviours=_in_order(contacts),
        identifiers=frozenset(handles).union(*(each.identifiers for each in contacts)),
        phrases=frozenset[str]().union(*(each.phrases for each in contacts)),
    )


def _end(contacts: Sequence[Contact], accounts: Iterable[Account]) -> tuple[int | None, str]:
    """When and how they were stopped: by the app's own list first, then by what the child wrote."""
    for each in accounts:
        if each.standing in _STOPPED and each.since is not None and each.since.reading is not None:
            return each.since.reading, _STOPPED[each.standing]
    ended = [each for each in contacts if any(map(each.state.past.count, _SAYS_NO))]
    times = [each.ended for each in ended if each.ended is not None]
    return max(times, default=None), "stopped after the child said no"


def _in_order(contacts: Iterable[Contact]) -> tuple[str, ...]:
    seen = [
        (sighting.instant.reading or 0, sighting.number, sighting.observation.behaviour)
        for contact in contacts
        for sighting in contact.sightings
        if sighting.observation.actor == "contact"
    ]
    return tuple(dict.fromkeys(behaviour for _, _, behaviour in sorted(seen)))

"""``bench false-alarms``: on ordinary chats, how often a look is called for that nobody needed."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from wardlight.bench.chats import Chat, Corpus
from wardlight.bench.corpora.sms import streams
from wardlight.bench.judge import NEEDS_A_LOOK, SOME_SIGNS, Judged, Open, judge_all
from wardlight.bench.metrics.rates import Share, share
from wardlight.bench.runs.slices import sliced
from wardlight.bench.tables import Table, figure, rated, whole
from wardlight.errors import NothingToMeasure
from wardlight.report.wording import counted

ONE_SIDED = frozenset({"nus", "sms-lines"})


class Alarms(Struct, frozen=True):
    """One set of ordinary chats.

    Attributes:
        corpus: The file.
        unit: What a chat is there.
        kind: The kind of chats among them; empty for all.
        messages: In them.
        chats: Those that need a look.
        chats_with_signs: Those that show some signs and need no look.
        contacts: Contacts that need a look.
        warnings: For each message, how many warnings.
    """

    corpus: str
    unit: str
    kind: str
    messages: int
    chats: Share
    chats_with_signs: Share
    contacts: Share
    warnings: Share


class FalseAlarmFigures(Struct, frozen=True):
    """All that ``bench false-alarms`` finds.

    Attributes:
        sets: Each corpus whole, then its kinds. One-sided corpora twice: by sender, and by sender and recipient.
        left_out: Chats labelled as of concern, which no false alarm can be counted on.
    """

    sets: tuple[Alarms, ...]
    left_out: int


def measure(corpora: Sequence[Corpus], begin: Open) -> FalseAlarmFigures:
    """Every chat that is not labelled as one of concern is taken for ordinary.

    Raises:
        NothingToMeasure: All are labelled as of concern.
    """
    sets: list[Alarms] = []
    for corpus in corpora:
        for unit, chats in units(corpus):
            if chats:
                sets += alarms(corpus.name, unit, judge_all(chats, begin))
    if not sets:
        raise NothingToMeasure("Every chat is labelled as one of concern.")
    concern = sum(1 for corpus in corpora for _ in corpus.labelled("concern"))
    return FalseAlarmFigures(tuple(sets), concern)


def units(corpus: Corpus) -> tuple[tuple[str, tuple[Chat, ...]], ...]:
    """What is a chat: for one-sided corpora, a sender's whole stream as well as each thread."""
    ordinary = tuple(chat for chat in corpus.chats if chat.label != "concern")
    if corpus.form in ONE_SIDED:
        return ("sender's stream", streams(ordinary)), ("sender to recipient", ordinary)
    return (("chat", ordinary),)


def alarms(corpus: str, unit: str, judged: Sequence[Judged]) -> list[Alarms]:
    """The counts over all of them, then over each kind."""
    kinds = [(f"{kind}: {name}", held) for kind, name, held in sliced(judged)]
    return [_alarms(corpus, unit, kind, held) for kind, held in [("", judged), *kinds]]


def _alarms(corpus: str, unit: str, kind: str, judged: Sequence[Judged]) -> Alarms:
    verdicts = [each.verdict for each in judged]
    contacts = [outcome.verdict for each in judged for outcome in each.outcomes]
    messages = sum(len(each.chat.lines) for each in judged)
    warned = contacts.count(NEEDS_A_LOOK)
    return Alarms(
        corpus,
        unit,
        kind,
        messages,
        share(verdicts.count(NEEDS_A_LOOK), len(verdicts)),
        share(verdicts.count(SOME_SIGNS), len(verdicts)),
        share(warned, len(contacts)),
        share(min(warned, messages), messages),
    )


def tables(found: FalseAlarmFigures) -> tuple[Table, ...]:
    """The figures in words: the corpora, then their kinds."""
    whole_sets = [each for each in found.sets if not each.kind]
    out = (
        f"Left out, as labelled of concern: {counted(found.left_out, 'chat')}. "
        if found.left_out
        else ""
    )
    rates = Table(
        "False alarms",
        ("Corpus, and what is counted", "Needs a look", "Share", "95 % interval"),
        tuple(row for each in whole_sets for row in _rows(each)),
        f"{out}Every chat is taken for ordinary. Per 1,000 messages: the share times 1,000.",
    )
    kinds = Table(
        "By kind of chat",
        ("Kind", "Needs a look", "Share", "95 % interval"),
        tuple(_kind_rows(found.sets)),
    )
    return (rates, kinds) if kinds.rows else (rates,)


def _rows(each: Alarms) -> Iterable[tuple[str, ...]]:
    thousand = each.warnings
    yield (f"{each.corpus}: by {each.unit}", *rated(each.chats))
    yield ("  some signs", *rated(each.chats_with_signs))
    yield ("  by contact", *rated(each.contacts))
    yield (
        "  per 1,000 messages",
        f"{whole(thousand.count)} in {whole(thousand.of)}",
        figure(1000 * (thousand.share or 0)),
        f"{figure(1000 * thousand.low)} to {figure(1000 * thousand.high)}",
    )


def _kind_rows(sets: Iterable[Alarms]) -> Iterable[tuple[str, ...]]:
    """The kinds of each set below its name."""
    for each in sets:
        if each.kind:
            yield (f"  {each.kind.partition(': ')[2]}", *rated(each.chats))
        else:
            yield (f"{each.corpus}: by {each.unit}", "", "", "")

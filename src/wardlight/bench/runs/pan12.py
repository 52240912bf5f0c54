"""``bench pan12``: the official figures of PAN12's two problems (Inches and Crestani 2012, CLEF).

An author is flagged where any conversation gives a warning about them; each author is looked at as the contact, since the
corpus does not say who the child is. Flagged lines are those of flagged authors in which something was seen.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from msgspec import Struct

from wardlight.bench.chats import Chat, Corpus
from wardlight.bench.corpora.pan12 import Truth
from wardlight.bench.judge import NEEDS_A_LOOK, Judged, Open, Outcome, judge_all
from wardlight.bench.metrics.rates import Retrieval, of_sets
from wardlight.bench.tables import Table, figure, whole
from wardlight.report.wording import counted
from wardlight.risk.state import Addend

Place = tuple[str, str]


class Pan12Figures(Struct, frozen=True):
    """All that ``bench pan12`` finds.

    Attributes:
        conversations: That were read.
        messages: In them.
        authors: Problem 1, by author; ranked by F0.5.
        lines: Problem 2, by line; ranked by F3. None without its truth file.
        truth_not_met: Authors of the truth file who wrote nothing in these conversations.
        sums: What is known of the files' digests.
    """

    conversations: int
    messages: int
    authors: Retrieval
    lines: Retrieval | None
    truth_not_met: int
    sums: tuple[str, ...]


def measure(corpus: Corpus, truth: Truth, begin: Open) -> Pan12Figures:
    """Flag authors and lines, and compare."""
    judged = judge_all(corpus.chats, begin)
    outcomes = [outcome for each in judged for outcome in each.outcomes]
    flagged = {each.contact for each in outcomes if each.verdict == NEEDS_A_LOOK}
    met = {author for chat in corpus.chats for author in chat.authors}
    return Pan12Figures(
        len(corpus.chats),
        corpus.messages,
        of_sets(flagged, truth.authors),
        None if truth.lines is None else of_sets(_lines(judged, flagged, begin), truth.lines),
        len(truth.authors - met),
        (*corpus.sums, *truth.sums),
    )


def _lines(judged: Iterable[Judged], flagged: AbstractSet[str], begin: Open) -> set[Place]:
    """The lines of flagged authors in which something was seen. Chats in which nothing of theirs was are not read again."""
    return {
        place
        for each in judged
        if any(outcome.contact in flagged and outcome.addends for outcome in each.outcomes)
        for place in _seen(each.chat, flagged, begin)
    }


def _seen(chat: Chat, flagged: AbstractSet[str], begin: Open) -> Iterator[Place]:
    """Line by line: something was seen in a line where its author stands otherwise after it than before."""
    session = begin(chat)
    stood: dict[str, Outcome] = {}
    for line in chat.lines:
        session.feed((line,))
        stands = {each.contact: each for each in session.standing()}
        if line.author in flagged and _sightings(stands, line.author) != _sightings(
            stood, line.author
        ):
            yield chat.name, line.name
        stood = stands


def _sightings(standing: dict[str, Outcome], author: str) -> tuple[Addend, ...]:
    return standing[author].addends if author in standing else ()


def tables(found: Pan12Figures) -> tuple[Table, ...]:
    """The figures in words."""
    rows = [_row("Authors (problem 1)", found.authors)]
    if found.lines is not None:
        rows.append(_row("Lines (problem 2)", found.lines))
    absent = (
        f" Of the truth, {counted(found.truth_not_met, 'author')} wrote nothing in these conversations."
        if found.truth_not_met
        else ""
    )
    figures = Table(
        "PAN12",
        ("", "Flagged", "Wanted", "Found", "P", "R", "F1", "F0.5", "F3"),
        tuple(rows),
        f"{counted(found.conversations, 'conversation')}, {counted(found.messages, 'message')}. Problem 1 is ranked by F0.5, "
        f"problem 2 by F3.{absent}",
    )
    return figures, Table("The files", ("Digests",), tuple((each,) for each in found.sums))


def _row(name: str, of: Retrieval) -> tuple[str, ...]:
    counts = (whole(each) for each in (of.flagged, of.wanted, of.found))
    return (name, *counts, *map(figure, (of.precision, of.recall, of.f1, of.f_half, of.f3)))

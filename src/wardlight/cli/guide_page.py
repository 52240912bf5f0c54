"""Guidance on a terminal: the one first route, then what not to do, each line with its entry."""

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from wardlight.cli.terminal import facts, heading, indented, shown
from wardlight.guidance import Cite, Desk, Guidance, Line, Paper
from wardlight.guidance.outcomes import OutcomeExplained
from wardlight.guidance.strings import strings
from wardlight.guidance.work_list import ToReview


def show_guidance(console: Console, guidance: Guidance) -> None:
    """All that ``wardlight guide`` says on a terminal."""
    titles = strings().headings
    if guidance.no_pack:
        console.print(Text(guidance.no_pack, style="bold"))
    if guidance.from_messages:
        console.print(heading(titles["from_messages"]))
    for taken in guidance.from_messages:
        console.print(indented(Text(taken)))
    if guidance.stop:
        show_lines(console, titles["stop"], [guidance.stop])
    console.print(heading(f"{titles['first']}: {guidance.first.name}"))
    _show_desk(console, guidance.first)
    show_lines(console, titles["why"], guidance.why)
    show_lines(console, titles["do_not"], guidance.do_not)
    show_lines(console, titles["do"], guidance.do)
    show_lines(console, titles["have_ready"], guidance.have_ready)
    show_lines(console, titles["next"], guidance.next)
    for desk in guidance.also:
        console.print(heading(f"{titles['also']}: {desk.name}"))
        _show_desk(console, desk)
    _show_papers(console, guidance.papers)
    show_sources(console, guidance.sources)
    console.print(Text(f"\n{guidance.closing}"))


def show_outcome(console: Console, told: OutcomeExplained) -> None:
    """One way of closing a case, in words."""
    console.print(Text(f"{told.number}  {told.label}", style="bold"))
    for line in (told.means, told.presumes, told.ask, told.later, *told.more):
        _show_line(console, line)
    show_sources(console, told.sources)
    console.print(Text(f"\n{told.closing}"))


def show_work_list(console: Console, rows: Iterable[ToReview]) -> None:
    """What a reviewer has to look at."""
    console.print(Text(strings().headings["unverified"], style="bold"))
    for row in rows:
        console.print(Text(f"\n{row.folder}/{row.entry}", style="bold"), soft_wrap=True)
        due = f"review by {row.review_by}" + (", overdue" if row.overdue else "")
        console.print(indented(Text(f"{row.status}, {due}")))
        console.print(indented(shown(row.says)))
        if row.asks:
            console.print(indented(shown(f"Printed as: {row.asks}")))
        console.print(indented(shown(f"{row.title} ({row.dated})")))
        console.print(indented(shown(row.url)), soft_wrap=True)


def show_lines(console: Console, title: str, lines: Iterable[Line]) -> None:
    """A heading and its lines; nothing where there are none."""
    kept = list(lines)
    if kept:
        console.print(heading(title))
    for line in kept:
        _show_line(console, line)


def show_sources(console: Console, sources: dict[str, Cite]) -> None:
    """Every entry with the page it rests on."""
    console.print(heading(strings().headings["sources"]))
    for entry, cite in sources.items():
        label = strings().labels[cite.status]
        said = f"[{entry}] {cite.title} ({cite.dated}). {label}, {cite.checked}. {cite.url}"
        console.print(indented(shown(said)))


def _show_papers(console: Console, papers: Iterable[Paper]) -> None:
    rows: list[tuple[str, str | Text]] = [(each.document, each.title) for each in papers]
    if rows:
        console.print(heading(strings().headings["papers"]))
        console.print(facts(rows))


def _show_desk(console: Console, desk: Desk) -> None:
    for line in desk.lines:
        _show_line(console, line)
    for more in filter(None, [*desk.numbers, desk.link]):
        console.print(indented(shown(more, style="bold")), soft_wrap=True)


def _show_line(console: Console, line: Line) -> None:
    lead = f"{strings().labels['ask']}: " if line.status == "check" else ""
    said = shown(f"{lead}{line.text}")
    said.append(f"  [{', '.join(line.entries)}]", style="dim")
    console.print(indented(said))
    if line.overdue is not None:
        overdue = strings().overdue.format(day=line.overdue)
        console.print(indented(Text(overdue, style="bold yellow"), 4))

"""An explanation on a terminal: the messages with what was seen in each, then why, and why not."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace
from rich.console import Console
from rich.table import Table
from rich.text import Text

from wardlight.cli.answer import contact_facts, show_trust, show_verdict
from wardlight.cli.terminal import facts, heading, labelled, shown
from wardlight.findings import ContactFinding, Explanation, Observed, TimelineRow
from wardlight.report import visible, visible_name
from wardlight.report import wording as say

AROUND = 2
_SIDES = {"contact": ("contact", "bold"), "child": ("child", "cyan")}
_INDENT = 24


def masked(explanation: Explanation) -> Explanation:
    """The same without a word of what anybody wrote."""
    rows = tuple(
        replace(row, words="", observed=_wordless(row.observed)) for row in explanation.rows
    )
    finding = explanation.finding
    hidden = replace(finding, observations=_wordless(finding.observations))
    return replace(explanation, rows=rows, finding=hidden)


def _wordless(seen: tuple[Observed, ...]) -> tuple[Observed, ...]:
    return tuple(replace(each, words=None) for each in seen)


def show_explanation(
    console: Console, explanation: Explanation, *, everything: bool, mask: bool
) -> None:
    """All that ``wardlight explain`` says on a terminal."""
    finding = explanation.finding
    show_verdict(console, finding)
    console.print()
    console.print(facts(contact_facts(finding)))
    for thread, rows in _threads(explanation.rows):
        console.print(heading(_chat_title(finding, thread)))
        _show_thread(console, rows, everything=everything, mask=mask)
    _show_why(console, finding)
    _show_why_not(console, explanation)
    _show_changes(console, finding)
    show_trust(console, explanation.base_rate, explanation.closing)


def _threads(rows: Sequence[TimelineRow]) -> Iterator[tuple[str, list[TimelineRow]]]:
    found: dict[str, list[TimelineRow]] = {}
    for row in rows:
        found.setdefault(row.thread, []).append(row)
    yield from found.items()


def _chat_title(finding: ContactFinding, thread: str) -> str:
    for each in finding.threads:
        if each.id == thread:
            return f"The chat “{visible_name(each.title)}”: {say.thread_words(each)}"
    return f"The chat {visible(thread)}"


# --- the messages ----------------------------------------------------------------------------


def _show_thread(
    console: Console, rows: Sequence[TimelineRow], *, everything: bool, mask: bool
) -> None:
    clock = say.clock_words(rows[0].at)
    if clock:
        console.print(Text(f"  Times are on this clock: {clock}.", style="dim"))
    day, score, last = "", 0, -1
    for number in range(len(rows)) if everything else _worth_showing(rows):
        row = rows[number]
        _show_gap(console, number - last - 1)
        if (today := say.shared_day([row.at])) and today != day:
            console.print(Text(f"\n  {today}", style="bold"))
            day = today
        _show_row(console, row, day=day, rise=row.score - score, mask=mask)
        score, last = row.score, number
    _show_gap(console, len(rows) - last - 1)


def _worth_showing(rows: Sequence[TimelineRow]) -> list[int]:
    """Messages in which something was seen or the child sent something, and those around them."""
    kept: set[int] = set()
    for number, row in enumerate(rows):
        if row.observed or row.warned_here or (row.actor == "child" and row.attachments):
            kept.update(range(max(0, number - AROUND), min(len(rows), number + AROUND + 1)))
    _close_holes_of_one(kept)
    return sorted(kept)


def _close_holes_of_one(kept: set[int]) -> None:
    """One message left out costs as many lines as the note that it was."""
    kept |= {before + 1 for before, after in pairwise(sorted(kept)) if after - before == 2}


def _show_gap(console: Console, left_out: int) -> None:
    if left_out > 0:
        gap = f"… {say.counted(left_out, 'message')} in which nothing was seen …"
        console.print(Text(" " * _INDENT + gap, style="dim"))


def _show_row(console: Console, row: TimelineRow, *, day: str, rise: int, mask: bool) -> None:
    side, style = _SIDES.get(row.actor or "", ("app" if row.sender is None else "other", "dim"))
    number = f"{row.message:,}" if row.message is not None else ""
    clock = say.when(row.at, day) if say.shared_day([row.at]) else "--:--"
    prefix = f"{number:>6}  {clock:<6} {side:<8} "
    body = _body(row, mask=mask)
    for seen in row.observed:
        side_of_it = "" if seen.actor == row.actor else f"the {seen.actor}: "
        body.append(f"\n> {side_of_it}{visible(seen.because)}", style="yellow")
    if rise:
        body.append(f"\n> score {row.score} ({rise:+d})", style="dim")
    lines = body.wrap(console, max(console.width - _INDENT, 20))
    for line, start in zip(lines, [prefix, *[" " * _INDENT] * len(lines)], strict=False):
        console.print(Text(start, style=style).append_text(line), soft_wrap=True)
    if row.warned_here:
        console.rule(Text(f"the warning is fixed here, at message {number}", style="bold red"))


def _body(row: TimelineRow, *, mask: bool) -> Text:
    parts = []
    if row.actor is None and row.sender is not None:
        parts.append(Text(f"{visible_name(row.sender)}:", style="dim"))
    if row.words:
        parts.append(Text(visible(row.words, lines=True)))
    elif row.kind == "text":
        parts.append(Text("(words hidden)" if mask else "(no words)", style="dim"))
    elif not row.attachments:
        parts.append(Text(f"({say.kind(row.kind)})", style="dim"))
    if row.attachments:
        names = ", ".join(visible(name.rpartition("/")[2]) for name in row.attachments)
        parts.append(Text(f"({say.kind('media')}, not opened: {names})", style="dim"))
    return Text("\n").join(parts)


# --- why, and why not ------------------------------------------------------------------------


def _show_why(console: Console, finding: ContactFinding) -> None:
    console.print(heading(f"Why: these add up to {finding.score}"))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True, min_width=6)
    table.add_column(overflow="fold")
    for each in finding.contributions:
        table.add_row(f"{each.value:+d}", shown(f"{say.act(each.name)}: {each.because}"))
    if not finding.contributions:
        table.add_row("", Text("nothing was seen that counts"))
    console.print(table)


def _show_why_not(console: Console, explanation: Explanation) -> None:
    finding = explanation.finding
    console.print(heading("Why not"))
    rows: list[tuple[str, str | Text]] = [
        ("Lowered by", "; ".join(finding.lowered) or "nothing was found that lowers it"),
        ("Not found", say.looked_for_words(finding) or "everything looked for was seen"),
    ]
    if finding.thin:
        rows.append(("Little to go on", finding.thin))
    not_run = [f"{each.what}: {each.why}" for each in explanation.not_run]
    rows += labelled("Not run", not_run or ["everything this version can look for was run"])
    console.print(facts(rows))


def _show_changes(console: Console, finding: ContactFinding) -> None:
    console.print(heading("What would change it"))
    if not finding.changes:
        console.print(Text("  No single thing would."))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(justify="right", no_wrap=True, min_width=6)
    table.add_column(overflow="fold")
    for each in finding.changes:
        table.add_row(f"{each.score}", shown(f"{each.what}: {say.VERDICTS[each.verdict].lower()}"))
    console.print(table)

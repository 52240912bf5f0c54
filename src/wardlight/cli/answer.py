"""An assessment on a terminal: the verdict sentences first, then why, then how far to trust it."""

from collections.abc import Iterable, Sequence

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from wardlight.cli.terminal import facts, heading, indented, labelled, shown, typed
from wardlight.findings import Actor, Assessment, ContactFinding, Said, Verdict
from wardlight.report import visible, visible_name
from wardlight.report import wording as say
from wardlight.report.side_by_side import Row, ThreadRows, side_by_side
from wardlight.words import NEVER_BLAME

ROWS_SHOWN = 40
ACCOUNTS_SHOWN = 4
QUIET_SHOWN = 30
NOTICES_SHOWN = 12
PLACES_SHOWN = 3
FILES_SHOWN = 8

STYLES: dict[Verdict, str] = {
    "needs-a-look": "bold red",
    "some-signs": "bold yellow",
    "nothing-found": "green",
}


def show_assessment(console: Console, assessment: Assessment) -> None:
    """All that ``wardlight assess`` says on a terminal."""
    console.print(Text(say.headline(assessment), style="bold"))
    if assessment.owner is None and assessment.contacts:
        console.print(Text(say.OWNER_UNKNOWN))
    looked = say.chosen(assessment.contacts, "needs-a-look", "some-signs")
    if looked:
        console.print(
            Text(f"{NEVER_BLAME} If a child is in danger now, call the emergency services first.")
        )
    for finding in looked:
        _show_contact(console, finding)
    _show_questions(console, assessment)
    _show_quiet(console, say.chosen(assessment.contacts, "nothing-found"))
    _show_reading(console, assessment)
    _show_notices(console, assessment.notices)
    _show_not_run(console, assessment)
    show_trust(console, assessment.base_rate, assessment.closing)


def _show_questions(console: Console, assessment: Assessment) -> None:
    if not assessment.questions:
        return
    console.print(heading("Could somebody be back under another name?"))
    for each in assessment.questions:
        why = f"{visible(each.asks)} {say.listed(each.rests_on).capitalize()}. Look at both chats."
        console.print(indented(Text(why)))


def show_trust(console: Console, base_rate: str, closing: str) -> None:
    """How often this is right, and what nothing found does not mean."""
    console.print(heading("How sure is this?"))
    console.print(indented(Text(base_rate)), indented(Text(closing)))


def show_verdict(console: Console, finding: ContactFinding) -> None:
    """The verdict word with the contact's name, and the sentence."""
    verdict = Text(f"\n{say.VERDICTS[finding.verdict].upper()}", style=STYLES[finding.verdict])
    console.print(Text.assemble(verdict, ("  ", ""), (visible_name(finding.contact), "bold")))
    console.print(indented(shown(finding.sentence)))


def contact_facts(finding: ContactFinding) -> list[tuple[str, str | Text]]:
    """The few things to know of a contact, each with its label."""
    rows: list[tuple[str, str | Text]] = [
        ("Warning", say.warning_words(finding)),
        ("First ask", say.first_time(finding.first_ask, "no picture was asked for")),
        ("First picture", say.first_time(finding.first_photo, "none from the child")),
        (
            "Pictures",
            f"{finding.photos_from_child:,} from the child, by name only; none was opened",
        ),
        ("The contact", _acts(finding, "contact")),
        ("The child", _acts(finding, "child")),
        ("Lowered by", "; ".join(finding.lowered) or "nothing was found that lowers it"),
    ]
    accounts = [f"{say.account_name(each)}: {say.account_words(each)}" for each in finding.accounts]
    rows += labelled("Account", accounts[:ACCOUNTS_SHOWN])
    return rows + ([("You said", finding.relation)] if finding.relation else [])


def _acts(finding: ContactFinding, actor: Actor) -> str:
    often = say.how_often(finding, actor)
    return "; ".join(f"{what} {number}" for what, number in often) or "nothing was seen"


def _show_contact(console: Console, finding: ContactFinding) -> None:
    show_verdict(console, finding)
    console.print()
    console.print(facts(contact_facts(finding)))
    parts = side_by_side(finding)
    for part in parts:
        _show_rows(console, part, several=len(parts) > 1)
    if parts and all(row.words is None for part in parts for row in part.rows):
        hint = f"{say.WORDS_HIDDEN} To show them: --reveal {typed(finding.contact)}"
        console.print(indented(Text(hint, style="dim")))


def _show_rows(console: Console, part: ThreadRows, *, several: bool) -> None:
    chat = f" in the chat “{visible_name(part.thread.title)}”" if several and part.thread else ""
    clock = say.clock_words(part.rows[0].at)
    on = f", {part.day}" if part.day else ""
    console.print(
        Text(f"\n  Asks and answers{chat}{on}{f' ({clock})' if clock else ''}", style="bold")
    )
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False)
    table.add_column("  No.", justify="right", no_wrap=True)
    table.add_column("When", no_wrap=bool(part.day))
    table.add_column("The contact", ratio=1, overflow="fold")
    table.add_column("The child", ratio=1, overflow="fold")
    for row in part.rows[:ROWS_SHOWN]:
        table.add_row(Text(f"  {row.message:,}"), shown(say.when(row.at, part.day)), *_sides(row))
    console.print(table)
    _say_rest(console, len(part.rows) - ROWS_SHOWN, "message", "--out and --json give all")


def _sides(row: Row) -> tuple[Group, Group]:
    contact: list[Text] = [Text(each) for each in row.contact]
    child: list[Text] = [Text(each, style="cyan") for each in row.child]
    if row.words is not None:
        words = Text(f"“{visible(row.words, lines=True)}”", style="italic", overflow="fold")
        (contact if row.contact else child).append(words)
    if row.warned:
        contact.append(Text("<- the warning is fixed here", style="bold red"))
    return Group(*contact), Group(*child)


def _show_quiet(console: Console, quiet: Sequence[ContactFinding]) -> None:
    if not quiet:
        return
    title = f"NOTHING FOUND  in {say.counted(len(quiet), 'contact')}"
    console.print(Text(f"\n{title}", style=STYLES["nothing-found"]))
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True, overflow="ellipsis", max_width=40)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, overflow="ellipsis")
    for finding in quiet[:QUIET_SHOWN]:
        messages = say.counted(finding.messages, "message")
        table.add_row(
            Text(f"  {visible_name(finding.contact)}"), messages, shown(finding.relation or "")
        )
    console.print(table)
    _say_rest(console, len(quiet) - QUIET_SHOWN, "contact", "--out and --json name all")


def _show_reading(console: Console, assessment: Assessment) -> None:
    read, export = assessment.coverage, assessment.export
    console.print(heading("What was read"))
    rows: list[tuple[str, str | Text]] = [
        ("Export", export.name),
        ("Read as", f"{export.platform} ({export.reader}): {export.reason}"),
        ("Child", Text(say.child_words(assessment))),
        ("Messages", say.period(read.first, read.last)),
        ("Records", say.reconciled(read)),
        ("Files", say.files_words(read)),
    ]
    console.print(facts(rows + labelled("Not in it", export.absence)))
    odd = [file for file in read.files if file.status in ("partial", "refused") or file.unexplained]
    for file in odd[:FILES_SHOWN]:
        why = f": {file.why}" if file.why else ""
        console.print(indented(shown(f"{file.path} ({say.FILE_STATUS[file.status]}{why})"), 4))
    _say_rest(console, len(odd) - FILES_SHOWN, "file", "--out and --json name all")
    if read.unexplained:
        console.print(indented(Text(say.UNEXPLAINED, style="bold red")))


def _show_notices(console: Console, notices: Sequence[Said]) -> None:
    if not notices:
        return
    console.print(heading("What to know about this export"))
    for notice in notices[:NOTICES_SHOWN]:
        often = f" ({say.times(notice.times)})" if notice.times > 1 else ""
        next_step = f" Next: {notice.next_step}" if notice.next_step else ""
        console.print(indented(shown(f"{notice.what}{often}. {notice.meaning}{next_step}")))
        place = ": ".join(each for each in (notice.where, notice.detail) if each)
        for each in (place, *notice.elsewhere[: PLACES_SHOWN - 1]):
            if each:
                console.print(indented(shown(each, "dim"), 4))
        _say_rest(console, notice.times - PLACES_SHOWN, "place", "--out and --json give all", by=4)
    _say_rest(console, len(notices) - NOTICES_SHOWN, "notice", "--out and --json give all")


def _show_not_run(console: Console, assessment: Assessment) -> None:
    if not assessment.not_run:
        return
    console.print(heading("What did not run, and could hide something"))
    for each in assessment.not_run:
        console.print(indented(shown(f"{each.what}: {each.why}")))


def _say_rest(console: Console, left: int, one: str, where: str, *, by: int = 2) -> None:
    if left > 0:
        rest = Text(f"and {say.counted(left, f'more {one}')}; {where}.", style="dim")
        console.print(indented(rest, by))


def warned(contacts: Iterable[ContactFinding]) -> bool:
    """Whether any contact reached a warning."""
    return any(contact.warning is not None for contact in contacts)

"""The report as one file that is PDF/A-3a and PDF/UA-1: it keeps, and a screen reader can read it.

Typst makes it from our own template and fonts and from nothing else: no system font, no network. The same messages
give the same bytes. A long conversation is cut to what stands around anything that was seen, and the page says so;
the whole of it is in ``report.html`` and ``messages.csv``.
"""

import shutil
from collections.abc import Iterator
from datetime import datetime
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import msgspec

from wardlight.evidence.exports import html, page
from wardlight.evidence.exports.page import About, Fact, MessageRow
from wardlight.evidence.story import Story
from wardlight.report import visible
from wardlight.report.timeline import Timeline
from wardlight.report.wording import VERDICTS, counted
from wardlight.typeset import make_pdf

LONGEST: Final = 5_000
"""Messages in a PDF: about 340 pages, and 700 MB of memory to set. Nobody prints more."""
AROUND: Final = 20
ROWS_A_TABLE: Final = 500


def write_full(story: Story, path: Path) -> None:
    """``report.pdf``, with the words of every message."""
    _write(story, path, masked=False)


def write_masked(story: Story, path: Path) -> None:
    """``report-masked.pdf``, for those who need not read the words."""
    _write(story, path, masked=True)


def _write(story: Story, path: Path, *, masked: bool) -> None:
    desk = story.folder / "typst"
    desk.mkdir(exist_ok=True)
    layout = resources.files("wardlight.evidence.exports").joinpath("templates/report.typ")
    pdf = make_pdf(
        layout.read_text("utf-8"),
        _content(story, desk, masked=masked),
        "a-3a",
        "ua-1",
        pictures=desk,
        made=datetime.fromisoformat(story.statement.sealing.made),
    )
    path.write_bytes(pdf)
    shutil.rmtree(desk)


def _content(story: Story, desk: Path, *, masked: bool) -> dict[str, Any]:
    statement = story.statement
    findings = story.findings
    kind = f", a copy for {visible(statement.recipient)}" if statement.kind == "copy" else ""
    mask = " (words hidden)" if masked else ""
    chosen = _chosen(story)
    return {
        "title": f"Record of messages{kind}{mask}",
        "footer": f"Pack {statement.pack}, wardlight {statement.wardlight}",
        "lead": [
            {"name": one.name, "sentence": one.sentence} for one in page.about(story)
        ],
        "limits": page.LIMITS,
        "trust": [findings.base_rate, findings.closing] if findings else [],
        "made": _rows(page.made_from(story)),
        "seal": _rows(page.seal_facts(statement)),
        "contacts": list(_contacts(page.about(story), desk)),
        "acts": [msgspec.to_builtins(each) for each in page.act_rows(story)],
        "messages_heading": "Every message" if chosen is None else "Messages around what was seen",
        "messages_note": _note(story, chosen),
        "messages": list(_tables(story, chosen, masked=masked)),
        "notices": [_notice(each.what, each.meaning, each.detail) for each in story.notices],
        "not_run": [_notice(what, why, "") for what, why in findings.not_run] if findings else [],
        "glossary": [{"label": word, "value": meaning} for word, meaning in page.GLOSSARY],
    }  # fmt: skip


def _rows(facts: tuple[Fact, ...]) -> list[dict[str, str]]:
    return [{"label": each.label, "value": each.value} for each in facts]


def _notice(what: str, meaning: str, detail: str) -> str:
    return ". ".join(visible(each).rstrip(".") for each in (what, meaning, detail) if each) + "."


def _contacts(about: tuple[About, ...], desk: Path) -> Iterator[dict[str, Any]]:
    for number, one in enumerate(about):
        drawn = [each for each in one.pictures if each.marks]
        yield {
            "name": one.name,
            "verdict": VERDICTS[one.verdict],  # type: ignore[index]
            "sentence": one.sentence,
            "facts": _rows(one.facts),
            "accounts": _rows(one.accounts),
            "score": one.score,
            "why": one.why,
            "pictures": [
                _picture(each, f"{number}-{which}.svg", desk) for which, each in enumerate(drawn)
            ],
        }


def _picture(picture: Timeline, name: str, desk: Path) -> dict[str, str]:
    template = html.pages().get_template("timeline.svg.j2")
    (desk / name).write_text(template.render(picture=picture), "utf-8")
    return {"file": name, "title": picture.title, "words": picture.desc}


def _chosen(story: Story) -> frozenset[int] | None:
    """Which messages of a conversation that is too long for paper; None for all."""
    if story.statement.messages <= LONGEST:
        return None
    chosen: set[int] = set()
    for number in sorted({*story.acts, *story.warned}):
        chosen.update(range(number - AROUND, number + AROUND + 1))
        if len(chosen) >= LONGEST:
            break
    return frozenset(chosen)


def _note(story: Story, chosen: frozenset[int] | None) -> str:
    clocks = f"Times are on this clock: {'; '.join(page.clocks(story))}. "
    if chosen is None:
        return clocks + page.place_words(story)
    return clocks + (
        f"There are {counted(story.statement.messages, 'message')}, too many for paper. Here are those in which "
        f"something was seen, with {AROUND} before and after each, up to {LONGEST:,}. All of them are in "
        "report.html and messages.csv."
    )


def _tables(
    story: Story, chosen: frozenset[int] | None, *, masked: bool
) -> Iterator[dict[str, Any]]:
    """Tables of a bounded length: one of thousands of rows is more than some readers take."""
    rows = (
        row
        for row in page.message_rows(story, masked=masked)
        if chosen is None or row.number in chosen
    )
    for _, some in groupby(enumerate(rows), key=lambda each: each[0] // ROWS_A_TABLE):
        block = [row for _, row in some]
        yield {
            "caption": f"Messages {block[0].number:,} to {block[-1].number:,}",
            "rows": [_cells(row) for row in block],
        }


def _cells(row: MessageRow) -> dict[str, str]:
    warned = ("warning fixed here",) if row.warned else ()
    sent = tuple(f"sent, by name only: {each}" for each in row.sent)
    return {
        "n": str(row.number),
        "at": "\n".join(filter(None, (row.at, row.doubt))),
        "written": f"as written: {row.written}" if row.written else "",
        "who": "\n".join(filter(None, (row.sender, row.side))),
        "what": "\n".join(filter(None, (row.words, *sent))),
        "seen": "; ".join((*row.seen, *warned)),
    }

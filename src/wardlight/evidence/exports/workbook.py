"""The messages as a workbook in which no cell is a formula or a link: every cell is written as text."""

from datetime import datetime
from pathlib import Path

from wardlight.evidence.exports.tables import MESSAGE_COLUMNS, message_rows
from wardlight.evidence.seal import missing
from wardlight.evidence.story import Story
from wardlight.report import visible

_LONGEST = 32_767
_MOST_ROWS = 1_048_575
_CUT = " [cut here: a cell holds no more; the whole is in messages.jsonl]"
_WIDTHS = (6, 6, 16, 22, 10, 16, 14, 22, 10, 60, 24, 20, 30, 40, 18)


def write(story: Story, path: Path) -> None:
    """``messages.xlsx``; the same bytes for the same messages.

    Raises:
        ExtraMissing: xlsxwriter is not installed.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 - an extra
    except ImportError as e:
        raise missing("A workbook", "xlsxwriter") from e
    plain = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(story.folder),
    }
    book = xlsxwriter.Workbook(path, plain)
    made = story.statement.sealing.made
    book.set_properties({"title": f"Messages, pack {story.statement.pack}", "created": _time(made)})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    heading = book.add_format({"bold": True, "text_wrap": True})
    sheet = book.add_worksheet("Messages")
    sheet.freeze_panes(1, 0)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, wrapped)
    for column, title in enumerate(MESSAGE_COLUMNS):
        sheet.write_string(0, column, title, heading)
    for number, row in enumerate(message_rows(story), 1):
        if number > _MOST_ROWS:
            break
        for column, value in enumerate(row):
            sheet.write_string(number, column, _cell(value), wrapped)
    book.close()


def _cell(value: object) -> str:
    text = visible(str(value), lines=True)
    return text if len(text) <= _LONGEST else text[: _LONGEST - len(_CUT)] + _CUT


def _time(made: str) -> datetime:
    return datetime.fromisoformat(made).replace(tzinfo=None)

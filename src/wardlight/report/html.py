"""The report as one HTML file: no script, nothing fetched, and a policy in it that holds it to that."""

import base64
import hashlib
import json
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined, Template, TemplateNotFound

from wardlight.errors import PartMissing
from wardlight.findings import Assessment, ContactFinding
from wardlight.report import wording
from wardlight.report.folder import write_file
from wardlight.report.side_by_side import side_by_side
from wardlight.report.timeline import timeline
from wardlight.report.visible import visible, visible_name
from wardlight.words import NEVER_BLAME

REPORT, DATA = "report.html", "assessment.json"
NAMES = (REPORT, DATA)

ROWS_SHOWN = 300
FILES_SHOWN = 200
PLACES_SHOWN = 20


def write_report(assessment: Assessment, folder: Path) -> list[Path]:
    """Write ``report.html`` and ``assessment.json`` into a folder that is there.

    Raises:
        CannotWrite: The disk is full, or it may not be written to.
        PartMissing: The template is not where it was installed.
    """
    page = report_html(assessment).encode("utf-8", "backslashreplace")
    return [
        write_file(folder / REPORT, page),
        write_file(folder / DATA, json_bytes(assessment)),
    ]


def json_bytes(value: msgspec.Struct) -> bytes:
    """The value as one indented JSON object with a line end."""
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
    except UnicodeEncodeError:  # a path that is not UTF-8 has halves of characters in it
        return json.dumps(msgspec.to_builtins(value), indent=2).encode() + b"\n"


def report_html(assessment: Assessment) -> str:
    """The whole page as text."""
    style = _part("style.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    shown = wording.chosen(assessment.contacts, "needs-a-look", "some-signs")
    return _template().render(
        assessment=assessment,
        contacts=[_contact(number, each) for number, each in enumerate(shown, 1)],
        quiet=wording.chosen(assessment.contacts, "nothing-found"),
        style=style,
        style_digest=digest,
        never_blame=NEVER_BLAME,
        base_rate=assessment.base_rate,
        rows_shown=ROWS_SHOWN,
        files_shown=FILES_SHOWN,
        places_shown=PLACES_SHOWN,
    )


def _contact(number: int, finding: ContactFinding) -> Mapping[str, Any]:
    parts = side_by_side(finding)
    return {
        "number": number,
        "id": f"contact-{number}",
        "finding": finding,
        "threads": [(part, timeline(finding, part.id)) for part in parts],
        "words_shown": any(row.words is not None for part in parts for row in part.rows),
    }


def _template() -> Template:
    try:
        pages = Environment(
            loader=PackageLoader("wardlight.report"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        pages.filters.update(visible=visible, name=visible_name)
        pages.globals["say"] = wording
        return pages.get_template("report.html.j2")
    except (TemplateNotFound, ValueError) as e:
        raise _missing("report.html.j2") from e


def _part(name: str) -> str:
    try:
        return resources.files("wardlight.report").joinpath(name).read_text("utf-8")
    except OSError as e:
        raise _missing(name) from e


def _missing(name: str) -> PartMissing:
    return PartMissing("A part of the report is missing.", where=f"wardlight/report/{name}")

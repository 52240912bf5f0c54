"""The documents of ``wardlight guide``: filled, shown or saved, never sent."""

from datetime import date
from pathlib import Path

import click
import msgspec

from wardlight.errors import FactsUnreadable, UnsafeOutput
from wardlight.findings import Assessment
from wardlight.guidance import Situation
from wardlight.guidance.documents.fill import Document, document
from wardlight.guidance.documents.html import as_html
from wardlight.guidance.documents.pdf import as_pdf
from wardlight.guidance.documents.text import as_text
from wardlight.guidance.facts import Facts, facts_of
from wardlight.report import prepare_folder, write_file
from wardlight.report.html import DATA
from wardlight.typeset import can_make_pdf

_HEAD = b"<!doctype html>\n<!-- wardlight document -->"


def read_facts(place: Path, contact: str | None) -> Facts | None:
    """The facts of one contact from what ``wardlight assess --out`` wrote.

    Args:
        place: The folder, or the JSON file in it.
        contact: A display name; None for the first that needs a look.

    Raises:
        FactsUnreadable: It is not there, is not an assessment, or has nobody of that name.
    """
    file = place / DATA if place.is_dir() else place
    try:
        assessment = msgspec.json.decode(file.read_bytes(), type=Assessment)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise FactsUnreadable("No assessment could be read there.", where=str(file)) from error
    facts = facts_of(assessment, contact)
    if facts is None and contact is not None:
        raise FactsUnreadable("Nobody of that name is in the assessment.", where="--contact")
    return facts


def filled_documents(
    names: tuple[str, ...], situation: Situation, facts: Facts | None, today: date
) -> list[Document]:
    """Each document asked for, filled."""
    return [document(name, situation, facts, today) for name in names]


def show_documents(documents: list[Document]) -> None:
    """The documents as text, one after the other."""
    for filled in documents:
        click.echo(as_text(filled))


def save_documents(documents: list[Document], folder: Path) -> list[Path]:
    """Each as text and as a page; as PDF too where that extra is installed.

    Raises:
        UnsafeOutput: A file of that name is there that is not ours.
        CannotWrite: The folder cannot be written to.
    """
    prepare_folder(folder, (), ())
    for filled in documents:
        _refuse_foreign(folder, filled.name)
    return [path for filled in documents for path in _save(filled, folder)]


def _save(filled: Document, folder: Path) -> list[Path]:
    page = folder / f"{filled.name}.html"
    saved = [write_file(page, as_html(filled).encode("utf-8", "backslashreplace"))]
    text = as_text(filled).encode("utf-8", "backslashreplace")
    saved.append(write_file(page.with_suffix(".txt"), text))
    if can_make_pdf():
        saved.append(write_file(page.with_suffix(".pdf"), as_pdf(filled)))
    return saved


def _refuse_foreign(folder: Path, name: str) -> None:
    page = folder / f"{name}.html"
    if page.is_file():
        with page.open("rb") as file:
            if file.read(len(_HEAD)) == _HEAD:
                return
    for suffix in (".html", ".txt", ".pdf"):
        if page.with_suffix(suffix).exists():
            raise UnsafeOutput(
                f"There is a {name}{suffix} in that folder that Wardlight did not write.",
                where=str(folder),
            )

"""The shape of a document: headings and what stands under them. A form says nothing of its own about the law.

A sentence that is ours, such as a request in a letter, names the entries it rests on; without one of them in the
nation's pack it is left out.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from wardlight.errors import PartMissing, UnknownDocument
from wardlight.guidance.entry import Role, Use, When

DOCUMENTS = (
    "in-trouble-parent",
    "in-trouble-child",
    "ask-the-officer",
    "report",
    "extraction",
    "school-record",
    "platform-report",
    "statement",
    "after-the-report",
    "offence-hints",
)
"""Every document, by the name that ``--document`` takes: a file each in ``forms/<language>``."""

Table = Literal["accounts", "seen", "answers", "offences"]


class Item(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One thing under a heading; exactly one of the first five is given.

    Attributes:
        topic: Every entry with this topic that holds.
        routes: Desks of these uses.
        table: Rows from the assessment, or from the offence hints.
        field: A label to fill in.
        say: A sentence of ours.
        value: Of a field: what fills it, where it is known.
        rests_on: Of a sentence: the entries or topics it rests on.
        ask_only: Of a topic: only what is printed as a question.
    """

    topic: str = ""
    routes: tuple[Use, ...] = ()
    table: Table | None = None
    field: str = ""
    say: str = ""
    value: str = ""
    rests_on: tuple[str, ...] = ()
    ask_only: bool = False


class Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A heading and what stands under it.

    Attributes:
        heading: As it is printed; empty for none.
        items: What stands under it.
        when: For whom it holds.
        repeat: How many empty copies are printed, for a diary.
    """

    heading: str = ""
    items: tuple[Item, ...]
    when: When = When()
    repeat: int = 1


class Form(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One document before it is filled.

    Attributes:
        title: As it is printed.
        about: One line for the list of documents.
        reader: Whose words it is written in.
        needs: Topics without which the nation's pack cannot carry it.
        roles: Who may have it; empty for everybody.
        offer: When ``wardlight guide`` names it among the papers.
        parts: In order.
    """

    title: str
    about: str
    reader: Literal["adult", "family", "child"]
    needs: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    offer: When = When()
    parts: tuple[Part, ...]


@cache
def form(name: str, language: str = "en") -> Form:
    """The form of this name, in a language that has a catalogue.

    Raises:
        UnknownDocument: There is none.
        PartMissing: Its file is not there or does not fit.
    """
    if name not in DOCUMENTS:
        raise UnknownDocument(f"There is no document called {name}.", where="--document")
    file = resources.files("wardlight.guidance.documents") / "forms" / language / f"{name}.toml"
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Form)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PartMissing(f"The form {name} cannot be read.", where=str(error)) from error

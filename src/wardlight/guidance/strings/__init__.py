"""The catalogue: every heading, label and question that guidance prints, apart from what is cited.

One file for each language. Law and routes are not here: they stand in the packs, each with its source, and are never
machine-translated.
"""

import tomllib
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from wardlight.errors import PartMissing

LANGUAGES = ("en",)
"""Languages with a catalogue: a file each."""


class Question(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One question of the triage.

    Attributes:
        ask: The question.
        child: The same for a child who answers; empty where it is the same.
        why: Why it is asked; empty where that is plain.
        answers: The answer's value and how it is shown; empty where any text will do.
        several: Whether more than one answer can be given.
    """

    ask: str
    child: str = ""
    why: str = ""
    answers: dict[str, str] = {}
    several: bool = False


class Strings(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One language's catalogue.

    Attributes:
        closing: Ends every answer.
        no_pack: Said where the nation has no pack.
        overdue: Stands beside an entry past its review day; holds ``{day}``.
        urgent: Said at once when a child is in danger or hurt.
        draft: Stands at the head of every document.
        headings: Of the answer's parts.
        questions: Of the triage, by field of the situation.
        labels: Of values, for people.
    """

    closing: str
    no_pack: str
    overdue: str
    urgent: str
    draft: str
    headings: dict[str, str]
    labels: dict[str, str]
    questions: dict[str, Question]


@cache
def strings(language: str = "en") -> Strings:
    """The catalogue of a language.

    Raises:
        PartMissing: It is not there or does not fit.
    """
    file = resources.files("wardlight.guidance.strings") / f"{language}.toml"
    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Strings)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PartMissing("The catalogue of words cannot be read.", where=str(error)) from error

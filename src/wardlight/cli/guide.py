"""``wardlight guide``: whom to tell first, what not to do, what to have ready, and what the law says, each line cited."""

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import click
import msgspec

from wardlight.cli.assess import print_json, show_written
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.guide_documents import (
    filled_documents,
    read_facts,
    save_documents,
    show_documents,
)
from wardlight.cli.guide_page import show_guidance, show_outcome, show_work_list
from wardlight.cli.guide_questions import ask_missing
from wardlight.cli.options import a_name, json_option
from wardlight.cli.terminal import page
from wardlight.guidance import NATIONS, Situation, choose
from wardlight.guidance.documents.form import DOCUMENTS
from wardlight.guidance.entry import Body, Happened, Role, Sender, YesNo
from wardlight.guidance.facts import Facts, with_facts
from wardlight.guidance.outcomes import outcome
from wardlight.guidance.work_list import work_list
from wardlight.report import json_bytes


def _several(allowed: Any, none: str) -> Any:
    """A callback for one or more of these words, joined by commas; the word ``none`` is an empty list."""
    words = get_args(allowed)

    def read(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...] | None:
        if value is None:
            return None
        given = tuple(dict.fromkeys(each.strip() for each in value.split(",") if each.strip()))
        unknown = [each for each in given if each not in (*words, none)]
        if unknown or (none in given and len(given) > 1):
            raise click.BadParameter(f"choose {none}, or from: {', '.join(words)}.")
        return tuple(each for each in given if each != none)

    return read


@click.command
@click.argument("about", metavar="[outcome NUMBER]", nargs=-1)
@click.option("--nation", metavar="PLACE", help="Where the child lives, such as gb-eng or ie.")
@click.option("--role", type=click.Choice(get_args(Role)), help="Who is asking.")
@click.option(
    "--child-age", type=click.IntRange(0, 120), metavar="YEARS", help="How old the child is."
)
@click.option(
    "--happened",
    metavar="WORDS",
    callback=_several(Happened, "nothing"),
    help="What happened, joined by commas: " + ", ".join(get_args(Happened)) + "; or nothing.",
)
@click.option(
    "--told",
    metavar="WORDS",
    callback=_several(Body, "nobody"),
    help="Who has been told, joined by commas: " + ", ".join(get_args(Body)) + "; or nobody.",
)
@click.option("--where", metavar="APP", help="The app or game.")
@click.option(
    "--known", type=click.Choice(get_args(YesNo)), help="Whether you know the person messaging."
)
@click.option(
    "--sender",
    type=click.Choice(get_args(Sender)),
    help="How old the person messaging is, where that is really known.",
)
@click.option(
    "--danger", type=click.Choice(get_args(YesNo)), help="Whether a child is in danger now."
)
@click.option(
    "--hurt",
    type=click.Choice(get_args(YesNo)),
    help="Whether the child is hurt, or talks of hurting themselves.",
)
@click.option("--device", metavar="WHO", help="Who has the device.")
@click.option(
    "--export",
    type=click.Choice(get_args(YesNo)),
    help="Whether there is an export of the messages.",
)
@click.option(
    "--sources",
    is_flag=True,
    help="List what still has to be checked, with its sources, for a reviewer.",
)
@click.option(
    "--document",
    "documents",
    multiple=True,
    metavar="NAME",
    help="Fill a document, once for each: " + ", ".join(DOCUMENTS) + ". With --out it is saved.",
)
@click.option(
    "--from",
    "place",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    help="Take facts from a finished assessment: the folder of 'wardlight assess --out', or its "
    "assessment.json.",
)
@click.option(
    "--contact",
    metavar="NAME",
    callback=a_name,
    help="With --from: which contact it is about. Without it, the first that needs a look.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Save the documents in this folder, as text, as a page and, where typst is installed, as PDF.",
)
@json_option
def guide(
    *,
    about: tuple[str, ...],
    sources: bool,
    documents: tuple[str, ...],
    place: Path | None,
    contact: str | None,
    out: Path | None,
    as_json: bool,
    **said: Any,
) -> ExitCode:
    """Say whom to tell first, what not to do and what to have ready.

    Every line has its source and its date. It is information and not legal advice, and nothing is
    sent anywhere. What you do not give as an option is asked, on a terminal; without one it counts
    as unknown. With 'outcome 21': what that way of closing a case means.
    """
    situation = Situation(**said)
    if about:
        return _outcome(about, situation, as_json=as_json)
    if sources:
        return _sources(situation, as_json=as_json)
    facts = read_facts(place, contact) if place is not None else None
    if facts is not None:
        situation = with_facts(situation, facts)
    elif place is not None:
        click.echo("No contact there needs a look, so no facts were taken from it.", err=True)
    if sys.stdin.isatty() and not as_json:
        situation = ask_missing(situation)
    if documents:
        return _documents(documents, situation, facts, out, as_json=as_json)
    guidance = choose(situation, _today())
    if as_json:
        print_json(json_bytes(guidance))
    else:
        show_guidance(page(), guidance)
    return ExitCode.DONE


def _outcome(about: tuple[str, ...], situation: Situation, *, as_json: bool) -> ExitCode:
    if len(about) != 2 or about[0] != "outcome" or not about[1].isdigit():
        raise click.UsageError("Write it as: wardlight guide outcome 21")
    told = outcome(int(about[1]), situation.nation or "gb-eng", _today())
    if as_json:
        print_json(json_bytes(told))
    else:
        show_outcome(page(), told)
    return ExitCode.DONE


def _sources(situation: Situation, *, as_json: bool) -> ExitCode:
    nations = [situation.nation] if situation.nation else list(NATIONS)
    rows = {
        f"{row.folder}/{row.entry}": row for each in nations for row in work_list(each, _today())
    }
    if as_json:
        print_json(msgspec.json.format(msgspec.json.encode(list(rows.values()))) + b"\n")
    else:
        show_work_list(page(), rows.values())
    return ExitCode.DONE


def _documents(
    names: tuple[str, ...],
    situation: Situation,
    facts: Facts | None,
    out: Path | None,
    *,
    as_json: bool,
) -> ExitCode:
    documents = filled_documents(names, situation, facts, _today())
    if out is not None:
        show_written(save_documents(documents, out))
    elif as_json:
        print_json(msgspec.json.format(msgspec.json.encode(documents)) + b"\n")
    else:
        show_documents(documents)
    return ExitCode.DONE


def _today() -> date:
    return datetime.now(UTC).date()

"""The options that verbs share: which export, and what a person says about it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from wardlight.report.visible import as_written
from wardlight.risk.weights import WEIGHTS, Weights, load_weights

Command = Callable[..., Any]


class Reading(Struct, frozen=True, kw_only=True):
    """An export and what a person said about it. Nothing in it is guessed."""

    exports: tuple[Path, ...]
    child: str | None = None
    child_age: int | None = None
    tags: Mapping[str, str] = {}
    timezone: str | None = None
    day_first: bool | None = None
    reader: str | None = None
    columns: Mapping[str, str] | None = None
    lines: str = "standard"
    weights: Path | None = None

    def said(self) -> dict[str, Any]:
        """What was said, by the names that the workflow's verbs take."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__}
        for name in ("exports", "lines", "weights"):
            del fields[name]
        return fields

    def weighed(self) -> Weights:
        """The weights that were asked for: those that ship or a file of one's own, with the lines that were chosen."""
        weights = load_weights(self.weights) if self.weights is not None else WEIGHTS
        return weights.at(self.lines)


def reads_export(command: Command) -> Command:
    """Give a verb the EXPORT argument and the reading options, as one ``reading``."""

    def bundled(**options: Any) -> Any:
        told = {name: options.pop(name) for name in Reading.__struct_fields__}
        return command(reading=Reading(**told), **options)

    bundled.__name__, bundled.__doc__ = command.__name__, command.__doc__
    bundled.__click_params__ = list(getattr(command, "__click_params__", []))  # type: ignore[attr-defined]
    for decorate in reversed(_READING):
        bundled = decorate(bundled)
    return bundled


def a_name(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """A name that was copied from our output, back as it stands in the export."""
    return as_written(value) if value is not None else None


def _names(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(as_written, values))


def _tags(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    tags = {}
    for value in values:
        contact, equals, relation = value.rpartition("=")
        if not (equals and contact.strip() and relation.strip()):
            raise click.BadParameter('write it as "CONTACT=RELATION", for example "Mum=family".')
        tags[as_written(contact)] = relation.strip()
    return tags


def _columns(_: click.Context, __: click.Parameter, value: str | None) -> dict[str, str] | None:
    if value is None:
        return None
    pairs = [each.partition("=") for each in value.split(",")]
    if not all(equals and field.strip() and column.strip() for field, equals, column in pairs):
        raise click.BadParameter('write it as "sender=COLUMN,text=COLUMN,time=COLUMN".')
    return {field.strip(): column.strip() for field, _, column in pairs}


_READING = (
    click.argument(
        "exports",
        metavar="EXPORT...",
        nargs=-1,
        required=True,
        type=click.Path(path_type=Path),
    ),
    click.option(
        "--child",
        metavar="NAME",
        callback=a_name,
        help="Who the child is, where the export does not say. The name as it stands beside the "
        "child's own messages.",
    ),
    click.option(
        "--child-age",
        metavar="YEARS",
        type=click.IntRange(1, 17),
        help="How old the child was then. Without it, only an age that the child wrote counts.",
    ),
    click.option(
        "--tag",
        "tags",
        metavar='"CONTACT=RELATION"',
        multiple=True,
        callback=_tags,
        help='What you know of a contact, such as --tag "Mum=family". Once for each contact.',
    ),
    click.option(
        "--timezone",
        metavar="ZONE",
        help="Where the phone's clock was set, for an export that does not say, such as "
        "Europe/London.",
    ),
    click.option(
        "--day-first/--month-first",
        default=None,
        help="How the export writes dates (31/12 or 12/31), where that cannot be seen from it.",
    ),
    click.option(
        "--reader",
        metavar="NAME",
        help="Read it as this format. 'wardlight formats' lists the names.",
    ),
    click.option(
        "--columns",
        metavar='"sender=COLUMN,..."',
        callback=_columns,
        help='For a table of messages: which column is which, such as "sender=From,text=Body".',
    ),
    click.option(
        "--strict",
        "lines",
        flag_value="strict",
        help="Tell of less: fewer contacts need a look, and more is missed.",
    ),
    click.option(
        "--sensitive",
        "lines",
        flag_value="sensitive",
        help="Tell of more: less is missed, and more ordinary chats need a look.",
    ),
    click.option(
        "--standard",
        "lines",
        flag_value="standard",
        default=True,
        help="Neither strict nor sensitive. This is how it is without a word.",
    ),
    click.option(
        "--weights",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Weigh with this file, made by 'wardlight fit', instead of the weights that ship.",
    ),
)

reveal_option = click.option(
    "--reveal",
    metavar="CONTACT",
    multiple=True,
    callback=_names,
    help="Show what this contact and the child wrote where something was seen. Without it, words "
    "stay hidden. Once for each contact.",
)
out_option = click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Save a report to read or print (report.html), and the same as data (assessment.json), "
    "in this folder.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object for other programs."
)

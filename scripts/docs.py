"""Writes the reference pages from the code, so that they cannot say anything else.

``python scripts/docs.py`` writes them; ``--check`` writes nothing and fails where one is not what the code says.
"""

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click
import msgspec

import wardlight
from wardlight import errors
from wardlight.behaviours import BEHAVIOURS
from wardlight.behaviours.catalogue import sources
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.main import wardlight as cli
from wardlight.findings import Assessment
from wardlight.model.notice_kinds import NOTICE_KINDS
from wardlight.risk import WEIGHTS
from wardlight.sources import READERS, Reader

DOCS = Path(__file__).parent.parent / "docs"
MADE = "<!-- Made from the code by 'make docs': change it there. -->\n"


_MADE_PART = re.compile(r"(<!-- made: from .*? -->\n).*?(<!-- made: end -->)", re.DOTALL)


def commands_page() -> str:
    """Every verb with its options, from click."""
    context = click.Context(cli, info_name="wardlight")
    parts = ["# Commands", _help_of(cli), _options(cli, context), *_verbs(cli, context, "##")]
    parts.append("What each ends with: [exit codes](exit-codes.md).")
    return _page(*parts)


def _verbs(group: click.Group, context: click.Context, level: str) -> Iterator[str]:
    """Each verb of a group, and below it those that it is a group of."""
    for name in group.list_commands(context):
        command = group.commands[name]
        below = click.Context(command, info_name=name, parent=context)
        path = below.command_path.partition(" ")[2]
        usage = below.get_usage().removeprefix("Usage: ")
        yield from (f"{level} {path}", _fenced(usage), _help_of(command), _options(command, below))
        if isinstance(command, click.Group):
            yield from _verbs(command, below, f"{level}#")


def _help_of(command: click.Command) -> str:
    return inspect.cleandoc(command.help or "").split("\f")[0].replace("\b\n", "").strip()


def _options(command: click.Command, context: click.Context) -> str:
    records = [param.get_help_record(context) for param in command.get_params(context)]
    rows = [(f"`{names}`", words) for names, words in filter(None, records) if words]
    return _table(("Option", "What it does"), rows)


def exit_codes_page() -> str:
    """The exit codes, each with the comment that stands beside it."""
    said = dict(
        re.findall(
            r'^    (\w+) = \d+\n    """(.*?)"""',
            inspect.getsource(ExitCode),
            re.MULTILINE | re.DOTALL,
        )
    )
    rows = [
        (
            f"`{code.value}`",
            code.name.lower().replace("_", " "),
            said.get(code.name, "Done, whatever was found."),
        )
        for code in ExitCode
    ]
    return _page(
        "# Exit codes",
        "What was found does not change the exit code unless you ask for that, so that a script does not take a flag for a fault, "
        "or a quiet chat for safety.",
        _table(("Code", "Name", "Meaning"), rows),
    )


def errors_page() -> str:
    """Every error that can be raised."""
    parts = [
        "# Errors",
        "An error says what happened and where, what that means, and one thing to do next. It never holds a message's text.",
    ]
    for each in errors.every_error():
        parts += _error(
            each.code,
            f"**{_words(each.__name__)}.** {_summary(each)}",
            each.meaning,
            each.default_next,
            ExitCode.USAGE if issubclass(each, errors.ChoiceError) else ExitCode.CANNOT,
        )
    parts += _error(
        "E999",
        "**A fault in wardlight itself.** What it prints holds a type of error and a line of code, and nothing from the export.",
        "Nothing more can be said about the export. This says nothing about whether a child is in danger.",
        "tell the project that line and the app the export is from. Do not send the export.",
        ExitCode.CANNOT,
    )
    return _page(*parts)


def _error(code: str, what: str, meaning: str, next_step: str, ends_with: ExitCode) -> list[str]:
    rows = [
        f"- **Means:** {meaning}" if meaning else "",
        f"- **Next:** {next_step}",
        f"- **Exit code:** `{ends_with.value}`",
    ]
    return [f"## {code}", what, "\n".join(filter(None, rows))]


def notices_page() -> str:
    """Every kind of notice."""
    parts = [
        "# Notices",
        "A notice is something you have to know about what was read, or was not. It gives a place in the export and never quotes a message.",
    ]
    for kind, about in NOTICE_KINDS.items():
        parts += [f"## {kind}", f"**{about.what}.** {about.meaning}"]
        parts += [f"**Next:** {about.next_step}"] if about.next_step else []
    return _page(*parts)


def formats_page() -> str:
    """What is known of each reader."""
    parts = [
        "# Formats",
        "What each can say, and what it means when something is not there. How to ask the app: [get the export](../how-to/get-your-export.md).",
        _table(
            ("Name", "App", "What it reads"),
            [(f"[`{each.name}`](#{each.name})", each.platform, each.about) for each in READERS],
        ),
    ]
    for reader in READERS:
        parts += _format(reader)
    return _page(*parts)


def _format(reader: Reader) -> Iterator[str]:
    yield f"## {reader.name}"
    yield f"{reader.about.rstrip('.')}."
    yield "\n".join(
        [
            f"- **How to ask for it:** {reader.how_to_ask}",
            f"- **Whose it is:** {reader.owner_told_by}",
            f"- **Time zone:** {reader.zone}",
            f"- **Tested on:** {'; '.join(reader.tested)}",
        ]
    )
    yield "What it means when something is not there:"
    yield "\n".join(f"- {each}" for each in reader.absence)


def export_page() -> str:
    """How to get an export: a page by hand, with a part made from each reader's own words."""
    asks = [f"### {each.about.rstrip('.')}\n\n{each.how_to_ask}" for each in READERS]
    return _with_made_part("how-to/get-your-export.md", "\n\n".join(asks))


def method_page() -> str:
    """How a score comes about: a page by hand, with the numbers from weights.toml."""
    behaviours = [
        (
            f"[`{name}`](../reference/behaviours.md#{name})",
            *map(str, each.points),
            f"{each.again:+}",
            str(each.most),
        )
        for name, each in WEIGHTS.behaviour.items()
    ]
    early, lowers = WEIGHTS.early_ask, WEIGHTS.lowers
    moves = [
        *((each.name, f"{each.points:+}") for each in WEIGHTS.together),
        (
            f"each kind from the {WEIGHTS.breadth.from_}th on, close together (at most {WEIGHTS.breadth.most:+})",
            f"{WEIGHTS.breadth.points:+}",
        ),
        (f"the first ask within {early.within_messages} messages", f"{early.points:+}"),
        (f"you said who they are ({', '.join(WEIGHTS.tags.known)})", f"{lowers.tagged:+}"),
        ("spoken to, or saved on the phone, as family or school", f"{lowers.kin:+}"),
        ("parents are brought in", f"{lowers.parents_brought_in:+}"),
        ("words of a school, a club or a helpline", f"{lowers.care_wording:+}"),
        ("others are named or there", f"{lowers.others_involved:+}"),
        ("a surprise or a present is spoken of", f"{lowers.surprise:+}"),
        ("both gave about the same age", f"{lowers.same_age:+}"),
        (
            f"nobody answered {lowers.one_sided_messages} messages, so only one side can be read",
            f"{lowers.one_sided:+}",
        ),
        ("in a group", f"{lowers.group:+}"),
        (
            f"a long history before the first ask ({lowers.history_messages_each} messages each, {lowers.history_days} days)",
            f"{lowers.history:+}",
        ),
        ("the child had asked for a picture first", f"{lowers.asked_first:+}"),
    ]
    common = ", ".join(f"`{name}`" for name in WEIGHTS.common.behaviours)
    presets = [
        (f"`{name}`", str(each.needs_a_look), str(each.some_signs))
        for name, each in WEIGHTS.presets.items()
    ]
    lines = _table(("Preset", "A look from", "Some signs from"), presets)
    capped = f"Ordinary things ({common}) count for at most **{WEIGHTS.common.most}** together."
    heads = ("Behaviour", "Weak", "Clear", "Strong", "Again", "At most")
    return _with_made_part(
        "explanation/method.md",
        "\n\n".join(
            [lines, _table(heads, behaviours), capped, _table(("What moves it", "Points"), moves)]
        ),
    )


def _with_made_part(path: str, made: str) -> str:
    page = (DOCS / path).read_text(encoding="utf-8")
    return _MADE_PART.sub(lambda part: f"{part[1]}\n{made}\n\n{part[2]}", page)


def behaviours_page() -> str:
    """One rule card each."""
    parts = [
        "# Behaviours",
        (
            "Named acts, each defined in words and by a source. None of them says anything about a person. Most are ordinary when they stand alone, and "
            "each card says with what it is confused. How they make a score: [method](../explanation/method.md)."
        ),
    ]
    for each in BEHAVIOURS:
        card = each.card
        parts += [
            f"## {card.name}",
            f"**{card.title}** ({card.id}, {_whose(card.id, card.actor)}). {card.definition}",
            "\n".join(
                [
                    f"- **Alone, it tells:** {card.tells}",
                    f"- **When:** {card.when}",
                    f"- **Confused with:** {card.confused_with}",
                    f"- **Source:** {card.source}",
                    f"- **Last change:** {card.changed}",
                ]
            ),
        ]
    parts += ["## Sources", "\n".join(f"- **{name}**: {work}" for name, work in sources().items())]
    return _page(*parts)


def _whose(number: str, actor: str) -> str:
    if number.startswith("C"):
        return "speaks against concern"
    return "the child's own act" if actor == "child" else "an act of the contact"


def schema() -> dict[str, Any]:
    """The JSON Schema of ``assess --json``, each field with the words of its docstring."""
    ((top,), parts) = msgspec.json.schema_components([Assessment], ref_template="#/$defs/{name}")
    for part in parts.values():
        summary, fields = _described(part.get("description", ""))
        part["description"] = summary
        for name, words in fields.items():
            part["properties"][name]["description"] = words
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What 'wardlight assess --json' prints",
        **top,
        "$defs": parts,
    }


def schema_file() -> str:
    """The schema as a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def json_page() -> str:
    """The schema as a page, one table for each kind of object."""
    parts = [
        "# The JSON of `assess`",
        (
            "`wardlight assess EXPORT --json` prints one object, an `Assessment`. The same as a file for programs: [assessment.schema.json](assessment.schema.json). "
            "No field quotes a message, but `words`, which is `null` unless you asked for that contact's words."
        ),
    ]
    whole = schema()["$defs"]
    for name in ["Assessment", *sorted(set(whole) - {"Assessment"})]:
        part = whole[name]
        rows = [
            (f"`{field}`", _type_of(about), about.get("description", ""))
            for field, about in part["properties"].items()
        ]
        parts += [f"## {name}", part["description"], _table(("Field", "Type", "What it is"), rows)]
    return _page(*parts)


def _type_of(about: dict[str, Any]) -> str:
    if "$ref" in about:
        name = about["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in about:
        return " or ".join(_type_of(each) for each in about["anyOf"])
    if "enum" in about:
        return ", ".join(f"`{each}`" for each in about["enum"])
    if "prefixItems" in about:
        return "[" + ", ".join(_type_of(each) for each in about["prefixItems"]) + "]"
    if about.get("type") == "array":
        return f"list of {_type_of(about['items'])}"
    if "additionalProperties" in about:
        return f"object of {_type_of(about['additionalProperties'])}"
    return str(about.get("type", "any"))


_CONSTANTS = {
    "READERS": "Every format that can be read, as `wardlight formats` lists them.",
    "__version__": "The version, as `wardlight --version` prints it.",
}


def api_page() -> str:
    """The public names with their docstrings."""
    parts = ["# Python", *_with_code(inspect.cleandoc(wardlight.__doc__ or ""))]
    for name in wardlight.__all__:
        value = getattr(wardlight, name)
        said = _CONSTANTS.get(name) or _doc(value)
        parts += [f"## {name}", _fenced(_signature(name, value), "python"), said]
    return _page(*parts)


def _with_code(docstring: str) -> Iterator[str]:
    """Paragraphs; those that are indented are code."""
    for indented, lines in groupby(docstring.splitlines(), lambda line: not line or line[0] == " "):
        text = "\n".join(lines)
        yield _fenced(inspect.cleandoc(text), "python") if indented and text.strip() else text


def _signature(name: str, value: object) -> str:
    if not inspect.isfunction(value):
        return f"wardlight.{name}"
    bare = re.sub(r"\b(?:\w+\.)+(?=[A-Z])", "", str(inspect.signature(value)))
    inside, _, returned = bare.rpartition(") -> ")
    parameters = re.split(r", (?![^\[]*\])", inside.removeprefix("("))
    return "\n".join(
        [f"wardlight.{name}(", *(f"    {each}," for each in parameters), f") -> {returned}"]
    )


def _doc(value: object) -> str:
    text = inspect.getdoc(value) or ""
    summary, _ = _described(text)
    parts = [summary]
    for heading, lines in _SECTION.findall(text):
        fields = [f"- `{name}`: {words}" for name, words in _fields(lines).items()]
        parts.append("\n".join(([f"{heading}:\n"] if heading == "Raises" else []) + fields))
    return "\n\n".join(parts)


_SECTION = re.compile(r"^(Attributes|Args|Raises):\n((?:[ \t]+.*\n?|\n)+)", re.MULTILINE)
_FIELD = re.compile(r"^    ([\w, ]+): (.+(?:\n {6,}.+)*)", re.MULTILINE)


def _described(docstring: str) -> tuple[str, dict[str, str]]:
    """A docstring's words, and those of its fields, arguments and errors."""
    text = inspect.cleandoc(docstring)
    fields: dict[str, str] = {}
    for _, lines in _SECTION.findall(text):
        fields |= _fields(lines)
    return _SECTION.sub("", text).replace("``", "`").strip(), fields


def _fields(lines: str) -> dict[str, str]:
    return {
        name: " ".join(words.split()).replace("``", "`") for name, words in _FIELD.findall(lines)
    }


def _summary(value: object) -> str:
    return (inspect.getdoc(value) or "").split("\n\n")[0].replace("\n", " ")


def _words(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).capitalize()


def _fenced(text: str, language: str = "text") -> str:
    return f"```{language}\n{text}\n```"


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _page(*parts: str) -> str:
    return MADE + "\n" + "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


PAGES: dict[str, Callable[[], str]] = {
    "reference/cli.md": commands_page,
    "reference/exit-codes.md": exit_codes_page,
    "reference/errors.md": errors_page,
    "reference/notices.md": notices_page,
    "reference/formats.md": formats_page,
    "reference/behaviours.md": behaviours_page,
    "reference/json.md": json_page,
    "reference/assessment.schema.json": schema_file,
    "reference/api.md": api_page,
    "how-to/get-your-export.md": export_page,
    "explanation/method.md": method_page,
}


def main() -> int:
    """Write the pages, or with ``--check`` name those that are not fresh."""
    check = "--check" in sys.argv[1:]
    stale = [path for path, made in PAGES.items() if _stored(path) != made()]
    for path in stale:
        if not check:
            (DOCS / path).write_text(PAGES[path](), encoding="utf-8", newline="\n")
        print(f"docs/{path} {'is not what the code says: run make docs' if check else 'written'}")
    return int(check and bool(stale))


def _stored(path: str) -> str | None:
    file = DOCS / path
    return file.read_text(encoding="utf-8") if file.exists() else None


if __name__ == "__main__":
    sys.exit(main())

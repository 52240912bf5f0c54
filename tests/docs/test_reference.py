"""The reference is what the code says, and leaves nothing out."""

import re
import subprocess
import sys
import tomllib

import click
import msgspec

import wardlight
from tests.docs.pages import ROOT, headings, page_text
from wardlight.behaviours import BEHAVIOURS
from wardlight.cli.exit_codes import ExitCode
from wardlight.cli.main import wardlight as cli
from wardlight.errors import every_error
from wardlight.findings import Assessment
from wardlight.model.notice_kinds import NOTICE_KINDS
from wardlight.sources import READERS


def test_made_pages_are_fresh() -> None:
    made = subprocess.run(
        [sys.executable, "scripts/docs.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr


def test_every_command_and_option_has_its_entry() -> None:
    page = page_text("docs/reference/cli.md")
    for name, command in cli.commands.items():
        assert name in headings(page)
        section = page.split(f"\n## {name}\n")[1].split("\n## ")[0]
        for param in command.params:
            if isinstance(param, click.Option) and not param.hidden:
                assert param.help, f"{name} {param.opts[0]} says nothing of itself"
                assert all(option in section for option in param.opts)


def test_every_format_has_its_entry() -> None:
    found = headings(page_text("docs/reference/formats.md"))
    assert [reader.name for reader in READERS] == found[1:]
    how_to = page_text("docs/how-to/get-your-export.md")
    assert all(reader.how_to_ask in how_to for reader in READERS)


def test_every_behaviour_has_its_card() -> None:
    found = headings(page_text("docs/reference/behaviours.md"))
    assert {each.name for each in BEHAVIOURS} <= set(found)


def test_every_error_has_its_entry() -> None:
    codes = [each.code for each in every_error()]
    assert [*codes, "E999"] == headings(page_text("docs/reference/errors.md"))[1:]


def test_every_exit_code_has_its_entry() -> None:
    found = re.findall(r"^\| `(\d+)` \|", page_text("docs/reference/exit-codes.md"), re.MULTILINE)
    assert found == [str(code.value) for code in ExitCode]


def test_every_notice_has_its_entry() -> None:
    assert list(NOTICE_KINDS) == headings(page_text("docs/reference/notices.md"))[1:]


def test_every_public_name_has_its_entry() -> None:
    assert set(wardlight.__all__) <= set(headings(page_text("docs/reference/api.md")))


def test_every_field_of_the_json_has_its_entry_and_words() -> None:
    schema = msgspec.json.decode((ROOT / "docs/reference/assessment.schema.json").read_bytes())
    fields = msgspec.structs.fields(Assessment)
    assert {each.encode_name for each in fields} == set(schema["$defs"]["Assessment"]["properties"])
    for name, part in schema["$defs"].items():
        assert part["description"], name
        for field, about in part["properties"].items():
            assert about.get("description") or "$ref" in str(about), f"{name}.{field} has no words"


def test_the_layers_on_the_page_are_the_contract() -> None:
    page = page_text("docs/explanation/architecture.md").split("<!-- layers")[1].split("\n\n")[0]
    shown = [re.findall(r"`([^`]+)`", row.split("|")[1]) for row in page.splitlines()[3:]]
    contracts = tomllib.loads(page_text("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["type"] == "layers")
    assert shown == [layer.split(" | ") for layer in layers]

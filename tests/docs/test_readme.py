"""What the README and the tutorial tell people to type works, and shows what they say it shows."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.pages import ROOT, code_blocks, page_text
from wardlight.sources.tables.columns import FIELDS

WELCOMES = ("README.md", "docs/tutorial/first-look.md")


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which ``wardlight`` is this code, whether it is installed or not."""
    commands = tmp_path_factory.mktemp("bin")
    command = commands / "wardlight"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m wardlight.cli "$@"\n')
    command.chmod(0o755)
    path = f"{commands}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT / "src"), "COLUMNS": "80"}


@pytest.fixture(scope="module")
def demo(shell: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which the demo has been run, and what it said."""
    folder = tmp_path_factory.mktemp("readme")
    return folder, _run("wardlight demo --out demo", folder, shell)


def _run(line: str, folder: Path, shell: dict[str, str]) -> str:
    ended = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=shell, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 0, f"{line}\n{ended.stderr}"
    return ended.stdout


def _commands(page: str) -> list[str]:
    blocks = code_blocks(page_text(page), "sh")
    lines = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line.startswith("wardlight ")]


@pytest.mark.parametrize("line", [each for page in WELCOMES for each in _commands(page)])
def test_commands_run(line: str, demo: tuple[Path, str], shell: dict[str, str]) -> None:
    assert _run(line.replace("out/demo/", "demo/"), demo[0], shell)


@pytest.mark.parametrize("page", WELCOMES)
def test_output_that_is_shown_is_what_the_demo_prints(page: str, demo: tuple[Path, str]) -> None:
    printed = {line.rstrip() for line in demo[1].splitlines()}
    blocks = code_blocks(page_text(page), "text")
    assert blocks
    shown = [line for block in blocks for line in block.splitlines() if line != "..."]
    assert [line for line in shown if line not in printed] == []


def test_the_table_that_is_shown_is_read_as_it_is_shown(
    shell: dict[str, str], tmp_path: Path
) -> None:
    page = "docs/how-to/any-other-app.md"
    (table,) = code_blocks(page_text(page), "csv")
    (tmp_path / "chat.csv").write_text(table, encoding="utf-8")
    (line,) = _commands(page)
    assert "2 records" in _run(line, tmp_path, shell)
    assert all(f"| `{field}` |" in page_text(page) for field in FIELDS)


def test_python_runs(demo: tuple[Path, str], shell: dict[str, str]) -> None:
    (code,) = code_blocks(page_text("README.md"), "python")
    ended = subprocess.run(
        [sys.executable, "-c", code],
        cwd=demo[0],
        env=shell,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith("needs-a-look")


def test_make_targets_that_pages_name_are_there() -> None:
    makefile = page_text("Makefile")
    for page in (*WELCOMES, "CONTRIBUTING.md"):
        for block in code_blocks(page_text(page), "sh"):
            for line in block.splitlines():
                if line.startswith("make "):
                    assert f"\n{line.split()[1]}:" in makefile, line

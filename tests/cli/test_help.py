"""Help and version: plain words, 80 columns, every option explained."""

import click
import pytest
from rich.cells import cell_len

from tests.cli.command import Run
from wardlight import __version__
from wardlight.cli.main import wardlight as group

VERBS = (
    *("assess", "explain", "formats", "demo", "guide", "bench", "fit"),
    *("pack", "verify", "stamp", "redact", "rebuild", "handover", "custody"),
)
_SEVERAL = ("SHA256:...", "EXPORT...", "COLUMN,...", "[ARGS]...", "CHATS...", "PATHS...", "PATH...")
"""How help says that something may be given more than once, or goes on."""


def test_without_a_word_it_helps(wardlight: Run) -> None:
    ran = wardlight()
    assert ran.code == 0
    assert ran.out == wardlight("--help").out
    assert all(f"\n  {verb} " in ran.out for verb in VERBS)
    assert "  wardlight demo\n  " in ran.out


def test_its_version(wardlight: Run) -> None:
    assert wardlight("--version").out == f"wardlight {__version__}\n"


@pytest.mark.parametrize("verb", VERBS)
def test_help_fits_and_is_whole(wardlight: Run, verb: str) -> None:
    out = wardlight(verb, "--help").out
    assert max(map(cell_len, out.splitlines())) <= 80
    for each in _SEVERAL:
        out = out.replace(each, "")
    assert "..." not in out


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_says_what_it_is_for(verb: str) -> None:
    for option in group.commands[verb].params:
        if isinstance(option, click.Option):
            assert option.help
            assert option.help[0].isupper()
            assert option.help.endswith(".")


def test_the_verbs_are_these() -> None:
    assert sorted(group.commands) == sorted(VERBS)

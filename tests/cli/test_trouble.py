"""Trouble as words and exit codes: what, where, one next step, and never a message's text."""

import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.cli.command import Run, surroundings
from wardlight import workflow
from wardlight.cli.exit_codes import ExitCode
from wardlight.errors import ChoiceError, UnknownFormat, WardlightError, every_error

SECRET = "dont tell ur mum"


def raising(error: BaseException) -> object:
    def assess(*_: object, **__: object) -> None:
        raise error

    return assess


@pytest.mark.parametrize("kind", [*every_error()], ids=lambda kind: kind.code)
def test_every_error_is_told_whole(
    wardlight: Run, monkeypatch: pytest.MonkeyPatch, kind: type[WardlightError]
) -> None:
    monkeypatch.setattr(workflow, "assess", raising(kind("What happened.", where="x" * 200)))
    ran = wardlight("assess", "x.zip", "--json")
    told = " ".join(ran.err.split())
    assert ran.out == ""
    assert ran.err.startswith(f"[{kind.code}] What happened.")
    for part in (kind.meaning, f"Next: {kind.default_next}"):
        assert " ".join(part.split()) in told
    assert ran.code == (ExitCode.USAGE if issubclass(kind, ChoiceError) else ExitCode.CANNOT)


def test_long_reasons_are_folded_below_their_reader(
    wardlight: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = "no file named message_1.json, and no folder named messages, stands anywhere in it"
    error = UnknownFormat(f"No reader knows this export.\n  instagram-json: {reason}")
    monkeypatch.setattr(workflow, "assess", raising(error))
    lines = wardlight("assess", "x.zip").err.splitlines()
    assert max(map(cell_len, lines)) <= 80
    start = next(number for number, line in enumerate(lines) if line.startswith("  instagram"))
    assert lines[start + 1].startswith("    ")


def test_an_errors_place_cannot_disturb_the_terminal(
    wardlight: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = UnknownFormat("No.", where="\x1b[31m\u202ea\nb.zip")
    monkeypatch.setattr(workflow, "assess", raising(error))
    err = wardlight("assess", "x.zip").err
    assert "\x1b" not in err
    assert "\u202e" not in err


def test_a_fault_of_ours_says_where_and_quotes_nothing(
    wardlight: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workflow, "assess", raising(ValueError(SECRET)))
    ran = wardlight("assess", "x.zip")
    assert ran.code == ExitCode.CANNOT
    assert ran.err.startswith("[E999] A fault in Wardlight itself: ValueError at wardlight/cli/")
    assert SECRET not in ran.err
    assert "Traceback" not in ran.err


def test_a_fault_is_shown_whole_to_who_asks(
    wardlight: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARDLIGHT_DEBUG", "1")
    monkeypatch.setattr(workflow, "assess", raising(ValueError(SECRET)))
    assert "Traceback" in wardlight("assess", "x.zip").err


def test_ctrl_c_stops_quietly(wardlight: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "assess", raising(KeyboardInterrupt()))
    ran = wardlight("assess", "x.zip")
    assert (ran.code, ran.out, ran.err.strip()) == (ExitCode.STOPPED, "", "Stopped.")


def test_a_file_that_the_system_will_not_open(
    wardlight: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = PermissionError(13, "Permission denied", "/media/stick/x.zip")
    monkeypatch.setattr(workflow, "assess", raising(error))
    ran = wardlight("assess", "x.zip")
    assert ran.code == ExitCode.CANNOT
    assert ran.err.startswith("[E108] It could not be opened: Permission denied.")


def test_a_path_that_is_not_there(wardlight: Run, tmp_path: Path) -> None:
    ran = wardlight("assess", tmp_path / "nothing.zip")
    assert (ran.code, ran.out) == (ExitCode.CANNOT, "")
    assert ran.err.startswith("[E108]")


@pytest.mark.parametrize(
    "arguments", [("assess",), ("explain", "x.zip"), ("nonsense",), ("assess", "x", "--no")]
)
def test_a_command_not_understood_points_to_help(
    wardlight: Run, arguments: tuple[str, ...]
) -> None:
    ran = wardlight(*arguments)
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert "--help" in ran.err


def test_a_file_alone_points_to_assess(wardlight: Run, tmp_path: Path) -> None:
    export = tmp_path / "my export.zip"
    export.touch()
    ran = wardlight(export)
    assert ran.code == ExitCode.USAGE
    assert f'wardlight assess "{export}"' in " ".join(ran.err.split())


def test_nobody_reading_the_answer_is_no_trouble() -> None:
    command = subprocess.Popen(
        [sys.executable, "-m", "wardlight.cli", "formats"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=surroundings(PYTHONUNBUFFERED="1"),
    )
    assert command.stdout is not None
    assert command.stderr is not None
    command.stdout.close()
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait(60) in (ExitCode.DONE, ExitCode.CANNOT)


def test_a_terminal_that_has_no_such_letters_gets_their_numbers() -> None:
    show = (
        "from tests.report.samples import assessment; from wardlight import workflow;"
        "workflow.assess = lambda paths, **said: assessment();"
        "from wardlight.cli.main import run; raise SystemExit(run(['assess', 'x.zip']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", show],
        capture_output=True,
        check=True,
        timeout=60,
        env=surroundings(PYTHONIOENCODING="ascii"),
    )
    assert b"NEEDS A LOOK  \\u26bd\\u2764" in done.stdout

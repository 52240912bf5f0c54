"""The command, run in this process, with what it printed."""

import pytest

from tests.cli.command import Ran, Run
from wardlight.cli.main import run


@pytest.fixture
def wardlight(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("COLUMNS", "80")

    def command(*arguments: object) -> Ran:
        code = run([str(each) for each in arguments])
        printed = capfd.readouterr()
        return Ran(int(code), printed.out, printed.err)

    return command

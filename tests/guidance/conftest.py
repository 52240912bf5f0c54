"""The command, for tests of guidance that go through it."""

from tests.cli.conftest import wardlight

__all__ = ["wardlight"]

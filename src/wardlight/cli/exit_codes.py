"""What the command says to the program that started it."""

from enum import IntEnum


class ExitCode(IntEnum):
    """The whole list; docs/reference/exit-codes.md is held to it by a test."""

    DONE = 0
    CANNOT = 1
    """The export could not be read, or something of Wardlight's own is missing or at fault."""
    USAGE = 2
    """A person has to say something first, or an option was not understood."""
    SEAL_BROKEN = 3
    """A sealed pack is not what was sealed, or has no seal."""
    WARNED = 4
    """Only with --fail-on-warning: done, and a contact needs a look."""
    STOPPED = 130
    """Ctrl-C."""

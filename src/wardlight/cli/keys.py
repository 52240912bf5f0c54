"""The key on the command line: where it is, and where its passphrase comes from."""

import os
import sys
from pathlib import Path

import click
from rich.text import Text

from wardlight.cli.terminal import facts, indented, page
from wardlight.errors import LostKey, WrongPassphrase
from wardlight.evidence.seal import Key, key_path, make_key, open_key, spoken

PASSPHRASE = "WARDLIGHT_PASSPHRASE"  # noqa: S105 - the variable's name, not a passphrase

key_option = click.option(
    "--key",
    "key_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Seal with the key in this file. Without it, your own is used, and made the first time.",
)


def sealing_key(key_file: Path | None) -> Key:
    """The key to seal with; the user's own is made on first use, never in place of one that was named.

    Raises:
        LostKey, WrongPassphrase, KeyUnreadable: See docs/reference/errors.md.
    """
    path = key_file or key_path()
    if path.exists():
        return _opened(path)
    if key_file is not None:
        raise LostKey("The key that was named is not there.", where=str(path))
    key = make_key(path, _new_passphrase())
    say_new_key(key, path)
    return key


def _opened(path: Path) -> Key:
    given = os.environ.get(PASSPHRASE)
    if given is not None or not sys.stdin.isatty():
        return open_key(path, given or "")
    try:
        return open_key(path, "")
    except WrongPassphrase:
        return open_key(path, click.prompt("Passphrase of the key", hide_input=True, err=True))


def _new_passphrase() -> str:
    given = os.environ.get(PASSPHRASE)
    if given is not None or not sys.stdin.isatty():
        return given or ""
    words = click.prompt(
        "Passphrase for a new sealing key (empty for none)",
        hide_input=True,
        confirmation_prompt=True,
        default="",
        show_default=False,
        err=True,
    )
    return str(words)


def say_new_key(key: Key, path: Path) -> None:
    """That a key was made, where, and that it has to be kept."""
    console = page(errors=True)
    locked = "under your passphrase" if key.locked else "without a passphrase"
    said = f"A new sealing key was made, {locked}. Keep a copy of it in another place: {path}"
    console.print(Text(said), soft_wrap=True)


def show_key(fingerprint: str) -> None:
    """A key's fingerprint as code and in words."""
    page().print(facts([("Key", fingerprint), ("In words", spoken(fingerprint))]))
    page().print(
        indented(
            Text(
                "Tell whoever gets the pack these words by phone or on paper, not with the pack: "
                "it shows that the pack is yours."
            )
        )
    )

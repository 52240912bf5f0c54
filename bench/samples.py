"""What comes out of a folder of real exports: counts only, never a word of them.

    python -m bench.samples FOLDER        (or the folder in WARDLIGHT_SAMPLES)

The folder holds ``<format>/<unit>/``. A unit may have the expected messages of another project beside
it in ``target.json``, a list of ``{timestamp, author, message}``. Ends with 1 where a record is
neither a message, an account nor stood for by a notice, or an expected message did not come out.
"""

import json
import os
import shutil
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from bench.reading import table
from wardlight.errors import AmbiguousFormat, UnknownFormat, WardlightError
from wardlight.model import Account, Message, Notice
from wardlight.sources import (
    Export,
    MemberRead,
    Reader,
    ReadOptions,
    choose,
    open_export,
)
from wardlight.sources.reader import Item

# Which reader a person would name, from the name of the folder that the unit lies in.
READER_OF = {
    "instagram_json": "instagram_json",
    "instagram_json_2020": "instagram_json_2020",
    "messenger_json": "messenger_json",
    "messenger_e2ee": "messenger_json",
    "messenger_html": "meta_html",
    "whatsapp_txt": "whatsapp_text",
}
TARGET = "target.json"
HEAD = (
    "unit",
    "reader",
    "chosen",
    "records",
    "messages",
    "accounts",
    "stood for by notices",
    "unexplained",
    "expected messages found",
)

Expected = Counter[tuple[str, str, str]]


class Outcome(Struct, frozen=True):
    """One unit's counts. ``error`` is a code where nothing was read."""

    unit: str
    reader: str = ""
    chosen: str = ""
    error: str = ""
    records: int = 0
    messages: int = 0
    accounts: int = 0
    noticed: int = 0
    unexplained: int = 0
    expected: int = 0
    found: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing was lost and all that was expected came out."""
        return not self.error and not self.unexplained and self.found == self.expected

    def cells(self) -> tuple[str, ...]:
        """As they are shown."""
        counts = (self.records, self.messages, self.accounts, self.noticed, self.unexplained)
        target = f"{self.found} of {self.expected}" if self.expected else ""
        chosen = self.error or self.chosen
        return (self.unit, self.reader, chosen, *[str(count) for count in counts], target)


def outcomes(samples: Path) -> Iterator[Outcome]:
    """Every unit of every format that is read."""
    for name, reader in READER_OF.items():
        for unit in sorted(path for path in (samples / name).glob("*") if path.is_dir()):
            yield _outcome(unit, reader)


def _outcome(unit: Path, by_hand: str) -> Outcome:
    shown = f"{unit.parent.name}/{unit.name}"
    try:
        with _without_target(unit) as folder, open_export([folder]) as export:
            reader, chosen = _choose(export, by_hand)
            items = list(reader.read(export, ReadOptions()))
    except WardlightError as error:
        return Outcome(shown, error=error.code)
    expected = _expected(unit / TARGET)
    return Outcome(
        shown,
        reader=reader.name,
        chosen=chosen,
        records=sum(item.records for item in items if isinstance(item, MemberRead)),
        messages=sum(isinstance(item, Message) for item in items),
        accounts=sum(isinstance(item, Account) for item in items),
        noticed=sum(item.records for item in items if isinstance(item, Notice)),
        unexplained=_unexplained(items),
        expected=expected.total(),
        found=(expected & _written(items)).total(),
    )


def _choose(export: Export, by_hand: str) -> tuple[Reader, str]:
    try:
        return choose(export)[0], "alone"
    except (AmbiguousFormat, UnknownFormat):
        return choose(export, by_hand)[0], "by hand"


@contextmanager
def _without_target(unit: Path) -> Iterator[Path]:
    """The unit as the app would have given it."""
    if not (unit / TARGET).exists():
        yield unit
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / unit.name
        shutil.copytree(unit, copy, ignore=shutil.ignore_patterns(TARGET))
        yield copy


def _unexplained(items: Iterable[Item]) -> int:
    """Summed file by file, so that one file's surplus does not make up for another's loss."""
    balance: Counter[str] = Counter()
    for item in items:
        if isinstance(item, MemberRead):
            balance[item.source.member] += item.records
        else:
            balance[item.ref.source.member] -= item.records if isinstance(item, Notice) else 1
    return sum(abs(left) for left in balance.values())


# --- another project's expected messages -----------------------------------------------------


def _expected(target: Path) -> Expected:
    if not target.exists():
        return Counter()
    rows = json.loads(target.read_bytes())
    return Counter(
        (row["timestamp"], _plain(row["author"]), _plain(row["message"])) for row in rows
    )


def _written(items: Iterable[Item]) -> Expected:
    return Counter(
        (item.instant.local.isoformat(), _plain(item.sender), _plain(item.text))
        for item in items
        if isinstance(item, Message) and item.instant.local and item.sender
    )


def _plain(text: str) -> str:
    """As that project writes text: in compatibility form and on one line."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def main() -> int:
    given = sys.argv[1] if len(sys.argv) > 1 else os.environ.get("WARDLIGHT_SAMPLES", "")
    if not given:
        print("No folder of samples: name one, or put it in WARDLIGHT_SAMPLES.", file=sys.stderr)
        return 0
    found = list(outcomes(Path(given)))
    print(table([outcome.cells() for outcome in found], HEAD))
    return 0 if found and all(outcome.sound for outcome in found) else 1


if __name__ == "__main__":
    sys.exit(main())

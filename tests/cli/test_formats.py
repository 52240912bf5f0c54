"""``wardlight formats``: each reader with all that it says of itself."""

import pytest
from rich.cells import cell_len

from tests.cli.command import Run
from wardlight.cli.exit_codes import ExitCode
from wardlight.sources import READERS, Reader


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_each_reader_is_told_whole(wardlight: Run, reader: Reader) -> None:
    told = " ".join(wardlight("formats", reader.name).out.split())
    said = (reader.platform, reader.about, *reader.tested, reader.owner_told_by, reader.zone)
    for each in (*said, *reader.absence, reader.how_to_ask):
        assert "".join(each.split()) in "".join(told.split())


def test_all_are_listed_within_80_columns(wardlight: Run) -> None:
    ran = wardlight("formats")
    assert ran.code == ExitCode.DONE
    starts = [line.split("  ")[0] for line in ran.out.splitlines() if line[:1].strip()]
    assert starts == [reader.name for reader in READERS]
    assert max(map(cell_len, ran.out.splitlines())) <= 80


def test_an_unknown_one_lists_the_known(wardlight: Run) -> None:
    ran = wardlight("formats", "carrier-pigeon")
    assert (ran.code, ran.out) == (ExitCode.USAGE, "")
    assert ran.err.startswith("[E201]")
    assert READERS[0].name in ran.err

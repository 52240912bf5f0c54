"""The reviewed table: every row is what ``wardlight guide`` answers, through the command itself."""

import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.cli.command import Run
from wardlight.guidance import NATIONS
from wardlight.guidance.strings import strings

TABLE = Path(__file__).with_name("situations.toml")
ROWS: list[dict[str, Any]] = tomllib.loads(TABLE.read_text("utf-8"))["row"]


def entries(lines: list[dict[str, Any]]) -> Iterator[str]:
    for line in lines:
        yield from line["entries"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["says"])
def test_a_situation_gets_the_route_that_was_reviewed(row: dict[str, Any], wardlight: Run) -> None:
    ran = wardlight("guide", *shlex.split(row["options"]), "--json")
    assert ran.code == 0, ran.err
    told = msgspec.json.decode(ran.out)
    assert told["first_route"] == told["first"]["route"] == row["first"]
    assert (told["stop"] or {"entries": [None]})["entries"][0] == row.get("stop")
    assert set(row["dont"]) <= set(entries(told["do_not"]))
    also = {desk["route"] for desk in told["also"]}
    assert set(row.get("also", ())) <= also
    assert not also & set(row.get("not_also", ()))
    assert bool(told["no_pack"]) == row.get("no_pack", False)
    if row.get("bare"):
        assert not also
        assert not told["have_ready"]
    assert told["why"]
    papers = {paper["document"] for paper in told["papers"]}
    assert set(row.get("papers", ())) <= papers
    assert not (papers and row.get("bare"))
    assert told["closing"]


def test_every_nation_has_its_row_and_can_be_answered_on_a_terminal() -> None:
    asked = {
        words[words.index("--nation") + 1]
        for row in ROWS
        if "--nation" in (words := shlex.split(row["options"]))
    }
    assert set(NATIONS) <= asked
    assert list(strings().questions["nation"].answers) == [*NATIONS, "other"]


def test_the_table_is_large_enough_and_every_row_is_its_own() -> None:
    assert len(ROWS) >= 60
    assert len({row["options"] for row in ROWS}) == len(ROWS)
    assert len({row["says"] for row in ROWS}) == len(ROWS)

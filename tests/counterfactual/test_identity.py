"""Who somebody is, and how they spell, moves no score: after every message the scores are the same.

``swaps.toml`` holds pairs of words that change places in every English chat; ``identity.toml`` holds chats with a gap
and the words that go into it.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from tests.chat import Chat, chats, score_trace
from tests.risk.lines import states

HERE = Path(__file__).parent


class Swap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that change places, all at once; where several fit, the longest."""

    name: str
    kind: str
    pairs: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{self.kind}-{self.name}"

    def of(self, line: str) -> str:
        """A line with the swap made; capital first letters stay."""
        other = dict(self.pairs) | {b: a for a, b in self.pairs}
        words = "|".join(re.escape(each) for each in sorted(other, key=len, reverse=True))
        return re.sub(
            rf"(?<![\w'])(?:{words})(?![\w'])",
            lambda found: _cased_like(found[0], other[found[0].lower()]),
            line,
            flags=re.IGNORECASE,
        )


def _cased_like(was: str, word: str) -> str:
    return word.capitalize() if was[0].isupper() else word


SWAPS = msgspec.convert(
    tomllib.loads((HERE / "swaps.toml").read_text(encoding="utf-8"))["swap"], tuple[Swap, ...]
)
GAPS = tomllib.loads((HERE / "identity.toml").read_text(encoding="utf-8"))
ENGLISH = [each for kind in ("concern", "benign") for each in chats(kind) if each.language == "en"]


def difference(name: str, lines: Sequence[str], others: Sequence[str]) -> str | None:
    """Where two chats first part in score, in words; None where they never do."""
    for number, (one, other) in enumerate(
        zip(score_trace(lines), score_trace(others), strict=True), 1
    ):
        if one != other:
            spoken = [line for line in others if not line.startswith("~")]
            return f"{name}: message {number} {spoken[number - 1]!r}: {one} became {other}"
    return None


def swapped(swap: Swap) -> list[tuple[Chat, list[str]]]:
    """The chats that a swap changes, each with its other wording."""
    both = [(chat, [swap.of(line) for line in chat.lines]) for chat in ENGLISH]
    return [(chat, lines) for chat, lines in both if lines != list(chat.lines)]


@pytest.mark.parametrize("swap", SWAPS, ids=str)
def test_swapped_words_move_no_score(swap: Swap) -> None:
    changed = swapped(swap)
    assert changed, "no chat has these words"
    moved = [difference(str(chat), chat.lines, lines) for chat, lines in changed]
    told = [each for each in moved if each]
    assert not told, f"{len(told)} of {len(changed)} chats moved:\n" + "\n".join(told)


@pytest.mark.parametrize("kind", GAPS["kinds"])
@pytest.mark.parametrize("chat", GAPS["chat"], ids=lambda chat: str(chat["name"]))
def test_any_word_in_the_gap_gives_the_same_scores(chat: dict[str, list[str]], kind: str) -> None:
    first, *rest = GAPS["kinds"][kind]
    moved = [
        difference(
            f"{word} for {first}", _filled(chat["lines"], first), _filled(chat["lines"], word)
        )
        for word in rest
    ]
    assert not any(moved), "\n".join(each for each in moved if each)


def _filled(lines: Sequence[str], word: str) -> list[str]:
    return [line.replace("{}", word) for line in lines]


def test_a_swap_changes_whole_words_both_ways_and_keeps_capitals() -> None:
    swap = Swap("", "", (("mum", "dad"), ("her", "him"), ("her mum", "his mum")))
    assert swap.of("x: Mum told dad, her mums mum") == "x: Dad told mum, him mums dad"
    assert swap.of("x: her mum") == "x: his mum"


IN_FIGURES_AND_IN_WORDS = [
    ("en", ["c: im 13", "x: im 35"], ["c: im thirteen", "x: im thirty five"]),
    (
        "es",
        ["c: tengo 13 años", "x: tengo 35 años"],
        ["c: tengo trece años", "x: tengo treinta y cinco años"],
    ),
    ("fr", ["c: j'ai 13 ans", "x: j'ai 35 ans"], ["c: j'ai treize ans", "x: j'ai trente-cinq ans"]),
    (
        "de",
        ["c: ich bin 13", "x: ich bin 35"],
        ["c: ich bin dreizehn", "x: ich bin fünfunddreißig"],
    ),
    (
        "pt",
        ["c: tenho 13 anos", "x: tenho 35 anos"],
        ["c: tenho treze anos", "x: tenho trinta e cinco anos"],
    ),
    ("it", ["c: ho 13 anni", "x: ho 35 anni"], ["c: ho tredici anni", "x: ho trentacinque anni"]),
    ("nl", ["c: ik ben 13", "x: ik ben 35"], ["c: ik ben dertien", "x: ik ben vijfendertig"]),
    (
        "pl",
        ["c: mam 13 lat", "x: mam 35 lat"],
        ["c: mam trzynaście lat", "x: mam trzydzieści pięć lat"],
    ),
]


@pytest.mark.parametrize(
    ("figures", "words"),
    [each[1:] for each in IN_FIGURES_AND_IN_WORDS],
    ids=[each[0] for each in IN_FIGURES_AND_IN_WORDS],
)
def test_an_age_in_words_is_the_age_in_figures(figures: list[str], words: list[str]) -> None:
    told, spelled = states(figures)[-1], states(words)[-1]
    assert (told.past.child_age, told.past.contact_youngest) == (13, 35)
    assert (spelled.past.child_age, spelled.past.contact_youngest) == (13, 35)
    assert spelled.score == told.score

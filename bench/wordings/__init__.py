"""How many wordings are found that nobody had in mind who wrote the word lists.

    python -m bench.wordings [LANGUAGE ...]

kept_aside.tsv holds single invented lines, by language and by what they do. Models wrote them without sight of the word
lists, half of what they wrote was kept aside, and no wording may be added after reading it: a list that is written after
its exam says nothing. Each line is read alone, after the few lines that give it its meaning (a no means something after an ask).
Prints counts only.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from msgspec import Struct

from bench.reading import table
from bench.wordings.meaning import ASKED_AGE, ASKED_PICTURE, MEANINGS, ORDINARY, SAID_NO, Meaning
from wardlight.stream import Detector, Sent

LINES = Path(__file__).parent / "kept_aside.tsv"
HEAD = ("language", "what it does", "found", "of")


class Wording(Struct, frozen=True):
    """One line: its language, what it does, and the words."""

    language: str
    does: str
    text: str


class Count(Struct, frozen=True):
    """How many lines of a kind were found."""

    found: int
    of: int


def wordings(path: Path = LINES) -> list[Wording]:
    """All lines of the file."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Wording(*row) for row in rows]


def counts(lines: Iterable[Wording]) -> dict[tuple[str, str], Count]:
    """By language and what they do: lines that were seen as that, or, of ordinary ones, as anything of concern."""
    found: Counter[tuple[str, str]] = Counter()
    all_of: Counter[tuple[str, str]] = Counter()
    for line in lines:
        key = (line.language, line.does)
        all_of[key] += 1
        found[key] += not MEANINGS[line.does].seen_as.isdisjoint(seen(line))
    return {key: Count(found[key], of) for key, of in all_of.items()}


def seen(line: Wording) -> frozenset[str]:
    """What is seen in the line itself."""
    meaning = MEANINGS[line.does]
    before = _before(meaning, line.language)
    detector = Detector()
    for text, role in before:
        detector.feed(thread="t", author=role, text=text, role=role)
    known = _seen(detector)
    detector.feed_many([Sent("t", meaning.role, line.text, None, meaning.role)])
    now = _seen(detector)
    return frozenset(name for name, count in now.items() if count > known.get(name, 0))


def _before(meaning: Meaning, language: str) -> list[tuple[str, Literal["child", "other"]]]:
    said: list[tuple[str, Literal["child", "other"]]] = [("hi", "other"), ("hi", "child")]
    if meaning.after_age:
        said.append((ASKED_AGE[language], "other"))
        if meaning.role == "other":
            said.append(("12", "child"))
    if meaning.after_ask:
        said.append((ASKED_PICTURE[language], "other"))
    if meaning.after_no:
        said.append((SAID_NO[language], "child"))
    return said


def _seen(detector: Detector) -> dict[str, int]:
    standing = detector.standing("t")
    return {
        name: each.count
        for side in standing.values()
        for name, each in side.state.past.seen.items()
    }


def rows(found: dict[tuple[str, str], Count]) -> list[Sequence[object]]:
    """The table: each kind, then the whole of each language."""
    languages = dict.fromkeys(language for language, _ in found)
    told: list[Sequence[object]] = [
        (*key, each.found, each.of) for key, each in found.items() if key[1] != ORDINARY
    ]
    for language in languages:
        of = [each for key, each in found.items() if key[0] == language and key[1] != ORDINARY]
        told.append((language, "all", sum(each.found for each in of), sum(each.of for each in of)))
        if ordinary := found.get((language, ORDINARY)):
            told.append((language, "ordinary, named", ordinary.found, ordinary.of))
    return told


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE")
    asked = parser.parse_args().languages
    lines = [each for each in wordings() if not asked or each.language in asked]
    print(table(rows(counts(lines)), HEAD))


if __name__ == "__main__":
    main()

"""Writes the figures on the detector's model card, and on the page on languages, from runs over the chats in tests/chats.

``python -m scripts.model_card`` writes them into the pages between their marks; ``--check`` writes nothing and fails where
they are not what the code gives. With ``WARDLIGHT_CORPUS`` set to a file of one-sided SMS (see docs/how-to/measure.md),
the counts on it are written as well, with the day and the machine; without it they are left as they stand.
"""

import os
import platform
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from bench.wordings import counts, wordings
from bench.wordings.meaning import ORDINARY
from tests.chat import Chat, chats, messages, thread_of
from tests.disguises import DISGUISES, abbreviated, pictographs
from wardlight.behaviours import BEHAVIOURS, LANGUAGES, read_lexicon
from wardlight.bench import chats as corpus_chats
from wardlight.bench.corpora import read_corpus
from wardlight.bench.judge import NEEDS_A_LOOK, SOME_SIGNS, Judged, Outcome, with_detector
from wardlight.bench.metrics.rates import Share, share
from wardlight.bench.pages import source_of
from wardlight.bench.runs import early, false_alarms
from wardlight.bench.tables import base_rates, figure, interval, rated, whole
from wardlight.risk import WEIGHTS
from wardlight.stream import Detector, Sent
from wardlight.version import __version__

FOLDER = Path(__file__).parent.parent / "docs" / "explanation"
PAGES = ("model-card.md", "languages.md")
CORPUS = "WARDLIGHT_CORPUS"

_PART = re.compile(r"(<!-- made: (\w+), .*? -->\n).*?(<!-- made: end -->)", re.DOTALL)
_FEW = 3
"""Chats of a kind below which it has no row of its own."""

_NAMED = 12
"""Chats that are named one by one, at most."""

Row = tuple[str, ...]
Disguise = Callable[[str], str]


# --- running -----------------------------------------------------------------------------------


class Run(Struct, frozen=True):
    """One fixture and what the detector made of it."""

    chat: Chat
    judged: Judged

    @property
    def in_time(self) -> bool:
        """Warned by the message it must, and of the contact, not of somebody else in a group."""
        first = self.judged.first
        warned = first is not None and (first.warned_at or 0) <= self.chat.by
        return warned and first is not None and first.contact == "Contact"

    @property
    def flagged(self) -> bool:
        """It needs a look, by the message it must or later."""
        return self.judged.verdict == NEEDS_A_LOOK


Runs = tuple[Run, ...]


@cache
def run_over(kind: str, preset: str, disguise: Disguise | None = None) -> Runs:
    """All fixtures of a kind through the detector, the contact's lines in a disguise."""
    detector = Detector(WEIGHTS.at(preset))
    fixtures = chats(kind)
    detector.feed_many(sent for chat in fixtures for sent in _sent(chat, disguise))
    return tuple(Run(chat, _judged(detector, chat, kind)) for chat in fixtures)


def _sent(chat: Chat, disguise: Disguise | None) -> Iterable[Sent]:
    thread = thread_of(chat.lines)
    for each in messages(chat.lines, thread):
        text = disguise(each.text) if disguise and each.sender == "Contact" else each.text
        yield Sent(
            str(chat),
            each.sender or "",
            text,
            each.instant.reading,
            "child" if each.sender == "Child" else "other",
            len(each.attachments),
            each.instant.hour,
            thread.group,
        )


def _judged(detector: Detector, chat: Chat, kind: str) -> Judged:
    lines = tuple(
        corpus_chats.Line(each.author, each.text, each.at, each.role) for each in _sent(chat, None)
    )
    outcomes = [
        Outcome(
            contact,
            stands.verdict,
            stands.score,
            stands.addends,
            stands.warning.number if stands.warning else None,
            stands.warning.at if stands.warning else None,
        )
        for contact, stands in detector.standing(str(chat)).items()
        if contact != "Child"
    ]
    label: corpus_chats.Label = "concern" if kind == "concern" else "benign"
    return Judged(corpus_chats.Chat(str(chat), lines, label, chat.language), tuple(outcomes))


def in_time(runs: Sequence[Run]) -> Share:
    """Chats of concern that were warned of by the message they must."""
    return share(sum(each.in_time for each in runs), len(runs))


def flagged(runs: Sequence[Run]) -> Share:
    """Chats that need a look."""
    return share(sum(each.flagged for each in runs), len(runs))


def with_signs(runs: Sequence[Run]) -> Share:
    """Chats that show some signs and need no look."""
    return share(sum(each.judged.verdict == SOME_SIGNS for each in runs), len(runs))


# --- the parts of the page ---------------------------------------------------------------------


def chats_part() -> str:
    """How many fixtures there are, by language."""
    concern, benign = run_over("concern", "standard"), run_over("benign", "standard")
    languages = sorted({each.chat.language for each in concern})
    rows = [
        (
            name,
            *(
                whole(sum(each.chat.language == name for each in runs))
                for runs in (concern, benign)
            ),
        )
        for name in languages
    ]
    rows.append(("all", whole(len(concern)), whole(len(benign))))
    rows.append(("messages", *(whole(sum(map(_length, runs))) for runs in (concern, benign))))
    return _table(("Language", "Of concern", "Ordinary"), rows)


def _length(run: Run) -> int:
    return len(run.judged.chat.lines)


def presets_part() -> str:
    """Both rates at each preset, and how soon."""
    rows: list[Row] = []
    for preset in WEIGHTS.presets:
        concern, benign = run_over("concern", preset), run_over("benign", preset)
        rows += [
            (f"`{preset}`: of concern, warned of in time", *rated(in_time(concern))),
            (f"`{preset}`: of concern, warned of at all", *rated(flagged(concern))),
            (f"`{preset}`: ordinary, needs a look", *rated(flagged(benign))),
            (f"`{preset}`: ordinary, some signs", *rated(with_signs(benign))),
        ]
    return _table(("Preset, and what is counted", "Chats", "Share", "95 % interval"), rows)


def soon_part() -> str:
    """By which message, at the standard preset."""
    found = _figures()
    rows = [(whole(each.message), *rated(each.concern)) for each in found.by_message]
    middle = found.messages_to_warning
    told = (
        f"Median {figure(middle.median, 0)} (quartiles {figure(middle.lower_quartile, 0)} and "
        f"{figure(middle.upper_quartile, 0)}). Speed {figure(found.speed)} (p = ln 3 / 89), "
        f"F-latency {figure(found.f_latency)}."
    )
    return "\n\n".join([_table(("By message", "Warned of", "Share", "95 % interval"), rows), told])


@cache
def _figures() -> early.EarlyFigures:
    runs = (*run_over("concern", "standard"), *run_over("benign", "standard"))
    return early.figures([each.judged for each in runs])


def slices_part() -> str:
    """By language, speed and register, at the standard preset."""
    kinds: tuple[tuple[str, Callable[[Chat], str]], ...] = (
        ("Language", lambda chat: chat.language),
        ("Speed", lambda chat: chat.speed or "not told"),
        ("Register", lambda chat: chat.register or "not told"),
    )
    heads = ("Of concern, in time", "95 % interval", "Ordinary, needs a look", "95 % interval")
    return "\n\n".join(_table((kind, *heads), _sliced(of)) for kind, of in kinds)


def _sliced(of: Callable[[Chat], str]) -> list[Row]:
    concern, benign = run_over("concern", "standard"), run_over("benign", "standard")
    names = [of(each.chat) for each in (*concern, *benign)]
    rare = {name for name in names if names.count(name) < _FEW}
    rows = [_slice(name, {name}, of) for name in sorted(set(names) - rare)]
    return [*rows, _slice(f"others ({len(rare)})", rare, of)] if rare else rows


def _slice(title: str, names: set[str], of: Callable[[Chat], str]) -> Row:
    cells = [title]
    for kind, counted in (("concern", in_time), ("benign", flagged)):
        found = counted([each for each in run_over(kind, "standard") if of(each.chat) in names])
        cells += [f"{found.count} of {found.of}" if found.of else "-", interval(found)]
    return tuple(cells)


def disguises_part() -> str:
    """Every fixture with the contact's lines written so that a filter misses them."""
    rows = []
    for disguise in (*DISGUISES, abbreviated, pictographs):
        concern = run_over("concern", "standard", disguise)
        benign = run_over("benign", "standard", disguise)
        words = " ".join((disguise.__doc__ or "").split()).rstrip(".")
        rows.append((words, *rated(in_time(concern)), *rated(flagged(benign))[:2]))
    heads = ("Disguise", "In time", "Share", "95 % interval", "Ordinary, needs a look", "Share")
    return _table(heads, rows)


def misses_part() -> str:
    """What comes out wrong: by behaviour, then by name where it is not a matter of the preset alone."""
    named = sorted(
        {name for each in run_over("concern", "standard") for name in each.chat.behaviours}
    )
    heads = ("Late or missed, of those with", *(f"`{preset}`" for preset in WEIGHTS.presets))
    rows = [(f"`{name}`", *(_missed(preset, name) for preset in WEIGHTS.presets)) for name in named]
    return "\n\n".join([_table(heads, rows), "\n".join(map(_named, WEIGHTS.presets))])


def _missed(preset: str, behaviour: str) -> str:
    runs = [each for each in run_over("concern", preset) if behaviour in each.chat.behaviours]
    return f"{sum(not each.in_time for each in runs)} of {len(runs)}"


def _named(preset: str) -> str:
    late = [f"`{each.chat}`" for each in run_over("concern", preset) if not each.in_time]
    wrong = [f"`{each.chat}`" for each in run_over("benign", preset) if each.flagged]
    which = f": {', '.join(late)}" if 0 < len(late) <= _NAMED else ""
    flags = f": {', '.join(wrong)}" if wrong else ""
    return f"- `{preset}`: {len(late)} late or missed{which}; {len(wrong)} ordinary that need a look{flags}."


def rates_part() -> str:
    """What the rates would mean elsewhere: only as far as the intervals tell."""
    table = base_rates(_figures().base_rates)
    return _table((table.head[0], table.head[2]), [(row[0], row[2]) for row in table.rows])


def versions_part() -> str:
    """What exactly was run."""
    contact = [each for each in BEHAVIOURS if each.card.id.startswith("B")]
    lexicons = sorted({each.chat.language for each in run_over("concern", "standard")})
    rows = [
        ("wardlight", __version__),
        ("risk/weights.toml, sha256", f"`{_digest('wardlight.risk', 'weights.toml')}`"),
        ("behaviours/catalogue.toml, sha256", f"`{_digest('wardlight.behaviours', 'catalogue.toml')}`"),
        ("Behaviours of a contact, of all", f"{len(contact)} of {len(BEHAVIOURS)}"),
        ("Languages with fixtures", ", ".join(lexicons)),
    ]  # fmt: skip
    return _table(("What", "Which"), rows)


def _digest(package: str, name: str) -> str:
    text = (files(package) / name).read_text(encoding="utf-8")
    return sha256(text.encode()).hexdigest()[:16]


def languages_part() -> str:
    """What each lexicon covers, and on how many chats it is tried."""
    rows = []
    for code in LANGUAGES:
        lexicon = read_lexicon(code)
        acts = {each.card.name for each in BEHAVIOURS if each.card.id[0] in "BP"}
        covered = {each.topic for each in lexicon.patterns} & acts
        tried = [
            sum(each.language == code for each in chats(kind)) for kind in ("concern", "benign")
        ]
        lines = sum(not each.cancels for each in lexicon.patterns)
        counts = (len(covered), lines, *tried)
        rows.append((f"{lexicon.name} (`{code}`)", *map(whole, counts)))
    heads = ("Language", "Acts with lines", "Lines", "Chats of concern", "Ordinary chats")
    return _table(heads, rows)


def corpus_part(path: Path) -> str:
    """Counts on a corpus of one-sided SMS, with what they were counted on. Never a text."""
    corpus = read_corpus(path)
    source = source_of(corpus)
    rows: list[Row] = []
    for preset in WEIGHTS.presets:
        found = false_alarms.measure([corpus], with_detector(preset=preset))
        for each in found.sets:
            if not each.kind:
                title = f"`{preset}`, by {each.unit}"
                rows += [
                    (f"{title}: needs a look", *rated(each.chats)),
                    (f"{title}: some signs", *rated(each.chats_with_signs)),
                ]
    told = (
        f"`{CORPUS}=FILE python -m scripts.model_card`, {datetime.now(UTC):%d %B %Y}, wardlight {__version__}, "
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores. {whole(source.messages)} "
        f"messages, sha256 `{source.sha256[:16]}`."
    )
    return "\n\n".join(
        [told, _table(("Preset, and what is counted", "How many", "Share", "95 % interval"), rows)]
    )


def wordings_part() -> str:
    """Single lines that were kept aside, by language."""
    found = counts(wordings())
    rows: list[Row] = []
    for language in LANGUAGES:
        of = {does: each for (code, does), each in found.items() if code == language}
        ordinary = of.pop(ORDINARY)
        seen = share(sum(each.found for each in of.values()), sum(each.of for each in of.values()))
        row = (*rated(seen), *rated(share(ordinary.found, ordinary.of))[:2])
        rows.append((read_lexicon(language).name, *row))
    heads = ("Language", "Found", "Share", "95 % interval", "Ordinary, named", "Share")
    return _table(heads, rows)


PARTS: dict[str, Callable[[], str]] = {
    "chats": chats_part,
    "presets": presets_part,
    "soon": soon_part,
    "slices": slices_part,
    "disguises": disguises_part,
    "wordings": wordings_part,
    "misses": misses_part,
    "rates": rates_part,
    "versions": versions_part,
    "languages": languages_part,
}


# --- the page ----------------------------------------------------------------------------------


def _table(heads: Row, rows: Iterable[Row]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(text: str, corpus: str | None = None) -> str:
    """The page with every made part made anew; the counts on a corpus only where one is named."""

    def made(part: re.Match[str]) -> str:
        if part[2] == "corpus":
            return f"{part[1]}\n{corpus_part(Path(corpus))}\n\n{part[3]}" if corpus else part[0]
        return f"{part[1]}\n{PARTS[part[2]]()}\n\n{part[3]}"

    return _PART.sub(made, text)


def main() -> int:
    """Write the pages, or with ``--check`` name those that are not fresh."""
    check = "--check" in sys.argv[1:]
    corpus = None if check else os.environ.get(CORPUS)
    stale = 0
    for file in (FOLDER / name for name in PAGES):
        stored = file.read_text(encoding="utf-8")
        fresh = page(stored, corpus)
        if fresh == stored:
            continue
        stale += 1
        if not check:
            file.write_text(fresh, encoding="utf-8", newline="\n")
        print(f"{file.name} {'is not what the code gives: run make docs' if check else 'written'}")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())

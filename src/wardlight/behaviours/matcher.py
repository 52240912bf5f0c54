"""Finds every lexicon pattern in a text. Behaviours see its Hits and nothing else of it.

How: each pattern is filed under the words of its rarest element. Most messages hold none of those words, and one
set operation on their tokens says so. Only in the others are the filed patterns tried, as regular
expressions over the normalised words. So the cost is about that of splitting the text (bench/matching.py),
and a faster engine can take this place behind ``Matcher.match``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from itertools import accumulate

from msgspec import Struct

from wardlight.behaviours.normalise import Span, words_and_spans, words_of

GAP = 3
"""Words that ``..`` may stand for, at most."""

_COLD_MAX = 400_000

_RARE = 1 / 2000
"""How often a word is taken to stand that is not among the common ones."""

_MARKS = {"..": rf"(?:\S+ ){{0,{GAP}}}?", "^": r"(?<=^ )", "$": r"$"}


class Pattern(Struct, frozen=True):
    """One line of a lexicon.

    Attributes:
        topic: What a hit speaks of; for most behaviours their own name.
        written: The line as written: words between blanks; ``a|b`` either; ``_`` joins words inside an
            alternative; ``?`` after an element makes it optional; ``<name>`` is a word class; ``..`` is up to
            three words; ``!x`` is one word that is not x; ``^`` and ``$`` are the message's ends.
        strength: 1 weak, 2 clear, 3 strong.
        because: In words, for the explanation.
        needs: What must have come before for it to mean anything: a behaviour's name, ``ask`` (the contact
            asked for something a few messages ago) or ``picture`` (the child sent one); empty for nothing.
    """

    topic: str
    written: str
    strength: int
    because: str
    needs: str = ""


class Hit(Struct, frozen=True, gc=False):
    """A pattern that was found.

    Attributes:
        pattern: Which.
        first: Index of its first word among the message's words.
        last: Index of its last word.
        span: Where that is in the original text.
    """

    pattern: Pattern
    first: int
    last: int
    span: Span


class Matched(Struct, frozen=True):
    """What one text holds: its words (only where something hit) and the hits, in text order."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]


NOTHING = Matched((), ())


class _Compiled(Struct, frozen=True):
    pattern: Pattern
    regex: re.Pattern[str]
    others: tuple[frozenset[str], ...]


class Matcher:
    """A compiled set of patterns. Remembers tokens it has seen to be of no interest; no other state.

    Args:
        patterns: All lexicons' lines.
        classes: Word classes by name.
        common: The most frequent words of the language, most frequent first.
    """

    def __init__(
        self,
        patterns: Iterable[Pattern],
        classes: Mapping[str, tuple[str, ...]],
        common: Iterable[str],
    ) -> None:
        self._by_anchor: dict[str, list[_Compiled]] = {}
        self._cold: set[str] = set()
        often = {word: 1 / rank for rank, word in enumerate(common, start=1)}
        for pattern in patterns:
            anchor, *others = _required(pattern.written, classes, often)
            compiled = _Compiled(pattern, _regex(pattern.written, classes), tuple(others))
            for word in sorted(anchor):
                self._by_anchor.setdefault(word, []).append(compiled)

    def match(self, text: str) -> Matched:
        """Every pattern in a text. Same text, same result, whatever came before."""
        tokens = text.split()
        if self._cold.issuperset(tokens):
            return NOTHING
        words = [word for token in tokens for word in words_of(token)]
        tried = self._tried(tokens, frozenset(words))
        if not tried:
            return NOTHING
        joined = f" {' '.join(words)} "
        found = [(each.pattern, at) for each in tried for at in each.regex.finditer(joined)]
        return _located(found, text) if found else NOTHING

    def _tried(self, tokens: list[str], there: frozenset[str]) -> list[_Compiled]:
        """The patterns of which every element has a word in the text, each once."""
        anchors = there & self._by_anchor.keys()
        if not anchors:
            self._remember(tokens)
            return []
        filed = [each for word in sorted(anchors) for each in self._by_anchor[word]]
        tried = [each for each in filed if not any(map(there.isdisjoint, each.others))]
        return list({id(each): each for each in tried}.values()) if len(anchors) > 1 else tried

    def _remember(self, tokens: list[str]) -> None:
        if len(self._cold) > _COLD_MAX:
            self._cold.clear()
        self._cold.update(tokens)


class _Element(Struct, frozen=True):
    """One step of a pattern: a mark (``..``, ``^``, ``$``) or alternatives in normal spelling."""

    alternatives: tuple[str, ...]
    mark: str = ""
    optional: bool = False
    negated: bool = False


def _elements(written: str, classes: Mapping[str, tuple[str, ...]]) -> list[_Element]:
    return [_element(step, classes) for step in written.split()]


def _element(step: str, classes: Mapping[str, tuple[str, ...]]) -> _Element:
    if step in _MARKS:
        return _Element((), mark=step)
    bare = step.removesuffix("?").removeprefix("!")
    groups = [classes[name[1:-1]] if name.startswith("<") else (name,) for name in bare.split("|")]
    spelled = {_spelled(word) for group in groups for word in group}
    if "" in spelled:
        raise ValueError(f"an alternative without a word: {step}")
    longest_first = tuple(sorted(spelled, key=lambda each: (-len(each), each)))
    return _Element(longest_first, optional=step.endswith("?"), negated=step.startswith("!"))


def _spelled(written: str) -> str:
    return " ".join(word for step in written.split("_") for word in words_of(step))


def _regex(written: str, classes: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Over `` word word word ``: every word is matched with the blank after it."""
    return re.compile("(?<= )" + "".join(_piece(each) for each in _elements(written, classes)))


def _piece(element: _Element) -> str:
    if element.mark:
        return _MARKS[element.mark]
    either = "|".join(map(re.escape, element.alternatives))
    if element.negated:
        return rf"(?!(?:{either}) )\S+ "
    return f"(?:(?:{either}) )" + ("?" if element.optional else "")


def _required(
    written: str, classes: Mapping[str, tuple[str, ...]], often: Mapping[str, float]
) -> tuple[frozenset[str], ...]:
    """For each element that must be there, one word of each of its alternatives; the rarest element first."""
    groups = [
        frozenset(
            min(each.split(), key=lambda word: often.get(word, _RARE))
            for each in element.alternatives
        )
        for element in _elements(written, classes)
        if element.alternatives and not element.optional and not element.negated
    ]
    if not groups:
        raise ValueError(f"a pattern needs one word that must be there: {written}")
    return tuple(sorted(groups, key=lambda words: sum(often.get(word, _RARE) for word in words)))


def _located(found: list[tuple[Pattern, re.Match[str]]], text: str) -> Matched:
    """Hits with their place in the original text, in text order."""
    words, spans = words_and_spans(text)
    starts = list(accumulate((len(word) + 1 for word in words), initial=1))
    hits = []
    for pattern, at in found:
        first = bisect_right(starts, at.start()) - 1
        last = max(first, bisect_right(starts, at.end() - 2) - 1)
        hits.append(Hit(pattern, first, last, (spans[first][0], spans[last][1])))
    hits.sort(key=lambda hit: (hit.first, hit.last, hit.pattern.topic, hit.pattern.written))
    return Matched(words, tuple(hits))

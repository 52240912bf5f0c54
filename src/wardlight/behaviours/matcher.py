"""Finds every lexicon pattern in a text. Behaviours see its Hits and nothing else of it.

How: each pattern is filed under the words of its rarest element, and each word carries a bit for every element it can
stand for. A text's words, looked up once each, say which patterns have all their elements in it; only those are
tried, as regular expressions over the normalised words. A faster engine can take this place behind
``Matcher.match``.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import reduce
from itertools import accumulate
from operator import or_
from typing import Protocol

from msgspec import Struct

from wardlight.behaviours.normalise import Span, words_and_spans, words_of

GAP = 3
"""Words that ``..`` may stand for, at most."""

_TOKENS_MAX = 400_000

_RARE = 1 / 2000
"""How often a word is taken to stand that is not among the common ones."""

_FIRST = "^"
"""Marks a text's first word. No word begins with it, and a token that does only costs a try."""

_MARKS = {"..": rf"(?:\S+ ){{0,{GAP}}}?", "^": r"(?<=^ )", "$": r"$"}


class Pattern(Struct, frozen=True):
    """One line of a lexicon.

    Attributes:
        topic: What a hit speaks of: a behaviour's name, or ``name:overlap`` and ``name:anywhere`` for the lines that
            cancel one.
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

    @property
    def cancels(self) -> bool:
        """Whether it only takes away from another pattern's hit, so that alone it says nothing."""
        return ":" in self.topic


class Words(Protocol):
    """One language, as the matcher needs it. Classes hold good for its own lines only."""

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Its lines."""

    @property
    def classes(self) -> Mapping[str, tuple[str, ...]]:
        """Word classes by name."""

    @property
    def common(self) -> tuple[str, ...]:
        """Its most frequent words, most frequent first."""


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


class Matched(Struct, frozen=True, gc=False):
    """What one text holds: its words (only where something hit) and the hits, in text order."""

    words: tuple[str, ...]
    hits: tuple[Hit, ...]


NOTHING = Matched((), ())


_Filed = tuple[int, Pattern, re.Pattern[str]]
"""What a text must hold for a pattern to be tried (a bit for each of its elements), and the pattern."""


class Matcher:
    """A compiled set of patterns. It remembers tokens it has looked up; no other state.

    Args:
        languages: Each language's lines, word classes and most frequent words.
    """

    def __init__(self, languages: Iterable[Words]) -> None:
        elements: dict[frozenset[str], int] = {}
        filed: dict[str, list[_Filed]] = {}
        for language in languages:
            often = {word: 1 / rank for rank, word in enumerate(language.common, start=1)}
            for pattern in language.patterns:
                required = _required(pattern.written, language.classes, often)
                bits = [elements.setdefault(words, 1 << len(elements)) for words in required]
                entry = (reduce(or_, bits), pattern, _regex(pattern.written, language.classes))
                for word in required[0]:
                    filed.setdefault(word, []).append(entry)
        self._tokens = _Tokens(_bits_by_word(elements), filed)

    def match(self, text: str) -> Matched:
        """Every pattern in a text. Same text, same result, whatever came before."""
        tokens = text.split()
        tokens.append(_first_word(tokens))
        known = [*filter(None, map(self._tokens.__getitem__, tokens))]
        filed = [each for _, patterns in known for each in patterns]
        if not filed:
            return NOTHING
        there = reduce(or_, [bits for bits, _ in known])
        tried = [each for each in filed if there & each[0] == each[0]]
        if not tried:
            return NOTHING
        tokens.pop()
        joined = f" {' '.join([word for token in tokens for word in words_of(token)])} "
        found = [
            (pattern, at)
            for pattern, regex in {
                id(regex): (pattern, regex) for _, pattern, regex in tried
            }.values()
            for at in regex.finditer(joined)
        ]
        if all(pattern.cancels for pattern, _ in found):
            return NOTHING
        return _located(found, text)


def _bits_by_word(elements: Mapping[frozenset[str], int]) -> dict[str, int]:
    bits: dict[str, int] = {}
    for words, bit in elements.items():
        for word in words:
            bits[word] = bits.get(word, 0) | bit
    return bits


class _Tokens(dict[str, tuple[int, tuple[_Filed, ...]] | None]):
    """What each token met so far holds: bits and filed patterns; None for nothing of interest."""

    def __init__(self, bits: Mapping[str, int], filed: Mapping[str, list[_Filed]]) -> None:
        super().__init__()
        self._bits = bits
        self._filed = filed

    def __missing__(self, token: str) -> tuple[int, tuple[_Filed, ...]] | None:
        words = (token,) if token.startswith(_FIRST) else words_of(token)
        bits = reduce(or_, (self._bits.get(word, 0) for word in words), 0)
        if len(self) > _TOKENS_MAX:
            self.clear()
        patterns = tuple(each for word in words for each in self._filed.get(word, ()))
        self[token] = found = (bits, patterns) if bits else None
        return found


class _Element(Struct, frozen=True):
    """One step of a pattern: a mark (``..``, ``^``, ``$``) or alternatives in normal spelling."""

    alternatives: tuple[str, ...]
    mark: str = ""
    optional: bool = False
    negated: bool = False

    @property
    def must_stand(self) -> bool:
        """Whether one of its words has to be in a text that the pattern is found in."""
        return bool(self.alternatives) and not self.optional and not self.negated


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
    elements = _elements(written, classes)
    groups = [
        frozenset(
            min(each.split(), key=lambda word: often.get(word, _RARE))
            for each in element.alternatives
        )
        for element in elements
        if element.must_stand
    ]
    if elements[0].mark == "^" and elements[1].must_stand:
        groups.append(frozenset(_FIRST + each.split()[0] for each in elements[1].alternatives))
    if not groups:
        raise ValueError(f"a pattern needs one word that must be there: {written}")
    return tuple(sorted(groups, key=lambda words: sum(often.get(word, _RARE) for word in words)))


def _first_word(tokens: list[str]) -> str:
    """A text's first word, marked as such, so that patterns that begin at ``^`` are tried where they can be found."""
    return next((_FIRST + words[0] for words in map(words_of, tokens) if words), _FIRST)


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

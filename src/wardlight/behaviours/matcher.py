"""Finds every lexicon pattern in a text. Behaviours see its Hits and nothing else of it.

How: each pattern is filed under the words of its rarest element, and each word knows every element it can
stand for. A text's words, looked up once each, say which patterns have all their elements in it; only those are
tried, as regular expressions over the normalised words. ``matcher.sieve`` says the same of many texts at once, so that
only those that may hold something are matched one by one.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Protocol

from msgspec import Struct

from wardlight.behaviours import sieve
from wardlight.behaviours.disguise import joined, may_be_spaced_out, undisguised
from wardlight.behaviours.normalise import Span
from wardlight.behaviours.pattern import (
    FIRST,
    Classes,
    Grammar,
    Need,
    Pattern,
    regex,
    required,
)

NEEDS_NO_SIGHTING = ("", "picture")
"""Needs that can be met where nothing has been seen yet."""

_TOKENS_MAX = 400_000

TAIL_WORDS = 8
"""Words of earlier pieces of a split message that are kept, at most."""

PIECES_WITHIN_MINUTES = 5
"""Two short messages further apart are not read as pieces of one."""

_OTHER = "qzq"
"""Stands in a tail for a word that is in no lexicon; it is in none itself."""


class Words(Protocol):
    """One language, as the matcher needs it. Classes hold good for its own lines only."""

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Its lines."""

    @property
    def classes(self) -> Classes:
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

Tail = tuple[str, ...]
"""The last words of the pieces just before, where one side sent a few short messages in a row; words that are in no
lexicon are left out. It is all of a text that is ever remembered."""


@dataclass(frozen=True, eq=False)
class _Filed:
    """A pattern, and the elements that a text must hold for it to be tried, beside those it is filed under."""

    pattern: Pattern
    classes: Classes
    others: frozenset[int]

    @property
    def cancels(self) -> str:
        """The topic that it takes from."""
        return self.pattern.topic.partition(":")[0]

    @cached_property
    def find(self) -> re.Pattern[str]:
        return regex(self.pattern.written, self.classes)


_NO_OTHER = -1

_ByOther = Mapping[int, Sequence[_Filed]]
"""Patterns by one other element that a text must hold; _NO_OTHER where there is none."""


class _Held(Struct, frozen=True, gc=False):
    """What words hold of one kind of pattern: the elements they can stand for, and the patterns filed under each word."""

    elements: frozenset[int]
    filed: tuple[_ByOther, ...]


class _Token(Struct, frozen=True, gc=False):
    """What a token holds: its words, and what they hold of lines and of counter-lines (those that cancel one)."""

    words: tuple[str, ...]
    lines: _Held
    counters: _Held


class Matcher:
    """A compiled set of patterns. It remembers tokens it has looked up; no other state.

    Attributes:
        sieve: The same patterns, over many texts at once.

    Args:
        languages: Each language's lines, word classes and most frequent words.
    """

    def __init__(self, languages: Iterable[Words]) -> None:
        languages = tuple(languages)
        filing = _Filing(languages)
        self._tokens = _Tokens(filing)
        self._filing = filing
        self._needs = tuple(each.pattern.needs for each in filing.lines)
        words = sieve.Words(
            filing.sieved,
            filing.elements.of_word,
            filing.elements.count,
            filing.shelf.elements.of_word,
            self._tokens.words,
            FIRST,
            filing.vocabulary,
        )
        self.sieve = sieve.Sieve(words, sieve.patterns_of(filing.sieved))

    def match(self, text: str, tail: Tail = (), lines: Sequence[int] | None = None) -> Matched:
        """Every pattern in a text. Same text and tail, same result, whatever came before.

        Args:
            text: What was written.
            tail: The pieces just before it; a pattern may begin there and end in this text, where this is a piece too.
            lines: The only ones that may stand in the text alone, where the sieve has told them: then its letters are not
                parted by blanks. Else all are tried.
        """
        if lines is None:
            tokens, places = self._read(text)
        else:
            tokens, places = [*map(self._tokens.__getitem__, text.split())], None
        found = self._found(tokens, lines)
        if tail:
            found += self._across(tokens, tail)
        if all(pattern.cancels for pattern, _, _ in found):
            return NOTHING
        return _located(found, tokens, places, text)

    def tail(self, text: str, tail: Tail = ()) -> Tail:
        """What is kept of a text for the next one; nothing where it is not a piece."""
        tokens, _ = self._read(text)
        words = [word for token in tokens for word in token.words]
        if len(words) > sieve.SHORT or not any(token.lines.elements for token in tokens):
            return ()
        known = self._filing.vocabulary
        kept = (word if word in known else _OTHER for word in words)
        return (*tail, *kept)[-TAIL_WORDS:]

    def needs_of(self, lines: Iterable[int]) -> set[str]:
        """What lines need, told by the numbers that the sieve gives them."""
        return {self._needs[each] for each in lines}

    def tails_that_matter(
        self,
        pieced: Mapping[int, tuple[Tail, str]],
        kept: sieve.Kept,
        keep_run: sieve.KeepRun = sieve.arrays.keep_run,
    ) -> dict[int, Tail]:
        """Of the tails before some texts, those with which the text may hold a pattern, or that stand before one that does alone.

        Args:
            pieced: The tail and the text, by the text's number.
            kept: What the sieve says of the texts alone.
            keep_run: The sieve's way.
        """
        joined = [" ".join((*tail, text)) for tail, text in pieced.values()]
        together = self.sieve.keep(sieve.texts_of(joined), keep_run).level.tolist()
        return {
            number: tail
            for (number, (tail, _)), level in zip(pieced.items(), together, strict=True)
            if level != sieve.NOT_KEPT or kept.level[number] != sieve.NOT_KEPT
        }

    def _read(self, text: str) -> tuple[list[_Token], list[Span] | None]:
        """The tokens; where letters parted by blanks were put together, the blank-separated parts of each."""
        tokens = [*map(self._tokens.__getitem__, text.split())]
        if not may_be_spaced_out(text):
            return tokens, None
        words = joined([token.words for token in tokens], self._filing.vocabulary)
        if all(first == last for _, first, last in words):
            return tokens, None
        return [self._tokens.word(word) for word, _, _ in words], [each[1:] for each in words]

    def _found(
        self, tokens: Sequence[_Token], lines: Sequence[int] | None = None
    ) -> list[tuple[Pattern, int, int]]:
        """Lines, and the counter-lines of those that were found."""
        words = [word for token in tokens for word in token.words]
        if not words:
            return []
        if lines is None:
            tried = _tried(token.lines for token in (*tokens, self._tokens.first(words[0])))
        else:
            tried = [self._filing.lines[each] for each in dict.fromkeys(lines)]
        found = _placed(tried, words)
        if not found:
            return []
        held = (*tokens, self._tokens.first(words[0]))
        topics = {pattern.topic for pattern, _, _ in found}
        counters = _tried(token.counters for token in held)
        return found + _placed([each for each in counters if each.cancels in topics], words)

    def _across(self, tokens: Sequence[_Token], tail: Tail) -> list[tuple[Pattern, int, int]]:
        """What begins in the tail and ends in the text, told in the text's own words."""
        before = len(tail)
        if sum(len(token.words) for token in tokens) > sieve.SHORT:
            return []
        whole = [*map(self._tokens.word, tail), *tokens]
        return [
            (pattern, max(0, first - before), last - before)
            for pattern, first, last in self._found(whole)
            if first < before <= last
        ]


def _tried(held: Iterable[_Held]) -> list[_Filed]:
    known = [each for each in held if each.elements]
    there = {_NO_OTHER}.union(*[each.elements for each in known])
    tried = {
        id(each): each
        for own in known
        for filed in own.filed
        for other in filed.keys() & there
        for each in filed[other]
        if each.others <= there
    }
    return list(tried.values())


def _placed(tried: Iterable[_Filed], words: Sequence[str]) -> list[tuple[Pattern, int, int]]:
    line = f" {' '.join(words)} "
    found = [(filed.pattern, at) for filed in tried for at in filed.find.finditer(line)]
    if not found:
        return []
    starts = list(accumulate((len(word) + 1 for word in words), initial=1))
    placed = []
    for pattern, at in found:
        first = bisect_right(starts, at.start()) - 1
        placed.append((pattern, first, max(first, bisect_right(starts, at.end() - 2) - 1)))
    return placed


def _located(
    found: Iterable[tuple[Pattern, int, int]],
    tokens: Sequence[_Token],
    places: Sequence[Span] | None,
    text: str,
) -> Matched:
    """Hits with their place in the original text, in text order."""
    parts = [found.span() for found in re.finditer(r"\S+", text)]
    places = places or [(at, at) for at in range(len(parts))]
    spans = [
        (parts[first][0], parts[last][1])
        for token, (first, last) in zip(tokens, places, strict=True)
        for _ in token.words
    ]
    hits = [
        Hit(pattern, first, last, (spans[first][0], spans[last][1]))
        for pattern, first, last in found
    ]
    hits.sort(key=_order)
    return Matched(tuple(word for token in tokens for word in token.words), tuple(hits))


def _order(hit: Hit) -> tuple[int, int, str, str, str]:
    pattern = hit.pattern
    return hit.first, hit.last, pattern.topic, pattern.written, pattern.language


class _Elements:
    """A number for each set of words of which one has to stand; and for each word, those it can stand for."""

    def __init__(self) -> None:
        self._numbers: dict[frozenset[str], int] = {}
        self.of_word: dict[str, list[int]] = {}

    def number(self, words: frozenset[str]) -> int:
        """The set's, new or known."""
        if words not in self._numbers:
            number = self._numbers[words] = len(self._numbers)
            for word in words:
                self.of_word.setdefault(word, []).append(number)
        return self._numbers[words]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._numbers)


class _Shelf:
    """Patterns of one kind, filed: for each word what is filed under it."""

    def __init__(self) -> None:
        self.elements = _Elements()
        self._by_word: dict[str, dict[int, list[_Filed]]] = {}

    def file(self, pattern: Pattern, classes: Classes, need: Need) -> _Filed:
        """A pattern, filed under the words of its rarest element."""
        self.elements.number(need.words)
        others = [self.elements.number(each) for each in need.others]
        filed = _Filed(pattern, classes, frozenset(others))
        other = others[0] if others else _NO_OTHER
        for word in need.words:
            self._by_word.setdefault(word, {}).setdefault(other, []).append(filed)
        return filed

    def held(self, words: Iterable[str]) -> _Held:
        """What words hold."""
        words = tuple(words)
        elements = (each for word in words for each in self.elements.of_word.get(word, ()))
        filed = tuple(self._by_word[word] for word in words if word in self._by_word)
        return _Held(frozenset(elements), filed)


class _Filing:
    """All languages' patterns, lines and counter-lines apart."""

    def __init__(self, languages: Sequence[Words]) -> None:
        self.shelf, self.counters = _Shelf(), _Shelf()
        self.lines: list[_Filed] = []
        self.sieved: list[sieve.Filed] = []
        self.elements = _Elements()
        vocabulary = {word for each in languages for word in each.common}
        often = _often(languages)
        for language in languages:
            grammar = Grammar(language.classes, often)
            for pattern in language.patterns:
                self._file(pattern, language.classes, grammar)
            vocabulary |= grammar.vocabulary()
        self.vocabulary = frozenset(vocabulary)

    def _file(self, pattern: Pattern, classes: Classes, grammar: Grammar) -> None:
        need = required(pattern.written, grammar)
        if pattern.cancels:
            self.counters.file(pattern, classes, need)
        else:
            self.sieved += self._ways(len(self.lines), pattern, need, grammar)
            self.lines.append(self.shelf.file(pattern, classes, need))

    def _ways(
        self, line: int, pattern: Pattern, need: Need, grammar: Grammar
    ) -> Iterator[sieve.Filed]:
        """A line as the sieve files it: for each way, the narrowest tests, of those the rarest."""
        others = [(need.others[index], least, most) for index, least, most in need.reach]
        for way in need.ways:
            tests = [*((words, away, away) for words, away in way.beside), *others]
            tests.sort(key=lambda test: (test[2] - test[1], grammar.how_often(test[0])))
            yield sieve.Filed(
                line,
                way.words,
                tuple(
                    (self.elements.number(words), least, most)
                    for words, least, most in tests[: sieve.NEAR]
                ),
                need.from_start,
                need.to_end,
                alone=pattern.needs in NEEDS_NO_SIGHTING,
            )


def _often(languages: Iterable[Words]) -> dict[str, float]:
    """How often each common word stands in a chat, in the language where it stands most often."""
    often: dict[str, float] = {}
    for language in languages:
        for rank, word in enumerate(language.common, start=1):
            often[word] = max(often.get(word, 0.0), 1 / rank)
    return often


class _Tokens(dict[str, _Token]):
    """What each token met so far holds."""

    def __init__(self, filing: _Filing) -> None:
        super().__init__()
        self._filing = filing
        self._by_word: dict[str, _Token] = {}

    def __missing__(self, token: str) -> _Token:
        if len(self) > _TOKENS_MAX:
            self.clear()
        self[token] = found = self._token(self._words(token))
        return found

    def _words(self, token: str) -> tuple[str, ...]:
        return undisguised(token.strip(sieve.EDGE), self._filing.vocabulary)

    def _token(self, words: tuple[str, ...]) -> _Token:
        return _Token(words, self._filing.shelf.held(words), self._filing.counters.held(words))

    def word(self, word: str) -> _Token:
        """What a word that is already in normal spelling holds."""
        if word not in self._by_word:
            if len(self._by_word) > _TOKENS_MAX:
                self._by_word.clear()
            self._by_word[word] = self._token((word,))
        return self._by_word[word]

    def words(self, written: str) -> tuple[str, ...]:
        """The words of what stands between two ASCII blanks: one token, or some with another blank between them."""
        return tuple(word for token in written.split() for word in self._words(token))

    def first(self, word: str) -> _Token:
        """What a word holds as a text's first."""
        return self.word(FIRST + word)

"""One line of a lexicon: how it is written, what must stand in a text for it, and the regular expression it becomes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from msgspec import Struct

from wardlight.behaviours.normalise import words_of

GAP = 3
"""Words that ``..`` may stand for, at most."""

FIRST = "^"
"""Marks a text's first word. No word begins with it."""

_RARE = 1 / 2000
"""How often a word is taken to stand that is not among the common ones."""

_MARKS = {"..": rf"(?:\S+ ){{0,{GAP}}}?", "^": r"(?<=^ )", "$": r"$"}

Classes = Mapping[str, tuple[str, ...]]


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
        language: Whose lexicon it is from.
    """

    topic: str
    written: str
    strength: int
    because: str
    needs: str = ""
    language: str = ""

    @property
    def cancels(self) -> bool:
        """Whether it only takes away from another pattern's hit, so that alone it says nothing."""
        return ":" in self.topic


def regex(written: str, classes: Classes) -> re.Pattern[str]:
    """Over `` word word word ``: every word is matched with the blank after it."""
    return re.compile("(?<= )" + "".join(_piece(each) for each in _elements(written, classes)))


class Way(Struct, frozen=True):
    """Some alternatives of an element, all of as many words: one word of each, and what stands beside it.

    Attributes:
        words: The word of each.
        beside: The other words of them all, and how many words further on they stand (before, where negative).
    """

    words: frozenset[str]
    beside: tuple[tuple[frozenset[str], int], ...]


class Need(Struct, frozen=True):
    """What a text must hold for a pattern to be found in it.

    Attributes:
        words: One word of each alternative of its rarest element.
        ways: The same, with the other words of alternatives that have several.
        others: The same for every other element that must be there.
        reach: For each of ``others`` by its index, how many words after the first one it stands (before, where
            negative), at least and at most.
        from_start: How many words stand before it, at least and at most, in a pattern that begins at ``^``.
        to_end: How many words stand after it, in a pattern that ends at ``$``.
    """

    words: frozenset[str]
    ways: tuple[Way, ...]
    others: tuple[frozenset[str], ...]
    reach: tuple[tuple[int, int, int], ...]
    from_start: tuple[int, int] | None
    to_end: tuple[int, int] | None


_Group = tuple[frozenset[str], int]
"""One word of each alternative of an element, and which element."""


class Grammar:
    """How the lines of a language are read. What is the same in many lines is worked out once.

    Args:
        classes: The language's.
        often: How often each common word stands in a chat, roughly; others are rare.
    """

    def __init__(self, classes: Classes, often: Mapping[str, float]) -> None:
        self._classes, self._often = classes, often
        self._elements: dict[str, _Element] = {}
        self._ways: dict[tuple[str, bool], tuple[Way, ...]] = {}
        self._shares: dict[frozenset[str], float] = {}

    def elements(self, written: str) -> list["_Element"]:
        """The steps of a line."""
        return [self._element(step) for step in written.split()]

    def _element(self, step: str) -> "_Element":
        if step not in self._elements:
            self._elements[step] = _element(step, self._classes)
        return self._elements[step]

    def vocabulary(self) -> set[str]:
        """Every word of every line that was read."""
        return {
            word
            for element in self._elements.values()
            for each in element.alternatives
            for word in each.split()
        }

    def how_often(self, words: frozenset[str]) -> float:
        """How often any of some words stands in a chat, roughly."""
        if words not in self._shares:
            self._shares[words] = sum(self._often.get(word, _RARE) for word in words)
        return self._shares[words]

    def ways(self, element: "_Element", *, first: bool) -> tuple[Way, ...]:
        """Alternatives of one size whose word to file them under stands at one place, together.

        They are filed under their rarest word; ``first`` files them under their first one, marked.
        """
        key = (element.written, first)
        if key not in self._ways:
            self._ways[key] = tuple(self._work_out_ways(element, first=first))
        return self._ways[key]

    def _work_out_ways(self, element: "_Element", *, first: bool) -> Iterator[Way]:
        mark = FIRST if first else ""
        single = [each for each in element.alternatives if " " not in each]
        if single:
            yield Way(frozenset(map(mark.__add__, single) if mark else single), ())
        if element.most == 1:
            return
        alike: dict[tuple[int, int], list[list[str]]] = {}
        for words in (each.split() for each in element.alternatives if " " in each):
            at = 0 if first else self._rarest(words)
            alike.setdefault((len(words), at), []).append(words)
        for (size, at), some in alike.items():
            places = (place for place in range(size) if place != at)
            yield Way(
                frozenset(mark + words[at] for words in some),
                tuple((frozenset(words[each] for words in some), each - at) for each in places),
            )

    def _rarest(self, words: Sequence[str]) -> int:
        often = self._often
        places = range(len(words))
        return min(places, key=lambda at: (often.get(words[at], _RARE), -len(words[at]), at))


def required(written: str, grammar: Grammar) -> Need:
    """What must be there for a pattern to be found.

    Raises:
        ValueError: No element must be there.
    """
    elements = grammar.elements(written)
    groups = _groups(elements, grammar)
    if not groups:
        raise ValueError(f"a pattern needs one word that must be there: {written}")
    groups.sort(key=lambda group: grammar.how_often(group[0]))
    (words, step), *others = groups
    last = len(elements) - 1
    return Need(
        words,
        grammar.ways(elements[step], first=_is_marked(words)),
        tuple(each for each, _ in others),
        tuple(
            (index, *_reach(elements, step, other))
            for index, (each, other) in enumerate(others)
            if other != step and not _is_marked(each)
        ),
        _between(elements, 0, step) if elements[0].mark == "^" else None,
        _between(elements, step, last) if elements[-1].mark == "$" else None,
    )


def _groups(elements: list["_Element"], grammar: Grammar) -> list[_Group]:
    groups = [
        (_words_of(grammar.ways(element, first=False)), step)
        for step, element in enumerate(elements)
        if element.must_stand
    ]
    if elements[0].mark == "^" and elements[1].must_stand:
        groups.append((_words_of(grammar.ways(elements[1], first=True)), 1))
    return groups


def _words_of(ways: tuple[Way, ...]) -> frozenset[str]:
    return (
        frozenset[str]().union(*(each.words for each in ways)) if len(ways) > 1 else ways[0].words
    )


def _is_marked(words: frozenset[str]) -> bool:
    """Marks are given to all words of a group or to none."""
    return next(iter(words)).startswith(FIRST)


def _reach(elements: list["_Element"], step: int, other: int) -> tuple[int, int]:
    """From a word of one element to a word of another, in words."""
    least, most = _between(elements, min(step, other), max(step, other))
    return (least + 1, most + 1) if other > step else (-most - 1, -least - 1)


def _between(elements: list["_Element"], one: int, other: int) -> tuple[int, int]:
    """Words between a word of one element and a word of a later one."""
    inside = elements[one + 1 : other]
    least = sum(each.least for each in inside)
    slack = max(elements[one].most - 1, 0) + max(elements[other].most - 1, 0)
    return least, sum(each.most for each in inside) + slack


class _Element(Struct, frozen=True):
    """One step of a pattern: a mark (``..``, ``^``, ``$``) or alternatives in normal spelling.

    ``least`` and ``most`` are how many words it stands for.
    """

    written: str
    alternatives: tuple[str, ...]
    mark: str = ""
    optional: bool = False
    negated: bool = False
    least: int = 0
    most: int = 0

    @property
    def must_stand(self) -> bool:
        """Whether one of its words has to be in a text that the pattern is found in."""
        return bool(self.alternatives) and not self.optional and not self.negated


def _elements(written: str, classes: Classes) -> list[_Element]:
    return [_element(step, classes) for step in written.split()]


def _element(step: str, classes: Classes) -> _Element:
    if step in _MARKS:
        return _Element(step, (), mark=step, most=GAP if step == ".." else 0)
    bare = step.removesuffix("?").removeprefix("!")
    try:
        groups = [
            classes[name[1:-1]] if name.startswith("<") else (name,) for name in bare.split("|")
        ]
    except KeyError as error:
        raise ValueError(f"no class of this name: {step}") from error
    alternatives = _longest_first(tuple(chain.from_iterable(groups)))
    if "" in alternatives:
        raise ValueError(f"an alternative without a word: {step}")
    sizes = {each.count(" ") + 1 for each in alternatives}
    optional, negated = step.endswith("?"), step.startswith("!")
    least, most = (1, 1) if negated else (min(sizes), max(sizes))
    return _Element(step, alternatives, "", optional, negated, 0 if optional else least, most)


@cache
def _longest_first(written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(sorted({*map(_spelled, written)}), key=len, reverse=True))


@cache
def _spelled(written: str) -> str:
    return " ".join(word for step in written.split("_") for word in words_of(step))


def _piece(element: _Element) -> str:
    if element.mark:
        return _MARKS[element.mark]
    either = "|".join(map(re.escape, element.alternatives))
    if element.negated:
        return rf"(?!(?:{either}) )\S+ "
    return f"(?:(?:{either}) )" + ("?" if element.optional else "")

"""The sieve as compiled loops, for a stream: the answer of ``arrays``, some times sooner.

One loop finds the tokens of a run and their rows, one tries the patterns filed under them. A test holds both ways equal. All
that is compiled for it is in this file: what is kept on disk of one function is not made again when another file changes.
"""

from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from wardlight.behaviours.languages import LETTERS
from wardlight.behaviours.sieve.kept import ALONE, SHORT, WITH_A_PAST, Kept
from wardlight.behaviours.sieve.table import (
    FREE,
    KNOWN,
    LISTED,
    NEAR,
    SINGLE,
    TESTS,
    UNKNOWN,
    UNKNOWN_SHORT,
    WORD,
    Lists,
    Patterns,
    Rows,
    Words,
)
from wardlight.behaviours.sieve.texts import (
    BYTE_VALUE,
    GOLDEN,
    I32,
    I64,
    IS_BLANK,
    IS_CORE,
    IS_SIGN,
    LOWER,
    MULTIPLIER,
    U8,
    U64,
    Flags,
    fixed,
)
from wardlight.compiled import compiled

_HITS = 1 << 14
"""Room for patterns that may stand somewhere. Where it is full, they are written down and the loop goes on."""


class _Bytes(NamedTuple):
    """What each byte is."""

    blank: Flags
    core: Flags
    sign: Flags
    lower: U8
    value: U64
    multiplier: U64


class _Known(NamedTuple):
    """Rows by the hash of their token: plain and odd ones."""

    plain: U64
    plain_rows: I32
    odd: U64
    odd_rows: I32


class _Tokens(NamedTuple):
    """Tokens of a run: the row of each, and how many there are up to the end of each text.

    Of those whose row is to be worked out: which token, where it begins and ends, and its hash.
    """

    ids: I32
    upto: I32
    missing: I32
    begins: I64
    ends: I64
    hashes: U64


class _Listed(NamedTuple):
    begin: I32
    length: I32
    numbers: I32


class _Rules(NamedTuple):
    """Rows of words and what is filed under them, as any word and as a text's first: two lists in one array.

    ``filed`` holds of each pattern its number and its first test: an element (FREE for no test), and where it has to stand.
    They lie in the order in which they are tried, because almost none is looked at further.
    """

    members: U8
    shape: U8
    begins: I32
    lengths: I32
    first_begins: I32
    first_lengths: I32
    filed: I32
    alone: Flags
    where: I32


_PREPARED: WeakKeyDictionary[Words, tuple[Rows, _Rules]] = WeakKeyDictionary()
"""Rules by their vocabulary, with the rows they were made of: made anew where there are more rows."""


class _Told(NamedTuple):
    """What is written down of a run's texts; and which patterns may stand in which."""

    level: NDArray[np.int8]
    piece: Flags
    words: I32
    known: I32
    texts: I32
    patterns: I32


_OF_BYTES = _Bytes(IS_BLANK, IS_CORE, IS_SIGN, LOWER, BYTE_VALUE, np.array([MULTIPLIER], np.uint64))


def keep_run(
    words: Words, patterns: Patterns, buffer: U8, bounds: I64, kept: Kept, offset: int
) -> None:
    """Write down what is known of a run of texts, the first of which is number ``offset``."""
    count = len(bounds) - 1
    tokens = _read(words, fixed(buffer), fixed(bounds))
    ids, upto = _split(tokens.ids, tokens.upto, _listed(words.several()))
    rules = _prepared(words, patterns)
    here = slice(offset, offset + count)
    columns = (kept.level[here], kept.piece[here], kept.words[here], kept.known[here])
    told = _Told(*columns, np.empty(_HITS, np.int32), np.empty(_HITS, np.int32))
    text = 0
    while text < count:
        text, hits = _tell(ids, upto, text, rules, told)
        if text < count and not hits:
            room = 2 * len(told.texts)
            told = _Told(*columns, np.empty(room, np.int32), np.empty(room, np.int32))
        lines = patterns.line[told.patterns[:hits]].tolist()
        for index, line in zip(told.texts[:hits].tolist(), lines, strict=True):
            kept.lines.setdefault(offset + index, []).append(line)


def _prepared(words: Words, patterns: Patterns) -> _Rules:
    rows = words.rows()
    made_of, rules = _PREPARED.get(words, (None, None))
    if rules is None or made_of is not rows:
        rules = _rules(rows, patterns)
        _PREPARED[words] = (rows, rules)
    return rules


def _rules(rows: Rows, patterns: Patterns) -> _Rules:
    both = rows.filed.and_then(rows.first_filed)
    count = len(rows.shape)
    return _Rules(
        rows.members,
        rows.shape,
        both.begin[:count],
        both.length[:count],
        both.begin[count:],
        both.length[count:],
        np.column_stack((both.numbers, patterns.where[both.numbers, TESTS : TESTS + 3])),
        patterns.alone,
        patterns.where,
    )


def _listed(lists: Lists) -> _Listed:
    return _Listed(lists.begin, lists.length, lists.numbers)


def _read(words: Words, buffer: U8, bounds: I64) -> _Tokens:
    """The tokens of a run, each with its row. Where all that was remembered of odd ones is forgotten, they are read again."""
    most = len(buffer) // 2 + len(bounds)
    while True:
        known = _Known(words.plain.keys, words.plain.rows, words.odd.keys, words.odd.rows)
        tokens = _Tokens(
            np.empty(most, np.int32),
            np.empty(len(bounds) - 1, np.int32),
            np.empty(most, np.int32),
            np.empty(most, np.int64),
            np.empty(most, np.int64),
            np.empty(most, np.uint64),
        )
        new = _find(buffer, bounds, _OF_BYTES, known, tokens)
        if not new:
            return tokens
        begins, ends, hashes = tokens.begins[:new], tokens.ends[:new], tokens.hashes[:new]
        if words.learn(buffer, begins, ends, hashes):
            tokens.ids[tokens.missing[:new]] = words.odd.get(hashes)
            return tokens


# --- compiled ----------------------------------------------------------------------------------


@compiled
def _row(keys: U64, rows: I32, key: np.uint64) -> int:
    mask = len(keys) - 1
    slot = int(np.int64((key * np.uint64(GOLDEN)) >> np.uint64(32))) & mask
    while rows[slot] != FREE and keys[slot] != key:
        slot = (slot + 1) & mask
    return rows[slot]


@compiled
def _find(buffer: U8, bounds: I64, of: _Bytes, known: _Known, tokens: _Tokens) -> int:
    """Write the tokens down; how many of them are to be worked out."""
    count, missing, multiplier = 0, 0, of.multiplier[0]
    blank, core, sign, lower, value = of.blank, of.core, of.sign, of.lower, of.value
    plain, plain_rows, odd_keys, odd_rows = known
    ids = tokens.ids
    for text in range(len(bounds) - 1):
        at, stop = bounds[text], bounds[text + 1]
        while at < stop:
            while at < stop and not core[buffer[at]]:
                at += 1
            begin, end, odd_so_far, odd = at, at, False, False
            key_so_far, power = np.uint64(0), np.uint64(1)
            key = key_so_far
            before = np.uint8(0)
            while at < stop and not blank[buffer[at]]:
                byte = buffer[at]
                key_so_far += value[byte] * power
                power *= multiplier
                odd_so_far |= sign[byte] or lower[byte] == before
                before = lower[byte]
                at += 1
                if core[byte]:
                    key, odd, end = key_so_far, odd_so_far, at
            if end == begin:
                continue
            row = _row(plain, plain_rows, key)
            if row == FREE and not odd:
                row = UNKNOWN_SHORT if end - begin < LETTERS else UNKNOWN
            elif row == FREE:
                row = _row(odd_keys, odd_rows, key)
                if row == FREE:
                    tokens.missing[missing] = count
                    tokens.begins[missing] = begin
                    tokens.ends[missing] = end
                    tokens.hashes[missing] = key
                    missing += 1
            ids[count] = row
            count += 1
        tokens.upto[text] = count
    return missing


@compiled
def _split(ids: I32, upto: I32, several: _Listed) -> tuple[I32, I32]:
    """Each token's words; tokens of several words as several, those of none left out."""
    begins, lengths, numbers = several
    count = 0
    for at in range(upto[-1]):
        count += 1 if ids[at] >= 0 else lengths[-2 - ids[at]]
    words, words_upto = np.empty(count, np.int32), np.empty(len(upto), np.int32)
    at, count = 0, 0
    for text in range(len(upto)):
        while at < upto[text]:
            row = ids[at]
            if row >= 0:
                words[count] = row
                count += 1
            else:
                begin = begins[-2 - row]
                for number in range(begin, begin + lengths[-2 - row]):
                    words[count] = numbers[number]
                    count += 1
            at += 1
        words_upto[text] = count
    return words, words_upto


@compiled
def _tell(words: I32, upto: I32, first: int, rules: _Rules, told: _Told) -> tuple[int, int]:
    """Try what is filed under each text's words, from one text on; the text that there was no room for, and how many hits.

    What there is no room for is counted only. Arrays are taken out of their tuples first: what is called here is called for every word.
    """
    members, shapes, where, alone = rules.members, rules.shape, rules.where, rules.alone
    begins, lengths, filed = rules.begins, rules.lengths, rules.filed
    first_begins, first_lengths = rules.first_begins, rules.first_lengths
    level, texts, patterns = told.level, told.texts, told.patterns
    hits, begin = 0, upto[first - 1] if first else 0
    for text in range(first, len(upto)):
        end, here = upto[text], hits
        # The first word is tried twice: as the text's first, and as any word.
        for step in range(begin - 1 if begin < end else end, end):
            at = max(step, begin)
            low, count = begins[words[at]], lengths[words[at]]
            if step < begin:
                low, count = first_begins[words[at]], first_lengths[words[at]]
            for each in range(low, low + count):
                element, low_at, high_at = filed[each, 1], at + filed[each, 2], at + filed[each, 3]
                if element != FREE and not _stands(
                    element, low_at, high_at, begin, end, words, members
                ):
                    continue
                pattern = filed[each, 0]
                if _fits(pattern, at, begin, end, words, members, where):
                    if here < len(texts):
                        texts[here], patterns[here] = text, pattern
                    here += 1
                    level[text] = max(level[text], ALONE if alone[pattern] else WITH_A_PAST)
        if here > len(told.texts):
            return text, hits
        listed, spaced, counted, known = _look(begin, end, words, shapes)
        told.words[text], told.known[text] = counted, known
        told.piece[text] = spaced or (listed and end - begin <= SHORT)
        if spaced:
            told.level[text] = ALONE
        else:
            hits = here
        begin = end
    return len(upto), hits


@compiled
def _stands(
    element: int, low: int, high: int, begin: int, end: int, words: I32, members: U8
) -> bool:
    """Whether a word from ``low`` to ``high``, as far as they are in the text, can be the element."""
    for place in range(max(low, begin), min(high, end - 1) + 1):
        if members[words[place], element >> 3] >> (element & 7) & 1:
            return True
    return False


@compiled
def _fits(pattern: int, at: int, begin: int, end: int, words: I32, members: U8, where: I32) -> bool:
    """Whether the pattern's elements stand where they must in the text from ``begin`` to ``end``, as far as they are tested.

    The first test has been made.
    """
    before, after = at - begin, end - 1 - at
    if before < where[pattern, 0] or before > where[pattern, 1]:
        return False
    if after < where[pattern, 2] or after > where[pattern, 3]:
        return False
    for test in range(TESTS + 3, TESTS + 3 * NEAR, 3):
        element, low, high = (
            where[pattern, test],
            where[pattern, test + 1],
            where[pattern, test + 2],
        )
        if element == FREE:
            break
        if not _stands(element, at + low, at + high, begin, end, words, members):
            return False
    return True


@compiled
def _look(begin: int, end: int, words: I32, shapes: U8) -> tuple[bool, bool, int, int]:
    """What words are like, whatever stands there.

    Whether an element can be one of them, whether three words of one letter stand in a row (letters parted by blanks), how
    many count for telling the language, and how many of those are known.
    """
    listed, singles, spaced, counted, known = 0, 0, False, 0, 0
    for at in range(begin, end):
        shape = shapes[words[at]]
        listed |= shape & LISTED
        singles = singles + 1 if shape & SINGLE else 0
        spaced |= singles == 3
        counted += shape & WORD
        known += shape & (WORD | KNOWN) == WORD | KNOWN
    return listed > 0, spaced, counted, known

"""Words in disguise: what a token may spell that a vocabulary knows.

A reading is taken only where it is in the vocabulary and the token, as it stands, is not. So nothing is guessed, a word
that is known is never changed, and what fits nothing stays as it was. The disguises are those of the literature on
evading filters: signs for letters, lookalikes, stretching, letters parted or starred. Not for spelling mistakes.
"""

import re
import string
from collections.abc import Container, Iterator, Sequence
from functools import cache
from itertools import islice, product

from wardlight.behaviours.normalise import folded, is_pictograph, words_of, written_words
from wardlight.behaviours.table import read_table

LONGEST = 40
"""A longer token is read as it stands."""

READINGS = 64
"""Readings with signs for letters that are tried of one token, at most; of stretched letters in one word, too."""

RUN = 100
"""A longer row of single letters is left as it stands."""

# A sign may be one of several letters.
_SIGNS = {
    "0": "o",
    "1": "il",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "@": "a",
    "$": "s",
    "!": "il",
    "|": "li",
    "+": "t",
    "€": "e",
}
_ENDS = ".,;:?!'\"()[]{}<>…*-_~/\\&%#=^`"
_GLUED = re.compile(r"[^\W\d_](?:[@$!|€]|\*{1,2})[^\W\d_]")
_STRETCHED = re.compile(r"([^\W\d_])\1\1")
_STRETCHES = re.compile(r"([^\W\d_])\1{2,}")
_SAME = re.compile(r"([^\W\d_])\1*|.")
# "4m" and "1st" are what they are, although "am" is a word too.
_QUANTITY = re.compile(
    r"\d*(?:1st|2nd|3rd)|[1-9]\d*(?:[a-z]|am|pm|th|e[rn]|hr|min|yo|yr|[kmcg]m|[km]?g|ml|[kmg]b)"
)
# Age and sex as a chat room writes them: "14f", "m32".
_AGE_AND_SEX = re.compile(r"(?:([89]|[1-5]\d)(m|f|yo|yr|yrs)|(m|f)([89]|[1-5]\d))")
_STARRED = re.compile(r"[a-z]+\*{1,2}[a-z]+")
_PIECES = re.compile(r"[.,;:?!/&()\"…]+")
# Short words of other alphabets look like words of ours by chance, and so does a flag.
_NOT_LATIN = re.compile("[\u0370-\u058f]{1,3}|[\U0001f1e6-\U0001f1ff]{1,2}|.")
_SPACED_OUT = re.compile(
    r"(?<!\w)[^\W\d_][^\w\s]{0,2}(?:\s+[^\w\s]{0,2}[^\W\d_][^\w\s]{0,2}){2}(?!\w)"
)
_ARE_WORDS = frozenset("ainruy")
"""Letters that stand for a word each: "r u a", "y r u"."""
_PLAIN = re.compile(r"(?:([a-z])(?!\1))*")
_SHORTEST_JOINED = 3
_LONGEST_WORD = 16

Words = tuple[str, ...]

_Cut = tuple[int, int, int, str]
"""How many words end here, less their squared lengths, less where the last of them begins, and that word."""


def undisguised(token: str, known: Container[str]) -> Words:
    """The words of one token: as they stand where they are known, else the first reading whose words all are.

    Tried in this order: stretched letters at two or one ("sennd"); letters of other alphabets that look the same;
    signs and digits for letters ("p1c"); one or two stars, where one word alone fits; letters parted by punctuation
    ("p.i.c"), by each of the spellings before; then each piece between punctuation for itself. Three single letters
    or more are parted letters, not words. A number stays a number, with a unit too ("4am"), but an age beside a letter for
    a sex is two words ("14f"); a flag stays a flag, and
    one to three letters of Greek, Cyrillic or Armenian stay what they are.

    Args:
        token: What stands between two blanks.
        known: The vocabulary, as ``words_of`` spells it.

    Returns:
        ``words_of(token)`` where nothing fits; always without pictographs that nobody lists.
    """
    plain = words_of(token)
    if len(token) <= LONGEST and _is_open(token, plain, known):
        core = folded(token).strip(_ENDS)
        plain = next(_readings(core, plain, known), plain)
    return tuple(word for word in plain if word in known or not is_pictograph(word))


def may_be_spaced_out(text: str) -> bool:
    """Whether a text has three single letters in a row, so that ``joined`` is worth its time; never a wrong no."""
    return bool(_SPACED_OUT.search(text))


def joined(tokens: Sequence[Words], known: Container[str]) -> list[tuple[str, int, int]]:
    """All words of a message, rows of single letters put together ("s e n d  m e").

    A row is three or more tokens of one letter each. It is put together only as a whole, into the fewest known
    words, of which one has three letters and few have one: "i c u" and "a b c" stay as they are, and so does a row of
    letters that each are a word ("r u a").

    Args:
        tokens: The words of each token.
        known: The vocabulary.

    Returns:
        Each word with the first and the last token it stands in, in order.
    """
    found: list[tuple[str, int, int]] = []
    at = 0
    while at < len(tokens):
        end = _row_end(tokens, at)
        spelled = _spelled([words[0] for words in tokens[at:end]], known)
        if not spelled:
            end = max(end, at + 1)
            spelled = [(word, i, i) for i, words in enumerate(tokens[at:end]) for word in words]
        found += [(word, at + first, at + last) for word, first, last in spelled]
        at = end
    return found


@cache
def lookalikes() -> dict[int, str]:
    """Letters that are read as a plain one, as ``str.translate`` takes them.

    Raises:
        PartMissing: The table that ships with the package cannot be read.
    """
    rows = read_table("lookalikes", str)
    return {ord(sign): letter for letter, signs in rows.items() for sign in signs}


def _is_open(token: str, plain: Words, known: Container[str]) -> bool:
    """Whether a token's own words leave something to read."""
    if not all(_settled(word, known) for word in plain):
        return True
    return _is_parted(plain) or bool(_STRETCHED.search(token) or _GLUED.search(token))


def _settled(word: str, known: Container[str]) -> bool:
    if word in known or word.isdigit():
        return True
    return is_pictograph(word) and ord(word) not in lookalikes()


def _is_parted(words: Sequence[str]) -> bool:
    signs = [word for word in words if not is_pictograph(word)]
    if len(signs) < _SHORTEST_JOINED or max(map(len, signs)) > 1:
        return False
    return any(map(str.isalpha, signs))


def _readings(core: str, plain: Words, known: Container[str]) -> Iterator[Words]:
    """What a token without its outer punctuation may spell, in the order that ``undisguised`` promises."""
    if _PLAIN.fullmatch(core) or (core.isascii() and not any(map(str.isalpha, core))):
        return
    if found := _AGE_AND_SEX.fullmatch(core):
        yield tuple(filter(None, found.groups()))
    spellings = [*_spellings(core)]
    if not _is_parted(plain):
        for spelling in spellings:
            words = tuple(_listed(word, known) for word in written_words(spelling))
            if all(words) and (words != plain or not _GLUED.search(core)):
                yield words
    yield from _unstarred(core, known)
    for spelling in spellings:
        yield from _put_together(written_words(spelling), known)
    pieces = [piece for piece in _PIECES.split(core) if piece]
    if len(pieces) > 1 and not _is_parted(plain):
        yield tuple(word for piece in pieces for word in undisguised(piece, known))


def _spellings(core: str) -> Iterator[str]:
    """As it stands, with its lookalikes read, and then with its signs and digits read."""
    yield core
    read = _alike_read(core)
    if read != core:
        yield read
    if not _QUANTITY.fullmatch(read) and not _SIGNS.keys().isdisjoint(read):
        yield from map(
            "".join, islice(product(*(_SIGNS.get(sign, sign) for sign in read)), READINGS)
        )


def _alike_read(letters: str) -> str:
    """Letters of other alphabets as those of ours that look the same."""
    if letters.isascii() or _NOT_LATIN.fullmatch(letters):
        return letters
    return letters.translate(lookalikes())


def _listed(word: str, known: Container[str]) -> str:
    """A word as the vocabulary has it, a letter in a row read as two before one; empty where it has it not."""
    if _settled(word, known):
        return word
    runs = [each[0] for each in _SAME.finditer(word)]
    options = [(run[:2], run[0]) if len(run) > 1 else (run,) for run in runs]
    readings = map("".join, islice(product(*options), READINGS))
    return next((reading for reading in readings if reading in known), "")


def _put_together(words: Sequence[str], known: Container[str]) -> Iterator[Words]:
    letters = "".join(word for word in words if not is_pictograph(word))
    if len(words) < 2 or len(letters) < _SHORTEST_JOINED or not letters.isalpha():
        return
    if len(whole := _listed(letters, known)) > 1:
        yield (whole,)
    elif _is_parted(words) and (parts := _segmented(letters, known)):
        yield tuple(word for word, _, _ in parts)


def _unstarred(core: str, known: Container[str]) -> Iterator[Words]:
    if not _STARRED.fullmatch(core):
        return
    options = (string.ascii_lowercase if sign == "*" else sign for sign in core)
    fitting = [word for word in map("".join, product(*options)) if word in known]
    if len(fitting) == 1:
        yield (fitting[0],)


def _row_end(tokens: Sequence[Words], start: int) -> int:
    """Where a row of tokens that are one letter each ends; ``start`` where none begins."""
    end = start
    while end < len(tokens) and len(tokens[end]) == 1 and len(tokens[end][0]) == 1:
        if not tokens[end][0].isalpha():
            break
        end += 1
    return end


def _spelled(letters: Sequence[str], known: Container[str]) -> list[tuple[str, int, int]]:
    """The words that a row spells, each with its first and last letter; empty where it spells none."""
    if not _SHORTEST_JOINED <= len(letters) <= RUN or len(set(letters)) == 1:
        return []
    if _ARE_WORDS.issuperset(letters):
        return []
    row = "".join(letters)
    for spelling in dict.fromkeys((row, _alike_read(row))):
        if len(whole := _listed(spelling, known)) > 1:
            return [(whole, 0, len(row) - 1)]
        if found := _segmented(spelling, known):
            return found
    return []


def _segmented(letters: str, known: Container[str]) -> list[tuple[str, int, int]]:
    """Letters as the fewest known words, each with its first and last letter; empty where they are none.

    Of equal ways it is the one with the longest words, the longer of them first. A stretched letter is not parted. One
    word has to have three letters, and the longer words may not be fewer than those of one letter: with the one-letter
    words of every language, any letters are words.
    """
    inside = {
        at for run in _STRETCHES.finditer(letters) for at in range(run.start() + 1, run.end())
    }
    cuts: list[_Cut | None] = [(0, 0, 0, "")]
    for end in range(1, len(letters) + 1):
        ways = [
            (cut[0] + 1, cut[1] - (end - start) ** 2, -start, word)
            for start in range(max(0, end - _LONGEST_WORD), end)
            if (cut := cuts[start]) is not None
            and (word := _unstretched(letters[start:end], known))
        ]
        cuts.append(min(ways, default=None) if end not in inside else None)
    spelled = _walked_back(cuts)
    lone = sum(len(word) == 1 for word, _, _ in spelled)
    longest = max((len(word) for word, _, _ in spelled), default=0)
    return spelled if longest >= _SHORTEST_JOINED and 2 * lone <= len(spelled) else []


def _unstretched(letters: str, known: Container[str]) -> str:
    """The known word that letters are, one of them stretched perhaps; empty where they are none."""
    if letters in known:
        return letters
    return _listed(letters, known) if _STRETCHED.search(letters) else ""


def _walked_back(cuts: Sequence[_Cut | None]) -> list[tuple[str, int, int]]:
    spelled: list[tuple[str, int, int]] = []
    end = len(cuts) - 1
    while end and (cut := cuts[end]) is not None:
        _, _, start, word = cut
        spelled.append((word, -start, end - 1))
        end = -start
    return spelled[::-1]

"""The view that is matched: words in one plain spelling, each tied to where it really stood.

The stored text is never touched. A token is what stands between two blanks; it gives no word, one word or
several ("pic/selfie?" gives two). Forms are remembered by token, because a chat uses the same few thousand
tokens over and over. Readings that need a vocabulary to be told apart ("s3nd") are ``disguise``'s.
"""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties.txt), and control characters that are no blanks."""

_APOSTROPHES = dict.fromkeys(
    map(ord, "'`\u00b4\u02b9\u02bb\u02bc\u02bd\u2018\u2019\u201b\u2032\uff07\uff40")
)
_PLAIN_LETTERS = ("l", "o", "d", "i", "ss", "ae", "oe")
# Letters that Unicode does not take apart into a letter and a mark.
_LETTERS: dict[int, str | None] = {
    **_APOSTROPHES,
    **{ord(letter): plain for letter, plain in zip("łøđıßæœ", _PLAIN_LETTERS, strict=True)},
}
_PICTOGRAPHS = (
    "\u00a9\u00ae\u203c\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2900-\u297f\u2b00-\u2bff"
    "\u3030\u303d\U0001f000-\U0001f3fa\U0001f400-\U0001faff"
)
"""The blocks that emoji are in; skin tones (1F3FB-1F3FF) are no word."""

_WORD = re.compile(rf"[^\W_]+|([{_PICTOGRAPHS}])\1*")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_TOKEN = re.compile(r"\S+")
_REMEMBERED = 64

Span = tuple[int, int]


def words_of(token: str) -> tuple[str, ...]:
    """The words of one blank-separated token, in the spelling that lexicons are written in.

    Lower case, accents and compatibility forms folded (NFKD, marks dropped), invisible letters and apostrophes
    dropped, a letter written three or more times in a row written once. A pictograph is a word of its own,
    without skin tone, and written once however often it is repeated. Lexicons pass through the same function.

    For every token of ASCII letters in which none stands three times in a row this is ``(token.lower(),)``.
    """
    return _remembered(token) if len(token) <= _REMEMBERED else _words(token)


def _words(token: str) -> tuple[str, ...]:
    return tuple(_STRETCHED.sub(r"\1", word) for word in written_words(folded(token)))


_remembered = lru_cache(maxsize=200_000)(_words)


def folded(token: str) -> str:
    """A token in plain letters, with its punctuation and its stretched letters as they stand."""
    if token.isascii():
        return _INVISIBLE.sub("", token).translate(_APOSTROPHES).lower()
    seen = _INVISIBLE.sub("", token).translate(_APOSTROPHES)
    apart = unicodedata.normalize("NFKD", seen)
    bare = "".join(letter for letter in apart if unicodedata.category(letter)[0] != "M")
    # Put together again for Hangul, whose syllables NFKD takes apart too.
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", bare).lower().translate(_LETTERS))


def written_words(plain: str) -> list[str]:
    """The words and pictographs of a folded text, stretched as they stand; a repeated pictograph once."""
    return [each[1] or each[0] for each in _WORD.finditer(plain)]


def is_pictograph(word: str) -> bool:
    """Whether a word is one emoji or sign rather than letters or digits."""
    return len(word) == 1 and not word.isalnum()


def words_and_spans(text: str) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """All words of a text, and for each the span of the token it stands in, in the original text."""
    words: list[str] = []
    spans: list[Span] = []
    for token in _TOKEN.finditer(text):
        for word in words_of(token.group()):
            words.append(word)
            spans.append(token.span())
    return tuple(words), tuple(spans)

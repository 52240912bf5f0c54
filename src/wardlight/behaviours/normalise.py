"""The view that is matched: words in one plain spelling, each tied to where it really stood.

The stored text is never touched. A token is what stands between two blanks; it gives no word, one word or
several ("pic/selfie?" gives two). Forms are remembered by token, because a chat uses the same few thousand
tokens over and over.
"""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc\u0060\u00b4\uff07]")
_WORD = re.compile(r"[^\W_]+")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
_TOKEN = re.compile(r"\S+")

Span = tuple[int, int]


@lru_cache(maxsize=200_000)
def words_of(token: str) -> tuple[str, ...]:
    """The words of one blank-separated token, in the spelling that lexicons are written in.

    Lower case, compatibility forms folded (NFKC), accents kept, invisible letters and apostrophes dropped,
    a letter written three or more times in a row written once. Lexicons pass through the same function.
    """
    plain = token
    if not token.isascii():
        plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", token))
    plain = _APOSTROPHES.sub("", plain).lower()
    return tuple(_STRETCHED.sub(r"\1", word) for word in _WORD.findall(plain))


def words_and_spans(text: str) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """All words of a text, and for each the span of the token it stands in, in the original text."""
    words: list[str] = []
    spans: list[Span] = []
    for token in _TOKEN.finditer(text):
        for word in words_of(token.group()):
            words.append(word)
            spans.append(token.span())
    return tuple(words), tuple(spans)

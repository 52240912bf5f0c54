"""Ways to write a line so that a filter misses it. Each is plain text to text, and the same every time.

Only words of three letters or more are touched, as people do who want to be read all the same.
"""

import re
from collections.abc import Callable

_WORD = re.compile(r"(?<!\w)[^\W\d_](?:['’]?[^\W\d_]){2,}(?!\w)")
"""Words of letters; one with a digit in it is disguised already."""

_WHOLE = re.compile(_WORD.pattern.replace("'’", "'’-"))
"""The same, with what a hyphen joins: nobody writes "m o n t r e-moi"."""

_LONE = re.compile(r"(?<!\S)[^\W\d_](?!\S)")

_LEET = str.maketrans({"o": "0", "i": "1", "e": "3", "a": "4", "s": "5", "t": "7"})
_ALIKE = str.maketrans({"a": "а", "c": "с", "e": "е", "i": "і", "o": "о", "p": "р", "y": "у"})
_CYRILLIC = frozenset("асеіору")
_CAPITALS = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")
_PICTOGRAPHS = {
    "pic": "📸",
    "pics": "📸",
    "photo": "📷",
    "selfie": "🤳",
    "please": "🙏",
    "secret": "🤫",
}
_SHORT = {
    "you": "u",
    "your": "ur",
    "are": "r",
    "see": "c",
    "please": "pls",
    "picture": "pic",
    "pictures": "pics",
    "photo": "pic",
    "tomorrow": "tmr",
    "tonight": "2nite",
    "because": "bc",
}

_ANOTHER_STRETCHED = frozenset({"tens"})
"""Words that another word, stretched, is written like: no reader can tell "tens" from "teens" then."""

Disguise = Callable[[str], str]


def leet(text: str) -> str:
    """Digits for letters but the first, in every second word: "s3nd me a p1c"."""
    return _in_words(text, lambda word, at: word if at % 2 else word[0] + word[1:].translate(_LEET))


def stretched(text: str) -> str:
    """The last vowel, or the last letter where there is none, four times: "pleaseeee"."""
    return _in_words(
        text,
        lambda word, _: (
            word
            if word in _ANOTHER_STRETCHED
            else re.sub(r"([aeiou])([^aeiou]*)$|(.)$", _stretch, word)
        ),
    )


def spaced(text: str) -> str:
    """The two longest words letter by letter: "s e n d me a pic p l s".

    But none beside a word of one letter: nobody can tell where it ends in "c a n i c u".
    """
    lone = {found.start() for found in _LONE.finditer(text)}
    apart = [
        word
        for word in _WHOLE.finditer(text)
        if lone.isdisjoint({word.start() - 2, word.end() + 1})
    ]
    longest = sorted(apart, key=lambda word: (-len(word[0]), word.start()))[:2]
    places = {word.start() for word in longest}
    return _WHOLE.sub(
        lambda word: " ".join(_letters(word[0])) if word.start() in places else word[0], text
    )


def lookalike(text: str) -> str:
    """Cyrillic letters that look the same for the first two that have one; small capitals for words that have none."""

    def changed(word: str, _: int) -> str:
        if not _CYRILLIC.isdisjoint(word):
            return word
        alike = _first_two(word)
        return alike if alike != word else word.lower().translate(_CAPITALS)

    return _in_words(text, changed)


def parted(text: str) -> str:
    """By turns an invisible letter inside a word, and points between all of its letters: "p.i.c"."""
    return _in_words(
        text,
        lambda word, at: ".".join(_letters(word)) if at % 2 else f"{word[:2]}\u200b{word[2:]}",
        _WHOLE,
    )


def pictographs(text: str) -> str:
    """An emoji for a word, where there is a usual one: "send me a 📸"."""
    return _in_words(text, lambda word, _: _PICTOGRAPHS.get(word.lower(), word))


def abbreviated(text: str) -> str:
    """The usual short forms: "can u send ur pic pls"."""
    return _in_words(text, lambda word, _: _SHORT.get(word.lower(), word))


DISGUISES: tuple[Disguise, ...] = (leet, stretched, spaced, lookalike, parted)
"""The five that every line of concern must be seen through."""


def _in_words(text: str, change: Callable[[str, int], str], words: re.Pattern[str] = _WORD) -> str:
    parts: list[str] = []
    end = 0
    for at, word in enumerate(words.finditer(text)):
        parts += [text[end : word.start()], change(word[0], at)]
        end = word.end()
    return "".join([*parts, text[end:]])


def _letters(word: str) -> list[str]:
    return [letter for letter in word if letter.isalpha()]


def _stretch(found: re.Match[str]) -> str:
    letter = found[1] or found[3]
    return letter * 4 + (found[2] or "")


def _first_two(word: str) -> str:
    places = [at for at, letter in enumerate(word) if ord(letter) in _ALIKE][:2]
    return "".join(
        letter.translate(_ALIKE) if at in places else letter for at, letter in enumerate(word)
    )

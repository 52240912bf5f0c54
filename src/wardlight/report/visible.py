"""Text from an export, made fit to be looked at: nothing unseen, nothing that turns a line round.

For showing only. Stored text, JSON and spans keep every character as it was written.
"""

import re
import unicodedata

_FLAGS = "|".join(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in nation) + "\U000e007f"
    for nation in ("gbeng", "gbsct", "gbwls")
)
_PICTURE = "\u00a9\u00ae\u203c-\u3299\U0001f000-\U0001faff"
_JOINED_SCRIPTS = "\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17ff"
_KEPT = re.compile(
    f"(?:{_FLAGS})"
    f"|(?<=[{_PICTURE}\ufe0f\u20e3])\u200d(?=[{_PICTURE}])"  # emoji families
    f"|(?<=[{_PICTURE}0-9#*])\ufe0f"  # the emoji form of a sign
    f"|(?<=[{_JOINED_SCRIPTS}])[\u200c\u200d](?=[{_JOINED_SCRIPTS}])"  # Persian, Hindi and others
)
_UNSEEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e0fff]"
)
_TOKEN = re.compile(f"({_KEPT.pattern})|({_UNSEEN.pattern})")
_CODE_POINT = re.compile(r"\[U\+((?:10|[0-9A-F])?[0-9A-F]{4})\]")
_LOOK_ALIKE = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"})


def visible(text: str, *, lines: bool = False) -> str:
    """The text with each control, direction or zero-width character written as ``[U+202E]``.

    Joiners and variation selectors inside an emoji, the flags of England, Scotland and Wales, and
    joiners that a script needs stay as they are.

    Args:
        text: Anything that came from outside.
        lines: Keep line breaks, for a message's words; a name has none.
    """
    if text.isascii() and text.isprintable():
        return text

    def shown(match: re.Match[str]) -> str:
        if match[1] or (lines and match[2] == "\n"):
            return match[0]
        return code_point(match[2])

    return _TOKEN.sub(shown, text)


def code_point(character: str) -> str:
    """One character by its number: ``[U+202E]``."""
    return f"[U+{ord(character):04X}]"


def as_written(shown: str) -> str:
    """The other way: ``[U+202E]`` in what a person typed, back to that character."""
    return _CODE_POINT.sub(lambda found: chr(int(found[1], 16)), shown)


def visible_name(name: str) -> str:
    """A name that can be told from others: never blank, and mixed alphabets are pointed out."""
    if not name:
        return "(no name)"
    if not name.strip():
        return "".join(map(code_point, name))
    strangers = "".join(map(code_point, mixed_letters(name)))
    return visible(name) + (f" (letters of two alphabets: {strangers})" if strangers else "")


def mixed_letters(name: str) -> tuple[str, ...]:
    """Letters of another alphabet inside a word, where the two look alike; the rarer ones."""
    return tuple(letter for word in re.findall(r"\w+", name) for letter in _strangers(word))


def _strangers(word: str) -> list[str]:
    by_script: dict[str, list[str]] = {}
    for letter in word:
        script = unicodedata.name(letter, "").partition(" ")[0]
        if script in _LOOK_ALIKE:
            by_script.setdefault(script, []).append(letter)
    main = max(by_script, key=lambda script: len(by_script[script]), default="")
    return [letter for script, found in by_script.items() if script != main for letter in found]

"""Sexual talk: a category only. Its words come from a published list that is installed apart; none is written here."""

from wardlight.behaviours.lexicon import Lexicon
from wardlight.behaviours.observation import WEAK
from wardlight.behaviours.pattern import Pattern
from wardlight.behaviours.wordlists import sexual_words

NAME = "sexual-talk"
LANGUAGE = "en"


def lexicon() -> Lexicon:
    """The list as lines to match; no lines where it is not installed."""
    lines = tuple(
        Pattern(NAME, word, WEAK, "uses words of this category", language=LANGUAGE)
        for word in sorted(sexual_words())
    )
    return Lexicon(LANGUAGE, NAME, lines, {}, (), {})

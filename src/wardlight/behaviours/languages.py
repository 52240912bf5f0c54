"""Whether a chat is in a language that has a lexicon: two counts a thread, and one rule over them.

It says that most words of a chat are unknown, which is a part that did not run. It does not say which language it is.
"""

from collections.abc import Container, Iterable

LETTERS = 3
"""Shorter words are not counted: "de", "la", "si", "an" are words in half of Europe."""

WORDS = 20
"""Words before anything is said of a chat. A greeting and a name are no language."""

SHARE = 0.35
"""Known words that a chat has at the least where its language is known.

Measured with words of three letters or more. Everyday lines in ten languages without a lexicon had 0 to 0.28 of their
words known (Danish and Swedish most, by way of German), lines in languages with one 0.79 or more. Of 912 English SMS
threads (NUS SMS, half of its senders) 55 are below it; in most of these, few words are in an English word list either.
"""


def tally(words: Iterable[str], known: Container[str]) -> tuple[int, int]:
    """How many words of letters a message has, and how many of these are known: to be added up over a thread.

    Args:
        words: Its words, undisguised, so that odd spelling is not taken for another language.
        known: Every word of every lexicon, the most frequent ones of each language among them.
    """
    counted = [word for word in words if len(word) >= LETTERS and word.isalpha()]
    return len(counted), sum(word in known for word in counted)


def is_foreign(words: int, known: int) -> bool:
    """Whether a thread with these sums is one that was, for the most part, not understood.

    A chat in another script has no known word, and needs no rule of its own.
    """
    return words >= WORDS and known < SHARE * words

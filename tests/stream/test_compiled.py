"""Loops as they stand give what compiled loops give; and tables that grow lose nothing."""

import os
import subprocess
import sys
from hashlib import sha256
from random import Random

import pytest

from tests.chat import chats
from tests.stream.test_agree import sent_of
from wardlight import compiled
from wardlight.stream import Detector, Sent

WITHOUT_A_COMPILER = """
import sys
sys.modules["numba"] = None
from tests.stream.test_compiled import digest
from wardlight import compiled
assert not compiled.AVAILABLE
print(digest())
"""


def digest() -> str:
    """A few chats mixed into batches: the bytes of all that is remembered."""
    detector, found = Detector(), sha256()
    mixed = [
        Sent(f"{number % 40}", each.author, each.text, each.at, pictures=each.pictures)
        for number, chat in enumerate([*chats("concern"), *chats("benign")][::9])
        for each in sent_of(chat)
    ]
    for begin in range(0, len(mixed), 97):
        for warned in detector.feed_many(mixed[begin : begin + 97]):
            found.update(repr(warned).encode())
    for thread in sorted({each.thread for each in mixed}):
        found.update(detector.save(thread))
    return found.hexdigest()


@pytest.mark.skipif(not compiled.AVAILABLE, reason="needs the compiler to compare with")
def test_without_the_compiler_the_answer_is_the_same() -> None:
    paths = os.pathsep.join(each for each in sys.path if each)
    environment = {**os.environ, "PYTHONPATH": paths}
    found = subprocess.run(
        [sys.executable, "-c", WITHOUT_A_COMPILER],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == digest()


def test_tables_grow_and_lose_nothing() -> None:
    """Some thousand threads in batches of growing size, with names that are empty, long, or not ASCII."""
    random, detector = Random(5), Detector()
    names = ["", "é" * 3000, *(f"thread {number}" for number in range(3000))]
    fed = [
        Sent(
            random.choice(names),
            random.choice(["", "ann", "bo", "cy\N{BEAMED EIGHTH NOTES}"]),
            "hi",
        )
        for _ in range(9000)
    ]
    begin, size = 0, 1
    while begin < len(fed):
        detector.feed_many(fed[begin : begin + size])
        begin, size = begin + size, size * 2
    for name in names:
        own = [each for each in fed if each.thread == name]
        alone = Detector()
        alone.feed_many(own)
        assert detector.standing(name) == alone.standing(name)
        assert not own or detector.save(name) == alone.save(name)

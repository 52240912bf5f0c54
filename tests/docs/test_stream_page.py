"""What the page on streams tells people to type runs, and what it says of sizes holds."""

from statistics import median

import pytest

from tests.chat import Chat, chats, messages, thread_of
from tests.docs.pages import code_blocks, page_text
from wardlight.stream import Detector, Sent

PAGE = "docs/how-to/stream.md"


def test_its_code_runs_from_top_to_bottom(capsys: pytest.CaptureFixture[str]) -> None:
    known: dict[str, object] = {}
    for block in code_blocks(page_text(PAGE), "python"):
        exec(compile(block, PAGE, "exec"), known)
    warned, *addends = capsys.readouterr().out.splitlines()
    assert warned.startswith("17 new1 ")
    assert len(addends) > 1


def _saved(chat: Chat) -> bytes:
    detector = Detector()
    group = thread_of(chat.lines).group
    detector.feed_many(
        Sent("17", each.sender or "", each.text, each.instant.reading, group=group)
        for each in messages(chat.lines, thread_of(chat.lines))
    )
    return detector.save("17")


def test_a_saved_thread_is_as_small_as_it_says() -> None:
    sizes = [len(_saved(chat)) for chat in chats("concern") if chat.language == "en"]
    assert median(sizes) == pytest.approx(512, rel=0.25)
    assert max(sizes) < 1024
    assert "about half a kilobyte" in page_text(PAGE)

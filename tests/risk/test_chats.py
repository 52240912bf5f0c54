"""The detector on whole chats: concerning ones in time, ordinary ones left alone."""

import pytest

from tests.chat import Chat, assess_lines, chats


@pytest.mark.parametrize("chat", chats("concern"), ids=str)
def test_warns_by_the_message_it_must(chat: Chat) -> None:
    finding = assess_lines(chat.lines)
    assert finding.warning is not None, finding.contributions
    assert finding.warning.message <= chat.by, finding.contributions


@pytest.mark.parametrize("chat", chats("benign"), ids=str)
def test_leaves_ordinary_chats_alone(chat: Chat) -> None:
    finding = assess_lines(chat.lines)
    allowed = {"nothing-found", "some-signs"} if chat.signs else {"nothing-found"}
    assert finding.verdict in allowed, finding.contributions

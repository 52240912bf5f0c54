"""Who says it matters: with the two sides' lines changed over, a chat is another chat."""

from tests.chat import Chat, assess_lines, chats, score_trace

CONCERN = chats("concern")
QUIET_ENOUGH = 0.8
"""Of the chats changed over, so many may not warn: there the child asks, and the contact answers."""

_OTHER = {"x": "c", "c": "x"}


def changed_over(chat: Chat) -> list[str]:
    """The chat with the contact's lines as the child's and the other way round."""
    return [_OTHER.get(line.split(":", 1)[0], line[:1]) + line[1:] for line in chat.lines]


def test_changing_sides_over_changes_the_scores() -> None:
    same = [
        str(chat) for chat in CONCERN if score_trace(chat.lines) == score_trace(changed_over(chat))
    ]
    assert not same, f"{len(same)} of {len(CONCERN)} score the same: {', '.join(same)}"


def test_what_a_child_writes_is_not_held_against_the_contact() -> None:
    warned = [str(chat) for chat in CONCERN if assess_lines(changed_over(chat)).warning]
    quiet = 1 - len(warned) / len(CONCERN)
    assert quiet >= QUIET_ENOUGH, f"{quiet:.1%} stay quiet; these warn: {', '.join(warned)}"


def test_lines_of_others_and_silences_stay() -> None:
    chat = Chat("", ("x: hi", "~30", "ben: hello", "c: hey", "c: <photo>"))
    assert changed_over(chat) == ["c: hi", "~30", "ben: hello", "x: hey", "x: <photo>"]

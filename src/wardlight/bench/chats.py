"""A chat of a corpus: what was written, by whom, and what somebody said of it. Not an export of a child's phone."""

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal

from msgspec import Struct

Role = Literal["child", "other"]
Label = Literal["concern", "benign"]


class Line(Struct, frozen=True, gc=False):
    """One message.

    Attributes:
        author: Whose, as the corpus names them.
        text: The words, unchanged.
        at: Milliseconds on the corpus's own clock; None where it gives no time.
        role: Which side, where the corpus says.
        pictures: Pictures sent with it.
        name: The corpus's own name for the line, where it has one.
        child_age: The child's age, where the corpus tells it; else 0.
        contact_age: The same of the other.
    """

    author: str
    text: str
    at: int | None = None
    role: Role | None = None
    pictures: int = 0
    name: str = ""
    child_age: int = 0
    contact_age: int = 0


class Chat(Struct, frozen=True, dict=True):
    """One chat, its lines in order.

    Attributes:
        name: As the corpus names it.
        lines: In the order they were written.
        label: What somebody said the chat is; None where nobody has.
        language: As the corpus tells it, or empty.
        register: What kind of talk it is (game, school, family), as the corpus tells it, or empty.
        fold: The part of a cross-validation it was put in by its maker, or empty.
    """

    name: str
    lines: tuple[Line, ...]
    label: Label | None = None
    language: str = ""
    register: str = ""
    fold: str = ""

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Everybody who wrote, in order of their first line."""
        return tuple(dict.fromkeys(line.author for line in self.lines))

    @cached_property
    def contacts(self) -> tuple[str, ...]:
        """Everybody who may be looked at: all but the child, where the corpus says who that is."""
        children = {line.author for line in self.lines if line.role == "child"}
        return tuple(author for author in self.authors if author not in children)


class Corpus(Struct, frozen=True):
    """Chats that were read from one file.

    Attributes:
        path: The file.
        form: The format it was read as.
        sha256: Digest of its bytes.
        chats: In the file's order.
        bad: Numbers of the lines that could not be understood, from 1. They are counted and never printed.
        sums: What is known of the digests of the official files; empty for formats without any.
    """

    path: Path
    form: str
    sha256: str
    chats: tuple[Chat, ...]
    bad: tuple[int, ...] = ()
    sums: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self.path.name

    @property
    def messages(self) -> int:
        """Over all chats."""
        return sum(len(chat.lines) for chat in self.chats)

    def labelled(self, label: Label | None) -> Iterator[Chat]:
        """Its chats with that label."""
        return (chat for chat in self.chats if chat.label == label)

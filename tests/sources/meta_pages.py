"""HTML pages as Meta wrote them in 2018, 2023 and 2025, and as nobody has yet, built from plain values."""

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from msgspec import Struct

from wardlight.model import Message, Notice
from wardlight.sources import ReadOptions, open_export
from wardlight.sources.meta_html import read
from wardlight.sources.reader import Item

INBOX = "your_instagram_activity/messages/inbox/kim_17841/message_1.html"


class Said(Struct, frozen=True):
    """One message. ``extra`` stands where the app puts pictures and shared posts."""

    sender: str
    text: str
    stamp: str
    extra: str = ""
    reactions: tuple[str, ...] = ()


def _slots(said: Said) -> str:
    words = escape(said.text).replace("\n", "<br />")
    listed = "".join(f"<li><span>{escape(each)}</span></li>" for each in said.reactions)
    after = f"<div><ul>{listed}</ul></div>" if listed else ""
    return f"<div><div></div><div>{words}</div><div>{said.extra}</div><div></div>{after}</div>"


def of_2018(said: Said) -> str:
    return (
        '<div class="pam _3-95 _2pi0 _2lej uiBoxWhite noborder">'
        f'<div class="_3-96 _2pio _2lek _2lel">{escape(said.sender)}</div>'
        f'<div class="_3-96 _2let">{_slots(said)}</div><div class="_3-94 _2lem">{said.stamp}</div></div>'
    )


def of_2023(said: Said) -> str:
    return (
        '<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder">'
        f'<h2 class="_3-95 _2pim _a6-h _a6-i">{escape(said.sender)}</h2>'
        f'<div class="_3-95 _a6-p">{_slots(said)}</div><div class="_3-94 _a6-o">{said.stamp}</div></div>'
    )


def of_2025(said: Said) -> str:
    return (
        f'<section class="_a6-g"><h2 class="_2ph_ _a6-h _a6-i">{escape(said.sender)}</h2>'
        f'<div class="_2ph_ _a6-p">{_slots(said)}</div><footer class="_3-94 _a6-o"><a href="https://x.example/">'
        f'<div class="_a72d">{said.stamp}</div></a></footer></section>'
    )


def renamed(said: Said) -> str:
    """The same with classes that no page has had."""
    return (
        f'<article class="zq1"><h3 class="zq2">{escape(said.sender)}</h3>'
        f'<div class="zq3">{_slots(said)}</div><div class="zq4">{said.stamp}</div></article>'
    )


def bare(said: Said) -> str:
    """With no classes at all."""
    return f"<div><div>{escape(said.sender)}</div>{_slots(said)}<div>{said.stamp}</div></div>"


LAYOUTS: tuple[Callable[[Said], str], ...] = (of_2018, of_2023, of_2025, renamed, bare)


def page(blocks: Sequence[str], *, title: str = "Kim", above: str = "", language: str = "") -> str:
    said = f' lang="{language}"' if language else ""
    return (
        f'<html{said}><head><meta charset="utf-8" /><title>{escape(title)}</title></head><body>'
        f"<div><header><h1>{escape(title)}</h1><aside>Generated on "
        "<time>Sunday, March 9, 2025 at 8:16 AM UTC</time></aside></header>"
        f"<main>{above}{''.join(blocks)}</main></div></body></html>"
    )


def write(folder: Path, pages: dict[str, str | bytes]) -> Path:
    for name, text in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def items_of(folder: Path, options: ReadOptions | None = None) -> list[Item]:
    with open_export([folder]) as export:
        return list(read(export, options or ReadOptions()))


def messages_of(folder: Path, options: ReadOptions | None = None) -> list[Message]:
    return [item for item in items_of(folder, options) if isinstance(item, Message)]


def kinds_of(items: Sequence[Item]) -> list[str]:
    return [item.kind for item in items if isinstance(item, Notice)]

"""What was sent with words or in place of them: files by name, and what the export left out.

Nothing is opened. What something is, is told by its name or by the app's word for it. Where that
word is in no table, the shape tells ("NAME.jpg (...)", "<...>"), and all of it stays in the text as
well: somebody can type that shape, and what they typed must still be read.
"""

import re

from msgspec import Struct
from msgspec.structs import replace

from wardlight.model.message import Attachment, AttachmentKind, Kind, Mark
from wardlight.sources.whatsapp.tables import MARKS, folded, folded_if_short, folded_set, phrases

_M = f"[{MARKS}]*"
_FILE_NAME = r"[^<>:\n/\\|?*]{0,200}\.\w{1,8}"
# "NAME.ext (file attached)" and "<attached: NAME.ext>", in any language.
_AFTER_NAME = re.compile(rf"{_M}(?P<name>{_FILE_NAME}) \((?P<word>[^()\n]{{1,40}})\)\Z")
_BEFORE_NAME = re.compile(rf"{_M}<(?P<word>[^<>:\n]{{1,40}}?)\s?: ?(?P<name>{_FILE_NAME})>")
# The app's words behind somebody's, as iPhones mark them: "caption \u200eimage omitted".
_BEHIND = re.compile(r"\A(?P<words>.*?)[ \n]?\u200e(?P<phrase>[^\u200e\n]{1,80})\Z", re.DOTALL)
_TITLED_FILE = re.compile(rf"{_M}(?P<name>{_FILE_NAME})(?: • {_M}(?P<about>[^\n]{{1,40}}))?\Z")
_IN_BRACKETS = re.compile(rf"{_M}<[^\W\d_][^<>\n]{{3,80}}>\Z")

_KINDS: tuple[tuple[AttachmentKind, str, tuple[str, ...]], ...] = (
    ("photo", "photo", ("jpg", "jpeg", "jpe", "png", "heic", "heif", "bmp", "tif", "tiff", "avif")),
    ("video", "video", ("mp4", "mov", "m4v", "3gp", "avi", "mkv", "webm", "mpg", "mpeg", "wmv")),
    ("audio", "audio", ("opus", "ogg", "oga", "m4a", "mp3", "aac", "amr", "wav", "flac", "wma")),
    ("animation", "animation", ("gif",)),
    ("sticker", "sticker", ("webp", "was")),
    ("contact-card", "contact_card", ("vcf",)),
    ("file", "file", ("pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "zip")),
    ("unknown", "omitted", ()),
)
_OMITTED = {folded(phrase): kind for kind, field, _ in _KINDS for phrase in phrases(field)}
_KIND_OF_SUFFIX = {suffix: kind for kind, _, suffixes in _KINDS for suffix in suffixes}
_ATTACHED = folded_set("attached")


class Body(Struct, frozen=True):
    """What a message's words turned out to be. Fields as in Message.

    An ``event`` is the app's own, under whatever name it stands.
    """

    kind: Kind
    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    marks: tuple[Mark, ...] = ()
    note: str = ""


def attached(text: str) -> Body | None:
    """A file by its name, with its caption, where words are that."""
    first, _, behind = text.partition("\n")
    found = _AFTER_NAME.match(first) if first.endswith(")") else None
    before = ""
    if found is None:
        found = _BEFORE_NAME.search(text) if "<" in text else None
        if found is None:
            return None
        before, behind = text[: found.start()].rstrip(" \n\u200e"), text[found.end() :].lstrip("\n")
    attachment = Attachment(found["name"], kind_of_file(found["name"]))
    if folded(found["word"]) not in _ATTACHED:
        return _attached_by_shape(attachment, text, before + behind.strip(MARKS))
    titled = _TITLED_FILE.match(before) if attachment.kind == "file" else None
    about = titled["about"] or "" if titled else ""
    return _sent(attachment, behind if titled else before + behind, about)


def omitted(text: str) -> Body | None:
    """What the export left out, with its caption or its name where that is told."""
    first, _, caption = text.partition("\n")
    kind = _OMITTED.get(folded_if_short(first))
    if kind is not None:
        named = _TITLED_FILE.match(caption) if kind in {"unknown", "file"} else None
        if named:
            return _sent(Attachment(named["name"], kind_of_file(named["name"])), "", first)
        return _sent(Attachment("", kind), caption, first)
    behind = _BEHIND.match(text) if "\u200e" in text else None
    if behind and (kind := _OMITTED.get(folded(behind["phrase"]))) is not None:
        return _omitted_behind(behind, kind)
    return _kept(Attachment("", "unknown"), text) if _IN_BRACKETS.match(text) else None


def omitted_phrases() -> tuple[str, ...]:
    """All the app's words for something that was left out, in all languages."""
    return tuple(phrase for _, field, _ in _KINDS for phrase in phrases(field))


def is_omitted(phrase: str) -> bool:
    """Whether words are the app's for something that was left out."""
    return folded_if_short(phrase) in _OMITTED


def names_a_file(phrase: str) -> bool:
    """Whether words in brackets are a file's name, as iPhones write it."""
    return _BEFORE_NAME.search(phrase) is not None


def kind_of_file(name: str) -> AttachmentKind:
    """What a file is, from the name that the app gave it."""
    if "-STICKER-" in name or name.startswith("STK-"):
        return "sticker"
    if "-GIF-" in name or name.startswith("GIF-"):
        return "animation"
    return _KIND_OF_SUFFIX.get(name.rpartition(".")[2].lower(), "file")


def _attached_by_shape(attachment: Attachment, text: str, caption: str) -> Body | None:
    if attachment.name.rpartition(".")[2].lower() not in _KIND_OF_SUFFIX:
        return None
    return _sent(attachment, text, "") if caption else _kept(attachment, text)


def _omitted_behind(behind: re.Match[str], kind: AttachmentKind) -> Body:
    titled = _TITLED_FILE.match(behind["words"]) if kind == "file" else None
    if titled:
        note = ", ".join(filter(None, [titled["about"], behind["phrase"]]))
        return _sent(Attachment(titled["name"], kind), "", note)
    return _sent(Attachment("", kind), behind["words"], behind["phrase"])


def _sent(attachment: Attachment, words: str, note: str) -> Body:
    alone: Kind = "contact-card" if attachment.kind == "contact-card" else "media"
    return Body("text" if words else alone, words, (attachment,), note=note)


def _kept(attachment: Attachment, text: str) -> Body:
    return replace(_sent(attachment, "", ""), text=text)

"""What a message's words are, and what of them is never taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.model import Attachment
from wardlight.sources.whatsapp.body import (
    ODD_BEGINNING,
    ODD_BEGINNINGS,
    ODD_ENDINGS,
    app_line,
    body_of,
)
from wardlight.sources.whatsapp.sent import Body, kind_of_file
from wardlight.sources.whatsapp.tables import WORDING, phrases

LRM = "\u200e"
LANGUAGES_IN_FULL = ("en", "es", "fr", "de", "pt", "it", "nl", "pl")


def body(text: str) -> Body:
    return body_of(text, "Ana")


@pytest.mark.parametrize("language", LANGUAGES_IN_FULL)
def test_a_language_in_full_has_every_kind_of_wording(language: str) -> None:
    wording = WORDING[language]
    needed = (
        *("omitted", "photo", "video", "audio", "animation", "sticker", "file", "contact_card"),
        *("attached", "deleted", "edited", "waiting", "call", "poll", "location", "event", "title"),
    )
    assert [field for field in needed if not getattr(wording, field)] == []


@pytest.mark.parametrize("language", WORDING)
def test_every_language_has_what_most_chats_have(language: str) -> None:
    wording = WORDING[language]
    assert wording.omitted
    assert wording.photo
    assert wording.attached
    assert wording.deleted


@pytest.mark.parametrize("phrase", phrases("omitted"))
def test_what_was_left_out_on_android(phrase: str) -> None:
    found = body(f"<{phrase}>")
    assert (found.kind, found.text, found.note) == ("media", "", f"<{phrase}>")
    assert found.attachments == (Attachment("", "unknown"),)


@pytest.mark.parametrize("field", ["photo", "video", "audio", "animation", "sticker", "file"])
def test_what_was_left_out_on_an_iphone(field: str) -> None:
    for phrase in phrases(field):
        for written in (phrase, f"{LRM}{phrase}", f"<{phrase}>"):
            found = body(written)
            assert (found.kind, found.text) == ("media", ""), written
            assert [each.kind for each in found.attachments] == [field], written
        behind = body(f"our dog {LRM}{phrase}")
        assert (behind.kind, behind.text) == ("text", "our dog")


@pytest.mark.parametrize("phrase", phrases("deleted"))
def test_what_was_taken_back(phrase: str) -> None:
    for written in (phrase, f"{phrase}.", f"{LRM}{phrase}."):
        assert body(written) == Body("unsent", note=written)


@pytest.mark.parametrize("phrase", phrases("edited"))
def test_what_was_changed(phrase: str) -> None:
    for written in (f"at six <{phrase}>", f"at six {LRM}<{phrase}>", f"at six <{phrase}.>"):
        assert body(written) == Body("text", "at six", marks=("edited",))


@pytest.mark.parametrize("word", phrases("attached"))
def test_a_file_by_its_name(word: str) -> None:
    for written in (
        f"IMG-20240101-WA0001.jpg ({word})",
        f"{LRM}IMG-20240101-WA0001.jpg ({word})",
        f"{LRM}<{word}: IMG-20240101-WA0001.jpg>",
        f"<{word}\u00a0: IMG-20240101-WA0001.jpg>",
    ):
        found = body(written)
        assert (found.kind, found.text) == ("media", ""), written
        assert found.attachments == (Attachment("IMG-20240101-WA0001.jpg", "photo"),)


def test_a_file_with_a_caption_is_words() -> None:
    below = body("IMG-20240101-WA0001.jpg (file attached)\nthe hall\nfrom above")
    assert (below.kind, below.text) == ("text", "the hall\nfrom above")
    before = body(f"the hall {LRM}<attached: 00000012-PHOTO-2024-01-01-10-00-00.jpg>")
    assert (before.kind, before.text) == ("text", "the hall")


@pytest.mark.parametrize(
    "text",
    [
        "<xyzzy plugh>",
        "IMG-20240101-WA0001.jpg (xyzzy)",
        f"{LRM}<xyzzy: 00000012-PHOTO-2024-01-01-10-00-00.jpg>",
    ],
)
def test_what_is_known_by_its_shape_alone_stays_in_the_text(text: str) -> None:
    found = body(text)
    assert found.kind == "media"
    assert found.text == text
    assert found.attachments


@pytest.mark.parametrize(
    "text",
    [
        "see you (maybe)",
        "example.com (my page)",
        "<3 <3 <3>",
        "<3>",
        "he said <no> to me",
        "Video call?",
        "Video call",
        "Voice call, now please",
        "View once photo",
        "You added the wrong number",
        "Messages and calls",
        "two: https://maps.google.com/?q=1,2 and more",
        "note:\nmilk\nbread",
        "This message was deleted by mistake, sorry",
        "null and void",
    ],
)
def test_what_somebody_typed_stays_theirs(text: str) -> None:
    assert body(text) == Body("text", text)


def test_a_missed_call_and_its_hint() -> None:
    assert body(f"{LRM}Missed voice call, {LRM}Tap to call back").kind == "call"
    assert body(f"{LRM}Video call, {LRM}12 min") == Body(
        "call", note=f"{LRM}Video call, {LRM}12 min"
    )
    assert body("Missed video call") == Body("call", note="Missed video call")
    typed = f"{LRM}Missed voice call, ring me at the pool"
    assert body(typed) == Body("call", typed, note=typed)


def test_a_poll_in_any_language_keeps_its_words() -> None:
    for text in (
        "POLL:\nWhich day?\nOPTION: Saturday (1 vote)\nOPTION: Sunday (0 votes)\n",
        f"{LRM}XYZZY:\nWhich day?\n{LRM}PLUGH: Saturday ({LRM}1 x)\n{LRM}PLUGH: Sunday ({LRM}0 x)",
    ):
        assert body(text) == Body("poll", text)


def test_places() -> None:
    link = "https://maps.google.com/?q=51.5014,-0.1419"
    assert body(f"location: {link}") == Body("location", note=f"location: {link}")
    assert body(f"{LRM}Location: {link}").text == ""
    assert body(f"come here: {link}") == Body("location", f"come here: {link}", note=link)
    assert body("Live location shared").kind == "location"


def test_the_app_under_a_name() -> None:
    assert body(f"{LRM}You blocked this contact").kind == "event"
    assert body(f"{LRM}Ana changed the subject to “Trip”").kind == "event"
    assert body(f"{LRM}come to the pool").marks == ("doubtful-sender",)
    assert body(f"{LRM}come to the pool").kind == "text"
    first = "Messages and calls are end-to-end encrypted. Tap to learn more."
    assert body_of(first, "Ana", opening=True).kind == "event"
    assert body_of("You changed my life", "Ana", opening=True).kind == "text"


def test_the_app_in_a_line_of_its_own() -> None:
    assert app_line("Missed voice call") == Body("call", note="Missed voice call")
    assert app_line("Ana left") == Body("event", "Ana left")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IMG-20240101-WA0001.jpg", "photo"),
        ("VID-20240101-WA0001.mp4", "video"),
        ("PTT-20240101-WA0001.opus", "audio"),
        ("STK-20240101-WA0001.webp", "sticker"),
        ("00000012-STICKER-2024-01-01-10-00-00.webp", "sticker"),
        ("00000012-GIF-2024-01-01-10-00-00.mp4", "animation"),
        ("00000012-PHOTO-2024-01-01-10-00-00.JPG", "photo"),
        ("Coach.vcf", "contact-card"),
        ("00000012-plan.pdf", "file"),
        ("nothing", "file"),
    ],
)
def test_the_kind_of_a_file(name: str, kind: str) -> None:
    assert kind_of_file(name) == kind


WORDS = st.text(st.sampled_from("aZ 09:.,<>()\n\u200e\u202e-é🌻"), max_size=60)


@given(WORDS)
def test_no_letter_of_what_was_typed_is_lost(text: str) -> None:
    """What is not in the text is the app's: it is in the note, or the name of a file."""
    found = body(text)
    assert body_of(text, "Ana", opening=True).text == found.text
    names = "".join(each.name for each in found.attachments)
    if not found.marks and not names and not found.note:
        assert found.text == text


@given(WORDS)
def test_the_quick_look_agrees_with_the_careful_one(text: str) -> None:
    quick = (
        "\n" not in text
        and text[-1:] not in ODD_ENDINGS
        and text[:ODD_BEGINNING] not in ODD_BEGINNINGS
        and LRM not in text
    )
    if quick:
        assert body_of(text, "Ana", opening=True) == Body("text", text)

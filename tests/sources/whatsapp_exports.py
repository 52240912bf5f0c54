"""Invented exports as WhatsApp writes them. Fixtures on disk equal these.

All people and lines are made up. Media are a few bytes of noise.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

NOISE = bytes(range(97, 113))
LRM, RLM, NARROW, NO_BREAK = "\u200e", "\u200f", "\u202f", "\u00a0"
NUMBER = "\u202a+44\u00a07700\u00a0900123\u202c"


class Built(Struct, frozen=True):
    """One fixture: its files by path, what ``about.md`` says, and what a person said."""

    files: Mapping[str, bytes]
    about: str
    options: Mapping[str, Any] = {}


def lf(*lines: str) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def crlf(*lines: str) -> bytes:
    """As an iPhone writes: each message ends in U+000D U+000A, a line within one in U+000A."""
    return "".join(f"{line}\r\n" for line in lines).encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 3, 1, 9, 30, 0)), content)
    return held.getvalue()


ENCRYPTED = (
    "Messages and calls are end-to-end encrypted. No one outside of this chat, not even WhatsApp, "
    "can read or listen to them. Tap to learn more."
)

ANDROID = lf(
    f"12/02/2024, 18:01 - {ENCRYPTED}",
    "12/02/2024, 18:02 - Adam Field: Hi, are you coming to practice tomorrow?",
    "12/02/2024, 18:02 - Zoë Lindqvist: yes!! at 5: same hall",
    "12/02/2024, 18:03 - Zoë Lindqvist: bring",
    "- the blue mats",
    "",
    "- water",
    "12/02/2024, 18:04 - Adam Field: <Media omitted>",
    "12/02/2024, 18:04 - Adam Field: <Media omitted>",
    "the hall",
    "12/02/2024, 18:05 - Zoë Lindqvist: This message was deleted",
    "12/02/2024, 18:05 - Adam Field: You deleted this message",
    "12/02/2024, 18:06 - Adam Field: half past five <This message was edited>",
    "12/02/2024, 18:07 - Zoë Lindqvist: null",
    "12/02/2024, 18:08 - Zoë Lindqvist: location: https://maps.google.com/?q=51.5014,-0.1419",
    "12/02/2024, 18:09 - Adam Field: live location shared",
    "12/02/2024, 18:10 - Zoë Lindqvist: POLL:",
    "Which day?",
    "OPTION: Saturday (1 vote)",
    "OPTION: Sunday (0 votes)",
    "",
    "12/02/2024, 18:11 - Missed voice call",
    "12/02/2024, 18:12 - Zoë Lindqvist: Waiting for this message. This may take a while.",
    "12/02/2024, 18:13 - Adam Field: 😂😂 👩🏻‍⚖️",
    "12/02/2024, 18:14 - Adam Field:",
    "13/02/2024, 07:55 - Your security code with Adam Field changed. Tap to learn more.",
    "13/02/2024, 07:56 - Adam Field: see https://example.org/a?b=1 (the map)",
    "13/02/2024, 07:57 - Adam Field: <3 >",
)

ANDROID_MEDIA = lf(
    "5/14/23, 9:41 PM - Priya N 🌻: IMG-20230514-WA0001.jpg (file attached)",
    "5/14/23, 9:41 PM - Priya N 🌻: IMG-20230514-WA0002.jpg (file attached)",
    "the new goal posts",
    f"5/14/23, 9:42 PM - Sam: {LRM}PTT-20230514-WA0003.opus (file attached)",
    "5/14/23, 9:43 PM - Sam: VID-20230514-WA0004.mp4 (file attached)",
    "5/14/23, 9:44 PM - Priya N 🌻: STK-20230514-WA0005.webp (file attached)",
    "5/14/23, 9:45 PM - Sam: Coach Reed.vcf (file attached)",
    "5/14/23, 9:46 PM - Sam: fixtures list.pdf (file attached)",
    "5/14/23, 9:47 PM - Sam: <Media omitted>",
    "season plan.pdf",
)

IPHONE = crlf(
    f"[14.02.24, 16:20:01] Priya N 🌻: {LRM}{ENCRYPTED}",
    "[14.02.24, 16:20:31] Mia Okoro: hi! did you get the book\nor is it still at school?",
    f"{LRM}[14.02.24, 16:21:00] Priya N 🌻: {LRM}<attached: 00000003-PHOTO-2024-02-14-16-21-00.jpg>",
    f"{LRM}[14.02.24, 16:21:09] Priya N 🌻: page 12 {LRM}<attached: 00000004-PHOTO-2024-02-14-16-21-09.jpg>",
    f"{LRM}[14.02.24, 16:22:10] Mia Okoro: reading list.pdf • {LRM}2 pages {LRM}<attached: 00000005-reading list.pdf>",
    f"{LRM}[14.02.24, 16:23:00] Mia Okoro: {LRM}image omitted",
    f"{LRM}[14.02.24, 16:23:01] Mia Okoro: our dog {LRM}video omitted",
    f"{LRM}[14.02.24, 16:23:02] Mia Okoro: notes.docx • {LRM}3 pages {LRM}document omitted",
    f"{LRM}[14.02.24, 16:23:03] Priya N 🌻: {LRM}Contact card omitted",
    f"{LRM}[14.02.24, 16:24:00] Priya N 🌻: {LRM}This message was deleted.",
    f"[14.02.24, 16:25:00] Priya N 🌻: on friday then {LRM}<This message was edited>",
    f"{LRM}[14.02.24, 16:26:00] Mia Okoro: {LRM}Missed voice call, {LRM}Tap to call back",
    f"{LRM}[14.02.24, 16:27:00] Mia Okoro: {LRM}Video call, {LRM}12 min",
    f"{LRM}[14.02.24, 16:28:00] Priya N 🌻: {LRM}You received a view once photo. For added privacy, you can only open it on your phone.",
    f"{LRM}[14.02.24, 16:29:00] Priya N 🌻: {LRM}POLL:\nFilm?\n{LRM}OPTION: Penguins ({LRM}2 votes)\n{LRM}OPTION: Trains ({LRM}0 votes)\n",
    f"{LRM}[14.02.24, 16:30:00] Mia Okoro: {LRM}Location: https://maps.google.com/?q=51.501400,-0.141900",
    f"[14.02.24, 16:31:00] Mia Okoro: {LRM}typed behind a mark",
)

IPHONE_GROUP = crlf(
    f"[3/14/24, 8:05:09{NARROW}PM] Book Club: {LRM}{ENCRYPTED}",
    f"[3/14/24, 8:06:00{NARROW}PM] Mia Okoro: hello all",
    f"[3/14/24, 8:06:30{NARROW}PM] ~{NARROW}Sam: hi",
    f"[3/14/24, 8:07:00{NARROW}PM] Book Club: {LRM}Mia Okoro added {NUMBER}",
    f"[3/14/24, 8:08:00{NARROW}PM] {NUMBER}: thanks for adding me",
    f"[3/15/24, 12:00:01{NARROW}AM] Mia Okoro: {LRM}Mia Okoro changed the subject to “Books: spring”",
)

ANDROID_GROUP = lf(
    f"01/12/24, 09:00 - {ENCRYPTED}",
    '01/12/24, 09:00 - Mum created group "Trip: Easter"',
    "01/12/24, 09:01 - You were added",
    "01/12/24, 09:02 - Mum: welcome all",
    f"01/12/24, 09:03 - {NUMBER} joined using this group's invite link",
    f"01/12/24, 09:04 - {NUMBER}: hello",
    "01/12/24, 09:05 - ~ Reed: hi",
    '02/12/24, 09:06 - Mum changed the subject from "Trip: Easter" to "Trip"',
    "13/12/24, 09:07 - ~ Reed left",
)


def _two(first: str, second: str, *bodies: str) -> bytes:
    """A chat of Ana and Ben on two days, the second of which tells day from month."""
    begun = [f"{first}Ana: {bodies[0]}", *(f"{second}Ben: {body}" for body in bodies[1:])]
    return lf(*begun)


LANGUAGES = {
    "WhatsApp Chat with Ben.txt": lf(
        "13/02/2024, 9:05 pm - Ana: hello",
        "14/02/2024, 12:30 am - Ben: <Media omitted>",
    ),
    "Chat de WhatsApp con Ben.txt": _two(
        f"12/2/24, 9:05{NARROW}p.{NO_BREAK}m. - ",
        f"13/2/24, 9:06{NARROW}a.{NO_BREAK}m. - ",
        "hola",
        "<Multimedia omitido>",
        "Se eliminó este mensaje.",
        "vale <Se editó este mensaje.>",
        "IMG-20240213-WA0001.jpg (archivo adjunto)",
    ),
    "Discussion WhatsApp avec Ben.txt": _two(
        "12/02/2024, 21:05 - ",
        "13/02/2024, 21:06 - ",
        "salut",
        "<Médias omis>",
        "Ce message a été supprimé",
        "IMG-20240213-WA0001.jpg (fichier joint)",
    ),
    "fr_CA/Discussion WhatsApp avec Ben.txt": _two(
        "2024-02-12 21 h 05 - ", "2024-02-13 21 h 06 - ", "salut", "à demain"
    ),
    "WhatsApp-Chat mit Ben.txt": _two(
        "12.02.24, 21:05 - ",
        "13.02.24, 21:06 - ",
        "hallo",
        "<Medien ausgeschlossen>",
        "Diese Nachricht wurde gelöscht",
        "IMG-20240213-WA0001.jpg (Datei angehängt)",
    ),
    "Conversa do WhatsApp com Ben.txt": _two(
        "12/02/2024 21:05 - ",
        "13/02/2024 21:06 - ",
        "oi",
        "<Mídia oculta>",
        "Mensagem apagada",
        "IMG-20240213-WA0001.jpg (arquivo anexado)",
    ),
    "Chat WhatsApp con Ben.txt": _two(
        "12/02/24, 21:05 - ",
        "13/02/24, 21:06 - ",
        "ciao",
        "<Media omessi>",
        "Questo messaggio è stato eliminato",
        "IMG-20240213-WA0001.jpg (file allegato)",
    ),
    "WhatsApp-chat met Ben.txt": _two(
        "12-02-2024 21:05 - ",
        "13-02-2024 21:06 - ",
        "hoi",
        "<Media weggelaten>",
        "Dit bericht is verwijderd",
        "IMG-20240213-WA0001.jpg (bestand bijgevoegd)",
    ),
    "Czat WhatsApp z Ben.txt": _two(
        "12.02.2024, 21:05 - ",
        "13.02.2024, 21:06 - ",
        "cześć",
        "<Pominięto multimedia>",
        "Ta wiadomość została usunięta",
        "IMG-20240213-WA0001.jpg (plik załączony)",
    ),
}

DATE_FORMS = {
    "finnish.txt": _two("12.2.2024 klo 21.05 - ", "13.2.2024 klo 21.06 - ", "moi", "hei"),
    "danish.txt": _two("12.02.2024 21.05 - ", "13.02.2024 21.06 - ", "hej", "ja"),
    "croatian.txt": _two("12. 2. 2024. 21:05 - ", "13. 2. 2024. 21:06 - ", "bok", "da"),
    "hungarian.txt": _two("2024. 02. 12. 21:05 - ", "2024. 02. 13. 21:06 - ", "szia", "jó"),
    "bulgarian.txt": _two(
        f"12.02.24{NARROW}г., 21:05{NO_BREAK}ч. - ",
        f"13.02.24{NARROW}г., 21:06{NO_BREAK}ч. - ",
        "а",
        "б",
    ),
    "vietnamese.txt": _two("21:05, 12/2/2024 - ", "21:06, 13/2/2024 - ", "chào", "ừ"),
    "chinese.txt": _two(
        "2024/2/12 下午9:05 - ",
        "2024/2/13 上午9:06 - ",
        "你好",
        "<省略多媒体文件>",
        "此訊息已刪除。",
    ),
    "japanese.txt": _two(
        "2024/02/12 21:05 - ", "2024/02/13 21:06 - ", "こんにちは", "<メディアなし>"
    ),
    "korean.txt": _two(
        "2024. 2. 12. 오후 9:05 - ", "2024. 2. 13. 오전 9:06 - ", "안녕", "<미디어 파일 제외됨>"
    ),
    "shopping.txt": lf("milk", "bread"),
    "korean_long.txt": _two(
        "2024년 2월 12일 오후 9:05 - ", "2024년 2월 13일 오전 9:06 - ", "안녕", "응"
    ),
    "arabic.txt": _two(
        f"١٢{RLM}/٢{RLM}/٢٠٢٤، ٩:٠٥{NARROW}م - ",
        f"١٣{RLM}/٢{RLM}/٢٠٢٤، ٩:٠٦{NARROW}ص - ",
        "مرحبا",
        "<تم استبعاد الوسائط>",
    ),
    "persian.txt": _two("۱۴۰۲/۱۱/۲۳،\u200f ۲۱:۰۵ - ", "۱۴۰۲/۱۱/۲۴،\u200f ۲۱:۰۶ - ", "سلام", "بله"),
    "thai.txt": _two("12/2/2567 21:05 - ", "13/2/2567 21:06 - ", "สวัสดี", "ครับ"),
    "copied_from_the_window.txt": lf(
        "[21:05, 12/02/2024] Ana: hello", "[21:06, 13/02/2024] Ben: hi"
    ),
    "old_iphone.txt": lf(
        "12/02/16 21:05:09: Ana: hello", "13/02/16 21:06:10: Ben: <image omitted>"
    ),
    "long_dash.txt": lf("02/12/19, 8:30:52 AM – Ana: hello", "02/13/19, 4:50:32 pm – Ben: hi"),
    "unknown_language.txt": lf(
        "12/02/2024, 21:05 - Ana: <xyzzy plugh>",
        "13/02/2024, 21:06 - Ben: IMG-20240213-WA0001.jpg (xyzzy plugh)",
        f"13/02/2024, 21:07 - Ben: {LRM}<xyzzy: 00000007-VIDEO-2024-02-13-21-07-00.mp4>",
        f"13/02/2024, 21:08 - Ben: fine {LRM}<xyzzy plugh>",
    ),
}

ODD = (
    "\ufeff".encode()
    + lf(
        "exported by hand",
        "",
        "01/02/2024, 10:00 - Ana: one\u2028two\u0085three\x0bfour",
        "01/02/2024, 10:01 - Ana: a\u202e b\u200d c",
        "01/02/2024, 10:02 - \u202eneB: hi",
        "01/02/2024, 10:03 - Ana: 02/02/2024: not a message",
        "01/02/2024, 10:04 - Ana: you said",
        "[01/01/24, 09:00:00] Ben: this was copied",
        "14/02/2024, 10:05 - Ben: ok\r",
    )
    + b"14/02/2024, 10:06 - Ana: no line break at the end"
)

NO_DATE_ORDER = lf(
    "01/02/2024, 10:00 - Ana: hello",
    "03/03/2024, 10:01 - Ben: hi",
    "05/06/2024, 10:02 - Ana: bye",
)

ONE_DATE = lf("05/03/2024, 10:00 - Ana: hello", "05/03/2024, 10:07 - Ben: hi")

BACKWARDS = lf(
    "13/02/2024, 23:55 - Ana: hello",
    "13/02/2024, 23:16 - Ben: hi",
    "31/02/2024, 23:17 - Ben: a day that is none",
    "14/02/1999, 23:18 - Ben: long ago",
    "14/02/2024, 25:61 - Ana: an hour that is none",
)


def _case(about: str, content: bytes, name: str = "_chat.txt", **options: Any) -> Built:
    return Built({name: content}, about, options)


_SENT = (
    "IMG-20230514-WA0001.jpg",
    "PTT-20230514-WA0003.opus",
    "VID-20230514-WA0004.mp4",
    "STK-20230514-WA0005.webp",
)

EXPORTS: dict[str, Built] = {
    "android_without_media": _case(
        "Android, English (UK), 24 hours, without media: one line of each kind.",
        ANDROID,
        "WhatsApp Chat with Adam Field.txt",
    ),
    "android_with_media": Built(
        {"WhatsApp Chat with Sam.txt": ANDROID_MEDIA}
        | dict.fromkeys(_SENT, NOISE)
        | {"Coach Reed.vcf": b"BEGIN:VCARD\nEND:VCARD\n", "fixtures list.pdf": NOISE},
        "Android, English (US), 12 hours, with media, of which one photo and one document are missing.",
    ),
    "iphone_zip": Built(
        {
            "WhatsApp Chat - Priya N 🌻.zip": zipped(
                {
                    "00000003-PHOTO-2024-02-14-16-21-00.jpg": NOISE,
                    "00000005-reading list.pdf": NOISE,
                    "_chat.txt": IPHONE,
                }
            )
        },
        "iPhone, English, German dates, a zip with media: one line of each kind, one photo missing.",
    ),
    "iphone_group": _case(
        "iPhone, English (US), a group: the app speaks under the group's name, behind U+200E.",
        IPHONE_GROUP,
    ),
    "android_group": _case(
        "Android, English (UK), a group: events, a number in marks, a push name.",
        ANDROID_GROUP,
        "WhatsApp Chat with Trip.txt",
    ),
    "languages": Built(
        LANGUAGES,
        "A folder of Android chats, without media, one for each of nine languages and regions.",
        {"timezone": "Europe/Madrid"},
    ),
    "date_forms": Built(
        DATE_FORMS,
        "A folder of chats, one for each further form of date, time and separator; and a list that "
        "is no chat. In the Persian one no calendar is told, so its dates are not read.",
    ),
    "odd_text": _case(
        "Lines on top that are no message, U+2028 and bidi controls in text, a name that shows as "
        "another, a line copied from another chat, one line that ends in U+000D, no last line break.",
        ODD,
        "chat.txt",
    ),
    "day_and_month_unknown": _case(
        "No date tells day from month, and dates go on in both orders.", NO_DATE_ORDER
    ),
    "month_first_said": _case(
        "The same chat, where a person said that the month is first.",
        NO_DATE_ORDER,
        day_first=False,
    ),
    "one_date": _case("All on one date that can be read in two ways.", ONE_DATE),
    "clock_backwards": _case(
        "Times that go backwards, are no time, or lie before the app began.", BACKWARDS
    ),
}


def options_json(built: Built) -> str:
    return json.dumps(dict(built.options)) + "\n"

"""Exports of any size, of everyday chat between invented people: the same bytes for the same seed.

    python -m bench.generate whatsapp --messages 1000000 --out chat.txt
    python -m bench.generate instagram --messages 1000000 --out instagram.zip

WhatsApp is the Android form in English. Instagram is the JSON form of 2023 and later, 10,000
messages a file and ten files a thread; a folder is written where the name does not end in .zip.
"""

import argparse
import json
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random

from msgspec import Struct

OWNER = "Sam Ellery"
OTHERS = ("Robin Hale", "Aunt Jo", "Noor", "Bea", "Coach Lind", "Ivo", "Pim", "Tess", "Kai", "Lu")
WORDS = """
a about after again all also and are at away back bag ball be because bike book both bread bring
bus but by cake call can car cat coat cold come cook could day did dinner do dog door down early
eat eight film find first fish five for forgot four friday from fun game garden get give go good
got grandma green had half happy has have he help her here him his home homework hope how hungry i
if in is it its jam just keys know late lets library like list little look lost lunch make many
map maybe meet milk monday more morning much music my need new next nice nine no not now of off
ok old on one open or our out over paint pasta pencil piano pick plan play practice quick rain
read ready red right room run said salad saturday say school see seven she shoes shop six sleep
snow so some song soon soup start still story sun sunday sure swim table take tea team tell ten
test thanks that the their them then there they think this three ticket time to today together
tomorrow too town train tree two umbrella under until up us very wait walk want warm was water we
weather wednesday week well went were what when where which who why will wind window with work
yellow yes yesterday you your
""".split()  # noqa: SIM905 - a list of 250 lines says no more
EMOJI = ("😀", "🎉", "🐶", "☕", "🚲", "👍🏽", "👩‍👩‍👧", "🇳🇱", "❤️", "🌧️")

START = datetime(2019, 3, 14, 7, 30, tzinfo=UTC)
PER_FILE = 10_000
FILES_PER_THREAD = 10
_ZIP_TIME = (2024, 1, 2, 3, 4, 6)


class Line(Struct, frozen=True):
    """One thing somebody sent. No text where it is a photo."""

    at: datetime
    sender: str
    text: str


def everyday(random: Random, senders: tuple[str, str], photos: float) -> Iterator[Line]:
    """Chat without end: a share of it photos, three in a hundred with an emoji."""
    at = START
    while True:
        at += timedelta(milliseconds=random.randrange(240_000))
        sender = senders[random.random() < 0.5]
        chance = random.random()
        text = "" if chance < photos else " ".join(random.choices(WORDS, k=random.randrange(1, 17)))
        if photos <= chance < photos + 0.03:
            text += " " + random.choice(EMOJI)
        yield Line(at, sender, text)


# --- WhatsApp --------------------------------------------------------------------------------


def whatsapp(messages: int, seed: int) -> Iterator[str]:
    """The lines of a chat; the first of its messages is the app's own."""
    random = Random(seed)
    yield f"{_whatsapp_time(START)} - Messages and calls are end-to-end encrypted. "
    yield "No one outside of this chat, not even WhatsApp, can read or listen to them.\n"
    for number, line in enumerate(
        islice(everyday(random, (OWNER, OTHERS[0]), photos=0.02), messages - 1)
    ):
        text = line.text or f"IMG-{line.at:%Y%m%d}-WA{number % 10_000:04}.jpg (file attached)"
        if number % 100 == 50:
            text += "\n" + " ".join(random.choices(WORDS, k=5))
        yield f"{_whatsapp_time(line.at)} - {line.sender}: {text}\n"


def _whatsapp_time(at: datetime) -> str:
    return f"{at.day:02}/{at.month:02}/{at.year}, {at.hour:02}:{at.minute:02}"


# --- Instagram -------------------------------------------------------------------------------


def instagram(messages: int, seed: int) -> Iterator[tuple[str, str]]:
    """The files of an export: path and text."""
    yield _PROFILE_PATH, json.dumps(_PROFILE, indent=2)
    files = -(-messages // PER_FILE)
    for thread in range(-(-files // FILES_PER_THREAD)):
        other = OTHERS[thread % len(OTHERS)]
        lines = everyday(Random(seed * 1_000 + thread), (OWNER, other), photos=0.04)
        left = messages - thread * PER_FILE * FILES_PER_THREAD
        for number in range(min(FILES_PER_THREAD, -(-left // PER_FILE)), 0, -1):
            size = min(PER_FILE, left - (number - 1) * PER_FILE)
            yield _thread_file(thread, other, number, list(islice(lines, size)))


def _thread_file(thread: int, other: str, number: int, lines: list[Line]) -> tuple[str, str]:
    folder = f"inbox/{other.lower().replace(' ', '')}_{17_840_000_000_000_000 + thread}"
    path = f"your_instagram_activity/messages/{folder}/message_{number}.json"
    records = ",\n".join(_record(index, line) for index, line in enumerate(reversed(lines)))
    head = json.dumps({"participants": [{"name": other}, {"name": OWNER}]}, indent=2)
    tail = {
        "title": other,
        "is_still_participant": True,
        "thread_path": folder,
        "magic_words": [],
    }
    return path, (
        f'{head.removesuffix(chr(10) + "}")},\n  "messages": [\n{records}\n  ],\n'
        f"{json.dumps(tail, indent=2).removeprefix('{' + chr(10))}"
    )


def _record(index: int, line: Line) -> str:
    moment = round(line.at.timestamp() * 1000)
    content = (
        f'      "content": {_as_meta(line.text)},\n'
        if line.text
        else f'      "photos": [\n        {{\n          "uri": "photos/{moment}_n.jpg",\n'
        f'          "creation_timestamp": {moment // 1000}\n        }}\n      ],\n'
    )
    reactions = (
        f'      "reactions": [\n        {{\n          "reaction": {_as_meta("❤")},\n'
        f'          "actor": "{OWNER}"\n        }}\n      ],\n'
        if index % 25 == 7
        else ""
    )
    return (
        f'    {{\n      "sender_name": "{line.sender}",\n'
        f'      "timestamp_ms": {moment},\n{content}{reactions}'
        '      "is_geoblocked_for_viewer": false,\n'
        '      "is_unsent_image_by_messenger_kid_parent": false\n    }'
    )


def _as_meta(text: str) -> str:
    """As Meta writes it: each byte of its UTF-8 as a letter of its own."""
    return f'"{text}"' if text.isascii() else json.dumps(text.encode().decode("latin-1"))


_PROFILE_PATH = "personal_information/personal_information/personal_information.json"
_PROFILE = {
    "profile_user": [
        {
            "title": "User",
            "media_map_data": {},
            "string_map_data": {
                "Username": {"href": "", "value": "sam.ellery", "timestamp": 0},
                "Name": {"href": "", "value": OWNER, "timestamp": 0},
            },
        }
    ]
}


# --- writing ---------------------------------------------------------------------------------


def write_text(lines: Iterator[str], out: Path) -> None:
    with out.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(lines)


def write_files(files: Iterator[tuple[str, str]], out: Path) -> None:
    if out.suffix.lower() != ".zip":
        for path, text in files:
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_text(text, encoding="utf-8", newline="\n")
        return
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, text in files:
            info = zipfile.ZipInfo(path, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("app", choices=["whatsapp", "instagram"])
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    if asked.app == "whatsapp":
        write_text(whatsapp(asked.messages, asked.seed), asked.out)
    else:
        write_files(instagram(asked.messages, asked.seed), asked.out)


if __name__ == "__main__":
    main()

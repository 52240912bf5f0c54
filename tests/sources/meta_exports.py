"""Invented exports in Meta's layouts, written as Meta writes them. Fixtures on disk equal these.

All people and lines are made up. Media are a few bytes of noise.
"""

import json
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

NOISE = bytes(range(97, 113))
START = 1_704_100_000_000
"""1 January 2024, 09:06:40 UTC."""

MIA, ZOE, ADAM, PRIYA = "Mia Okoro", "Zoë Lindqvist", "Adam Field", "Priya N 🌻"


class Built(Struct, frozen=True):
    """One fixture: its files by path, and what ``about.md`` says of it."""

    files: Mapping[str, bytes]
    about: str


def damaged(text: str) -> str:
    """As Meta writes text: each byte of its UTF-8 as one character."""
    return text.encode().decode("latin-1")


def as_meta(value: Any) -> bytes:
    """JSON with every string damaged, every other character escaped and slashes too."""
    return plain_json(_each_string(value))


def plain_json(value: Any) -> bytes:
    return json.dumps(value, indent=2, ensure_ascii=True).replace("/", "\\/").encode()


def _each_string(value: Any) -> Any:
    if isinstance(value, str):
        return damaged(value)
    if isinstance(value, list):
        return [_each_string(each) for each in value]
    if isinstance(value, dict):
        return {damaged(key): _each_string(each) for key, each in value.items()}
    return value


def at(minute: float) -> int:
    return START + round(minute * 60_000)


def said(sender: str, minute: float, content: str | None = None, **more: Any) -> dict[str, Any]:
    """A record as since 2023: its two flags are always there."""
    words = {} if content is None else {"content": content}
    flags = {"is_geoblocked_for_viewer": False, "is_unsent_image_by_messenger_kid_parent": False}
    return {"sender_name": sender, "timestamp_ms": at(minute)} | words | more | flags


def thread(names: list[str], path: str, *records: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A file of a thread; records are given oldest first and written newest first."""
    return {
        "participants": [{"name": name} for name in names],
        "messages": list(reversed(records)),
        "title": more.pop("title", names[0]),
        "is_still_participant": True,
        "thread_path": path,
        "magic_words": [],
    } | more


def photo(uri: str, minute: float = 0) -> dict[str, Any]:
    return {"uri": uri, "creation_timestamp": at(minute) // 1000}


def field(value: str, *, href: str = "", seconds: int = 0) -> dict[str, Any]:
    return {"href": href, "value": value, "timestamp": seconds}


def listed(handle: str, seconds: int, *, titled: bool = False) -> dict[str, Any]:
    """An entry of a list of followers: newer files move the handle to the title."""
    link = f"https://www.instagram.com/{handle}"
    value = {} if titled else {"value": handle}
    return {
        "title": handle if titled else "",
        "media_list_data": [],
        "string_list_data": [{"href": link, **value, "timestamp": seconds}],
    }


def labels(seconds: int, **values: str) -> dict[str, Any]:
    """An entry as since 2025."""
    fields = [{"label": label, "value": value} for label, value in values.items()]
    return {
        "timestamp": seconds,
        "media": [],
        "label_values": fields,
        "fbid": "1234567890123456789",
    }


def profile(**fields: str) -> dict[str, Any]:
    """The owner's own profile as until 2025."""
    return {
        "profile_user": [
            {
                "title": "",
                "media_map_data": {"Profile Photo": photo("media/profile/1.jpg")},
                "string_map_data": {
                    label.replace("_", " "): field(value) for label, value in fields.items()
                },
            }
        ]
    }


PROFILE = profile(
    Email="mia@example.org",
    Username="mia.okoro",
    Name=MIA,
    Bio="books 📚 and bikes",
    Date_of_birth="1919-01-01",
    Private_Account="True",
)

_NEW = "your_instagram_activity/messages"
_IDENTITY_2023 = {
    "personal_information/personal_information/personal_information.json": as_meta(PROFILE),
    "connections/followers_and_following/followers_1.json": as_meta(
        [listed("zoe_l", 1_690_000_000), listed("adam.field", 1_691_000_000)]
    ),
    "connections/followers_and_following/following.json": as_meta(
        {"relationships_following": [listed("zoe_l", 1_690_000_100, titled=True)]}
    ),
    "connections/followers_and_following/blocked_profiles.json": as_meta(
        {"relationships_blocked_users": [listed("spam.shop", 1_692_000_000, titled=True)]}
    ),
    "connections/followers_and_following/follow_requests_you've_received.json": as_meta(
        {"relationships_follow_requests_received": [listed("new.person.22", 1_704_000_000)]}
    ),
    "security_and_login_information/login_and_profile_creation/login_activity.json": as_meta(
        {
            "account_history_login_history": [
                {
                    "title": "2024-01-01T08:00:00+00:00",
                    "media_map_data": {},
                    "string_map_data": {
                        "Cookie Name": field("*******abc"),
                        "IP Address": field("192.0.2.7"),
                        "Language Code": field("en"),
                        "Time": {"href": "", "timestamp": 1_704_096_000},
                        "User Agent": field("Instagram 300.0 iPhone"),
                    },
                }
            ]
        }
    ),
    "personal_information/personal_information/profile_changes.json": as_meta(
        {
            "profile_profile_change": [
                {
                    "title": "",
                    "media_map_data": {},
                    "string_map_data": {
                        "Changed": field("Name"),
                        "Previous Value": field("Mia O"),
                        "New Value": field(MIA),
                        "Change Date": {"href": "", "value": "", "timestamp": 1_700_000_000},
                    },
                }
            ]
        }
    ),
}


def _instagram_2023() -> Built:
    zoe = f"{_NEW}/inbox/zolindqvist_111"
    files = _IDENTITY_2023 | {
        f"{zoe}/message_1.json": as_meta(
            thread(
                [ZOE, MIA],
                "inbox/zolindqvist_111",
                said(ZOE, 0, "hiya 👋"),
                said(MIA, 1, "hi! did you get the maths sheet"),
                said(ZOE, 2, "yes, page 4 ✅", reactions=[{"reaction": "❤", "actor": MIA}]),
                said(ZOE, 3, photos=[photo(f"{zoe}/photos/111.jpg", 3)]),
                said(MIA, 4, "see you at Café Noël"),
            )
        ),
        f"{zoe}/photos/111.jpg": NOISE,
        f"{_NEW}/message_requests/newperson22_222/message_1.json": as_meta(
            thread(
                ["New Person", MIA],
                "message_requests/newperson22_222",
                said("New Person", 30, "hey, you dont know me but i like your bike pics"),
            )
        ),
        f"{_NEW}/archived_threads/adamfield_333/message_1.json": as_meta(
            thread(
                [ADAM, MIA],
                "archived_threads/adamfield_333",
                said(ADAM, 10, "training is at 6 now"),
                said(MIA, 11, "ok thanks"),
            )
        ),
        f"{_NEW}/inbox/bookclub_444/message_1.json": as_meta(
            thread(
                [ZOE, ADAM, MIA],
                "inbox/bookclub_444",
                said(ZOE, 20, "Zoë named the group Book club 📚."),
                said(ADAM, 21, "chapter 3 by friday?"),
                title="Book club 📚",
                joinable_mode={"mode": 1, "link": ""},
            )
        ),
        f"{_NEW}/broadcast/citylibrary_555/message_1.json": as_meta(
            thread(
                ["City Library", MIA],
                "broadcast/citylibrary_555",
                said("City Library", 40, "We are open on Sunday"),
            )
        ),
        f"{_NEW}/secret_conversations.json": as_meta(
            {"ig_secret_conversations": {"armadillo_devices": []}}
        ),
        "your_instagram_activity/likes/liked_posts.json": as_meta({"likes_media_likes": []}),
    }
    return Built(
        files, "Instagram, JSON, layout of 2023 to 2025: every section, and identity files."
    )


def _instagram_2020_12() -> Built:
    zoe = "messages/inbox/zolindqvist_111"
    files = {
        "account_information/personal_information.json": as_meta(PROFILE),
        "followers_and_following/followers.json": as_meta(
            {"relationships_followers": [listed("zoe_l", 1_600_000_000)]}
        ),
        "login_and_account_creation/signup_information.json": as_meta(
            {
                "account_history_registration_info": [
                    {
                        "title": "",
                        "media_map_data": {},
                        "string_map_data": {
                            "Username": field("mia.okoro"),
                            "IP Address": field("192.0.2.7"),
                            "Time": {"href": "", "value": "", "timestamp": 1_580_000_000},
                        },
                    }
                ]
            }
        ),
        f"{zoe}/message_1.json": as_meta(
            thread(
                [ZOE, MIA],
                "inbox/zolindqvist_111",
                {"sender_name": ZOE, "timestamp_ms": at(0), "content": "hello", "type": "Generic"},
                {
                    "sender_name": MIA,
                    "timestamp_ms": at(1),
                    "photos": [photo("photos/none/elsewhere.jpg", 1)],
                    "type": "Generic",
                },
                thread_type="Regular",
            )
        ),
    }
    return Built(
        files,
        "Instagram, JSON, layout of December 2020 to 2023: the folders stand at the top, as those of "
        "Messenger did. The photo that was sent is in another part.",
    )


def _instagram_combined() -> Built:
    top = "meta-2026-Jan-10-09-00-00/instagram-mia.okoro-2026-01-10-AbCd"
    zoe = f"{top}/{_NEW}/inbox/zolindqvist_111"
    files = {
        f"{top}/personal_information/personal_information/personal_information.json": as_meta(
            [labels(1_768_000_000, Email="mia@example.org", Username="mia.okoro", Name=MIA)]
        ),
        f"{top}/connections/followers_and_following/close_friends.json": as_meta(
            [
                labels(
                    1_760_000_000, URL="https://www.instagram.com/zoe_l", Name=ZOE, Username="zoe_l"
                )
            ]
        ),
        f"{zoe}/message_1.json": as_meta(
            thread(
                [ZOE, MIA],
                "inbox/zolindqvist_111",
                said(ZOE, 0, photos=[photo("messages/inbox/zolindqvist_111/photos/1.jpg")]),
                said(MIA, 1, "nice one"),
            )
        ),
        f"{zoe}/photos/1.jpg": NOISE,
    }
    return Built(
        files,
        "Instagram inside a combined download of 2026; identity files in labelled form; the link to "
        "the photo still has the prefix of the older layout.",
    )


def _instagram_kinds() -> Built:
    here = f"{_NEW}/inbox/zolindqvist_111"
    records = [
        said(ZOE, 0, "words"),
        said(ZOE, 1, is_unsent=True),
        said(ZOE, 2),
        said(ZOE, 3, "Liked a message"),
        said(MIA, 4, "Reacted 😂 to your message "),
        said(MIA, 5, "Reacted badly to your message "),
        said(
            ZOE,
            6,
            "Zoë sent an attachment.",
            share={
                "link": "https://www.instagram.com/p/abc/",
                "share_text": "Our new bikes 🚲",
                "original_content_owner": "bike.shop",
            },
        ),
        said(ZOE, 7, share={"profile_share_username": "priya.n", "profile_share_name": PRIYA}),
        said(ZOE, 8, "Zoë started an audio call", call_duration=192),
        said(MIA, 9, "Mia missed a call", call_duration=0, missed=True),
        said(ZOE, 10, "see you at seven (edited)"),
        said(
            ZOE, 11, "look", photos=[photo(f"{here}/photos/1.jpg"), photo(f"{here}/photos/2.jpg")]
        ),
        said(ZOE, 12, videos=[photo(f"{here}/videos/3.mp4") | {"thumbnail": {"uri": "t.jpg"}}]),
        said(ZOE, 13, audio_files=[photo(f"{here}/audio/4.mp4")]),
        said(ZOE, 14, gifs=[{"uri": f"{here}/gifs/5.gif"}]),
        said(ZOE, 15, files=[photo(f"{here}/files/notes.pdf")]),
        said(ZOE, 16, sticker={"uri": "stickers/6.png", "ai_stickers": []}),
        said(ZOE, 17, sticker={"uri": "https://example.org/7.webp"}),
        said(
            MIA, 18, "Mia added Adam Field to the group.", users=[{"name": ADAM}], type="Subscribe"
        ),
        said(ZOE, 19, is_taken_down=True),
        said(
            ZOE, 20, "again?", bumped_message_metadata={"bumped_message": "ok?", "is_bumped": True}
        ),
        said(ZOE, 21, "from here", ip="192.0.2.9", type="Generic"),
        said(ZOE, 22, "somewhere") | {"is_geoblocked_for_viewer": True},
        said(ZOE, 23) | {"is_unsent_image_by_messenger_kid_parent": True},
    ]
    files = {
        f"{here}/message_1.json": as_meta(thread([ZOE, MIA], "inbox/zolindqvist_111", *records)),
        f"{here}/photos/1.jpg": NOISE,
        f"{here}/videos/3.mp4": NOISE,
        f"{here}/audio/4.mp4": NOISE,
        f"{here}/gifs/5.gif": NOISE,
        f"{here}/files/notes.pdf": NOISE,
    }
    return Built(
        files, "Instagram, layout of 2023: one record of each kind. Two things sent are missing."
    )


def _instagram_numbered() -> Built:
    here = f"{_NEW}/inbox/zolindqvist_111"
    files = {
        f"{here}/message_{number}.json": as_meta(
            thread(
                [ZOE, MIA],
                "inbox/zolindqvist_111",
                said(ZOE, 1000 - 10 * number, f"older line of file {number}"),
                said(MIA, 1001 - 10 * number, f"newer line of file {number}"),
            )
        )
        for number in (1, 2, 3, 4, 5, 6, 7, 9, 10, 11)
    }
    return Built(
        files,
        "Instagram, layout of 2023: a thread in numbered files, of which message_8 is missing. "
        "message_10 holds older messages than message_2.",
    )


def _instagram_odd_text() -> Built:
    here = f"{_NEW}/inbox/zolindqvist_111"
    clean = {
        "participants": [{"name": damaged(ZOE)}, {"name": MIA}],
        "messages": [
            said(MIA, 5, "bro\u2019s caf\u00e9: above U+00FF, so it stands as it is"),
            said(MIA, 4, damaged("typed twice: ") + damaged(damaged("é"))),
            said(MIA, 3, "a caf\u00e9 that was never damaged"),
            said(damaged(ZOE), 2, damaged("Ünïcödé 👩‍👧‍👦 and \u202eright to left")),
            said(damaged(ZOE), 1, "plain"),
        ],
        "title": damaged(ZOE),
        "is_still_participant": True,
        "thread_path": "inbox/zolindqvist_111",
        "magic_words": [],
    }
    files = {
        f"{here}/message_1.json": b"\xef\xbb\xbf" + plain_json(clean),
        f"{_NEW}/inbox/oddfile_666/message_1.json": _ODD_FILE,
    }
    return Built(
        files,
        "Instagram, layout of 2023: text that has to be put right, text that must not be, a byte-order "
        "mark; and a file whose records say things twice, hold half a character, or are not records.",
    )


_ODD_FILE = rb"""{
  "participants": [{"name": "Adam Field"}, {"name": "Mia Okoro"}],
  "messages": [
    {"sender_name": "Mia Okoro", "timestamp_ms": 1704100900000, "content": "all fine"},
    {"sender_name": "Adam Field", "timestamp_ms": 1704100840000, "content": "first", "content": "last"},
    {"sender_name": "Adam Field", "timestamp_ms": 1704100780000, "content": "half \ud83d of it"},
    {"sender_name": "Adam Field", "timestamp_ms": 1704100720000, "content": "new field", "mood": "ok"},
    {"sender_name": "Adam Field", "timestamp_ms": "yesterday", "content": "no time"},
    {"sender_name": "Adam Field", "timestamp_ms": 0, "content": "the year 1970"},
    {"sender_name": "Adam Field", "timestamp_ms": 1704100600000, "content": ["not", "words"]},
    {"timestamp_ms": 1704100540000, "content": "nobody wrote it"},
    {"sender_name": "Adam Field", "timestamp_ms": 1704100480000, "content": "odd photos", "photos": 3},
    "not a record",
    {"sender_name": "Adam Field", "timestamp_ms": 01, "content": "not JSON"},
    {"sender_name": "Adam Field", "timestamp_ms": 1704100420000, "content": null, "share": {"link": "https:\/\/example.org", "kind": "new"}}
  ],
  "title": "Adam Field",
  "thread_path": "inbox\/oddfile_666",
  "colour": "green"
}
"""


def _instagram_cut() -> Built:
    whole = as_meta(
        thread(
            [ZOE, MIA],
            "inbox/zolindqvist_111",
            said(ZOE, 0, "lost to the cut"),
            said(MIA, 1, "cut in the middle"),
            said(ZOE, 2, "kept"),
            said(MIA, 3, "kept too"),
        )
    )
    files = {
        f"{_NEW}/inbox/zolindqvist_111/message_1.json": whole[: whole.index(b"in the middle")],
        f"{_NEW}/inbox/deep_777/message_1.json": (
            b'{"participants": [{"name": "Adam Field"}, {"name": "Mia Okoro"}], "messages": ['
            b'{"sender_name": "Adam Field", "timestamp_ms": 1704100900000, "content": "before it"},'
            b'{"sender_name": "Adam Field", "photos": ' + b"[" * 500 + b"]" * 500 + b"}]}"
        ),
        f"{_NEW}/inbox/garbled_888/message_1.json": b"{this was: never JSON",
    }
    return Built(
        files,
        "Instagram, layout of 2023: a file that was cut, one that is nested too deep, one that is not "
        "JSON at all.",
    )


def _instagram_names() -> Built:
    twins = thread(
        [ADAM, ADAM, MIA],
        "inbox/twins_999",
        said(ADAM, 0, "which of us is this"),
        said(ZOE, 1, "i left the group later"),
        said("Instagram User", 2, "gone"),
        said("Instagram User", 3, "gone too"),
        title="Twins",
    )
    gone = thread(
        ["Instagram User", MIA],
        "inbox/instagramuser_1234",
        said("Instagram User", 0, "can you keep a secret"),
        said(MIA, 1, "who is this"),
    )
    files = {
        "personal_information/personal_information/personal_information.json": as_meta(PROFILE),
        f"{_NEW}/inbox/twins_999/message_1.json": as_meta(twins),
        f"{_NEW}/inbox/instagramuser_1234/message_1.json": as_meta(gone),
    }
    return Built(
        files,
        "Instagram, layout of 2023: two members with one name, a sender who left, deleted accounts.",
    )


def _instagram_dutch() -> Built:
    dutch = profile(
        E_mailadres="mia@example.org",
        Gebruikersnaam="mia.okoro",
        Naam=MIA,
        Biografie="boeken 📚",
    )
    files = {
        "personal_information/personal_information/personal_information.json": as_meta(dutch),
        f"{_NEW}/inbox/zolindqvist_111/message_1.json": as_meta(
            thread([ZOE, MIA], "inbox/zolindqvist_111", said(ZOE, 0, "hoi"), said(MIA, 1, "hoi!"))
        ),
    }
    return Built(files, "Instagram, layout of 2023, asked for in Dutch: the labels are translated.")


def _instagram_october_2020() -> Built:
    def time(minute: int, offset: str = "+00:00") -> str:
        return f"2020-10-{12 + minute // 60:02}T10:{minute % 60:02}:00.250000{offset}"

    chat = [
        {"sender": "zoe_l", "created_at": time(0), "text": "hoi 👋"},
        {
            "sender": "mia.okoro",
            "created_at": time(1),
            "text": "hey",
            "likes": [{"username": "zoe_l", "date": time(2)}],
        },
        {"sender": "zoe_l", "created_at": time(3), "heart": "❤️"},
        {"sender": "zoe_l", "created_at": time(4), "link": "https://x.org", "text": "https://x.org"},
        {
            "sender": "zoe_l",
            "created_at": time(5),
            "media_owner": "bike.shop",
            "media_share_caption": "new bikes",
            "media_share_url": "Media share unavailable.",
        },
        {
            "sender": "zoe_l",
            "created_at": time(6),
            "story_share": "Shared mia.okoro's story",
            "story_share_type": "default",
            "text": "so nice",
        },
        {
            "sender": "zoe_l",
            "created_at": time(7),
            "story_share": "Shared zoe_l's story",
            "mentioned_username": "mia.okoro",
            "text": None,
        },
        {
            "sender": "zoe_l",
            "created_at": time(8),
            "animated_media_images": {"original": {"height": "10", "url": "https://x.org/a.gif"}},
            "is_random": False,
            "user": {"username": "gifs"},
        },
        {"sender": "zoe_l", "created_at": time(9), "media": "direct/202010/1.jpg"},
        {"sender": "zoe_l", "created_at": time(10), "voice_media": "https://x.org/v.mp4"},
        {"sender": "zoe_l", "created_at": time(11), "video_call_action": "zoe_l started a video chat"},
        {"sender": "zoe_l", "created_at": time(12), "profile_share_username": "priya.n",
         "profile_share_name": PRIYA},
        {"sender": "zoe_l", "created_at": time(13), "location_name": "Library", "city": "Leeds",
         "latitude": 53.8, "longitude": -1.5},
        {"sender": "zoe_l", "created_at": time(14, "+02:00"), "text": "two hours ahead"},
        {"sender": "zoe_l", "created_at": "2020-10-13T10:00:00", "text": "no offset"},
        {"sender": "zoe_l", "created_at": "2020-10-13T10:05:00+00:00", "new_thing": "x"},
    ]  # fmt: skip
    group = [
        {
            "sender": "adam.field",
            "created_at": time(70),
            "action": "adam.field named the group Maths",
        },
        {"sender": "zoe_l", "created_at": time(71), "text": "page 4?"},
    ]
    messages = [
        {"participants": ["zoe_l", "mia.okoro"], "conversation": chat[::-1]},
        {"participants": ["zoe_l", "adam.field", "mia.okoro"], "conversation": group[::-1]},
    ]
    connections = {
        "followers": {"zoe_l": "2020-10-08T12:17:30+00:00"},
        "following": {
            "zoe_l": "2020-10-08T12:18:30+00:00",
            "bike.shop": "2020-10-08T12:19:30+00:00",
        },
        "close_friends": {},
        "blocked_users": {"spam.shop": "2020-10-09T12:17:30+00:00"},
        "permanent_follow_requests": {"adam.field": "2020-10-09T13:17:30+00:00"},
        "following_hashtags": {"bikes": "2020-10-09T13:17:30+00:00"},
        "muted_users": {"x": "2020-10-09T13:17:30+00:00"},
    }
    owner = {"username": "mia.okoro", "name": MIA, "date_joined": "2020-10-08T05:02:38",
             "private_account": True, "biography": "", "email": "mia@example.org"}  # fmt: skip
    files = {
        "messages.json": json.dumps(messages, ensure_ascii=False).encode(),
        "connections.json": json.dumps(connections).encode(),
        "profile.json": json.dumps(owner).encode(),
        "likes.json": b'{"media_likes": []}',
        "direct/202010/1.jpg": NOISE,
    }
    return Built(files, "Instagram, JSON, layout until November 2020: one record of each kind.")


def _instagram_2020_odd() -> Built:
    files = {
        "messages.json": b"""[
  {"participants": ["zoe_l", "mia.okoro"], "conversation": [
    {"sender": "zoe_l", "created_at": "2020-10-12T10:02:00+00:00", "text": "last", "text": "of two"},
    {"sender": "zoe_l", "created_at": "12 October", "text": "no time"},
    {"created_at": "2020-10-12T10:01:00+00:00", "text": "nobody"},
    7
  ]},
  "not a chat",
  {"participants": ["adam.field", "mia.okoro"], "conversation": [
    {"sender": "adam.field", "created_at": "2020-10-12T10:00:00+00:00", "text": "kept"},
    {"sender": "adam.field", "created_at": "2020-10-12T09""",
        "connections.json": b'{"followers": {"zoe_l": 7}, "following": ["zoe_l"]}',
        "profile.json": b"[1]",
    }
    return Built(
        files, "Instagram, layout until November 2020: cut, and with records that are none."
    )


_FACEBOOK_PROFILE = {
    "profile_v2": {
        "name": {"full_name": MIA, "first_name": "Mia", "middle_name": "", "last_name": "Okoro"},
        "emails": {"emails": ["mia@example.org"]},
        "birthday": {"year": 2010, "month": 4, "day": 2},
        "username": "mia.okoro.5",
        "registration_timestamp": 1_600_000_000,
        "profile_uri": "https://www.facebook.com/mia.okoro.5",
    }
}


def _messenger_thread(folder: str, *more: dict[str, Any]) -> dict[str, Any]:
    first = said(ZOE, 0, "hello from the other app 🎉")
    return thread([ZOE, MIA], f"inbox/{folder}", first, said(MIA, 1, "hi"), *more)


def _messenger_before_2024() -> Built:
    sent = said(ZOE, 2, sticker={"uri": "messages/stickers_used/1.png"}, type="Generic")
    files = {
        "profile_information/profile_information.json": as_meta(_FACEBOOK_PROFILE),
        "friends_and_followers/friends.json": as_meta(
            {"friends_v2": [{"name": ZOE, "timestamp": 1_600_000_500}]}
        ),
        "messages/inbox/zoelindqvist_AbC12/message_1.json": as_meta(
            _messenger_thread("zoelindqvist_AbC12", sent)
        ),
        "messages/filtered_threads/someone_XyZ98/message_1.json": as_meta(
            thread(
                ["Some One", MIA], "filtered_threads/someone_XyZ98", said("Some One", 9, "hello")
            )
        ),
        "messages/stickers_used/1.png": NOISE,
    }
    return Built(files, "Messenger, JSON, layout before 2024, with a profile and friends.")


def _messenger_2024() -> Built:
    top = "your_activity_across_facebook/messages"
    files = {
        "personal_information/profile_information/profile_information.json": as_meta(
            _FACEBOOK_PROFILE
        ),
        "connections/friends/removed_friends.json": as_meta(
            {"deleted_friends_v2": [{"name": ADAM, "timestamp": 1_650_000_000}]}
        ),
        "security_and_login_information/account_activity.json": as_meta(
            {
                "account_activity_v2": [
                    {"action": "Login", "timestamp": 1_700_000_000, "ip_address": "192.0.2.7"}
                ]
            }
        ),
        f"{top}/inbox/zoelindqvist_AbC12/message_1.json": as_meta(
            _messenger_thread("zoelindqvist_AbC12")
        ),
        f"{top}/e2ee_cutover/zoelindqvist_AbC12/message_1.json": as_meta(
            thread(
                [ZOE, MIA],
                "e2ee_cutover/zoelindqvist_AbC12",
                said(MIA, 1, "hi"),
                said(ZOE, 5, "this chat is encrypted now"),
            )
        ),
    }
    return Built(
        files,
        "Messenger, JSON, layout of 2024: a thread with a second half in e2ee_cutover, of which one "
        "message stands in both.",
    )


def encrypted(sender: str, minute: float, text: str = "", **more: Any) -> dict[str, Any]:
    """A record of the end-to-end encrypted download."""
    plain = {"isUnsent": False, "media": [], "reactions": [], "type": "text"}
    return {"senderName": sender, "text": text, "timestamp": at(minute)} | plain | more


def _encrypted_zoe() -> bytes:
    return plain_json(
        {
            "participants": [ZOE, MIA],
            "threadName": ZOE,
            "messages": [
                encrypted(MIA, 1, "hi"),
                encrypted(ZOE, 6, "now only here, café included"),
                encrypted(ZOE, 7, damaged("but this was damaged 🎉")),
                encrypted(ZOE, 8, "taken back", isUnsent=True),
                encrypted(
                    MIA,
                    9,
                    type="media",
                    media=[{"uri": "./media/0a1b.jpeg"}, {"uri": "Failed to download media"}],
                    reactions=[{"actor": ZOE, "reaction": "❤"}],
                ),
                encrypted(ZOE, 10, type="call"),
                encrypted(ZOE, 11, "This message is not supported", type="placeholder"),
                encrypted(ZOE, 12, "https://example.org", type="link"),
            ],
        }
    )


def _messenger_end_to_end() -> Built:
    files = {
        "Zoe Lindqvist_1.json": _encrypted_zoe(),
        "Book club_2.json": plain_json(
            {
                "participants": [ZOE, ADAM, MIA],
                "threadName": "Book club",
                "messages": [encrypted(ADAM, 3, "chapter 3 by friday?")],
            }
        ),
        "media/0a1b.jpeg": NOISE,
    }
    return Built(files, "Messenger, the end-to-end encrypted download alone.")


def _messenger_both() -> Built:
    top = "facebook-mia-2025-06-01/your_facebook_activity/messages"
    files = {
        "facebook-mia-2025-06-01/personal_information/profile_information/profile_information.json": (
            as_meta(_FACEBOOK_PROFILE)
        ),
        f"{top}/inbox/zoelindqvist_AbC12/message_1.json": as_meta(
            _messenger_thread("zoelindqvist_AbC12", said(MIA, 20, "back on the old one"))
        ),
        "messages/Zoe Lindqvist_1.json": _encrypted_zoe(),
        "messages/Priya_2.json": plain_json(
            {
                "participants": [PRIYA, MIA],
                "threadName": PRIYA,
                "messages": [encrypted(PRIYA, 2, "same bus tomorrow?")],
            }
        ),
        "messages/media/0a1b.jpeg": NOISE,
    }
    return Built(
        files,
        "Messenger, both downloads of 2025 in one folder: two halves of one thread share one message; "
        "another thread is in the encrypted one only.",
    )


EXPORTS: dict[tuple[str, str], Built] = {
    ("instagram_json", "combined_2026"): _instagram_combined(),
    ("instagram_json", "cut_and_deep"): _instagram_cut(),
    ("instagram_json", "december_2020"): _instagram_2020_12(),
    ("instagram_json", "dutch_profile"): _instagram_dutch(),
    ("instagram_json", "every_kind"): _instagram_kinds(),
    ("instagram_json", "layout_2023"): _instagram_2023(),
    ("instagram_json", "names"): _instagram_names(),
    ("instagram_json", "numbered_files"): _instagram_numbered(),
    ("instagram_json", "odd_text"): _instagram_odd_text(),
    ("instagram_json_2020", "october_2020"): _instagram_october_2020(),
    ("instagram_json_2020", "odd_and_cut"): _instagram_2020_odd(),
    ("messenger_json", "before_2024"): _messenger_before_2024(),
    ("messenger_json", "both_halves"): _messenger_both(),
    ("messenger_json", "cutover_2024"): _messenger_2024(),
    ("messenger_json", "end_to_end_only"): _messenger_end_to_end(),
}

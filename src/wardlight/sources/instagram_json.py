"""Instagram's download as JSON, in the layout used since December 2020."""

import re
from collections.abc import Iterator

from wardlight.sources.export import Export
from wardlight.sources.meta import layout
from wardlight.sources.meta.attachments import finder
from wardlight.sources.meta.identity import Rows, accounts
from wardlight.sources.meta.threads import read_thread
from wardlight.sources.reader import Item, Reader, ReadOptions, Verdict

_ROWS: Rows = (
    (re.compile(r"/(personal|account)_information/personal_information\.json$"), "owner"),
    (re.compile(r"/followers_and_following/followers(_\d+)?\.json$"), "follower"),
    (re.compile(r"/followers_and_following/following(_\d+)?\.json$"), "following"),
    (re.compile(r"/followers_and_following/blocked_(profiles|accounts)\.json$"), "blocked"),
    (re.compile(r"/followers_and_following/restricted_(profiles|accounts)\.json$"), "restricted"),
    (
        re.compile(r"/followers_and_following/(pending|recent)_follow_requests\.json$"),
        "request-sent",
    ),
    (
        re.compile(r"/followers_and_following/follow_requests_you.{1,6}ve_received\.json$"),
        "request-received",
    ),
    (
        re.compile(r"/followers_and_following/recently_unfollowed_(profiles|accounts)\.json$"),
        "unfollowed",
    ),
    (re.compile(r"/followers_and_following/close_friends\.json$"), "close-friend"),
    (re.compile(r"/followers_and_following/removed_suggestions\.json$"), "removed"),
    (re.compile(r"/(profile_changes|profile_information_changes)\.json$"), "profile-changed"),
    (
        re.compile(
            r"/(login_and_account_creation|login_and_profile_creation)/"
            r"(login_activity|logout_activity|signup_information|signup_details)\.json$"
        ),
        "logged-in",
    ),
)


def recognise(export: Export) -> Verdict:
    """By the folders that Instagram alone has; never by what a message says."""
    return layout.verdict(export, "Instagram", "instagram_json", "messenger_json")


def read(export: Export, _options: ReadOptions) -> Iterator[Item]:
    """Accounts, then each thread."""
    owners = yield from accounts(export, _ROWS)
    find = finder(export)
    threads = layout.threads(export, "Instagram")
    for thread in threads:
        yield from read_thread(export, thread, "Instagram", owners, find)
    yield from layout.only_html(export, threads)


READER = Reader(
    name="instagram_json",
    platform="Instagram",
    about="Instagram, the download in JSON form, since December 2020",
    tested=(
        "messages/inbox/ (December 2020 to 2023)",
        "your_instagram_activity/messages/ (2023 to 2026)",
        "inside a combined meta-... download (2026)",
    ),
    owner_told_by="the name in personal_information.json, which is the sender's name in messages",
    zone="UTC, to the millisecond",
    absence=(
        "Messages that were unsent are mostly not in it.",
        "Messages in vanish mode and pictures to be seen once are not in it.",
        "An edited message is there in its last form only.",
        "People are known by display name, as it was on the day of the download.",
        "People who left a group are not among its members.",
        "Only the date range and categories that were ticked are in it.",
    ),
    how_to_ask=(
        "In Instagram: Accounts Centre, Your information and permissions, Export your information. "
        "Choose JSON as the format and All time as the date range."
    ),
    recognise=recognise,
    read=read,
)

"""Facebook Messenger's downloads as JSON: the standard one, the end-to-end encrypted one, or both."""

import re
from collections.abc import Iterator

from wardlight.model import Notice, Ref
from wardlight.sources.export import Export
from wardlight.sources.meta import layout
from wardlight.sources.meta.attachments import finder
from wardlight.sources.meta.identity import Rows, accounts
from wardlight.sources.meta.layout import ThreadFiles
from wardlight.sources.meta.threads import read_thread, with_end_to_end
from wardlight.sources.reader import Item, Reader, ReadOptions, Verdict

_ROWS: Rows = (
    (re.compile(r"/profile_information/profile_information\.json$"), "owner"),
    (re.compile(r"/(friends|friends_and_followers)/(your_friends|friends)\.json$"), "friend"),
    (
        re.compile(r"/(friend_requests_received|received_friend_requests)\.json$"),
        "request-received",
    ),
    (re.compile(r"/rejected_friend_requests\.json$"), "request-received"),
    (re.compile(r"/(friend_requests_sent|sent_friend_requests)\.json$"), "request-sent"),
    (re.compile(r"/removed_friends\.json$"), "removed"),
    (re.compile(r"/blocked_(users|profiles|people)\.json$"), "blocked"),
    (re.compile(r"/profile_update_history\.json$"), "profile-changed"),
    (
        re.compile(r"/(account_activity|logins_and_logouts|where_you.{1,6}re_logged_in)\.json$"),
        "logged-in",
    ),
)

_SINCE_ENCRYPTION = re.compile(
    r"(^|/)(your_activity_across_facebook|your_facebook_activity|e2ee_cutover)/"
)
"""Layouts of downloads made since chats of two became end-to-end encrypted, in December 2023."""


def recognise(export: Export) -> Verdict:
    """By the folders and file shapes that Messenger alone has; never by what a message says."""
    encrypted = layout.end_to_end_files(export)
    if encrypted and not layout.threads(export, "Messenger"):
        said = f"{len(encrypted)} end-to-end encrypted threads such as {encrypted[0].key}"
        return Verdict(1.0, said)
    return layout.verdict(export, "Messenger", "messenger_json", "instagram_json")


def read(export: Export, _options: ReadOptions) -> Iterator[Item]:
    """Accounts, then each thread, with both of its halves where both downloads are here."""
    owners = yield from accounts(export, _ROWS)
    standard = layout.threads(export, "Messenger")
    encrypted = layout.end_to_end_files(export)
    yield from _half_missing(export, standard, encrypted)
    find = finder(export)
    both = with_end_to_end(export, standard, encrypted) if standard and encrypted else None
    for thread in both or standard + encrypted:
        yield from read_thread(export, thread, "Messenger", owners, find)
    yield from layout.only_html(export, standard)


def _half_missing(
    export: Export, standard: list[ThreadFiles], encrypted: list[ThreadFiles]
) -> Iterator[Notice]:
    """Said at the first file of the half that is here."""
    members = [member for each in standard for member in each.halves[0].members]
    if encrypted and not standard:
        here = Ref(export.source(encrypted[0].halves[0].members[0]), "")
        yield Notice("half-missing", here, "the standard download is not here")
    elif not encrypted and any(_SINCE_ENCRYPTION.search(member.path) for member in members):
        here = Ref(export.source(members[0]), "")
        yield Notice("half-missing", here, "the end-to-end encrypted download is not here")


READER = Reader(
    name="messenger_json",
    platform="Messenger",
    about="Facebook Messenger, the download in JSON form, and its end-to-end encrypted download",
    tested=(
        "messages/ (before 2024)",
        "your_activity_across_facebook/messages/ (2024)",
        "your_facebook_activity/messages/ (2025 and later)",
        "NAME_N.json of the end-to-end encrypted download (since December 2023)",
    ),
    owner_told_by=(
        "the name in profile_information.json, which is the sender's name in messages; "
        "the end-to-end encrypted download does not tell"
    ),
    zone="UTC, to the millisecond",
    absence=(
        "End-to-end encrypted messages are in a download of their own.",
        "Messages that were unsent are mostly not in it.",
        "An edited message is there in its last form only.",
        "People are known by display name, as it was on the day of the download.",
        "People who left a group are not among its members.",
        "Only the date range and categories that were ticked are in it.",
    ),
    how_to_ask=(
        "In Facebook: Accounts Centre, Your information and permissions, Export your information, "
        "with JSON as the format and All time as the date range. Then, on a computer, "
        "messenger.com/secure_storage/dyi for the end-to-end encrypted messages."
    ),
    recognise=recognise,
    read=read,
)

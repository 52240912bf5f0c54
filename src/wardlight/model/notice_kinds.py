"""Every kind of notice: one row each, with what it means and what to do.

A reader that needs a new one adds a row here; docs/reference/notices.md is generated from it.
"""

from msgspec import Struct


class NoticeKind(Struct, frozen=True):
    """One kind of notice.

    Attributes:
        what: What was seen, as a heading.
        meaning: What it means for what is reported.
        next_step: What a person can do; empty where there is nothing to do.
    """

    what: str
    meaning: str
    next_step: str = ""


_NEW_EXPORT = "Ask the app for a new export and keep this one unchanged."

NOTICE_KINDS: dict[str, NoticeKind] = {
    # the container
    "member-refused": NoticeKind(
        "A file in the archive was refused",
        "Its name or kind could do harm (a path that leaves the archive, an absolute path, a link, "
        "a second file under one name). It was not read.",
        "If it held messages, ask for the export again.",
    ),
    "member-locked": NoticeKind(
        "A file in the archive is behind a password",
        "It was not read. Wardlight never asks for a password.",
        "Ask the owner for a copy without a password, or unpack it with the tool that made it.",
    ),
    "same-file": NoticeKind(
        "The same file stands in two parts",
        "It was read once, so that no message counts twice.",
    ),
    "member-too-large": NoticeKind(
        "A file in the archive met a limit",
        "Reading it was stopped. What had been read of it is kept and marked partial.",
        "If you trust where it came from, unpack it and point wardlight at the folder.",
    ),
    "member-damaged": NoticeKind(
        "A file could not be read to its end",
        "It is cut or damaged. Records before the damage are kept; those after it are not here.",
        _NEW_EXPORT,
    ),
    "archive-damaged": NoticeKind(
        "The archive is cut or damaged",
        "Files that could still be found in it were read. Others may be missing.",
        _NEW_EXPORT,
    ),
    "name-not-utf8": NoticeKind(
        "A file name in the archive is not written in UTF-8",
        "The name shown is a reading of it; the file itself was read as it is.",
    ),
    "part-missing": NoticeKind(
        "This looks like one part of an export in several parts",
        "Messages or pictures that are in another part are not in this report.",
        "Give all parts at once, or a folder that holds them.",
    ),
    # records
    "record-unread": NoticeKind(
        "A record was not understood",
        "It is counted, and its place is given, but it was not assessed.",
        "Look at that place in the export.",
    ),
    "file-unread": NoticeKind(
        "A file that should hold messages was not understood",
        "Nothing in it was assessed.",
        _NEW_EXPORT,
    ),
    "unknown-field": NoticeKind(
        "A record has fields that this version does not know",
        "What is known of it was read; the named fields were not.",
        "Tell the project which app and date the export is from.",
    ),
    "field-unread": NoticeKind(
        "A field of a record was not understood",
        "It is of another type than it should be. The rest of the record was read.",
        "Look at that place in the export.",
    ),
    "order-mended": NoticeKind(
        "A file was not in order of time",
        "Its messages are shown by time. The place of each in the file is kept.",
    ),
    "duplicate-key": NoticeKind(
        "A record says one thing twice",
        "A field stands there more than once, so it can be read in two ways. The last one is shown.",
        "Look at that place in the export before relying on it.",
    ),
    "lone-surrogate": NoticeKind(
        "A character was broken",
        "It is shown as U+FFFD. The rest of the text is unchanged.",
    ),
    "nested-too-deep": NoticeKind(
        "A file is nested deeper than any real export",
        "Reading stopped there. Records before that place are kept.",
        _NEW_EXPORT,
    ),
    "text-not-repaired": NoticeKind(
        "Text could not be put right",
        "The export writes letters and emoji in a damaged way. This text did not follow the usual "
        "pattern and is shown as it stands.",
    ),
    "not-utf8": NoticeKind(
        "A text file is not UTF-8",
        "It was read in another encoding, so some letters may be wrong.",
        "Export the chat again without opening it in another program.",
    ),
    "nul-bytes": NoticeKind(
        "A text file has NUL bytes in it",
        "They are shown as U+0000. A file that an app wrote has none.",
        "Export the chat again.",
    ),
    "line-too-long": NoticeKind(
        "A line is longer than any message an app allows",
        "It was read whole, but it may not be what the app wrote.",
    ),
    "time-unread": NoticeKind(
        "A time could not be read",
        "The message is kept in its place, without a time.",
    ),
    "time-impossible": NoticeKind(
        "A time is not possible",
        "It lies outside the years that phones have sent messages in. The message is kept.",
    ),
    "clock-backwards": NoticeKind(
        "Times go backwards",
        "The order of the export was kept. The clock may have been changed, or messages edited.",
    ),
    "no-zone": NoticeKind(
        "The export does not say which time zone its times are in",
        "They are what the exporting phone showed. Minutes between messages are right; the hour of "
        "the day may not be.",
        "Say where the phone was set to with --timezone.",
    ),
    "date-order-inferred": NoticeKind(
        "Day and month order was worked out from the whole file",
        "Every date in the file fits this order and not the other.",
    ),
    "date-order-unknown": NoticeKind(
        "Day and month cannot be told apart",
        "Every date in the file could be read both ways. The order of messages is not affected; "
        "the dates may be.",
        "Say which it is with --day-first or --month-first.",
    ),
    "forged-looking-line": NoticeKind(
        "A message holds a line that is shaped like a message",
        "A text export cannot show whether somebody typed it. It was kept inside the message.",
        "Look at the chat on the phone itself.",
    ),
    "near-cap": NoticeKind(
        "The export may have been cut at the app's limit",
        "The app leaves out the oldest messages beyond its limit, and does not say so.",
        "Ask the owner whether the chat is older than the first message here.",
    ),
    "file-may-continue": NoticeKind(
        "A numbered file is missing",
        "Messages between the numbered files on each side of it are not in this report.",
        _NEW_EXPORT,
    ),
    "same-name": NoticeKind(
        "Two people in a chat have the same display name",
        "The export knows people by display name only, so their messages cannot be told apart.",
    ),
    "deleted-account": NoticeKind(
        "An account was deleted",
        "The app shows all deleted accounts under one name, so several people may be merged.",
    ),
    "sender-not-listed": NoticeKind(
        "Somebody wrote who is not listed as a member",
        "They may have left the chat. Their messages are shown.",
    ),
    "attachment-missing": NoticeKind(
        "Something that was sent is not in the export",
        "It is listed by name. It may be in another part, or may have been left out.",
    ),
    "half-missing": NoticeKind(
        "Only one half of a chat may be here",
        "Messenger keeps end-to-end encrypted messages in a download of their own.",
        "Ask for both downloads and give them to wardlight together.",
    ),
    "halves-merged": NoticeKind(
        "Two halves of one chat were put together",
        "The same message in both halves is counted once.",
    ),
    "duplicate-record": NoticeKind(
        "The same message stands in two files",
        "It was read once.",
    ),
    "html-export": NoticeKind(
        "This is the HTML form of the export",
        "It has no time zone, shows times to the minute and leaves out fields.",
        "Ask the app for the same export again as JSON, and keep this one.",
    ),
    "owner-unknown": NoticeKind(
        "The export does not say whose it is",
        "Both sides of each chat were looked at in the same way.",
        "Say who the child is with --child.",
    ),
    "owner-conflicting": NoticeKind(
        "The export names more than one owner",
        "Whose messages are the child's is not certain.",
        "Say who the child is with --child.",
    ),
}

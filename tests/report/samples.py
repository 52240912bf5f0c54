"""Hand-made findings for the tests of what is shown. Invented people, leaflet-plain words."""

from typing import Any

from msgspec.structs import replace

from wardlight.findings import (
    AccountStatement,
    Actor,
    Assessment,
    ContactFinding,
    Contribution,
    Coverage,
    Explanation,
    ExportStatement,
    FileCoverage,
    Milestone,
    NotRun,
    Observed,
    Owner,
    Part,
    Said,
    ThreadStatement,
    TimelineRow,
    Warned,
    Where,
)
from wardlight.words import BASE_RATE, CLOSING

CHAT = "inbox/ten_1"
HOSTILE = "[red]\u202egpj.\x1b[31m</script><b>\u200bA"


def at(minutes: float) -> str:
    return f"2026-03-07 19:{int(minutes):02}:{int(minutes * 60) % 60:02} UTC"


def milestone(message: int, minutes: float, thread: str = CHAT) -> Milestone:
    return Milestone(thread=thread, message=message, minutes=minutes, at=at(minutes))


def observed(
    behaviour: str,
    message: int,
    minutes: float,
    actor: Actor = "contact",
    *,
    thread: str = CHAT,
    words: str | None = None,
) -> Observed:
    return Observed(
        behaviour=behaviour,
        actor=actor,
        thread=thread,
        message=message,
        at=at(minutes),
        minutes=minutes,
        refs=(Where(container="a" * 64, member="message_1.json", pointer=f"/messages/{message}"),),
        because="a request for a picture",
        words=words,
    )


SEEN = (
    observed("age-enquiry", 2, 0.5),
    observed("image-request", 3, 1.2),
    observed("refusal", 4, 2, "child"),
    observed("pressure", 6, 3),
    observed("image-request", 6, 3),
    observed("refusal", 7, 4.5, "child"),
    observed("pressure", 8, 5),
    observed("secrecy", 11, 8),
    observed("will-tell", 13, 12, "child"),
    observed("pressure", 17, 18),
    observed("pressure", 22, 26),
    observed("no-reply", 23, 30, "child"),
    observed("pressure", 23, 30),
)


def thread(name: str = CHAT, title: str = "⚽❤️ 10", messages: int = 29) -> ThreadStatement:
    return ThreadStatement(
        id=name,
        title=title,
        place="message-requests",
        group=False,
        messages=messages,
        from_contact=messages // 2,
        from_child=messages - messages // 2,
        first=at(0),
        last=at(41),
    )


def concerning(**changes: Any) -> ContactFinding:
    finding = ContactFinding(
        contact="⚽❤️ 10",
        relation=None,
        accounts=(
            AccountStatement(
                standing="blocked",
                name=None,
                handle="ten.football.example",
                link="https://www.instagram.com/ten.football.example",
                since=at(41),
                where="connections/blocked_profiles.json#/relationships_blocked_users/0",
            ),
        ),
        threads=(thread(),),
        messages=29,
        verdict="needs-a-look",
        sentence="Asked for a picture by message 3 and asked again after the child said no.",
        score=14,
        warning=Warned(thread=CHAT, message=6, minutes=3, at=at(3), before_first_photo=True),
        first_ask=milestone(3, 1.2),
        first_photo=milestone(21, 24),
        photos_from_child=2,
        photos=(milestone(21, 24), milestone(25, 33)),
        contributions=(
            Contribution(name="image-request", value=6, because="asked for a picture 2 times"),
            Contribution(name="pressure", value=10, because="asked again after a refusal"),
            Contribution(name="known-contact", value=-2, because="the child follows the account"),
        ),
        observations=SEEN,
        counts={"age-enquiry": 1, "image-request": 2, "pressure": 5, "secrecy": 1, "refusal": 2},
        lowered=("the child follows the account",),
        looked_for=("threat", "meeting", "gift-offer"),
    )
    return replace(finding, **changes)


def quiet(name: str = "Mum", messages: int = 24) -> ContactFinding:
    return concerning(
        contact=name,
        relation="family",
        accounts=(),
        threads=(thread(f"inbox/{name}", name, messages),),
        messages=messages,
        verdict="nothing-found",
        sentence="Nothing found in 24 messages.",
        score=0,
        warning=None,
        first_ask=None,
        first_photo=None,
        photos_from_child=0,
        photos=(),
        contributions=(),
        observations=(),
        counts={},
        lowered=(),
    )


def assessment(*contacts: ContactFinding, **changes: Any) -> Assessment:
    made = Assessment(
        wardlight="0.1.0",
        export=ExportStatement(
            name="instagram-ella.marsh.example-2026-03-14-EXAMPLE.zip",
            digest="a" * 64,
            parts=(Part(name="instagram-EXAMPLE.zip", sha256="a" * 64, size=31_000),),
            reader="instagram-json",
            platform="Instagram",
            reason="8 files named message_N.json in your_instagram_activity/messages",
            absence=(
                "Messages that were unsent are usually missing.",
                "Vanish mode is not exported.",
            ),
        ),
        coverage=Coverage(
            records=160,
            messages=150,
            accounts=8,
            unread=2,
            unexplained=0,
            first=at(0),
            last=at(41),
            counts={
                "files": 17,
                "files read": 12,
                "files partial": 1,
                "files listed": 3,
                "files skipped": 1,
            },
            files=(
                FileCoverage(
                    path="a/message_1.json", size=900, status="read", records=29, messages=29
                ),
                FileCoverage(
                    path="b/message_1.json",
                    size=90,
                    status="partial",
                    why="cut at byte 812",
                    records=3,
                    messages=3,
                ),
                FileCoverage(path="a/photos/1.jpg", size=16, status="listed", why="media"),
            ),
        ),
        owner=Owner(name="Ella Marsh", told_by="export", handle="ella.marsh.example"),
        notices=(
            Said(
                kind="member-damaged",
                where="b/message_1.json",
                what="A file could not be read to its end",
                detail="cut at byte 812",
                meaning="It is cut or damaged. Records before the damage are kept.",
                next_step="Ask the app for a new export and keep this one unchanged.",
                times=2,
            ),
        ),
        not_run=(
            NotRun(
                what="Languages other than English", why="this version has words for English only"
            ),
        ),
        contacts=contacts or (concerning(), quiet(), quiet("Nan")),
        base_rate=BASE_RATE,
        closing=CLOSING,
    )
    return replace(made, **changes)


def row(number: int, words: str, actor: Actor | None = "contact", /, **changes: Any) -> TimelineRow:
    made = TimelineRow(
        thread=CHAT,
        message=number,
        at=at(number),
        actor=actor,
        sender="⚽❤️ 10" if actor == "contact" else "Ella Marsh",
        kind="text",
        words=words,
        attachments=(),
        observed=tuple(each for each in SEEN if each.message == number),
        score=min(number, 14),
        warned_here=number == 6,
        where=f"message_1.json#/messages/{number}",
    )
    return replace(made, **changes)


def explanation(rows: tuple[TimelineRow, ...] = (), **changes: Any) -> Explanation:
    made = Explanation(
        finding=concerning(),
        owner=assessment().owner,
        not_run=assessment().not_run,
        rows=rows or tuple(row(number, f"line {number}") for number in range(1, 30)),
        base_rate=BASE_RATE,
        closing=CLOSING,
    )
    return replace(made, **changes)

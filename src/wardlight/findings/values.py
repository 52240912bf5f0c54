"""What is told to a person: by contact, the verdict sentence first. Values only; no rules, no export formats.

These values are the JSON of ``wardlight assess --json`` field by field, so the schema in
docs/reference is generated from them. Nothing here quotes a message unless a person asked for that contact's words
(``words``).
"""

from typing import Literal

from msgspec import Struct

from wardlight.findings.recontact import Question

Verdict = Literal["needs-a-look", "some-signs", "nothing-found"]
Actor = Literal["contact", "child"]


class Part(Struct, frozen=True, kw_only=True):
    """One container of the export.

    Attributes:
        name: The file's or folder's name, without the path to it.
        sha256: Of the file's bytes; of a folder, over its files' digests.
        size: In bytes.
    """

    name: str
    sha256: str
    size: int


class ExportStatement(Struct, frozen=True, kw_only=True):
    """Which export was read, and by what; and what it means when something is not in such an export.

    Attributes:
        name: File or folder names, joined by ``+`` where there are several.
        digest: SHA-256 of the one part, or over the parts' digests in order.
        parts: The containers, each with its own digest.
        reader: The reader that read it, as ``--reader`` takes it.
        platform: The app.
        reason: Why this reader was sure.
        absence: What it means when something is not in such an export.
    """

    name: str
    digest: str
    parts: tuple[Part, ...]
    reader: str
    platform: str
    reason: str
    absence: tuple[str, ...] = ()


class FileCoverage(Struct, frozen=True, kw_only=True):
    """One file of the export and what became of it.

    Attributes:
        path: Inside the export, as it is written there.
        size: In bytes, unpacked.
        records: Counted in the file, apart from what was made of them.
        messages: Records that became messages (what the app itself wrote counts here too).
        accounts: Records of identity files.
        unread: Records that a notice stands for.
        unexplained: records less messages, accounts and unread. Anything but 0 is a defect.
        status: ``read``, ``partial`` (reading had to stop), ``listed`` (media: named, never
            opened), ``skipped`` (not a file of messages or accounts).
        why: For all but ``read``.
    """

    path: str
    size: int
    status: Literal["read", "partial", "listed", "skipped", "refused"]
    why: str = ""
    records: int = 0
    messages: int = 0
    accounts: int = 0
    unread: int = 0
    unexplained: int = 0


class Coverage(Struct, frozen=True, kw_only=True):
    """What was read of the export, reconciled.

    Files that were listed or skipped are named up to a bound and always counted, because an export can hold a
    hundred thousand pictures.

    Attributes:
        records: Counted in the files that were read.
        messages: Records that became messages.
        accounts: Records of identity files.
        unread: Records that a notice stands for.
        unexplained: What is left over. Anything but 0 is a defect.
        first: Time of the earliest message, on the export's own clock.
        last: Time of the latest.
        counts: Files by what became of them, and messages by kind.
        files: Each file, those that were read first.
        not_named: How many files are counted and not named here.
    """

    records: int
    messages: int
    accounts: int
    unread: int
    unexplained: int
    first: str | None
    last: str | None
    counts: dict[str, int]
    files: tuple[FileCoverage, ...]
    not_named: int = 0


class Owner(Struct, frozen=True, kw_only=True):
    """Whose export it is: the child, and how that is known.

    Attributes:
        name: As it stands beside the child's own messages.
        told_by: The export's own files, the name of the file, or a person (``--child``).
        handle: The child's user name, where the export has it.
    """

    name: str
    told_by: Literal["export", "file name", "person"]
    handle: str | None = None


class Said(Struct, frozen=True, kw_only=True):
    """A notice in words.

    Attributes:
        kind: The row of docs/reference/notices.md.
        where: The file, and the place in it, of the first one.
        what: What was seen.
        detail: What exactly, of the first one, in counts and names. Never a message's text.
        meaning: What it means for what is reported.
        next_step: What a person can do; empty where there is nothing to do.
        times: Of how many places the same was said.
        elsewhere: The other places, each with what exactly, up to a bound; ``times`` counts them all.
    """

    kind: str
    where: str
    what: str
    detail: str
    meaning: str
    next_step: str
    times: int = 1
    elsewhere: tuple[str, ...] = ()


class NotRun(Struct, frozen=True, kw_only=True):
    """Something that could have been looked for and was not. Its absence can hide risk.

    Attributes:
        what: What was not looked for.
        why: Why not.
    """

    what: str
    why: str


class AccountStatement(Struct, frozen=True, kw_only=True):
    """What the export's identity files say of the contact's account.

    Attributes:
        standing: What they say of it, for example ``follower`` or ``blocked``.
        name: Display name, where they have one.
        handle: User name, where they have one.
        link: Profile link, where they have one.
        since: When that began, or was recorded.
        where: The file and the place in it.
    """

    standing: str
    name: str | None
    handle: str | None
    link: str | None
    since: str | None
    where: str


class ThreadStatement(Struct, frozen=True, kw_only=True):
    """One conversation with the contact. ``messages`` counts both sides, without app events.

    Attributes:
        id: The export's own id for it, or its path.
        title: As the export names it.
        place: The folder the app kept it in, for example ``inbox`` or ``message-requests``.
        group: Whether more than two people can write in it.
        messages: From all sides.
        from_contact: From this contact.
        from_child: From the child.
        first: Time of the first message.
        last: Time of the last.
    """

    id: str
    title: str
    place: str
    group: bool
    messages: int
    from_contact: int
    from_child: int
    first: str | None
    last: str | None


class Contribution(Struct, frozen=True, kw_only=True):
    """One named addend of the score. They add up to it exactly; some lower it.

    Attributes:
        name: A behaviour's name, or that of a combination or of what lowers it.
        value: Points; negative where it lowers the score.
        because: In words.
    """

    name: str
    value: int
    because: str


class Where(Struct, frozen=True, kw_only=True):
    """A record's place, and which letters of its text (start, end) an observation rests on.

    Attributes:
        container: SHA-256 of the container.
        member: The file inside it.
        pointer: The place in that file: a JSON pointer, line range, block or row.
        spans: Start and end in the text as it was written, counted in characters.
    """

    container: str
    member: str
    pointer: str
    spans: tuple[tuple[int, int], ...] = ()


class Observed(Struct, frozen=True, kw_only=True):
    """One sighting of one behaviour.

    Attributes:
        behaviour: Its name; its card is in docs/reference/behaviours.md.
        actor: Whose act it is.
        at: When, on the export's own clock.
        refs: Where it stands in the export.
        thread: The id of the thread it was seen in.
        message: Its number in that thread, from 1, over both sides.
        minutes: Since the thread's first message; None where times do not tell.
        because: In words, without quoting the message.
        words: The message itself, only where a person asked for this contact's words.
    """

    behaviour: str
    actor: Actor
    thread: str
    message: int
    at: str | None
    minutes: float | None
    refs: tuple[Where, ...]
    because: str
    words: str | None = None


class Warned(Struct, frozen=True, kw_only=True):
    """The message at which the score first called for a look. Fixed: later messages do not move it.

    Attributes:
        thread: The id of the thread.
        minutes: Since the thread's first message; None where times do not tell.
        at: When, on the export's own clock.
        message: Number in the contact's thread, from 1, over both sides.
        before_first_photo: Whether it came before the first picture the child sent; None where
            the child sent none.
    """

    thread: str
    message: int
    minutes: float | None
    at: str | None
    before_first_photo: bool | None


class Milestone(Struct, frozen=True, kw_only=True):
    """A first time: of an ask, of a picture.

    Attributes:
        thread: The id of the thread.
        message: Its number in that thread, from 1, over both sides.
        minutes: Since the thread's first message; None where times do not tell.
        at: When, on the export's own clock.
    """

    thread: str
    message: int
    minutes: float | None
    at: str | None


class Changed(Struct, frozen=True, kw_only=True):
    """One thing that would be otherwise, and what would then be told.

    Attributes:
        name: The behaviour or fact.
        added: It is added to what was seen; else it is taken away.
        what: In words.
        score: What the score would then be.
        verdict: What that score would be told as.
    """

    name: str
    added: bool
    what: str
    score: int
    verdict: Verdict


class ContactFinding(Struct, frozen=True, kw_only=True):
    """One contact, across threads and accounts.

    Attributes:
        contact: The display name, as the export has it.
        accounts: What the export's identity files say of it.
        threads: The conversations with it.
        messages: From this contact and from the child, over those threads.
        verdict: The word for it.
        sentence: The same in words, first of all that is told.
        warning: Where the score first called for a look; None where it did not.
        first_ask: The first time a picture was asked for.
        first_photo: The first picture or video that the child sent.
        contributions: What the score is made of.
        observations: Everything that was seen, in order.
        counts: How often each behaviour was seen, by name.
        relation: What a person tagged them as, for example ``family``; None where nobody did.
        score: The sum of ``contributions``, from the thread that needs a look most.
        photos_from_child: Pictures and videos the child sent, as the export lists them.
        photos: Where the child sent them, one for each message, up to a bound; the timeline
            picture is drawn from these.
        lowered: What lowered the score, in words.
        looked_for: Behaviours looked for and not found.
        thin: Why there is little to judge by, in words; empty where there is enough.
        changes: Single things that would have told it otherwise.
    """

    contact: str
    relation: str | None
    accounts: tuple[AccountStatement, ...]
    threads: tuple[ThreadStatement, ...]
    messages: int
    verdict: Verdict
    sentence: str
    score: int
    warning: Warned | None
    first_ask: Milestone | None
    first_photo: Milestone | None
    photos_from_child: int
    photos: tuple[Milestone, ...] = ()
    contributions: tuple[Contribution, ...]
    observations: tuple[Observed, ...]
    counts: dict[str, int]
    lowered: tuple[str, ...]
    looked_for: tuple[str, ...]
    thin: str = ""
    changes: tuple[Changed, ...] = ()


class Assessment(Struct, frozen=True, kw_only=True):
    """All that ``assess`` found, contacts in order of concern.

    Attributes:
        wardlight: The version that made it.
        export: Which export was read, and by what.
        coverage: What was read of it, reconciled.
        owner: The child; None where nobody has said who that is.
        notices: What has to be known about what was read, or was not.
        not_run: What was not looked for.
        contacts: The one that most needs a look first.
        base_rate: How often a flag like this is right; printed beside every verdict.
        closing: That nothing found is not the same as safe, and that a person decides.
        questions: Whether a contact who was stopped may be back under another name: for a person to look at both.
        lines: Where the lines between the verdicts were: ``standard``, ``strict``, ``sensitive``, or a file of weights.
        child_age: How old the child was, in years, as a person said with ``--child-age``; None where nobody has.
    """

    wardlight: str
    export: ExportStatement
    coverage: Coverage
    owner: Owner | None
    notices: tuple[Said, ...]
    not_run: tuple[NotRun, ...]
    contacts: tuple[ContactFinding, ...]
    base_rate: str
    closing: str
    questions: tuple[Question, ...] = ()
    lines: str = "standard"
    child_age: int | None = None


class TimelineRow(Struct, frozen=True, kw_only=True):
    """One message of an explained thread, with what was seen in it.

    Attributes:
        thread: The id of the thread.
        message: Its number in that thread, from 1; None for what the app itself wrote.
        at: When, on the export's own clock.
        sender: The display name.
        kind: What it is, for example ``text`` or ``media``.
        observed: What was seen in it.
        warned_here: The warning was fixed here.
        where: Its place in the export.
        message: Its number in the thread; None for what the app itself wrote.
        actor: Whose side; None for the app and for other members of a group.
        words: The text with nothing changed; empty where there is none.
        attachments: Names only.
        score: The score after it.
    """

    thread: str
    message: int | None
    at: str
    actor: Actor | None
    sender: str | None
    kind: str
    words: str
    attachments: tuple[str, ...]
    observed: tuple[Observed, ...]
    score: int
    warned_here: bool
    where: str


class Explanation(Struct, frozen=True, kw_only=True):
    """Why, why not, what was looked for and not found, for one contact.

    Attributes:
        finding: As in an assessment.
        owner: The child; None where nobody has said who that is.
        not_run: What was not looked for.
        rows: The messages, in order.
        base_rate: How often a flag like this is right.
        closing: That nothing found is not the same as safe, and that a person decides.
    """

    finding: ContactFinding
    owner: Owner | None
    not_run: tuple[NotRun, ...]
    rows: tuple[TimelineRow, ...]
    base_rate: str
    closing: str

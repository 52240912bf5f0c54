"""Who is looked at in a thread, and whose side each message is on."""

from collections.abc import Sequence

from msgspec.structs import replace

from tests.chat import direct_thread, messages
from wardlight.behaviours import matcher
from wardlight.findings.contacts import triage
from wardlight.findings.sides import Sides, actor_in, sides_of
from wardlight.findings.values import ContactFinding
from wardlight.findings.watch import ThreadWatch
from wardlight.model import Account, Message, Ref, Source, Thread
from wardlight.risk import Context

KNOWN = Sides("Child", "person")
ASKS = ["x: send me a pic of you", "c: no", "x: please please"]


def watched(
    lines: Sequence[str], thread: Thread | None = None, sides: Sides = KNOWN
) -> dict[str, ContactFinding]:
    thread = thread or direct_thread()
    watch = ThreadWatch(
        thread, sides, matcher(), lambda _t, _n: Context(group=thread.group), lambda _n: False
    )
    for message in messages(lines, thread):
        watch.take(message)
    watch.close()
    return {finding.contact: finding for finding in triage([watch], [], {})}


def thread(*names: str, group: bool = False, other: str | None = None) -> Thread:
    return Thread("t", "Title", names, group, "inbox", "Test", other)


def test_in_a_chat_of_two_only_the_other_side_is_looked_at() -> None:
    assert set(watched(ASKS)) == {"Contact"}


def test_a_renamed_contact_is_still_one_contact() -> None:
    found = watched(["x: send me a pic of you", "c: no", "New name: please please"])
    assert set(found) == {"Contact"}
    assert found["Contact"].verdict == "needs-a-look"


def test_what_the_child_wrote_first_counts() -> None:
    found = watched(["c: hello", "c: are you there", "x: hi"])
    assert found["Contact"].threads[0].from_child == 2


def test_a_contact_who_never_answered_is_still_listed() -> None:
    found = watched(["c: hello", "c: happy birthday"], thread("Child", "Grandma"))
    assert list(found) == ["Grandma"]
    assert found["Grandma"].messages == 2


def test_without_an_owner_each_side_is_looked_at_as_the_contact() -> None:
    found = watched(ASKS, sides=Sides())
    assert set(found) == {"Contact", "Child"}
    assert found["Contact"].verdict == "needs-a-look"
    assert found["Child"].verdict == "nothing-found"


def test_without_an_owner_numbers_and_sides_are_as_with_one() -> None:
    lines = ["c: hi", "x: hi", *ASKS]
    with_owner, without = watched(lines)["Contact"], watched(lines, sides=Sides())["Contact"]
    assert without.warning == with_owner.warning
    assert without.contributions == with_owner.contributions


def test_the_format_may_name_the_other_side() -> None:
    found = watched(ASKS, thread("Child", "Contact", other="Contact"), Sides())
    assert set(found) == {"Contact"}


def test_in_a_group_each_other_member_is_looked_at() -> None:
    group = thread("Child", "Contact", "Sam", group=True)
    found = watched(["Sam: hi all", *ASKS, "Sam: lol"], group)
    assert set(found) == {"Contact", "Sam"}
    assert found["Sam"].verdict == "nothing-found"
    assert found["Contact"].counts["pressure"] == 1
    assert any(each.name == "in a group" for each in found["Contact"].contributions)


def test_in_a_group_the_child_answers_whoever_spoke_last() -> None:
    group = thread("Child", "Contact", "Sam", group=True)
    found = watched(["x: send me a pic of you", "Sam: hello", "c: no", "x: please"], group)
    assert "refusal" not in found["Contact"].counts
    assert found["Sam"].threads[0].from_child == 1


def test_two_people_of_one_name_are_on_either_side() -> None:
    twins = thread("Child", "Child")
    (message,) = messages(["c: hi"], twins)
    assert actor_in(twins, KNOWN, message) == "either"


def test_a_field_of_the_format_stands_before_names() -> None:
    (message,) = messages(["x: hi"], direct_thread())
    assert actor_in(message.thread, KNOWN, replace(message, direction="owner")) == "child"
    assert actor_in(message.thread, KNOWN, replace(message, direction="conflicting")) == "either"


def test_what_the_app_wrote_has_no_number() -> None:
    chat = direct_thread()
    watch = ThreadWatch(chat, KNOWN, matcher(), lambda _t, _n: Context(), lambda _n: False)
    one, two = messages(["x: hi", "x: hi"], chat)
    event: Message = replace(one, kind="event", sender=None)
    for message in (event, one, event, two):
        watch.take(message)
    assert watch.number == 2


def _account(name: str) -> Account:
    return Account("owner", name, "handle", None, None, Ref(Source("0", "f"), ""))


def test_one_owner_file_tells_and_two_conflict() -> None:
    assert sides_of([_account("Child")], None).child == "Child"
    assert sides_of([_account("Child"), _account("Somebody")], None).conflicting
    assert sides_of([_account("Child"), _account("Somebody")], "Child").child == "Child"
    assert sides_of([], None).child is None


def test_two_deleted_accounts_are_never_put_together() -> None:
    watches = []
    for number in (1, 2):
        gone = Thread(
            f"t{number}",
            "Instagram User",
            ("Child", "Instagram User"),
            group=False,
            place="inbox",
            platform="Test",
        )
        watch = ThreadWatch(gone, KNOWN, matcher(), lambda _t, _n: Context(), lambda _n: False)
        for message in messages(["Instagram User: hi"], gone):
            watch.take(message)
        watches.append(watch)
    assert len(triage(watches, [], {})) == 2

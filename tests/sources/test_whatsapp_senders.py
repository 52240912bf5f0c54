"""Who wrote a line, where neither names nor what the app writes keep to ``Name: text``."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from wardlight.sources.whatsapp.senders import (
    Heads,
    Senders,
    head_of,
    is_of_groups,
    longer_heads,
    same_name,
    senders_of,
    split,
)

LRM = "\u200e"


def found(*lines: str, title: str = "") -> Senders:
    first = Counter(head_of(line) for line in lines)
    longer = Counter(head for line in lines for head in longer_heads(line))
    opening = head_of(lines[0])
    speaks = any(head_of(line) == opening and f": {LRM}" not in line for line in lines)
    return senders_of(Heads(first, longer, "" if speaks else opening), title)


def test_names_in_order_of_appearance() -> None:
    assert found("Ben: a", "Ana: b", "Ben: c: d", "x left").all == ("Ben", "Ana")


def test_a_name_with_a_colon_is_told_by_all_its_lines() -> None:
    lines = ("Team: Swim: a", "Ana: note: b", "Team: Swim: c: d", "Team: Swim:", "Ana: e")
    senders = found(*lines)
    assert senders.all == ("Team: Swim", "Ana")
    assert [split(line, senders) for line in lines] == [
        ("Team: Swim", "a"),
        ("Ana", "note: b"),
        ("Team: Swim", "c: d"),
        ("Team: Swim", ""),
        ("Ana", "e"),
    ]


def test_two_lines_are_not_enough_for_a_longer_name_but_the_title_is() -> None:
    lines = ("Shop: milk: two", "Shop: milk: three")
    assert found(*lines).all == ("Shop",)
    assert found(*lines, title="Shop: milk").all == ("Shop: milk",)


def test_the_shorter_name_is_kept_where_it_has_lines_of_its_own() -> None:
    lines = ("Team: Swim: a", "Team: b")
    senders = found(*lines, title="Team: Swim")
    assert [split(line, senders) for line in lines] == [("Team: Swim", "a"), ("Team", "b")]


def test_what_the_app_says_with_a_colon_is_nobody() -> None:
    lines = (
        'Mum created group "Trip: Easter"',
        'Ana changed the subject from "a: b" to "c"',
        "Messages and calls are end-to-end encrypted. More: tap",
        "Mum: hello",
    )
    senders = found(*lines)
    assert senders.all == ("Mum",)
    assert [split(line, senders)[0] for line in lines] == [None, None, None, "Mum"]


def test_a_number_and_a_push_name_are_kept_as_written() -> None:
    number = "\u202a+44\u00a07700\u00a0900123\u202c"
    assert found(f"{number}: a", "~\u202fReed: b").all == (number, "~\u202fReed")


def test_two_names_that_look_alike_are_two_people() -> None:
    assert found("Ana: a", "\u202eanA: b", "Ana\u200d: c").all == ("Ana", "\u202eanA", "Ana\u200d")
    assert same_name("\u202aAna\u202c", "Ana")
    assert same_name("Zoe\u0308", "Zoë")


def test_a_line_without_a_space_behind_the_colon() -> None:
    senders = found("Ana: a", "Ana:.")
    assert split("Ana:.", senders) == ("Ana", ".")
    assert split("Ana:", senders) == ("Ana", "")
    assert split("Ana:\n\nb: c", senders) == ("Ana", "\n\nb: c")


def test_a_group_of_an_iphone_is_not_a_person() -> None:
    lines = (f"Club: {LRM}a", "Ana: b", "Ben: c", f"Club: {LRM}Ana added Ben")
    senders = found(*lines)
    assert senders.app == "Club"
    assert senders.all == ("Ana", "Ben")
    assert split(lines[3], senders) == (None, f"{LRM}Ana added Ben")


def test_the_other_person_of_two_is_never_taken_for_the_app() -> None:
    senders = found(f"Ben: {LRM}a", "Ana: b", f"Ben: {LRM}c")
    assert senders.app is None
    assert senders.all == ("Ben", "Ana")


def test_what_is_said_in_groups() -> None:
    assert is_of_groups('Mum created group "Trip"')
    assert not is_of_groups("You blocked this contact")


@given(
    st.lists(st.tuples(st.sampled_from(["Ana", "Ben", "Zoë 🌻"]), st.text(max_size=20)), min_size=1)
)
def test_a_line_is_split_and_nothing_of_it_is_lost(said: list[tuple[str, str]]) -> None:
    lines = [f"{name}: {text}" for name, text in said]
    senders = found(*(line.partition("\n")[0] for line in lines))
    for line in lines:
        name, words = split(line, senders)
        assert line == (words if name is None else f"{name}: {words}")

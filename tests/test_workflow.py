"""The main job from end to end, through the public functions."""

import gc
import hashlib
import json
import zipfile
from pathlib import Path

import msgspec
import pytest

import wardlight
from wardlight import workflow
from wardlight.errors import (
    EmptyExport,
    UnknownChild,
    UnknownContact,
    UnknownFormat,
    UnknownReader,
    UnknownZone,
)
from wardlight.findings import Assessment

CONCERNING = "⚽❤️ 10"


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wardlight.build_demo(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def assessment(export: Path) -> Assessment:
    return wardlight.assess(export)


def test_the_story_is_warned_of_before_the_first_photo(assessment: Assessment) -> None:
    first, *others = assessment.contacts
    assert first.contact == CONCERNING
    assert first.verdict == "needs-a-look"
    assert first.warning is not None
    assert first.warning.message <= 6
    assert first.warning.before_first_photo is True
    assert first.photos_from_child == 2
    assert others
    assert {each.verdict for each in others} == {"nothing-found"}


def test_every_record_is_accounted_for(assessment: Assessment) -> None:
    coverage = assessment.coverage
    assert coverage.unexplained == 0
    assert coverage.records == coverage.messages + coverage.accounts + coverage.unread
    assert all(file.unexplained == 0 for file in coverage.files)


def test_every_file_of_the_export_is_named(export: Path, assessment: Assessment) -> None:
    with zipfile.ZipFile(export) as archive:
        names = {info.filename for info in archive.infolist() if not info.is_dir()}
    assert {file.path for file in assessment.coverage.files} == names


def test_contributions_add_up_to_the_score(assessment: Assessment) -> None:
    for contact in assessment.contacts:
        assert contact.score == sum(each.value for each in contact.contributions)


def test_no_message_is_quoted_unless_asked(export: Path, assessment: Assessment) -> None:
    assert all(seen.words is None for each in assessment.contacts for seen in each.observations)
    revealed = wardlight.assess(export, reveal=[CONCERNING])
    assert any(seen.words for seen in revealed.contacts[0].observations)
    assert all(seen.words is None for each in revealed.contacts[1:] for seen in each.observations)


def test_the_digest_is_that_of_the_file(export: Path, assessment: Assessment) -> None:
    assert assessment.export.digest == hashlib.sha256(export.read_bytes()).hexdigest()


def test_a_tag_lowers_and_is_shown(export: Path) -> None:
    tagged = wardlight.assess(export, tags={CONCERNING: "family"})
    contact = next(each for each in tagged.contacts if each.contact == CONCERNING)
    assert contact.relation == "family"
    assert any(each.name == "tagged" and each.value < 0 for each in contact.contributions)


def test_explain_tells_the_same_story(export: Path, assessment: Assessment) -> None:
    explanation = wardlight.explain(export, CONCERNING)
    finding, warning = explanation.finding, assessment.contacts[0].warning
    assert finding.warning == warning
    rows = [row for row in explanation.rows if row.message is not None]
    assert [row.message for row in rows] == list(range(1, finding.messages + 1))
    assert [row.message for row in rows if row.warned_here] == [warning.message if warning else 0]
    assert rows[-1].score == finding.score
    assert sum(len(row.observed) for row in rows) == len(finding.observations)


def test_the_json_reads_back_as_what_it_was(assessment: Assessment) -> None:
    data = msgspec.json.encode(assessment)
    assert msgspec.json.decode(data, type=Assessment) == assessment
    assert list(json.loads(data))[:3] == ["wardlight", "export", "coverage"]


def test_a_folder_gives_the_same_findings(
    export: Path, assessment: Assessment, tmp_path: Path
) -> None:
    with zipfile.ZipFile(export) as archive:
        archive.extractall(tmp_path)
    unpacked = wardlight.assess(tmp_path)
    assert [(each.contact, each.score, each.warning) for each in unpacked.contacts] == [
        (each.contact, each.score, each.warning) for each in assessment.contacts
    ]


def test_without_an_owner_both_sides_are_looked_at(export: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(export) as archive:
        for name in archive.namelist():
            if "/message_requests/" in name and name.endswith(".json"):
                archive.extract(name, tmp_path)
    found = wardlight.assess(tmp_path)
    assert found.contacts[0].contact == CONCERNING
    assert found.contacts[0].verdict == "needs-a-look"


def test_a_large_export_is_read_another_way_with_the_same_findings(
    export: Path, assessment: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("numba", reason="without the extra 'stream' there is one way")
    monkeypatch.setattr(workflow, "MANY", 1)
    monkeypatch.setattr(workflow, "SIEVED_TOGETHER", 8)
    assert wardlight.assess(export) == assessment


def test_python_collects_as_before_once_an_export_is_read(export: Path) -> None:
    seldom, before = [], gc.get_threshold()
    wardlight.assess(export, on_progress=lambda _: seldom.append(gc.get_threshold()[0]))
    assert min(seldom) > before[0]
    assert gc.get_threshold() == before
    with pytest.raises(UnknownReader):
        wardlight.assess(export, reader="carrier_pigeon")
    assert gc.get_threshold() == before


def test_progress_is_told(export: Path) -> None:
    told: list[int] = []
    wardlight.assess(export, on_progress=told.append)
    assert told == sorted(told)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"child": "Nobody At All"}, UnknownChild),
        ({"tags": {"Nobody At All": "family"}}, UnknownContact),
        ({"reveal": ["Nobody At All"]}, UnknownContact),
        ({"timezone": "Mars/Olympus"}, UnknownZone),
        ({"reader": "carrier_pigeon"}, UnknownReader),
    ],
)
def test_an_option_that_names_nothing_is_said(
    export: Path, options: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        wardlight.assess(export, **options)  # type: ignore[arg-type]


def test_explain_of_nobody_is_said(export: Path) -> None:
    with pytest.raises(UnknownContact):
        wardlight.explain(export, "Nobody At All")


def test_an_unknown_format_lists_every_reason(tmp_path: Path) -> None:
    (tmp_path / "notes.bin").write_bytes(b"\x00\x01\x02")
    with pytest.raises(UnknownFormat) as caught:
        wardlight.assess(tmp_path)
    for reader in wardlight.READERS:
        assert reader.name in str(caught.value)


def test_an_export_without_messages_is_not_no_risk(tmp_path: Path) -> None:
    thread = tmp_path / "your_instagram_activity/messages/inbox/sam_1/message_1.json"
    thread.parent.mkdir(parents=True)
    thread.write_text(json.dumps({"participants": [], "messages": [], "title": "Sam"}))
    with pytest.raises(EmptyExport):
        wardlight.assess(tmp_path)


def test_public_names_are_what_is_exported() -> None:
    assert len(set(wardlight.__all__)) == len(wardlight.__all__)
    assert all(hasattr(wardlight, name) for name in wardlight.__all__)


def test_the_same_notice_of_many_files_is_said_once_with_the_places(tmp_path: Path) -> None:
    for number in range(4):
        thread = tmp_path / f"your_instagram_activity/messages/inbox/sam_{number}/message_1.json"
        thread.parent.mkdir(parents=True)
        whole = json.dumps(
            {
                "participants": [{"name": "Sam"}, {"name": "Ana"}],
                "messages": [
                    {"sender_name": "Sam", "timestamp_ms": 1_700_000_000_000, "content": "hi"},
                    {"sender_name": "Sam", "timestamp_ms": 1_700_000_000_001, "content": "hi"},
                ],
            }
        )
        thread.write_text(whole[: -20 - number])
    notices = wardlight.assess(tmp_path).notices
    (cut,) = [each for each in notices if each.kind == "member-damaged"]
    assert cut.times == 4
    assert len({cut.where, *cut.elsewhere}) == 4


def test_an_age_that_a_person_gives_weighs_as_one_that_the_child_wrote(tmp_path: Path) -> None:
    chat = tmp_path / "chat.csv"
    said = ["Sam,hi", "Ella,hi", "Sam,which town do you live in", "Sam,send me a pic of you"]
    chat.write_text("\n".join(["sender,text", *said]), encoding="utf-8")

    def found(age: int | None) -> Assessment:
        columns = {"sender": "sender", "text": "text"}
        return wardlight.assess(chat, child="Ella", child_age=age, columns=columns)

    without = found(None).contacts[0].contributions
    young = found(12)
    assert young.child_age == 12
    added = {*young.contacts[0].contributions} - {*without}
    assert {each.because for each in added} == {"an ask to somebody whose given age is young"}
    assert found(17).contacts[0].contributions == without

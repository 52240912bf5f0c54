"""Time stamps: of an authority on loopback, with misordered certificates, expired, wrong, or of another pack."""

import hashlib
import io
import shutil
import subprocess
from pathlib import Path

import pytest
import pytest_socket

from tests.cli.command import Ran
from tests.evidence.authority import FAKETIME, OPENSSL, Authority, make_authority, seconds, serving
from tests.evidence.packs import NOW, Packed, first, moment, written
from wardlight import workflow
from wardlight.cli.main import run
from wardlight.errors import PackUnreadable, StampRefused
from wardlight.evidence import verify as checking
from wardlight.evidence.redaction import Hide, redact
from wardlight.evidence.timestamp import ask, put_in, request_for
from wardlight.evidence.verify import verify

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="there is no openssl here")
old = pytest.mark.skipif(FAKETIME is None, reason="there is no faketime here (Debian: faketime)")

THEN = "2015-06-01 12:00:00"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("tsa") / "one", "Example Time")


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("tsa") / "two", "Other Time")


@pytest.fixture
def pack(packed: Packed, tmp_path: Path) -> Path:
    return Path(shutil.copy(packed.pack, tmp_path / "pack.zip"))


@pytest.fixture
def loopback() -> None:
    pytest_socket.enable_socket()
    pytest_socket.socket_allow_hosts(["127.0.0.1"])


def stamped(pack: Path, *by: Authority) -> Path:
    for each in by:
        put_in(pack, [("file", each.stamp(request_for(pack)))], NOW)
    return pack


@pytest.mark.usefixtures("loopback")
def test_only_a_digest_is_sent(pack: Path, authority: Authority) -> None:
    with serving(authority) as (url, sent):
        answer = ask(url, request_for(pack))
    done = put_in(pack, [(url, answer)], NOW)
    assert done[0].source == url
    signature = Packed(pack, pack).files()["seal/root.txt.sig"]
    assert len(sent[0]) <= 102
    assert hashlib.sha512(signature).digest() in sent[0]
    found = verify(pack, tsa_roots=[authority.root])
    assert found.grade == "sealed-before"
    assert "Example Time" in found.sentence
    assert found.sentence.startswith("Sealed before 20")


def test_without_an_authority_to_trust_a_stamp_is_only_read(
    pack: Path, authority: Authority
) -> None:
    found = verify(stamped(pack, authority))
    assert found.grade == "sealed-claimed"
    assert [each.trusted for each in found.stamps] == [False]
    assert found.stamps[0].time
    assert "anybody can make one" in found.stamps[0].note


def test_a_wrong_authority(pack: Path, authority: Authority, other: Authority) -> None:
    stamped(pack, authority)
    assert first(verify(pack, tsa_roots=[other.root])).file == "seal/time-1.tsr"


def test_two_authorities(pack: Path, authority: Authority, other: Authority) -> None:
    stamped(pack, authority, other)
    one = verify(pack, tsa_roots=[other.root])
    assert one.grade == "sealed-before"
    assert [each.trusted for each in one.stamps] == [False, True]
    both = verify(pack, tsa_roots=[other.root, authority.root])
    assert [each.trusted for each in both.stamps] == [True, True]


def test_a_token_of_another_pack(packed: Packed, pack: Path, authority: Authority) -> None:
    workflow.pack(packed.export, pack.with_name("other.zip"), moment(seed=2))
    foreign = authority.stamp(request_for(pack.with_name("other.zip")))
    before = pack.read_bytes()
    with pytest.raises(StampRefused, match="something else"):
        put_in(pack, [("file", foreign)], NOW)
    assert pack.read_bytes() == before
    name = "seal/time-1.tsr"
    forced = {name: foreign, "seal/times.txt": checking.times_text({name: foreign})}
    for roots in ([], [authority.root]):
        changed = written(packed.files() | forced, pack.with_name("forced.zip"))
        assert first(verify(changed, tsa_roots=roots)).file == name


@pytest.mark.parametrize("at", [0, 100, -1])
def test_a_token_that_was_damaged(pack: Path, authority: Authority, at: int) -> None:
    files = Packed(stamped(pack, authority), pack).files()
    token = bytearray(files["seal/time-1.tsr"])
    token[at] ^= 1
    changed = written(files | {"seal/time-1.tsr": bytes(token)}, pack.with_name("damaged.zip"))
    assert first(verify(changed)).file == "seal/time-1.tsr"


def test_an_answer_that_is_no_stamp(pack: Path) -> None:
    for answer in (b"", b"<html>no</html>", bytes.fromhex("30053003020102")):
        with pytest.raises(StampRefused):
            put_in(pack, [("file", answer)], NOW)
    assert verify(pack).grade == "sealed-claimed"


def test_misordered_certificates(pack: Path, tmp_path: Path) -> None:
    """Real authorities send them; openssl takes them, and so do we."""
    made = make_authority(tmp_path / "tsa", "Misordered Time", misordered=True)
    found = verify(stamped(pack, made), tsa_roots=[made.root])
    assert found.grade == "sealed-before"


@old
def test_a_certificate_that_has_expired_since(pack: Path, tmp_path: Path) -> None:
    made = make_authority(tmp_path / "tsa", "Old Time", at=THEN, days=300)
    found = verify(stamped(pack, made), tsa_roots=[made.root])
    assert found.grade == "sealed-before"
    assert "2015-06-01 12:00" in found.sentence
    assert found.stamps[0].note == checking.EXPIRED
    plain = _by_hand(pack, made, tmp_path / "plain")
    assert plain.code != 0
    assert "expired" in plain.err
    assert _by_hand(pack, made, tmp_path / "then", "-attime", str(seconds(THEN))).code == 0


@old
def test_a_stamp_made_after_its_certificate_had_expired(pack: Path, tmp_path: Path) -> None:
    made = make_authority(tmp_path / "tsa", "Dead Time", at=THEN, days=300)
    late = Authority(made.folder, made.root, "2020-06-01 12:00:00")
    try:
        stamped(pack, late)
    except AssertionError:
        return  # this openssl will not even make one
    assert first(verify(pack, tsa_roots=[made.root])).file == "seal/time-1.tsr"


def _by_hand(pack: Path, authority: Authority, folder: Path, *more: str) -> Ran:
    """The command of VERIFY.txt."""
    Packed(pack, pack).unpack(folder)
    asked = ["openssl", "ts", "-verify", *more, "-data", "seal/root.txt.sig"]
    asked += ["-in", "seal/time-1.tsr", "-CAfile", str(authority.root)]
    done = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=False)
    return Ran(done.returncode, done.stdout, done.stderr)


def test_a_copy_carries_the_whole_packs_time(
    pack: Path, authority: Authority, tmp_path: Path
) -> None:
    stamped(pack, authority)
    copy = tmp_path / "copy.zip"
    redact(pack, copy, "school", Hide(messages=frozenset({17})), moment())
    found = verify(copy, tsa_roots=[authority.root])
    assert found.grade == "sealed-before"
    assert found.stamps[0].file == "pack/data/original/time-1.tsr"


def test_a_broken_pack_is_not_stamped(packed: Packed, tmp_path: Path) -> None:
    broken = written(packed.files() | {"pack/x": b"x"}, tmp_path / "broken.zip")
    with pytest.raises(PackUnreadable):
        request_for(broken)


def test_the_library_says_the_same_where_there_is_no_openssl(
    pack: Path, authority: Authority, other: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped(pack, authority)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert verify(pack, tsa_roots=[authority.root]).grade == "sealed-before"
    assert verify(pack, tsa_roots=[other.root]).grade == "changed"
    assert verify(pack).stamps[0].time


# --- the verb --------------------------------------------------------------------------------


def test_it_never_goes_online_without_a_yes(
    pack: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sockets are blocked here: to try would fail in another way."""
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert run(["stamp", str(pack), "--tsa", "http://127.0.0.1:1/"]) != 0
    said = capfd.readouterr()
    assert "This goes online" in said.err
    assert "Stopped." in said.err


@pytest.mark.usefixtures("loopback")
def test_one_authority_that_does_not_answer_takes_nothing_from_another(
    pack: Path, authority: Authority, capfd: pytest.CaptureFixture[str]
) -> None:
    with serving(authority) as (url, _), serving(authority, answer=b"no") as (silent, _):
        assert run(["stamp", str(pack), "--yes", "--tsa", silent, "--tsa", url]) == 0
        assert run(["stamp", str(pack), "--yes", "--tsa", silent]) == 1
    said = capfd.readouterr()
    assert "[E408]" in said.err
    assert url in said.out
    assert verify(pack, tsa_roots=[authority.root]).grade == "sealed-before"


def test_by_way_of_files(
    pack: Path, authority: Authority, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    query, answer = tmp_path / "q.tsq", tmp_path / "a.tsr"
    assert run(["stamp", str(pack), "--request", str(query)]) == 0
    answer.write_bytes(authority.stamp(query.read_bytes()))
    assert run(["stamp", str(pack), "--response", str(answer)]) == 0
    assert "Stamped" in capfd.readouterr().out
    assert verify(pack, tsa_roots=[authority.root]).grade == "sealed-before"
    assert run(["stamp", str(pack)]) == 2
    assert run(["stamp", str(pack), "--tsa", "ftp://x/", "--yes"]) == 1

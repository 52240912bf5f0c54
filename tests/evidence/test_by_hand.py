"""The commands that VERIFY.txt prints, in a shell with no Python in its path: they hold where we hold, and fail where we fail."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.evidence.packs import KEY, Packed, moment, with_manifests_anew
from wardlight.evidence.redaction import Hide, redact
from wardlight.evidence.verify import verify

PROGRAMS = ("sh", "sha512sum", "ssh-keygen", "find", "sed", "sort", "cut", "diff", "ls", "grep")

pytestmark = pytest.mark.skipif(
    not all(map(shutil.which, PROGRAMS)), reason=f"one of {', '.join(PROGRAMS)} is not here"
)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with these programs and nothing else."""
    folder = tmp_path_factory.mktemp("bin")
    for each in PROGRAMS:
        (folder / each).symlink_to(str(shutil.which(each)))
    return folder


def commands(folder: Path) -> list[str]:
    """Every command of the page but those for a time stamp, as it is printed."""
    page = (folder / "pack" / "VERIFY.txt").read_text()
    found = [line.strip() for line in page.splitlines() if line.startswith("     ")]
    return [line for line in found if not line.startswith(("openssl", "SHA256:"))]


def holds(folder: Path, path: Path) -> bool:
    """Whether each command says what the page says it has to."""
    (folder / "files.txt").unlink(missing_ok=True)
    for command in commands(folder):
        done = subprocess.run(
            ["sh", "-c", command],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": str(path)},
        )
        says_nothing = command.startswith(("ls", "(cd pack && cut", "(cd pack && find"))
        if says_nothing and done.stdout:
            return False
        if not says_nothing and done.returncode != 0:
            return False
        if command.startswith("ssh-keygen") and KEY.fingerprint not in done.stdout + done.stderr:
            return False
    return True


def test_a_sealed_pack_holds(unpacked: Path, path: Path) -> None:
    assert len(commands(unpacked)) == 6
    assert holds(unpacked, path)


def test_a_copy_holds(packed: Packed, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.zip"
    redact(packed.pack, out, "school", Hide(messages=frozenset({17})), moment())
    assert holds(Packed(out, out).unpack(tmp_path / "copy"), path)


def edited(folder: Path) -> None:
    with (folder / "pack/data/messages.csv").open("ab") as file:
        file.write(b" ")


def deleted(folder: Path) -> None:
    (folder / "pack/data/findings.json").unlink()


def added_inside(folder: Path) -> None:
    (folder / "pack/data/extra").write_bytes(b"")


def added_at_the_root(folder: Path) -> None:
    (folder / "pack/extra").write_bytes(b"")


def added_to_the_seal(folder: Path) -> None:
    (folder / "seal/extra").write_bytes(b"")


def manifests_anew(folder: Path) -> None:
    edited(folder)
    files = {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file()
    }
    for name, content in with_manifests_anew(files).items():
        (folder / name).write_bytes(content)


def signature_swapped(folder: Path) -> None:
    (folder / "seal/root.txt.sig").write_bytes(KEY.sign(b"another root\n"))


@pytest.mark.parametrize(
    "change",
    [
        edited,
        deleted,
        added_inside,
        added_at_the_root,
        added_to_the_seal,
        manifests_anew,
        signature_swapped,
    ],
    ids=lambda each: each.__name__,
)
def test_what_is_changed_does_not(
    unpacked: Path, path: Path, change: Callable[[Path], None]
) -> None:
    change(unpacked)
    assert not holds(unpacked, path)
    assert not verify(unpacked).holds

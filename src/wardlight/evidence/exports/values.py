"""The findings and notices as canonical JSON; and files that are there already."""

from pathlib import Path

from wardlight.evidence.statement import canonical_bytes
from wardlight.evidence.story import Story


def keep(_: Story, path: Path) -> None:
    """The file was made before: it is only taken in."""
    assert path.is_file()


def write_findings(story: Story, path: Path) -> None:
    """``findings.json``."""
    assert story.findings is not None
    path.write_bytes(canonical_bytes(story.findings))


def write_notices(story: Story, path: Path) -> None:
    """``notices.json``: one canonical line for each."""
    path.write_bytes(b"".join(canonical_bytes(each) for each in story.notices))

"""A sealed pack of the demo, made once with a fixed clock, fixed dice and a fixed key."""

from pathlib import Path

import pytest

from tests.evidence.packs import Packed, packed_demo


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Packed:
    return packed_demo(tmp_path_factory.mktemp("packed"))


@pytest.fixture
def unpacked(packed: Packed, tmp_path: Path) -> Path:
    return packed.unpack(tmp_path / "unpacked")

"""The fixtures on disk are what the code beside this says."""

import pytest

from tests.golden import FIXTURES
from tests.sources.whatsapp_exports import EXPORTS, options_json

every_export = pytest.mark.parametrize("name", EXPORTS)


@every_export
def test_a_fixture_is_what_the_code_makes(name: str, update_golden: bool) -> None:  # noqa: FBT001
    folder = FIXTURES / "whatsapp_text" / name
    built = EXPORTS[name]
    texts = {
        "about.md": f"{built.about}\n\nInvented; made by `tests/sources/whatsapp_exports.py`.\n"
    }
    if built.options:
        texts["options.json"] = options_json(built)
    if update_golden:
        for path, content in built.files.items():
            at = folder / "export" / path
            at.parent.mkdir(parents=True, exist_ok=True)
            at.write_bytes(content)
        for path, text in texts.items():
            (folder / path).write_bytes(text.encode())
    on_disk = {
        path.relative_to(folder / "export").as_posix(): path.read_bytes()
        for path in (folder / "export").rglob("*")
        if path.is_file()
    }
    assert on_disk == built.files
    for path, text in texts.items():
        assert (folder / path).read_text(encoding="utf-8") == text

"""The report as one HTML file: no script, nothing fetched, made for a screen reader and for print."""

import base64
import hashlib
from importlib import resources
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from wardlight.evidence.exports import page
from wardlight.evidence.story import Story
from wardlight.report import visible, visible_name
from wardlight.report import wording as say


def write_full(story: Story, path: Path) -> None:
    """``report.html``, with the words of every message."""
    _write(story, path, masked=False)


def write_masked(story: Story, path: Path) -> None:
    """``report-masked.html``, for those who need not read the words."""
    _write(story, path, masked=True)


def _write(story: Story, path: Path, *, masked: bool) -> None:
    """Streamed: a page of a hundred thousand messages is never held whole."""
    templates = pages()
    style = _style(templates)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    stream = templates.get_template("pack.html.j2").stream(
        story=story,
        page=page,
        style=style,
        style_digest=digest,
        masked=masked,
        rows=page.message_rows(story, masked=masked),
    )
    stream.enable_buffering(200)
    with path.open("wb") as file:
        stream.dump(file, encoding="utf-8", errors="backslashreplace")


def pages() -> Environment:
    """The templates of a pack, with those of the report that they use."""
    templates = Environment(
        loader=ChoiceLoader(
            [PackageLoader("wardlight.evidence.exports"), PackageLoader("wardlight.report")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters.update(visible=visible, name=visible_name)
    templates.globals["say"] = say
    return templates


def _style(templates: Environment) -> str:
    """The report's own style, with what only the pack's page has."""
    report = resources.files("wardlight.report").joinpath("style.css").read_text("utf-8")
    return report + templates.get_template("pack.css").render()

"""An export with a group of four, for copies in which somebody is hidden."""

import json
from pathlib import Path

LINES = (
    ("Ella", "hi all"),
    ("Coach Ten", "who is home now"),
    ("Finley Secretname", "not me, the unusualword bus is late"),
    ("Ella", "same"),
    ("Coach Ten", "ella send me a pic"),
    ("Ella", "no"),
    ("Finley Secretname", "what is that about"),
    ("Coach Ten", "please please"),
    ("Ella", "ask Finley SecretName then"),
    ("Coach Ten", "dont tell ur mum"),
)


def group_export(path: Path, lines: tuple[tuple[str, str], ...] = LINES) -> Path:
    """As JSON lines for the table reader: no archive, no media."""
    rows = (
        {
            "sender": sender,
            "text": text,
            "time": f"2026-03-07T19:{minute:02}:00+00:00",
            "thread": "team",
        }
        for minute, (sender, text) in enumerate(lines)
    )
    path.write_text("".join(json.dumps(each) + "\n" for each in rows), "utf-8")
    return path


COLUMNS = {"sender": "sender", "text": "text", "time": "time", "thread": "thread"}

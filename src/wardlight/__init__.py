"""Wardlight: which contact needs a look, which messages say so, and why.

    import wardlight

    assessment = wardlight.assess("instagram-export.zip", child="Ella Marsh")
    for contact in assessment.contacts:
        print(contact.verdict, contact.sentence)

Every verb of the command line is a function here. Nothing in it opens a network connection or a picture.
"""

from wardlight.demo import build_demo
from wardlight.errors import WardlightError
from wardlight.findings import Assessment, ContactFinding, Explanation
from wardlight.report import write_report
from wardlight.sources import READERS, Limits, open_export
from wardlight.version import __version__
from wardlight.workflow import assess, explain

__all__ = [
    "READERS",
    "Assessment",
    "ContactFinding",
    "Explanation",
    "Limits",
    "WardlightError",
    "__version__",
    "assess",
    "build_demo",
    "explain",
    "open_export",
    "write_report",
]

"""What was found as a page that a person can read, print and hand on."""

from wardlight.report.folder import prepare_folder, write_file
from wardlight.report.html import NAMES, json_bytes, report_html, write_report
from wardlight.report.visible import visible, visible_name

__all__ = [
    "NAMES",
    "json_bytes",
    "prepare_folder",
    "report_html",
    "visible",
    "visible_name",
    "write_file",
    "write_report",
]

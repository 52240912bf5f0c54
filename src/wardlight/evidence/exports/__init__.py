"""The files of a pack, in the order a person should meet them: one row each."""

from wardlight.evidence.exports import case_uco, html, pdf, rsmf, tables, values, workbook
from wardlight.evidence.story import Part

PARTS: tuple[Part, ...] = (
    Part("report.pdf", "The record, to print and for court", pdf.write_full),
    Part("report-masked.pdf", "The same with the words of messages hidden", pdf.write_masked),
    Part("report.html", "The record for a browser and a screen reader", html.write_full),
    Part("report-masked.html", "The same with the words of messages hidden", html.write_masked),
    Part("messages.csv", "Every message, for a spreadsheet or a database", tables.write_messages),
    Part("messages.xlsx", "Every message as a workbook", workbook.write),
    Part("chronology.csv", "What happened when, in a school's columns", tables.write_chronology),
    Part("media-listing.csv", "Pictures and videos by name; none is here", tables.write_media),
    Part("messages.jsonl", "Every message in canonical form: what the seal is over", values.keep),
    Part("findings.json", "What was seen, with reasons", values.write_findings),
    Part("notices.json", "What could not be read, and why that matters", values.write_notices),
    Part("case.jsonld", "Every message as CASE/UCO, for case systems", case_uco.write),
    Part("thread.rsmf", "The messages for e-discovery review platforms", rsmf.write),
    Part("custody.jsonl", "Who did what with this, each step bound to the last", values.keep),
    Part("commitment.json", "By which each message can be checked alone", values.keep),
)

COPY_PARTS: tuple[Part, ...] = (
    Part("report.pdf", "The messages that are shown, to print", pdf.write_full),
    Part("report.html", "The same for a browser and a screen reader", html.write_full),
    Part("messages.csv", "The messages that are shown, for a spreadsheet", tables.write_messages),
    Part("messages.xlsx", "The same as a workbook", workbook.write),
    Part("media-listing.csv", "Pictures and videos by name; none is here", tables.write_media),
    Part("messages.jsonl", "The messages that are shown, in canonical form", values.keep),
    Part("custody.jsonl", "That this copy was made, and for whom", values.keep),
    Part("commitment.jsonl", "By which each shown message is checked", values.keep),
)

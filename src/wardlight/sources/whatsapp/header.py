"""How a message line begins: which of all known forms a file writes, and how it is found fast.

An export writes one form throughout, that of the phone that made it. So the form is taken from the
file's first lines, and a line in another form inside a message is somebody's text. What comes after
the header (who, and what) is not looked at here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from wardlight.sources.whatsapp.tables import CLOCK_WORDS, MARKS, SPACES

_M = f"[{MARKS}]*"
_S = f"[{SPACES}]"


def _spelled(word: str) -> str:
    return "".join(_S if letter in SPACES else re.escape(letter) for letter in word)


_HALVES = sorted({*CLOCK_WORDS.morning, *CLOCK_WORDS.afternoon}, key=len, reverse=True)
_HALF = f"(?i:{'|'.join(_spelled(word) for word in ['am', 'pm', *_HALVES])})"

_STEP = rf"{_M}(?:[./\-‐‑–年月]|년|월){_S}?{_M}"
_DATE = rf"\d{{1,4}}{_STEP}\d{{1,2}}{_STEP}\d{{1,4}}{_M}(?:日|일|\.|{_S}г\.|{_S}р\.)?"
_BETWEEN = rf"{_M}(?:[,،，]?{_M}{_S}{_M}(?:(?:kl\.?|klo|at|um|à|o){_S})?|,)"
_CLOCK = (
    rf"\d{{1,2}}(?:[:.]\d{{2}}(?:[:.]\d{{2}})?|{_S}?h{_S}?\d{{2}}(?:{_S}?min{_S}?\d{{2}}{_S}?s)?)"
)
_HOURS = rf"(?:{_S}(?:ч\.|h|Uhr|hodź\.))"
_TIME = rf"{_M}(?:{_HALF}{_S}?)?{_CLOCK}(?:{_S}?{_HALF}(?!\w))?{_HOURS}?{_M}"
_CLOSE = rf"(?(open)\]{_M}{_S}|(?:{_S}[-–—]{_S}|{_S}?:{_S}))"

# Every form there is. The time stands first where Vietnamese phones write it so, and in lines that
# were copied from the app's window.
ANY = re.compile(
    rf"{_M}(?P<open>\[)?(?:"
    rf"(?P<date>{_DATE})(?P<between>{_BETWEEN})(?P<time>{_TIME})"
    rf"|(?P<time_first>{_TIME})(?P<then>{_BETWEEN})(?P<date_last>{_DATE})"
    rf"){_M}(?P<close>{_CLOSE})"
)
# The same at the start of any line, with the line break before it.
ANY_LINE = re.compile("\n" + ANY.pattern)
_DATED = re.compile(rf"{_M}\[?(?:{_TIME}{_BETWEEN})?{_M}{_DATE}")
_TOKEN = re.compile(rf"(?P<digits>\d+)|(?P<space>{_S})|(?P<mark>[{MARKS}]+)|(?P<half>{_HALF})|.")


class Shape(Struct, frozen=True):
    """One form of header, each part a pattern that fits this file's headers and no other form's.

    Attributes:
        open: Whether it stands in brackets.
        date: Of the date. Its separators and the digits of its year are the form's own.
        between: Of what parts date and time.
        time: Of the time, with its word for the half of the day where there is one.
        close: What ends the header.
        time_first: Whether the time comes before the date.
    """

    open: bool
    date: str
    between: str
    time: str
    close: str
    time_first: bool

    @property
    def kind(self) -> tuple[bool, str, str, str, bool]:
        """What two headers of one file always share: date form, clock form, brackets, delimiter.

        A comma or a word beside the time may come and go within one file.
        """
        clock = self.time.replace(_HALF, "").replace(_S, "")
        return self.open, self.date, clock, self.close, self.time_first


class LineForm(Struct, frozen=True):
    """How to find a file's message lines.

    Attributes:
        split: Splits, at each header, text that has a line break before each line. Groups: the
            header, then date and time.
        date_at: Which group the date is.
        time_at: Which group the time is.
        opening: Characters of a header before its date (or time).
        closing: Characters after it.
        seconds: Whether times have seconds.
        crlf: Whether lines may end in U+000D U+000A.
    """

    split: re.Pattern[str]
    date_at: int
    time_at: int
    opening: int
    closing: int
    seconds: bool
    crlf: bool


def shapes_in(lines: Iterable[str]) -> Iterator[Shape]:
    """The form of each line that begins as some export's message line does."""
    for line in lines:
        found = ANY.match(line)
        if found:
            yield _shape(found)


def line_form(lines: Sequence[str]) -> LineForm | None:
    """The form of a file's headers, from its first lines; None where no line begins with one.

    It is the form of the first header: the app wrote that one, and nobody in the chat could.
    """
    shapes = list(shapes_in(lines))
    if not shapes:
        return None
    crlf = any(line.endswith("\r") for line in lines)
    return _compiled([shape for shape in shapes if shape.kind == shapes[0].kind], crlf=crlf)


def likeness(lines: Iterable[str]) -> float:
    """Of the lines that begin with a date, the share that are whole headers; 0 without one."""
    dated = [line for line in lines if _DATED.match(line)]
    return sum(ANY.match(line) is not None for line in dated) / len(dated) if dated else 0.0


def _shape(found: re.Match[str]) -> Shape:
    time_first = found["date"] is None
    date, between, time = (
        (found["date_last"], found["then"], found["time_first"])
        if time_first
        else (found["date"], found["between"], found["time"])
    )
    return Shape(
        found["open"] is not None,
        _pattern_of(date),
        _pattern_of(between),
        _pattern_of(time),
        found["close"],
        time_first,
    )


def _pattern_of(text: str) -> str:
    return "".join(_token_pattern(token) for token in _TOKEN.finditer(text))


def _token_pattern(token: re.Match[str]) -> str:
    if token["digits"]:
        digit = "[0-9]" if token["digits"].isascii() else r"\d"
        return digit + ("{1,2}" if len(token["digits"]) <= 2 else f"{{{len(token['digits'])}}}")
    if token["space"]:
        return _S
    if token["mark"]:
        return _M
    if token["half"]:
        return _HALF
    return re.escape(token[0])


def _compiled(shapes: list[Shape], *, crlf: bool) -> LineForm:
    shape = shapes[0]
    times = sorted({each.time for each in shapes}, key=len, reverse=True)
    between = "|".join(sorted({each.between for each in shapes}, key=len, reverse=True))
    parts = [f"({shape.date})", f"({'|'.join(times)})"]
    if shape.time_first:
        parts.reverse()
    stamp = f"{parts[0]}(?:{between}){parts[1]}"
    opening = rf"{_M}\[" if shape.open else _M
    header = f"{opening}{stamp}{_M}{_pattern_of(shape.close)}"
    return LineForm(
        re.compile(f"\n({header})"),
        3 if shape.time_first else 2,
        2 if shape.time_first else 3,
        int(shape.open),
        len(shape.close),
        shape.kind[2].count("{1,2}") > 2,
        crlf,
    )

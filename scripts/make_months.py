"""Writes src/wardlight/sources/months.toml: what months and halves of the day are called.

Run it after Babel was updated: ``python scripts/make_months.py``. A test runs it too and compares.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import babel
from babel import Locale
from babel.localedata import locale_identifiers

TARGET = Path(__file__).parents[1] / "src" / "wardlight" / "sources" / "months.toml"

# The languages that apps with message exports are offered in. All of CLDR would put a name of every
# month in doubt: "jan" is June in one of its languages. A page in a language that is missing here
# loses its times, with a notice, and no message.
LANGUAGES = """
    af am ar as az be bg bn br bs ca ceb ckb cs cy da de el en es et eu fa fi fil fo fr fy ga gl gu
    ha he hi hr hu hy id is it ja jv ka kk km kn ko ku ky lb lo lt lv mg mk ml mn mr ms mt my nb ne
    nl nn no or pa pl ps pt ro ru sc si sk sl so sq sr sv sw szl ta te tg th tk tr uk ur uz vi xh yo
    zh zu
"""

HEADER = f"""\
# What months and the two halves of a day are called, in lower case and without a closing dot.
# Made by scripts/make_months.py; do not edit.
#
# Source: Unicode CLDR, through Babel {babel.__version__}. Licence: Unicode License v3
# (https://www.unicode.org/license.txt), SPDX Unicode-3.0. Copyright (c) 2004-2025 Unicode, Inc.
#
# Names with a digit in them ("3月") are left out: the number says it.
"""

_CONTEXTS = ("format", "stand-alone")
_WIDTH = 94
_WIDTHS = ("wide", "abbreviated")

Named = dict[str, dict[int, set[str]]]


def months_toml() -> str:
    """The file's whole text."""
    named = _months()
    clear = {name: next(iter(numbers)) for name, numbers in named.items() if len(numbers) == 1}
    clashes = {name: numbers for name, numbers in named.items() if len(numbers) > 1}
    return "\n".join([HEADER, *_by_number(clear), *_clash_rows(clashes), *_period_rows()]) + "\n"


def written(name: str) -> str:
    """A month's name as the file has it."""
    return name.casefold().strip(" .\N{NO-BREAK SPACE}")


def written_period(name: str) -> str:
    """A half of the day as the file has it: "a. m." and "AM" are one."""
    return "".join(letter for letter in name.casefold() if letter not in ". \xa0\u202f")


def _locales() -> Iterator[Locale]:
    languages = frozenset(LANGUAGES.split())
    for identifier in sorted(locale_identifiers()):
        locale = Locale.parse(identifier)
        if locale.language in languages:
            yield locale


def _months() -> Named:
    named: Named = defaultdict(lambda: defaultdict(set))
    for locale in _locales():
        for context in _CONTEXTS:
            for width in _WIDTHS:
                for number, name in locale.months[context][width].items():
                    if not any(letter.isdigit() for letter in name):
                        named[written(name)][int(number)].add(locale.language)
    return named


def _by_number(clear: dict[str, int]) -> Iterator[str]:
    yield "[months]"
    for number in range(1, 13):
        yield from _row(str(number), (name for name, month in clear.items() if month == number))


def _clash_rows(clashes: Named) -> Iterator[str]:
    yield ""
    yield "# Names that are one month here and another there: the page has to say its language."
    yield "[clashes]"
    for name, numbers in sorted(clashes.items()):
        said = ", ".join(
            f"{language} = {number}"
            for language, number in sorted(
                (language, number) for number, spoken in numbers.items() for language in spoken
            )
        )
        yield f"{_quoted(name)} = {{ {said} }}"


def _period_rows() -> Iterator[str]:
    halves = {half: _periods(half) for half in ("am", "pm")}
    both = halves["am"] & halves["pm"]
    yield ""
    yield "# Without dots and blanks."
    yield "[periods]"
    for half, names in halves.items():
        yield from _row(half, names - both)


def _periods(half: str) -> set[str]:
    return {
        written_period(str(locale.day_periods[context][width][half]))
        for locale in _locales()
        for context in _CONTEXTS
        for width in _WIDTHS
        if half in locale.day_periods.get(context, {}).get(width, {})
    }


def _row(key: str, names: Iterable[str]) -> Iterator[str]:
    yield f"{key} = ["
    line = " "
    for name in sorted(names):
        if len(line) + len(name) > _WIDTH:
            yield line
            line = " "
        line += f" {_quoted(name)},"
    yield line
    yield "]"


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


if __name__ == "__main__":
    TARGET.write_text(months_toml(), encoding="utf-8")
    print(f"wrote {TARGET}")

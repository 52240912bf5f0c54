"""One JSON object that holds a list of records: decoded fast where that is safe, else with care.

The fast way decodes a whole file into typed records at once. It is taken only where it provably gives
what the careful way would: written back, the file has as many colons as it came with. A key that
stood twice, a field we do not know, or a null would each leave one out, and a colon written as an
escape sends the file the careful way too. The careful way finds each record's span first and decodes
records one by one, so what is wrong with one record is said of that record and loses no other.

Both hold the file's bytes, and its records if the file is below ``AT_ONCE``. Meta starts a new file
after 10,000 messages (about 3 MB); a larger one is decoded record by record, as it is asked for.
"""

import json
import re
from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterator
from contextlib import suppress
from functools import cache
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct

from wardlight.sources.meta.scan import BOM, Damage, Path, Span, walk

AT_ONCE = 64 * 2**20

H = TypeVar("H", bound=Struct)
R = TypeVar("R", bound=Struct)

_ESCAPED_COLON = re.compile(rb"\\u003[aA]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Shape(Struct, Generic[H, R], frozen=True):
    """What a file looks like.

    Attributes:
        whole: The object with its list. Fields of all these types are None where they are absent,
            and are left out when they are written back.
        header: The object without its list.
        record: One element of the list.
        array: The list's key.
        essential: Fields of a record without which it would say something else.
    """

    whole: type[Struct]
    header: type[H]
    record: type[R]
    array: str
    essential: frozenset[str]


class Fault(Struct, frozen=True):
    """What is wrong with a value: becomes a notice at its place. Never holds its text."""

    kind: str
    path: Path
    detail: str
    records: int = 0


class Doubtful(Struct, Generic[R], frozen=True):
    """A record that needed care, as far as it was read; None where it says nothing for certain."""

    record: R | None
    faults: tuple[Fault, ...]
    unknown: tuple[str, ...]


class Decoded(Struct, Generic[H, R], frozen=True):
    """A file, decoded.

    Attributes:
        header: All but the list.
        count: How many elements the lists under the key have, counted in the text.
        length: How many of them ``record`` gives: fewer only where the key stood twice.
        record: The element at a position.
        faults: What is wrong with the file itself.
        unknown: Fields of the header that are not known.
        complete: Whether the text was read to its end.
    """

    header: H
    count: int
    length: int
    record: Callable[[int], R | Doubtful[R]]
    faults: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()
    complete: bool = True


def decode(text: bytes, shape: Shape[H, R], *, base: int = 0) -> Decoded[H, R]:
    """Decode a file, whatever is in it. Never raises on its content.

    Args:
        text: The file's bytes, or those of one value in it.
        shape: What it should look like.
        base: Where ``text`` begins in the file, for the places in faults.
    """
    if len(text) <= AT_ONCE and (whole := _at_once(text.removeprefix(BOM), shape)):
        return whole
    return _piece_by_piece(text, shape, base)


def decode_value(text: bytes) -> tuple[Any, tuple[Fault, ...]]:
    """One value read with care: the last of two equal keys counts, broken characters are U+FFFD.

    Raises:
        ValueError: It is not JSON. The message may hold text and must not be shown.
    """
    if (value := _exactly(text, Any)) is not None:
        return value, ()
    twice: list[str] = []

    def last_of(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twice.extend(
                key for key, times in Counter(key for key, _ in pairs).items() if times > 1
            )
        return found

    try:
        written, broken = text.decode("utf-8"), False
    except UnicodeDecodeError:
        written, broken = text.decode("utf-8", "replace"), True
    value = json.loads(
        written, object_pairs_hook=last_of, parse_constant=_refuse_constant, strict=False
    )
    if b"\\ud" in text.lower():
        mended = _without_lone_surrogates(value)
        value, broken = mended, broken or mended != value
    return value, tuple(_of_value(twice, broken=broken))


def fault_of(damage: Damage, before: int | None, *, base: int = 0) -> Fault:
    """What to say of a file that ends too early.

    Args:
        damage: Where and how.
        before: How many records stand before it; None where not even their list was met.
        base: Where the damaged text begins in the file.
    """
    how = {"cut": "cut short", "malformed": "not JSON", "deep": "nested too deep"}[damage.how]
    detail = f"{how} at byte {base + damage.at}, after {before or 0} records"
    if damage.how == "deep":
        return Fault("nested-too-deep", (), detail)
    return Fault("file-unread" if before is None else "member-damaged", (), detail)


# --- all at once -----------------------------------------------------------------------------


@cache
def _decoder(kind: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(kind)


def _at_once(text: bytes, shape: Shape[H, R]) -> Decoded[H, R] | None:
    whole = _exactly(text, shape.whole)
    records = getattr(whole, shape.array, None)
    if whole is None or records is None:
        return None
    header = {name: getattr(whole, name) for name in shape.header.__struct_fields__}
    return Decoded(shape.header(**header), len(records), len(records), records.__getitem__)


def _exactly(text: bytes, kind: Any) -> Any | None:
    """A value of this type, where writing it back shows that nothing of the text was left out."""
    if b"\\u003" in text and _ESCAPED_COLON.search(text):
        return None
    try:
        value = _decoder(kind).decode(text)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    return value if text.count(b":") == msgspec.json.encode(value).count(b":") else None


# --- piece by piece --------------------------------------------------------------------------


class _Outline(Struct):
    """Where the parts of a file are. ``spans`` holds the start and end of each record in turn."""

    fields: dict[str, Span]
    spans: "array[int]"
    faults: list[Fault]
    opened: bool = False
    replaced: int = 0
    complete: bool = True


def _piece_by_piece(text: bytes, shape: Shape[H, R], base: int) -> Decoded[H, R]:
    outline = _outline(text, shape.array, base)
    header = _header(text, outline, shape)
    length = len(outline.spans) // 2

    def record(index: int) -> R | Doubtful[R]:
        start, end = outline.spans[2 * index], outline.spans[2 * index + 1]
        return _one(text[start:end], shape.record, shape.essential)

    held = [record(index) for index in range(length)].__getitem__ if len(text) <= AT_ONCE else None
    return Decoded(
        header.record or shape.header(),
        length + outline.replaced,
        length,
        held or record,
        (*outline.faults, *header.faults),
        header.unknown,
        outline.complete,
    )


def _outline(text: bytes, key: str, base: int) -> _Outline:
    outline = _Outline({}, array("Q"), [])
    try:
        for span in walk(text, lambda path, is_array: path == () or (path == (key,) and is_array)):
            _note(outline, span, key)
    except Damage as damage:
        outline.complete = False
        before = outline.replaced + len(outline.spans) // 2 if outline.opened else None
        outline.faults.append(fault_of(damage, before, base=base))
    if outline.complete and not outline.opened:
        outline.complete = False
        outline.faults.append(Fault("file-unread", (), f"it has no list called {key}"))
    return outline


def _note(outline: _Outline, span: Span, key: str) -> None:
    if len(span.path) == 2:
        outline.spans.extend((span.start, span.end))
    elif span.path == (key,) and span.end == 0:
        if outline.opened:
            lost = len(outline.spans) // 2
            outline.faults.append(Fault("duplicate-key", span.path, key, lost))
            outline.replaced += lost
            outline.spans = array("Q")
        outline.opened = True
    elif len(span.path) == 1:
        name = _without_lone_surrogates(str(span.path[0]))
        if name in outline.fields:
            outline.faults.append(Fault("duplicate-key", span.path, name))
        outline.fields[name] = span


def _header(text: bytes, outline: _Outline, shape: Shape[H, R]) -> Doubtful[H]:
    fields: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, span in outline.fields.items():
        if name == shape.array:
            continue  # said already: it is no list
        try:
            fields[name], said = decode_value(text[span.start : span.end])
        except ValueError:
            faults.append(Fault("field-unread", span.path, name))
        else:
            faults += [Fault(fault.kind, span.path, fault.detail) for fault in said]
    fitted = _fit(fields, shape.header, frozenset())
    return Doubtful(fitted.record, (*faults, *fitted.faults), fitted.unknown)


# --- one record ------------------------------------------------------------------------------


def _one(text: bytes, kind: type[R], essential: frozenset[str]) -> R | Doubtful[R]:
    exact: R | None = _exactly(text, kind)
    if exact is not None:
        return exact
    try:
        value, faults = decode_value(text)
    except ValueError:
        return Doubtful(None, (Fault("record-unread", (), "it is not JSON", 1),), ())
    if not isinstance(value, dict):
        return Doubtful(None, (Fault("record-unread", (), "it is not an object", 1),), ())
    fitted = _fit(value, kind, essential)
    return Doubtful(fitted.record, (*faults, *fitted.faults), fitted.unknown)


def _fit(value: dict[str, Any], kind: type[R], essential: frozenset[str]) -> Doubtful[R]:
    """The fields that are what we know them as; the others by name."""
    record, unread = _typed(value, kind)
    unknown = tuple(dict.fromkeys(_unknown(value, msgspec.to_builtins(record), _known(kind))))
    if essential.intersection(unread):
        detail = "of another type: " + ", ".join(unread)
        return Doubtful(None, (Fault("record-unread", (), detail, 1),), unknown)
    return Doubtful(record, tuple(Fault("field-unread", (), name) for name in unread), unknown)


def _typed(value: dict[str, Any], kind: type[R]) -> tuple[R, list[str]]:
    with suppress(msgspec.ValidationError):
        return msgspec.convert(value, kind), []
    fields, unread = {}, []
    for written, name in _known(kind).items():
        try:
            alone = msgspec.convert({written: value.get(written)}, kind)
        except msgspec.ValidationError:
            unread.append(written)
        else:
            fields[name] = getattr(alone, name)
    return kind(**fields), unread


@cache
def _known(kind: type[Struct]) -> dict[str, str]:
    """From the fields as files write them to ours."""
    return dict(zip(kind.__struct_encode_fields__, kind.__struct_fields__, strict=True))


def _unknown(value: Any, kept: Any, known: Container[str]) -> Iterator[str]:
    """Names of fields that were there and are not in what was kept of them."""
    if isinstance(value, dict) and isinstance(kept, dict):
        for name, inner in value.items():
            if name in kept:
                if inner != kept[name]:
                    yield from _unknown(inner, kept[name], ())
            elif inner is not None and name not in known:
                yield name
    elif isinstance(value, list) and isinstance(kept, list):
        for one, other in zip(value, kept, strict=True):
            yield from _unknown(one, other, ())


def _refuse_constant(_name: str) -> Any:
    raise ValueError("NaN and Infinity are not JSON")


def _without_lone_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_without_lone_surrogates(each) for each in value]
    if isinstance(value, dict):
        return {
            _without_lone_surrogates(key): _without_lone_surrogates(each)
            for key, each in value.items()
        }
    return value


def _of_value(twice: list[str], *, broken: bool) -> Iterator[Fault]:
    if twice:
        yield Fault("duplicate-key", (), ", ".join(dict.fromkeys(twice)))
    if broken:
        yield Fault("lone-surrogate", (), "")

"""Messages as columns: from Arrow, or from plain lists."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from msgspec import Struct

from wardlight.behaviours.sieve import I64, U8, Texts, fixed, texts_of
from wardlight.errors import NotABatch
from wardlight.stream.loops import Columns
from wardlight.stream.rows import CHILD, NONE, OTHER, UNTOLD

if TYPE_CHECKING:
    import pyarrow as pa

Role = Literal["child", "other"]

AT_ONCE = 1 << 17
"""Messages that are read together. A longer batch is cut; the answer is the same."""

_ROLES = {None: UNTOLD, "child": CHILD, "other": OTHER}


class Batch(Struct, frozen=True):
    """Messages as columns, all of one length, in the order they were sent within each thread.

    Attributes:
        thread: Which thread, by name.
        author: Who wrote it; names need only differ within a thread.
        texts: What they wrote, UTF-8 in one buffer.
        at: Milliseconds since the epoch; NONE where not known.
        role: 1 the child, 2 somebody else, 0 not told.
        pictures: Pictures and videos sent with it.
        hour: Hour of the child's day, 0 to 23; -1 where not known.
        group: 1 where the thread is a group; 0 where it is not, or nobody says.
        child_age: The child's age in years; 0 where not known.
        contact_age: The same of the one who writes with the child.
    """

    thread: Texts
    author: Texts
    texts: Texts
    at: I64
    role: I64
    pictures: I64
    hour: I64
    group: I64
    child_age: I64
    contact_age: I64

    def __len__(self) -> int:
        return len(self.at)

    def columns(self) -> Columns:
        """What moves counts, as compiled loops take it."""
        threads, authors = self.thread, self.author
        return Columns(
            fixed(threads.buffer),
            fixed(threads.bounds),
            fixed(authors.buffer),
            fixed(authors.bounds),
            fixed(self.at),
            fixed(self.role),
            fixed(self.pictures),
            fixed(self.group),
        )


class Sent(Struct, frozen=True):
    """One message, for a service that has them one by one.

    Attributes:
        thread: Which conversation.
        author: Who wrote it.
        text: The words.
        at: When, in milliseconds since 1970.
        role: Which side the author is on, where that is known.
        pictures: Pictures and videos sent with it.
        hour: Hour of the child's day.
        group: Whether others read along.
        child_age: The child's age in years, where the service knows it; 0 where not. Give it with every message: it
            counts from there on, and only where roles are told.
        contact_age: The same of the other one.
    """

    thread: str
    author: str
    text: str
    at: int | None = None
    role: Role | None = None
    pictures: int = 0
    hour: int | None = None
    group: bool = False
    child_age: int = 0
    contact_age: int = 0


def batch_of(messages: Iterable[Sent]) -> Batch:
    """Plain messages as a batch."""
    sent = list(messages)
    return Batch(
        texts_of([each.thread for each in sent]),
        texts_of([each.author for each in sent]),
        texts_of([each.text for each in sent]),
        _whole(NONE if each.at is None else each.at for each in sent),
        _whole(_ROLES[each.role] for each in sent),
        _whole(each.pictures for each in sent),
        _whole(-1 if each.hour is None else each.hour for each in sent),
        _whole(each.group for each in sent),
        _whole(each.child_age for each in sent),
        _whole(each.contact_age for each in sent),
    )


def _whole(numbers: Iterable[int]) -> I64:
    return np.fromiter(numbers, np.int64)


# --- Arrow -------------------------------------------------------------------------------------


def batches_from_arrow(table: "pa.RecordBatch | pa.Table") -> Iterator[Batch]:
    """A record batch or table, cut to pieces that are read together.

    Columns: ``thread``, ``author`` and ``text`` (strings, or what can be cast to them); if there are, ``time`` (a
    timestamp, or milliseconds), ``role`` (``child``, ``other`` or null), ``pictures``, ``hour``, ``group``, ``child_age``,
    ``contact_age``.

    Raises:
        NotABatch: A column is missing, or is of a type that cannot be read.
    """
    import pyarrow as pa  # noqa: PLC0415 - only who has Arrow comes here

    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    for name in ("thread", "author", "text"):
        if name not in table.column_names:
            raise NotABatch(f"There is no column {name}.", where=", ".join(table.column_names))
    try:
        for piece in table.to_batches(max_chunksize=AT_ONCE):
            yield _from_arrow(piece)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError, pa.ArrowTypeError) as error:
        raise NotABatch("A column is of a type that cannot be read.", where=str(error)) from error


def _from_arrow(batch: "pa.RecordBatch") -> Batch:
    return Batch(
        _names(batch.column("thread")),
        _names(batch.column("author")),
        _texts(batch.column("text")),
        _numbers(batch, "time", NONE),
        _roles(batch),
        _numbers(batch, "pictures", 0),
        _numbers(batch, "hour", -1),
        _numbers(batch, "group", 0),
        _numbers(batch, "child_age", 0),
        _numbers(batch, "contact_age", 0),
    )


def _names(column: Any) -> Texts:
    if column.null_count:
        raise NotABatch(
            "A message has no thread or no author.", where=f"{column.null_count} of them"
        )
    return _texts(column)


def _texts(column: Any) -> Texts:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    strings = pc.cast(column, pa.large_string())
    if strings.null_count:
        strings = pc.fill_null(strings, "")
    if not len(strings):
        return texts_of([])
    _, offsets, letters = strings.buffers()
    bounds = np.frombuffer(offsets, np.int64)[strings.offset : strings.offset + len(strings) + 1]
    buffer: U8 = np.frombuffer(letters, np.uint8) if letters else np.zeros(0, np.uint8)
    return Texts(buffer, bounds)


def _numbers(batch: "pa.RecordBatch", name: str, otherwise: int) -> I64:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    if name not in batch.schema.names:
        return np.full(batch.num_rows, otherwise, np.int64)
    column = batch.column(name)
    if pa.types.is_timestamp(column.type):
        column = pc.cast(column, pa.timestamp("ms", column.type.tz), safe=False)
    column = pc.fill_null(pc.cast(column, pa.int64()), otherwise)
    numbers: I64 = column.to_numpy(zero_copy_only=False)
    return numbers


def _roles(batch: "pa.RecordBatch") -> I64:
    if "role" not in batch.schema.names:
        return np.full(batch.num_rows, UNTOLD, np.int64)
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # noqa: PLC0415

    told = pc.cast(batch.column("role"), pa.string())
    role = pc.index_in(told, value_set=pa.array(["child", "other"]))
    if role.null_count > told.null_count:
        raise NotABatch("A role is child, other or null, and nothing else.", where="role")
    numbers: I64 = pc.fill_null(role, -1).to_numpy(zero_copy_only=False).astype(np.int64) + 1
    return numbers

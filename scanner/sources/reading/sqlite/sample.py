"""Values of a SQLite table: all of a small one, a sample spread over the whole of a large one."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from scanner.sources.reading.sqlite.database import limited, quoted, reason

MOST_ROWS = 20_000
LONGEST_CELL = 16_384
_MOST_CHARACTERS = 48_000_000
_PROBES = 64
_COUNT_SECONDS, _READ_SECONDS = 10.0, 30.0
_MOST_ERRORS = 40
_ROW_IDS = ("rowid", "_rowid_", "oid")

Cell = str | None


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of some columns. `complaint` says why not all that was asked for could be read, or is None."""

    rows: tuple[tuple[Cell, ...], ...]
    rows_total: int | None
    full: bool
    complaint: str | None = None


@dataclass(slots=True)
class _Reading:
    """What has been read so far, so that an error later does not lose it."""

    rows: list[tuple[Cell, ...]]
    complaint: str | None = None
    stopped: bool = False


def sample(connection: sqlite3.Connection, table: str, columns: Sequence[str], *, all_columns: Sequence[str]) -> Sample:
    """Values of these columns as text. Raises nothing: what is damaged is in `complaint`."""
    row_id = _row_id(connection, table, all_columns)
    total = _count(connection, table)
    wanted = ", ".join(f"substr({quoted(column)}, 1, {LONGEST_CELL})" for column in columns)
    if row_id is None:
        return _by_position(connection, f"SELECT {wanted} FROM {quoted(table)}", total)  # noqa: S608 - quoted
    numbers = _bounds(connection, table, row_id)
    if numbers is None:
        return Sample((), total, full=total == 0, complaint=None if total == 0 else "damaged or truncated")
    at_or_after = f"SELECT {row_id}, {wanted} FROM {quoted(table)} WHERE {row_id} >= ? ORDER BY {row_id}"  # noqa: S608 - quoted
    size = _affordable(connection, at_or_after, numbers)
    if total is not None and total <= size:
        reading = _all(connection, at_or_after, numbers)
        whole = reading.complaint is None and len(reading.rows) >= total
    else:
        reading, whole = _spread(connection, at_or_after, numbers, size), False
    return Sample(tuple(reading.rows), total, whole, reading.complaint)


def _row_id(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> str | None:
    """A name of the row id that no column hides; None for views and tables without one."""
    taken = {column.lower() for column in columns}
    name = next((name for name in _ROW_IDS if name not in taken), None)
    if name is None:
        return None
    try:
        with limited(connection, _COUNT_SECONDS):
            row = connection.execute(f"SELECT {name} FROM {quoted(table)} LIMIT 1").fetchone()  # noqa: S608 - quoted
    except sqlite3.DatabaseError as error:
        return None if "no such column" in str(error) else name
    return name if row is None or isinstance(row[0], int) else None  # a view gives null


def _count(connection: sqlite3.Connection, table: str) -> int | None:
    try:
        with limited(connection, _COUNT_SECONDS):
            return int(connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()[0])  # noqa: S608 - quoted
    except sqlite3.Error:
        return None


def _bounds(connection: sqlite3.Connection, table: str, row_id: str) -> tuple[int, int] | None:
    """The first and last row id. Of a damaged table the end that cannot be read is guessed from the other."""
    ends: list[int | None] = []
    for function in ("min", "max"):
        try:
            with limited(connection, _COUNT_SECONDS):
                query = f"SELECT {function}({row_id}) FROM {quoted(table)}"  # noqa: S608 - quoted
                ends.append(connection.execute(query).fetchone()[0])
        except sqlite3.Error:
            ends.append(None)
    first, last = ends
    if first is None and last is None:
        return None
    return (min(1, last or 1) if first is None else first), (first or 0) + MOST_ROWS if last is None else last


def _affordable(connection: sqlite3.Connection, query: str, numbers: tuple[int, int]) -> int:
    """How many rows memory has room for, by the width of a few."""
    probe = _spread(connection, query, numbers, _PROBES).rows
    width = sum(len(cell or "") + 8 for row in probe for cell in row) / max(len(probe), 1)
    return max(_PROBES, min(MOST_ROWS, int(_MOST_CHARACTERS / max(width, 1))))


def _all(connection: sqlite3.Connection, query: str, numbers: tuple[int, int]) -> _Reading:
    """Every row; after a damaged place on from row ids further and further behind it."""
    reading, at, step = _Reading([]), numbers[0], 1
    for _ in range(_MOST_ERRORS):
        before = len(reading.rows)
        last = _read_on(connection, query, at, reading)
        if last is None or reading.stopped:
            return reading
        step = 1 if len(reading.rows) > before else step * 2
        at = last + step
        if at > numbers[1]:
            return reading
    return reading


def _read_on(connection: sqlite3.Connection, query: str, at: int, reading: _Reading) -> int | None:
    """Read from a row id to the end: None when there, else the last row id that could be read."""
    last = at
    try:
        with limited(connection, _READ_SECONDS):
            for row_id, *cells in connection.execute(query, (at,)):
                last = row_id
                reading.rows.append(tuple(map(_cell, cells)))
    except sqlite3.Error as error:
        reading.complaint = reason(error)
        reading.stopped = "too long" in reading.complaint
        return last
    return None


def _spread(connection: sqlite3.Connection, query: str, numbers: tuple[int, int], size: int) -> _Reading:
    """One row out of each of `size` equal stretches of row ids, at a place drawn with a fixed seed."""
    reading, errors, seen = _Reading([]), 0, numbers[0] - 1
    with limited(connection, _READ_SECONDS):
        for start in _starts(numbers, size):
            try:
                row = connection.execute(f"{query} LIMIT 1", (max(start, seen + 1),)).fetchone()
            except sqlite3.Error as error:
                reading.complaint, errors = reason(error), errors + 1
                if errors >= _MOST_ERRORS or "too long" in reading.complaint:
                    break
                continue
            if row is None:
                break
            seen = row[0]
            reading.rows.append(tuple(map(_cell, row[1:])))
    return reading


def _starts(numbers: tuple[int, int], size: int) -> Iterator[int]:
    first, last = numbers
    stretch = (last - first + 1) / size
    draw = random.Random(0)  # noqa: S311 - a sample that can be repeated, no secret
    for number in range(size):
        yield first + int((number + draw.random()) * stretch)


def _by_position(connection: sqlite3.Connection, query: str, total: int | None) -> Sample:
    """Rows of what has no row id: read through, every n-th is kept."""
    every = 1 if total is None else max(1, -(-total // MOST_ROWS))
    rows: list[tuple[Cell, ...]] = []
    complaint = None
    try:
        with limited(connection, _READ_SECONDS):
            kept = islice(connection.execute(query), every // 2, None, every)
            rows.extend(_within_budget(tuple(map(_cell, cells)) for cells in islice(kept, MOST_ROWS)))
    except sqlite3.Error as error:
        complaint = reason(error)
    return Sample(tuple(rows), total, complaint is None and total == len(rows), complaint)


def _within_budget(rows: Iterable[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    taken = 0
    for row in rows:
        yield row
        taken += sum(len(cell or "") + 8 for cell in row)
        if taken > _MOST_CHARACTERS:
            return


def _cell(value: str | bytes | None) -> Cell:
    if not isinstance(value, bytes):
        return value
    try:
        text = value.decode("utf-8")
    except UnicodeDecodeError:
        return ""  # there is a value, and it is no text
    return "" if "\x00" in text else text

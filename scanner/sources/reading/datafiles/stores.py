"""A file of records to an inventory: one store, its columns judged by names and a spread sample of values."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from detectors.json_paths import is_varying
from detectors.model import Column
from detectors.subjects import subject_of
from scanner.inventory.draft import Draft
from scanner.model import Examined, Extent, Store
from scanner.sources.reading.bounds import missed_share
from scanner.sources.reading.columns import add_column
from scanner.sources.reading.compressed import BROKEN, head_of, open_bytes, plain_name, why
from scanner.sources.reading.datafiles.delimited import encoding_of, read_delimited
from scanner.sources.reading.datafiles.recognise import Form, form_of
from scanner.sources.reading.datafiles.records import Malformed, Record, json_array, json_lines
from scanner.sources.reading.spread import Spread

_HEAD = 8192
_MOST_ROWS = 20_000
_MOST_CHARACTERS = 48_000_000
_LONGEST_CELL = 16_384
_MOST_COLUMNS = 2_000
_MOST_NEIGHBOURS = 200
_NAMED_SHARE = 0.2


def add_file(draft: Draft, store: Store, path: Path, *, file: str, kind: str) -> None:
    """Take a file of records into the draft. What of it cannot be read is unscanned; nothing is raised."""
    rows: Spread[Record] = Spread(_MOST_ROWS, _MOST_CHARACTERS)
    try:
        for record in _records(path, file):
            cut = {key: value[:_LONGEST_CELL] if value else value for key, value in record.items()}
            rows.offer(cut, sum(len(value or "") + 16 for value in cut.values()))
    except BROKEN as error:
        draft.unscanned(store.id, why(error))
    except (Malformed, csv.Error):
        draft.unscanned(store.id, "not well-formed throughout; what comes before was read")
    if not rows.offered:
        return
    draft.add(store)
    _add_columns(draft, store, rows)
    bound = None if rows.full else missed_share(len(rows.items))
    draft.examined(Examined(store.id, kind, Extent.FULL if rows.full else Extent.SAMPLED, bound, ("columns", "names")))


def _records(path: Path, file: str) -> Iterator[Record]:
    head = head_of(path, _HEAD)
    form = form_of(PurePosixPath(file), head)
    with open_bytes(path) as stream:
        if form is Form.JSON_LINES:
            yield from json_lines(stream)
        elif form is Form.JSON:
            yield from json_array(stream)
        elif form is Form.DELIMITED:
            with io.TextIOWrapper(stream, encoding_of(head), "replace", newline="") as text:
                table = read_delimited(text, head)
                yield from (_row(table.columns, row) for row in table.rows if row)


def _row(columns: Sequence[str], cells: Iterable[str]) -> Record:
    return dict(zip(columns, (cell or None for cell in cells), strict=False))


def _folded(rows: Sequence[Record]) -> Sequence[Record]:
    """The records with keys that vary from one to the next as `*`: they are data and no names of columns."""
    times = Counter(name for row in rows for name in row)
    if not is_varying(len(times), [len(row) for row in rows]):
        return rows
    rare = {name for name, count in times.items() if count < max(2, len(rows) * _NAMED_SHARE)}
    return [{("*" if name in rare else name): value for name, value in row.items()} for row in rows]


def _add_columns(draft: Draft, store: Store, rows: Spread[Record]) -> None:
    items = _folded(rows.items)
    names = tuple(dict.fromkeys(name for row in items for name in row))[:_MOST_COLUMNS]
    owner = plain_name(PurePosixPath(store.name)).stem
    for name in names:
        column = Column(
            name=name,
            owner=owner,
            values=tuple(row.get(name) for row in items),
            neighbours=tuple(other for other in names[:_MOST_NEIGHBOURS] if other != name),
            rows_total=rows.offered,
            full=rows.full,
        )
        add_column(draft, store, column, subject=subject_of(owner))

"""A SQLite database to an inventory: every table and view is a store, its columns judged by names and values."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from detectors.model import Column
from detectors.subjects import subject_of
from scanner.ids import field_id, store_id
from scanner.inventory.draft import Draft
from scanner.model import Examined, Extent, Field, Relation, Store
from scanner.sources.reading.bounds import missed_share
from scanner.sources.reading.columns import add_column, id_part
from scanner.sources.reading.sqlite.catalogue import Entry, entries
from scanner.sources.reading.sqlite.database import opened, reason
from scanner.sources.reading.sqlite.sample import Sample, sample
from scanner.sources.reading.sqlite.views import ColumnKey, add_view_flows
from scanner.sql.schema import ForeignKey

_COLUMNS_AT_ONCE = 32
_MOST_NEIGHBOURS = 200


def add_database(draft: Draft, system: str, target: str, path: Path, *, kind: str) -> None:
    """Take a database into the draft. What of it cannot be read is unscanned; nothing is raised."""
    try:
        with opened(path) as connection:
            found, broken = entries(connection)
            for name in broken:
                draft.unscanned(f"{target}#{id_part(name)}", "damaged, or of a kind this SQLite does not know")
            extent, bound = _add_entries(draft, system, target, connection, found)
    except (sqlite3.Error, OSError) as error:
        draft.unscanned(target, reason(error))
        return
    draft.examined(Examined(target, kind, extent, bound, ("columns", "names")))


def _add_entries(
    draft: Draft, system: str, target: str, connection: sqlite3.Connection, found: Sequence[Entry]
) -> tuple[Extent, str | None]:
    """Take every table and view into the draft; says how far the least read of them was."""
    fields: dict[ColumnKey, tuple[Field, ...]] = {}
    least: int | None = None
    for entry in found:
        store = _store(system, entry)
        draft.add(store)
        for column, part in _columns(connection, entry):
            key = (entry.table.name.lower(), column.name.lower())
            fields[key] = add_column(draft, store, column, subject=subject_of(entry.table.name))
            if part.complaint:
                draft.unscanned(f"{target}#{id_part(entry.table.name)}", part.complaint)
            if not part.full:
                least = min(len(part.rows), len(part.rows) if least is None else least)
        _add_keys(draft, system, entry, found)
    add_view_flows(draft, found, fields)
    if least is None:
        return Extent.FULL, None
    return (Extent.SAMPLED, missed_share(least)) if least else (Extent.NAMES_ONLY, None)


def _columns(connection: sqlite3.Connection, entry: Entry) -> Iterator[tuple[Column, Sample]]:
    """The columns with their values, some at a time: a table may have two thousand."""
    table = entry.table
    names = tuple(column.name for column in table.columns)
    for begin in range(0, len(names), _COLUMNS_AT_ONCE):
        batch = table.columns[begin : begin + _COLUMNS_AT_ONCE]
        part = sample(connection, table.name, [column.name for column in batch], all_columns=names)
        for number, column in enumerate(batch):
            yield (
                Column(
                    name=column.name,
                    owner=table.name,
                    declared_type=column.type,
                    values=tuple(row[number] for row in part.rows),
                    neighbours=tuple(name for name in names[:_MOST_NEIGHBOURS] if name != column.name),
                    rows_total=part.rows_total,
                    full=part.full,
                ),
                part,
            )


def _store(system: str, entry: Entry) -> Store:
    name = f"main.{id_part(entry.table.name)}"
    return Store(store_id(system, name), system, "view" if entry.is_view else "table", name)


def _add_keys(draft: Draft, system: str, entry: Entry, found: Sequence[Entry]) -> None:
    own = _store(system, entry).id
    for column in entry.table.primary_key:
        key = field_id(own, id_part(column))
        draft.add(Relation(f"{key} -key->", key))
    for foreign in entry.table.keys:
        target = next((other for other in found if other.table.name.lower() == foreign.to_table.lower()), None)
        if target is not None:
            _add_foreign_key(draft, own, _store(system, target).id, foreign, target)


def _add_foreign_key(draft: Draft, own: str, other: str, foreign: ForeignKey, target: Entry) -> None:
    to_columns = foreign.to_columns or target.table.primary_key
    for column, to_column in zip(foreign.columns, to_columns, strict=False):
        upstream, downstream = field_id(own, id_part(column)), field_id(other, id_part(to_column))
        draft.add(Relation(f"{upstream} -key-> {downstream}", upstream, downstream, foreign.on_delete))

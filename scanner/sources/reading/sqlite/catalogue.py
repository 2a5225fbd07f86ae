"""What a SQLite database says of itself: tables and views, columns with types, primary and foreign keys."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from scanner.sources.reading.sqlite.database import limited
from scanner.sql.schema import ForeignKey, Table, TableColumn

MOST_TABLES = 5_000
_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Entry:
    """A table or view: `sql` is its definition as written."""

    table: Table
    is_view: bool
    sql: str


def entries(connection: sqlite3.Connection) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Tables and views by name, and the names of those whose columns could not be read.

    SQLite's own tables and the shadow tables behind virtual ones are left out: their content is read through the
    table they serve.
    """
    with limited(connection, _SECONDS):
        rows = connection.execute(
            "SELECT name, type, coalesce(sql, '') FROM sqlite_master"
            " WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name LIMIT ?",
            (MOST_TABLES,),
        ).fetchall()
        shadows = _shadow_tables(connection)
    found: list[Entry] = []
    broken: list[str] = []
    for name, kind, sql in rows:
        if name in shadows:
            continue
        try:
            found.append(Entry(_table(connection, name), kind == "view", sql))
        except sqlite3.Error:
            broken.append(name)
    return tuple(found), tuple(broken)


def _shadow_tables(connection: sqlite3.Connection) -> frozenset[str]:
    try:
        rows = connection.execute("SELECT name FROM pragma_table_list WHERE type = 'shadow'").fetchall()
    except sqlite3.Error:  # SQLite before 3.37 does not know the pragma
        return frozenset()
    return frozenset(name for (name,) in rows)


def _table(connection: sqlite3.Connection, name: str) -> Table:
    with limited(connection, _SECONDS):
        columns = connection.execute(
            "SELECT name, type, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid", (name,)
        ).fetchall()
        keys = connection.execute(
            'SELECT id, "table", "from", "to", on_delete FROM pragma_foreign_key_list(?) ORDER BY id, seq', (name,)
        ).fetchall()
    primary = sorted((pk, column) for column, _, pk in columns if pk)
    return Table(
        name,
        tuple(TableColumn(column, kind or "") for column, kind, _ in columns),
        _foreign_keys(keys),
        tuple(column for _, column in primary),
    )


def _foreign_keys(rows: list[tuple[int, str, str, str | None, str]]) -> tuple[ForeignKey, ...]:
    grouped: dict[int, ForeignKey] = {}
    for number, target, column, to_column, on_delete in rows:
        earlier = grouped.get(number, ForeignKey((), target, (), on_delete))
        grouped[number] = ForeignKey(
            (*earlier.columns, column),
            target,
            (*earlier.to_columns, to_column) if to_column else earlier.to_columns,
            on_delete,
        )
    return tuple(grouped[number] for number in sorted(grouped))

"""SQL definitions to tables: columns with their types, primary keys, and foreign keys with their delete rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlglot import exp

from scanner.sql.statements import first_words, likely_dialect, parse_one, split


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column and its type as SQL writes it; empty where none is given."""

    name: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """Columns that point at another table. `to_columns` is empty where the primary key is meant."""

    columns: tuple[str, ...]
    to_table: str
    to_columns: tuple[str, ...] = ()
    on_delete: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table as defined: `name` is `schema.table` where a schema is written, else `table`."""

    name: str
    columns: tuple[TableColumn, ...]
    keys: tuple[ForeignKey, ...] = ()
    primary_key: tuple[str, ...] = ()


def tables_of(sql: str, *, dialect: str | None = None) -> tuple[Table, ...]:
    """The tables that CREATE TABLE and ALTER TABLE … ADD define, in the order of their definition.

    Statements that cannot be read, and all others, are passed over; a later CREATE of a name replaces the earlier.
    """
    spoken = dialect or likely_dialect(sql)
    tables: dict[str, Table] = {}
    for statement in split(sql):
        if not _defines(statement):
            continue
        tree = parse_one(statement, spoken)
        if isinstance(tree, exp.Create) and isinstance(tree.this, exp.Schema):
            table = _created(tree.this)
            tables[table.name] = table
        elif isinstance(tree, exp.Alter) and isinstance(tree.this, exp.Table):
            name = table_name(tree.this)
            tables[name] = _altered(tables.get(name, Table(name, ())), tree)
    return tuple(table for table in tables.values() if table.columns)


def table_name(table: exp.Table) -> str:
    """`schema.table`, or `table` where no schema is written. The catalogue is left out: it names a server's database."""
    return ".".join(part for part in (table.db, table.name) if part)


def _defines(statement: str) -> bool:
    first, second = first_words(statement)
    return first == "ALTER" or (first == "CREATE" and second not in {"INDEX", "FUNCTION", "TRIGGER", "VIEW", "UNIQUE"})


def _created(schema: exp.Schema) -> Table:
    columns = tuple(_column(item) for item in schema.expressions if isinstance(item, exp.ColumnDef))
    table = schema.this
    name = table_name(table) if isinstance(table, exp.Table) else table.name
    return Table(name, columns, tuple(_keys(schema)), _primary_key(schema))


def _altered(table: Table, alter: exp.Alter) -> Table:
    actions = alter.args.get("actions") or []
    added = [_column(item) for item in actions if isinstance(item, exp.ColumnDef)]
    known = {column.name for column in table.columns}
    keys = tuple(key for action in actions for key in _keys(action))
    return replace(
        table,
        columns=(*table.columns, *(column for column in added if column.name not in known)),
        keys=(*table.keys, *(key for key in keys if key not in table.keys)),
        primary_key=table.primary_key or next((key for key in map(_primary_key, actions) if key), ()),
    )


def _column(definition: exp.ColumnDef) -> TableColumn:
    kind = definition.args.get("kind")
    return TableColumn(definition.name, kind.sql() if isinstance(kind, exp.Expr) else "")


def _keys(tree: exp.Expr) -> Iterator[ForeignKey]:
    for key in tree.find_all(exp.ForeignKey):
        reference = key.args.get("reference")
        if isinstance(reference, exp.Reference):
            names = tuple(column.name for column in key.expressions)
            yield _key(names, reference, key.args.get("delete"))
    for reference in tree.find_all(exp.Reference):
        column = reference.find_ancestor(exp.ColumnDef, exp.ForeignKey)
        if isinstance(column, exp.ColumnDef):
            yield _key((column.name,), reference, None)


def _key(columns: tuple[str, ...], reference: exp.Reference, delete: object) -> ForeignKey:
    target = reference.this
    to_columns: tuple[str, ...] = ()
    if isinstance(target, exp.Schema):
        to_columns = tuple(column.name for column in target.expressions)
        target = target.this
    to_table = table_name(target) if isinstance(target, exp.Table) else target.name
    return ForeignKey(columns, to_table, to_columns, str(delete) if delete else _delete_rule(reference))


def _delete_rule(reference: exp.Reference) -> str | None:
    options = [str(option).upper() for option in reference.args.get("options") or []]
    rules = [option.removeprefix("ON DELETE ") for option in options if option.startswith("ON DELETE ")]
    return rules[0] if rules else None


def _primary_key(tree: exp.Expr) -> tuple[str, ...]:
    for key in tree.find_all(exp.PrimaryKey):
        return tuple(part.name for part in key.expressions)
    marked = [mark.find_ancestor(exp.ColumnDef) for mark in tree.find_all(exp.PrimaryKeyColumnConstraint)]
    return tuple(column.name for column in marked if column is not None)

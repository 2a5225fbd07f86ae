"""Alembic's and Django's migrations: the tables and columns that they leave behind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from scanner.code import ir
from scanner.code.models import django_app
from scanner.code.places import is_migration
from scanner.code.program import CodeFile
from scanner.code.routes import calls_in


@dataclass(frozen=True, slots=True)
class MigratedColumn:
    """A column that a migration adds, with its type as written."""

    name: str
    type: str
    path: str
    line: int


@dataclass(slots=True)
class MigratedTable:
    """A table that a migration makes, or adds columns to."""

    name: str
    path: str
    line: int
    columns: tuple[MigratedColumn, ...] = ()
    dropped: set[str] = field(default_factory=set)


def read_migrations(files: Iterable[CodeFile]) -> tuple[MigratedTable, ...]:
    """The tables that migrations leave, without the columns and tables that any of them drops."""
    found: dict[str, MigratedTable] = {}
    gone: set[str] = set()
    for file in files:
        if is_migration(file.path):
            _alembic(file, found, gone)
            _django(file, found, gone)
    kept = (table for name, table in sorted(found.items()) if name not in gone)
    return tuple(_without_dropped(table) for table in kept)


def _without_dropped(table: MigratedTable) -> MigratedTable:
    columns = tuple(column for column in table.columns if column.name not in table.dropped)
    return MigratedTable(table.name, table.path, table.line, columns)


def _alembic(file: CodeFile, found: dict[str, MigratedTable], gone: set[str]) -> None:
    upgrade = file.bindings.get("upgrade")
    if not isinstance(upgrade, ir.Function):
        return
    for call in calls_in(upgrade.body):
        word = call.callee.name if isinstance(call.callee, ir.Attr) else ""
        name = _text(call.args[0]) if call.args else ""
        if word == "create_table" and name:
            _add(found, file, name, call, (_column(file, part) for part in call.args[1:]))
        elif word == "add_column" and name and len(call.args) > 1:
            _add(found, file, name, call, (_column(file, call.args[1]),))
        elif word == "drop_column" and len(call.args) > 1:
            _table(found, file, name, call).dropped.add(_text(call.args[1]))
        elif word == "alter_column" and len(call.args) > 1:
            _renamed(found, file, name, call)
        elif word in {"drop_table", "rename_table"} and name:
            gone.add(name)


def _renamed(found: dict[str, MigratedTable], file: CodeFile, name: str, call: ir.Call) -> None:
    new = next((_text(value) for key, value in call.keywords if key == "new_column_name"), "")
    if new:
        table = _table(found, file, name, call)
        table.dropped.add(_text(call.args[1]))
        table.columns = (*table.columns, MigratedColumn(new, "", file.path, call.line))


def _django(file: CodeFile, found: dict[str, MigratedTable], gone: set[str]) -> None:
    app = django_app(file.path)
    classes = [node for node in file.bindings.values() if isinstance(node, ir.Class)]
    for call in (call for node in classes for call in calls_in(node.body)):
        word = call.callee.name if isinstance(call.callee, ir.Attr) else ""
        given = dict(call.keywords)
        model = _text(given.get("model_name") or given.get("name")).lower()
        if word == "CreateModel" and model:
            _add(found, file, _table_of(app, model, given), call, _fields(file, given.get("fields")))
        elif word in {"AddField", "AlterField"} and model:
            name = _text(given.get("name"))
            column = _django_column(file, name, given.get("field"))
            _add(found, file, f"{app}_{model}", call, (column,))
        elif word == "RemoveField":
            _table(found, file, f"{app}_{model}", call).dropped.add(_text(given.get("name")))
        elif word == "RenameField":
            _table(found, file, f"{app}_{model}", call).dropped.add(_text(given.get("old_name")))
        elif word in {"DeleteModel", "RenameModel"}:
            gone.add(f"{app}_{_text(given.get('old_name') or given.get('name')).lower()}")


def _table_of(app: str, model: str, given: dict[str, ir.Expr]) -> str:
    options = given.get("options")
    for key, value in options.pairs if isinstance(options, ir.Mapping) else ():
        if _text(key) == "db_table":
            return _text(value)
    return f"{app}_{model}"


def _fields(file: CodeFile, fields: ir.Expr | None) -> Iterator[MigratedColumn | None]:
    for part in fields.items if isinstance(fields, ir.Sequence) else ():
        if isinstance(part, ir.Sequence) and len(part.items) > 1:
            yield _django_column(file, _text(part.items[0]), part.items[1])


def _django_column(file: CodeFile, name: str, declared: ir.Expr | None) -> MigratedColumn | None:
    word = _word(declared)
    if not name or word in {"ForeignKey", "OneToOneField", "ManyToManyField"}:
        return None
    return MigratedColumn(name, word, file.path, declared.line if declared else 1)


def _column(file: CodeFile, expr: ir.Expr) -> MigratedColumn | None:
    if not isinstance(expr, ir.Call) or _word(expr) != "Column" or not expr.args:
        return None
    declared = _word(expr.args[1]) if len(expr.args) > 1 else ""
    return MigratedColumn(_text(expr.args[0]), declared, file.path, expr.line)


def _add(
    found: dict[str, MigratedTable], file: CodeFile, name: str, call: ir.Call, columns: Iterable[MigratedColumn | None]
) -> None:
    table = _table(found, file, name, call)
    table.columns = (*table.columns, *(column for column in columns if column is not None and column.name))


def _table(found: dict[str, MigratedTable], file: CodeFile, name: str, call: ir.Call) -> MigratedTable:
    return found.setdefault(name, MigratedTable(name, file.path, call.line))


def _text(expr: ir.Expr | None) -> str:
    return expr.value if isinstance(expr, ir.Const) and isinstance(expr.value, str) else ""


def _word(expr: ir.Expr | None) -> str:
    if isinstance(expr, ir.Call):
        return _word(expr.callee)
    return expr.id if isinstance(expr, ir.Name) else expr.name if isinstance(expr, ir.Attr) else ""

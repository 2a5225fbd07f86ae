"""What a statement in a program's string does: which columns it writes, reads or deletes, from which parameters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sqlglot import exp

from scanner.sql.queries import Scope, fold, folded_table, given, origins_of, with_sources
from scanner.sql.schema import Table
from scanner.sql.statements import parse

Action = Literal["insert", "update", "delete", "select"]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A placeholder and the column it meets: its name, or its position from 0 among the statement's unnamed ones.

    `column` is empty where an INSERT names no columns and the table's are not known.
    """

    column: str
    parameter: str | int


@dataclass(frozen=True, slots=True)
class Access:
    """One table touched by a statement.

    `columns` are those written, or read into the result (`*` for all); `parameters` are the values written;
    `filters` are parameters that only choose rows (`WHERE email = ?`).
    """

    action: Action
    table: str
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    filters: tuple[Parameter, ...] = ()


_MARKS = re.compile(
    r"""'(?:[^']|'')*+' | "[^"]*" | (?P<unnamed>\?(?![|&]) | %s)
    | %\((?P<pyformat>\w+)\)s | (?<![\w$])\$(?P<numbered>\d+)\b | \#\{(?P<mybatis>\w+)\}""",
    re.VERBOSE,
)
_UNNAMED = "unnamed_"
_ARTICLES = frozenset({"the", "this", "that", "these", "your", "my", "our", "their", "its"})
"""What follows FROM and INTO in English sentences: "Select a plan from the list"."""


def touched(sql: str, *, schema: Sequence[Table] = (), dialect: str | None = None) -> tuple[Access, ...]:
    """What the statements of a string touch, in their order; nothing for text that is no SQL.

    Placeholders may be written `?`, `%s`, `%(name)s`, `:name`, `@name`, `$1` (named `p1`) or `#{name}`.
    """
    parsed, _ = parse(_with_names(sql), dialect)
    known = {table.name.lower(): tuple(column.name for column in table.columns) for table in schema}
    accesses: list[Access] = []
    for statement in parsed:
        try:
            found = tuple(_accesses(statement.tree, Scope(known, {})))
        except RecursionError:
            continue
        accesses += (access for access in found if access.table and access.table not in _ARTICLES)
    return tuple(accesses)


def _with_names(sql: str) -> str:
    """Every style of placeholder as `:name`; unnamed ones get their position as a name."""
    count = 0

    def named(mark: re.Match[str]) -> str:
        nonlocal count
        if mark["unnamed"]:
            count += 1
            return f":{_UNNAMED}{count - 1}"
        if mark["numbered"]:
            return f":p{mark['numbered']}"
        name = mark["pyformat"] or mark["mybatis"]
        return f":{name}" if name else mark.group()

    return _MARKS.sub(named, sql)


def _accesses(tree: exp.Expr, scope: Scope) -> Iterator[Access]:
    if isinstance(tree, exp.Insert):
        yield _inserted(tree, scope)
        if isinstance(tree.expression, exp.Query):
            yield from _read(tree.expression, scope)
    elif isinstance(tree, exp.Update) and isinstance(tree.this, exp.Table) and tree.expressions:
        columns = tuple(_column(item.this) for item in tree.expressions if isinstance(item, exp.EQ))
        written = _assigned(tree.expressions)
        filters = _compared(tree.args.get("where"))
        yield Access("update", folded_table(tree.this), columns, written, filters)
    elif isinstance(tree, exp.Delete) and isinstance(tree.this, exp.Table):
        yield Access("delete", folded_table(tree.this), (), (), _compared(tree.args.get("where")))
    elif isinstance(tree, exp.Query):
        yield from _read(tree, scope)


def _inserted(tree: exp.Insert, scope: Scope) -> Access:
    target = tree.this
    columns: tuple[str, ...] = ()
    if isinstance(target, exp.Schema):
        columns = tuple(fold(name) for name in target.expressions if isinstance(name, exp.Identifier))
        target = target.this
    table = folded_table(target) if isinstance(target, exp.Table) else ""
    columns = columns or scope.tables.get(table.lower(), ())
    parameters: list[Parameter] = []
    rows = tree.expression.expressions if isinstance(tree.expression, exp.Values) else []
    for row in rows:
        for number, value in enumerate(row.expressions if isinstance(row, exp.Tuple) else [row]):
            column = columns[number] if number < len(columns) else ""
            parameters += (Parameter(column, mark) for mark in _marks(value))
    conflict = tree.args.get("conflict")
    if conflict is not None:
        parameters += _assigned(conflict.expressions)
    return Access("insert", table, columns, tuple(parameters))


def _read(query: exp.Query, scope: Scope) -> Iterator[Access]:
    found = given(query, scope)
    columns: dict[str, set[str]] = {}
    for origin in (origin for output in found.outputs for origin in output.origins):
        columns.setdefault(origin.table, set()).add(origin.column)
    ctes = {cte.alias.lower() for cte in query.find_all(exp.CTE)}
    stored = [table for table in query.find_all(exp.Table) if table.name.lower() not in ctes]
    for name in dict.fromkeys(folded_table(table) for table in stored):
        yield Access("select", name, tuple(sorted(columns.get(name, ()))), (), _filters(query, name, scope))


def _filters(query: exp.Query, table: str, scope: Scope) -> tuple[Parameter, ...]:
    """The parameters compared with columns of this table."""
    inside = with_sources(query.find_all(exp.Table), scope)
    kept = []
    for column, mark in _comparisons(query):
        if any(origin.table == table for origin in origins_of(column, inside)):
            kept.append(Parameter(_column(column), mark))
    return tuple(kept)


def _assigned(items: Iterable[exp.Expr]) -> tuple[Parameter, ...]:
    equals = [item for item in items if isinstance(item, exp.EQ)]
    return tuple(Parameter(_column(e.this), mark) for e in equals for mark in _marks(e.expression))


def _compared(where: exp.Expr | None) -> tuple[Parameter, ...]:
    if where is None:
        return ()
    return tuple(Parameter(_column(column), mark) for column, mark in _comparisons(where))


def _comparisons(tree: exp.Expr) -> Iterator[tuple[exp.Column, str | int]]:
    for comparison in tree.find_all(exp.EQ, exp.Like, exp.ILike, exp.In):
        if isinstance(comparison.find_ancestor(exp.Update), exp.Update) and comparison.find_ancestor(exp.Where) is None:
            continue
        column = comparison.find(exp.Column)
        if column is not None:
            yield from ((column, mark) for mark in _marks(comparison))


def _column(node: exp.Expr) -> str:
    return fold(node.this) if isinstance(node, exp.Column) else node.name


def _marks(tree: exp.Expr) -> list[str | int]:
    return [_mark(node.name) for node in tree.find_all(exp.Placeholder, exp.Parameter) if node.name]


def _mark(name: str) -> str | int:
    position = name.removeprefix(_UNNAMED)
    return int(position) if position != name and position.isdecimal() else name

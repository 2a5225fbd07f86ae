"""Column lineage of SQL: which column's values reach which column, and which only choose the rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlglot import exp

from scanner.sql.queries import (
    Given,
    Origins,
    Output,
    Scope,
    fold,
    folded_table,
    given,
    named_queries,
    origins_of,
    with_sources,
)
from scanner.sql.schema import Table
from scanner.sql.statements import Failure, parse

DIRECT, INDIRECT = "direct", "indirect"


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """One column reaches another: `direct` where its value does, `indirect` where it only chooses the rows.

    A plain SELECT reaches the table "" (its result). The column `*` stands for all columns of an unknown table.
    """

    from_table: str
    from_column: str
    to_table: str
    to_column: str
    kind: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """The edges of a text of SQL, sorted, and the statements that could not be read."""

    edges: tuple[Edge, ...]
    failures: tuple[Failure, ...] = ()


def lineage(sql: str, *, schema: Sequence[Table] = (), dialect: str | None = None) -> Lineage:
    """The column lineage of every statement in the text. What earlier statements create, later ones know."""
    parsed, failures = parse(sql, dialect)
    known = {table.name.lower(): tuple(column.name for column in table.columns) for table in schema}
    edges: set[Edge] = set()
    for statement in parsed:
        try:
            target, found = _reached(statement.tree, Scope(known, {}))
        except RecursionError:
            failures.append(Failure(statement.number, "nested too deeply"))
            continue
        edges.update(_edges(target, found))
        if isinstance(statement.tree, exp.Create) and target:
            known[target.lower()] = tuple(output.name for output in found.outputs) or _defined(statement.tree)
    return Lineage(tuple(sorted(edges)), tuple(sorted(failures, key=lambda failure: failure.statement)))


def column_lineage(sql: str, *, schema: Sequence[Table] = (), dialect: str | None = None) -> tuple[Edge, ...]:
    """The edges alone: see `lineage`."""
    return lineage(sql, schema=schema, dialect=dialect).edges


def as_json(edges: Iterable[Edge], failures: Iterable[Failure] = ()) -> str:
    """What `piimap lineage sql -f json` prints: `edges`, and `errors` for statements that could not be read."""
    rows = [
        {
            "from": {"table": edge.from_table, "column": edge.from_column},
            "to": {"table": edge.to_table, "column": edge.to_column},
            "kind": edge.kind,
        }
        for edge in sorted(edges)
    ]
    errors = [{"statement": failure.statement, "reason": failure.reason} for failure in failures]
    return json.dumps({"edges": rows, "errors": errors}, ensure_ascii=False, indent=2) + "\n"


def _reached(tree: exp.Expr, scope: Scope) -> tuple[str, Given]:
    """The table that a statement writes ("" for a plain query), and what it writes there."""
    if isinstance(tree, exp.Create | exp.Insert):
        return _written(tree, scope)
    if isinstance(tree, exp.Update):
        return _updated(tree, scope)
    if isinstance(tree, exp.Merge):
        return _merged(tree, scope)
    if isinstance(tree, exp.Query):
        into = tree.args.get("into")
        target = folded_table(into.this) if into is not None and isinstance(into.this, exp.Table) else ""
        return target, given(tree, scope)
    return "", Given(())


def _written(tree: exp.Create | exp.Insert, scope: Scope) -> tuple[str, Given]:
    target, names = _target(tree.this)
    query = tree.expression
    if not isinstance(query, exp.Query):
        return target, Given(())
    if tree.args.get("with_") is not None and not query.ctes:  # WITH … INSERT INTO … SELECT
        query = query.copy()
        query.set("with_", tree.args["with_"].copy())
    found = given(query, scope)
    if not names and isinstance(tree, exp.Insert):
        names = scope.tables.get(target.lower(), ())
    if len(names) == len(found.outputs):
        renamed = zip(names, found.outputs, strict=True)
        return target, Given(tuple(Output(name, output.origins) for name, output in renamed), found.choosing)
    return target, found


def _target(node: exp.Expr) -> tuple[str, tuple[str, ...]]:
    if isinstance(node, exp.Schema):
        names = (item.this if isinstance(item, exp.ColumnDef) else item for item in node.expressions)
        return _target(node.this)[0], tuple(fold(name) for name in names if isinstance(name, exp.Identifier))
    return (folded_table(node) if isinstance(node, exp.Table) else ""), ()


def _defined(tree: exp.Create) -> tuple[str, ...]:
    return _target(tree.this)[1]


def _updated(tree: exp.Update, scope: Scope) -> tuple[str, Given]:
    items = [tree.this, *(join.this for join in tree.this.args.get("joins") or [])]
    source = tree.args.get("from_") or tree.args.get("from")
    if source is not None:
        items += [source.this, *(join.this for join in source.this.args.get("joins") or [])]
    named = tree.args.get("with_")
    if named is not None:
        scope = replace(scope, ctes=named_queries(named.expressions, scope))
    scope = with_sources(items, scope)
    where = tree.args.get("where")
    choosing = origins_of(where, scope) if where is not None else frozenset()
    target = folded_table(tree.this) if isinstance(tree.this, exp.Table) else ""
    for item in items[1:]:  # UPDATE t … FROM users t: the alias is written, the table is meant
        if isinstance(item, exp.Table) and item.alias.lower() == target.lower():
            target = folded_table(item)
    return target, Given(tuple(_assigned(tree.expressions, scope)), choosing)


def _merged(tree: exp.Merge, scope: Scope) -> tuple[str, Given]:
    scope = with_sources([tree.this, tree.args["using"]], scope)
    outputs: list[Output] = []
    whens = tree.args.get("whens")
    for when in whens.expressions if whens is not None else ():
        then = when.args.get("then")
        if isinstance(then, exp.Update):
            outputs += _assigned(then.expressions, scope)
        elif isinstance(then, exp.Insert) and isinstance(then.this, exp.Tuple) and then.expression is not None:
            pairs = zip(then.this.expressions, then.expression.expressions, strict=False)
            outputs += (Output(fold(column.this), origins_of(value, scope)) for column, value in pairs)
    on = tree.args.get("on")
    target = folded_table(tree.this) if isinstance(tree.this, exp.Table) else ""
    return target, Given(tuple(outputs), origins_of(on, scope) if on is not None else frozenset())


def _assigned(assignments: Sequence[exp.Expr], scope: Scope) -> Iterator[Output]:
    for assignment in assignments:
        if isinstance(assignment, exp.EQ) and isinstance(assignment.this, exp.Column):
            yield Output(fold(assignment.this.this), origins_of(assignment.expression, scope))


def _edges(target: str, found: Given) -> Iterator[Edge]:
    for output in found.outputs:
        yield from _from(output.origins, target, output.name, DIRECT)
        yield from _from(found.choosing - output.origins, target, output.name, INDIRECT)


def _from(origins: Origins, table: str, column: str, kind: str) -> Iterator[Edge]:
    for origin in origins:
        yield Edge(origin.table, origin.column, table, column, kind)

"""Where each output column of a query comes from: sources, CTEs, joins, stars, unions and subqueries resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlglot import exp

from scanner.sql.schema import table_name


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A column of a stored table. The column `*` stands for all of a table whose columns are not known."""

    table: str
    column: str


Origins = frozenset[Origin]
NOWHERE: Origins = frozenset()
WIDEST = 4_000
"""Columns of one query that are followed: stars over stars can ask for any number."""


@dataclass(frozen=True, slots=True)
class Output:
    """One column that a query or table gives, and the stored columns its value is made of."""

    name: str
    origins: Origins


@dataclass(frozen=True, slots=True)
class Given:
    """What a query or table gives: its columns, and the stored columns that only choose the rows (WHERE, ON, …)."""

    outputs: tuple[Output, ...]
    choosing: Origins = NOWHERE


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean at one place of a statement.

    `tables` are stored tables whose columns are known, by folded name; `ctes` the named queries above;
    `sources` what FROM and JOIN bring in, by alias; `outer` is the query around a subquery.
    """

    tables: Mapping[str, tuple[str, ...]]
    ctes: Mapping[str, Given]
    sources: tuple[tuple[str, Given], ...] = ()
    aliases: tuple[Output, ...] = ()
    outer: Scope | None = None


def fold(identifier: exp.Expr | None) -> str:
    """A name as databases compare it: lower case unless it is quoted."""
    if not isinstance(identifier, exp.Identifier):
        return ""
    return identifier.name if identifier.quoted else identifier.name.lower()


def folded_table(table: exp.Table) -> str:
    """`schema.table` or `table`, folded."""
    parts = (fold(table.args.get("db")), fold(table.this))
    return ".".join(part for part in parts if part) or table_name(table)


def given(query: exp.Expr, scope: Scope) -> Given:
    """What a SELECT, a set operation or a parenthesised one gives."""
    if isinstance(query, exp.Subquery):
        return given(query.this, scope)
    if isinstance(query, exp.Query):
        scope = replace(scope, ctes=named_queries(query.ctes, scope))
    if isinstance(query, exp.SetOperation):
        return _united(given(query.left, scope), given(query.right, scope))
    if isinstance(query, exp.Select):
        return _selected(query, replace(scope, sources=(), aliases=(), outer=scope))
    if isinstance(query, exp.Table):
        return _table(query, scope)
    return Given(())


def with_sources(items: Iterable[exp.Expr], scope: Scope) -> Scope:
    """The scope in which these tables and subqueries can be named. Later ones see earlier ones (LATERAL)."""
    for item in items:
        source = _source(item, scope)
        if source is not None:
            scope = replace(scope, sources=(*scope.sources, source))
    return scope


def origins_of(expression: exp.Expr, scope: Scope) -> Origins:
    """The stored columns that an expression's value is made of, those of subqueries in it among them."""
    found: set[Origin] = set()
    for node in expression.walk(prune=lambda n: isinstance(n, exp.Query)):
        if isinstance(node, exp.Query):
            inner = given(node, scope)
            found.update(origin for output in inner.outputs for origin in output.origins)
        elif isinstance(node, exp.Column) and not isinstance(node.this, exp.Star):
            found.update(resolve(node, scope))
    return frozenset(found)


def resolve(column: exp.Column, scope: Scope) -> Origins:
    """The stored columns behind one name."""
    name, qualifier = fold(column.this), fold(column.args.get("table"))
    if qualifier:
        sources = [source for alias, source in scope.sources if alias.lower() == qualifier.lower()]
        if not sources:
            return resolve(column, scope.outer) if scope.outer else NOWHERE
        return _in_source(name, sources[0])
    return _unqualified(name, scope)


def named_as(projection: exp.Expr) -> str:
    """The name of an output column: its alias, the column's own name, or the expression as written."""
    if isinstance(projection, exp.Alias):
        return fold(projection.args.get("alias"))
    if isinstance(projection, exp.Column):
        return fold(projection.this)
    if isinstance(projection, exp.Dot):
        return fold(projection.expression)
    if isinstance(projection, exp.Cast) and isinstance(projection.this, exp.Column):
        return fold(projection.this.this)
    return projection.sql(normalize_functions=False, comments=False)


def _unqualified(name: str, scope: Scope) -> Origins:
    sources = [source for _, source in scope.sources]
    sure = [output for source in sources for output in source.outputs if output.name.lower() == name.lower()]
    if sure:  # more than one only where JOIN … USING makes them one
        return frozenset(origin for output in sure for origin in output.origins)
    earlier = [output for output in scope.aliases if output.name.lower() == name.lower()]
    if earlier:
        return earlier[-1].origins
    possible = frozenset(origin for source in sources for origin in _in_source(name, source))
    if possible or scope.outer is None:
        return possible
    return _unqualified(name, scope.outer)


def _in_source(name: str, source: Given) -> Origins:
    for output in source.outputs:
        if output.name.lower() == name.lower():
            return output.origins
    stars = (origin for output in source.outputs if output.name == "*" for origin in output.origins)
    return frozenset(Origin(star.table, name) for star in stars if star.column == "*")


def named_queries(ctes: Iterable[exp.Expr], scope: Scope) -> Mapping[str, Given]:
    """The named queries of a WITH, added to those that are known."""
    known = dict(scope.ctes)
    for cte in ctes:
        name, body = cte.alias.lower(), cte.this
        within = replace(scope, ctes=known)
        if isinstance(body, exp.SetOperation) and not body.ctes:
            first = given(body.left, within)  # a recursive query names itself: its first half says what it gives
            within = replace(scope, ctes={**known, name: _renamed(first, cte)})
            found = _united(first, given(body.right, within))
        else:
            found = given(body, within)
        known = {**known, name: _renamed(found, cte)}
    return known


def _united(left: Given, right: Given) -> Given:
    if len(left.outputs) != len(right.outputs):
        return Given((*left.outputs, *right.outputs), left.choosing | right.choosing)
    pairs = zip(left.outputs, right.outputs, strict=True)
    outputs = tuple(Output(mine.name, mine.origins | other.origins) for mine, other in pairs)
    return Given(outputs, left.choosing | right.choosing)


def _selected(select: exp.Select, scope: Scope) -> Given:
    scope = with_sources(_from_and_joins(select), scope)
    choosing = frozenset(origin for _, source in scope.sources for origin in source.choosing)
    for projection in select.expressions:
        scope = replace(scope, aliases=(*scope.aliases, *_outputs(projection, scope))[:WIDEST])
    for clause in _choosing_clauses(select):
        choosing |= origins_of(clause, scope)
    return Given(scope.aliases, choosing)


def _from_and_joins(select: exp.Select) -> Iterator[exp.Expr]:
    source = select.args.get("from_") or select.args.get("from")
    if source is not None:
        yield from _joined(source.this)
    for join in select.args.get("joins") or []:
        yield from _joined(join.this)
    yield from select.args.get("laterals") or []


def _joined(item: exp.Expr) -> Iterator[exp.Expr]:
    """A source and what is joined to it inside parentheses: `((a JOIN b))`."""
    if isinstance(item, exp.Subquery | exp.Paren) and isinstance(item.this, exp.Table | exp.Paren | exp.Subquery):
        yield from _joined(item.this)
    else:
        yield item
    for join in item.args.get("joins") or []:
        yield from _joined(join.this)


def _choosing_clauses(select: exp.Select) -> Iterator[exp.Expr]:
    for clause in ("where", "group", "having", "qualify", "order"):
        if select.args.get(clause) is not None:
            yield select.args[clause]
    for join in select.args.get("joins") or []:
        if join.args.get("on") is not None:
            yield join.args["on"]


def _outputs(projection: exp.Expr, scope: Scope) -> Iterator[Output]:
    if isinstance(projection, exp.Star):
        dropped = {fold(name).lower() for name in projection.args.get("except_") or []}
        for _, source in scope.sources:
            yield from (output for output in source.outputs if output.name.lower() not in dropped)
    elif isinstance(projection, exp.Column) and isinstance(projection.this, exp.Star):
        qualifier = fold(projection.args.get("table")).lower()
        for alias, source in scope.sources:
            if alias.lower() == qualifier:
                yield from source.outputs
    else:
        yield Output(named_as(projection), origins_of(projection, scope))


def _source(item: exp.Expr, scope: Scope) -> tuple[str, Given] | None:
    if isinstance(item, exp.Table):
        return item.alias or item.name, _renamed(_table(item, scope), item)
    if isinstance(item, exp.Subquery):
        return item.alias, _renamed(given(item.this, scope), item)
    if isinstance(item, exp.Lateral | exp.Unnest):
        inner = item.this if isinstance(item, exp.Lateral) else item
        if isinstance(inner, exp.Subquery):
            return item.alias, _renamed(given(inner.this, scope), item)
        made_of = origins_of(inner, scope)
        names = item.alias_column_names or [item.alias]
        return item.alias, Given(tuple(Output(name.lower(), made_of) for name in names))
    return None


def _table(table: exp.Table, scope: Scope) -> Given:
    name = folded_table(table)
    if name.lower() in scope.ctes:
        return scope.ctes[name.lower()]
    columns = scope.tables.get(name.lower()) or scope.tables.get(name.lower().rpartition(".")[2])
    return Given(tuple(Output(column, frozenset({Origin(name, column)})) for column in columns or ("*",)))


def _renamed(source: Given, aliased: exp.Expr) -> Given:
    names = aliased.alias_column_names
    if not names or len(names) != len(source.outputs):
        return source
    outputs = tuple(replace(o, name=name.lower()) for o, name in zip(source.outputs, names, strict=True))
    return replace(source, outputs=outputs)

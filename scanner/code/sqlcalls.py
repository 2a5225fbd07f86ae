"""SQL in strings that code executes: what its parameters store, what its result reads, and what it deletes."""

from __future__ import annotations

import re
from functools import cache

from scanner.code import tables
from scanner.code.durations import iso
from scanner.code.findings import Removal
from scanner.code.inputs import column_label
from scanner.code.judge import judge
from scanner.code.machine import CallSite, Machine
from scanner.code.values import UNKNOWN, Foreign, Label, Value, all_labels, join, labelled
from scanner.model import FlowKind
from scanner.sql.touched import Access, touched

_SQL = re.compile(r"^\s*(?:--[^\n]*\n\s*)?(insert|update|delete|select|with|replace)\b", re.IGNORECASE)
_AGE = re.compile(
    r"interval\s+'?(\d{1,4})\s+(day|week|month|year|hour)s?|'-(\d{1,4})\s+(day|week|month|year|hour)s?'", re.IGNORECASE
)
_RUNNERS = frozenset({"text", "sql", "SQL", "TextClause"})


@cache
def accesses(sql: str) -> tuple[Access, ...]:
    """What a text touches if it is SQL."""
    return touched(sql.replace("{}", ":slot")) if _SQL.match(sql) and len(sql) < 20_000 else ()  # noqa: PLR2004 - a statement


def executed(machine: Machine, site: CallSite) -> Value | None:
    """A call that runs SQL; `text("…")` stays text; None for other calls."""
    if site.name not in tables.names("stores", "executes") and site.name not in _RUNNERS:
        return None
    sql = site.argument(0, "query").text or site.argument(0, "sql").text
    if not sql or not _SQL.match(sql):
        return None
    if site.name in _RUNNERS:
        return Value(constants=(sql,), labels=site.argument(0).labels)
    rows = machine.new(refs=(Foreign("rows"),), name="rows")
    for access in accesses(sql):
        _access(machine, site, access, sql, rows)
    cursor = site.base
    if cursor.born:
        cursor.items = rows
    return rows


def _access(machine: Machine, site: CallSite, access: Access, sql: str, rows: Value) -> None:
    store = machine.findings.store("table", access.table)
    if access.action == "delete":
        machine.removals.append(Removal(store.id, _age(machine, site, sql), site.seen))
    elif access.action == "select":
        for column in access.columns:
            label = _label(machine, access.table, column)
            if label is not None:
                rows.fields[column] = labelled((label,), name=column)
    else:
        for parameter in access.parameters:
            value = _given(site, parameter.parameter)
            if parameter.column:
                machine.findings.keep(store, parameter.column, all_labels(value), site.seen, flow=FlowKind.STORE)


def _label(machine: Machine, table: str, column: str) -> Label | None:
    model = machine.models.by_table.get(table.casefold())
    known = model.by_name(column) if model else None
    if model and known:
        return column_label(machine, model, column, known.finding) if known.finding else None
    finding = judge(column, owner=table)
    if finding is None:
        return None
    return Label(f"{machine.findings.store('table', table).id}#{column}", finding.category, finding.confidence)


def _given(site: CallSite, parameter: str | int) -> Value:
    """The value of a placeholder: in a sequence or mapping after the statement, or an argument of its own."""
    given = site.args[1] if len(site.args) > 1 else site.keyword("parameters") or site.keyword("params") or UNKNOWN
    if site.name == "executemany":
        given = given.items or join(given.fields.values())
    name = str(parameter)
    if name in given.fields:
        return given.fields[name]
    named = site.keyword(name)
    if named is not None:
        return named
    numbered = int(name[1:]) if name[:1] == "p" and name[1:].isdigit() else None
    if numbered is not None and numbered < len(site.args):
        return site.args[numbered]
    return given if not given.fields and isinstance(parameter, int) and parameter == 0 else UNKNOWN


def _age(machine: Machine, site: CallSite, sql: str) -> str | None:
    found = _AGE.search(sql)
    if found:
        return iso(f"{(found[2] or found[4]).lower()}s", int(found[1] or found[3]))
    held = [inner for value in site.values for inner in (value, *value.fields.values())]
    age = next((value.period for value in held if value.period), None)
    return age or next((period for period in reversed(machine.periods) if period), None)

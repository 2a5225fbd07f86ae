"""Flows from the columns of tables to the columns of the views over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detectors.model import Category
from scanner.inventory.draft import Draft
from scanner.model import Field, FlowKind
from scanner.sources.reading.sqlite.catalogue import Entry
from scanner.sql.lineage import DIRECT, Edge, column_lineage

ColumnKey = tuple[str, str]
"""A table and a column of it, in lower case, as SQLite compares them."""


def add_view_flows(draft: Draft, entries: Sequence[Entry], fields: Mapping[ColumnKey, tuple[Field, ...]]) -> None:
    """A flow for each column whose values a view shows, where both ends hold personal data."""
    schema = tuple(entry.table for entry in entries)
    for view in (entry for entry in entries if entry.is_view):
        for edge in column_lineage(view.sql, schema=schema, dialect="sqlite"):
            if edge.kind == DIRECT:
                _add_flow(draft, view, edge, fields)


def _add_flow(draft: Draft, view: Entry, edge: Edge, fields: Mapping[ColumnKey, tuple[Field, ...]]) -> None:
    for upstream in fields.get((edge.from_table.lower(), edge.from_column.lower()), ()):
        for downstream in fields.get((view.table.name.lower(), edge.to_column.lower()), ()):
            common = _categories(upstream) & _categories(downstream)
            if common:
                draft.add_flow(
                    upstream.id, downstream.id, FlowKind.DERIVE, sorted(common), protection=downstream.protection
                )


def _categories(field: Field) -> frozenset[Category]:
    return frozenset(found.category for found in field.categories)

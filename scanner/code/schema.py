"""Models and migrations to stores, fields and relations."""

from __future__ import annotations

from collections.abc import Iterable

from detectors.subjects import subject_of
from scanner.code.findings import Findings, Seen
from scanner.code.judge import judge
from scanner.code.migrations import MigratedTable
from scanner.code.models import Model, Models
from scanner.ids import field_id
from scanner.model import Relation


def put_models(findings: Findings, models: Models) -> None:
    """Each model as a store with its personal columns and its keys."""
    for key in sorted(models.by_key):
        model = models.by_key[key]
        if model.kind != "foreign":
            _put_model(findings, model)


def _put_model(findings: Findings, model: Model) -> None:
    store = findings.store("table", model.table)
    findings.draft.add(store, Seen(model.path, model.line, model.name).evidence("a model of this table"))
    subject = subject_of(model.table)
    for attribute in sorted(model.columns):
        column = model.columns[attribute]
        seen = Seen(model.path, column.line, model.name)
        if column.finding is not None:
            findings.remember(store, column.name, column.finding, seen, subject=subject)
        if column.target:
            target = field_id(findings.store("table", column.target).id, column.target_column or "id")
            upstream = field_id(store.id, column.name)
            relation = Relation(f"{upstream} -> {target}", upstream, target, column.on_delete)
            findings.draft.add(relation, seen.evidence("a foreign key of the model"))


def put_migrations(findings: Findings, tables: Iterable[MigratedTable]) -> None:
    """Tables that migrations make, with the columns that are left at the end."""
    for table in tables:
        store = findings.store("table", table.name)
        findings.draft.add(store, Seen(table.path, table.line).evidence("a migration makes this table"))
        neighbours = tuple(column.name for column in table.columns)
        for column in table.columns:
            finding = judge(column.name, owner=table.name, neighbours=neighbours, declared_type=column.type)
            if finding is not None:
                seen = Seen(column.path, column.line)
                findings.remember(store, column.name, finding, seen, subject=subject_of(table.name))

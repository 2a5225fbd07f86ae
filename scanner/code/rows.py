"""Rows and queries of models: what creates, changes, reads and deletes them."""

from __future__ import annotations

from scanner.code import tables
from scanner.code.inputs import column_value, row_labels
from scanner.code.machine import CallSite, Machine
from scanner.code.models import Model
from scanner.code.values import UNKNOWN, Foreign, OwnClass, Row, Value, join, labelled

_FOREIGN_METHODS = {"get_full_name": "first_name", "get_short_name": "first_name", "get_username": "username"}
"""Methods of django.contrib.auth's User, and the column that they give."""


def model_of(machine: Machine, value: Value) -> Model | None:
    """The model that a value is a row, a query or the class of."""
    for ref in value.refs:
        if isinstance(ref, Row):
            return machine.models.by_key[ref.model]
        if isinstance(ref, OwnClass) and ref.key in machine.models.by_key:
            return machine.models.by_key[ref.key]
        if isinstance(ref, Foreign) and ref.dotted.rstrip("()") in machine.models.by_key:
            return machine.models.by_key[ref.dotted.rstrip("()")]
    return None


def made_row(machine: Machine, model: Model, site: CallSite) -> Value:
    """`User(email=x)`: a new row, and data stored in its columns."""
    row = machine.new(refs=(Row(model.key),), name=site.name.lower())
    write_columns(machine, model, site.keywords, site)
    row.fields.update({name: value for name, value in site.keywords if name in model.columns and value.labels})
    return row


def write_columns(machine: Machine, model: Model, given: tuple[tuple[str, Value], ...], site: CallSite) -> None:
    """Data stored in columns by their names."""
    for name, value in given:
        if name in {"defaults", "values", "**", "create_defaults"} and value.fields:
            write_columns(machine, model, tuple(value.fields.items()), site)
            continue
        column = model.by_name(name)
        if column is not None:
            machine.stored(model, column.name, value, site.seen)


def row_method(machine: Machine, model: Model, site: CallSite) -> Value:
    """`User.query.filter_by(...)`, `user.delete()`, `User.objects.create(...)`, and the like."""
    period = next((value.period for value in site.values if value.period), None) or site.base.period
    if site.name in tables.names("stores", "deletes"):
        machine.remove(model, period, site.seen)
        return UNKNOWN
    if model.kind == "foreign" and site.name in _FOREIGN_METHODS:
        return column_value(machine, model, _FOREIGN_METHODS[site.name]) or UNKNOWN
    if site.name in {"values", "values_list", "only", "with_entities"} and site.args:
        return _picked(machine, model, site)
    if site.name in tables.names("stores", "written"):
        _written(machine, model, site)
    if site.name in tables.names("printing", "whole"):
        return labelled(row_labels(machine, model))
    if site.name in tables.names("stores", "plain"):
        return UNKNOWN
    return Value(
        refs=(Row(model.key),), period=period, fields=dict(site.base.fields), name=site.base.name, born=site.base.born
    )


def _written(machine: Machine, model: Model, site: CallSite) -> None:
    given = list(site.keywords)
    for value in site.args:
        given.extend(value.fields.items())
        if value.items is not None:
            given.extend(value.items.fields.items())
    write_columns(machine, model, tuple(given), site)


def _picked(machine: Machine, model: Model, site: CallSite) -> Value:
    found = machine.new()
    for value in site.args:
        column = column_value(machine, model, value.text) if value.text else value.fields.get("column")
        if column is not None:
            found.fields[value.text or value.name] = column
    if site.keyword("flat") is not None:
        return join(found.fields.values())
    return machine.new(items=found) if found.fields else UNKNOWN


def queried(machine: Machine, site: CallSite) -> Value | None:
    """A function of a library that is given a model or a query: it gives rows; `session.delete(user)` removes them."""
    subjects = [value for value in site.args[:3] if model_of(machine, value) is not None]
    columns = [value.fields["column"] for value in site.args[:12] if "column" in value.fields]
    if not subjects:
        return machine.new(items=join(columns), fields={column.name: column for column in columns}) if columns else None
    models = [model for value in subjects if (model := model_of(machine, value))]
    period = next((value.period for value in site.values if value.period), None)
    if site.name in tables.names("stores", "deletes") and tables.bare(site.dotted) not in tables.names(
        "stores", "removers"
    ):
        for model in models:
            machine.remove(model, period, site.seen)
        return UNKNOWN
    if tables.bare(site.dotted) in tables.names("stores", "removers"):
        return Value(refs=(Row(models[0].key),), fields={"delete": UNKNOWN}, period=period)
    if site.name in tables.names("stores", "executes") and any("delete" in value.fields for value in subjects):
        for model in models:
            machine.remove(model, period, site.seen)
        return UNKNOWN
    return Value(refs=tuple(Row(model.key) for model in models), period=period, fields={})

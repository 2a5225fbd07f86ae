"""Methods of values: of rows, requests, containers and texts, and of things known by name only."""

from __future__ import annotations

from scanner.code import tables
from scanner.code.forms import collect_form, form_fields, form_model
from scanner.code.inputs import COPIES, READERS, key_of, request_item
from scanner.code.keeping import kept
from scanner.code.logs import logged
from scanner.code.machine import CallSite, Machine
from scanner.code.members import element, item, write
from scanner.code.printing import dumped
from scanner.code.rows import model_of, queried, row_method
from scanner.code.sanitizers import cleaned, sanitized
from scanner.code.sqlcalls import executed
from scanner.code.values import (
    UNKNOWN,
    Foreign,
    Incoming,
    Instance,
    Row,
    Value,
    all_labels,
    join,
    labelled,
    of_ref,
)


def method_call(machine: Machine, site: CallSite) -> Value:
    """What a call of a method, or of something known by name only, gives."""
    incoming = next((ref for ref in site.base.refs if isinstance(ref, Incoming)), None)
    if incoming is not None:
        return _request_method(machine, incoming, site)
    model = model_of(machine, site.base)
    if model is not None:
        return row_method(machine, model, site)
    for recognise in (_populated, logged, kept, executed, _container, sanitized, _removed, queried, cleaned):
        found = recognise(machine, site)
        if found is not None:
            return found
    return _passed_on(machine, site)


def _request_method(machine: Machine, part: Incoming, site: CallSite) -> Value:
    if part.kind == "request" and site.name not in READERS | COPIES:
        whole = {
            *tables.names("requests", "whole"),
            *tables.names("requests", "named"),
            *tables.names("requests", "files"),
        }
        if site.name not in whole:
            return UNKNOWN
        inner = Incoming(site.name)
        key = key_of(site.args[0]) if site.args else None
        return request_item(machine, site.frame, inner, key, site.expr.line) if key else of_ref(inner)
    if site.name in READERS and site.args:
        key = key_of(site.args[0])
        return request_item(machine, site.frame, part, key, site.expr.line) if key else UNKNOWN
    return of_ref(part) if part.kind != "request" else of_ref(Incoming("json" if "json" in site.name else site.name))


def _container(machine: Machine, site: CallSite) -> Value | None:  # noqa: PLR0911 - one line a method
    base, first = site.base, site.argument(0)
    if any(isinstance(ref, Foreign) for ref in base.refs) and site.name not in _FETCHERS:
        return None
    if site.name in {"get", "setdefault", "pop"} and site.args:
        found = item(machine, site.frame, base, first, site.expr.line)
        return join((found, site.argument(1))) if site.argument(1).labels else found
    if site.name in {"append", "add", "insert", "appendleft", "extend", "push"} and base.born and site.args:
        added = site.args[-1] if site.name != "extend" else element(site.args[-1])
        base.items = added if base.items is None else join((base.items, added))
        machine.oldest_write = min(machine.oldest_write, base.born)
        return UNKNOWN
    if site.name == "update" and base.born:
        for name, value in (*first.fields.items(), *site.keywords):
            write(machine, base, name, value)
        return UNKNOWN
    if site.name == "items":
        pair = machine.new(fields={"0": UNKNOWN, "1": element(base)})
        return machine.new(items=pair) if base.fields or base.items is not None else labelled(base.labels)
    if site.name == "values" and (base.fields or base.items is not None):
        return machine.new(items=element(base))
    if site.name in {"copy", "deepcopy"} or site.name in _FETCHERS:
        held = base.items if base.items is not None and site.name in _FETCHERS else base
        return held if held.fields or held.items is not None or held.labels else None
    return None


_FETCHERS = frozenset(
    {
        "fetchone",
        "fetchall",
        "fetchmany",
        "first",
        "one",
        "all",
        "mappings",
        "one_or_none",
        "scalar",
        "scalars",
        "scalar_one",
        "scalar_one_or_none",
    }
)


def _removed(machine: Machine, site: CallSite) -> Value | None:
    """`session.delete(user)` on a session that is known by name only."""
    if site.name not in tables.names("stores", "deletes") or not site.args:
        return None
    model = model_of(machine, site.args[0])
    if model is not None:
        machine.remove(model, site.args[0].period, site.seen)
    return UNKNOWN


def _passed_on(machine: Machine, site: CallSite) -> Value:
    base = site.base
    instance = next((ref for ref in base.refs if isinstance(ref, Instance)), None)
    if instance is not None and site.name in tables.names("printing", "whole"):
        return labelled(dumped(machine, base))
    if instance is not None and site.name == "save":
        return _form_saved(machine, instance, site)
    if site.name in {"format", "join"} and site.base.text is not None:
        labels = frozenset().union(*(all_labels(value) for value in site.values)) if site.values else frozenset()
        return Value(labels=labels, constants=(site.base.text,))
    labels = base.labels.union(*(all_labels(value) for value in site.values))
    if site.name in tables.names("printing", "whole"):
        labels |= all_labels(base)
    return labelled(labels, name=site.name)


def _form_saved(machine: Machine, instance: Instance, site: CallSite) -> Value:
    """`form.save()` of a form that belongs to a model: its fields go to the model's columns."""
    own = machine.models.types.get(instance.key)
    if own is None or own.kind != "form":
        return UNKNOWN
    collect_form(machine, site.frame, instance.key, site.expr.line, saved=True)
    model = form_model(machine, own)
    return of_ref(Row(model.key)) if model else UNKNOWN


def _populated(machine: Machine, site: CallSite) -> Value | None:
    """`form.populate_obj(user)`: the form's fields go to the columns of the same names."""
    instance = next((ref for ref in site.base.refs if isinstance(ref, Instance)), None)
    model = model_of(machine, site.args[0]) if site.args else None
    own = machine.models.types.get(instance.key) if instance else None
    if site.name != "populate_obj" or model is None or own is None:
        return None
    for name in sorted(set(form_fields(machine, own))):
        value = request_item(machine, site.frame, Incoming("form"), name, site.expr.line)
        column = model.by_name(name)
        if column is not None and value.labels:
            machine.stored(model, column.name, value, site.seen)
    return UNKNOWN

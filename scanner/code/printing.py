"""What a value gives away when it is printed, put into a text, or serialised."""

from __future__ import annotations

from scanner.code import ir
from scanner.code.inputs import row_labels, whole_labels
from scanner.code.machine import CallSite, Frame, Machine
from scanner.code.members import class_member
from scanner.code.values import (
    UNKNOWN,
    Incoming,
    Instance,
    Label,
    OwnFunction,
    Row,
    Value,
    all_labels,
    of_ref,
)


def printed(machine: Machine, frame: Frame, value: Value) -> frozenset[Label]:
    """The data in a value's text: an object shows what its `__str__` shows, a record all its fields."""
    labels = value.labels
    if not value.refs:
        return labels | all_labels(value)
    for ref in value.refs[:4]:
        if isinstance(ref, Instance | Row):
            labels |= _object_text(machine, frame, value, ref)
        elif isinstance(ref, Incoming):
            labels |= whole_labels(machine, ref)
    return labels


def serialised(machine: Machine, value: Value) -> frozenset[Label]:
    """All data that a value holds: what `json.dumps`, `dict` or a client library sends."""
    labels = all_labels(value)
    for held in (value, *value.fields.values(), *([value.items] if value.items is not None else [])):
        for ref in held.refs[:4]:
            if isinstance(ref, Incoming):
                labels |= whole_labels(machine, ref)
    return labels


def dumped(machine: Machine, value: Value) -> frozenset[Label]:
    """All columns of a row besides: what `to_dict`, `vars` or `model_to_dict` gives."""
    labels = serialised(machine, value)
    for ref in value.refs[:4]:
        if isinstance(ref, Row):
            labels |= row_labels(machine, machine.models.by_key[ref.model])
    return labels


def _object_text(machine: Machine, frame: Frame, value: Value, ref: Instance | Row) -> frozenset[Label]:
    key = ref.key if isinstance(ref, Instance) else ref.model
    for name in ("__str__", "__repr__", "__unicode__"):
        method = class_member(machine, frame, key, name, value)
        if method is not None and any(isinstance(found, OwnFunction) for found in method.refs):
            call = ir.Call(0, ir.Name(0, name), (), ())
            return machine.caller(machine, method, CallSite("", name, UNKNOWN, (), (), call, frame)).labels
    own = machine.models.types.get(key)
    if own is not None and (own.kind in {"body", "sqlmodel"} or _is_record(own.node)):
        return all_labels(value)
    return frozenset()


def _is_record(node: ir.Class) -> bool:
    words = {_word(mark) for mark in node.decorators}
    return bool(words & {"dataclass", "define", "s", "frozen", "attrs", "mutable"}) or any(
        _word(base) in {"NamedTuple", "TypedDict"} for base in node.bases
    )


def _word(expr: ir.Expr) -> str:
    if isinstance(expr, ir.Call):
        return _word(expr.callee)
    return expr.id if isinstance(expr, ir.Name) else expr.name if isinstance(expr, ir.Attr) else ""


def row_of(key: str) -> Value:
    """A row of a model."""
    return of_ref(Row(key))

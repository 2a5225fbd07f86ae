"""Forms and serializers as a whole: the fields that they collect, and the columns that saving them writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scanner.code import ir
from scanner.code.inputs import request_item
from scanner.code.machine import Frame, Machine
from scanner.code.models import Model, OwnType
from scanner.code.values import Incoming, Value

_NO_FIELDS = frozenset({"Meta", "submit", "csrf_token", "captcha", "queryset", "widgets", "labels"})


def collect_form(machine: Machine, frame: Frame, key: str, line: int, *, saved: bool) -> None:
    """Put down what a form collects at the present place and, where `saved`, what it stores in its model."""
    own = machine.models.types.get(key)
    if own is None or own.kind != "form":
        return
    model = form_model(machine, own)
    for name in sorted(set(form_fields(machine, own))):
        value = request_item(machine, frame, Incoming("form"), name, line)
        if saved and model is not None and value.labels:
            _store(machine, frame, model, name, value, line)


def _store(machine: Machine, frame: Frame, model: Model, name: str, value: Value, line: int) -> None:  # noqa: PLR0913, PLR0917 - what goes where, and from where
    column = model.by_name(name)
    if column is not None:
        machine.stored(model, column.name, value, machine.seen(frame, line))


def form_model(machine: Machine, own: OwnType) -> Model | None:
    """The model that a form belongs to: `class Meta: model = User`."""
    for near in machine.models.lineage(own.definition.key):
        target = _meta(near).get("model")
        if target is not None:
            key = machine.program.dotted(near.definition.file, target)
            return machine.models.by_key.get(key.removesuffix("()"))
    return None


def form_fields(machine: Machine, own: OwnType) -> Iterator[str]:
    """The names of a form's fields: those that it declares, and those that it takes from its model."""
    for near in machine.models.lineage(own.definition.key):
        for statement in near.node.body:
            if isinstance(statement, ir.Assign) and isinstance(statement.value, ir.Call):
                yield from (
                    target.id
                    for target in statement.targets
                    if isinstance(target, ir.Name) and target.id not in _NO_FIELDS
                )
    listed = next(
        (found for near in machine.models.lineage(own.definition.key) if (found := _meta(near).get("fields"))), None
    )
    if isinstance(listed, ir.Sequence):
        yield from (str(part.value) for part in listed.items if isinstance(part, ir.Const))


def _meta(own: OwnType) -> Mapping[str, ir.Expr]:
    inner = next((part for part in own.node.body if isinstance(part, ir.Class) and part.name == "Meta"), None)
    return {
        target.id: statement.value
        for statement in (inner.body if inner else ())
        if isinstance(statement, ir.Assign) and statement.value is not None
        for target in statement.targets
        if isinstance(target, ir.Name)
    }

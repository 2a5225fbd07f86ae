"""Expressions to values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from scanner.code import ir
from scanner.code.inputs import is_person, is_request_name, key_of, person_value
from scanner.code.machine import CallSite, Frame, Machine
from scanner.code.members import attribute, element, item, sliced, value_of, write
from scanner.code.printing import printed
from scanner.code.sharing import configured
from scanner.code.values import (
    UNKNOWN,
    Foreign,
    Incoming,
    Method,
    OwnFunction,
    Parent,
    Row,
    Value,
    join,
    labelled,
    of_constant,
    of_ref,
)

SLOT = "{}"
"""Stands for what is not known in a text that is put together."""


def _constant(_machine: Machine, _frame: Frame, expr: ir.Expr) -> Value:
    return of_constant(cast("ir.Const", expr).value)


def _name(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    name = cast("ir.Name", expr).id
    scope: Frame | None = frame
    while scope is not None:
        if name in scope.names:
            return scope.names[name]
        scope = scope.outer
    meaning = machine.program.lookup(frame.file, name)
    if meaning is not None:
        return value_of(machine, meaning, name)
    if is_request_name(name):
        return of_ref(Incoming("request"))
    if is_person(name):
        return person_value(machine, name)
    return Value(refs=(Foreign(f"builtins.{name}"),), name=name) if name in _BUILTINS else Value(name=name)


_BUILTINS = frozenset(
    [
        "print",
        "open",
        "str",
        "repr",
        "dict",
        "list",
        "tuple",
        "set",
        "frozenset",
        "sorted",
        "reversed",
        "getattr",
        "setattr",
        "zip",
        "map",
        "filter",
        "next",
        "iter",
        "enumerate",
        "vars",
        "super",
        "format",
        "int",
        "float",
        "bytes",
        "len",
        "min",
        "max",
        "sum",
    ]
)


def _attribute(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    node = cast("ir.Attr", expr)
    return attribute(machine, frame, machine.evaluate(node.base, frame), node.name, node.line)


def _item(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    node = cast("ir.Item", expr)
    base = machine.evaluate(node.base, frame)
    if isinstance(node.key, ir.Slice):
        return sliced(base, node.key)
    return item(machine, frame, base, machine.evaluate(node.key, frame), node.line)


def _call(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    node = cast("ir.Call", expr)
    if isinstance(node.callee, ir.Name) and node.callee.id == "super" and frame.owner and "super" not in frame.names:
        return Value(refs=(Parent(frame.owner),), fields={"this": frame.this or UNKNOWN})
    base = machine.evaluate(node.callee.base, frame) if isinstance(node.callee, ir.Attr) else UNKNOWN
    if isinstance(node.callee, ir.Attr):
        callee = attribute(machine, frame, base, node.callee.name, node.callee.line)
    else:
        callee = machine.evaluate(node.callee, frame)
        base = next((ref.base for ref in callee.refs if isinstance(ref, Method)), UNKNOWN)
    args, keywords = _arguments(machine, frame, node)
    return machine.caller(machine, callee, CallSite("", _word(node.callee), base, args, keywords, node, frame))


def _arguments(
    machine: Machine, frame: Frame, node: ir.Call
) -> tuple[tuple[Value, ...], tuple[tuple[str, Value], ...]]:
    args: list[Value] = []
    keywords: list[tuple[str, Value]] = []
    for argument in node.args:
        if not isinstance(argument, ir.Star):
            args.append(machine.evaluate(argument, frame))
            continue
        value = machine.evaluate(argument.value, frame)
        if argument.double:
            keywords.extend(value.fields.items() if value.fields else [("**", value)])
        else:
            args.extend(value.fields.values() if value.fields else [element(value)])
    keywords.extend((name, machine.evaluate(value, frame)) for name, value in node.keywords)
    return tuple(args), tuple(keywords)


def _word(expr: ir.Expr) -> str:
    return expr.id if isinstance(expr, ir.Name) else expr.name if isinstance(expr, ir.Attr) else ""


def _template(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    values = [machine.evaluate(part, frame) for part in cast("ir.Template", expr).parts]
    return concatenated(machine, frame, values)


def concatenated(machine: Machine, frame: Frame, values: list[Value]) -> Value:
    """A text put together from values: unknown parts become slots in what is known of it."""
    labels = frozenset().union(*(printed(machine, frame, value) for value in values)) if values else frozenset()
    texts = [str(value.constants[0]) if value.constants else SLOT for value in values]
    return Value(labels=labels, constants=("".join(texts)[:2000],), period=_period(values))


def _operation(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    node = cast("ir.Operation", expr)
    values = [machine.evaluate(operand, frame) for operand in node.operands]
    if node.operator == "+" and any(value.text is not None for value in values):
        return concatenated(machine, frame, values)
    if node.operator == "%" and values[0].text is not None:
        filled = concatenated(machine, frame, values)
        return Value(labels=filled.labels, constants=(values[0].text.replace("%s", SLOT).replace("%d", SLOT),))
    numbers = [value.constants[0] for value in values if value.constants]
    if len(numbers) == len(values) and all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        return _computed(node.operator, cast("list[float]", numbers))
    if node.operator in {"+", "|"} and any(value.fields or value.items for value in values):
        return join(values)
    labels = frozenset().union(*(value.labels for value in values))
    return labelled(labels, period=_period(values))


def _computed(operator: str, numbers: list[float]) -> Value:
    total = numbers[0]
    for number in numbers[1:]:
        if operator == "*" and abs(total * number) < 1e15:  # noqa: PLR2004 - beyond, it is no setting
            total = total * number
        elif operator in {"+", "-"}:
            total = total + number if operator == "+" else total - number
        else:
            return UNKNOWN
    return of_constant(total)


def _period(values: list[Value]) -> str | None:
    return next((value.period for value in values if value.period), None)


def _choice(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    node = cast("ir.Choice", expr)
    if node.test is not None and node.test is not node.options[0]:
        machine.evaluate(node.test, frame)
    values = [machine.evaluate(option, frame) for option in node.options]
    if node.test is None:
        # `a or b` is never an `a` that is empty.
        values = [*(value for value in values[:-1] if not _empty(value)), values[-1]]
    return join(values)


def _empty(value: Value) -> bool:
    return value.constants in {(None,), ("",), (0,), (False,)} and not value.labels and not value.refs


def _compare(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    values = [machine.evaluate(operand, frame) for operand in cast("ir.Compare", expr).operands]
    return Value(period=_period(values), name="comparison")


def _sequence(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    made = machine.new()
    for position, part in enumerate(cast("ir.Sequence", expr).items[:200]):
        if isinstance(part, ir.Star):
            made.items = join([value for value in (made.items, element(machine.evaluate(part.value, frame))) if value])
        else:
            made.fields[str(position)] = machine.evaluate(part, frame)
    return made


def _mapping(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    made = machine.new()
    for key, value in cast("ir.Mapping", expr).pairs[:500]:
        held = machine.evaluate(value, frame)
        name = None if key is None else key_of(machine.evaluate(key, frame))
        if key is None and held.fields:
            made.fields.update(held.fields)
        elif name is not None:
            made.fields[name] = held
        else:
            made.items = join([value for value in (made.items, held) if value is not None])
    return made


def _comprehension(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    node = cast("ir.Comprehension", expr)
    inner = Frame(frame.file, frame.symbol, outer=frame, owner=frame.owner, this=frame.this)
    sources: list[Value] = []
    for target, iterable in node.loops:
        sources.append(machine.evaluate(iterable, inner))
        bind(machine, inner, target, element(sources[-1]))
    for test in node.tests:
        machine.evaluate(test, inner)
    made = machine.new(period=_period(sources))
    made.items = machine.evaluate(node.element, inner)
    if node.key is not None:
        key = machine.evaluate(node.key, inner)
        if key.labels:
            made.fields[SLOT] = labelled(key.labels)
    return made


def _lambda(_machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    return of_ref(OwnFunction(cast("ir.Lambda", expr).function, frame.file, frame.owner, closure=frame))


def _walrus(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    node = cast("ir.Walrus", expr)
    frame.names[node.name] = machine.evaluate(node.value, frame)
    return frame.names[node.name]


def _yield(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    given = cast("ir.Yield", expr).value
    if given is not None:
        made = machine.new()
        made.items = machine.evaluate(given, frame)
        frame.results.append(made)
    return UNKNOWN


def _star(machine: Machine, frame: Frame, expr: ir.Expr) -> Value:
    return machine.evaluate(cast("ir.Star", expr).value, frame)


def bind(machine: Machine, frame: Frame, target: ir.Expr, value: Value) -> None:
    """Assign a value to a target of any form."""
    if isinstance(target, ir.Name):
        frame.names[target.id] = value if value is not UNKNOWN else Value(name=target.id)
    elif isinstance(target, ir.Sequence):
        for position, part in enumerate(target.items):
            inner = part.value if isinstance(part, ir.Star) else part
            held = value.fields.get(str(position))
            bind(machine, frame, inner, held if held is not None else element(value))
    elif isinstance(target, ir.Attr):
        base = machine.evaluate(target.base, frame)
        assign_attribute(machine, frame, base, target.name, value, target.line)
    elif isinstance(target, ir.Item) and not isinstance(target.key, ir.Slice):
        base = machine.evaluate(target.base, frame)
        name = key_of(machine.evaluate(target.key, frame))
        if name is not None:
            write(machine, base, name, value)
        elif base.born:
            base.items = value if base.items is None else join((base.items, value))


def assign_attribute(machine: Machine, frame: Frame, base: Value, name: str, value: Value, line: int) -> None:  # noqa: PLR0913, PLR0917 - an assignment, and where it stands
    """`base.name = value`: a write to an object, and to the store where the object is a row."""
    for ref in base.refs:
        if isinstance(ref, Foreign):
            configured(machine, ref.dotted, machine.seen(frame, line))
        if isinstance(ref, Row):
            model = machine.models.by_key[ref.model]
            column = model.by_name(name)
            if column is not None:
                machine.stored(model, column.name, value, machine.seen(frame, line))
    write(machine, base, name, value)


EXPRESSIONS: Mapping[type[ir.Expr], Callable[[Machine, Frame, ir.Expr], Value]] = {
    ir.Const: _constant,
    ir.Name: _name,
    ir.Attr: _attribute,
    ir.Item: _item,
    ir.Call: _call,
    ir.Template: _template,
    ir.Operation: _operation,
    ir.Choice: _choice,
    ir.Compare: _compare,
    ir.Sequence: _sequence,
    ir.Mapping: _mapping,
    ir.Comprehension: _comprehension,
    ir.Lambda: _lambda,
    ir.Walrus: _walrus,
    ir.Yield: _yield,
    ir.Star: _star,
}

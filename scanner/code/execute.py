"""Statements: what they bind, which branch they take, and what guards the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from scanner.code import ir
from scanner.code.evaluate import bind
from scanner.code.guards import guard_of, noted
from scanner.code.machine import Frame, Machine
from scanner.code.members import element, value_of
from scanner.code.values import UNKNOWN, OwnClass, OwnFunction, Value, join, of_ref


def _assign(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    node = cast("ir.Assign", statement)
    if node.value is None:
        return False
    value = machine.evaluate(node.value, frame)
    for target in node.targets:
        bind(machine, frame, target, value)
    return False


def _do(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    machine.evaluate(cast("ir.Do", statement).value, frame)
    return False


def _return(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    value = cast("ir.Return", statement).value
    if value is not None:
        frame.results.append(machine.evaluate(value, frame))
    return True


def _leave(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    value = cast("ir.Leave", statement).value
    if value is not None:
        machine.evaluate(value, frame)
    return True


def _if(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    node = cast("ir.If", statement)
    tested = machine.evaluate(node.test, frame)
    guard = guard_of(node.test)
    noted(machine, frame, node, guard)
    before = dict(frame.names)
    then_left = _guarded(machine, frame, node.then, guard.then, tested.period)
    then_names, frame.names = frame.names, before
    else_left = _guarded(machine, frame, node.otherwise, guard.otherwise, None)
    if then_left and else_left:
        return True
    if then_left or else_left:
        if then_left and guard.otherwise:
            machine.guards.append(guard.otherwise)
        frame.names = frame.names if then_left else then_names
        return False
    frame.names = _merged(frame.names, then_names)
    return False


def _guarded(machine: Machine, frame: Frame, body: tuple[ir.Stmt, ...], guard: str, period: str | None) -> bool:
    machine.guards.append(guard)
    machine.periods.append(period or "")
    with machine.branch():
        left = machine.run(body, frame)
    machine.guards.pop()
    machine.periods.pop()
    return left


def _merged(left: dict[str, Value], right: dict[str, Value]) -> dict[str, Value]:
    merged = dict(left)
    for name, value in right.items():
        other = left.get(name)
        merged[name] = value if other is None or other is value else join((other, value))
    return merged


def _loop(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    node = cast("ir.Loop", statement)
    iterable = machine.evaluate(node.iterable, frame)
    before = dict(frame.names)
    machine.periods.append(iterable.period or "")
    with machine.branch():
        if node.target is not None:
            bind(machine, frame, node.target, element(iterable))
        machine.run(node.body, frame)
    machine.periods.pop()
    frame.names = _merged(before, frame.names)
    machine.run(node.otherwise, frame)
    return False


def _with(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    node = cast("ir.With", statement)
    for expr, target in node.items:
        value = machine.evaluate(expr, frame)
        if target is not None:
            bind(machine, frame, target, value)
    return machine.run(node.body, frame)


def _branches(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    node = cast("ir.Branches", statement)
    left = machine.run(node.first, frame)
    for block in node.blocks:
        before = dict(frame.names)
        with machine.branch():
            block_left = machine.run(block, frame)
        frame.names = before if block_left else _merged(before, frame.names)
        left = left and block_left
    return machine.run(node.last, frame) or (left and bool(node.blocks))


def _function(_machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    node = cast("ir.Function", statement)
    frame.names[node.name] = of_ref(OwnFunction(node, frame.file, frame.owner, closure=frame), name=node.name)
    return False


def _class(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    node = cast("ir.Class", statement)
    key = f"{frame.file.dotted}.{node.name}"
    frame.names[node.name] = of_ref(OwnClass(key), name=node.name) if key in machine.models.types else UNKNOWN
    return False


def _import(machine: Machine, frame: Frame, statement: ir.Stmt) -> bool:
    node = cast("ir.Import", statement)
    if node.name != "*":
        frame.names[node.alias] = value_of(machine, machine.program.imported(frame.file, node), node.alias)
    return False


STATEMENTS: Mapping[type[ir.Stmt], Callable[[Machine, Frame, ir.Stmt], bool]] = {
    ir.Assign: _assign,
    ir.Do: _do,
    ir.Return: _return,
    ir.Leave: _leave,
    ir.If: _if,
    ir.Loop: _loop,
    ir.With: _with,
    ir.Branches: _branches,
    ir.Function: _function,
    ir.Class: _class,
    ir.Import: _import,
}

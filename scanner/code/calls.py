"""Calls: functions of the code base are entered, classes make objects, the rest is recognised or passes data on."""

from __future__ import annotations

import sys
from dataclasses import replace

from detectors.model import Protection
from scanner.code import ir, tables
from scanner.code.erasure import closed_accounts, erases_people, is_erasure
from scanner.code.forms import collect_form
from scanner.code.library import foreign_call
from scanner.code.machine import MAX_CALLS, CallSite, Frame, Machine, Summary
from scanner.code.members import class_member
from scanner.code.methods import method_call
from scanner.code.rows import made_row
from scanner.code.sanitizers import protection_of
from scanner.code.values import (
    UNKNOWN,
    Foreign,
    Instance,
    Method,
    OwnClass,
    OwnFunction,
    Row,
    Value,
    all_labels,
    digest,
    join,
    labelled,
    of_ref,
)

MAX_TARGETS = 4
"""A call that may mean more than this many functions is followed into the first of them."""


def call(machine: Machine, callee: Value, site: CallSite) -> Value:
    """What a call gives, whatever is called."""
    found = [_call_ref(machine, ref, site) for ref in callee.refs[:MAX_TARGETS]]
    return join(found) if found else method_call(machine, replace(site, base=callee))


def _call_ref(machine: Machine, ref: object, site: CallSite) -> Value:  # noqa: PLR0911 - one line a kind
    if isinstance(ref, OwnFunction):
        return invoke(machine, ref, site)
    if isinstance(ref, OwnClass):
        return _construct(machine, ref, site)
    if isinstance(ref, Foreign):
        return foreign_call(machine, replace(site, dotted=ref.dotted, name=ref.dotted.rpartition(".")[2]))
    if isinstance(ref, Method):
        queued = _queued(machine, ref, site)
        return queued if queued is not None else method_call(machine, replace(site, name=ref.name, base=ref.base))
    if isinstance(ref, Row):
        return of_ref(ref)
    if isinstance(ref, Instance):
        method = class_member(machine, site.frame, ref.key, "__call__", of_ref(ref))
        return call(machine, method, site) if method is not None and method.refs else UNKNOWN
    return UNKNOWN


def _queued(machine: Machine, ref: Method, site: CallSite) -> Value | None:
    """`task.delay(x)`: handed to a queue, and run by a worker."""
    task = next((of for of in ref.base.refs if isinstance(of, OwnFunction)), None)
    if task is None or ref.name not in tables.names("queues", "methods"):
        return None
    method_call(machine, replace(site, name=ref.name, base=Value(name=task.node.name)))
    args = site.args
    if ref.name == "apply_async":
        given = site.argument(0, "args")
        args = tuple(given.fields.values())
    invoke(machine, task, replace(site, args=args))
    return UNKNOWN


def invoke(machine: Machine, function: OwnFunction, site: CallSite) -> Value:
    """Enter a function with the arguments of a call, or use what a like call gave."""
    node = function.node
    if node in machine.stack or len(machine.stack) >= MAX_CALLS:
        known = machine.memo.get(id(node))
        return known.result if known else _opaque(site)
    key = _memo_key(machine, function, site)
    known = machine.memo.get(key) or machine.memo.get((key, machine.place))
    if known is not None:
        machine.removals.extend(known.removals)
        return known.result
    return _entered(machine, function, site, key)


def _entered(machine: Machine, function: OwnFunction, site: CallSite, key: object) -> Value:
    node = function.node
    born, oldest, place_read, started = machine.serial, machine.oldest_write, machine.place_read, len(machine.removals)
    machine.oldest_write, machine.place_read = sys.maxsize, False
    result = run_function(machine, function, site)
    summary = Summary(result, tuple(dict.fromkeys(machine.removals[started:])))
    nested = isinstance(function.closure, Frame) and function.closure.symbol != ""
    if machine.oldest_write > born and not nested:
        # What writes to its caller's objects, or sees its caller's names, is entered each time.
        machine.memo[(key, machine.place) if machine.place_read else key] = summary
    machine.memo[id(node)] = summary
    machine.oldest_write = min(oldest, machine.oldest_write)
    machine.place_read = place_read or machine.place_read
    return result


def run_function(machine: Machine, function: OwnFunction, site: CallSite) -> Value:
    """Run a function's body and join what it returns."""
    node = function.node
    machine.entered.add(id(node))
    frame = _frame(machine, function, site)
    guards, started = machine.guards[:], len(machine.removals)
    wiped = {key: set(columns) for key, columns in machine.wiped.items()}
    machine.stack.append(node)
    machine.run(node.body, frame)
    machine.stack.pop()
    machine.guards[:] = guards
    removals = machine.removals[started:]
    if is_erasure(node, machine.place, entry=not machine.stack) or erases_people(machine, frame, removals):
        closed_accounts(machine, frame, node, removals, wiped)
    return _in_form(node.name, join(frame.results))


def _in_form(name: str, result: Value) -> Value:
    """What a function gives that masks or hashes by its name."""
    protection = protection_of("", name) if result.labels and name not in tables.names("cleaners", "names") else None
    if protection is None:
        return result
    changed = frozenset(
        replace(label, protection=protection) if label.protection is Protection.PLAIN else label
        for label in result.labels
    )
    return labelled(changed, name=result.name)


def _memo_key(machine: Machine, function: OwnFunction, site: CallSite) -> object:
    args = tuple(digest(value) for value in site.args)
    keywords = tuple((name, digest(value)) for name, value in site.keywords)
    bound = digest(function.bound) if function.bound is not None else None
    return id(function.node), bound, args, keywords, machine.consented, "".join(machine.periods[-2:])


def _opaque(site: CallSite) -> Value:
    return labelled(frozenset().union(*(value.labels for value in site.values))) if site.values else UNKNOWN


def _frame(machine: Machine, function: OwnFunction, site: CallSite) -> Frame:
    node = function.node
    owner = function.owner.rpartition(".")[2] + "." if function.owner else ""
    frame = Frame(function.file, f"{owner}{node.name}", owner=function.owner, this=function.bound)
    frame.outer = function.closure if isinstance(function.closure, Frame) else None
    params = list(node.params)
    if function.bound is not None and params and not params[0].kind:
        frame.names[params.pop(0).name] = function.bound
    _bind_params(machine, frame, params, site)
    return frame


def _bind_params(machine: Machine, frame: Frame, params: list[ir.Param], site: CallSite) -> None:
    args, keywords = list(site.args), dict(site.keywords)
    for param in params:
        if param.kind == "*":
            rest = machine.new(fields={str(at): value for at, value in enumerate(args)})
            frame.names[param.name], args = rest, []
        elif param.kind == "**":
            frame.names[param.name] = machine.new(fields={**keywords})
        elif param.name in keywords:
            frame.names[param.name] = keywords.pop(param.name)
        elif args:
            frame.names[param.name] = args.pop(0)
        elif "**" in keywords:
            spread = keywords["**"]
            frame.names[param.name] = spread.fields.get(param.name) or labelled(spread.labels, name=param.name)
        else:
            default = machine.evaluate(param.default, frame) if param.default is not None else UNKNOWN
            frame.names[param.name] = default if default is not UNKNOWN else Value(name=param.name)


def _construct(machine: Machine, ref: OwnClass, site: CallSite) -> Value:
    model = machine.models.by_key.get(ref.key)
    made = made_row(machine, model, site) if model else machine.new(refs=(Instance(ref.key),), name=site.name)
    if model is None and machine.place.route.startswith("/"):
        collect_form(machine, site.frame, ref.key, site.expr.line, saved=False)
    start = class_member(machine, site.frame, ref.key, "__init__", made)
    if start is not None:
        call(machine, start, site)
    elif model is None:
        _filled(machine, ref, made, site)
    return made


def _filled(machine: Machine, ref: OwnClass, made: Value, site: CallSite) -> None:
    """The fields of a dataclass or body: by name, and by the order of their annotations."""
    own = machine.models.types.get(ref.key)
    order = [
        target.id
        for statement in (own.node.body if own else ())
        if isinstance(statement, ir.Assign) and statement.annotation is not None
        for target in statement.targets
        if isinstance(target, ir.Name)
    ]
    made.fields.update(zip(order, site.args, strict=False))
    for name, value in site.keywords:
        if name == "**":
            made.items = labelled(all_labels(value))
        else:
            made.fields[name] = value

"""Functions that Python brings along: what they make of their arguments."""

from __future__ import annotations

from scanner.code.machine import CallSite, Machine
from scanner.code.members import attribute, element
from scanner.code.printing import printed, serialised
from scanner.code.values import UNKNOWN, Value, join, labelled


def builtin(machine: Machine, site: CallSite) -> Value | None:  # noqa: PLR0911 - one line a function
    """The result of a builtin function; None for anything else."""
    if not site.dotted.startswith("builtins."):
        return None
    first = site.argument(0)
    if site.name in {"str", "repr", "format"}:
        return Value(labels=printed(machine, site.frame, first), constants=first.constants, name=first.name)
    if site.name in {"list", "tuple", "set", "frozenset", "sorted", "reversed", "iter", "filter"}:
        return site.args[-1] if site.args else machine.new()
    if site.name == "dict":
        made = machine.new(fields={**first.fields, **dict(site.keywords)}, items=first.items, labels=first.labels)
        made.refs = first.refs
        return made
    if site.name == "getattr":
        name = site.argument(1).text
        return attribute(machine, site.frame, first, name, site.expr.line) if name else first
    if site.name == "vars":
        return labelled(serialised(machine, first))
    return _sequence_function(machine, site, first)


def _sequence_function(machine: Machine, site: CallSite, first: Value) -> Value | None:
    if site.name == "next":
        return element(first)
    if site.name == "enumerate":
        pair = machine.new(fields={"0": UNKNOWN, "1": element(first)})
        return machine.new(items=pair)
    if site.name == "zip":
        return machine.new(items=machine.new(fields={str(at): element(value) for at, value in enumerate(site.args)}))
    if site.name == "map":
        inputs = tuple(element(value) for value in site.args[1:])
        call = CallSite("", "", UNKNOWN, inputs, (), site.expr, site.frame)
        return machine.new(items=machine.caller(machine, first, call))
    if site.name in {"int", "float", "bytes"}:
        return Value(labels=first.labels, constants=first.constants, name=first.name)
    return join(site.args) if site.name in {"min", "max"} else None

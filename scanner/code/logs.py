"""Calls that write to logs: the message's template, and which slot of it gets which data."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detectors.redact import safe_name
from scanner.code import ir, tables
from scanner.code.machine import CallSite, Machine
from scanner.code.printing import printed
from scanner.code.values import UNKNOWN, Foreign, Label, Value, of_ref

MAX_TEMPLATE = 80
_FORMAT = re.compile(r"%(?:\(\w{1,40}\))?[-+ #0]{0,5}\d{0,3}(?:\.\d{1,3})?[sdrifgxXeco]|\{[^{}]{0,60}\}")


def logged(machine: Machine, site: CallSite) -> Value | None:
    """A log call: what its slots hold goes to the log of the file; None for other calls."""
    if not _is_log(site):
        return _bound(site)
    args = site.args[1:] if site.name in tables.names("logs", "levelled") and len(site.args) > 1 else site.args
    exprs = site.expr.args[len(site.args) - len(args) :]
    if not args and not site.keywords:
        return UNKNOWN
    template = template_of(exprs[0]) if exprs else "*"
    field = safe_name(template)[:MAX_TEMPLATE]
    for slot, labels in enumerate(_slots(machine, site, exprs, args), start=1):
        if labels:
            machine.findings.log(site.frame.file.path, f"{field}[{slot}]", labels, site.seen)
    return UNKNOWN


def _is_log(site: CallSite) -> bool:
    bare = tables.bare(site.dotted)
    if bare in tables.names("logs", "prints"):
        return site.keyword("file") is None or site.keyword("file") is UNKNOWN or bool(site.keyword("file").refs)  # type: ignore[union-attr] # asked before
    if site.name not in tables.names("logs", "methods"):
        return False
    if bare:
        return tables.under("logs", "roots", bare) or bare.rpartition(".")[0].rpartition(".")[2] in tables.names(
            "logs", "names"
        )
    return site.base.name.casefold() in tables.names("logs", "names") or site.base.name.casefold().endswith("logger")


def _bound(site: CallSite) -> Value | None:
    """`logger.bind(user=x)` is a logger still."""
    if site.name in tables.names("logs", "binds") and site.dotted and tables.under("logs", "roots", site.dotted):
        return of_ref(Foreign(f"{site.dotted}()"), name="logger")
    if not site.dotted and site.name == "bind" and site.base.name.casefold() in tables.names("logs", "names"):
        return Value(name="logger")
    return None


def _slots(
    machine: Machine, site: CallSite, exprs: tuple[ir.Expr, ...], args: tuple[Value, ...]
) -> Iterable[frozenset[Label]]:
    """The data in each slot of the message, then in further arguments, then in keywords."""
    if exprs:
        yield from _message_slots(machine, site, exprs[0], args[0])
    for value in args[1:]:
        # `logging.info("%(a)s", {"a": x})` gives its slots by name: each is one more slot.
        yield from (
            printed(machine, site.frame, held)
            for held in (value.fields.values() if value.fields and not value.refs else (value,))
        )
    silent, loud = tables.names("logs", "silent"), tables.names("logs", "loud")
    for name, value in site.keywords:
        if name in loud:
            yield from (printed(machine, site.frame, held) for held in value.fields.values())
        elif name not in silent:
            yield printed(machine, site.frame, value)


def _message_slots(machine: Machine, site: CallSite, expr: ir.Expr, value: Value) -> Iterable[frozenset[Label]]:
    parts = slot_parts(expr)
    if parts:
        known = [printed(machine, site.frame, machine.evaluate(part, site.frame)) for part in parts]
        yield from known
    elif not isinstance(expr, ir.Const):
        yield printed(machine, site.frame, value)


def slot_parts(expr: ir.Expr) -> tuple[ir.Expr, ...]:
    """The expressions that fill the slots of a message written as f-string, with `%`, `.format` or `+`."""
    if isinstance(expr, ir.Template):
        return tuple(part for part in expr.parts if not isinstance(part, ir.Const))
    if isinstance(expr, ir.Operation) and expr.operator == "%" and isinstance(expr.operands[0], ir.Const):
        last = expr.operands[-1]
        if isinstance(last, ir.Mapping):
            return tuple(value for _, value in last.pairs)
        return last.items if isinstance(last, ir.Sequence) else (last,)
    if isinstance(expr, ir.Operation) and expr.operator == "+":
        return tuple(part for part in expr.operands if not isinstance(part, ir.Const))
    if isinstance(expr, ir.Call) and isinstance(expr.callee, ir.Attr) and expr.callee.name == "format":
        return (*expr.args, *(value for _, value in expr.keywords))
    return ()


def template_of(expr: ir.Expr) -> str:
    """The message with `*` for each slot."""
    if isinstance(expr, ir.Const):
        return _FORMAT.sub("*", str(expr.value))
    if isinstance(expr, ir.Template):
        return "".join(str(part.value) if isinstance(part, ir.Const) else "*" for part in expr.parts)
    if isinstance(expr, ir.Operation) and expr.operator == "%":
        return template_of(expr.operands[0])
    if isinstance(expr, ir.Operation) and expr.operator == "+":
        return "".join(template_of(part) for part in expr.operands)
    if isinstance(expr, ir.Call) and isinstance(expr.callee, ir.Attr) and expr.callee.name == "format":
        return template_of(expr.callee.base)
    return "*"

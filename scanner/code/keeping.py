"""Calls that keep data elsewhere than in tables: caches, queues and files."""

from __future__ import annotations

from scanner.code import tables
from scanner.code.machine import CallSite, Machine
from scanner.code.printing import serialised
from scanner.code.values import UNKNOWN, Foreign, Label, Value
from scanner.model import FlowKind

MAX_NAME = 60


def kept(machine: Machine, site: CallSite) -> Value | None:
    """Data put into a cache, a queue or a file; None for other calls."""
    bare = tables.bare(site.dotted) if site.dotted else ""
    for keeper in (_cache, _queue, _file):
        found = keeper(machine, site, bare)
        if found is not None:
            return found
    return None


def _cache(machine: Machine, site: CallSite, bare: str) -> Value | None:
    known = bare.rpartition(".")[0].rpartition(".")[2] if bare else site.base.name
    ours = known.casefold() in tables.names("caches", "names") or (bool(bare) and tables.under("caches", "roots", bare))
    if not ours:
        return None
    if site.name not in tables.names("caches", "methods"):
        # What is read back was put in elsewhere; the key says nothing about it.
        return Value(refs=(Foreign(f"{site.dotted}()"),)) if bare else UNKNOWN
    kind = "queue" if site.name in tables.names("caches", "queues") else "cache"
    labels = _labels(machine, (*site.args[1:], *(value for _, value in site.keywords)))
    _put(machine, site, kind, f"{kind}:{_name(site.argument(0))}", labels, FlowKind.STORE)
    return UNKNOWN


def _queue(machine: Machine, site: CallSite, bare: str) -> Value | None:
    if site.name not in tables.names("queues", "methods"):
        return None
    if bare and not tables.under("queues", "roots", bare) and site.name not in {"delay", "apply_async", "enqueue"}:
        return None
    silent = tables.names("queues", "silent")
    values = (*site.args, *(value for name, value in site.keywords if name not in silent))
    task = (
        site.base.name
        if site.name in {"delay", "apply_async", "kiq"}
        else site.argument(0).name or _name(site.argument(0))
    )
    if not bare and not site.base.name:
        return None
    _put(machine, site, "queue", f"queue:{task or 'task'}", _labels(machine, values), FlowKind.STORE)
    return UNKNOWN


def _file(machine: Machine, site: CallSite, bare: str) -> Value | None:
    if bare in tables.names("files", "openers"):
        mode = site.argument(1, "mode").text or "r"
        name = site.argument(0).text if set(mode) & set("wax+") else None
        return Value(refs=(Foreign("file"),), fields={"file": Value(constants=(name,))} if name else {}, name="file")
    if bare in tables.names("files", "writers"):
        return Value(refs=(Foreign("file"),), fields=dict(site.argument(0).fields), name="file")
    target = site.argument(1).fields if bare in tables.names("files", "dumpers") else site.base.fields
    if bare not in tables.names("files", "dumpers") and site.name not in tables.names("files", "methods"):
        return None
    name = target.get("file", UNKNOWN).text
    if name is None:
        return None
    _put(machine, site, "file", name.lstrip("/"), _labels(machine, site.values), FlowKind.COPY)
    return UNKNOWN


def _put(machine: Machine, site: CallSite, kind: str, name: str, labels: frozenset[Label], flow: FlowKind) -> None:  # noqa: PLR0913, PLR0917 - what is put where
    by_category: dict[str, set[Label]] = {}
    for label in labels:
        by_category.setdefault(label.category.rpartition(".")[2], set()).add(label)
    store = machine.findings.store(kind, name.replace("{}", "*")[:MAX_NAME])
    for path, found in sorted(by_category.items()):
        machine.findings.keep(store, path, found, site.seen, flow=flow)


def _name(value: Value) -> str:
    return value.text or value.name or "*"


def _labels(machine: Machine, values: tuple[Value, ...]) -> frozenset[Label]:
    return frozenset().union(*(serialised(machine, value) for value in values)) if values else frozenset()

"""Where the evaluator starts: modules, then routes and jobs, then every function that nothing reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detectors.model import Confidence
from scanner.code import ir, tables
from scanner.code.calls import run_function
from scanner.code.columns import innermost
from scanner.code.findings import IN_MEMORY, medium
from scanner.code.forms import collect_form
from scanner.code.inputs import collected_param, is_person, is_request_name, person_value
from scanner.code.judge import judge
from scanner.code.machine import CallSite, Frame, Machine, Place
from scanner.code.members import class_member, value_of
from scanner.code.places import is_migration, is_test
from scanner.code.program import CodeFile, Definition, top_level
from scanner.code.routes import VIEW_METHODS, Routes, method_of
from scanner.code.values import UNKNOWN, Incoming, Instance, OwnFunction, Row, Value, join, labelled, of_ref

_SIMPLE = frozenset(
    {
        "str",
        "int",
        "float",
        "bool",
        "EmailStr",
        "UUID",
        "date",
        "datetime",
        "Decimal",
        "Optional",
        "HttpUrl",
        "SecretStr",
        "constr",
        "",
    }
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A function to start at, the class it is a method of, and the place that requests reach it by."""

    node: ir.Function
    file: CodeFile
    owner: str
    place: Place
    routed: bool


def explore(machine: Machine, routes: Routes) -> None:
    """Run everything once: each module's top level, each entry, each function that was not reached."""
    files = [file for file in machine.program.files if not is_test(file.path) and not is_migration(file.path)]
    for file in files:
        machine.modules[file.dotted] = Frame(file, "")
    for file in sorted(files, key=lambda file: ("setting" not in file.path and "config" not in file.path, file.path)):
        _start(machine, Place(file.dotted))
        machine.run(file.module.body, machine.modules[file.dotted])
    entries = [entry for file in files for entry in _entries(machine, file, routes)]
    called = frozenset().union(*(file.module.names for file in files)) if files else frozenset()
    entries.sort(key=lambda entry: (not entry.routed, entry.node.name in called, entry.file.path, entry.node.line))
    _view_forms(machine, routes)
    for entry in entries:
        if entry.routed or id(entry.node) not in machine.entered:
            _run(machine, entry)


def _entries(machine: Machine, file: CodeFile, routes: Routes) -> Iterator[Entry]:
    for statement in top_level(file.module.body):
        if isinstance(statement, ir.Function):
            yield from _with_inner(_entry(file, statement, "", routes), file, routes)
        elif isinstance(statement, ir.Class):
            key = f"{file.dotted}.{statement.name}"
            for inner in statement.body:
                if isinstance(inner, ir.Function) and not _is_property_of_nothing(inner):
                    yield _method_entry(machine, file, inner, key, routes)
            yield from _inherited(machine, key, routes)


def _with_inner(entry: Entry, file: CodeFile, routes: Routes) -> Iterator[Entry]:
    yield entry
    for inner in top_level(entry.node.body):
        if isinstance(inner, ir.Function) and routes.of(f"{file.dotted}.{inner.name}") is not None and inner.decorators:
            yield _entry(file, inner, "", routes)


def _entry(file: CodeFile, node: ir.Function, owner: str, routes: Routes) -> Entry:
    key = f"{owner or file.dotted}.{node.name}"
    place = routes.of(key)
    return Entry(node, file, owner, place or Place(key), place is not None)


def _method_entry(machine: Machine, file: CodeFile, node: ir.Function, owner: str, routes: Routes) -> Entry:
    entry = _entry(file, node, owner, routes)
    above = routes.of(owner)
    own = machine.models.types.get(owner)
    if entry.routed or own is None or own.kind != "view" or node.name not in VIEW_METHODS:
        return entry
    return Entry(node, file, owner, method_of(above, node.name) if above else entry.place, routed=True)


def _inherited(machine: Machine, key: str, routes: Routes) -> Iterator[Entry]:
    """Methods that a routed view has from its bases in the code base."""
    place = routes.of(key)
    own = (
        {part.name for part in machine.models.types[key].node.body if isinstance(part, ir.Function)} if place else set()
    )
    for near in list(machine.models.lineage(key))[1:] if place else ():
        for part in near.node.body:
            if isinstance(part, ir.Function) and part.name in VIEW_METHODS and part.name not in own:
                own.add(part.name)
                yield Entry(part, near.definition.file, key, method_of(place, part.name), routed=True)  # type: ignore[arg-type] # asked above


def _view_forms(machine: Machine, routes: Routes) -> None:
    """Generic views name their form or serializer: its fields enter at the view's route, and are stored."""
    for key in sorted(machine.models.types):
        own = machine.models.types[key]
        place = routes.of(key)
        if (own.kind != "view" and place is None) or is_test(own.definition.file.path):
            continue
        for name in ("form_class", "serializer_class"):
            form = next(
                (
                    _class_of(machine, near.definition.file, value)
                    for near in machine.models.lineage(key)
                    for value in _class_values(near.node, name)
                ),
                "",
            )
            if form:
                _start(machine, Place(place.route if place else key, ("POST",)))
                frame = Frame(own.definition.file, own.node.name)
                collect_form(machine, frame, form, own.node.line, saved="Delete" not in own.node.name)


def _class_values(node: ir.Class, name: str) -> Iterator[ir.Expr]:
    for statement in node.body:
        if not isinstance(statement, ir.Assign) or statement.value is None:
            continue
        if any(isinstance(target, ir.Name) and target.id == name for target in statement.targets):
            yield statement.value


def _class_of(machine: Machine, file: CodeFile, value: ir.Expr) -> str:
    return machine.program.dotted(file, value)


def _is_property_of_nothing(node: ir.Function) -> bool:
    return node.name in {"__init__", "__repr__", "__str__", "__eq__", "__hash__", "__unicode__"}


def _start(machine: Machine, place: Place) -> None:
    machine.place = place
    machine.entry_steps = 0
    machine.guards.clear()
    machine.branches.clear()
    machine.periods.clear()


def _run(machine: Machine, entry: Entry) -> None:
    _start(machine, entry.place)
    outer = machine.modules[entry.file.dotted]
    frame = Frame(entry.file, entry.node.name, outer=outer, owner=entry.owner or None)
    this = _this(machine, frame, entry) if entry.owner and not _is_static(entry.node) else None
    params = entry.node.params[1:] if this is not None else entry.node.params
    if this is not None:
        frame.this = this
    given = tuple((param.name, _given(machine, frame, entry, param)) for param in params if not param.kind)
    call = ir.Call(entry.node.line, ir.Name(entry.node.line, entry.node.name), (), ())
    function = OwnFunction(entry.node, entry.file, entry.owner or None, this)
    run_function(machine, function, CallSite("", entry.node.name, UNKNOWN, (), given, call, frame))


def _is_static(node: ir.Function) -> bool:
    return any(isinstance(mark, ir.Name) and mark.id == "staticmethod" for mark in node.decorators)


def _this(machine: Machine, frame: Frame, entry: Entry) -> Value:
    if entry.owner in machine.models.by_key:
        return machine.new(refs=(Row(entry.owner),), name=entry.owner.rpartition(".")[2].lower())
    if entry.owner not in machine.objects:
        made = machine.new(refs=(Instance(entry.owner),))
        machine.objects[entry.owner] = made
        start = class_member(machine, frame, entry.owner, "__init__", made)
        function = next((ref for ref in start.refs if isinstance(ref, OwnFunction)), None) if start else None
        if function is not None:
            inner = Entry(function.node, function.file, entry.owner, entry.place, routed=False)
            given = tuple((p.name, _given(machine, frame, inner, p)) for p in function.node.params[1:] if not p.kind)
            call = ir.Call(function.node.line, ir.Name(0, "__init__"), (), ())
            run_function(machine, function, CallSite("", "__init__", UNKNOWN, (), given, call, frame))
    return machine.objects[entry.owner]


def _given(machine: Machine, frame: Frame, entry: Entry, param: ir.Param) -> Value:
    """What a parameter of an entry holds, by its annotation, its route, or its name."""
    word = innermost(param.annotation)
    if is_request_name(param.name) or word in {"Request", "HttpRequest"}:
        return of_ref(Incoming("request"), name=param.name)
    typed = _typed(machine, frame, entry, param, word)
    if typed is not None:
        return typed
    if entry.routed:
        return _routed(machine, frame, entry, param, word)
    if is_person(param.name):
        return person_value(machine, param.name)
    return _guessed(machine, frame, entry, param)


def _typed(machine: Machine, frame: Frame, entry: Entry, param: ir.Param, word: str) -> Value | None:
    meaning = machine.program.lookup(entry.file, word) if word and word not in _SIMPLE else None
    if not isinstance(meaning, Definition) or not isinstance(meaning.node, ir.Class):
        return None
    if meaning.key in machine.models.by_key:
        return of_ref(Row(meaning.key), name=param.name)
    own = machine.models.types.get(meaning.key)
    made = machine.new(refs=(Instance(meaning.key),), name=param.name)
    if own is not None and (own.kind == "body" or own.node.decorators):
        for field in _fields(machine, meaning.key):
            made.fields[field] = (
                collected_param(machine, frame, field, param_line(entry, param), kind="body")
                if entry.routed
                else _object_field(machine, frame, own.node.name, field)
            )
    return made


def _fields(machine: Machine, key: str) -> list[str]:
    return [
        target.id
        for near in machine.models.lineage(key)
        for statement in near.node.body
        if isinstance(statement, ir.Assign) and statement.annotation is not None
        for target in statement.targets
        if isinstance(target, ir.Name)
    ]


def _object_field(machine: Machine, frame: Frame, owner: str, field: str) -> Value:
    finding = judge(field, owner=owner)
    if finding is None or not is_person(owner):
        return Value(name=field)
    store = machine.findings.store(IN_MEMORY, f"object:{owner}")
    return labelled(
        (machine.findings.remember(store, field, medium(finding), machine.seen(frame, 1), subject=None),), name=field
    )


def _routed(machine: Machine, frame: Frame, entry: Entry, param: ir.Param, word: str) -> Value:
    default = param.default.callee if isinstance(param.default, ir.Call) else None
    marker = getattr(default, "id", getattr(default, "name", ""))
    if marker in tables.names("routes.parameters", "inside") or word in tables.names("routes.parameters", "inside"):
        return _depended(machine, frame, entry, param)
    kind = (
        "path" if f"{{{param.name}}}" in entry.place.route else "form" if marker in {"Form", "Body", "File"} else "args"
    )
    if word in _SIMPLE or marker in tables.names("routes.parameters", "outside"):
        return collected_param(machine, frame, param.name, entry.node.line, kind="other" if kind == "path" else kind)
    return person_value(machine, param.name) if is_person(param.name) else Value(name=param.name)


def _depended(machine: Machine, frame: Frame, entry: Entry, param: ir.Param) -> Value:
    """`Depends(f)`: what `f` returns."""
    call = param.default
    if isinstance(call, ir.Call) and call.args and isinstance(call.args[0], ir.Name):
        meaning = machine.program.lookup(entry.file, call.args[0].id)
        if isinstance(meaning, Definition) and isinstance(meaning.node, ir.Function):
            target = value_of(machine, meaning)
            found = machine.caller(machine, target, CallSite("", meaning.node.name, UNKNOWN, (), (), call, frame))
            known = [found] if found.refs or found.labels or found.fields else []
            return join([*known, *([person_value(machine, param.name)] if is_person(param.name) and not known else [])])
    return person_value(machine, param.name) if is_person(param.name) else Value(name=param.name)


def _guessed(machine: Machine, frame: Frame, entry: Entry, param: ir.Param) -> Value:
    """A parameter that nothing in the code base fills: by its name, where that leaves no doubt."""
    finding = judge(param.name, owner=entry.node.name)
    if (
        finding is None
        or finding.confidence is not Confidence.HIGH
        or param.name == "name"
        or param.name.endswith("id")
    ):
        return Value(name=param.name)
    store = machine.findings.store(IN_MEMORY, f"object:{entry.file.dotted}.{entry.node.name}")
    label = machine.findings.remember(
        store, param.name, medium(finding), machine.seen(frame, entry.node.line), subject=None
    )
    return labelled((label,), name=param.name)


def param_line(entry: Entry, param: ir.Param) -> int:
    """The line of a parameter: its annotation's, else its function's."""
    return param.annotation.line if param.annotation is not None else entry.node.line

"""Attributes and items of values: what `value.name` and `value[key]` are."""

from __future__ import annotations

from detectors.model import Protection
from scanner.code import ir, tables
from scanner.code.findings import protected
from scanner.code.forms import form_fields
from scanner.code.inputs import (
    column_value,
    guessed_attribute,
    is_person,
    is_request_name,
    key_of,
    person_value,
    request_attribute,
    request_item,
)
from scanner.code.machine import CallSite, Frame, Machine
from scanner.code.models import OwnType
from scanner.code.program import CodeFile, Definition, Meaning
from scanner.code.values import (
    UNKNOWN,
    Foreign,
    Incoming,
    Instance,
    Method,
    OwnClass,
    OwnFunction,
    OwnModule,
    Parent,
    Row,
    Value,
    join,
    labelled,
    of_ref,
)

_QUERY_ROOTS = frozenset({"query", "objects", "_default_manager", "all_objects", "select"})


def attribute(machine: Machine, frame: Frame, base: Value, name: str, line: int) -> Value:
    """`base.name`."""
    held = base.fields.get(name)
    if held is not None:
        return held
    found = [value for ref in base.refs[:4] if (value := _of_ref(machine, frame, base, ref, name, line)) is not None]
    if found:
        return join(found)
    guessed = guessed_attribute(machine, frame, base.name, name, line) if not base.labels else None
    if guessed is not None:
        return guessed
    return _open(machine, base, name)


def _open(machine: Machine, base: Value, name: str) -> Value:
    """An attribute of which only the name is known."""
    if not base.labels and is_person(name) and machine.person(name) is not None:
        return person_value(machine, name)
    if not base.labels and is_request_name(name):
        return of_ref(Incoming("request"))
    value = Value(labels=base.labels if name not in tables.names("stores", "plain") else frozenset(), name=name)
    value.refs = (Method(base, name),)
    return value


def _of_ref(machine: Machine, frame: Frame, base: Value, ref: object, name: str, line: int) -> Value | None:  # noqa: PLR0911, PLR0913, PLR0917 - one line a kind, and where it stands
    if isinstance(ref, Foreign):
        found = foreign_attribute(machine, ref, name)
        if base.labels and not found.labels:
            found.labels = base.labels
        return found
    if isinstance(ref, OwnModule):
        meaning = machine.program.member(ref.file, name)
        return value_of(machine, meaning, name) if meaning else None
    if isinstance(ref, OwnClass):
        return _class_attribute(machine, frame, ref.key, name, of_ref(ref))
    if isinstance(ref, Instance):
        return _instance_attribute(machine, frame, base, ref.key, name, line)
    if isinstance(ref, Row):
        return row_attribute(machine, frame, base, ref, name)
    if isinstance(ref, Incoming):
        return request_attribute(machine, frame, ref, name, line)
    if isinstance(ref, Parent):
        return _parent_attribute(machine, base, ref, name)
    return None


def foreign_attribute(machine: Machine, ref: Foreign, name: str) -> Value:
    """An attribute of a library's object."""
    dotted = f"{ref.dotted}.{name}"
    if dotted in tables.names("requests", "roots"):
        return of_ref(Incoming("request"), name=name)
    if dotted in tables.names("people", "signed_in"):
        return person_value(machine, "current_user")
    if tables.bare(ref.dotted) in {"django.conf.settings", "flask.current_app.config"}:
        return setting(machine, name)
    model = machine.models.by_key.get(dotted)
    return of_ref(OwnClass(model.key), name=name) if model else of_ref(Foreign(dotted), name=name)


def setting(machine: Machine, name: str) -> Value:
    """The value of a setting: from the modules and classes that settings live in, else from the environment."""
    for file in machine.program.files:
        if "setting" in file.path or "config" in file.path:
            if name in file.bindings and isinstance(file.bindings[name], ir.Expr) and file.dotted in machine.modules:
                found = machine.modules[file.dotted].names.get(name, UNKNOWN)
                if found.constants:
                    return found
            inside = _in_classes(machine, file, name)
            if inside is not None and inside.constants:
                return inside
    value = machine.environment.get(name)
    return Value(constants=(value,), name=name) if value is not None else Value(name=name)


def _in_classes(machine: Machine, file: CodeFile, name: str) -> Value | None:
    """A setting that a class of settings gives."""
    if name not in file.module.names:
        return None
    for statement in file.module.body:
        if isinstance(statement, ir.Class):
            key = f"{file.dotted}.{statement.name}"
            found = class_member(machine, Frame(file), key, name, of_ref(OwnClass(key)))
            if found is not None:
                return found
    return None


def row_attribute(machine: Machine, frame: Frame, base: Value, ref: Row, name: str) -> Value | None:
    """An attribute of a row or query: a column, a link, a method of its class, or more of the same query."""
    model = machine.models.by_key[ref.model]
    column = column_value(machine, model, name)
    if column is not None:
        return column
    method = class_member(machine, frame, model.key, name, base)
    if method is not None:
        return method
    if name in tables.names("stores", "plain"):
        return Value(name=name)
    if name in {"data", "object", "instance", "items"} or name == "__dict__":
        return Value(refs=base.refs, period=base.period, name=base.name)
    return Value(refs=(Method(base, name),), name=name, period=base.period)


def _instance_attribute(machine: Machine, frame: Frame, base: Value, key: str, name: str, line: int) -> Value | None:  # noqa: PLR0913, PLR0917 - an attribute, and where it stands
    own = machine.models.types.get(key)
    method = class_member(machine, frame, key, name, base)
    if method is not None:
        return method
    if own is not None and own.kind == "form":
        return _form_attribute(machine, frame, own, name, line)
    if name == "request" and own is not None:
        return of_ref(Incoming("request"))
    return None


def _form_attribute(machine: Machine, frame: Frame, own: OwnType, name: str, line: int) -> Value:
    if name in {"cleaned_data", "validated_data", "data"}:
        return of_ref(Incoming("form"))
    if name in form_fields(machine, own):
        return request_item(machine, frame, Incoming("form"), name, line)
    return Value(name=name, refs=(Method(of_ref(Instance(own.definition.key)), name),))


def _class_attribute(machine: Machine, frame: Frame, key: str, name: str, owner: Value) -> Value | None:
    model = machine.models.by_key.get(key)
    if model is not None:
        column = column_value(machine, model, name)
        if column is not None:
            # A column of the class in a query is no data yet: `User.email == x`, `select(User.email)`.
            return Value(name=name, fields={"column": column}, refs=(Method(of_ref(Row(key)), name),))
        if name in _QUERY_ROOTS:
            return of_ref(Row(key), name=name)
        method = class_member(machine, frame, key, name, owner)
        if method is not None:
            return method
        return Value(refs=(Method(of_ref(Row(key)), name),), name=name)
    return class_member(machine, frame, key, name, owner)


def class_member(machine: Machine, frame: Frame, key: str, name: str, this: Value) -> Value | None:
    """A method or attribute that a class or its bases define, bound to an object; None where none does."""
    for own in machine.models.lineage(key):
        for statement in own.node.body:
            if isinstance(statement, ir.Function) and statement.name == name:
                return _member_function(machine, frame, own, statement, this)
            if not isinstance(statement, ir.Assign) or statement.value is None or not this.refs:
                continue
            if any(isinstance(target, ir.Name) and target.id == name for target in statement.targets):
                return _class_value(machine, own, name, statement.value)
    return None


def _class_value(machine: Machine, own: OwnType, name: str, value: ir.Expr) -> Value:
    at = f"{own.definition.key}.{name}"
    if at not in machine.objects:
        machine.objects[at] = UNKNOWN
        frame = Frame(own.definition.file, own.node.name, outer=machine.modules.get(own.definition.file.dotted))
        machine.objects[at] = machine.evaluate(value, frame)
    return machine.objects[at]


def _member_function(machine: Machine, frame: Frame, own: OwnType, node: ir.Function, this: Value) -> Value:
    marks = {_mark(decorator) for decorator in node.decorators}
    bound = None if "staticmethod" in marks else this
    function = OwnFunction(node, own.definition.file, own.definition.key, bound)
    value = of_ref(function, name=node.name)
    if marks & {"property", "cached_property", "hybrid_property", "computed_field"} and not isinstance(
        this.refs[0] if this.refs else None, OwnClass
    ):
        call = ir.Call(node.line, ir.Name(node.line, node.name), (), ())
        return machine.caller(machine, value, CallSite("", node.name, this, (), (), call, frame))
    return value


def _mark(decorator: ir.Expr) -> str:
    if isinstance(decorator, ir.Call):
        return _mark(decorator.callee)
    return decorator.id if isinstance(decorator, ir.Name) else decorator.name if isinstance(decorator, ir.Attr) else ""


def _parent_attribute(machine: Machine, base: Value, ref: Parent, name: str) -> Value | None:
    this = base.fields.get("this", UNKNOWN)
    for own in list(machine.models.lineage(ref.key))[1:]:
        for statement in own.node.body:
            if isinstance(statement, ir.Function) and statement.name == name:
                return of_ref(OwnFunction(statement, own.definition.file, own.definition.key, this), name=name)
    return Value(refs=(Method(this, name),), name=name)


def value_of(machine: Machine, meaning: Meaning, name: str = "") -> Value:
    """The value of what a name means at the top level."""
    if isinstance(meaning, str):
        return _foreign(machine, meaning, name)
    if meaning.node is None:
        return of_ref(OwnModule(meaning.file), name=name)
    if isinstance(meaning.node, ir.Function):
        return of_ref(OwnFunction(meaning.node, meaning.file), name=name)
    if isinstance(meaning.node, ir.Class):
        return of_ref(OwnClass(meaning.key), name=name)
    return _module_value(machine, meaning, name)


def _foreign(machine: Machine, dotted: str, name: str) -> Value:
    head, _dot, last = dotted.rpartition(".")
    return foreign_attribute(machine, Foreign(head), last) if head else of_ref(Foreign(dotted), name=name or dotted)


def _module_value(machine: Machine, meaning: Definition, name: str) -> Value:
    frame = machine.modules.get(meaning.file.dotted)
    if frame is None:
        return Value(name=name)
    bound = next((key for key, node in meaning.file.bindings.items() if node is meaning.node), name)
    if bound in frame.names:
        return frame.names[bound]
    at = f"{meaning.file.dotted}:{bound}"
    if at not in machine.objects and isinstance(meaning.node, ir.Expr):
        machine.objects[at] = Value(name=bound)
        machine.objects[at] = machine.evaluate(meaning.node, frame)
    return machine.objects[at]


def item(machine: Machine, frame: Frame, base: Value, key: Value, line: int) -> Value:
    """`base[key]`."""
    name = key_of(key)
    found = _item_of_ref(machine, frame, base, name, line)
    if found is not None:
        return found
    numbered = name is None or name.lstrip("-").isdigit()
    held = _held(base, name, numbered=numbered)
    if held is not None:
        return held
    guessed = guessed_attribute(machine, frame, base.name, name, line) if name and not base.labels else None
    return guessed or labelled(base.labels, name=base.name if name is None or numbered else name)


def _item_of_ref(machine: Machine, frame: Frame, base: Value, name: str | None, line: int) -> Value | None:
    for ref in base.refs:
        if isinstance(ref, Incoming):
            return request_item(machine, frame, ref, name, line)
        if isinstance(ref, Row):
            column = column_value(machine, machine.models.by_key[ref.model], name) if name else None
            return column or base
        if isinstance(ref, Foreign) and name and _is_settings(tables.bare(ref.dotted)):
            return setting(machine, name)
    return None


def _is_settings(dotted: str) -> bool:
    return dotted in {"os.environ", "flask.current_app.config"} or dotted.endswith(".config")


def _held(base: Value, name: str | None, *, numbered: bool) -> Value | None:
    if name is not None and name in base.fields:
        return base.fields[name]
    if not numbered:
        return base.items
    held = [*base.fields.values(), *([base.items] if base.items is not None else [])]
    return join(held) if held else None


def sliced(base: Value, cut: ir.Slice) -> Value:
    """`base[-4:]`: the last few characters are a mask of the rest."""
    short = cut.start is not None and -4 <= cut.start < 0 and cut.stop is None  # noqa: PLR2004 - the last four
    if short and base.labels:
        return labelled(protected(base.labels, Protection.MASKED), name=base.name)
    return base


def element(base: Value) -> Value:
    """What iterating over a value gives."""
    if any(isinstance(ref, Row) for ref in base.refs):
        return base
    held = [*base.fields.values(), *([base.items] if base.items is not None else [])]
    return join(held) if held else labelled(base.labels, name=base.name.rstrip("s"))


def write(machine: Machine, base: Value, name: str, value: Value) -> None:
    """Write a field of an object: replacing what it held where the write is certain."""
    if base.born == 0:
        return
    if machine.must(base) or name not in base.fields:
        base.fields[name] = value
    else:
        base.fields[name] = join((base.fields[name], value))
    machine.oldest_write = min(machine.oldest_write, base.born)

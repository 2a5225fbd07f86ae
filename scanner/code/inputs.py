"""Web requests, forms, bodies and people: attributes and keys that give personal data, with their labels."""

from __future__ import annotations

from dataclasses import replace

from detectors.model import Category, Confidence, Finding
from detectors.subjects import subject_of
from scanner.code import ir, tables
from scanner.code.findings import IN_MEMORY, medium
from scanner.code.judge import judge
from scanner.code.machine import Frame, Machine
from scanner.code.models import Model
from scanner.code.values import UNKNOWN, Incoming, Label, Method, Row, Value, labelled, of_ref

READERS = frozenset({"get", "getlist", "getone", "pop", "setdefault", "get_all", "getall", "__getitem__"})
COPIES = frozenset(
    {
        "copy",
        "to_dict",
        "dict",
        "items",
        "values",
        "json",
        "getvalue",
        "decode",
        "read",
        "model_dump",
        "get_json",
        "is_json",
    }
)


def request_attribute(machine: Machine, frame: Frame, request: Incoming, name: str, line: int) -> Value:
    """An attribute of a request, or of a part of one."""
    if request.kind != "request":
        return _part_attribute(machine, frame, request, name, line)
    section = tables.mapping("requests")
    fixed = tables.mapping("requests", "attributes").get(name)
    if fixed is not None:
        return _fixed(machine, frame, name, str(fixed), line)
    if name == "user":
        return person_value(machine, "user")
    if name == "client":
        return of_ref(Incoming("client"))
    for kind in ("whole", "named", "files"):
        listed = section.get(kind)
        if isinstance(listed, list) and name in listed:
            return Value(refs=(Incoming(name), Method(of_ref(request), name)), name=name)
    return Value(refs=(Method(of_ref(request), name),), name=name)


def _part_attribute(machine: Machine, frame: Frame, part: Incoming, name: str, line: int) -> Value:
    if part.kind == "client":
        return _fixed(machine, frame, "remote_addr", "user.device.ip_address", line) if name == "host" else UNKNOWN
    if name in READERS or name in COPIES:
        return Value(refs=(Method(of_ref(part), name),), name=name)
    return request_item(machine, frame, part, name, line)


def request_item(machine: Machine, frame: Frame, part: Incoming, key: str | None, line: int) -> Value:
    """`request.form["email"]`: the parameter as a collection point, and a value labelled with it."""
    machine.place_read = True
    if key is None:
        return of_ref(part)
    place = machine.place.named(part.kind)
    named = part.kind in tables.names("requests", "named")
    folded = key.casefold().replace("-", "_")
    fixed = tables.mapping("requests", "headers").get(folded) if named else None
    if fixed is not None:
        return _fixed(machine, frame, key, str(fixed), line, kind="other")
    if named and part.kind not in {"cookies", "COOKIES", "get_argument"}:
        return Value(name=key)
    finding = judge(key, owner=_owner(place))
    if finding is None:
        return Value(name=key)
    kind = "upload" if part.kind in tables.names("requests", "files") else "endpoint"
    label = machine.findings.collect(place, key, kind, finding, machine.seen(frame, line))
    machine.findings.whole[place].add(finding.category)
    return labelled((label,), name=key)


def whole_labels(machine: Machine, part: Incoming) -> frozenset[Label]:
    """What a part of a request gives away as a whole: the parameters that the same route is known to read."""
    place = machine.place.named(part.kind)
    seen = machine.findings.whole.get(place, set())
    node = f"{machine.findings.system}/{place}#*"
    return frozenset(Label(node, category, Confidence.MEDIUM) for category in seen)


def collected_param(machine: Machine, frame: Frame, name: str, line: int, *, kind: str) -> Value:
    """A parameter of a route's function that the framework fills from the request."""
    place = machine.place.named(kind)
    finding = judge(name, owner=_owner(place))
    if finding is None:
        return Value(name=name)
    return labelled((machine.findings.collect(place, name, "endpoint", finding, machine.seen(frame, line)),), name=name)


def person_value(machine: Machine, name: str) -> Value:
    """A person whose type is not known: the rows of the model of that name where there is one."""
    model = machine.person(name)
    return of_ref(Row(model.key), name=name) if model else Value(name=name)


def column_value(machine: Machine, model: Model, name: str) -> Value | None:
    """An attribute of a row: the column's value, or the rows that a link leads to; None for anything else."""
    column = model.columns.get(name)
    if name in model.links:
        return of_ref(Row(model.links[name]), name=name)
    if column is None:
        return None
    if column.finding is None:
        return Value(name=name)
    label = column_label(machine, model, column.name, column.finding)
    return labelled((label,), name=name)


def column_label(machine: Machine, model: Model, column: str, finding: Finding) -> Label:
    """The label of what a column of a model holds."""
    store = machine.findings.store("table", model.table)
    return Label(f"{store.id}#{column}", finding.category, finding.confidence, finding.protection)


def row_labels(machine: Machine, model: Model) -> frozenset[Label]:
    """All personal data in a row."""
    return frozenset(
        column_label(machine, model, column.name, column.finding)
        for column in model.columns.values()
        if column.finding is not None
    )


def guessed_attribute(machine: Machine, frame: Frame, owner: str, name: str, line: int) -> Value | None:
    """`user.email` where only the name says that it is a person: of medium confidence."""
    if not owner or not is_person(owner):
        return None
    finding = judge(name, owner=owner)
    if finding is None or _dull(name):
        return None
    store = replace(machine.findings.store(IN_MEMORY, f"object:{owner}"))
    label = machine.findings.remember(
        store, name, medium(finding), machine.seen(frame, line), subject=subject_of(owner)
    )
    return labelled((label,), name=name)


def is_person(owner: str) -> bool:
    """Whether a name stands for a person."""
    words = owner.casefold().strip("_")
    return words in tables.names("people", "names") or words.rpartition("_")[2] in {
        "user",
        "customer",
        "member",
        "subscriber",
    }


def _dull(name: str) -> bool:
    return name == "id" or name.endswith("_id") or name in {"pk", "uuid", "is_active"}


def _fixed(machine: Machine, frame: Frame, name: str, category: str, line: int, *, kind: str = "other") -> Value:  # noqa: PLR0913 - a parameter, and where it stands
    machine.place_read = True
    finding = Finding(
        Category(category), Confidence.HIGH, ("code_request",), reason=f"`{name}` of a request is {category}"
    )
    place = machine.place.named(kind)
    label = machine.findings.collect(place, name, "endpoint", finding, machine.seen(frame, line))
    return labelled((label,), name=name)


def _owner(place: str) -> str:
    return place.rpartition("/")[2].rpartition(".")[2] if place else ""


def key_of(value: Value) -> str | None:
    """The constant key that a value is, as text."""
    constant = value.constants[0] if len(value.constants) == 1 else None
    return str(constant) if isinstance(constant, str | int) and not isinstance(constant, bool) else None


def is_request_name(name: str) -> bool:
    """Whether a parameter of this name is a web request."""
    return name in tables.names("requests", "names")


def annotation_word(expr: ir.Expr | None) -> str:
    """The last word of an annotation."""
    return expr.id if isinstance(expr, ir.Name) else expr.name if isinstance(expr, ir.Attr) else ""

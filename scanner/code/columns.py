"""One assignment in a model's body to one column or link."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scanner.code import ir, tables
from scanner.code.program import CodeFile, Definition, Program


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """What a column's declaration says. `to_class` is the class a key or relation leads to, `target` its table."""

    name: str
    line: int
    type: str = ""
    target: str | None = None
    target_column: str | None = None
    on_delete: str | None = None
    to_class: str = ""
    back: str = ""
    link_only: bool = False
    cascades: bool = False


def column_of(program: Program, file: CodeFile, attribute: str, statement: ir.Assign, kind: str) -> ColumnSpec | None:
    """The column that an assignment in a class body declares, or None."""
    call = _unwrapped(statement.value)
    if call is None:
        return _annotated(statement, attribute) if kind in {"sqlmodel", "sqlalchemy"} else None
    constructor = tables.bare(program.dotted(file, call.callee) or _last_word(call.callee)).rpartition(".")[2]
    constructor = constructor or _last_word(call.callee)
    if constructor in tables.names("models", "relations"):
        return _relation(call, attribute, statement)
    if kind in {"django", "peewee"}:
        return _field(program, file, attribute, call, constructor)
    if constructor in tables.names("models", "columns"):
        return _column(attribute, call, statement)
    return _annotated(statement, attribute) if kind == "sqlmodel" and constructor == "Field" else None


def _unwrapped(value: ir.Expr | None) -> ir.Call | None:
    # `deferred(Column(...))` and `immutable(Column(...))` declare what they wrap.
    if not isinstance(value, ir.Call):
        return None
    inner = value.args[0] if value.args else None
    if isinstance(inner, ir.Call) and _last_word(inner.callee) in tables.names("models", "columns"):
        return inner
    return value


def _column(attribute: str, call: ir.Call, statement: ir.Assign) -> ColumnSpec:
    spec = ColumnSpec(attribute, call.line, _annotation_type(statement))
    for position, argument in enumerate(call.args):
        word = _last_word(argument.callee if isinstance(argument, ir.Call) else argument)
        if isinstance(argument, ir.Const) and isinstance(argument.value, str) and position == 0:
            spec = replace(spec, name=argument.value)
        elif word == "ForeignKey" and isinstance(argument, ir.Call):
            spec = _keyed(spec, argument)
        elif word and not spec.type:
            spec = replace(spec, type=word)
    named = _string(call, "name")
    return replace(spec, name=named) if named else spec


def _keyed(spec: ColumnSpec, key: ir.Call) -> ColumnSpec:
    rule = _string(key, "ondelete") or _string(key, "on_delete")
    first = key.args[0] if key.args else None
    if isinstance(first, ir.Const) and isinstance(first.value, str):
        table, _dot, column = first.value.rpartition(".")
        return replace(spec, target=table, target_column=column, on_delete=rule)
    if isinstance(first, ir.Attr):
        return replace(spec, to_class="", target=None, target_column=first.name, on_delete=rule)
    return replace(spec, on_delete=rule)


def _field(program: Program, file: CodeFile, attribute: str, call: ir.Call, constructor: str) -> ColumnSpec | None:
    if constructor in tables.names("models", "many"):
        return ColumnSpec(attribute, call.line, to_class=_target(program, file, call), back=_back(call), link_only=True)
    if constructor in tables.names("models", "keys"):
        rule = _last_word(_keyword(call, "on_delete") or (call.args[1] if len(call.args) > 1 else None))
        name = _string(call, "db_column") or _string(call, "column_name") or f"{attribute}_id"
        return ColumnSpec(
            name, call.line, "integer", on_delete=rule or None, to_class=_target(program, file, call), back=_back(call)
        )
    if constructor.endswith("Field"):
        return ColumnSpec(
            _string(call, "db_column") or _string(call, "column_name") or attribute, call.line, constructor
        )
    return None


def _relation(call: ir.Call, attribute: str, statement: ir.Assign) -> ColumnSpec:
    first = call.args[0] if call.args else None
    to_class = str(first.value) if isinstance(first, ir.Const) else _last_word(first)
    to_class = to_class or _annotation_type(statement)
    back = _keyword(call, "backref")
    name = back.value if isinstance(back, ir.Const) else ""
    if isinstance(back, ir.Call) and back.args and isinstance(back.args[0], ir.Const):
        name = back.args[0].value
    cascade = _string(call, "cascade") or ""
    words = {word.strip() for word in cascade.split(",")}
    return ColumnSpec(
        attribute,
        call.line,
        to_class=to_class.rpartition(".")[2],
        back=str(name or ""),
        link_only=True,
        cascades=bool(words & {"all", "delete"}),
    )


def _annotated(statement: ir.Assign, attribute: str) -> ColumnSpec | None:
    """`email: Mapped[str]` and SQLModel's `email: str` declare a column by their annotation alone."""
    if statement.annotation is None or attribute.startswith("__"):
        return None
    word = _annotation_type(statement)
    link = bool(word) and word[0].isupper() and word not in {"EmailStr", "UUID", "Decimal", "Optional", "Any", "JSON"}
    return ColumnSpec(attribute, statement.line, word, to_class=word if link else "", link_only=link)


def _annotation_type(statement: ir.Assign) -> str:
    return innermost(statement.annotation)


def innermost(annotation: ir.Expr | None) -> str:
    """The name of the type that an annotation is about: `str` of `Mapped[str | None]`, `User` of `list["User"]`."""
    if isinstance(annotation, ir.Const) and isinstance(annotation.value, str):
        return annotation.value.rstrip("]").rpartition("[")[2].rpartition(".")[2]
    if isinstance(annotation, ir.Name | ir.Attr):
        return _last_word(annotation)
    if isinstance(annotation, ir.Item):
        return innermost(annotation.key)
    if isinstance(annotation, ir.Operation):
        return next((word for word in map(innermost, annotation.operands) if word), "")
    if isinstance(annotation, ir.Sequence):
        # `list[User]` as the grammar's generic type: the name, then its parameters.
        return next((word for word in map(innermost, reversed(annotation.items)) if word and word != "None"), "")
    return ""


def _target(program: Program, file: CodeFile, call: ir.Call) -> str:
    first = _keyword(call, "to") or _keyword(call, "model") or (call.args[0] if call.args else None)
    if isinstance(first, ir.Const):
        return str(first.value).rpartition(".")[2]
    if isinstance(first, ir.Attr) and first.name == "AUTH_USER_MODEL":
        return "User"
    meaning = program.meaning(file, first) if first is not None else None
    return getattr(meaning.node, "name", "") if isinstance(meaning, Definition) else _last_word(first)


def _back(call: ir.Call) -> str:
    named = _string(call, "related_name") or _string(call, "backref") or ""
    return "" if named == "+" else named


def _keyword(call: ir.Call, name: str) -> ir.Expr | None:
    return next((value for key, value in call.keywords if key == name), None)


def _string(call: ir.Call, name: str) -> str | None:
    found = _keyword(call, name)
    return found.value if isinstance(found, ir.Const) and isinstance(found.value, str) else None


def _last_word(expr: ir.Expr | None) -> str:
    if isinstance(expr, ir.Call):
        return _last_word(expr.callee)
    return expr.id if isinstance(expr, ir.Name) else expr.name if isinstance(expr, ir.Attr) else ""

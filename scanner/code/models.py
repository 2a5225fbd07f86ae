"""Classes and tables of object-relational mappers: which store they are, their columns, and what they link to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from detectors.model import Finding
from scanner.code import ir, tables
from scanner.code.columns import ColumnSpec, column_of
from scanner.code.judge import judge
from scanner.code.places import is_test
from scanner.code.program import CodeFile, Definition, Program, top_level

MAX_BASES = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the store, what it was found to hold, and the table and rule of its foreign key."""

    name: str
    line: int
    finding: Finding | None = None
    target: str | None = None
    target_column: str | None = None
    on_delete: str | None = None


@dataclass(frozen=True, slots=True)
class Model:
    """A mapped class. `columns` go by attribute; `links` are attributes that lead to other models, by their key."""

    key: str
    name: str
    table: str
    kind: str
    path: str
    line: int
    columns: Mapping[str, Column]
    links: Mapping[str, str] = field(default_factory=dict)
    cascades: tuple[str, ...] = ()
    """Keys of models whose rows go when a row of this one is deleted through the mapper."""

    def by_name(self, name: str) -> Column | None:
        """The column behind an attribute or a column name."""
        found = self.columns.get(name)
        return found or next((column for column in self.columns.values() if column.name == name), None)


@dataclass(frozen=True, slots=True, eq=False)
class OwnType:
    """A class of the code base: what kind it is (`django`, `form`, `body`, `view`, …, or empty), and its bases."""

    definition: Definition
    node: ir.Class
    kind: str
    bases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Models:
    """All classes by dotted name, and the models among them by dotted name, class name and table."""

    types: Mapping[str, OwnType]
    by_key: Mapping[str, Model]
    by_name: Mapping[str, Model]
    by_table: Mapping[str, Model]
    cascading: Mapping[str, tuple[Model, ...]]
    """By table, folded: the models whose rows the store deletes with the row that their key points to."""
    user: str = ""
    """The key of the model that people sign in as, where its bases say so."""

    def lineage(self, key: str) -> Iterator[OwnType]:
        """A class and its bases in the code base, nearest first."""
        return lineage(self.types, key)


def read_models(program: Program) -> Models:
    """The classes and models of a program."""
    types = _types(program)
    drafts = [*_classes(program, types), *_foreign(), *_core_tables(program)]
    known = {draft.name: draft.key for draft in reversed(drafts)}
    homes = {draft.key: draft.table for draft in drafts}
    models = [_finished(draft, known, homes) for draft in drafts]
    models = _linked_back(models, drafts, known)
    return Models(
        types,
        {model.key: model for model in models},
        {model.name.casefold(): model for model in reversed(models)},
        {model.table.casefold(): model for model in reversed(models)},
        _cascading(models),
        next((model.key for model in models if _signs_in(types, model.key)), ""),
    )


def _signs_in(types: Mapping[str, OwnType], key: str) -> bool:
    bases = {base.rpartition(".")[2] for near in lineage(types, key) for base in near.bases}
    return bool(bases & tables.names("people", "bases"))


def _cascading(models: Iterable[Model]) -> dict[str, tuple[Model, ...]]:
    found: dict[str, tuple[Model, ...]] = {}
    for model in models:
        for column in model.columns.values():
            if column.target and (column.on_delete or "").upper() == "CASCADE":
                table = column.target.casefold()
                found[table] = (*found.get(table, ()), model)
    return found


def lineage(types: Mapping[str, OwnType], key: str) -> Iterator[OwnType]:
    """A class and its bases in the code base, nearest first, each once."""
    waiting: list[str] = [key]
    seen: set[str] = set()
    while waiting and len(seen) < MAX_BASES:
        current = waiting.pop(0)
        if current in types and current not in seen:
            seen.add(current)
            yield types[current]
            waiting.extend(types[current].bases)


@dataclass(slots=True)
class _Draft:
    key: str
    name: str
    table: str
    kind: str
    path: str
    line: int
    specs: dict[str, ColumnSpec] = field(default_factory=dict)


def _types(program: Program) -> dict[str, OwnType]:
    found: dict[str, OwnType] = {}
    for file in program.files:
        for statement in top_level(file.module.body):
            if isinstance(statement, ir.Class):
                definition = Definition(file, statement)
                bases = tuple(program.dotted(file, base) for base in statement.bases)
                found[definition.key] = OwnType(definition, statement, "", bases)
    return {key: OwnType(own.definition, own.node, _kind(found, own), own.bases) for key, own in found.items()}


def _kind(types: Mapping[str, OwnType], own: OwnType) -> str:
    foreign = [base for near in lineage(types, own.definition.key) for base in near.bases if base not in types]
    for kind in ("sqlmodel", "sqlalchemy", "django", "peewee", "form", "view", "body"):
        if any(tables.bare(base) in tables.names("models.bases", kind) for base in foreign):
            flagged = any(
                name == "table" for near in lineage(types, own.definition.key) for name, _ in near.node.keywords
            )
            return "body" if kind == "sqlmodel" and not flagged else kind
    return _kind_by_look(own, foreign)


def _kind_by_look(own: OwnType, foreign: list[str]) -> str:
    # Bases that cannot be followed: the class body and the bases' names still tell.
    assigned = {
        target.id
        for s in own.node.body
        if isinstance(s, ir.Assign)
        for target in s.targets
        if isinstance(target, ir.Name)
    }
    if "__tablename__" in assigned:
        return "sqlalchemy"
    last = {tables.bare(base).rpartition(".")[2] for base in foreign}
    if last & {"Form", "FlaskForm", "ModelForm", "Serializer", "ModelSerializer", "Schema"} or any(
        b.endswith(("Form", "Serializer")) for b in last
    ):
        return "form"
    if "Model" in last and any(".Model" in base for base in foreign):
        return "sqlalchemy"
    return (
        "view" if any(base.endswith(("View", "ViewSet", "APIView", "MethodView", "ViewMixin")) for base in last) else ""
    )


def _classes(program: Program, types: Mapping[str, OwnType]) -> Iterator[_Draft]:
    for key, own in types.items():
        if own.kind not in {"sqlalchemy", "sqlmodel", "django", "peewee"} or is_test(own.definition.file.path):
            continue
        if _abstract(own.node):
            continue
        draft = _Draft(key, own.node.name, _table(types, own), own.kind, own.definition.file.path, own.node.line)
        for near in reversed(list(lineage(types, key))):
            draft.specs.update(_specs(program, near, own.kind))
        if draft.specs:
            yield draft


def _specs(program: Program, own: OwnType, kind: str) -> Iterator[tuple[str, ColumnSpec]]:
    for statement in own.node.body:
        if isinstance(statement, ir.Function) and any(
            getattr(mark, "id", getattr(mark, "name", "")) == "declared_attr" for mark in statement.decorators
        ):
            returned = next((inner.value for inner in statement.body if isinstance(inner, ir.Return)), None)
            statement = ir.Assign(statement.line, (ir.Name(statement.line, statement.name),), returned)  # noqa: PLW2901
        if not isinstance(statement, ir.Assign):
            continue
        for target in statement.targets:
            if isinstance(target, ir.Name):
                spec = column_of(program, own.definition.file, target.id, statement, kind)
                if spec is not None:
                    yield target.id, spec


def _abstract(node: ir.Class) -> bool:
    flags = {**_constants(node.body), **_constants(_meta(node))}
    return bool(flags.get("abstract") or flags.get("__abstract__"))


def _table(types: Mapping[str, OwnType], own: OwnType) -> str:
    for near in lineage(types, own.definition.key):
        named = _constants(near.node.body).get("__tablename__")
        meta = _constants(_meta(near.node))
        named = named or meta.get("db_table") or meta.get("table_name")
        if isinstance(named, str):
            return named.replace('"', "")
    name = own.node.name
    if own.kind == "django":
        label = _constants(_meta(own.node)).get("app_label")
        return f"{label or django_app(own.definition.file.path)}_{name.lower()}"
    return snake(name) if own.kind == "sqlalchemy" else name.lower()


def django_app(path: str) -> str:
    """The label of the Django application that a file belongs to: the folder above `models` or `migrations`."""
    folders = PurePosixPath(path).parts[:-1]
    kept = [part for part in folders if part not in {"models", "migrations"}]
    return kept[-1].lower() if kept else "app"


def snake(name: str) -> str:
    """`UserProfile` as `user_profile`: Flask-SQLAlchemy's default for table names."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _meta(node: ir.Class) -> tuple[ir.Stmt, ...]:
    return next((inner.body for inner in node.body if isinstance(inner, ir.Class) and inner.name == "Meta"), ())


def _constants(body: Iterable[ir.Stmt]) -> dict[str, ir.Constant]:
    return {
        target.id: statement.value.value
        for statement in body
        if isinstance(statement, ir.Assign) and isinstance(statement.value, ir.Const)
        for target in statement.targets
        if isinstance(target, ir.Name)
    }


def _foreign() -> Iterator[_Draft]:
    for entry in tables.entries("models", "foreign"):
        named, listed = entry["names"], entry["columns"]
        if not isinstance(named, list) or not isinstance(listed, list):
            continue
        for name in named:
            draft = _Draft(str(name), str(name), str(entry["table"]), "foreign", "", 0)
            draft.specs = {str(column): ColumnSpec(str(column), 0) for column in listed}
            yield draft


def _core_tables(program: Program) -> Iterator[_Draft]:
    for file in program.files:
        if is_test(file.path):
            continue
        for name, bound in file.bindings.items():
            if isinstance(bound, ir.Call) and program.dotted(file, bound.callee).rpartition(".")[2] == "Table":
                yield from _core_table(program, file, name, bound)


def _core_table(program: Program, file: CodeFile, name: str, call: ir.Call) -> Iterator[_Draft]:
    if not call.args or not isinstance(call.args[0], ir.Const):
        return
    draft = _Draft(f"{file.dotted}.{name}", name, str(call.args[0].value), "core", file.path, call.line)
    for argument in call.args[1:]:
        spec = column_of(program, file, "", ir.Assign(argument.line, (), argument), "sqlalchemy")
        if spec is not None and spec.name:
            draft.specs[spec.name] = spec
    if draft.specs:
        yield draft


def _finished(draft: _Draft, known: Mapping[str, str], homes: Mapping[str, str]) -> Model:
    stored = {attribute: spec for attribute, spec in draft.specs.items() if not spec.link_only}
    neighbours = tuple(spec.name for spec in stored.values())
    columns = {
        attribute: Column(
            spec.name,
            spec.line,
            judge(spec.name, owner=draft.table, neighbours=neighbours, declared_type=spec.type),
            spec.target or homes.get(known.get(spec.to_class, "")),
            spec.target_column,
            spec.on_delete,
        )
        for attribute, spec in stored.items()
    }
    links = {name: known[spec.to_class] for name, spec in draft.specs.items() if spec.to_class in known}
    cascades = tuple(known[spec.to_class] for spec in draft.specs.values() if spec.cascades and spec.to_class in known)
    return Model(draft.key, draft.name, draft.table, draft.kind, draft.path, draft.line, columns, links, cascades)


def _linked_back(models: list[Model], drafts: list[_Draft], known: Mapping[str, str]) -> list[Model]:
    """Links the other way: `backref="posts"`, `related_name="posts"`, Django's `post_set`."""
    back: dict[str, dict[str, str]] = {}
    for draft in drafts:
        for spec in draft.specs.values():
            if spec.to_class in known and spec.back:
                back.setdefault(known[spec.to_class], {})[spec.back] = draft.key
            elif spec.to_class in known and draft.kind == "django":
                back.setdefault(known[spec.to_class], {})[f"{draft.name.lower()}_set"] = draft.key
    return [
        Model(m.key, m.name, m.table, m.kind, m.path, m.line, m.columns, {**back.get(m.key, {}), **m.links}, m.cascades)
        for m in models
    ]

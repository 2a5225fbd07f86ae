"""All files of a code base together: which name means which function, class, module or foreign library."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from scanner.code import ir

MAX_HOPS = 12
"""A name is followed through at most this many imports and assignments."""

Binding = ir.Function | ir.Class | ir.Import | ir.Expr


@dataclass(frozen=True, slots=True, eq=False)
class CodeFile:
    """A module with its dotted name from the root of the target, and what its top level binds."""

    module: ir.Module
    dotted: str
    package: bool
    bindings: Mapping[str, Binding]
    stars: tuple[ir.Import, ...]

    @property
    def path(self) -> str:
        """The path relative to the target."""
        return self.module.path


@dataclass(frozen=True, slots=True)
class Definition:
    """What a name means inside the code base: a function, a class, an assigned expression, or (None) a module."""

    file: CodeFile
    node: ir.Function | ir.Class | ir.Expr | None

    @property
    def key(self) -> str:
        """The dotted name: `backend.models.User`."""
        name = getattr(self.node, "name", "")
        return f"{self.file.dotted}.{name}" if name else self.file.dotted


Meaning = Definition | str
"""A definition in the code base, or the dotted name of something foreign."""


@dataclass(frozen=True, slots=True)
class Program:
    """The files by dotted name, and by every ending of their dotted names."""

    files: tuple[CodeFile, ...]
    by_ending: Mapping[str, tuple[CodeFile, ...]] = field(repr=False)
    packages: frozenset[str] = field(repr=False)

    def find(self, importer: CodeFile, dotted: str) -> CodeFile | None:
        """The module that an absolute import in a file means, or None for a foreign one."""
        if dotted.split(".", 1)[0] in sys.stdlib_module_names:
            return None
        fitting: list[tuple[bool, int, str, CodeFile]] = []
        for found in self.by_ending.get(dotted, ()):
            root = found.dotted[: -len(dotted)].rstrip(".")
            if root not in self.packages:
                above = not root or importer.dotted.startswith(f"{root}.")
                fitting.append((not above, -len(root), found.dotted, found))
        fitting.sort(key=lambda entry: entry[:3])
        return fitting[0][3] if fitting and (not fitting[0][0] or len(fitting) == 1) else None

    def lookup(self, file: CodeFile, name: str, *, hops: int = 0) -> Meaning | None:
        """What a name at the top level of a file means; None where nothing binds it."""
        if hops > MAX_HOPS:
            return None
        bound = file.bindings.get(name)
        if isinstance(bound, ir.Import):
            return self.imported(file, bound, hops=hops + 1)
        if bound is not None:
            return Definition(file, bound)
        for star in file.stars:
            source = self._module(file, star)
            found = self.lookup(source, name, hops=hops + 1) if source and source is not file else None
            if found is not None:
                return found
        return None

    def imported(self, file: CodeFile, statement: ir.Import, *, hops: int = 0) -> Meaning:
        """What an import statement binds its alias to."""
        module = self._module(file, statement)
        if statement.name is None:
            return Definition(module, None) if module else statement.module
        if module is not None:
            found = self.lookup(module, statement.name, hops=hops)
            if found is not None:
                return found
        inner = self._absolute(file, statement)
        whole = f"{inner}.{statement.name}" if inner else statement.name
        below = self._exact(whole) if statement.level else self.find(file, whole)
        return Definition(below, None) if below else whole

    def member(self, file: CodeFile, name: str) -> Meaning | None:
        """What `module.name` means: something the module binds, or a module below it."""
        below = self._exact(f"{file.dotted}.{name}" if file.dotted else name)
        return self.lookup(file, name) or (Definition(below, None) if below else None)

    def dotted(self, file: CodeFile, expr: ir.Expr, *, hops: int = 0) -> str:
        """The dotted name of what an expression at the top level means, calls as `()`; empty where that is open."""
        meaning = self.meaning(file, expr, hops=hops)
        return meaning if isinstance(meaning, str) else meaning.key if meaning else ""

    def meaning(self, file: CodeFile, expr: ir.Expr, *, hops: int = 0) -> Meaning | None:  # noqa: PLR0911 - one line a kind
        """What an expression at the top level means, followed through imports and assignments."""
        if hops > MAX_HOPS:
            return None
        if isinstance(expr, ir.Name):
            found = self.lookup(file, expr.id) or expr.id
            return self._followed(found, hops)
        if isinstance(expr, ir.Attr):
            base = self.meaning(file, expr.base, hops=hops + 1)
            if isinstance(base, Definition):
                inner = self.member(base.file, expr.name) if base.node is None else None
                return self._followed(inner, hops) if inner else f"{base.key}.{expr.name}"
            return f"{base}.{expr.name}" if base else None
        if isinstance(expr, ir.Call):
            base = self.meaning(file, expr.callee, hops=hops + 1)
            return f"{base.key if isinstance(base, Definition) else base}()" if base else None
        if isinstance(expr, ir.Item):
            return self.meaning(file, expr.base, hops=hops + 1)
        return None

    def _followed(self, meaning: Meaning, hops: int) -> Meaning | None:
        if isinstance(meaning, Definition) and isinstance(meaning.node, ir.Expr):
            return self.meaning(meaning.file, meaning.node, hops=hops + 1)
        return meaning

    def _module(self, file: CodeFile, statement: ir.Import) -> CodeFile | None:
        dotted = self._absolute(file, statement)
        return self._exact(dotted) if statement.level else self.find(file, dotted)

    def _absolute(self, file: CodeFile, statement: ir.Import) -> str:
        if not statement.level:
            return statement.module
        parts = file.dotted.split(".") if file.dotted else []
        up = statement.level - 1 if file.package else statement.level
        kept = parts[: len(parts) - up] if up else parts
        return ".".join([*kept, *([statement.module] if statement.module else [])])

    def _exact(self, dotted: str) -> CodeFile | None:
        return next((found for found in self.by_ending.get(dotted, ()) if found.dotted == dotted), None)


def build(modules: Iterable[ir.Module]) -> Program:
    """The program made of these modules."""
    files = tuple(_file(module) for module in sorted(modules, key=lambda module: module.path))
    endings: dict[str, list[CodeFile]] = defaultdict(list)
    for file in files:
        parts = file.dotted.split(".")
        for start in range(len(parts)):
            endings[".".join(parts[start:])].append(file)
    packages = frozenset(file.dotted for file in files if file.package)
    return Program(files, {ending: tuple(found) for ending, found in endings.items()}, packages)


def is_too_deep(body: Iterable[ir.Stmt], *, most: int = 150) -> bool:
    """Whether branches are nested, or `elif`s chained, deeper than people write: following them would not end well."""
    pending = [(statement, 1) for statement in body]
    while pending:
        statement, depth = pending.pop()
        if depth > most:
            return True
        pending.extend((inner, depth + 1) for block in _blocks(statement) for inner in block)
    return False


def _blocks(statement: ir.Stmt) -> tuple[Iterable[ir.Stmt], ...]:
    if isinstance(statement, ir.If):
        return statement.then, statement.otherwise
    if isinstance(statement, ir.Branches):
        return (*statement.blocks, statement.first, statement.last)
    if isinstance(statement, ir.With | ir.Function | ir.Class):
        return (statement.body,)
    return ()


def top_level(body: Iterable[ir.Stmt]) -> Iterator[ir.Stmt]:
    """The statements of a block and of the branches in it that may bind names."""
    for statement in body:
        yield statement
        if isinstance(statement, ir.If):
            yield from top_level(statement.otherwise)
            yield from top_level(statement.then)
        elif isinstance(statement, ir.Branches):
            for block in (*reversed(statement.blocks), statement.first, statement.last):
                yield from top_level(block)
        elif isinstance(statement, ir.With):
            yield from top_level(statement.body)


def _file(module: ir.Module) -> CodeFile:
    path = PurePosixPath(module.path)
    package = path.stem == "__init__"
    dotted = ".".join(path.parent.parts if package else (*path.parent.parts, path.stem))
    bindings: dict[str, Binding] = {}
    stars: list[ir.Import] = []
    for statement in top_level(module.body):
        if isinstance(statement, ir.Import) and statement.name == "*":
            stars.append(statement)
        elif isinstance(statement, ir.Import):
            bindings[statement.alias] = statement
        elif isinstance(statement, ir.Function | ir.Class):
            bindings[statement.name] = statement
        elif isinstance(statement, ir.Assign) and statement.value is not None:
            bindings.update(_assigned(statement, statement.value))
    return CodeFile(module, dotted, package, bindings, tuple(stars))


def _assigned(statement: ir.Assign, value: ir.Expr) -> Iterator[tuple[str, ir.Expr]]:
    for target in statement.targets:
        if isinstance(target, ir.Name):
            yield target.id, value
        elif isinstance(target, ir.Sequence) and isinstance(value, ir.Sequence):
            pairs = zip(target.items, value.items, strict=False)
            yield from ((left.id, right) for left, right in pairs if isinstance(left, ir.Name))

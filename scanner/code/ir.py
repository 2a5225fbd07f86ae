"""The small intermediate form that code is read into: modules, functions, statements and expressions."""

from __future__ import annotations

from dataclasses import dataclass, field

Constant = str | int | float | bool | None


@dataclass(frozen=True, slots=True, eq=False)
class Expr:
    """Any expression; by itself, one that is not understood."""

    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Const(Expr):
    """A literal string, number, True, False or None."""

    value: Constant


@dataclass(frozen=True, slots=True, eq=False)
class Name(Expr):
    """A bare name."""

    id: str


@dataclass(frozen=True, slots=True, eq=False)
class Attr(Expr):
    """`base.name`."""

    base: Expr
    name: str


@dataclass(frozen=True, slots=True, eq=False)
class Item(Expr):
    """`base[key]`; a slice has a Slice as key."""

    base: Expr
    key: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Slice(Expr):
    """`start:stop`, each None where left out or not a literal."""

    start: int | None
    stop: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Star(Expr):
    """`*value` or, with `double`, `**value`, in a call or a literal."""

    value: Expr
    double: bool


@dataclass(frozen=True, slots=True, eq=False)
class Call(Expr):
    """A call; keywords are (name, value)."""

    callee: Expr
    args: tuple[Expr, ...]
    keywords: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Template(Expr):
    """A string put together from parts, literal and not: an f-string."""

    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Operation(Expr):
    """A binary operator on operands of the same kind (`a + b + c`)."""

    operator: str
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Choice(Expr):
    """One of several values: `a or b`, `a and b`, `a if c else b` (with its test)."""

    options: tuple[Expr, ...]
    test: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Compare(Expr):
    """A comparison or `not`: true or false, whatever the operands hold."""

    operators: tuple[str, ...]
    operands: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Sequence(Expr):
    """A list, tuple or set literal."""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Mapping(Expr):
    """A dict literal: (key, value), the key None for `**value`."""

    pairs: tuple[tuple[Expr | None, Expr], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Comprehension(Expr):
    """A comprehension: what it yields (key None outside dicts), its loops and its tests."""

    key: Expr | None
    element: Expr
    loops: tuple[tuple[Expr, Expr], ...]
    tests: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Lambda(Expr):
    """A function without a name."""

    function: Function


@dataclass(frozen=True, slots=True, eq=False)
class Walrus(Expr):
    """`(name := value)`."""

    name: str
    value: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Yield(Expr):
    """`yield value`."""

    value: Expr | None


@dataclass(frozen=True, slots=True, eq=False)
class Stmt:
    """Any statement; by itself, one that does nothing."""

    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Assign(Stmt):
    """`target = value` (each target in turn); `value` is None for a bare annotation."""

    targets: tuple[Expr, ...]
    value: Expr | None
    annotation: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Do(Stmt):
    """An expression for its effect."""

    value: Expr


@dataclass(frozen=True, slots=True, eq=False)
class Return(Stmt):
    """`return value`."""

    value: Expr | None


@dataclass(frozen=True, slots=True, eq=False)
class Leave(Stmt):
    """`raise`, `continue` or `break`: what follows in the block does not run."""

    value: Expr | None


@dataclass(frozen=True, slots=True, eq=False)
class If(Stmt):
    """A branch."""

    test: Expr
    then: tuple[Stmt, ...]
    otherwise: tuple[Stmt, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Loop(Stmt):
    """`for target in iterable` or `while iterable` (target None)."""

    target: Expr | None
    iterable: Expr
    body: tuple[Stmt, ...]
    otherwise: tuple[Stmt, ...]


@dataclass(frozen=True, slots=True, eq=False)
class With(Stmt):
    """`with value as target`."""

    items: tuple[tuple[Expr, Expr | None], ...]
    body: tuple[Stmt, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Branches(Stmt):
    """Blocks of which any may run, after `first`, and `last` after all: try and match."""

    first: tuple[Stmt, ...]
    blocks: tuple[tuple[Stmt, ...], ...]
    last: tuple[Stmt, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Delete(Stmt):
    """`del target`."""

    targets: tuple[Expr, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Import(Stmt):
    """`import module as alias` (name None) or `from module import name as alias`; `level` counts leading dots."""

    module: str
    name: str | None
    alias: str
    level: int


@dataclass(frozen=True, slots=True, eq=False)
class Param:
    """A parameter; `kind` is "", "*" or "**"."""

    name: str
    kind: str = ""
    default: Expr | None = None
    annotation: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Function(Stmt):
    """A function or method, named `<lambda>` for a lambda."""

    name: str
    params: tuple[Param, ...]
    body: tuple[Stmt, ...]
    decorators: tuple[Expr, ...] = ()
    returns: Expr | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Class(Stmt):
    """A class."""

    name: str
    bases: tuple[Expr, ...]
    keywords: tuple[tuple[str, Expr], ...]
    body: tuple[Stmt, ...]
    decorators: tuple[Expr, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Module:
    """A file: its statements, its `piimap:` comments as (line, text), and whether parts could not be read."""

    path: str
    body: tuple[Stmt, ...]
    lines: int
    notes: tuple[tuple[int, str], ...] = ()
    partial: bool = False
    names: frozenset[str] = field(default_factory=frozenset)

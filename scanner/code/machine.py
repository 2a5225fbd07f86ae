"""The evaluator's state and the verbs its parts share: frames, branches, budgets, and how to evaluate and to call."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from scanner.code import ir
from scanner.code.environment import Environment
from scanner.code.findings import Findings, Removal, Seen
from scanner.code.models import Model, Models
from scanner.code.program import CodeFile, Program
from scanner.code.values import UNKNOWN, Value, all_labels
from scanner.model import FlowKind

MAX_CALLS = 8
"""Calls in calls that are followed one by one."""
MAX_NEST = 180
"""Evaluations in evaluations, so that no program overflows the stack."""
STEPS_PER_ENTRY = 100_000
STEPS = 8_000_000


@dataclass(slots=True, eq=False)
class Frame:
    """The names of a running function or module. `outer` is the frame it is nested in; `owner` its class."""

    file: CodeFile
    symbol: str = ""
    names: dict[str, Value] = field(default_factory=dict)
    outer: Frame | None = None
    owner: str | None = None
    this: Value | None = None
    results: list[Value] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Place:
    """Where requests enter: the route with its methods, or the function's dotted name."""

    route: str
    methods: tuple[str, ...] = ()

    def named(self, kind: str) -> str:
        """`POST /signup` for a part of the request; the function's name where no route is known."""
        if not self.route.startswith("/"):
            return self.route
        return f"{self._method(kind)} {self.route}"

    def _method(self, kind: str) -> str:
        reading = kind in {"GET", "args", "query_params", "path", "query"}
        wanted = ("GET",) if reading else ("POST", "PUT", "PATCH")
        if kind in {"headers", "cookies", "other"}:
            return next((method for method in wanted if method in self.methods), (*self.methods, "GET")[0])
        fallback = self.methods[0] if self.methods else wanted[0]
        return next((method for method in wanted if method in self.methods), fallback)


@dataclass(frozen=True, slots=True, eq=False)
class CallSite:
    """One call: what is called (`dotted` where foreign, else empty), on what, and with which values."""

    dotted: str
    name: str
    base: Value
    args: tuple[Value, ...]
    keywords: tuple[tuple[str, Value], ...]
    expr: ir.Call
    frame: Frame

    def keyword(self, name: str) -> Value | None:
        """The value of a keyword argument."""
        return next((value for key, value in self.keywords if key == name), None)

    def argument(self, position: int, name: str = "") -> Value:
        """The value at a position or under a name."""
        named = self.keyword(name) if name else None
        return named or (self.args[position] if position < len(self.args) else UNKNOWN)

    @property
    def values(self) -> tuple[Value, ...]:
        """All arguments."""
        return (*self.args, *(value for _, value in self.keywords))

    @property
    def seen(self) -> Seen:
        """Where the call stands."""
        return Seen(self.frame.file.path, self.expr.line, self.frame.symbol)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a call with like arguments gave before."""

    result: Value
    removals: tuple[Removal, ...]


@dataclass(slots=True, eq=False)
class Machine:
    """The evaluator."""

    program: Program
    models: Models
    findings: Findings
    environment: Environment
    own_domains: tuple[str, ...]
    expressions: Mapping[type[ir.Expr], Callable[[Machine, Frame, ir.Expr], Value]]
    statements: Mapping[type[ir.Stmt], Callable[[Machine, Frame, ir.Stmt], bool]]
    caller: Callable[[Machine, Value, CallSite], Value]
    modules: dict[str, Frame] = field(default_factory=dict)
    objects: dict[str, Value] = field(default_factory=dict)
    memo: dict[object, Summary] = field(default_factory=dict)
    entered: set[int] = field(default_factory=set)
    stack: list[ir.Function] = field(default_factory=list)
    removals: list[Removal] = field(default_factory=list)
    wiped: dict[str, set[str]] = field(default_factory=dict)
    guards: list[str] = field(default_factory=list)
    branches: list[int] = field(default_factory=list)
    periods: list[str] = field(default_factory=list)
    place: Place = Place("")
    place_read: bool = False
    oldest_write: int = sys.maxsize
    serial: int = 1
    nest: int = 0
    steps: int = 0
    entry_steps: int = 0
    exhausted: set[str] = field(default_factory=set)
    erased: set[Removal] = field(default_factory=set)

    def evaluate(self, expr: ir.Expr, frame: Frame) -> Value:
        """The value of an expression; unknown where the work is too much."""
        handler = self.expressions.get(type(expr))
        if handler is None or self.nest > MAX_NEST or not self.spend():
            return UNKNOWN
        self.nest += 1
        try:
            return handler(self, frame, expr)
        finally:
            self.nest -= 1

    def run(self, body: tuple[ir.Stmt, ...], frame: Frame) -> bool:
        """Run a block; whether what follows it is never reached."""
        if self.nest > MAX_NEST:
            return False
        self.nest += 1
        guards = len(self.guards)
        try:
            for statement in body:
                handler = self.statements.get(type(statement))
                if handler is not None and self.spend() and handler(self, frame, statement):
                    return True
            return False
        finally:
            self.nest -= 1
            del self.guards[guards:]

    def spend(self) -> bool:
        """Take one step; False where the budget of the entry or of the whole is used up."""
        self.steps += 1
        self.entry_steps += 1
        if self.entry_steps > STEPS_PER_ENTRY or self.steps > STEPS:
            self.exhausted.add(self.place.route)
            return False
        return True

    def new(self, **parts: object) -> Value:
        """A new object with identity."""
        self.serial += 1
        made = Value(born=self.serial)
        for name, part in parts.items():
            setattr(made, name, part)
        return made

    @contextmanager
    def branch(self) -> Iterator[None]:
        """What runs in here may not run: writes to older objects add to what they held."""
        self.branches.append(self.serial)
        try:
            yield
        finally:
            self.branches.pop()

    def must(self, value: Value) -> bool:
        """Whether a write to this object replaces what it held."""
        return not self.branches or value.born > self.branches[-1]

    def seen(self, frame: Frame, line: int) -> Seen:
        """A place in the code."""
        return Seen(frame.file.path, line, frame.symbol)

    def person(self, name: str) -> Model | None:
        """The model that stands behind a name such as `current_user`, where one of that name is known."""
        words = name.casefold().lstrip("_")
        for candidate in (words.replace("_", ""), words.rpartition("_")[2]):
            found = self.models.by_name.get(candidate)
            if found is not None and found.kind != "core":
                return found
        if words.rpartition("_")[2] != "user":
            return None
        if self.models.user in self.models.by_key:
            return self.models.by_key[self.models.user]
        django = any(model.kind == "django" for model in self.models.by_key.values())
        return self.models.by_name.get("django.contrib.auth.models.user") if django else None

    def stored(self, model: Model, column: str, value: Value, seen: Seen) -> None:
        """Take note of a value that is written to a column; a literal in a personal one wipes it."""
        store = self.findings.store("table", model.table)
        self.findings.keep(store, column, all_labels(value), seen, flow=FlowKind.STORE)
        if value.constants and not value.labels:
            self.wiped.setdefault(model.key, set()).add(column)

    def remove(self, model: Model, period: str | None, seen: Seen) -> None:
        """Take note of rows that are deleted, and of those that the mapper deletes with them."""
        age = period or next((period for period in reversed(self.periods) if period), None)
        waiting, met = [model], set()
        while waiting:
            current = waiting.pop()
            if current.key in met:
                continue
            met.add(current.key)
            self.removals.append(Removal(self.findings.store("table", current.table).id, age, seen))
            waiting.extend(self.models.by_key[key] for key in current.cascades)
            waiting.extend(self.models.cascading.get(current.table.casefold(), ()))

    @property
    def consented(self) -> bool:
        """Whether what runs now runs only where consent was given."""
        return "consent" in self.guards

"""What the evaluator computes with: values that know which personal data they hold and what they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from detectors.model import Category, Confidence, Protection
from scanner.code import ir
from scanner.code.program import CodeFile

MAX_CONSTANTS = 4
MAX_DEPTH = 5
"""How deep objects in objects are looked through."""


@dataclass(frozen=True, slots=True)
class Label:
    """Personal data in a value: the id of the node it comes from, its category, and in which form it is."""

    node: str
    category: Category
    confidence: Confidence
    protection: Protection = Protection.PLAIN


@dataclass(frozen=True, slots=True)
class Foreign:
    """Something of a library, by its dotted name; calls are written `()`: `logging.getLogger()`."""

    dotted: str


@dataclass(frozen=True, slots=True)
class OwnModule:
    """A module of the code base."""

    file: CodeFile


@dataclass(frozen=True, slots=True)
class OwnClass:
    """A class of the code base, by its dotted name."""

    key: str


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of the code base."""

    key: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row, a list of rows or a query of a model: all give the same columns when read."""

    model: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A web request or a part of one: `kind` is "request", or the part, such as `form`, `headers` or `files`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Parent:
    """`super()` in a method: what the bases of a class offer for an object."""

    key: str


@dataclass(frozen=True, slots=True, eq=False)
class OwnFunction:
    """A function of the code base; `owner` is its class, `bound` the object it is a method of."""

    node: ir.Function
    file: CodeFile
    owner: str | None = None
    bound: Value | None = None
    closure: object = None
    """The frame that a nested function sees; known to the evaluator alone."""


@dataclass(frozen=True, slots=True, eq=False)
class Method:
    """A method of a value that is no function of the code base: `text.lower`, `row.filter`."""

    base: Value
    name: str


Ref = Foreign | OwnModule | OwnClass | Instance | Row | Incoming | Parent | OwnFunction | Method


@dataclass(slots=True, eq=False)
class Value:
    """A value, or an object with identity.

    `labels` are the personal data in the value itself, `fields` and `items` what it holds by name and otherwise.
    `refs` are what it may be; `constants` which literals it may be. `period` is an ISO 8601 duration that it measures
    or lies away from now. `born` tells when it was made: 0 for values that nothing writes to.
    """

    labels: frozenset[Label] = frozenset()
    refs: tuple[Ref, ...] = ()
    constants: tuple[ir.Constant, ...] = ()
    fields: dict[str, Value] = field(default_factory=dict)
    items: Value | None = None
    period: str | None = None
    name: str = ""
    born: int = 0

    @property
    def text(self) -> str | None:
        """The first literal string it may be."""
        return next((constant for constant in self.constants if isinstance(constant, str)), None)

    def ref(self, kind: type[Foreign]) -> Foreign | None:
        """The first foreign thing it may be."""
        return next((ref for ref in self.refs if isinstance(ref, kind)), None)


UNKNOWN = Value()
"""Nothing is known of it, and nothing writes to it."""


def of_ref(ref: Ref, *, name: str = "") -> Value:
    """A value that is this."""
    return Value(refs=(ref,), name=name)


def of_constant(constant: ir.Constant) -> Value:
    """A literal."""
    return Value(constants=(constant,))


def labelled(labels: Iterable[Label], *, name: str = "", period: str | None = None) -> Value:
    """A plain value that holds this personal data."""
    found = frozenset(labels)
    return Value(labels=found, name=name, period=period) if found or name or period else UNKNOWN


def join(values: Iterable[Value]) -> Value:
    """A value that may be any of these."""
    found = tuple(dict.fromkeys(value for value in values if value is not UNKNOWN))
    if len(found) <= 1:
        return found[0] if found else UNKNOWN
    joined = Value(name=found[0].name, born=min(value.born for value in found))
    joined.labels = frozenset().union(*(value.labels for value in found))
    joined.refs = tuple(dict.fromkeys(ref for value in found for ref in value.refs))[:8]
    joined.constants = tuple(dict.fromkeys(constant for value in found for constant in value.constants))[:MAX_CONSTANTS]
    joined.period = next((value.period for value in found if value.period), None)
    for name in dict.fromkeys(name for value in found for name in value.fields):
        held = [value.fields[name] for value in found if name in value.fields]
        joined.fields[name] = held[0] if len(held) == 1 else _shallow(held)
    items = [value.items for value in found if value.items is not None]
    joined.items = items[0] if len(items) == 1 else _shallow(items) if items else None
    return joined


def _shallow(values: list[Value]) -> Value:
    # Joined one level deep: objects may hold each other in circles.
    if all(value is values[0] for value in values):
        return values[0]
    merged = Value(born=min(value.born for value in values), name=values[0].name)
    merged.labels = frozenset().union(*(value.labels for value in values))
    merged.refs = tuple(dict.fromkeys(ref for value in values for ref in value.refs))[:8]
    merged.constants = tuple(dict.fromkeys(c for value in values for c in value.constants))[:MAX_CONSTANTS]
    merged.period = next((value.period for value in values if value.period), None)
    for value in values:
        merged.fields = {**value.fields, **merged.fields}
        merged.items = merged.items or value.items
    return merged


def all_labels(value: Value, *, depth: int = 0) -> frozenset[Label]:
    """The personal data in a value and in all that it holds: what serialising it gives away."""
    if depth > MAX_DEPTH or value is UNKNOWN:
        return frozenset()
    found = value.labels
    if any(isinstance(ref, Row) for ref in value.refs):
        # A row that is handed on is not its columns: those are asked for where it is printed or dumped.
        return found
    for held in value.fields.values():
        found |= all_labels(held, depth=depth + 1)
    return found | all_labels(value.items, depth=depth + 1) if value.items is not None else found


def digest(value: Value, *, depth: int = 0) -> object:
    """A key under which two values do the same to a function; never leaves the evaluator."""
    if value is UNKNOWN or depth > 2:  # noqa: PLR2004 - deeper differences are rare, and cost time
        return None
    refs = tuple(_ref_key(ref) for ref in value.refs)
    fields = tuple(sorted((name, digest(held, depth=depth + 1)) for name, held in value.fields.items() if name))
    items = None if value.items is None else digest(value.items, depth=depth + 1)
    return value.labels, refs, value.constants, fields, items, value.period


def _ref_key(ref: Ref) -> object:
    # Nodes live as long as the program, so their identity is a sound key; other objects come and go.
    if isinstance(ref, OwnFunction):
        return id(ref.node), tuple(_ref_key(of) for of in ref.bound.refs) if ref.bound else None
    if isinstance(ref, Method):
        return ref.name, ref.base.labels
    return ref.file.dotted if isinstance(ref, OwnModule) else ref

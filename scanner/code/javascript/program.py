"""What a script's names stand for: imports, vendors' objects, constants and objects put together beforehand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from tree_sitter import Node

from scanner.code.javascript.syntax import FUNCTIONS, SLOT, callee, dotted, line_of, string_of, text_of, walk
from scanner.vendors.catalogue import Vendor, by_package, vendors


@dataclass(frozen=True, slots=True)
class Bound:
    """A vendor behind a local name, and whether it runs in a browser (an `import`, a global) or on a server (`require`)."""

    vendor: Vendor
    in_browser: bool


@dataclass(slots=True)
class Program:
    """A parsed script, its calls in order, and what its names stand for."""

    root: Node
    vendors: dict[str, Bound] = field(default_factory=dict)
    imported: dict[str, int] = field(default_factory=dict)
    values: dict[str, Node | None] = field(default_factory=dict)
    declared: set[str] = field(default_factory=set)
    calls: list[Node] = field(default_factory=list)
    callers: dict[str, list[Node]] = field(default_factory=lambda: defaultdict(list))

    def vendor_of(self, name: str) -> Bound | None:
        """The vendor whose object a dotted name starts with: one imported here, or a global of its tag."""
        root = name.split(".", 1)[0]
        if root in self.vendors:
            return self.vendors[root]
        known = _globals().get(root) if root not in self.declared else None
        return Bound(known, in_browser=True) if known else None

    def value_of(self, node: Node) -> Node:
        """What an identifier was set to, where that is one thing in the whole script; else the node itself."""
        known = self.values.get(text_of(node)) if node.type in {"identifier", "shorthand_property_identifier"} else None
        return known or node

    def text(self, node: Node) -> str | None:
        """The text of a string expression, with the constants of the script put in where they are known."""
        value = self.value_of(node)
        if value.type != "template_string":
            return string_of(value)
        return "".join(self._part(part) for part in value.named_children)

    def _part(self, part: Node) -> str:
        if part.type != "template_substitution":
            return text_of(part)
        inner = part.named_children[0] if part.named_children else None
        value = self.value_of(inner) if inner is not None else None
        return (string_of(value) if value is not None and value.type == "string" else None) or SLOT


_VALUES = frozenset({"object", "string", "template_string", "call_expression", "new_expression"})


def read(root: Node) -> Program:
    """The names of a script, gathered in one walk, then its calls."""
    program = Program(root)
    nodes = list(walk(root))
    for node in nodes:
        if node.type == "import_statement":
            _import(program, node)
        elif node.type == "variable_declarator":
            _declare(program, node)
        elif (node.type in FUNCTIONS or node.type == "class_declaration") and not _is_stub(node):
            program.declared.add(text_of(node.child_by_field_name("name")))
    for node in nodes:
        if node.type in {"call_expression", "new_expression"}:
            program.calls.append(node)
            program.callers[callee(node)].append(node)
    return program


def _is_stub(function: Node) -> bool:
    """Whether a function is a tag's own: `function gtag() { dataLayer.push(arguments) }` stands in for the vendor's."""
    return "arguments" in text_of(function.child_by_field_name("body"))[:200]


def _import(program: Program, node: Node) -> None:
    package = string_of(node.child_by_field_name("source")) or ""
    vendor = _vendor_of(package)
    if vendor is not None:
        program.imported.setdefault(vendor.id, line_of(node))
    clause = next((child for child in node.named_children if child.type == "import_clause"), None)
    names = [text_of(child) for child in walk(clause) if child.type == "identifier"] if clause is not None else []
    for name in names:
        program.declared.add(name)
        if vendor is not None:
            program.vendors[name] = Bound(vendor, in_browser=True)


def _declare(program: Program, node: Node) -> None:
    target, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    if target is None:
        return
    kinds = {"identifier", "shorthand_property_identifier_pattern"}
    names = [text_of(child) for child in walk(target) if child.type in kinds]
    if value is None or "window" not in text_of(value)[:200]:
        program.declared.update(names)
    if value is None:
        return
    _bind(program, names, value)
    if target.type == "identifier" and value.type in _VALUES:
        name = text_of(target)
        program.values[name] = None if name in program.values else value


def _bind(program: Program, names: list[str], value: Node) -> None:
    package = _required(value)
    vendor = _vendor_of(package) if package else None
    if vendor is not None:
        program.imported.setdefault(vendor.id, line_of(value))
        program.vendors.update({name: Bound(vendor, in_browser=False) for name in names})
        return
    if value.type in {"call_expression", "new_expression", "await_expression"}:
        bound = program.vendors.get(dotted(value).split(".", 1)[0])
        if bound is not None:
            program.vendors.update(dict.fromkeys(names, bound))


def _required(value: Node) -> str | None:
    if dotted(value).split(".", 1)[0] != "require":
        return None
    return next((string_of(node) for node in walk(value) if node.type == "string"), None)


@cache
def _globals() -> dict[str, Vendor]:
    return {call: vendor for vendor in vendors() for call in vendor.calls}


def _vendor_of(package: str) -> Vendor | None:
    if package.startswith((".", "/")):
        return None
    depth = 2 if package.startswith("@") else 1
    return by_package("npm", "/".join(package.split("/")[:depth]))

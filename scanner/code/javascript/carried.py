"""What an expression carries, by the names in it: keys of objects, properties, variables, form fields it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from detectors.model import Category, Finding, Protection
from scanner.code.javascript.program import Program
from scanner.code.javascript.syntax import arguments, callee, dotted, pairs, string_of, text_of
from scanner.code.judge import judge

MAX_DEPTH = 6
"""How deep objects and wrappers are looked into: deeper ones are generated, or an attack."""

MAX_NODES = 2_000
"""How many nodes are looked at for one expression."""

_HASH = re.compile(r"sha\d*|md5|hash|hmac|digest|createHash", re.IGNORECASE)
_ENCRYPT = re.compile(r"encrypt|cipher", re.IGNORECASE)
_MASK = re.compile(r"mask|redact|anonymi[sz]e|scrub|obfuscate", re.IGNORECASE)
_WRAPPERS = re.compile(
    r"(^|\.)(stringify|encodeURIComponent|encodeURI|String|URLSearchParams|trim|toLowerCase|toUpperCase|toString"
    r"|assign|replace|val|value|join|concat|normalize|serialize|btoa|FormData|Blob|parse|slice|substring|filter|map)$"
)
_LOOK_UPS = re.compile(r"(^|\.)(getElementById|querySelector|getItem|get|\$|jQuery|getElementsByName|getAttribute)$")
_FIELD_NAME = re.compile(r"""\[name=["']?([\w.-]+)|#([\w-]+)$|^([\w.-]+)$""")
_EMPTY = frozenset({"value", "current", "target", "currentTarget", "data", "props", "state", "this", "trim", "length"})


@dataclass(frozen=True, slots=True)
class Carried:
    """One thing that an expression holds: under which name, what that is, and in which form it stands there."""

    name: str
    finding: Finding
    protection: Protection

    @property
    def category(self) -> Category:
        """What it is."""
        return self.finding.category


def carried(program: Program, node: Node, *, owner: str = "") -> tuple[Carried, ...]:
    """All that an expression carries, by name; what is written in it literally is nobody's data."""
    reading = _Reading(program)
    found = {(item.name, item.category): item for item in _carried(reading, node, owner, Protection.PLAIN, MAX_DEPTH)}
    return tuple(found[key] for key in sorted(found))


@dataclass(slots=True)
class _Reading:
    """One expression being read: objects that hold each other would be walked over and over without a bound."""

    program: Program
    left: int = MAX_NODES


def _carried(reading: _Reading, node: Node, owner: str, protection: Protection, depth: int) -> Iterator[Carried]:
    reading.left -= 1
    if depth <= 0 or reading.left < 0:
        return
    node = reading.program.value_of(node) if depth > 1 else node
    match node.type:
        case "object":
            for key, value in pairs(node):
                yield from _pair(reading, (key, value), owner, protection, depth - 1)
        case "identifier" | "member_expression" | "subscript_expression" | "shorthand_property_identifier":
            yield from _named(dotted(node) or text_of(node), owner, protection)
        case "call_expression" | "new_expression":
            yield from _called(reading, node, owner, protection, depth - 1)
        case "arrow_function" | "function_expression" | "class":
            return
        case _:
            for child in node.named_children:
                yield from _carried(reading, child, owner, protection, depth - 1)


def _pair(
    reading: _Reading, pair: tuple[str, Node], owner: str, protection: Protection, depth: int
) -> Iterator[Carried]:
    key, value = pair
    if _is_constant(value):
        return
    inner = tuple(_carried(reading, value, owner, protection, depth))
    if reading.program.value_of(value).type == "object":
        yield from inner
        return
    found = judge(key, owner=owner)
    if found is None:
        yield from inner
        return
    forms = [item.protection for item in inner]
    yield Carried(key, found, forms[0] if forms else _form_of(reading.program, value, protection))


def _named(name: str, owner: str, protection: Protection) -> Iterator[Carried]:
    parts = [part for part in name.split(".") if part not in _EMPTY]
    if not parts:
        return
    holder = parts[-2] if len(parts) > 1 else owner
    found = judge(parts[-1], owner=holder)
    if found is not None:
        yield Carried(parts[-1], found, found.protection if protection is Protection.PLAIN else protection)


def _called(reading: _Reading, call: Node, owner: str, protection: Protection, depth: int) -> Iterator[Carried]:
    name = callee(call)
    looked_up = _looked_up(call, name)
    if looked_up:
        yield from _named(looked_up, owner, protection)
        return
    form = _form(name, protection)
    function = call.child_by_field_name("function")
    held = function.child_by_field_name("object") if function is not None else None
    if form is not protection or _WRAPPERS.search(name):
        for given in arguments(call):
            yield from _carried(reading, given, owner, form, depth)
        if held is not None and not _looked_up_in(held):
            yield from _carried(reading, held, owner, form, depth)
        elif held is not None:
            yield from _called(reading, held, owner, form, depth)


def _looked_up_in(node: Node) -> bool:
    return node.type == "call_expression" and _looked_up(node, callee(node)) is not None


def _looked_up(call: Node, name: str) -> str | None:
    if not _LOOK_UPS.search(name):
        return None
    given = arguments(call)
    text = string_of(given[0]) if given else None
    match = _FIELD_NAME.search(text) if text else None
    return next((group for group in match.groups() if group), None) if match else None


def _form_of(program: Program, value: Node, protection: Protection) -> Protection:
    node = program.value_of(value)
    return _form(callee(node), protection) if node.type in {"call_expression", "new_expression"} else protection


def _form(name: str, otherwise: Protection) -> Protection:
    if _HASH.search(name):
        return Protection.HASHED
    if _ENCRYPT.search(name):
        return Protection.ENCRYPTED
    return Protection.MASKED if _MASK.search(name) else otherwise


def _is_constant(node: Node) -> bool:
    return node.type in {"string", "number", "true", "false", "null", "undefined", "regex"}

"""JavaScript as a tree: parsing, walking without recursion, names, literals and objects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

SLOT = "\ue000"
"""Stands for what is known only when the program runs."""

FUNCTIONS = frozenset(
    {
        "arrow_function",
        "function_declaration",
        "function_expression",
        "generator_function",
        "generator_function_declaration",
        "method_definition",
    }
)
_MAX_CHAIN = 30


def parse(text: str) -> Node:
    """The program in a text. What is no JavaScript stands in it as errors."""
    return _parser().parse(text.encode("utf-8", "replace")).root_node


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


def walk(root: Node) -> Iterator[Node]:
    """All named nodes from top to bottom, however deep."""
    pending = [root]
    while pending:
        node = pending.pop()
        yield node
        pending.extend(reversed(node.named_children))


def text_of(node: Node | None) -> str:
    """The source of a node."""
    return (node.text or b"").decode("utf-8", "replace") if node is not None else ""


def line_of(node: Node) -> int:
    """The line of a node, from 1."""
    return int(node.start_point[0]) + 1


def callee(call: Node) -> str:
    """What is called, dotted: `window.mixpanel.track` gives `mixpanel.track`; empty where it has no name."""
    return dotted(call.child_by_field_name("function") or call.child_by_field_name("constructor"))


def dotted(node: Node | None) -> str:
    """A name with its owners: `a.b.c`; calls in between are left out, so `a().b` is `a.b`."""
    names: list[str] = []
    for _step in range(_MAX_CHAIN):
        if node is None:
            return ""
        if node.type in {"identifier", "this", "super", "import"}:
            names.append(text_of(node))
            break
        if node.type in {"member_expression", "subscript_expression"}:
            names.append(_property(node))
            node = node.child_by_field_name("object")
        elif node.type == "call_expression":
            node = node.child_by_field_name("function")
        elif node.type in {"parenthesized_expression", "await_expression", "new_expression", "non_null_expression"}:
            node = node.child_by_field_name("constructor") or (node.named_children[0] if node.named_children else None)
        else:
            return ""
    chain = [name for name in reversed(names) if name]
    return ".".join(chain[1:] if chain[:1] in (["window"], ["globalThis"], ["self"]) and len(chain) > 1 else chain)


def _property(node: Node) -> str:
    named = node.child_by_field_name("property")
    if named is not None:
        return text_of(named)
    return (string_of(node.child_by_field_name("index")) or "").replace(SLOT, "")


def arguments(call: Node) -> list[Node]:
    """The arguments of a call or of `new`."""
    given = call.child_by_field_name("arguments")
    return [node for node in given.named_children if node.type != "comment"] if given is not None else []


def string_of(node: Node | None) -> str | None:
    """The text of a string, with a slot for each part that is computed; None for what is no string."""
    if node is None:
        return None
    if node.type == "string":
        return "".join(text_of(part) for part in node.named_children)
    if node.type == "template_string":
        return "".join(SLOT if part.type == "template_substitution" else text_of(part) for part in node.named_children)
    if node.type == "binary_expression" and text_of(node.child_by_field_name("operator")) == "+":
        return _concatenated(node)
    return None


def _concatenated(node: Node) -> str | None:
    parts: list[str] = []
    some = False
    pending = [node]
    while pending:
        part = pending.pop()
        if part.type == "binary_expression":
            pending.extend(reversed(part.named_children))
            continue
        text = None if part.type == "comment" else string_of(part)
        some = some or text is not None
        parts.append(SLOT if text is None else text)
    return "".join(parts) if some else None


def pairs(node: Node) -> Iterator[tuple[str, Node]]:
    """Keys and values of an object; a shorthand key is its own value."""
    for entry in node.named_children:
        if entry.type == "pair":
            key, value = entry.child_by_field_name("key"), entry.child_by_field_name("value")
            if key is not None and value is not None:
                yield (string_of(key) or text_of(key)), value
        elif entry.type == "shorthand_property_identifier":
            yield text_of(entry), entry


def value_at(node: Node | None, key: str) -> Node | None:
    """The value of a key in an object; None where it is no object, or has no such key."""
    if node is None or node.type != "object":
        return None
    return next((value for name, value in pairs(node) if name == key), None)


def ancestors(node: Node) -> Iterator[tuple[Node, Node]]:
    """Pairs of a node's ancestors and the child through which they hold it, from the inside out."""
    child = node
    while (parent := child.parent) is not None:
        yield parent, child
        child = parent

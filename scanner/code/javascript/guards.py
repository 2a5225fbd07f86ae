"""Whether a call waits for consent: a condition, a callback or an early return that asks for it."""

from __future__ import annotations

import re

from tree_sitter import Node

from scanner.code.javascript.program import Program
from scanner.code.javascript.syntax import FUNCTIONS, ancestors, callee, string_of, text_of
from scanner.code.pages.consent import CONSENT

_MAX_TEXT = 400
_MAX_CALLS = 3
_MAX_CALLERS = 20


def waits_for_consent(program: Program, node: Node, *, calls: int = _MAX_CALLS) -> bool:
    """Whether the node runs only after consent, as far as the script shows."""
    for parent, child in ancestors(node):
        if _is_consented_branch(parent, child) or _is_consent_callback(parent, child):
            return True
        if parent.type == "statement_block" and _returns_early(parent, child):
            return True
        if parent.type in FUNCTIONS and calls > 0 and _called_with_consent_only(program, parent, calls - 1):
            return True
    return False


def _is_consented_branch(parent: Node, child: Node) -> bool:
    if parent.type in {"if_statement", "ternary_expression"}:
        condition = parent.child_by_field_name("condition")
        if condition is None or condition == child or not _asks(condition):
            return False
        return _is_negated(condition) == (parent.child_by_field_name("alternative") == child)
    if parent.type == "binary_expression" and text_of(parent.child_by_field_name("operator")) == "&&":
        left = parent.child_by_field_name("left")
        return left is not None and left != child and _asks(left) and not _is_negated(left)
    return False


def _is_consent_callback(parent: Node, child: Node) -> bool:
    if child.type not in FUNCTIONS:
        return False
    if parent.type == "arguments" and parent.parent is not None:
        texts = [text for text in map(string_of, parent.named_children) if text]
        return any(CONSENT.search(text[:_MAX_TEXT]) for text in (callee(parent.parent), *texts))
    named = {"pair": "key", "variable_declarator": "name", "assignment_expression": "left"}.get(parent.type)
    name = text_of(parent.child_by_field_name(named)) if named else text_of(child.child_by_field_name("name"))
    return bool(CONSENT.search(name[:_MAX_TEXT])) and not _shows_banner(name)


def _returns_early(block: Node, child: Node) -> bool:
    for statement in block.named_children:
        if statement == child:
            return False
        if statement.type != "if_statement":
            continue
        condition = statement.child_by_field_name("condition")
        leaves = text_of(statement.child_by_field_name("consequence"))[:_MAX_TEXT].lstrip("{ \n\t").startswith("return")
        if condition is not None and leaves and _asks(condition) and _is_negated(condition):
            return True
    return False


def _called_with_consent_only(program: Program, function: Node, calls: int) -> bool:
    name = text_of(function.child_by_field_name("name"))
    if not name and function.parent is not None and function.parent.type == "variable_declarator":
        name = text_of(function.parent.child_by_field_name("name"))
    callers = program.callers.get(name, []) if name else []
    return bool(callers) and all(
        _hands_over_the_answer(call) or waits_for_consent(program, call, calls=calls) for call in callers[:_MAX_CALLERS]
    )


def _hands_over_the_answer(call: Node) -> bool:
    """Whether a call passes on what was answered: `answer(button.dataset.consent)`."""
    arguments = call.child_by_field_name("arguments")
    return arguments is not None and bool(CONSENT.search(text_of(arguments)[:_MAX_TEXT]))


def _asks(condition: Node) -> bool:
    return bool(CONSENT.search(text_of(condition)[:_MAX_TEXT]))


def _is_negated(condition: Node) -> bool:
    text = text_of(condition)[:_MAX_TEXT].lstrip("( ")
    refused = re.search(r"[!=]==?\s*[\"'](denied|rejected|declined|no|false)[\"']|===?\s*(false|null)", text)
    return text.startswith("!") or "!==" in text[: text.find("true") + 1] or bool(refused and "!=" not in refused[0])


def _shows_banner(name: str) -> bool:
    return bool(re.search(r"show|render|banner|dialog|modal|open|component|init$", name, re.IGNORECASE))

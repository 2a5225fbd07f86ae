"""Inputs written in JSX."""

from __future__ import annotations

import re

from tree_sitter import Node

from scanner.code.javascript.guards import waits_for_consent
from scanner.code.javascript.program import Program
from scanner.code.javascript.syntax import SLOT, ancestors, arguments, callee, line_of, string_of, text_of, walk
from scanner.code.pages.inputs import Input, Target, add_input
from scanner.code.pages.notices import add_age_gate, says_age
from scanner.code.pages.page import Page
from scanner.code.pages.tags import add_consent, add_tag, gathered, of_vendor
from scanner.inventory.draft import Draft
from scanner.model import ControlState, Use

_INPUTS = re.compile(r"^(input|select|textarea)$|^[A-Z]\w{0,40}(Input|Field|Select|Textarea|TextArea|Picker)$|^(Input|Field|Select|Textarea|TextField|Checkbox|FormControl)$")  # fmt: skip
_FORMS = re.compile(r"^(form|[A-Z]\w{0,40}Form|Form|Formik)$")
_REGISTER = re.compile(r"(^|\.)(register|field|getFieldProps|getInputProps|bind)$")
_LOADING = frozenset(
    {"captcha", "maps", "payment", "support", "survey", "social", "analytics", "advertising", "tag_manager"}
)
_VERBS = frozenset({"get", "post", "put", "patch", "delete"})


def read_elements(draft: Draft, page: Page, program: Program) -> None:
    """Take every input in the JSX of a script into the draft."""
    for node in walk(program.root):
        if node.type in {"jsx_opening_element", "jsx_self_closing_element"}:
            _read(draft, page, node)
            _read_component(draft, page, program, node)
        elif node.type == "jsx_text" and says_age(text_of(node)):
            add_age_gate(draft, page, line_of(node), "the page has people state their age")


def _read(draft: Draft, page: Page, node: Node) -> None:
    tag = text_of(node.child_by_field_name("name"))
    if not _INPUTS.match(tag):
        return
    given = attributes(node)
    name = given.get("name") or _registered(node) or given.get("id") or given.get("data-testid") or ""
    if not name or SLOT in name:
        return
    form, target = _form(node)
    label = given.get("aria-label") or given.get("label") or given.get("placeholder") or ""
    auto = given.get("autoComplete") or given.get("autocomplete") or ""
    kind = given.get("type", "text").casefold()
    add_input(draft, page, Input(name, form, kind, auto, label.replace(SLOT, ""), line_of(node)), target)


def _read_component(draft: Draft, page: Page, program: Program, node: Node) -> None:
    """A vendor's component, such as a captcha or a map, loads the vendor's script when it is shown."""
    bound = program.vendors.get(text_of(node.child_by_field_name("name")).split(".", 1)[0])
    if bound is None or bound.vendor.function not in _LOADING:
        return
    party = of_vendor(bound.vendor, Use.USED)
    seen = page.seen(line_of(node), "the page shows the vendor's component")
    add_tag(draft, page, party, seen, categories=gathered(party))
    guarded = page.consented or waits_for_consent(program, node)
    add_consent(draft, page, party, seen, state=ControlState.PRESENT if guarded else ControlState.ABSENT)


def attributes(node: Node) -> dict[str, str]:
    """The attributes of an element that are strings; a computed one is a slot."""
    found: dict[str, str] = {}
    for entry in node.named_children:
        if entry.type != "jsx_attribute" or not entry.named_children:
            continue
        value = entry.named_children[1] if len(entry.named_children) > 1 else None
        if value is not None and value.type == "jsx_expression":
            value = value.named_children[0] if value.named_children else None
        found[text_of(entry.named_children[0])] = SLOT if value is None else string_of(value) or SLOT
    return found


def _registered(node: Node) -> str:
    """The name that a form library registers: `{...register("email")}`."""
    for spread in node.named_children:
        if spread.type != "jsx_expression":
            continue
        for call in walk(spread):
            if call.type == "call_expression" and _REGISTER.search(callee(call)):
                given = arguments(call)
                return (string_of(given[0]) or "") if given else ""
    return ""


def _form(node: Node) -> tuple[str, Target | None]:
    for parent, _child in ancestors(node):
        opening = parent.child_by_field_name("open_tag") if parent.type == "jsx_element" else None
        if opening is None or not _FORMS.match(text_of(opening.child_by_field_name("name"))):
            continue
        given = {key: value for key, value in attributes(opening).items() if SLOT not in value}
        action, verb = given.get("action", ""), given.get("method", "get").casefold()
        literal = action.startswith("/") and not action.startswith("//") and verb in _VERBS
        target = Target(verb.upper(), action.split("?", 1)[0]) if literal else None
        return given.get("name") or given.get("id") or "form", target
    return "form", None

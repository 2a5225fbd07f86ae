"""Forms of a page: what each input asks for, and where the form goes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from scanner.code.markup.document import Tag, Text
from scanner.code.markup.template import Expression
from scanner.code.pages.inputs import Input, Target, add_input
from scanner.code.pages.lines import lines_of
from scanner.code.pages.notices import add_age_gate
from scanner.code.pages.page import Page
from scanner.inventory.draft import Draft

_INPUTS = frozenset({"input", "select", "textarea"})
_COMPONENT = re.compile(r"^[a-z]{1,20}-(input|text-field|field|select|textarea|text-input)$")
_VERBS = frozenset({"get", "post", "put", "patch", "delete"})
_RENDERED = re.compile(r"\b(\w{0,40}form)\.(?!as_|errors|media|non_field|csrf|hidden_tag|management|submit|save|is_|instance|helper)(\w{1,60})\b(?!\.(errors|label|id|help))", re.IGNORECASE)  # fmt: skip
_HELPER = re.compile(r"\b(\w{0,20}?)_?(field|area|select|input)(_tag)?[ (]{1,2}:?[\"']?(\w{1,60})")
_HELPER_TYPES = {"email": "email", "telephone": "tel", "phone": "tel", "password": "password", "date": "date", "url": "url", "search": "search", "hidden": "hidden", "file": "file", "number": "number", "check_box": "checkbox"}  # fmt: skip
_INPUT_HELPER = re.compile(r"^=?\s*\w{1,20}\.input\s*\(?\s*:(\w{1,60})")


@dataclass(slots=True)
class _Open:
    name: str = "form"
    target: Target | None = None
    label: str = ""
    in_label: bool = False
    labels: dict[str, str] = field(default_factory=dict)


def read_forms(draft: Draft, page: Page, parts: Iterable[Tag | Text]) -> bool:
    """Take every input that asks for personal data into the draft; whether the page has a form at all."""
    listed = list(parts)
    state = _Open(labels=_labels(listed))
    any_form = False
    for part in listed:
        if isinstance(part, Text):
            state.label = part.text if state.in_label and not part.of else state.label
        elif part.name == "form":
            any_form = True
            state.name, state.target = ("form", None) if part.closes else (_name(part), _target(part))
        elif part.name == "label":
            state.in_label, state.label = not part.closes, ""
        elif not part.closes and (part.name in _INPUTS or _COMPONENT.match(part.name)):
            _read_input(draft, page, part, state)
    return any_form


def read_rendered(draft: Draft, page: Page, expressions: Iterable[Expression], source: bytes) -> None:
    """Take the inputs that a template language renders: `{{ form.email }}`, `f.email_field :email`."""
    lines = lines_of(source)
    for expression in expressions:
        field = _rendered(expression, lines.at(expression.start))
        if field is not None:
            add_input(draft, page, field)


def _rendered(expression: Expression, line: int) -> Input | None:
    text = expression.text[:300]
    if expression.kind == b"{{":
        match = _RENDERED.search(text)
        return Input(match[2], match[1], line=line) if match else None
    if expression.kind != b"<%":
        return None
    match = _INPUT_HELPER.match(text)
    if match is not None:
        return Input(match[1], line=line)
    match = _HELPER.search(text)
    return Input(match[4], type=_HELPER_TYPES.get(match[1].rpartition(".")[2], "text"), line=line) if match else None


def _read_input(draft: Draft, page: Page, tag: Tag, state: _Open) -> None:
    given = tag.attributes
    name = next((given[key] for key in ("name", "id", "v-model", "ng-model") if given.get(key)), "")
    if not name or "\x01" in name:
        return
    label = next((given[key] for key in ("aria-label", "placeholder") if given.get(key)), "")
    words = state.labels.get(given.get("id", ""), "") or (state.label if state.in_label else "") or label
    kind = given.get("type", "text").casefold() if tag.name == "input" else "text"
    auto = given.get("autocomplete", "")
    asked = Input(name, state.name, kind, auto, words.replace("\x01", "").strip(), tag.line)
    asks = add_input(draft, page, asked, state.target)
    if asks and any(key in given for key in ("data-min-age", "min-age", "data-minimum-age")):
        add_age_gate(draft, page, tag.line, "the birth date has a least age")


def _labels(parts: list[Tag | Text]) -> dict[str, str]:
    found: dict[str, str] = {}
    current = ""
    for part in parts:
        if isinstance(part, Tag) and part.name == "label":
            current = "" if part.closes else part.attributes.get("for", "")
        elif isinstance(part, Text) and current and not part.of:
            found[current] = f"{found.get(current, '')} {part.text}".strip()
    return found


def _name(tag: Tag) -> str:
    name = tag.attributes.get("name") or tag.attributes.get("id") or "form"
    return name if "\x01" not in name else "form"


def _target(tag: Tag) -> Target | None:
    action = tag.attributes.get("action", "").strip()
    verb = tag.attributes.get("method", "get").casefold()
    if verb not in _VERBS or "\x01" in action.split("?", 1)[0] or not action.startswith("/") or action.startswith("//"):
        return None
    return Target(verb.upper(), re.split(r"[?#]", action, maxsplit=1)[0])

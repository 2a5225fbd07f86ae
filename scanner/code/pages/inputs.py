"""An input of a form to what a person enters there: by its autocomplete token, name, label and type."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detectors.model import Category, Confidence, Finding, Protection
from detectors.redact import safe_name
from scanner.code.judge import judge
from scanner.code.pages.page import Page
from scanner.ids import collection_point_id
from scanner.inventory.draft import Draft
from scanner.model import CollectionPoint, Evidence, FlowKind

_NOT_ASKED = frozenset({"submit", "button", "reset", "image", "search", "checkbox", "radio", "range", "color"})
_SEARCHES = frozenset({"q", "query", "search", "s", "keyword", "keywords", "term", "filter", "sort", "page"})
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Input:
    """An input as the page has it; `form` is the form's name or id, or `form`."""

    name: str
    form: str = "form"
    type: str = "text"
    autocomplete: str = ""
    label: str = ""
    line: int = 1


@dataclass(frozen=True, slots=True)
class Target:
    """Where a form goes: the verb and a path, where the page tells them literally."""

    verb: str
    route: str


def judge_input(field: Input) -> Finding | None:
    """What a person enters; None for buttons, search boxes, hidden tokens and what nothing tells."""
    if field.type == "search" or field.name.casefold() in _SEARCHES:
        return None
    token = field.autocomplete.casefold().split()[-1:] or [""]
    if token[0] in _table("autocomplete"):
        return _found(_table("autocomplete")[token[0]], f"autocomplete says {token[0]}")
    # A box that is ticked asks a question about what its name says; it does not take it down.
    named = judge(field.name, owner=field.form) if field.type not in _NOT_ASKED | {"file"} else None
    if named is not None:
        return named
    if field.type in _table("type"):
        return _found(_table("type")[field.type], f"the input's type is {field.type}")
    if field.type in _NOT_ASKED or field.type == "hidden":
        return None
    return judge(field.label, owner=field.form) if field.label else None


def add_input(draft: Draft, page: Page, field: Input, target: Target | None = None) -> bool:
    """Take an input that asks for personal data into the draft, and its way to the form's target."""
    found = judge_input(field)
    if found is None:
        return False
    key = safe_name(field.name[:_LONGEST_NAME]) or "input"
    form = safe_name(field.form[:_LONGEST_NAME])
    seen = page.seen(field.line, found.reason or f"the input is called {key}")
    kind = "upload" if field.type == "file" else "form_field"
    point = CollectionPoint(page.point(f"{form}.{key}"), kind, key, (found.category,))
    draft.add(point, seen)
    if target is not None:
        _add_way(draft, page, point, target=target, seen=seen)
    return True


def _add_way(draft: Draft, page: Page, point: CollectionPoint, *, target: Target, seen: Evidence) -> None:
    endpoint = collection_point_id(page.system, f"{target.verb} {safe_name(target.route)}", point.name)
    draft.add_flow(point.id, endpoint, FlowKind.COLLECT, point.categories, seen)


def _found(category: str, reason: str) -> Finding:
    return Finding(Category(category), Confidence.HIGH, ("form",), Protection.PLAIN, reason)


@cache
def _table(name: str) -> dict[str, str]:
    text = files("scanner.code.pages").joinpath("autocomplete.toml").read_text("utf-8")
    return dict(tomllib.loads(text)[name])

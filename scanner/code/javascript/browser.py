"""What a script takes from the browser or leaves in it: permissions, cookies, stored keys, console lines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tree_sitter import Node

from detectors.model import Category
from detectors.redact import safe_name
from scanner.code.javascript.carried import Carried, carried
from scanner.code.javascript.program import Program
from scanner.code.javascript.syntax import (
    SLOT,
    arguments,
    callee,
    dotted,
    line_of,
    pairs,
    string_of,
    text_of,
    walk,
)
from scanner.code.judge import judge
from scanner.code.pages.page import Page
from scanner.ids import store_id
from scanner.inventory.draft import Draft
from scanner.model import CollectionPoint, Store

_COOKIE = Category("user.device.cookie")
_SET_COOKIE = re.compile(
    r"(^|\.)(Cookies?|cookies|cookie|jsCookie|\$cookies|cookieStore)\.set$|^(setCookie|createCookie)$"
)
_SET_STORAGE = re.compile(r"(^|\.)(localStorage|sessionStorage)\.setItem$")
_STORAGE = re.compile(r"^(localStorage|sessionStorage)\.(\w{1,80})$")
_CONSOLE = re.compile(r"^(console|logger|log|winston)\.(log|info|warn|error|debug|trace)$")
_COOKIE_NAME = re.compile(r"^\s*([\w.$-]{1,80})\s*=")
_EXPIRED = re.compile(r"max-age=\s*(0|-)|expires=thu,? 0?1[ -]jan[ -]1970", re.IGNORECASE)
_LONGEST_TEMPLATE = 80


@dataclass(frozen=True, slots=True)
class Permission:
    """A call that makes the browser ask: what it is for, and what the page gets."""

    call: str
    name: str
    categories: tuple[Category, ...]
    asks: str = ""


def read_browser(draft: Draft, page: Page, program: Program) -> None:
    """Take what the script asks of the browser, leaves in it, and prints."""
    for call in program.calls:
        name = callee(call)
        _read_permission(draft, page, program, call)
        if _SET_COOKIE.search(name) or _SET_STORAGE.search(name):
            _read_set(draft, page, program, call, is_cookie=not _SET_STORAGE.search(name))
        elif _CONSOLE.match(name):
            _read_console(draft, page, program, call)
    for node in walk(program.root):
        if node.type == "assignment_expression":
            _read_assignment(draft, page, program, node)


def _read_permission(draft: Draft, page: Page, program: Program, call: Node) -> None:
    name = callee(call)
    for permission in _permissions():
        if name != permission.call and not name.endswith(f".{permission.call}"):
            continue
        if permission.asks and not _asks(program, call, permission.asks):
            continue
        point = page.point(f"permission:{permission.name}")
        seen = page.seen(line_of(call), f"{permission.call}() asks the browser for it")
        draft.add(CollectionPoint(point, "permission", permission.name, permission.categories), seen)


def _asks(program: Program, call: Node, key: str) -> bool:
    """Whether the call's options ask for a medium; options that are not written out may ask for all."""
    given = arguments(call)
    options = program.value_of(given[0]) if given else None
    if options is None or options.type != "object":
        return True
    return any(name == key and text_of(value) not in {"false", "0", "null"} for name, value in pairs(options))


def _read_set(draft: Draft, page: Page, program: Program, call: Node, *, is_cookie: bool) -> None:
    given = arguments(call)
    name = string_of(program.value_of(given[0])) if given else None
    if name:
        items = carried(program, given[1]) if len(given) > 1 else ()
        _add_kept(draft, page, name, line_of(call), items, is_cookie=is_cookie)


def _read_assignment(draft: Draft, page: Page, program: Program, node: Node) -> None:
    target, value = dotted(node.child_by_field_name("left")), node.child_by_field_name("right")
    if value is None:
        return
    if target == "document.cookie":
        text = program.text(value) or ""
        match = _COOKIE_NAME.match(text)
        if match and not _EXPIRED.search(text):
            _add_kept(draft, page, match[1], line_of(node), carried(program, value), is_cookie=True)
    elif match := _STORAGE.match(target):
        _add_kept(draft, page, match[2], line_of(node), carried(program, value), is_cookie=False)


def _add_kept(  # noqa: PLR0913 - a name, its place and what is kept under it
    draft: Draft, page: Page, name: str, line: int, items: tuple[Carried, ...], *, is_cookie: bool
) -> None:
    named = judge(name.replace(SLOT, ""))
    found = {item.category for item in items} | ({named.category} if named else set())
    categories = sorted(found | ({_COOKIE} if is_cookie else set()))
    if not categories:
        return
    key = safe_name(name.replace(SLOT, "*"))
    where = "a cookie" if is_cookie else "the browser's storage"
    point = CollectionPoint(page.point(f"cookie:{key}"), "cookie", key, tuple(categories))
    draft.add(point, page.seen(line, f"the script writes {where}"))


def _read_console(draft: Draft, page: Page, program: Program, call: Node) -> None:
    slots = _slots(arguments(call))
    template = safe_name(" ".join(text for text, _nodes in slots))[:_LONGEST_TEMPLATE]
    number = 0
    for _text, nodes in slots:
        for node in nodes:
            found = carried(program, node)
            store = Store(store_id(page.system, f"log:{page.path}"), page.system, "log", f"log:{page.path}")
            seen = page.seen(line_of(call), f"{callee(call)}() prints {', '.join(item.name for item in found)}")
            draft.add_field(store, f"{template}[{number}]", [item.finding for item in found], seen)
            number += 1


def _slots(given: list[Node]) -> list[tuple[str, list[Node]]]:
    """Each argument as its part of the message's template, with what fills its slots."""
    return [_slot(node) for node in given]


def _slot(node: Node) -> tuple[str, list[Node]]:
    if node.type == "string":
        return string_of(node) or "", []
    if node.type == "template_string":
        filled = [part for part in node.named_children if part.type == "template_substitution"]
        return (string_of(node) or "").replace(SLOT, "*"), filled
    return "*", [node]


@cache
def _permissions() -> tuple[Permission, ...]:
    table = tomllib.loads(files("scanner.code.javascript").joinpath("browser.toml").read_text("utf-8"))
    return tuple(
        Permission(entry["call"], entry["name"], tuple(map(Category, entry["categories"])), entry.get("asks", ""))
        for entry in table["permission"]
    )

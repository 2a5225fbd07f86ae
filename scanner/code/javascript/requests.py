"""Requests of a script: to endpoints of the company's own, and to other hosts."""

from __future__ import annotations

import re

from tree_sitter import Node

from detectors.model import Category, Protection
from detectors.redact import safe_name
from scanner.code.javascript.carried import Carried, carried
from scanner.code.javascript.program import Program
from scanner.code.javascript.syntax import SLOT, arguments, callee, line_of, string_of, text_of, value_at
from scanner.code.pages.page import Page
from scanner.code.pages.tags import Party, add_party, add_tag, host_of, of_url
from scanner.ids import collection_point_id
from scanner.inventory.draft import Draft
from scanner.model import CollectionPoint, FlowKind, Use

_FETCH = re.compile(r"^(fetch|\$fetch|apiFetch|ky|got|axios|request|superagent)$")
_CLIENTS = re.compile(r"(^|\.)(axios|http|https|api|client|apiClient|httpClient|\$http|\$axios|ky|got|superagent|request|\$|jQuery|instance)$", re.IGNORECASE)  # fmt: skip
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_BODIES = ("body", "data", "json", "params", "searchParams")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w{0,60}")


def read_requests(draft: Draft, page: Page, program: Program) -> None:
    """Take every request whose URL can be told into the draft."""
    for call in program.calls:
        _read_request(draft, page, program, call)


def _read_request(draft: Draft, page: Page, program: Program, call: Node) -> None:
    name, given = callee(call), arguments(call)
    method = _method_of(name, given) if given else None
    if method is None:
        return
    verb, where, bodies = method
    url = program.text(where) or _configured_url(program, where)
    if not url:
        return
    line = line_of(call)
    items = tuple(item for body in bodies for item in carried(program, body))
    queried = _queried(program, where)
    if _is_own(url, page):
        _add_endpoint(draft, page, route=f"{verb} {_route(url, where)}", line=line, items=(*items, *queried))
        return
    party = of_url(url, page, Use.USED if items or queried else Use.CONFIGURED)
    if party is not None:
        _add_outside(draft, page, party, host=host_of(url), line=line, items=(*items, *queried))


def _method_of(name: str, given: list[Node]) -> tuple[str, Node, list[Node]] | None:
    """The verb, the node of the URL and those of the body of a call that makes a request; None for other calls."""
    owner, _dot, last = name.rpartition(".")
    if name.endswith("sendBeacon"):
        return "POST", given[0], given[1:2]
    if last.casefold() in _METHODS and _CLIENTS.search(owner):
        return last.upper(), given[0], given[1:2]
    if last == "ajax" or (_FETCH.match(name) and given[0].type == "object"):
        return _verb(given[0], "GET"), value_at(given[0], "url") or given[0], _bodies(given[0])
    if _FETCH.match(name) or name in {"window.fetch", "$.post", "$.get"}:
        options = given[1] if len(given) > 1 else None
        return _verb(options, "GET"), given[0], _bodies(options)
    if last == "open" and len(given) > 1 and (string_of(given[0]) or "").casefold() in _METHODS:
        return (string_of(given[0]) or "").upper(), given[1], []
    return None


def _verb(options: Node | None, otherwise: str) -> str:
    named = string_of(value_at(options, "method")) or string_of(value_at(options, "type"))
    return named.upper() if named and named.casefold() in _METHODS else otherwise


def _bodies(options: Node | None) -> list[Node]:
    return [node for key in _BODIES if (node := value_at(options, key)) is not None]


def _configured_url(program: Program, where: Node) -> str | None:
    value = program.value_of(where)
    if value.type == "new_expression" and callee(value) in {"URL", "Request"}:
        given = arguments(value)
        return string_of(given[0]) if given else None
    return None


def _is_own(url: str, page: Page) -> bool:
    host = host_of(url)
    if host is not None:
        return page.is_own(host)
    # A route behind a base that only settings tell is taken for the company's own.
    return url.removeprefix(SLOT).startswith("/") and not url.startswith("//")


def _route(url: str, where: Node) -> str:
    path = (
        re.sub(r"^[a-z]+://[^/]{0,300}", "", url.removeprefix(SLOT), flags=re.IGNORECASE)
        .split("?", 1)[0]
        .split("#", 1)[0]
    )
    names = iter(_slots(where)[1 if url.startswith(SLOT) else 0 :])
    return safe_name(re.sub(SLOT, lambda _slot: "{" + next(names, "value") + "}", path) or "/")


def _slots(where: Node) -> list[str]:
    parts = [node for node in where.named_children if node.type == "template_substitution"]
    return [(_IDENTIFIER.findall(text_of(node)) or ["value"])[-1] for node in parts]


def _queried(program: Program, where: Node) -> tuple[Carried, ...]:
    """What stands in the URL after its question mark, where the URL is a template."""
    if where.type != "template_string" or "?" not in text_of(where):
        return ()
    asked = text_of(where).index("?")
    later = [
        n for n in where.named_children if n.type == "template_substitution" and n.start_byte - where.start_byte > asked
    ]
    return tuple(item for node in later for item in carried(program, node))


def _add_endpoint(draft: Draft, page: Page, *, route: str, line: int, items: tuple[Carried, ...]) -> None:
    for item in items:
        seen = page.seen(line, f"the script sends {item.name} to {route}")
        point = CollectionPoint(page.point(f"fetch.{safe_name(item.name)}"), "form_field", item.name, (item.category,))
        draft.add(point, seen)
        endpoint = collection_point_id(page.system, route, safe_name(item.name))
        draft.add_flow(point.id, endpoint, FlowKind.COLLECT, (item.category,), seen, protection=item.protection)


def _add_outside(  # noqa: PLR0913 - a request from a page to a party's host
    draft: Draft, page: Page, party: Party, *, host: str | None, line: int, items: tuple[Carried, ...]
) -> None:
    names = ", ".join(sorted({item.name for item in items}))
    if not items:
        add_party(draft, party, page.seen(line, "the script calls this host"), host=host)
        return
    categories: set[Category] = {item.category for item in items}
    forms = {item.protection for item in items}
    protection = forms.pop() if len(forms) == 1 else Protection.PLAIN
    seen = page.seen(line, f"the script sends {names} to this host")
    add_tag(draft, page, party, seen, categories=categories, protection=protection, host=host)

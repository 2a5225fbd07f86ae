"""Calls to vendors' libraries and tags: what they carry, and whether they wait for consent."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tree_sitter import Node

from detectors.model import Category, Protection
from scanner.code.javascript.carried import Carried, carried
from scanner.code.javascript.guards import waits_for_consent
from scanner.code.javascript.program import Bound, Program
from scanner.code.javascript.syntax import arguments, callee, line_of, string_of, text_of, value_at, walk
from scanner.code.pages.page import Page
from scanner.code.pages.tags import Party, add_consent, add_party, add_tag, gathered, host_of, of_vendor
from scanner.inventory.draft import Draft
from scanner.model import ControlState, Evidence, Use
from scanner.vendors.catalogue import Vendor, by_id

TRACKERS = frozenset({"analytics", "advertising", "tag_manager", "social"})
"""Functions whose libraries start to gather as soon as they are set up in a browser."""

_GATHERING = TRACKERS | {"captcha", "maps", "support", "survey"}
_SET_UP = re.compile(r"(^|\.)(init\w*|load|configure|config|setup|start|create\w*|build|client|Client|[A-Z]\w*)$")
_NOT_SENDING = re.compile(
    r"(^|\.)(opt_?out\w*|optOut\w*|reset|disable\w*|shutdown|clear\w*|off|on|debug|has_opted\w*|shouldSend\w*|close"
    r"|errorHandler|requestHandler|wrap\w*|withSentry\w*|configureScope|Integrations?\.\w+|\w*[iI]ntegration|flush)$"
)
_SERVED = {"AW-": "google-ads", "DC-": "google-ads", "G-": "google-analytics", "UA-": "google-analytics"}
_NO_EVENT = frozenset({"js", "consent", "set", "get"})


def read_vendor_calls(draft: Draft, page: Page, program: Program) -> None:
    """Take every call to a vendor into the draft, and the vendors that are imported and never called."""
    asked: dict[str, list[Sent]] = {}
    for call in program.calls:
        bound = program.vendor_of(callee(call))
        sent = _read_call(draft, page, program, call, bound=bound) if bound is not None else None
        if sent is not None:
            asked.setdefault(sent.party.recipient.id, []).append(sent)
    partial = page.consent_mode or _has_consent_mode(program)
    for _vendor, calls in sorted(asked.items()):
        for sent in calls:
            add_consent(draft, page, sent.party, sent.seen, state=_state(calls, google_asks=partial))
    for vendor_id, line in sorted(program.imported.items()):
        vendor = by_id(vendor_id)
        if vendor is not None:
            add_party(draft, of_vendor(vendor, Use.MENTIONED), page.seen(line, "a script imports the vendor's package"))


@dataclass(frozen=True, slots=True)
class Sent:
    """A call in a browser that sends to a vendor, and whether it waits for consent."""

    party: Party
    seen: Evidence
    guarded: bool


def _read_call(draft: Draft, page: Page, program: Program, call: Node, *, bound: Bound) -> Sent | None:
    name = callee(call)
    vendor = _served(call, bound.vendor)
    if vendor is None or _NOT_SENDING.search(name):
        return None
    items = tuple(item for given in arguments(call) for item in carried(program, given))
    host = _host_in(call)
    if not _sends(name, bound, items):
        party = of_vendor(vendor, Use.CONFIGURED)
        add_party(draft, party, page.seen(line_of(call), f"{name}() sets the vendor's library up"), host=host)
        return None
    party = of_vendor(vendor, Use.USED)
    seen = page.seen(line_of(call), _reason(name, items))
    categories = {item.category for item in items} | set(_by_itself(party, bound))
    add_tag(draft, page, party, seen, categories=categories, protection=_protection(items), host=host)
    guarded = page.consented or waits_for_consent(program, call)
    return Sent(party, seen, guarded) if bound.in_browser else None


def _state(calls: list[Sent], *, google_asks: bool) -> ControlState:
    guarded = {sent.guarded for sent in calls}
    if guarded == {True}:
        return ControlState.PRESENT
    asks = google_asks and calls[0].party.recipient.id.startswith("google-")
    return ControlState.PARTIAL if asks or len(guarded) > 1 else ControlState.ABSENT


def _host_in(call: Node) -> str | None:
    texts = (string_of(node) for node in walk(call) if node.type == "string")
    return next((host for text in texts if text and "://" in text and (host := host_of(text))), None)


def _sends(name: str, bound: Bound, items: tuple[Carried, ...]) -> bool:
    if items:
        return True
    if _SET_UP.search(name):
        return bound.in_browser and bound.vendor.function in TRACKERS
    return True


def _served(call: Node, vendor: Vendor) -> Vendor | None:
    if callee(call).split(".", 1)[0] not in {"gtag", "dataLayer"}:
        return None if _pushes_arguments(call) else vendor
    given = arguments(call)
    texts = [string_of(node) for node in given]
    if texts and texts[0] in _NO_EVENT:
        return None
    target = string_of(value_at(given[-1], "send_to")) if given else None
    for text in (*texts[1:], target):
        for start, vendor_id in _SERVED.items():
            if text and text.startswith(start):
                return by_id(vendor_id)
    return vendor


def _pushes_arguments(call: Node) -> bool:
    return any(text_of(node) == "arguments" for node in arguments(call))


def _by_itself(party: Party, bound: Bound) -> tuple[Category, ...]:
    return gathered(party) if bound.in_browser and party.function in _GATHERING else ()


def _protection(items: tuple[Carried, ...]) -> Protection:
    forms = {item.protection for item in items}
    return forms.pop() if len(forms) == 1 else Protection.PLAIN


def _reason(name: str, items: tuple[Carried, ...]) -> str:
    names = ", ".join(sorted({item.name for item in items}))
    return f"{name}() is given {names}" if names else f"{name}() is called"


def _has_consent_mode(program: Program) -> bool:
    """Google's consent mode: tags load at once, without cookies until there is consent."""
    return any(
        [string_of(node) for node in arguments(call)[:2]] == ["consent", "default"] and "denied" in text_of(call)
        for call in program.callers.get("gtag", [])
    )

"""Scripts and pixels that a script loads from a vendor's host."""

from __future__ import annotations

import re

from tree_sitter import Node

from scanner.code.javascript.guards import waits_for_consent
from scanner.code.javascript.program import Program
from scanner.code.javascript.syntax import SLOT, dotted
from scanner.code.pages.page import Page
from scanner.code.pages.tags import add_consent, add_tag, gathered, host_of, of_vendor
from scanner.inventory.draft import Draft
from scanner.model import ControlState, Use
from scanner.vendors.catalogue import by_url

_URL = re.compile(r"^(https?:)?//[\w.-]{1,250}")
_SCRIPT = re.compile(r"\.js\b|/js\b|/tag/|/(tr|collect|pixel)\b|/sdk", re.IGNORECASE)


def read_loaded(draft: Draft, page: Page, program: Program, node: Node, *, text: str) -> None:
    """Take the vendor whose script or pixel a string names into the draft."""
    if not _URL.match(text) or not (_SCRIPT.search(text) or _is_source(node)):
        return
    vendor = by_url(text.replace(SLOT, ""))
    if vendor is None or page.is_own(host_of(text) or ""):
        return
    party = of_vendor(vendor, Use.USED)
    seen = page.seen(int(node.start_point[0]) + 1, "the script loads the vendor's script or pixel")
    add_tag(draft, page, party, seen, categories=gathered(party), host=host_of(text))
    guarded = page.consented or waits_for_consent(program, node)
    google_asks = page.consent_mode and vendor.id.startswith("google-")
    state = ControlState.PARTIAL if google_asks else ControlState.ABSENT
    add_consent(draft, page, party, seen, state=ControlState.PRESENT if guarded else state)


def _is_source(node: Node) -> bool:
    parent = node.parent
    return (
        parent is not None
        and parent.type == "assignment_expression"
        and dotted(parent.child_by_field_name("left")).endswith(".src")
    )

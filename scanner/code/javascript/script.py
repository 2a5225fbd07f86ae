"""A script to what it collects and sends: the one entrance to this package."""

from __future__ import annotations

from scanner.code.javascript.browser import read_browser
from scanner.code.javascript.elements import read_elements
from scanner.code.javascript.loaders import read_loaded
from scanner.code.javascript.program import read
from scanner.code.javascript.requests import read_requests
from scanner.code.javascript.sdk import read_vendor_calls
from scanner.code.javascript.syntax import line_of, parse, string_of, text_of, walk
from scanner.code.pages.lines import nesting
from scanner.code.pages.notices import add_recording_notice
from scanner.code.pages.page import Page
from scanner.inventory.draft import Draft

MAX_BYTES = 1_000_000
"""Longer scripts are generated; they are not read."""

MAX_NESTING = 200
"""Deeper scripts are generated, or made to exhaust their reader: looking up from a node takes time with its depth."""


def read_script(draft: Draft, page: Page, text: str) -> float:
    """Take what a script does into the draft; the share of it (0 to 1) that is no JavaScript comes back."""
    if nesting(text) > MAX_NESTING:
        return 1.0
    root = parse(text)
    program = read(root)
    read_vendor_calls(draft, page, program)
    read_requests(draft, page, program)
    read_browser(draft, page, program)
    read_elements(draft, page, program)
    wrong = 0
    for node in walk(root):
        if node.type in {"string", "template_string", "jsx_text"}:
            text = string_of(node) or text_of(node)
            add_recording_notice(draft, page, text, line_of(node))
            read_loaded(draft, page, program, node, text=text)
        elif node.type == "ERROR":
            wrong += node.end_byte - node.start_byte
    return min(wrong / max(root.end_byte, 1), 1.0)

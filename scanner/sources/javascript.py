"""JavaScript files, with JSX, and TypeScript as far as the JavaScript grammar reads it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

from detectors.redact import safe_name
from scanner.code.javascript.script import MAX_BYTES, read_script
from scanner.code.pages.page import Page
from scanner.code.places import is_test
from scanner.inventory.draft import Draft
from scanner.model import Examined, Extent, Inventory, System
from scanner.sources.base import Unit

_SUFFIXES = frozenset({".js", ".mjs", ".cjs", ".jsx", ".ts", ".tsx", ".mts"})
_MINIFIED = re.compile(r"\.(min|bundle|chunk|pack(ed)?)\.[cm]?js$|-[0-9a-f]{8,}\.[cm]?js$")
_VENDORED = frozenset(
    {"vendor", "vendors", "third_party", "thirdparty", "third-party", "bower_components", "dist", "libs"}
)
_TESTED = re.compile(r"\.(test|spec|stories|cy|e2e)\.[cm]?[jt]sx?$|(^|/)(__tests__|cypress|e2e)/|(^|/)[\w.-]*\.d\.ts$")
_TYPED = frozenset({".ts", ".tsx", ".mts"})
_TYPED_BOUND = "types that the JavaScript grammar does not know may hide code beside them"
_LONG_LINE = 5_000
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class JavaScript:
    """Scripts one by one: what pages and programs in them collect, print, and send to vendors."""

    name: str = "javascript"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        """Whether the name is a script's, and the head is text."""
        return path.suffix in _SUFFIXES and b"\0" not in head

    def group(self, path: PurePosixPath) -> str:
        """Each file alone."""
        return str(path)

    def examine(self, unit: Unit) -> Inventory:
        """What the scripts hold."""
        draft = Draft()
        draft.add(System(unit.system, unit.system))
        for file in unit.files:
            _examine(draft, unit, file)
        return draft.inventory()


JAVASCRIPT = JavaScript()


def _examine(draft: Draft, unit: Unit, file: str) -> None:
    page = Page(unit.system, safe_name(file), unit.own_domains)
    try:
        with (unit.root / file).open("rb") as stream:
            content = stream.read(MAX_BYTES + 1)
    except OSError as error:
        draft.unscanned(page.target, f"the file cannot be read: {error.strerror or 'unknown error'}")
        return
    skipped = _why_skipped(file, content)
    if skipped:
        draft.unscanned(page.target, skipped, skipped=True)
        return
    unread = read_script(draft, page, content.decode("utf-8", "replace"))
    if unread > _HALF:
        draft.unscanned(page.target, "the file is no JavaScript that the grammar reads, or nested too deeply")
        return
    bound = _TYPED_BOUND if unread and PurePosixPath(file).suffix in _TYPED else None
    draft.examined(Examined(page.target, "javascript", Extent.SAMPLED if bound else Extent.FULL, bound))


def _why_skipped(file: str, content: bytes) -> str:
    parts = PurePosixPath(file).parts[:-1]
    if is_test(file) or _TESTED.search(file):
        return "a test or a declaration, not the program itself"
    if _MINIFIED.search(file) or max(map(len, content.split(b"\n", 50)[:50]), default=0) > _LONG_LINE:
        return "a minified or generated script"
    if any(part.casefold() in _VENDORED for part in parts):
        return "a script of others, kept in a folder for such"
    return f"a script of more than {MAX_BYTES:,} bytes is generated" if len(content) > MAX_BYTES else ""

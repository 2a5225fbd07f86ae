"""Tags of a page that load something from others: scripts, pixels, frames, style sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from detectors.model import Category
from scanner.code.javascript.script import read_script
from scanner.code.markup.document import Tag, Text
from scanner.code.markup.template import Template
from scanner.code.pages.consent import CONSENT
from scanner.code.pages.page import Page
from scanner.code.pages.tags import IP_ADDRESS, Party, add_consent, add_tag, gathered, host_of, of_url, of_vendor
from scanner.inventory.draft import Draft
from scanner.model import ControlState, Evidence, Use
from scanner.vendors.catalogue import Vendor, vendors

_SOURCES = {"script": "src", "iframe": "src", "img": "src", "embed": "src", "video": "src", "link": "href", "amp-img": "src"}  # fmt: skip
_LOADING = frozenset({"stylesheet", "preload", "modulepreload", "icon", "shortcut", "prefetch", "manifest"})
_RUN = frozenset({"", "module", "text/javascript", "application/javascript", "application/x-javascript", "text/babel", "text/jsx"})  # fmt: skip
_ASSETS = frozenset({"cdn", "hosting", "storage"})
_CONSENT_ATTRIBUTE = re.compile(r"^data-(cookie-?(consent|category|categories)|category|consent[\w-]*|usercentrics|cmp[\w-]*|cookieblock-src|requires-vendor-consent|cookie-?script[\w-]*|klaro|service|purposes)$|^data-name$")  # fmt: skip
_EXPRESSION = re.compile(rb"[\"']?\{\{-?\s{0,20}([A-Za-z_][\w.]{0,80})[^{}\n]{0,200}\}\}[\"']?")
_TRACKED = frozenset({"analytics", "advertising", "tag_manager"})


def read_tag(draft: Draft, page: Page, tag: Tag, template: Template) -> None:
    """Take whom a tag loads from into the draft."""
    url, waits = _source(tag)
    if not url or not _loads(tag):
        return
    party = of_url(url.replace("\x01", ""), page, Use.USED) if "\x01" not in (host_of(url) or "") else None
    if party is None or (party.vendor is None and tag.name not in {"script", "iframe"}):
        return
    seen = page.seen(tag.line, f"a <{tag.name}> loads from it")
    add_tag(draft, page, party, seen, categories=_categories(tag, party), host=host_of(url))
    guarded = waits or template.waits_for_consent(tag.start)
    _consent(draft, page, party, seen, guarded=guarded)


def read_inline(draft: Draft, page: Page, tag: Tag, script: Text, template: Template) -> None:
    """Take what an inline script does into the draft, and the trackers whose snippet it holds."""
    kind, waits = tag.attributes.get("type", "").casefold().strip(), _waits(tag.attributes)
    if kind not in _RUN and not waits:
        return
    guarded = waits or template.waits_for_consent(tag.start)
    inner = replace(page, first_line=script.line, consented=guarded)
    text = _filled(template.source[script.start : script.end])
    read_script(draft, inner, text)
    for vendor in vendors():
        if any(snippet in text for snippet in vendor.snippets) and not _is_called(vendor, text):
            party = of_vendor(vendor, Use.USED)
            seen = page.seen(script.line, "an inline script has the vendor's snippet")
            add_tag(draft, page, party, seen, categories=gathered(party))
            _consent(draft, page, party, seen, guarded=guarded or bool(CONSENT.search(text)))


def _consent(draft: Draft, page: Page, party: Party, seen: Evidence, *, guarded: bool) -> None:
    partial = page.consent_mode and party.recipient.id.startswith("google-")
    unguarded = ControlState.PARTIAL if partial else ControlState.ABSENT
    add_consent(draft, page, party, seen, state=ControlState.PRESENT if guarded else unguarded)


def _source(tag: Tag) -> tuple[str, bool]:
    """The URL that a tag loads, and whether it is loaded after consent only."""
    given = tag.attributes
    name = _SOURCES.get(tag.name)
    if name is None or tag.closes:
        return "", False
    waiting = next((given[key] for key in ("data-src", "data-cookieblock-src", "data-cmp-src") if given.get(key)), "")
    return given.get(name) or waiting, _waits(given)


def _waits(given: Mapping[str, str]) -> bool:
    inert = given.get("type", "").casefold() in {"text/plain", "text/tracker"} or not given.get("src")
    named = any(_CONSENT_ATTRIBUTE.match(key) for key in given) or "optanon-category" in given.get("class", "")
    return inert and named and (bool(given.get("type")) or "data-src" in given or "data-cookieblock-src" in given)


def _loads(tag: Tag) -> bool:
    if tag.name == "link":
        return bool(_LOADING & set(tag.attributes.get("rel", "").casefold().split()))
    kind = tag.attributes.get("type", "").casefold().strip()
    return tag.name != "script" or kind in _RUN or _waits(tag.attributes)


def _categories(tag: Tag, party: Party) -> tuple[Category, ...]:
    static = tag.name == "link" or party.function in _ASSETS or (tag.name == "img" and party.function not in _TRACKED)
    return (IP_ADDRESS,) if static else gathered(party)


def _is_called(vendor: Vendor, text: str) -> bool:
    """Whether the reading of the script has seen the vendor already, by the functions its tag leaves behind."""
    return any(re.search(rf"(?<![\w.$]){re.escape(call)}\s?[.(]", text) for call in vendor.calls)


def _filled(script: bytes) -> str:
    """A script whose template expressions stand as names: `"{{ user.email }}"` reads `user.email`."""
    return _EXPRESSION.sub(rb"\1", script).decode("utf-8", "replace")

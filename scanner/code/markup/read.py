"""A page or template to what it collects, loads and promises: the one entrance to this package."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from scanner.code.markup.document import INLINE, Tag, Text, read_document
from scanner.code.markup.forms import read_forms, read_rendered
from scanner.code.markup.mails import add_unsubscribe, can_cancel, is_mail, promotes, read_beacons
from scanner.code.markup.tags import read_inline, read_tag
from scanner.code.markup.template import Template, read_template
from scanner.code.pages.notices import (
    add_age_gate,
    add_cookie_banner,
    add_recording_notice,
    is_cookie_banner,
    says_age,
)
from scanner.code.pages.page import Page
from scanner.inventory.draft import Draft

_CONSENT_MODE = re.compile(rb"gtag\(\s{0,20}['\"]consent['\"]\s{0,20},\s{0,20}['\"]default['\"][^;]{0,400}denied")
_BANNER_BLOCKS = 6


def read_markup(draft: Draft, page: Page, source: bytes, *, shared: bytes = b"") -> None:
    """Take what a page does into the draft; `shared` are the templates that it extends and includes."""
    template = read_template(source)
    parts = list(read_document(template.masked))
    page = replace(page, consent_mode=bool(_CONSENT_MODE.search(source)))
    has_form = read_forms(draft, page, parts)
    read_rendered(draft, page, template.expressions, source)
    _read_tags(draft, page, parts, template)
    _read_texts(draft, page, parts)
    if is_mail(page.path, has_form=has_form):
        _read_mail(draft, page, parts, source, shared=shared)


def _read_tags(draft: Draft, page: Page, parts: Iterable[Tag | Text], template: Template) -> None:
    script: Tag | None = None
    for part in parts:
        if isinstance(part, Tag):
            read_tag(draft, page, part, template)
            script = part if part.name == "script" and not part.closes else None
        elif part.of == "script" and script is not None:
            read_inline(draft, page, script, part, template)


def _read_texts(draft: Draft, page: Page, parts: Iterable[Tag | Text]) -> None:
    blocks = list(_blocks(parts))
    for number, (text, line) in enumerate(blocks):
        add_recording_notice(draft, page, text, line)
        if says_age(text):
            add_age_gate(draft, page, line, "the page has people state their age")
        if "cookie" in text and is_cookie_banner(" ".join(t for t, _line in blocks[number : number + _BANNER_BLOCKS])):
            add_cookie_banner(draft, page, line)


def _blocks(parts: Iterable[Tag | Text]) -> Iterator[tuple[str, int]]:
    """The page's text, put together across inline tags, with the line where each piece begins."""
    pieces: list[str] = []
    begin = 1
    for part in parts:
        if isinstance(part, Text) and not part.of:
            begin = begin if pieces else part.line
            pieces.append(part.text)
        elif isinstance(part, Tag) and part.name not in INLINE and pieces:
            yield " ".join(" ".join(pieces).split()), begin
            pieces = []
    if pieces:
        yield " ".join(" ".join(pieces).split()), begin


def _read_mail(draft: Draft, page: Page, parts: list[Tag | Text], source: bytes, *, shared: bytes) -> None:
    text = re.sub(rb"<!--.{0,5000}?-->|\{#.{0,2000}?#\}", b"", source, flags=re.DOTALL).decode("utf-8", "replace")
    if promotes(page.path, text):
        present = can_cancel(text) or can_cancel(shared.decode("utf-8", "replace"))
        add_unsubscribe(draft, page, present=present)
    read_beacons(draft, page, (part for part in parts if isinstance(part, Tag)), source)

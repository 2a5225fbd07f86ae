"""HTML pages and templates: forms, tags of vendors, notices, e-mails."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from detectors.redact import safe_name
from scanner.code.markup.document import MAX_OPEN, elements_left_open
from scanner.code.markup.read import read_markup
from scanner.code.pages.page import Page
from scanner.code.places import is_test
from scanner.inventory.draft import Draft
from scanner.model import Examined, Extent, Inventory, System
from scanner.sources.base import Unit

_SUFFIXES = frozenset(
    {
        ".html",
        ".htm",
        ".xhtml",
        ".jinja",
        ".jinja2",
        ".j2",
        ".djhtml",
        ".erb",
        ".ejs",
        ".hbs",
        ".handlebars",
        ".mustache",
    }
    | {".njk", ".twig", ".liquid", ".vue", ".svelte", ".mjml", ".phtml", ".tmpl", ".gohtml", ".html_"}
)
_MAX_BYTES = 1_000_000
_MAX_SHARED = 8
_SHARED = re.compile(rb"(?:extends|include|layout|render|partial:?)\s{0,5}\(?\s{0,5}[\"']([\w./-]{1,200})[\"']")
_RAILS_LAYOUTS = ("layouts/mailer.html.erb", "layouts/mailer.text.erb")


@dataclass(frozen=True, slots=True)
class Markup:
    """Pages one by one: what they ask people for, what they load from others, and what they promise."""

    name: str = "markup"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        """Whether the name is a page's or a template's, and the head is text."""
        mail_text = path.suffix in {".txt", ".text"} and _looks_like_mail(path)
        configured = path.suffix in {".tmpl", ".j2", ".erb"} and b"<" not in head and not mail_text
        return (path.suffix in _SUFFIXES or mail_text) and not configured and b"\0" not in head

    def group(self, path: PurePosixPath) -> str:
        """Each file alone."""
        return str(path)

    def examine(self, unit: Unit) -> Inventory:
        """What the pages hold."""
        draft = Draft()
        draft.add(System(unit.system, unit.system))
        for file in unit.files:
            _examine(draft, unit, file)
        return draft.inventory()


MARKUP = Markup()


def _examine(draft: Draft, unit: Unit, file: str) -> None:
    page = Page(unit.system, safe_name(file), unit.own_domains)
    if is_test(file):
        draft.unscanned(page.target, "a test or documentation, not the program itself", skipped=True)
        return
    try:
        source = _read(unit.root / file)
    except OSError as error:
        draft.unscanned(page.target, f"the file cannot be read: {error.strerror or 'unknown error'}")
        return
    if len(source) > _MAX_BYTES:
        draft.unscanned(page.target, f"a page of more than {_MAX_BYTES:,} bytes is generated, and not read")
        return
    if elements_left_open(source) > MAX_OPEN:
        draft.unscanned(page.target, f"more than {MAX_OPEN:,} elements are never closed")
        return
    read_markup(draft, page, source, shared=_shared(unit.root, file, source))
    draft.examined(Examined(page.target, "markup", Extent.FULL))


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_MAX_BYTES + 1)


def _looks_like_mail(path: PurePosixPath) -> bool:
    return any(re.fullmatch(r"e?mails?|mailers?|\w{1,40}_mailer", part) for part in path.parts[:-1])


def _shared(root: Path, file: str, source: bytes) -> bytes:
    """The templates that this one extends and includes, one level up and down from where they are looked for."""
    texts: list[bytes] = []
    names = [name.decode("ascii", "replace") for name in _SHARED.findall(source)][:_MAX_SHARED]
    rails = _RAILS_LAYOUTS if file.endswith(".erb") else ()
    for name in (*names, *rails):
        found = _find(root, PurePosixPath(file).parent, name)
        if found is not None:
            text = _read(found)
            texts.append(text)
            inner = [n.decode("ascii", "replace") for n in _SHARED.findall(text)][:_MAX_SHARED]
            texts.extend(_read(path) for n in inner if (path := _find(root, PurePosixPath(file).parent, n)))
    return b"\n".join(texts)


def _find(root: Path, folder: PurePosixPath, name: str) -> Path | None:
    if ".." in PurePosixPath(name).parts or name.startswith("/"):
        return None
    for place in (folder, *folder.parents):
        path = root / place / name
        if path.is_file() and path.resolve().is_relative_to(root.resolve()):
            return path
    return None

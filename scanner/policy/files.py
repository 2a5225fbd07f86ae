"""Policy files: plain text, Markdown and HTML to the text whose offsets the statements give."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from scanner.errors import InvalidPolicy
from scanner.model import Declaration
from scanner.policy.declaration import load_declaration
from scanner.policy.reader import read_text

_HTML = frozenset({".html", ".htm", ".xhtml", ".erb", ".jinja", ".j2"})
_LATER = frozenset({".pdf", ".docx", ".doc", ".odt", ".rtf"})
_LARGEST = 20_000_000


def load(path: Path) -> Declaration:
    """The declaration at the path: a declaration file (`.toml`) as it stands, a policy's text read.

    Raises InvalidPolicy with one line that says what to do.
    """
    return load_declaration(path) if path.suffix.lower() == ".toml" else read_file(path)[1]


def read_file(path: Path) -> tuple[str, Declaration]:
    """The text as read (of HTML the visible part, without menus) and what it declares.

    Raises InvalidPolicy where the file cannot be read, is binary, or is no privacy policy.
    """
    text = text_of(path)
    return text, read_text(text, path=path.as_posix())


def text_of(path: Path) -> str:
    """The text of a policy file, which all offsets are into. Raises InvalidPolicy."""
    if path.suffix.lower() in _LATER:
        raise InvalidPolicy(
            f"{path}: {path.suffix[1:].upper()} is not read yet; save the policy as text, Markdown or HTML"
        )
    text = _decoded(path)
    head = text[:2000].lower()
    if path.suffix.lower() in _HTML or "<html" in head or "<!doctype html" in head:
        return visible_text(text)
    return text


def _decoded(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise InvalidPolicy(f"{path}: is larger than {_LARGEST // 1_000_000} MB; give the policy alone")
        content = path.read_bytes()
    except OSError as error:
        raise InvalidPolicy(f"{path}: cannot be read ({error.strerror}); check the path and its rights") from error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:8192] or content.startswith(b"%PDF"):
        raise InvalidPolicy(f"{path}: is binary; save the policy as text, Markdown or HTML")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def visible_text(html: str) -> str:
    """The visible text of a page, block by block; menus, scripts and forms are left out."""
    reader = _Visible()
    reader.feed(html)
    reader.close()
    return reader.text()


class _Visible(HTMLParser):
    """Collects text; HTMLParser says that it is made to be inherited from."""

    _HIDDEN = frozenset(
        {
            "script",
            "style",
            "nav",
            "head",
            "noscript",
            "template",
            "svg",
            "button",
            "select",
            "form",
            "footer",
            "iframe",
        }
    )
    _BLOCKS = frozenset(
        {
            "p",
            "div",
            "section",
            "article",
            "header",
            "main",
            "li",
            "ul",
            "ol",
            "table",
            "tr",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "br",
            "blockquote",
            "dt",
            "dd",
            "dl",
            "hr",
            "pre",
            "aside",
        }
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._hidden: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's own signature
        if tag in self._HIDDEN:
            self._hidden.append(tag)
        elif tag in self._BLOCKS:
            self._parts.append("\n" if tag in {"br", "tr"} else "\n\n")
            if tag[0] == "h" and tag[1:].isdigit():
                self._parts.append("# ")
            elif tag == "li":
                self._parts.append("- ")
        elif tag in {"td", "th"}:
            self._parts.append(" | ")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._hidden:
            while self._hidden and self._hidden.pop() != tag:
                pass
        elif tag in self._BLOCKS - {"br"}:
            self._parts.append("\n" if tag in {"li", "tr"} else "\n\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            lead = " " if data[:1].isspace() and data.strip() else ""
            self._parts.append(lead + " ".join(data.split()) if data.strip() else " ")
            if data[-1:].isspace() and data.strip():
                self._parts.append(" ")

    def text(self) -> str:
        """What was collected, without empty runs."""
        lines = (" ".join(line.split()) for line in "".join(self._parts).split("\n"))
        kept: list[str] = []
        for line in lines:
            if line in {"", "-", "#", "|"} and (not kept or not kept[-1]):
                continue
            kept.append("" if line in {"-", "#", "|"} else line)
        return "\n".join(kept).strip() + "\n"

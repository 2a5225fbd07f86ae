"""Template languages in HTML: expressions are set aside in place, and what stands behind a consent condition is told.

Jinja, Django, Twig, Liquid, Handlebars, ERB, EJS and PHP. Offsets stay: every byte of an expression becomes `SLOT`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from scanner.code.pages.consent import CONSENT

SLOT = b"\x01"
_OPENERS = re.compile(rb"\{\{|\{%|\{#|<%|<\?(?=php|=)|<!--")
_CLOSERS = {b"{{": b"}}", b"{%": b"%}", b"{#": b"#}", b"<%": b"%>", b"<?": b"?>", b"<!--": b"-->"}
_IF = re.compile(r"^[-=~+]?\s*(?:if|elsif|elif|unless)\b(.*)", re.DOTALL)
_OPENS = re.compile(r"^[-=~+]?\s*(if|unless)\b|\bdo\s*(\|[^|]{0,80}\|)?\s*[-~]?$|^[-~]?\s*(for|while|case|begin)\b")
_CLOSES = re.compile(r"^[-~]?\s*(endif|endunless|end|endfor)\b")
_ELSE = re.compile(r"^[-~+]?\s*(else|elif|elsif)\b")
_COMMENT = re.compile(r"^[-~+]?\s*comment\b")
_END_COMMENT = re.compile(rb"\{%[-~+]?\s{0,20}endcomment\s{0,20}[-~+]?%\}")


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of a template: its text without delimiters, and where it stands (bytes, half-open)."""

    text: str
    start: int
    end: int
    kind: bytes


@dataclass(frozen=True, slots=True)
class Template:
    """A page with its expressions set aside; `consented` are the ranges that a consent condition guards."""

    source: bytes
    masked: bytes
    expressions: tuple[Expression, ...]
    consented: tuple[tuple[int, int], ...]

    def waits_for_consent(self, start: int) -> bool:
        """Whether what stands at this byte is shown after consent only."""
        return any(begin <= start < end for begin, end in self.consented)


def read_template(source: bytes) -> Template:
    """The page, with expressions and comments found in one pass."""
    masked = bytearray(source)
    found: list[Expression] = []
    missing: set[bytes] = set()
    position = 0
    while (opener := _OPENERS.search(source, position)) is not None:
        kind = opener[0]
        end = -1 if kind in missing else source.find(_CLOSERS[kind], opener.end())
        if end < 0 and kind == b"<!--":
            _blank(masked, opener.start(), len(source), b" ")
            break
        if end < 0:
            missing.add(kind)
            position = opener.end()
            continue
        position = end + len(_CLOSERS[kind])
        text = source[opener.end() : end].decode("utf-8", "replace")
        if kind == b"{%" and _COMMENT.match(text):
            closing = _END_COMMENT.search(source, position)
            position = closing.end() if closing else len(source)
        if kind == b"<!--":
            _blank(masked, opener.start(), position, b" ")
            continue
        found.append(Expression(text.strip(), opener.start(), position, kind))
        _blank(masked, opener.start(), position, SLOT)
    return Template(source, bytes(masked), tuple(found), _consented(found, len(source)))


def _blank(masked: bytearray, start: int, end: int, fill: bytes) -> None:
    masked[start:end] = re.sub(rb"[^\n]", fill, bytes(masked[start:end]))


def _consented(expressions: list[Expression], size: int) -> tuple[tuple[int, int], ...]:
    ranges: list[tuple[int, int]] = []
    open_blocks: list[int | None] = []
    for expression in expressions:
        if expression.kind not in {b"{%", b"<%", b"<?"}:
            continue
        if (_CLOSES.match(expression.text) or _ELSE.match(expression.text)) and open_blocks:
            begin = open_blocks.pop()
            if begin is not None:
                ranges.append((begin, expression.start))
        if _OPENS.search(expression.text) or _ELSE.match(expression.text):
            open_blocks.append(expression.end if _asks(expression.text) else None)
    ranges.extend((begin, size) for begin in open_blocks if begin is not None)
    return tuple(ranges)


def _asks(text: str) -> bool:
    match = _IF.match(text[:400])
    condition = match[1].strip() if match else ""
    negated = condition.startswith(("not ", "!")) or text.lstrip("-=~+ ").startswith("unless")
    return bool(CONSENT.search(condition)) and not negated

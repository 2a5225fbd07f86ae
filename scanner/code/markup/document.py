"""HTML as a sequence of tags, texts and scripts, whatever is unclosed or broken."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

import tree_sitter_html
from tree_sitter import Language, Node, Parser

MAX_OPEN = 3_000
"""More elements left open than any page has: the parser would take time that grows with their square."""

_OPENS = re.compile(
    rb"<(?!(?:area|base|br|col|hr|img|input|link|meta|source|track|wbr|p|li|td|tr|th|option)\b)[A-Za-z]"
)
INLINE = frozenset(
    {"a", "abbr", "b", "br", "em", "font", "i", "label", "mark", "q", "s", "small", "span", "strong", "u"}
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A start or end tag; attribute names are in small letters, values as written, entities decoded."""

    name: str
    line: int
    start: int
    attributes: Mapping[str, str] = field(default_factory=dict)
    closes: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text, or the inside of a script (`of` is then `script`); bytes from `start` to `end`."""

    text: str
    line: int
    start: int
    end: int
    of: str = ""


def read_document(source: bytes) -> Iterator[Tag | Text]:
    """The document's parts in order, comments left out."""
    pending = [_parser().parse(source).root_node]
    while pending:
        node = pending.pop()
        part = _part(node)
        if part is not None:
            yield part
        elif node.type not in {"comment", "doctype"}:
            pending.extend(reversed(node.children))


def elements_left_open(source: bytes) -> int:
    """How many more elements are opened than closed, or tags begun than ended, whichever is more."""
    elements = len(_OPENS.findall(source)) - source.count(b"</") - source.count(b"/>")
    return max(elements, source.count(b"<") - source.count(b">"))


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_html.language()))


def _part(node: Node) -> Tag | Text | None:
    line = int(node.start_point[0]) + 1
    if node.type in {"start_tag", "self_closing_tag"}:
        return Tag(_name(node), line, node.start_byte, _attributes(node))
    if node.type in {"end_tag", "erroneous_end_tag"}:
        return Tag(_name(node), line, node.start_byte, closes=True)
    if node.type in {"text", "entity"}:
        return Text(html.unescape(_text(node)), line, node.start_byte, node.end_byte)
    if node.type == "raw_text":
        of = "script" if node.parent is not None and node.parent.type == "script_element" else "style"
        return Text(_text(node), line, node.start_byte, node.end_byte, of)
    return None


def _name(node: Node) -> str:
    names = (_text(child) for child in node.children if child.type in {"tag_name", "erroneous_end_tag_name"})
    return next(names, "").casefold()


def _attributes(node: Node) -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in node.children:
        if entry.type == "attribute":
            parts = entry.named_children
            key = _text(parts[0]).strip("\x01").casefold() if parts else ""
            value = parts[1] if len(parts) > 1 else None
            if value is not None and value.type == "quoted_attribute_value":
                value = value.named_children[0] if value.named_children else None
            found.setdefault(key, html.unescape(_text(value)) if value is not None else "")
    return found


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")

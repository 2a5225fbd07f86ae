"""Terraform files to blocks with their values filled in, as far as variables and locals tell them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import hcl2
from hcl2.utils import SerializationOptions
from lark.exceptions import LarkError

from scanner.code.pages.lines import nesting

MAX_BYTES = 400_000
_MAX_NESTING = 60
_MAX_ROUNDS = 5
_OPTIONS = SerializationOptions(with_comments=False, explicit_blocks=False, strip_string_quotes=True)
_NAMED = re.compile(r"\$\{\s*((?:var|local)\.\w+)\s*\}")
_REFERENCE = re.compile(r"\$\{\s*(?:data\.)?(\w+)\.([\w-]+)(?:\.[\w.\[\]]+)?\s*\}")


class BrokenHcl(ValueError):
    """The text is no HCL, or one that is made to exhaust its reader."""


@dataclass(frozen=True, slots=True)
class Block:
    """A resource or provider: its labels, its body, and where it stands."""

    kind: str
    labels: tuple[str, ...]
    body: Mapping[str, Any]  # a tree of lists, mappings and scalars, as the language has it
    file: str
    line: int


def read_blocks(file: str, text: str) -> tuple[Block, ...]:
    """The blocks of a file. Raises BrokenHcl."""
    if nesting(text) > _MAX_NESTING:
        raise BrokenHcl("nested too deeply")
    try:
        document = hcl2.loads(text if text.endswith("\n") else f"{text}\n", serialization_options=_OPTIONS)
    except (LarkError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BrokenHcl("the file is no HCL that can be parsed") from error
    return tuple(_blocks(file, text, document))


def fill(blocks: Iterable[Block]) -> dict[str, Any]:
    """The values of `var.x` and `local.x`: defaults, then what the .tfvars files set that Terraform reads unasked.

    Other .tfvars files stand for one environment among several: they fill in only what has no default.
    """
    known: dict[str, Any] = {}
    for block in sorted(blocks, key=lambda block: (_precedence(block), block.file, block.line)):
        if block.kind == "variable" and "default" in block.body:
            known[f"var.{block.labels[0]}"] = block.body["default"]
        elif block.kind in {"locals", "tfvars"}:
            scope = "local" if block.kind == "locals" else "var"
            known.update({f"{scope}.{key}": value for key, value in block.body.items()})
    return known


def _precedence(block: Block) -> int:
    if block.kind != "tfvars":
        return 1
    name = block.file.rsplit("/", 1)[-1]
    return 2 if name == "terraform.tfvars" or name.endswith(".auto.tfvars") else 0


def resolve(value: object, known: Mapping[str, Any]) -> object:
    """A value with the known names put in; what stays computed keeps its `${}`."""
    for _round in range(_MAX_ROUNDS):
        if not isinstance(value, str):
            return value
        whole = _NAMED.fullmatch(value)
        if whole is not None and whole[1] in known:
            value = known[whole[1]]
            continue
        filled = _NAMED.sub(lambda match: str(known.get(match[1], match[0]))[:500], value)
        if filled == value or len(filled) > MAX_BYTES:
            return value
        value = filled
    return value


def reference(value: object) -> tuple[str, str] | None:
    """The resource that a value refers to: `${aws_s3_bucket.uploads.id}` gives its type and label."""
    match = _REFERENCE.search(value) if isinstance(value, str) else None
    return (match[1], match[2]) if match and match[1] not in {"var", "local", "each"} else None


def at(body: object, path: str) -> Iterator[object]:
    """The values at a dotted path, through blocks that stand once or several times."""
    head, _dot, rest = path.partition(".")
    for part in body if isinstance(body, list) else [body]:
        if isinstance(part, dict) and head in part:
            if rest:
                yield from at(part[head], rest)
            else:
                yield part[head]


def _blocks(file: str, text: str, document: Mapping[str, Any]) -> Iterator[Block]:
    if file.endswith(".tfvars"):
        yield Block("tfvars", (), document, file, 1)
        return
    for kind, depth in (("variable", 1), ("locals", 0), ("provider", 1), ("resource", 2), ("module", 1)):
        for entry in document.get(kind, []):
            for labels, body in _labelled(entry, depth):
                if isinstance(body, dict):
                    yield Block(kind, labels, body, file, _line(text, kind, labels))


def _labelled(entry: object, depth: int) -> Iterator[tuple[tuple[str, ...], object]]:
    if depth == 0:
        yield (), entry
        return
    for label, inner in entry.items() if isinstance(entry, dict) else ():
        for labels, body in _labelled(inner, depth - 1):
            yield (str(label).strip('"'), *labels), body


def _line(text: str, kind: str, labels: tuple[str, ...]) -> int:
    quoted = r"\s+".join(rf'"?{re.escape(label)}"?' for label in labels)
    match = re.search(rf"^[ \t]*{kind}\s+{quoted}", text, re.MULTILINE) if labels else None
    return text.count("\n", 0, match.start()) + 1 if match else 1

"""JSON values of a column, taken apart into one list of values for every path."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

_MOST_PATHS = 200
_DEEPEST = 8
_LONGEST = 65536
_LEAVES_OF_ONE = 500
_ENOUGH = 0.8


def values_by_path(values: Sequence[str]) -> dict[str, list[str]] | None:
    """Scalars by path, such as `a.b` for `{"a": [{"b": 1}]}`, or None where the values are not JSON objects or lists.

    At most 200 paths, eight levels and 500 scalars of a value are kept; keys are as they stand.
    """
    if not values or sum(value[:1] in "{[" for value in values) < _ENOUGH * len(values):
        return None
    parsed = [document for document in map(_parse, values) if document is not None]
    if len(parsed) < _ENOUGH * len(values):
        return None
    found: dict[str, list[str]] = {}
    for document in parsed:
        _collect(document, found)
    return found


def _collect(document: object, found: dict[str, list[str]]) -> None:
    for count, (path, leaf) in enumerate(_leaves(document, (), 0)):
        if count >= _LEAVES_OF_ONE:
            return
        name = ".".join(path)
        if name in found or len(found) < _MOST_PATHS:
            found.setdefault(name, []).append(leaf)


def _leaves(node: object, path: tuple[str, ...], depth: int) -> Iterator[tuple[tuple[str, ...], str]]:
    if depth > _DEEPEST:
        return
    if isinstance(node, dict):
        for key, child in node.items():
            yield from _leaves(child, (*path, str(key)), depth + 1)
    elif isinstance(node, list):
        for child in node:
            yield from _leaves(child, path, depth + 1)
    elif node is not None:
        yield path, str(node)


def _parse(value: str) -> dict[str, object] | list[object] | None:
    if len(value) > _LONGEST:
        return None
    try:
        document = json.loads(value)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict | list) else None

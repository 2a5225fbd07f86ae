"""JSON values of a column, taken apart into one list of values for every path."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence

_MOST_PATHS = 200
_DEEPEST = 8
_LONGEST = 65536
_LEAVES_OF_ONE = 500
_ENOUGH = 0.8
_MOST_NAMES = 12
_TOO_MANY = 3

Path = tuple[str, ...]


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
    varying = _varying(parsed)
    for document in parsed:
        _collect(document, found, varying)
    return found


def _varying(documents: Sequence[object]) -> frozenset[Path]:
    """The paths whose keys vary from record to record: they are data, such as the names of users, and no names."""
    keys: dict[Path, set[str]] = defaultdict(set)
    sizes: dict[Path, list[int]] = defaultdict(list)
    pending: list[tuple[Path, object]] = [((), document) for document in documents]
    while pending:
        path, node = pending.pop()
        children = (
            node.items()
            if isinstance(node, dict)
            else ((None, child) for child in node)
            if isinstance(node, list)
            else ()
        )
        if isinstance(node, dict):
            keys[path].update(map(str, node))
            sizes[path].append(len(node))
        if len(path) <= _DEEPEST and len(keys) < _MOST_PATHS:
            pending.extend((path if key is None else (*path, str(key)), child) for key, child in children)
    return frozenset(path for path, seen in keys.items() if is_varying(len(seen), sizes[path]))


def is_varying(distinct: int, sizes: Sequence[int]) -> bool:
    """Whether so many different keys, in records of these sizes, are too many to be names of fields."""
    return distinct > _MOST_NAMES and distinct > _TOO_MANY * (sum(sizes) / max(len(sizes), 1))


def _collect(document: object, found: dict[str, list[str]], varying: frozenset[Path]) -> None:
    for count, (raw, leaf) in enumerate(_leaves(document, (), 0)):
        path = tuple("*" if raw[:depth] in varying else key for depth, key in enumerate(raw))
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

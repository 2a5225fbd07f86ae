"""inventory.json and inventory.evidence.json: the files that people check in and other programs read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, fields
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from scanner.errors import InvalidInventory
from scanner.inventory.merge import merge
from scanner.model import (
    CollectionPoint,
    Control,
    Evidence,
    Examined,
    Field,
    Flow,
    Inventory,
    Recipient,
    Relation,
    Store,
    Suppression,
    System,
    Unscanned,
)

SCHEMA_VERSION = "1.0.0"
"""MODEL.REVISION.ADDITION: a reader takes any version of the same MODEL."""

_NODES: tuple[tuple[str, type], ...] = (
    ("systems", System),
    ("stores", Store),
    ("fields", Field),
    ("collection_points", CollectionPoint),
    ("recipients", Recipient),
    ("flows", Flow),
    ("controls", Control),
    ("relations", Relation),
    ("examined", Examined),
    ("unscanned", Unscanned),
    ("suppressions", Suppression),
)
# PRODUCT names the ends of a flow with words that Python keeps for itself.
_WRITTEN_AS = {"upstream": "from", "downstream": "to"}

T = TypeVar("T")
Json = Any  # what json.loads gives: its shape is checked field by field below


def write_inventory(inventory: Inventory) -> str:
    """The text of inventory.json: the same findings give the same bytes; no line, count, host or value is in it."""
    document: dict[str, Json] = {"schema_version": SCHEMA_VERSION}
    for name, _ in _NODES:
        document[name] = [as_json(node) for node in getattr(inventory, name)]
    return _dump(document)


def write_evidence(inventory: Inventory) -> str:
    """The text of inventory.evidence.json: where each node was seen, by id; it changes whenever a line moves."""
    places = {node: [as_json(e) for e in seen] for node, seen in sorted(inventory.evidence.items())}
    return _dump({"schema_version": SCHEMA_VERSION, "evidence": places})


def read_inventory(path: Path) -> Inventory:
    """The inventory at the path, with the evidence file beside it where there is one.

    Raises InvalidInventory where it is missing, no JSON (merge conflicts included), of a newer model, or misshapen.
    """
    document = _load(path)
    parts: dict[str, Json] = {name: tuple(_node(kind, item, f"{path}: {name}") for item in _list(document, name, path))
             for name, kind in _NODES}  # fmt: skip
    beside = evidence_path(path)
    evidence = _read_evidence(beside) if beside.exists() else {}
    return merge([Inventory(**parts, evidence=evidence)])


def evidence_path(path: Path) -> Path:
    """Where the evidence of an inventory lies: `inventory.json` has `inventory.evidence.json` beside it."""
    return path.with_suffix(".evidence.json")


def as_json(node: object) -> dict[str, Json]:
    """One node as the JSON object that PRODUCT describes; absent values are left out."""
    assert hasattr(node, "__dataclass_fields__")
    written: dict[str, Json] = {}
    for f in fields(node):  # type: ignore[arg-type]  # the assertion above says that it is a dataclass
        value = getattr(node, f.name)
        if value is None or (value == f.default and f.default is not MISSING and isinstance(value, bool)):
            continue
        written[_WRITTEN_AS.get(f.name, f.name)] = _plain(value)
    return written


def _plain(value: object) -> Json:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return as_json(value)
    return value


def _dump(document: Mapping[str, Json]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _load(path: Path) -> dict[str, Json]:
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise InvalidInventory(f"{path}: not found; `piimap scan TARGET` writes it") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInventory(f"{path}: cannot be read ({error.__class__.__name__})") from None
    if "<<<<<<< " in text:
        raise InvalidInventory(f"{path}: holds merge conflict markers; scan again, or `piimap merge` both sides")
    try:
        document = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        raise InvalidInventory(f"{path}: is no complete JSON; scan again") from None
    if not isinstance(document, dict) or not isinstance(document.get("schema_version"), str):
        raise InvalidInventory(f"{path}: is no piimap inventory: it has no schema_version")
    version = document["schema_version"]
    if _model(version) != _model(SCHEMA_VERSION):
        raise InvalidInventory(
            f"{path}: has schema version {version}, this piimap reads {_model(SCHEMA_VERSION)}.x; update piimap"
        )
    return document


def _model(version: str) -> str:
    return version.split(".", 1)[0]


def _list(document: Mapping[str, Json], name: str, path: Path) -> Iterable[Json]:
    items = document.get(name, [])
    if not isinstance(items, list):
        raise InvalidInventory(f"{path}: {name} is no list; scan again")
    return items


def _read_evidence(path: Path) -> dict[str, tuple[Evidence, ...]]:
    places = _load(path).get("evidence", {})
    if not isinstance(places, dict):
        raise InvalidInventory(f"{path}: evidence is no object; scan again")
    return {
        node: tuple(_node(Evidence, item, f"{path}: {node}") for item in _list(places, node, path))
        for node in places
    }  # fmt: skip


def _node(kind: type[T], item: Json, where: str) -> T:
    if not isinstance(item, dict):
        raise InvalidInventory(f"{where}: an entry is no object; scan again")
    values: dict[str, object] = {}
    hints = get_type_hints(kind)
    for f in fields(kind):  # type: ignore[arg-type]  # only dataclasses stand in _NODES
        written = _WRITTEN_AS.get(f.name, f.name)
        if written in item:
            values[f.name] = _value(hints[f.name], item[written], f"{where}: {written}")
        elif f.default is MISSING and f.default_factory is MISSING:
            raise InvalidInventory(f"{where}: an entry has no {written!r}; scan again")
    return kind(**values)


def _value(hint: Json, value: Json, where: str) -> object:
    origin: object = get_origin(hint)
    if origin in (UnionType, Union):
        return None if value is None else _value(get_args(hint)[0], value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise InvalidInventory(f"{where} is no list; scan again")
        return tuple(_value(get_args(hint)[0], item, where) for item in value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member(hint, value, where)
    if hasattr(hint, "__dataclass_fields__"):
        return _node(hint, value, where)
    return _scalar(getattr(hint, "__supertype__", hint), value, where)


def _member(hint: Callable[[Json], T], value: Json, where: str) -> T:
    try:
        return hint(value)
    except ValueError:
        raise InvalidInventory(f"{where}: {value!r} is not known here; scan again") from None


def _scalar(kind: Json, value: Json, where: str) -> object:
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise InvalidInventory(f"{where} is no {kind.__name__}; scan again")
    return value

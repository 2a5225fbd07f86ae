"""Ids: `system/store#path`, the same wherever and with whatever else a thing was scanned."""

from __future__ import annotations


def store_id(system: str, name: str) -> str:
    """The id of a store: `system/name`, where name is `schema.table` or a path relative to the target."""
    return f"{system}/{name}"


def field_id(store: str, path: str) -> str:
    """The id of a field in a store: `store#path`."""
    return f"{store}#{path}"


def collection_point_id(system: str, place: str, name: str) -> str:
    """The id of a collection point: `system/place#name`, where place is a file, or a method and route."""
    return f"{system}/{place}#{name}"


def flow_id(upstream: str, kind: str, downstream: str) -> str:
    """The id of a flow: `upstream -kind-> downstream`."""
    return f"{upstream} -{kind}-> {downstream}"


def system_of(node: str) -> str:
    """The system that a store, field or collection point belongs to."""
    return node.split("/", 1)[0]


def store_of(node: str) -> str:
    """The store of a field, or the id itself where it is a store or another kind of node."""
    return node.split("#", 1)[0]

"""One column is one node, however it was seen: as a model, a migration, a live table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from scanner.ids import field_id, flow_id, store_of
from scanner.inventory.merge import merge
from scanner.model import Evidence, Flow, FlowKind, Inventory, Store

DEFAULT_SCHEMAS = frozenset({"main", "public", "dbo"})
"""The schema a table is in where a statement names none: SQLite, PostgreSQL, SQL Server."""

SHARED_COLUMNS = 0.6
"""Two tables of one name in two systems are one where this part of their known columns is common."""


@dataclass(frozen=True, slots=True)
class Joined:
    """An inventory in which each thing is one node, and by which rule each id was taken for another."""

    inventory: Inventory
    same: Mapping[str, str]
    rules: Mapping[str, str]

    def node(self, seen: str) -> str:
        """The node that an id as it was seen stands for."""
        return _renamed(seen, self.same)


def join(inventory: Inventory) -> Joined:
    """The inventory with the same column seen twice as one node. Doubtful pairs get a `maybe_same` flow instead.

    Tables are the same where system and folded name agree; in two systems where the name is unique in each and
    most known columns are common. Nothing else is merged.
    """
    tables = [store for store in inventory.stores if store.kind in ("table", "view")]
    columns = _columns(inventory)
    same, rules = _within_systems(tables)
    doubtful = _across_systems(tables, columns, same, rules)
    joined = merge([_rename(inventory, same), Inventory(flows=tuple(doubtful))])
    return Joined(joined, same, rules)


def folded(name: str) -> tuple[str, str]:
    """A table's schema and name as a database that ignores case sees them; default schemas are empty."""
    schema, _, table = name.casefold().rpartition(".")
    return ("" if schema in DEFAULT_SCHEMAS else schema), table


def _columns(inventory: Inventory) -> dict[str, set[str]]:
    columns: dict[str, set[str]] = defaultdict(set)
    for field in inventory.fields:
        columns[field.store].add(field.path.casefold())
    return columns


def _within_systems(tables: Iterable[Store]) -> tuple[dict[str, str], dict[str, str]]:
    groups: dict[tuple[str, tuple[str, str]], list[str]] = defaultdict(list)
    for store in tables:
        groups[store.system, folded(store.name)].append(store.id)
    same: dict[str, str] = {}
    rules: dict[str, str] = {}
    for group in groups.values():
        first, *others = sorted(group, key=_rank)
        for other in others:
            same[other] = first
            rules[other] = "the same table name in the same system"
    return same, rules


def _rank(store: str) -> tuple[int, str]:
    """Names with a schema first: they come from a live database."""
    return (0 if "." in store.rpartition("/")[2] else 1), store


def _across_systems(
    tables: Iterable[Store], columns: Mapping[str, set[str]], same: dict[str, str], rules: dict[str, str]
) -> list[Flow]:
    by_name: dict[str, list[Store]] = defaultdict(list)
    for store in tables:
        if store.id not in same:
            by_name[folded(store.name)[1]].append(store)
    doubtful = []
    for stores in by_name.values():
        if len({store.system for store in stores}) != 2 or len(stores) != 2:  # noqa: PLR2004 - unique in each of two
            continue
        first, other = sorted((store.id for store in stores), key=_rank)
        if _share(columns.get(first, set()), columns.get(other, set())) >= SHARED_COLUMNS:
            same[other] = first
            rules[other] = "the only table of this name in both systems, with most columns in common"
        else:
            kind = FlowKind.MAYBE_SAME
            doubtful.append(Flow(flow_id(first, kind, other), first, other, kind, ()))
    return doubtful


def _share(a: set[str], b: set[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b))) if len(a & b) > 1 else 0.0


def _rename(inventory: Inventory, same: Mapping[str, str]) -> Inventory:
    name = _namer(inventory, same)
    evidence: dict[str, tuple[Evidence, ...]] = defaultdict(tuple)
    for node, places in inventory.evidence.items():
        evidence[name(node)] += places
    return replace(
        inventory,
        stores=tuple(store for store in inventory.stores if store.id not in same),
        fields=tuple(replace(f, id=name(f.id), store=name(f.store), path=name(f.id).partition("#")[2])
                     for f in inventory.fields),
        flows=tuple(_renamed_flow(flow, name) for flow in inventory.flows),
        controls=tuple(replace(c, covers=tuple(sorted({name(node) for node in c.covers}))) for c in inventory.controls),
        relations=tuple(
            replace(r, id=name(r.id), upstream=name(r.upstream), downstream=name(r.downstream) if r.downstream else None)
            for r in inventory.relations
        ),
        evidence=dict(evidence),
    )  # fmt: skip


def _namer(inventory: Inventory, same: Mapping[str, str]) -> Callable[[str], str]:
    """Ids of joined fields are folded to the spelling of the store that stays."""
    spelling = {(f.store, f.path.casefold()): f.path for f in inventory.fields if f.store not in same}

    def name(node: str) -> str:
        renamed = _renamed(node, same)
        if renamed == node or "#" not in renamed:
            return renamed
        store, _, path = renamed.partition("#")
        return field_id(store, spelling.get((store, path.casefold()), path))

    return name


def _renamed(node: str, same: Mapping[str, str]) -> str:
    store = store_of(node)
    return same[store] + node[len(store) :] if store in same else node


def _renamed_flow(flow: Flow, name: Callable[[str], str]) -> Flow:
    upstream, downstream = name(flow.upstream), name(flow.downstream)
    return replace(flow, id=flow_id(upstream, flow.kind, downstream), upstream=upstream, downstream=downstream)

"""Several inventories to one: a union by id that gives the same whatever the order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from functools import reduce
from typing import TypeVar

from detectors.model import Protection
from scanner.model import (
    CollectionPoint,
    Control,
    ControlState,
    Evidence,
    Examined,
    Extent,
    Field,
    FieldCategory,
    Flow,
    Inventory,
    Recipient,
    Relation,
    Store,
    System,
    Use,
)

T = TypeVar("T")

_USES = (Use.MENTIONED, Use.CONFIGURED, Use.USED)
_STATES = (ControlState.ABSENT, ControlState.PARTIAL, ControlState.PRESENT)
_EXTENTS = (Extent.NAMES_ONLY, Extent.SAMPLED, Extent.FULL)
_WITHOUT_VALUES = frozenset({"name", "code_flow"})
_PROTECTIONS = (Protection.PLAIN, Protection.MASKED, Protection.TOKENISED, Protection.HASHED, Protection.ENCRYPTED)


def merge(inventories: Iterable[Inventory]) -> Inventory:
    """The union of the inventories by id, sorted. Any order gives the same result.

    Where two disagree on one id the graver reading stays: plain over encrypted, used over mentioned,
    the wider set of categories; for controls and extents, what was seen over what was not.
    """
    parts = tuple(inventories)
    return Inventory(
        systems=_union((s for p in parts for s in p.systems), lambda s: s.id, _merge_systems),
        stores=_union((s for p in parts for s in p.stores), lambda s: s.id, _merge_stores),
        fields=_union((f for p in parts for f in p.fields), lambda f: f.id, _merge_fields),
        collection_points=_union((c for p in parts for c in p.collection_points), lambda c: c.id, _merge_points),
        recipients=_union((r for p in parts for r in p.recipients), lambda r: r.id, _merge_recipients),
        flows=_union((f for p in parts for f in p.flows), lambda f: f.id, _merge_flows),
        controls=_union((c for p in parts for c in p.controls), lambda c: c.id, _merge_controls),
        relations=_union((r for p in parts for r in p.relations), lambda r: r.id, _merge_relations),
        examined=_union((e for p in parts for e in p.examined), lambda e: (e.target, e.kind), _merge_examined),
        unscanned=_union((u for p in parts for u in p.unscanned), lambda u: (u.target, u.reason), _first_by_repr),
        suppressions=_union((s for p in parts for s in p.suppressions), lambda s: (s.id, s.rule), _first_by_repr),
        evidence=_merge_evidence(parts),
    )


def _union(items: Iterable[T], key: Callable[[T], Hashable], join: Callable[[T, T], T]) -> tuple[T, ...]:
    groups: dict[Hashable, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    merged = (reduce(join, sorted(set(group), key=repr)) for group in groups.values())
    return tuple(sorted(merged, key=lambda item: repr(key(item))))


def _merge_evidence(parts: Iterable[Inventory]) -> dict[str, tuple[Evidence, ...]]:
    seen: dict[str, set[Evidence]] = defaultdict(set)
    for part in parts:
        for node, places in part.evidence.items():
            seen[node].update(places)
    return {node: tuple(sorted(seen[node], key=_place)) for node in sorted(seen)}


def _place(evidence: Evidence) -> tuple[str, int, str]:
    return evidence.path, evidence.line or 0, repr(evidence)


def _merge_systems(a: System, b: System) -> System:
    return replace(a, role=_known(a.role, b.role))


def _merge_stores(a: Store, b: Store) -> Store:
    return replace(a, region=a.region or b.region)


def _merge_fields(a: Field, b: Field) -> Field:
    by_category: dict[str, FieldCategory] = {}
    for found in sorted((*a.categories, *b.categories), key=lambda c: c.confidence.rank):
        earlier = by_category.get(found.category)
        names = {*found.detectors, *(earlier.detectors if earlier else ())}
        by_category[found.category] = replace(found, detectors=tuple(sorted(names)))
    return replace(
        a,
        categories=tuple(by_category[key] for key in sorted(by_category)),
        subject=a.subject or b.subject,
        protection=_merge_protections(a, b),
    )


def _merge_protections(a: Field, b: Field) -> Protection:
    """What the values show, over what a name or the code alone lets one think; of two equal sights the graver."""
    if _was_looked_into(a) != _was_looked_into(b):
        return a.protection if _was_looked_into(a) else b.protection
    return min(a.protection, b.protection, key=_PROTECTIONS.index)


def _was_looked_into(field: Field) -> bool:
    return any(set(found.detectors) - _WITHOUT_VALUES for found in field.categories)


def _merge_points(a: CollectionPoint, b: CollectionPoint) -> CollectionPoint:
    return replace(a, categories=tuple(sorted({*a.categories, *b.categories})))


def _merge_recipients(a: Recipient, b: Recipient) -> Recipient:
    return replace(
        a,
        gdpr_role=_known(a.gdpr_role, b.gdpr_role),
        home_country=a.home_country or b.home_country,
        processing_regions=tuple(sorted({*a.processing_regions, *b.processing_regions})),
        domains=tuple(sorted({*a.domains, *b.domains})),
        use=max(a.use, b.use, key=_USES.index),
        confidence=max(a.confidence, b.confidence, key=lambda c: c.rank),
    )


def _merge_flows(a: Flow, b: Flow) -> Flow:
    return replace(
        a,
        categories=tuple(sorted({*a.categories, *b.categories})),
        purposes=tuple(sorted({*a.purposes, *b.purposes})),
        protection=min(a.protection, b.protection, key=_PROTECTIONS.index),
    )


def _merge_controls(a: Control, b: Control) -> Control:
    return replace(
        a,
        covers=tuple(sorted({*a.covers, *b.covers})),
        period=a.period or b.period,
        state=max(a.state, b.state, key=_STATES.index),
    )


def _merge_relations(a: Relation, b: Relation) -> Relation:
    return replace(a, downstream=a.downstream or b.downstream, on_delete=a.on_delete or b.on_delete)


def _merge_examined(a: Examined, b: Examined) -> Examined:
    return replace(
        a,
        extent=max(a.extent, b.extent, key=_EXTENTS.index),
        bound=a.bound or b.bound,
        detectors=tuple(sorted({*a.detectors, *b.detectors})),
    )


def _first_by_repr(a: T, _b: T) -> T:
    return a


def _known(a: str, b: str) -> str:
    return b if a == "unknown" else a

"""A draft of an inventory, for those who find things one after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from detectors.model import Category, Finding, Protection
from scanner.ids import field_id, flow_id
from scanner.inventory.merge import merge
from scanner.model import (
    CollectionPoint,
    Control,
    Evidence,
    Examined,
    Field,
    FieldCategory,
    Flow,
    FlowKind,
    Inventory,
    Recipient,
    Relation,
    Store,
    Suppression,
    System,
    Unscanned,
)

Node = System | Store | Field | CollectionPoint | Recipient | Flow | Control | Relation | Suppression


@dataclass(slots=True)
class Draft:
    """Takes nodes one by one, with where each was seen; `inventory()` gives what was taken, merged and sorted."""

    _nodes: list[Node] = field(default_factory=list)
    _examined: list[Examined] = field(default_factory=list)
    _unscanned: list[Unscanned] = field(default_factory=list)
    _evidence: dict[str, set[Evidence]] = field(default_factory=lambda: defaultdict(set))

    def add(self, node: Node, *seen: Evidence) -> None:
        """Take a node, and where it was seen."""
        self._nodes.append(node)
        self._evidence[node.id].update(seen)

    def add_field(
        self, store: Store, path: str, findings: Iterable[Finding], *seen: Evidence, subject: str | None = None
    ) -> Field | None:
        """Take a field with what was found in it; None, and nothing taken, where no finding is there."""
        found = tuple(findings)
        if not found:
            return None
        categories = tuple(FieldCategory(f.category, f.confidence, f.detectors) for f in found)
        protection = found[0].protection if len({f.protection for f in found}) == 1 else Protection.PLAIN
        node = Field(field_id(store.id, path), store.id, path, categories, subject, protection)
        self.add(store)
        self.add(node, *seen)
        return node

    def add_flow(  # noqa: PLR0913 - a flow has two ends, a kind and what it carries
        self,
        upstream: str,
        downstream: str,
        kind: FlowKind,
        categories: Iterable[Category],
        *seen: Evidence,
        purposes: tuple[str, ...] = (),
        protection: Protection = Protection.PLAIN,
    ) -> Flow:
        """Take a flow between two nodes, by their ids."""
        flow = Flow(
            id=flow_id(upstream, kind, downstream),
            upstream=upstream,
            downstream=downstream,
            kind=kind,
            categories=tuple(sorted(set(categories))),
            purposes=purposes,
            protection=protection,
        )
        self.add(flow, *seen)
        return flow

    def examined(self, target: Examined) -> None:
        """Take note of what was looked at."""
        self._examined.append(target)

    def unscanned(self, target: str, reason: str, *, skipped: bool = False) -> None:
        """Take note of what could not be looked at, and why."""
        self._unscanned.append(Unscanned(target, reason, skipped))

    def inventory(self) -> Inventory:
        """What was taken."""
        return merge(
            [
                Inventory(
                    systems=tuple(n for n in self._nodes if isinstance(n, System)),
                    stores=tuple(n for n in self._nodes if isinstance(n, Store)),
                    fields=tuple(n for n in self._nodes if isinstance(n, Field)),
                    collection_points=tuple(n for n in self._nodes if isinstance(n, CollectionPoint)),
                    recipients=tuple(n for n in self._nodes if isinstance(n, Recipient)),
                    flows=tuple(n for n in self._nodes if isinstance(n, Flow)),
                    controls=tuple(n for n in self._nodes if isinstance(n, Control)),
                    relations=tuple(n for n in self._nodes if isinstance(n, Relation)),
                    suppressions=tuple(n for n in self._nodes if isinstance(n, Suppression)),
                    examined=tuple(self._examined),
                    unscanned=tuple(self._unscanned),
                    evidence={node: tuple(places) for node, places in self._evidence.items() if places},
                )
            ]
        )

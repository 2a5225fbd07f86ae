"""The lineage graph in the verbs of its domain: what feeds a node, what it feeds, and the shortest way between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import networkx as nx

from detectors.model import Category
from scanner.ids import store_of
from scanner.model import Flow, FlowKind, Inventory

if TYPE_CHECKING:
    Graph = nx.DiGraph[str]


@dataclass(frozen=True, slots=True)
class Lineage:
    """The flows of one inventory as a graph. Fields hang below their stores, so that paths may end at either."""

    inventory: Inventory
    _graph: Graph

    def ends(self, start: str) -> frozenset[str]:
        """Everything that data of this node reaches."""
        return frozenset(nx.descendants(self._graph, start)) if start in self._graph else frozenset()

    def origins(self, end: str) -> frozenset[str]:
        """Everything that data of this node comes from."""
        return frozenset(nx.ancestors(self._graph, end)) if end in self._graph else frozenset()

    def way(self, start: str, end: str) -> tuple[str, ...]:
        """The ids along the shortest path, ends included; empty where there is none."""
        try:
            return tuple(nx.shortest_path(self._graph, start, end))
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return ()

    def way_in(self, end: str) -> tuple[str, ...]:
        """The shortest path from where a person gives the data to this node; the node alone where none is known.

        It starts at the form and not at the endpoint that the form sends to.
        """
        points = {point.id for point in self.inventory.collection_points}
        starts = points & (self.origins(end) | {end})
        outermost = {start for start in starts if not points & self.origins(start)} or starts
        ways = [self.way(start, end) for start in sorted(outermost)]
        return min(ways, key=lambda way: (len(way), way), default=(end,))

    def ways(self, start: str, end: str, *, at_most: int = 20) -> tuple[tuple[str, ...], ...]:
        """The shortest paths between two nodes, shortest first, at most so many."""
        found: list[tuple[str, ...]] = []
        try:
            for way in nx.shortest_simple_paths(self._graph, start, end):
                found.append(tuple(way))
                if len(found) == at_most:
                    break
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            pass
        return tuple(found)

    def nodes(self) -> tuple[str, ...]:
        """All ids in the graph, sorted."""
        return tuple(sorted(self._graph))


def lineage(inventory: Inventory) -> Lineage:
    """The graph of an inventory whose nodes are joined already (scanner.graph.join)."""
    graph: Graph = nx.DiGraph()
    for field in inventory.fields:
        graph.add_node(field.id)
    for point in inventory.collection_points:
        graph.add_node(point.id)
    for recipient in inventory.recipients:
        graph.add_node(recipient.id)
    for flow in inventory.flows:
        if flow.kind is not FlowKind.MAYBE_SAME:
            graph.add_edge(flow.upstream, flow.downstream)
    return Lineage(inventory, graph)


def into(flows: Iterable[Flow], node: str) -> tuple[Flow, ...]:
    """The flows that end at a node, or at a field of it."""
    return tuple(flow for flow in flows if node in (flow.downstream, store_of(flow.downstream)))


def carried(flows: Iterable[Flow]) -> tuple[Category, ...]:
    """The categories that these flows carry, sorted."""
    return tuple(sorted({category for flow in flows for category in flow.categories}))

"""The lineage in four layers, from where data is collected to whom it reaches, folded until it can be seen at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scanner.ids import store_of, system_of
from scanner.model import CollectionPoint, Gap, Inventory, Store, Use

COLLECTED, STORED, LOGGED, SENT = range(4)
LAYER_TITLES: tuple[str, ...] = ("Collected at", "Stored in", "Logged in", "Sent to")
MOST_GROUPS = 12


@dataclass(frozen=True, slots=True)
class Node:
    """One end of a flow: its layer, what people call it, and the two groups, finer and coarser, that it belongs to."""

    id: str
    name: str
    layer: int
    finer: str
    coarser: str


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes of one layer that the overview shows as one box."""

    layer: int
    name: str
    members: int


@dataclass(frozen=True, slots=True)
class Band:
    """All flows from one group to another, by their places in `Overview.groups`; `is_gap` where a gap's path runs."""

    upstream: int
    downstream: int
    flows: int
    is_gap: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The folded graph. `group_of` gives the place of each node's group in `groups`."""

    groups: tuple[Group, ...]
    bands: tuple[Band, ...]
    group_of: Mapping[str, int]


def nodes_of(inventory: Inventory) -> tuple[Node, ...]:
    """Every field, collection point and recipient, and every end of a flow, by id.

    A vendor that is merely named is left out unless a flow ends there.
    """
    stores = {store.id: store for store in inventory.stores}
    nodes = {field.id: _in_store(field.id, stores[field.store]) for field in inventory.fields if field.store in stores}
    nodes |= {point.id: _point(point) for point in inventory.collection_points}
    ends = {end for flow in inventory.flows for end in (flow.upstream, flow.downstream)}
    for recipient in inventory.recipients:
        if recipient.use is not Use.MENTIONED or recipient.id in ends:
            nodes[recipient.id] = Node(
                recipient.id, recipient.name, SENT, recipient.name, recipient.function.replace("_", " ")
            )
    for end in ends - nodes.keys():
        nodes[end] = _unlisted(end, stores)
    return tuple(nodes[key] for key in sorted(nodes))


def overview_of(inventory: Inventory, nodes: Sequence[Node], gaps: Iterable[Gap]) -> Overview:
    """The graph folded to at most a dozen groups a layer."""
    names = {node.id: name for layer in range(len(LAYER_TITLES)) for node, name in _folded(nodes, layer)}
    layer_of = {node.id: node.layer for node in nodes}
    members = Counter((layer_of[node], name) for node, name in names.items())
    groups = tuple(Group(layer, name, members[layer, name]) for layer, name in sorted(members))
    places = {(group.layer, group.name): place for place, group in enumerate(groups)}
    group_of = {node: places[layer_of[node], name] for node, name in names.items()}
    return Overview(groups, _bands(inventory, gaps, group_of), group_of)


def _in_store(node: str, store: Store) -> Node:
    layer = LOGGED if store.kind == "log" else STORED
    return Node(node, node, layer, store.id, f"{store.system}: {store.kind}")


def _point(point: CollectionPoint) -> Node:
    kind = f"{system_of(point.id)}: {point.kind.replace('_', ' ')}"
    return Node(point.id, point.id, COLLECTED, store_of(point.id), kind)


def _unlisted(node: str, stores: Mapping[str, Store]) -> Node:
    """A node that only a flow names: a store itself, an endpoint that no code was seen for, or an unknown recipient."""
    if store_of(node) in stores:
        return _in_store(node, stores[store_of(node)])
    if "/" in node:
        return Node(node, node, COLLECTED, store_of(node), f"{system_of(node)}: not seen")
    return Node(node, node, SENT, node, "unknown")


def _folded(nodes: Iterable[Node], layer: int) -> Iterator[tuple[Node, str]]:
    """Each node of the layer with the name of its group: as fine as a dozen groups allow."""
    there = [node for node in nodes if node.layer == layer]
    if len({node.finer for node in there}) <= MOST_GROUPS:
        yield from ((node, node.finer) for node in there)
        return
    sizes = Counter(node.coarser for node in there)
    largest = sorted(sizes, key=lambda name: (-sizes[name], name))
    kept = set(largest if len(largest) <= MOST_GROUPS else largest[: MOST_GROUPS - 1])
    rest = f"{len(largest) - len(kept):,} more groups"
    yield from ((node, node.coarser if node.coarser in kept else rest) for node in there)


def _bands(inventory: Inventory, gaps: Iterable[Gap], group_of: Mapping[str, int]) -> tuple[Band, ...]:
    flows: dict[tuple[int, int], int] = defaultdict(int)
    for flow in inventory.flows:
        ends = group_of[flow.upstream], group_of[flow.downstream]
        if ends[0] != ends[1]:
            flows[ends] += 1
    crossed = {
        (group_of.get(one, -1), group_of.get(other, -1)) for gap in gaps for one, other in pairwise(gap.path)
    }  # fmt: skip
    return tuple(Band(*ends, number, ends in crossed) for ends, number in sorted(flows.items()))

"""What the scripts read: the inventory as JSON inside the page, in a form that cannot end its element."""

from __future__ import annotations

import json
from typing import Any

from detectors.model import Category, Confidence
from reports.html.markup import Markup
from reports.layers import Node, nodes_of, overview_of
from reports.model import ReportInput
from reports.outcome import outcome_of
from reports.wording import category_title, printable
from scanner.model import Inventory

_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}
_CONFIDENCES = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)

Json = Any  # JSON of any shape


def data_island(report: ReportInput) -> Markup:
    """The element that holds the data. It is no script, so no policy has to let it run."""
    document = island(report)
    # Pure ASCII: line separators and half characters are escaped by JSON itself, what HTML would read is so here.
    text = json.dumps(document, separators=(",", ":")).translate(_ESCAPES)
    return Markup(f'<script type="application/json" id="data">{text}</script>')


def island(report: ReportInput) -> dict[str, Json]:
    """The data itself: rows refer to categories, stores and nodes by their place in the lists, to stay small.

    `fields` hold store, path, pairs of category and confidence (0 to 2), subject and protection; `nodes` hold id,
    name, layer and group; `flows` hold the two ends, kind, categories and protection.
    """
    inventory = report.inventory
    categories = sorted(
        {found.category for field in inventory.fields for found in field.categories}
        | {category for flow in inventory.flows for category in flow.categories}
    )
    place = {category: number for number, category in enumerate(categories)}
    gaps = report.verdict.gaps if report.verdict else ()
    nodes = nodes_of(inventory)
    groups = overview_of(inventory, nodes, gaps).group_of
    number_of = {node.id: number for number, node in enumerate(nodes)}
    return {
        "categories": [[key, category_title(key)] for key in categories],
        "stores": [printable(store.id) for store in inventory.stores],
        "fields": _fields(inventory, place),
        "nodes": [[printable(node.id), printable(node.name), node.layer, groups[node.id]] for node in nodes],
        "flows": [
            [
                number_of[flow.upstream],
                number_of[flow.downstream],
                flow.kind,
                [place[category] for category in flow.categories],
                flow.protection,
            ]
            for flow in inventory.flows
        ],
        "start": _start(report, nodes, number_of),
    }


def _fields(inventory: Inventory, place: dict[Category, int]) -> list[Json]:
    stores = {store.id: number for number, store in enumerate(inventory.stores)}
    return [
        [
            stores[field.store],
            printable(field.path),
            [[place[found.category], _CONFIDENCES.index(found.confidence)] for found in field.categories],
            printable(field.subject or ""),
            field.protection,
        ]
        for field in inventory.fields
        if field.store in stores
    ]


def _start(report: ReportInput, nodes: tuple[Node, ...], number_of: dict[str, int]) -> int:
    """The node that the focus view opens on: one on the path of the gravest gap, else the one with most flows."""
    degrees = [0] * len(nodes)
    for flow in report.inventory.flows:
        degrees[number_of[flow.upstream]] += 1
        degrees[number_of[flow.downstream]] += 1
    paths = ([number_of[node] for node in gap.path if node in number_of] for gap in outcome_of(report).gaps)
    on_path = next((path for path in paths if any(degrees[number] for number in path)), range(len(nodes)))
    return max(on_path, key=lambda number: (degrees[number], -number), default=0)

"""Two inventories side by side: what one has that the other has not."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.model import Inventory

SECTIONS = ("systems", "stores", "fields", "collection_points", "recipients", "flows", "controls")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was added, removed or changed: `section` names its list in the inventory."""

    section: str
    id: str
    kind: str


def compare(old: Inventory, new: Inventory) -> tuple[Change, ...]:
    """Every change between the two, by section and id. Evidence (lines, counts) is not compared."""
    return tuple(change for section in SECTIONS for change in _section(old, new, section))


def _section(old: Inventory, new: Inventory, section: str) -> list[Change]:
    before = {node.id: node for node in getattr(old, section)}
    after = {node.id: node for node in getattr(new, section)}
    changes = []
    for node in sorted(before.keys() | after.keys()):
        if before.get(node) != after.get(node):
            kind = "added" if node not in before else "removed" if node not in after else "changed"
            changes.append(Change(section, node, kind))
    return changes

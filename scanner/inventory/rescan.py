"""A rescan replaces what the same systems gave before, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from scanner.ids import system_of
from scanner.inventory.merge import merge
from scanner.model import Inventory, Recipient, Use


def replace_systems(old: Inventory, new: Inventory) -> Inventory:
    """The old inventory with everything of the new one's systems replaced by the new.

    A recipient that other systems reach too stays for them: used where a flow of theirs still reaches it,
    mentioned otherwise.
    """
    return merge([_without(old, frozenset(system.id for system in new.systems)), new])


def _without(old: Inventory, systems: frozenset[str]) -> Inventory:
    def stays(node: str) -> bool:
        return system_of(node) not in systems

    flows = tuple(flow for flow in old.flows if stays(flow.upstream))
    others = any(stays(system.id) for system in old.systems)
    recipients = _recipients(old.recipients, {flow.downstream for flow in flows}) if others else ()
    kept = {flow.id for flow in flows} | {recipient.id for recipient in recipients}
    return replace(
        old,
        systems=tuple(s for s in old.systems if stays(s.id)),
        stores=tuple(s for s in old.stores if stays(s.id)),
        fields=tuple(f for f in old.fields if stays(f.id)),
        collection_points=tuple(p for p in old.collection_points if stays(p.id)),
        recipients=recipients,
        flows=flows,
        controls=tuple(c for c in old.controls if stays(c.id)),
        relations=tuple(r for r in old.relations if stays(r.id)),
        examined=tuple(e for e in old.examined if stays(e.target)),
        unscanned=tuple(u for u in old.unscanned if stays(u.target)),
        suppressions=tuple(s for s in old.suppressions if stays(s.id)),
        evidence={node: seen for node, seen in old.evidence.items() if node in kept or ("/" in node and stays(node))},
    )


def _recipients(recipients: Iterable[Recipient], reached: set[str]) -> tuple[Recipient, ...]:
    return tuple(r if r.id in reached or r.use is not Use.USED else replace(r, use=Use.MENTIONED) for r in recipients)

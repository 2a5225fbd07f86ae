"""Crawl, detect, join: from targets to one inventory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from scanner.config import Config
from scanner.crawl import plan
from scanner.engines.run import run
from scanner.inventory.merge import merge
from scanner.model import Inventory, Store

Progress = Callable[[int, int], None]
"""Told after each unit of work: how many are done, of how many."""


@dataclass(frozen=True, slots=True)
class Scan:
    """An inventory, and what it cannot say of itself: how many files no reader exists for."""

    inventory: Inventory
    unread: int


def scan(targets: Sequence[str], *, config: Config, jobs: int = 1, progress: Progress | None = None) -> Scan:
    """Everything the targets hold. Raises UnusableTarget where a target does not exist or is not supported."""
    ahead = plan(targets, config)
    parts = [Inventory(systems=ahead.systems, unscanned=ahead.unscanned)]
    for done, part in enumerate(run(ahead.units, jobs=jobs), start=1):
        parts.append(part)
        if progress:
            progress(done, len(ahead.units))
    return Scan(_with_regions(merge(parts), config), ahead.unread)


def _with_regions(inventory: Inventory, config: Config) -> Inventory:
    """Stores in the country that the configuration gives their system, where nothing nearer says otherwise."""
    regions = {system.name: system.region for system in config.systems if system.region}

    def placed(store: Store) -> Store:
        return replace(store, region=store.region or regions.get(store.system))

    return replace(inventory, stores=tuple(map(placed, inventory.stores)))

"""Runs units of work and gives what each found: in this process, or in a pool of processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from scanner.model import Inventory
from scanner.sources.base import Unit, unscanned_parts

_WORTH_A_POOL = 6
"""Fewer units than this are done before a pool of fresh processes would have started."""


def run(units: Sequence[Unit], *, jobs: int) -> Iterator[Inventory]:
    """What each unit holds, in the order of the units; `jobs` processes where that is worth it."""
    if jobs <= 1 or len(units) < _WORTH_A_POOL:
        yield from map(_examined, units)
    else:
        yield from _run_in_pool(units, jobs)


def _run_in_pool(units: Sequence[Unit], jobs: int) -> Iterator[Inventory]:
    # Spawned, not forked: the parent may hold threads and open databases.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=min(jobs, len(units)), mp_context=context) as pool:
        pending = [(unit, pool.submit(_examined, unit)) for unit in units]
        for unit, result in pending:
            try:
                yield result.result()
            except BrokenProcessPool:
                yield _lost(unit)


def _examined(unit: Unit) -> Inventory:
    """What the unit holds; input that is nested beyond what any program is loses this unit and no other."""
    try:
        return unit.examine()
    except RecursionError:
        return unscanned_parts([f"{unit.system}/{name}" for name in unit.files], "nested too deeply")


def _lost(unit: Unit) -> Inventory:
    targets = [f"{unit.system}/{name}" for name in unit.files]
    return unscanned_parts(targets, "a worker process died while this was examined, perhaps for want of memory")

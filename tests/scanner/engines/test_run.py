"""Units give the same in a pool as in one process, and a lost worker loses no unit in silence."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from scanner.engines.run import run
from scanner.inventory.merge import merge
from scanner.model import Examined, Extent, Inventory
from scanner.sources.base import Unit


@dataclass(frozen=True)
class Named:
    """A source that only says which file it was given, and dies on one called `fatal`."""

    name: str = "named"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        return bool(path.name or head)

    def group(self, path: PurePosixPath) -> str:
        return str(path)

    def examine(self, unit: Unit) -> Inventory:
        if "fatal" in unit.files:
            os._exit(1)
        return Inventory(examined=tuple(Examined(file, self.name, Extent.FULL) for file in unit.files))


def units(*files: str) -> list[Unit]:
    return [Unit(Named(), "shop", Path(), (file,)) for file in files]


def test_a_pool_gives_what_one_process_gives() -> None:
    work = units(*(f"{number}.log" for number in range(8)))

    assert merge(run(work, jobs=2)) == merge(run(work, jobs=1))


def test_what_a_dead_worker_held_is_listed() -> None:
    found = merge(run(units("fatal", *"abcdef"), jobs=2))

    seen = {item.target for item in found.examined} | {item.target.removeprefix("shop/") for item in found.unscanned}
    assert "fatal" in {item.target.removeprefix("shop/") for item in found.unscanned}
    assert seen == {"fatal", *"abcdef"}

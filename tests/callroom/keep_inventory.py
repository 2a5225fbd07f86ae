"""Writes inventory.json at the top level from the example company: python -m tests.callroom.keep_inventory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from scanner.cli.demo import build
from scanner.config import read_config
from scanner.inventory.document import write_inventory
from scanner.pipeline import scan

KEPT = Path(__file__).parents[2] / "inventory.json"


def inventory_text(company: Path) -> str:
    """The text of the example company's inventory, where it was built."""
    found = scan([str(company)], config=read_config(company / "piimap.toml"))
    return write_inventory(found.inventory)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        KEPT.write_text(inventory_text(build(Path(folder))), "utf-8")

"""`piimap merge`: several inventories to one."""

from __future__ import annotations

from pathlib import Path

import click

from scanner.cli.examining import save
from scanner.cli.options import common, settings
from scanner.inventory.document import read_inventory
from scanner.inventory.merge import merge


@click.command("merge")
@click.argument("inventories", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="INVENTORY…")
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Where to write.")
@common
def command(inventories: tuple[Path, ...], output: Path, **shared: object) -> None:
    """Put several inventories together: a union by id, the same in any order."""
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    merged = merge([read_inventory(path) for path in inventories])
    save(merged, output)
    run.say(f"piimap: {len(inventories)} inventories, {len(merged.fields)} fields; written to {output}")

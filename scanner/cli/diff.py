"""`piimap diff`: what a release adds and removes."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from scanner.cli.options import common, settings
from scanner.inventory.compare import compare
from scanner.inventory.document import read_inventory

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@common
def command(old: Path, new: Path, form: str, **shared: object) -> None:
    """Show what the second inventory has that the first has not, and what it lacks."""
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    changes = compare(read_inventory(old), read_inventory(new))
    if form == "json":
        click.echo(json.dumps([asdict(change) for change in changes], indent=1, ensure_ascii=False))
    else:
        for change in changes:
            click.echo(f"{_SIGNS[change.kind]} {change.section.replace('_', ' ').removesuffix('s')} {change.id}")
    run.say(f"piimap: {len(changes)} changes")

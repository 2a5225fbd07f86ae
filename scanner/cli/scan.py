"""`piimap scan`: crawl the targets, write the inventory, print the table."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reports.terminal import render_inventory
from scanner.cli.examining import examine, fails_on_incomplete, incomplete, save, tell_unscanned
from scanner.cli.options import common, settings, with_inventory, with_jobs
from scanner.inventory.document import read_inventory
from scanner.inventory.rescan import replace_systems
from scanner.model import Inventory


@click.command("scan")
@click.argument("targets", nargs=-1, required=True, metavar="TARGET…")
@click.option("--fail-on-incomplete/--no-fail-on-incomplete", default=None, envvar="PIIMAP_FAIL_ON_INCOMPLETE",
              help="Exit 3 where something could not be examined. [default: only where CI is set]")  # fmt: skip
@with_inventory
@with_jobs
@common
def command(targets: tuple[str, ...], inventory: Path, *, fail_on_incomplete: bool | None, **shared: object) -> None:
    """Crawl the targets and write the inventory.

    A target is a folder, a file, or sqlite:///FILE. What the same systems gave before is replaced in the inventory,
    and nothing else.
    """
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    scan = examine(targets, run)
    kept = _merged(scan.inventory, inventory)
    save(kept, inventory)
    click.echo(render_inventory(scan.inventory, width=run.width(), color=run.colored()), color=run.colored())
    tell_unscanned(scan.inventory, run, unread=scan.unread)
    sys.exit(_verdict(scan.inventory, inventory, fail=fails_on_incomplete(fail_on_incomplete)))


def _merged(found: Inventory, path: Path) -> Inventory:
    return replace_systems(read_inventory(path), found) if path.exists() else found


def _verdict(found: Inventory, path: Path, *, fail: bool) -> int:
    missed = incomplete(found)
    if not found.examined and not missed:
        click.echo("piimap: exit 4: nothing to scan: no file of a kind that a reader exists for", err=True)
        return 4
    if missed and fail:
        click.echo(f"piimap: exit 3: {missed} inputs could not be examined", err=True)
        return 3
    click.echo(f"piimap: exit 0: {len(found.fields)} fields with personal data; written to {path}", err=True)
    return 0

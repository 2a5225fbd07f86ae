"""`piimap trace`: paths up and down from a category, a field, a store or a recipient."""

from __future__ import annotations

import json
from pathlib import Path

import click

from detectors.taxonomy import is_known, is_within
from scanner.cli.options import common, settings, with_inventory
from scanner.errors import UnusableTarget
from scanner.graph.join import join
from scanner.graph.lineage import Lineage, lineage
from scanner.ids import store_of
from scanner.inventory.document import read_inventory
from scanner.model import Inventory

Way = tuple[str, ...]
_MOST = 50


@click.command("trace")
@click.argument("what")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@with_inventory
@common
def command(what: str, form: str, inventory: Path, **shared: object) -> None:
    """Show where WHAT gets its data from, and where it goes.

    WHAT is a category (user.contact.email), a field or store id, a collection point, or a recipient.
    """
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    found = join(read_inventory(inventory)).inventory
    ways = _ways(found, lineage(found), what)
    if form == "json":
        click.echo(json.dumps({"what": what, "paths": [list(way) for way in ways]}, indent=1, ensure_ascii=False))
    else:
        for way in ways:
            click.echo(" → ".join(way))
    run.say(f"piimap: {len(ways)} paths")


def _ways(found: Inventory, graph: Lineage, what: str) -> tuple[Way, ...]:
    nodes = _nodes(found, graph, what)
    if not nodes:
        raise UnusableTarget(f"{what}: no such category, field, store or recipient in the inventory")
    ways = {way for node in nodes for way in _through(graph, node)}
    return tuple(sorted(ways, key=lambda way: (way[0], way[-1], len(way), way))[:_MOST])


def _nodes(found: Inventory, graph: Lineage, what: str) -> tuple[str, ...]:
    if is_known(what):
        fields = {f.id for f in found.fields if any(is_within(c.category, what) for c in f.categories)}
        points = {p.id for p in found.collection_points if any(is_within(c, what) for c in p.categories)}
        return tuple(sorted(fields | points))
    names = {r.id for r in found.recipients if what.casefold() in (r.id, r.name.casefold())}
    return tuple(
        n for n in graph.nodes() if n in names or n == what or store_of(n) == what or store_of(n).endswith(f"/{what}")
    )


def _through(graph: Lineage, node: str) -> list[Way]:
    """The shortest way in from each outermost origin, joined with the shortest way out to each end."""
    ins = [graph.way(start, node) for start in sorted(graph.origins(node)) if not graph.origins(start)] or [(node,)]
    outs = [graph.way(node, end) for end in sorted(graph.ends(node)) if not graph.ends(end)] or [(node,)]
    return [way_in + way_out[1:] for way_in in ins for way_out in outs]

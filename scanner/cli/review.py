"""`piimap review`: a walk through the gaps, one decision at a time."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scanner.cli.explain import told
from scanner.cli.options import common, settings, with_decisions, with_inventory, with_policies
from scanner.cli.verdict import failing, judge, parse_day
from scanner.errors import UnusableTarget
from scanner.inventory.decisions import Accepted, add_decisions, read_decisions
from scanner.inventory.document import read_inventory
from scanner.model import Gap


@click.command("review")
@with_policies
@with_decisions
@click.option("--person", prompt="Your name", help="Who decides.")
@with_inventory
@common
def command(policies: tuple[Path, ...], decisions: Path, person: str, inventory: Path, **shared: object) -> None:
    """Walk through the gaps that fail and accept or skip each; needs a terminal."""
    if not sys.stdin.isatty():
        raise UnusableTarget("review asks questions: run it in a terminal, or use `piimap baseline`")
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    day = parse_day(None)
    known = read_decisions(decisions)
    judged = judge(read_inventory(inventory), policies, run, decisions=known, as_of=day)
    for gap in failing(judged.verdict.gaps, run.config.fail_on.rank):
        decision = _ask(gap, person, day.isoformat())
        if decision:
            add_decisions(decisions, [decision])


def _ask(gap: Gap, person: str, today: str) -> Accepted | None:
    click.echo("\n".join(told(gap)))
    if not click.confirm("Accept this gap for now?", default=False):
        return None
    reason = click.prompt("Reason")
    expires = parse_day(click.prompt("Until (date)")).isoformat()
    return Accepted(gap.id, reason, person, today, expires)

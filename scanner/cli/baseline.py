"""`piimap baseline`: accept what is known today, by name; see later what is gone."""

from __future__ import annotations

from pathlib import Path

import click

from scanner.cli.options import common, settings, with_inventory
from scanner.cli.verdict import failing, judge, parse_day
from scanner.inventory.decisions import Accepted, add_decisions, drop_decisions, read_decisions
from scanner.inventory.document import read_inventory
from scanner.model import Gap


@click.group("baseline")
def command() -> None:
    """Accept the gaps that are known today, by name.

    Accepted gaps stand in decisions.toml, with a reason, a person, a date and an expiry.
    """


_POLICY = click.option("--policy", "policies", multiple=True, type=click.Path(path_type=Path), metavar="FILE")
_DECISIONS = click.option(
    "--decisions", type=click.Path(path_type=Path), default=Path("decisions.toml"), show_default=True
)
_REASON = click.option("--reason", required=True, help="Why these gaps may stay for now.")
_PERSON = click.option("--person", required=True, help="Who answers for that.")
_EXPIRES = click.option("--expires", required=True, metavar="DATE", help="From when they are reported again.")


@command.command("create")
@_REASON
@_PERSON
@_EXPIRES
@_POLICY
@_DECISIONS
@with_inventory
@common
def create(  # noqa: PLR0913 - one parameter an option
    policies: tuple[Path, ...],
    decisions: Path,
    inventory: Path,
    *,
    reason: str,
    person: str,
    expires: str,
    **shared: object,
) -> None:
    """Accept every gap that fails today."""
    _accept(policies, decisions, inventory, reason=reason, person=person, expires=expires, shared=shared)


@command.command("update")
@_REASON
@_PERSON
@_EXPIRES
@_POLICY
@_DECISIONS
@with_inventory
@common
def update(  # noqa: PLR0913 - one parameter an option
    policies: tuple[Path, ...],
    decisions: Path,
    inventory: Path,
    *,
    reason: str,
    person: str,
    expires: str,
    **shared: object,
) -> None:
    """Accept the failing gaps that no decision covers yet, and drop decisions on gaps that are gone."""
    _prune(policies, decisions, inventory, shared)
    _accept(policies, decisions, inventory, reason=reason, person=person, expires=expires, shared=shared)


@command.command("prune")
@_POLICY
@_DECISIONS
@with_inventory
@common
def prune(policies: tuple[Path, ...], decisions: Path, inventory: Path, **shared: object) -> None:
    """Drop decisions on gaps that are gone."""
    _prune(policies, decisions, inventory, shared)


def _accept(  # noqa: PLR0913 - what an entry needs
    policies: tuple[Path, ...],
    decisions: Path,
    inventory: Path,
    *,
    reason: str,
    person: str,
    expires: str,
    shared: dict[str, object],
) -> None:
    day = parse_day(None)
    until = parse_day(expires).isoformat()
    known = {decision.gap for decision in read_decisions(decisions) if decision.holds(day)}
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    fresh = [g for g in failing(_gaps(policies, inventory, shared), run.config.fail_on.rank) if g.id not in known]
    drop_decisions(decisions, (gap.id for gap in fresh))
    add_decisions(decisions, (Accepted(gap.id, reason, person, day.isoformat(), until) for gap in fresh))
    run.say(f"piimap: {len(fresh)} gaps accepted until {until} in {decisions}")


def _prune(policies: tuple[Path, ...], decisions: Path, inventory: Path, shared: dict[str, object]) -> None:
    present = {gap.id for gap in _gaps(policies, inventory, shared)}
    gone = [decision.gap for decision in read_decisions(decisions) if decision.gap not in present]
    drop_decisions(decisions, gone)
    settings(**shared).say(f"piimap: {len(gone)} decisions on gaps that are gone were dropped")  # type: ignore[arg-type]  # as above


def _gaps(policies: tuple[Path, ...], inventory: Path, shared: dict[str, object]) -> tuple[Gap, ...]:
    run = settings(**shared)  # type: ignore[arg-type]  # as above
    return judge(read_inventory(inventory), policies, run, decisions=(), as_of=parse_day(None)).verdict.gaps

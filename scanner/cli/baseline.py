"""`piimap baseline`: accept what is known today, by name; see later what is gone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from scanner.cli.options import Command, Settings, common, settings, with_decisions, with_inventory, with_policies
from scanner.cli.verdict import failing, judge, parse_day
from scanner.inventory.decisions import Accepted, add_decisions, drop_decisions, read_decisions
from scanner.inventory.document import read_inventory
from scanner.model import Gap


@dataclass(frozen=True, slots=True)
class Answer:
    """Who accepts the gaps, why, and until when."""

    reason: str
    person: str
    expires: str


@dataclass(frozen=True, slots=True)
class Known:
    """The gaps as they are today, and where the decisions on them are kept."""

    gaps: tuple[Gap, ...]
    decisions: Path
    run: Settings


@click.group("baseline")
def command() -> None:
    """Accept the gaps that are known today, by name.

    Accepted gaps stand in decisions.toml, with a reason, a person, a date and an expiry.
    """


def _answered(command: Command) -> Command:
    """Add what an answer needs."""
    for option in (
        click.option("--expires", required=True, metavar="DATE", help="From when they are reported again."),
        click.option("--person", required=True, help="Who answers for that."),
        click.option("--reason", required=True, help="Why these gaps may stay for now."),
    ):
        command = option(command)
    return command


def _on_gaps(command: Command) -> Command:
    """Add where the gaps and the decisions come from."""
    return with_policies(with_decisions(with_inventory(common(command))))


@command.command("create")
@_answered
@_on_gaps
def create(*, reason: str, person: str, expires: str, **options: object) -> None:
    """Accept every gap that fails today."""
    _accept(_known(**options), Answer(reason, person, expires))  # type: ignore[arg-type]  # click gives what _on_gaps adds


@command.command("update")
@_answered
@_on_gaps
def update(*, reason: str, person: str, expires: str, **options: object) -> None:
    """Accept the failing gaps that no decision covers yet, and drop decisions on gaps that are gone."""
    known = _known(**options)  # type: ignore[arg-type]  # as above
    _prune(known)
    _accept(known, Answer(reason, person, expires))


@command.command("prune")
@_on_gaps
def prune(**options: object) -> None:
    """Drop decisions on gaps that are gone."""
    _prune(_known(**options))  # type: ignore[arg-type]  # as above


def _known(*, policies: tuple[Path, ...], decisions: Path, inventory: Path, **shared: object) -> Known:
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    judged = judge(read_inventory(inventory), policies, run, decisions=(), as_of=parse_day(None))
    return Known(judged.verdict.gaps, decisions, run)


def _accept(known: Known, answer: Answer) -> None:
    day = parse_day(None)
    until = parse_day(answer.expires).isoformat()
    settled = {decision.gap for decision in read_decisions(known.decisions) if decision.holds(day)}
    fresh = [gap for gap in failing(known.gaps, known.run.config.fail_on.rank) if gap.id not in settled]
    drop_decisions(known.decisions, (gap.id for gap in fresh))
    add_decisions(
        known.decisions, (Accepted(gap.id, answer.reason, answer.person, day.isoformat(), until) for gap in fresh)
    )
    known.run.say(f"piimap: {len(fresh)} gaps accepted until {until} in {known.decisions}")


def _prune(known: Known) -> None:
    present = {gap.id for gap in known.gaps}
    gone = [decision.gap for decision in read_decisions(known.decisions) if decision.gap not in present]
    drop_decisions(known.decisions, gone)
    known.run.say(f"piimap: {len(gone)} decisions on gaps that are gone were dropped")

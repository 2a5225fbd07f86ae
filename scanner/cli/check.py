"""`piimap check`: the gap check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reports.model import ReportInput
from scanner.cli.examining import examine, fails_on_incomplete, incomplete, tell_unscanned
from scanner.cli.options import (
    Settings,
    common,
    settings,
    with_decisions,
    with_formats,
    with_inventory,
    with_jobs,
    with_policies,
)
from scanner.cli.verdict import Judged, failing, judge, parse_day
from scanner.cli.writing import write_reports
from scanner.inventory.compare import compare
from scanner.inventory.decisions import read_decisions
from scanner.inventory.document import read_inventory
from scanner.model import Gap, Inventory, Severity


@click.command("check")
@click.argument("targets", nargs=-1, metavar="[TARGET]…")
@with_policies
@with_formats
@click.option(
    "--fail-on",
    type=click.Choice([s.value for s in Severity]),
    envvar="PIIMAP_FAIL_ON",
    help="Lowest severity that fails. [default: medium]",
)
@click.option(
    "--fail-on-incomplete/--no-fail-on-incomplete",
    default=None,
    envvar="PIIMAP_FAIL_ON_INCOMPLETE",
    help="Exit 3 where something could not be examined. [default: only where CI is set]",
)
@click.option(
    "--diff",
    "base",
    type=click.Path(path_type=Path),
    metavar="INVENTORY",
    help="Fail only on gaps that this older inventory has not.",
)
@with_decisions
@click.option("--as-of", metavar="DATE", help="The day that expiry is held against. [default: today]")
@with_inventory
@with_jobs
@common
def command(  # noqa: PLR0913 - one parameter an option
    targets: tuple[str, ...],
    policies: tuple[Path, ...],
    formats: tuple[str, ...],
    *,
    fail_on: str | None,
    fail_on_incomplete: bool | None,
    base: Path | None,
    decisions: Path,
    as_of: str | None,
    inventory: Path,
    **shared: object,
) -> None:  # fmt: skip
    """Hold the systems against the privacy policy.

    With targets these are examined now; without, the inventory file is used.
    """
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    day = parse_day(as_of)
    found = _inventory(targets, inventory, run)
    known = read_decisions(decisions)
    judged = judge(found, policies, run, decisions=known, as_of=day)
    before = read_inventory(base) if base else None
    old = {gap.id for gap in judge(before, policies, run, decisions=(), as_of=day).verdict.gaps} if before else set()
    threshold = Severity(fail_on) if fail_on else run.config.fail_on
    report = ReportInput(
        found, judged.verdict, judged.declarations, day.isoformat() if as_of else None, threshold=threshold
    )
    write_reports(report, formats, run)
    failed = tuple(gap for gap in failing(judged.verdict.gaps, threshold.rank) if gap.id not in old)
    _tell(judged, run, base_changes=len(compare(before, found)) if before else None)
    sys.exit(_exit(found, failed, threshold, fail=fails_on_incomplete(fail_on_incomplete)))


def _inventory(targets: tuple[str, ...], path: Path, run: Settings) -> Inventory:
    if not targets:
        return read_inventory(path)
    scan = examine(targets, run)
    tell_unscanned(scan.inventory, run, unread=scan.unread)
    return scan.inventory


def _tell(judged: Judged, run: Settings, *, base_changes: int | None) -> None:
    if judged.accepted:
        run.say(f"piimap: {len(judged.accepted)} gaps are accepted in decisions.toml")
    for decision in judged.expired:
        run.say(f"piimap: the decision on “{decision.gap}” expired on {decision.expires}")
    if base_changes is not None:
        run.say(f"piimap: {base_changes} changes since the older inventory")


def _exit(found: Inventory, failed: tuple[Gap, ...], threshold: Severity, *, fail: bool) -> int:
    missed = incomplete(found)
    if not found.examined and not missed:
        code, why = 4, "nothing to scan: no file of a kind that a reader exists for"
    elif failed:
        code, why = 1, f"{len(failed)} gaps at or over {threshold}"
    elif missed and fail:
        code, why = 3, f"{missed} inputs could not be examined"
    else:
        code, why = 0, f"no gap at or over {threshold}"
    click.echo(f"piimap: exit {code}: {why}", err=True)
    return code

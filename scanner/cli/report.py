"""`piimap report`: reports from an inventory and, where given, a policy."""

from __future__ import annotations

from pathlib import Path

import click

from reports.model import ReportInput
from scanner.cli.options import common, settings, with_decisions, with_formats, with_inventory, with_policies
from scanner.cli.verdict import judge, parse_day
from scanner.cli.writing import write_reports
from scanner.inventory.decisions import read_decisions
from scanner.inventory.document import read_inventory


@click.command("report")
@with_formats
@with_policies
@with_decisions
@with_inventory
@common
def command(
    formats: tuple[str, ...], policies: tuple[Path, ...], *, decisions: Path, inventory: Path, **shared: object
) -> None:  # fmt: skip
    """Write reports from an inventory; with a policy they hold the gap check too."""
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    found = read_inventory(inventory)
    report = ReportInput(found, threshold=run.config.fail_on)
    if policies or run.config.policies:
        judged = judge(found, policies, run, decisions=read_decisions(decisions), as_of=parse_day(None))
        report = ReportInput(found, judged.verdict, judged.declarations, threshold=run.config.fail_on)
    write_reports(report, formats, run)

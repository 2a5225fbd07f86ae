"""`piimap demo`: the example company, built, scanned, checked and reported on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import click

from reports.model import ReportInput
from reports.registry import by_name
from reports.terminal import render_terminal
from scanner.cli.examining import examine, save, tell_unscanned
from scanner.cli.options import common, settings, with_jobs
from scanner.cli.verdict import judge, parse_day
from scanner.errors import UnusableTarget
from scanner.policy.declaration import write_declaration

AS_OF = "2026-11-24"
"""The day of the example: its data has fixed dates, and so has its report."""


@click.command("demo")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("demo"))
@with_jobs
@common
def command(folder: Path, **shared: object) -> None:
    """Build the example company in FOLDER, scan it, read its policy, check the two and write the report."""
    company = build(folder)
    shared["config"] = company / "piimap.toml"
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` and `with_jobs` add
    scan = examine([str(company)], run)
    save(scan.inventory, folder / "inventory.json")
    judged = judge(scan.inventory, (), run, decisions=(), as_of=parse_day(AS_OF))
    (folder / "declaration.toml").write_text(write_declaration(judged.declarations[0]), "utf-8")
    report = ReportInput(scan.inventory, judged.verdict, judged.declarations, AS_OF, "CallRoom, the example company")
    page = folder / "report.html"
    page.write_bytes(by_name("html").render(report))
    click.echo(render_terminal(report, width=run.width(), color=run.colored()), nl=False, color=run.colored())
    tell_unscanned(scan.inventory, run, unread=scan.unread)
    click.echo(
        f"\nInventory   {folder / 'inventory.json'}\nDeclaration {folder / 'declaration.toml'}\nReport      {page}"
    )


def build(folder: Path, origin: Path | None = None) -> Path:
    """Copy the example company (or another of the same form) into the folder and build its data; gives where it lies."""
    origin = origin or _origin()
    company = folder / origin.name
    shutil.rmtree(company, ignore_errors=True)
    shutil.copytree(origin, company, ignore=shutil.ignore_patterns("__pycache__", "data", "logs", "exports"))
    # Its builder is a script of its own, run in isolation: it is example code, not ours.
    subprocess.run([sys.executable, "-I", company / "build.py", company], check=True)  # noqa: S603 - our own script
    return company


def _origin() -> Path:
    """Where the example lies: beside the packages in a checkout, inside them when installed."""
    package = Path(str(files("scanner")))
    for place in (package.parent / "examples" / "callroom", package / "demo" / "callroom"):
        if place.is_dir():
            return place
    raise UnusableTarget(
        "the example company is not part of this installation; install piimap from a wheel or checkout"
    )

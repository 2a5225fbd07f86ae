"""`piimap lineage sql`: column lineage of SQL."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scanner.errors import UnusableTarget


@click.group("lineage")
def command() -> None:
    """Show which columns feed which."""


@command.command("sql")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--dialect", default=None, help="SQL dialect, such as postgres or mysql. [default: any]")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def sql(file: Path, dialect: str | None, form: str) -> None:
    """Column lineage of the SQL statements in FILE, or of standard input for `-`."""
    from scanner.sql.lineage import as_json, lineage  # noqa: PLC0415 - sqlglot is slow to load

    found = lineage(_read(file), dialect=dialect)
    if form == "json":
        click.echo(as_json(found.edges, found.failures))
    else:
        for edge in found.edges:
            click.echo(f"{edge.from_table}.{edge.from_column} -> {edge.to_table}.{edge.to_column} ({edge.kind})")
    for failure in found.failures:
        click.echo(f"piimap: statement {failure.statement} was not read: {failure.reason}", err=True)


def _read(file: Path) -> str:
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text("utf-8", errors="replace")
    except OSError as error:
        raise UnusableTarget(f"{file}: cannot be read ({error.strerror}); check the path") from None

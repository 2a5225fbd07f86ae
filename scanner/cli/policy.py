"""`piimap policy`: the policy read into statements, and held against itself."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from scanner.cli.options import common, settings
from scanner.model import Declaration, Quote, Statement
from scanner.policy.declaration import write_declaration
from scanner.policy.export import declaration_as_json
from scanner.policy.files import load


@click.group("policy")
def command() -> None:
    """Read a privacy policy, or check it against itself."""


@command.command("read")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write a declaration (TOML) here.")
@click.option("-f", "--format", "form", type=click.Choice(["text", "json", "toml"]), default="text", show_default=True)
@common
def read(file: Path, output: Path | None, form: str, **shared: object) -> None:
    """Read a policy into statements, each with its sentence."""
    run = settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    declaration = load(file)
    if output:
        output.write_text(write_declaration(declaration), "utf-8")
        run.say(f"piimap: {len(declaration.statements)} statements written to {output}")
    elif form == "json":
        click.echo(json.dumps(declaration_as_json(declaration), indent=1, ensure_ascii=False))
    elif form == "toml":
        click.echo(write_declaration(declaration), nl=False)
    else:
        for statement in declaration.statements:
            click.echo(_line(statement))


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@common
def check(file: Path, **shared: object) -> None:
    """Hold a policy against itself: contradictions, vague and missing clauses. Exit 1 where it contradicts itself."""
    settings(**shared)  # type: ignore[arg-type]  # click gives the options that `common` adds
    declaration = load(file)
    for finding in declaration.findings:
        click.echo(f"{finding.severity:8} {finding.kind}: {finding.message}")
        for quote in finding.evidence:
            click.echo(f"         {quote.start}-{quote.end} “{_short(quote)}”")
    sys.exit(_verdict(declaration))


def _verdict(declaration: Declaration) -> int:
    contradictions = sum(finding.kind == "contradictory_policy" for finding in declaration.findings)
    code = 1 if contradictions else 0
    click.echo(f"piimap: exit {code}: {contradictions} contradictions, {len(declaration.findings)} findings", err=True)
    return code


def _line(statement: Statement) -> str:
    negation = "not " if statement.polarity == "negative" else ""
    what = ", ".join(dict.fromkeys(phrase.key for phrase in statement.categories)) or "-"
    whom = ", ".join(dict.fromkeys(phrase.key for phrase in statement.recipients))
    more = " ".join(filter(None, (f"to {whom}" if whom else "", " ".join(statement.regions), statement.period or "")))
    quote = f"  “{_short(statement.evidence[0])}”" if statement.evidence else ""
    return f"{negation}{statement.action} {what} {more}".rstrip() + (f"\n{quote}" if quote else "")


def _short(quote: Quote, most: int = 160) -> str:
    text = " ".join(quote.quote.split())
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"

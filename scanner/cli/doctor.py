"""`piimap doctor`: what is installed, and what would be skipped."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, version

import click

from detectors.entities import active_model
from detectors.registry import built_in
from scanner.crawl import SKIPPED_FOLDERS, SOURCES

_LIBRARIES = (
    "piimap",
    "spacy",
    "presidio-analyzer",
    "sqlglot",
    "networkx",
    "tree-sitter",
    "phonenumbers",
    "python-stdnum",
)


@click.command("doctor")
def command() -> None:
    """Say what is installed, which detectors and models are active, and what would be skipped."""
    click.echo(f"python {sys.version.split()[0]}")
    for name in _LIBRARIES:
        click.echo(f"{name} {_version(name)}")
    model = active_model()
    click.echo(f"language model: {model or 'none: names of people and places in free text cannot be seen'}")
    click.echo(f"detectors: {', '.join(detector.name for detector in built_in())}")
    click.echo(f"sources: {', '.join(source.name for source in SOURCES)}")
    click.echo(f"folders skipped: {', '.join(sorted(SKIPPED_FOLDERS))}")
    click.echo("network: never used")


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "is not installed"

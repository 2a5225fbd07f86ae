"""Writing reports where -f asks for them: FORMAT to standard output, FORMAT=FILE to a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from reports.model import ReportInput
from reports.registry import by_name
from reports.terminal import render_terminal
from scanner.cli.options import Settings
from scanner.errors import InvalidConfiguration


def write_reports(report: ReportInput, wanted: Sequence[str], settings: Settings) -> None:
    """Write each report. Raises InvalidConfiguration for an unknown format or one that needs a policy."""
    for name, _, file in (entry.partition("=") for entry in wanted):
        form = by_name(name)
        if form.needs_verdict and report.verdict is None:
            raise InvalidConfiguration(f"-f {name} needs a policy: give --policy FILE")
        if not file and name == "terminal":
            text = render_terminal(report, width=settings.width(), color=settings.colored())
            click.echo(text, nl=False, color=settings.colored())
        elif not file:
            sys.stdout.buffer.write(form.render(report))
            sys.stdout.buffer.flush()
        else:
            _to_file(Path(file), form.render(report), settings)


def _to_file(path: Path, content: bytes, settings: Settings) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise InvalidConfiguration(f"{path}: cannot be written ({error.strerror})") from None
    settings.say(f"piimap: wrote {path}")

"""Options that commands share, and what they resolve to."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from scanner.config import Config, load_config, read_config

Command = TypeVar("Command", bound=Callable[..., Any])  # click hands on whatever options a command has


@dataclass(frozen=True, slots=True)
class Settings:
    """How a command runs: the configuration, and how it speaks."""

    config: Config
    jobs: int = 1
    quiet: bool = False
    verbose: bool = False
    color: str = "auto"

    def colored(self, *, err: bool = False) -> bool:
        """Whether to write in colour: by --color, then NO_COLOR, FORCE_COLOR, then whether it is a terminal."""
        if self.color != "auto":
            return self.color == "always"
        if os.environ.get("NO_COLOR"):
            return False
        if os.environ.get("FORCE_COLOR"):
            return True
        return (sys.stderr if err else sys.stdout).isatty()

    def width(self) -> int:
        """How wide to write: the terminal's width, 100 columns in files and pipes."""
        return max(60, shutil.get_terminal_size().columns) if sys.stdout.isatty() else 100

    def say(self, line: str) -> None:
        """One line on standard error, unless --quiet."""
        if not self.quiet:
            click.echo(line, err=True)


def common(command: Command) -> Command:
    """Add the options that every command has; they arrive as keywords for `settings`."""
    for option in (
        click.option("-v", "--verbose", is_flag=True, help="Say more on standard error."),
        click.option("-q", "--quiet", is_flag=True, help="Say nothing on standard error but the last line and errors."),
        click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", envvar="PIIMAP_COLOR",
                     help="Colour on or off; NO_COLOR and FORCE_COLOR are heeded."),
        click.option("--no-config", is_flag=True, envvar="PIIMAP_NO_CONFIG", help="Read no configuration file."),
        click.option("--config", type=click.Path(path_type=Path), envvar="PIIMAP_CONFIG",
                     help="Configuration file. [default: ./piimap.toml, or [tool.piimap] in ./pyproject.toml]"),
    ):  # fmt: skip
        command = option(command)
    return command


def with_jobs(command: Command) -> Command:
    """Add --jobs."""
    return click.option(
        "-j", "--jobs", type=click.IntRange(min=1), default=_cores, envvar="PIIMAP_JOBS", show_default="cores",
        help="How many processes examine the targets.",
    )(command)  # fmt: skip


def with_inventory(command: Command) -> Command:
    """Add --inventory."""
    return click.option(
        "--inventory", type=click.Path(path_type=Path), default=Path("inventory.json"), show_default=True,
        envvar="PIIMAP_INVENTORY", help="The inventory file.",
    )(command)  # fmt: skip


def with_policies(command: Command) -> Command:
    """Add --policy."""
    return click.option(
        "--policy", "policies", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
        help="Policy text or declaration; may be repeated. [default: those of the configuration]",
    )(command)  # fmt: skip


def with_decisions(command: Command) -> Command:
    """Add --decisions."""
    return click.option(
        "--decisions", type=click.Path(path_type=Path), default=Path("decisions.toml"), show_default=True,
        help="What people decided about gaps.",
    )(command)  # fmt: skip


def with_formats(command: Command) -> Command:
    """Add --format."""
    return click.option(
        "-f", "--format", "formats", multiple=True, default=["terminal"], metavar="FORMAT[=FILE]",
        help="Report to write: terminal, json, html; may be repeated.",
    )(command)  # fmt: skip


def settings(  # noqa: PLR0913 - one keyword an option
    *,
    config: Path | None,
    no_config: bool,
    color: str = "auto",
    quiet: bool = False,
    verbose: bool = False,
    jobs: int = 1,
) -> Settings:
    """What the shared options resolve to: flag, then environment, then file."""
    if no_config:
        return Settings(Config(), jobs, quiet, verbose, color)
    found = read_config(config) if config else load_config(Path())
    return Settings(found, jobs, quiet, verbose, color)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

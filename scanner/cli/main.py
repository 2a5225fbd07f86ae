"""The command `piimap`: its tree, and how errors become one line and an exit code."""

from __future__ import annotations

import importlib
import sys
from typing import NamedTuple

import click

from scanner.errors import PiimapError


class Entry(NamedTuple):
    """A command that is imported when it is called: where it lives, and its line in the list of commands."""

    module: str
    summary: str


COMMANDS: dict[str, Entry] = {
    "init": Entry("scanner.cli.init", "Write a commented piimap.toml, a CI snippet and a pre-commit snippet."),
    "scan": Entry("scanner.cli.scan", "Crawl the targets and write the inventory."),
    "merge": Entry("scanner.cli.merge", "Put several inventories together."),
    "policy": Entry("scanner.cli.policy", "Read a privacy policy, or check it against itself."),
    "check": Entry("scanner.cli.check", "Hold the systems against the privacy policy."),
    "diff": Entry("scanner.cli.diff", "Show what one inventory has that another has not."),
    "report": Entry("scanner.cli.report", "Write reports from an inventory."),
    "trace": Entry("scanner.cli.trace", "Show where a category, field or recipient gets its data, and where it goes."),
    "detect": Entry("scanner.cli.detect", "Find personal data in texts: a filter for files and standard input."),
    "lineage": Entry("scanner.cli.lineage", "Show which columns feed which."),
    "explain": Entry("scanner.cli.explain", "Say why something was reported, or what a rule means."),
    "baseline": Entry("scanner.cli.baseline", "Accept the gaps that are known today, by name."),
    "review": Entry("scanner.cli.review", "Walk through the gaps and decide on each."),
    "demo": Entry("scanner.cli.demo", "Build the example company, scan it, check it and report on it."),
    "doctor": Entry("scanner.cli.doctor", "Say what is installed and what would be skipped."),
}


class Tree(click.Group):
    """Lists all commands without importing any: `piimap --help` must not wait for the slow libraries."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order in which they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        """The command, imported when it is about to run."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        command: click.Command = importlib.import_module(entry.module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        """The list of commands, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


@click.group(cls=Tree, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="piimap", message="%(prog)s %(version)s")
def cli() -> None:
    """Find where personal data goes, and hold it against the privacy policy.

    Exit codes: 0 no gap at or over the threshold, 1 gaps, 2 wrong usage or configuration, 3 something could not be
    examined (see --fail-on-incomplete), 4 nothing to scan.
    """


def main() -> None:
    """Run the command line. What the user can mend is one line and exit code 2."""
    try:
        cli()
    except PiimapError as error:
        click.echo(f"piimap: {error}", err=True)
        sys.exit(2)


if __name__ == "__main__":
    main()

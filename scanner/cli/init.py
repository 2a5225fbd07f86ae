"""`piimap init`: a commented configuration, a CI snippet and a pre-commit snippet."""

from __future__ import annotations

from pathlib import Path

import click

from scanner.errors import InvalidConfiguration

_FILES = {
    "piimap.toml": """\
# piimap: what is scanned, and which policy holds for it. All paths are relative to this file.

[scan]
# Files and folders to leave out (patterns as in .gitignore, without negation).
exclude = []
# Folders that are skipped by default and should be read after all, such as "vendor/".
include = []

[check]
# The lowest severity that fails `piimap check`: low, medium, high or critical.
fail_on = "medium"

# A logical name for folders and databases, with what they do not say of themselves.
# [systems.shop]
# role = "controller"              # or "processor" (GDPR 4(7), (8))
# targets = [".", "sqlite:///shop.db"]
# own_domains = ["shop.example"]   # these and their subdomains are no recipients
# region = "IE"                    # ISO 3166-1, where everything of this system is kept

# Each policy with what it covers; several stand side by side.
# [[policy]]
# file = "privacy-policy.md"
# systems = ["shop"]
# subjects = ["customer", "visitor"]
""",
    "piimap-ci.yml": """\
# For GitHub Actions: copy this job to .github/workflows/. Exit 1 means gaps, 3 that something could not be examined.
name: privacy
on: pull_request
jobs:
  piimap:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pipx install 'piimap[model]'
      - run: piimap check . --policy privacy-policy.md -f terminal -f html=piimap.html
""",
    ".pre-commit-piimap.yaml": """\
# Add this hook to .pre-commit-config.yaml.
repos:
  - repo: local
    hooks:
      - id: piimap
        name: piimap
        entry: python -I -m scanner check .
        language: system
        pass_filenames: false
""",
}


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path())
def command(folder: Path) -> None:
    """Write a commented piimap.toml, a CI snippet and a pre-commit snippet. Existing files are left alone."""
    for name, text in _FILES.items():
        path = folder / name
        if path.exists():
            click.echo(f"kept {path}: it is there already", err=True)
            continue
        try:
            path.write_text(text, "utf-8")
        except OSError as error:
            raise InvalidConfiguration(f"{path}: cannot be written ({error.strerror})") from None
        click.echo(f"wrote {path}", err=True)

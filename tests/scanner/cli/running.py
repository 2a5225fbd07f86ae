"""Runs the real command as a user does: a process of its own, in a folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

POLICY = """# Privacy policy

Last updated: 1 March 2026. Shop Ltd is the controller.

We collect your name and e-mail address when you register. We share your e-mail address with Stripe to take payments.
We never store card numbers. We store your data in Germany and nowhere else.
When you close your account we erase your personal data within 30 days.
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run gave."""

    code: int
    out: str
    err: str

    @property
    def last(self) -> str:
        """The last line on standard error."""
        return self.err.rstrip().rpartition("\n")[2]


def piimap(*arguments: str | Path, cwd: Path, stdin: str = "", **environment: str) -> Run:
    """Run the command; CI is unset unless it is given."""
    env = {key: value for key, value in os.environ.items() if key not in ("CI", "NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [sys.executable, "-I", "-m", "scanner", *map(str, arguments)],
        cwd=cwd, env=env | environment, input=stdin, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return Run(done.returncode, done.stdout, done.stderr)


def shop(folder: Path) -> Path:
    """A small application with a policy: one endpoint, one model, one log call, one undeclared column."""
    repo = folder / "shop"
    repo.mkdir()
    (repo / "privacy.md").write_text(POLICY)
    (repo / "schema.sql").write_text(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, full_name TEXT, passport_number TEXT);\n"
    )
    return repo

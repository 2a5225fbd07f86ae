"""The table of log formats (formats.toml), loaded once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detectors.model import Category


@dataclass(frozen=True, slots=True)
class Shape:
    """A pattern, what must stand in a line before it is tried, and what its slots hold whatever the values."""

    name: str
    needle: str
    pattern: re.Pattern[str]
    category: Category | None = None


@dataclass(frozen=True, slots=True)
class Formats:
    """`lines` cover a whole line, `idioms` a part of one; `system_accounts` are user names that name no person."""

    lines: tuple[Shape, ...]
    idioms: tuple[Shape, ...]
    system_accounts: frozenset[str]

    def category_of(self, slot: str) -> Category | None:
        """What an idiom's slot holds, by its path."""
        return next((s.category for s in self.idioms if f"{IDIOM_PREFIX}{s.name}" == slot), None)


IDIOM_PREFIX = "message."
"""Where idioms' slots stand: `message.ssh-user`."""


@cache
def formats() -> Formats:
    """The formats that are known."""
    table = tomllib.loads(files(__package__).joinpath("formats.toml").read_text("utf-8"))
    return Formats(
        lines=tuple(Shape(row["name"], row["needle"], re.compile(row["pattern"])) for row in table["line"]),
        idioms=tuple(
            Shape(row["name"], row["needle"], re.compile(row["pattern"]), Category(row["category"]))
            for row in table["idiom"]
        ),
        system_accounts=frozenset(table["system_accounts"]),
    )

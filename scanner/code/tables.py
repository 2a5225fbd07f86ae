"""What frameworks and libraries mean, read from frameworks.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def names(section: str, key: str) -> frozenset[str]:
    """The names listed under a key of a section (`models.bases` for a table in a table)."""
    return frozenset(ordered(section, key))


@cache
def ordered(section: str, key: str) -> tuple[str, ...]:
    """The names listed under a key of a section, in their order."""
    found = _section(section).get(key, [])
    return tuple(str(name) for name in found) if isinstance(found, list) else ()


@cache
def pattern(section: str, key: str) -> re.Pattern[str]:
    """The regular expression under a key, for names in any case."""
    return re.compile(str(_section(section)[key]), re.IGNORECASE)


@cache
def mapping(section: str, key: str = "") -> Mapping[str, object]:
    """The table under a key of a section, or the section itself."""
    found = _section(section).get(key, {}) if key else _section(section)
    return found if isinstance(found, dict) else {}


@cache
def entries(section: str, key: str) -> tuple[Mapping[str, object], ...]:
    """The array of tables under a key of a section."""
    found = _section(section).get(key, [])
    return tuple(entry for entry in found if isinstance(entry, dict)) if isinstance(found, list) else ()


def bare(dotted: str) -> str:
    """A dotted name without its calls."""
    return dotted.replace("()", "")


@cache
def under(section: str, key: str, dotted: str) -> bool:
    """Whether a dotted name is one of the roots under a key, or lies under one of them."""
    roots = names(section, key)
    parts = bare(dotted).split(".")
    return any(".".join(parts[:end]) in roots for end in range(1, len(parts) + 1))


@cache
def fits(section: str, key: str, dotted: str) -> bool:
    """Whether a dotted name is one of those under a key, where a trailing `.*` stands for any rest."""
    whole = bare(dotted)
    for name in ordered(section, key):
        if whole == name or (name.endswith(".*") and (whole.startswith(name[:-1]) or whole == name[:-2])):
            return True
    return False


def _section(section: str) -> Mapping[str, object]:
    found: object = _load()
    for part in section.split("."):
        found = found.get(part, {}) if isinstance(found, dict) else {}
    return found if isinstance(found, dict) else {}


@cache
def _load() -> Mapping[str, object]:
    return tomllib.loads(files("scanner.code").joinpath("frameworks.toml").read_text("utf-8"))

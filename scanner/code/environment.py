"""Values of settings that files of the target give: `.env` files and compose files. They are used to resolve hosts only."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

MAX_FILES = 50
MAX_BYTES = 200_000
_PATTERNS = ("*.env", ".env*", "*/.env*", "*/*.env", "*compose*.y*ml", "*/*compose*.y*ml")
_LINE = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]{0,100})\s*[=:]\s*(.{0,500})$")


@dataclass(frozen=True, slots=True)
class Environment:
    """Settings by name. The values never leave the evaluator."""

    values: Mapping[str, str] = field(default_factory=dict, repr=False)

    def get(self, name: str) -> str | None:
        """The value of a setting, or None where no file gives it."""
        return self.values.get(name)


def read_environment(root: Path) -> Environment:
    """The settings that the environment and compose files of a target give; the first file by name wins."""
    values: dict[str, str] = {}
    for path in _files(root):
        try:
            text = path.read_bytes()[:MAX_BYTES].decode("utf-8", "replace")
        except OSError:
            continue
        for name, value in _compose(text) if path.suffix in {".yml", ".yaml"} else _lines(text.splitlines()):
            values.setdefault(name, value)
    return Environment(values)


def _files(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    found = {path for pattern in _PATTERNS for path in root.glob(pattern) if path.is_file()}
    return sorted(found, key=lambda path: ("example" in path.name, path.as_posix()))[:MAX_FILES]


def _lines(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _LINE.match(line)
        if found and not line.lstrip().startswith("#"):
            yield found[1], found[2].strip().strip("'\"")


def _compose(text: str) -> Iterator[tuple[str, str]]:
    try:
        loaded = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError):
        return
    services = loaded.get("services") if isinstance(loaded, dict) else None
    for service in services.values() if isinstance(services, dict) else ():
        environment = service.get("environment") if isinstance(service, dict) else None
        if isinstance(environment, dict):
            yield from ((str(name), str(value)) for name, value in environment.items() if isinstance(value, str | int))
        elif isinstance(environment, list):
            yield from _lines(entry for entry in environment if isinstance(entry, str))

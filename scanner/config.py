"""The configuration: piimap.toml, or [tool.piimap] in pyproject.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scanner.errors import InvalidConfiguration
from scanner.model import Severity

Toml = Any  # what tomllib gives: its shape is checked key by key below


@dataclass(frozen=True, slots=True)
class SystemConfig:
    """A logical name for targets, with what they do not say of themselves.

    `targets` are folders relative to the configuration, or URLs; `region` is an ISO 3166-1 alpha-2 country.
    """

    name: str
    role: str = "unknown"
    targets: tuple[str, ...] = ()
    own_domains: tuple[str, ...] = ()
    region: str | None = None


@dataclass(frozen=True, slots=True)
class PolicyConfig:
    """A policy, the systems it covers (none named: all) and the data subjects it speaks to (none named: all)."""

    file: str
    systems: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """The whole configuration; `folder` is where its relative paths start."""

    folder: Path = Path()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    systems: tuple[SystemConfig, ...] = ()
    policies: tuple[PolicyConfig, ...] = ()
    fail_on: Severity = Severity.MEDIUM

    @property
    def own_domains(self) -> tuple[str, ...]:
        """The company's own domains: they and their subdomains are no recipients."""
        return tuple(sorted({domain for system in self.systems for domain in system.own_domains}))


_TABLES: dict[str, set[str] | None] = {
    "scan": {"include", "exclude"},
    "check": {"fail_on"},
    "systems": None,
    "policy": None,
}


def load_config(folder: Path) -> Config:
    """The configuration in the folder: piimap.toml, else [tool.piimap]; the defaults where there is neither."""
    own = folder / "piimap.toml"
    if own.is_file():
        return read_config(own)
    project = folder / "pyproject.toml"
    if project.is_file():
        table = _parse(project).get("tool", {}).get("piimap")
        if table is not None:
            return _config(table, project)
    return Config(folder=folder)


def read_config(path: Path) -> Config:
    """The configuration in this file. Raises InvalidConfiguration, naming the key, where it cannot be used."""
    document = _parse(path)
    if path.name == "pyproject.toml":
        document = document.get("tool", {}).get("piimap", {})
    return _config(document, path)


def _parse(path: Path) -> dict[str, Toml]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise InvalidConfiguration(f"{path}: not found; `piimap init` writes one") from None
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidConfiguration(f"{path}: cannot be read ({error.__class__.__name__})") from None
    except tomllib.TOMLDecodeError as error:
        raise InvalidConfiguration(f"{path}: is no valid TOML: {error}; mend it or use --no-config") from None


def _config(document: Mapping[str, Toml], path: Path) -> Config:
    _only_known(document, set(_TABLES), str(path))
    for name, known in _TABLES.items():
        if known is not None:
            _only_known(document.get(name, {}), known, f"{path}: [{name}]")
    scan = document.get("scan", {})
    return Config(
        folder=path.parent,
        include=_strings(scan, "include", f"{path}: [scan]"),
        exclude=_strings(scan, "exclude", f"{path}: [scan]"),
        systems=tuple(_system(name, table, path) for name, table in sorted(_systems(document, path).items())),
        policies=tuple(_policy(table, path) for table in _policies(document, path)),
        fail_on=_severity(document.get("check", {}).get("fail_on", "medium"), path),
    )


def _systems(document: Mapping[str, Toml], path: Path) -> dict[str, Toml]:
    systems = document.get("systems", {})
    if not isinstance(systems, dict):
        raise InvalidConfiguration(f"{path}: systems is no table: write [systems.NAME]")
    return systems


def _policies(document: Mapping[str, Toml], path: Path) -> list[Toml]:
    policies = document.get("policy", [])
    if not isinstance(policies, list):
        raise InvalidConfiguration(f"{path}: policy is no list of tables: write [[policy]]")
    return policies


def _system(name: str, table: Toml, path: Path) -> SystemConfig:
    where = f"{path}: [systems.{name}]"
    _only_known(table, {"role", "targets", "own_domains", "region"}, where)
    role = table.get("role", "unknown")
    if role not in ("controller", "processor", "unknown"):
        raise InvalidConfiguration(f"{where}: role is controller, processor or unknown, not {role!r}")
    return SystemConfig(
        name=name,
        role=role,
        targets=_strings(table, "targets", where),
        own_domains=_strings(table, "own_domains", where),
        region=table.get("region"),
    )


def _policy(table: Toml, path: Path) -> PolicyConfig:
    where = f"{path}: [[policy]]"
    _only_known(table, {"file", "systems", "subjects"}, where)
    if not isinstance(table.get("file"), str):
        raise InvalidConfiguration(f'{where}: needs file = "…"')
    return PolicyConfig(table["file"], _strings(table, "systems", where), _strings(table, "subjects", where))


def _only_known(table: Toml, known: set[str], where: str) -> None:
    if not isinstance(table, Mapping):
        raise InvalidConfiguration(f"{where}: is no table")
    for key in sorted(set(table) - known):
        raise InvalidConfiguration(f"{where}: unknown key {key!r}; known are {', '.join(sorted(known))}")


def _strings(table: Mapping[str, Toml], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise InvalidConfiguration(f"{where}: {key} is a list of strings")
    return tuple(value)


def _severity(value: Toml, path: Path) -> Severity:
    try:
        return Severity(value)
    except ValueError:
        names = ", ".join(Severity)
        raise InvalidConfiguration(f"{path}: [check]: fail_on is one of {names}, not {value!r}") from None

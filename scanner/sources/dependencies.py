"""Dependency files: the vendors whose client libraries a program installs."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from detectors.redact import safe_name
from scanner.code.pages.lines import lines_of
from scanner.inventory.draft import Draft
from scanner.model import Evidence, Examined, Extent, Inventory, System, Use
from scanner.sources.base import Unit
from scanner.vendors.catalogue import by_package, recipient

_MAX_BYTES = 8_000_000
_REQUIREMENT = re.compile(r"^\s*([A-Za-z0-9][\w.-]{0,100})\s*(\[[^\]]{0,200}\])?\s*([=<>!~;@#]|$)", re.MULTILINE)
_QUOTED = re.compile(r"[\"']([A-Za-z0-9][\w.-]{0,100})\s*(?:\[[^\]\"']{0,200}\])?\s*(?:[=<>!~;@][^\"']{0,300})?[\"']")
_KEYED = re.compile(r"^\s*[\"']?([A-Za-z0-9@][\w.@/-]{0,120})[\"']?\s*=", re.MULTILINE)
_NAMED = re.compile(r"^name\s*=\s*\"([^\"]{1,120})\"", re.MULTILINE)
_GEM = re.compile(r"^\s*(?:gem|\w+\.add_(?:runtime_)?dependency)[\s(]+[\"']([\w.-]{1,100})[\"']", re.MULTILINE)
_GEM_LOCKED = re.compile(r"^ {4}([\w.-]{1,100}) \(", re.MULTILINE)
_GO = re.compile(
    r"^\s*(?:require\s+)?((?:[\w-]+\.)+[a-z]{2,}/[\w./-]{1,200}|cloud\.google\.com/[\w./-]{1,200})\s+v", re.MULTILINE
)
_POM = re.compile(r"<groupId>\s*([\w.-]{1,150})\s*</groupId>\s*<artifactId>\s*([\w.-]{1,150})\s*</artifactId>")
_GRADLE = re.compile(r"[\"']([\w.-]{1,150}:[\w.-]{1,150})(?::[^\"']{0,80})?[\"']")
_NPM = re.compile(r"\"((?:@[\w.-]{1,80}/)?[\w.-]{1,120})\"\s*:")
_NPM_LOCKED = re.compile(r"node_modules/((?:@[\w.-]{1,80}/)?[\w.-]{1,120})\"\s*:")
_YARN = re.compile(r"^\"?((?:@[\w.-]{1,80}/)?[\w.-]{1,120})@[^:\n]{1,300}:", re.MULTILINE)
_PNPM = re.compile(r"^\s{2}[\"']?/?((?:@[\w.-]{1,80}/)?[\w.-]{1,120})[@/]\d", re.MULTILINE)
_PYTHON_TABLES = re.compile(r"dependenc|requires|packages", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Reader:
    """How a kind of file names packages: its name, its ecosystem, and what gives (package, offset)."""

    file: re.Pattern[str]
    ecosystem: str
    packages: Callable[[str], Iterable[tuple[str, int]]]


def _by(pattern: re.Pattern[str]) -> Callable[[str], Iterator[tuple[str, int]]]:
    return lambda text: (
        (":".join(match.groups()) if pattern is _POM else match[1], match.start(1)) for match in pattern.finditer(text)
    )


def _in_tables(text: str) -> Iterator[tuple[str, int]]:
    """Packages of a TOML file: keys and quoted requirements under tables and keys that are about dependencies."""
    tomllib.loads(text)
    position, relevant, listed = 0, False, False
    for line in text.splitlines(keepends=True):
        header = re.match(r"\s*\[+([^\]]{1,200})\]", line)
        if header:
            relevant, listed = bool(_PYTHON_TABLES.search(header[1])), False
        elif _PYTHON_TABLES.search(line.split("=", 1)[0]) and "[" in line:
            listed = True
        found = list(_QUOTED.finditer(line)) if listed or relevant else []
        found += [match for match in (_KEYED.match(line),) if match and relevant and not listed]
        yield from ((match[1], position + match.start(1)) for match in found)
        if listed and line.rstrip().endswith("]"):
            listed = False
        position += len(line)


def _in_package_json(text: str) -> Iterator[tuple[str, int]]:
    document = json.loads(text)
    tables = (
        [
            table
            for key, table in document.items()
            if key.lower().endswith("dependencies") or key in {"require", "require-dev"}
        ]
        if isinstance(document, dict)
        else []
    )
    names = {name for table in tables if isinstance(table, dict) for name in table}
    for name in sorted(names):
        yield name, max(text.find(json.dumps(name)), 0)


_READERS = (
    _Reader(re.compile(r"(requirements|constraints)[\w.-]*\.(txt|in)$|^requirements/[^/]+\.(txt|in)$|/requirements/[^/]+\.(txt|in)$"), "pypi", _by(_REQUIREMENT)),
    _Reader(re.compile(r"(^|/)(pyproject\.toml|Pipfile)$"), "pypi", _in_tables),
    _Reader(re.compile(r"(^|/)(poetry|uv|pdm)\.lock$"), "pypi", _by(_NAMED)),
    _Reader(re.compile(r"(^|/)Pipfile\.lock$"), "pypi", _by(_NPM)),
    _Reader(re.compile(r"(^|/)package\.json$"), "npm", _in_package_json),
    _Reader(re.compile(r"(^|/)package-lock\.json$"), "npm", _by(_NPM_LOCKED)),
    _Reader(re.compile(r"(^|/)yarn\.lock$"), "npm", _by(_YARN)),
    _Reader(re.compile(r"(^|/)pnpm-lock\.yaml$"), "npm", _by(_PNPM)),
    _Reader(re.compile(r"(^|/)Gemfile$|\.gemspec$"), "rubygems", _by(_GEM)),
    _Reader(re.compile(r"(^|/)Gemfile\.lock$"), "rubygems", _by(_GEM_LOCKED)),
    _Reader(re.compile(r"(^|/)go\.mod$"), "go", _by(_GO)),
    _Reader(re.compile(r"(^|/)composer\.json$"), "composer", _in_package_json),
    _Reader(re.compile(r"(^|/)pom\.xml$"), "maven", _by(_POM)),
    _Reader(re.compile(r"(^|/)build\.gradle(\.kts)?$"), "maven", _by(_GRADLE)),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Dependencies:
    """Dependency files one by one. A library that is installed is a mention: whether it is called, code tells."""

    name: str = "dependencies"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        """Whether the name is that of a dependency file."""
        return _reader_of(str(path)) is not None and b"\0" not in head

    def group(self, path: PurePosixPath) -> str:
        """Each file alone."""
        return str(path)

    def examine(self, unit: Unit) -> Inventory:
        """The vendors that the files mention."""
        draft = Draft()
        draft.add(System(unit.system, unit.system))
        for file in unit.files:
            _examine(draft, unit, file)
        return draft.inventory()


DEPENDENCIES = Dependencies()


def _reader_of(file: str) -> _Reader | None:
    return next((reader for reader in _READERS if reader.file.search(file)), None)


def _examine(draft: Draft, unit: Unit, file: str) -> None:
    place = safe_name(file)
    target, reader = f"{unit.system}/{place}", _reader_of(file)
    try:
        with (unit.root / file).open("rb") as stream:
            text = stream.read(_MAX_BYTES).decode("utf-8", "replace")
        packages = list(reader.packages(text)) if reader is not None else []
    except OSError as error:
        draft.unscanned(target, f"the file cannot be read: {error.strerror or 'unknown error'}")
        return
    except (ValueError, RecursionError):
        draft.unscanned(target, "the file breaks the rules of its format")
        return
    lines = lines_of(text)
    first = dict(reversed(packages))
    for package, offset in first.items():
        vendor = by_package(reader.ecosystem, package) if reader is not None else None
        if vendor is not None:
            seen = Evidence(place, line=lines.at(offset), reason=f"the {vendor.name} library is a dependency")
            draft.add(recipient(vendor, Use.MENTIONED), seen)
    draft.examined(Examined(target, "dependencies", Extent.FULL))

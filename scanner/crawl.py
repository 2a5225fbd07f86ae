"""From targets to units of work: what is there, which source reads it, and what is left out."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from io import BufferedReader
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from detectors.redact import safe_name
from scanner.config import Config, SystemConfig
from scanner.errors import UnusableTarget
from scanner.model import NOT_READ_YET, System, Unscanned
from scanner.sources.base import Source, Unit
from scanner.sources.code import CODE
from scanner.sources.datafiles import DATA_FILES
from scanner.sources.ddl import DDL
from scanner.sources.dependencies import DEPENDENCIES
from scanner.sources.infrastructure import INFRASTRUCTURE
from scanner.sources.javascript import JAVASCRIPT
from scanner.sources.logs import LOGS
from scanner.sources.markup import MARKUP
from scanner.sources.reading.compressed import BROKEN, open_bytes, why
from scanner.sources.sqlite import SQLITE

SOURCES: tuple[Source, ...] = (
    SQLITE,
    DEPENDENCIES,
    INFRASTRUCTURE,
    CODE,
    JAVASCRIPT,
    MARKUP,
    DDL,
    LOGS,
    DATA_FILES,
)
"""In this order each file is offered; the first that recognises it reads it."""

HEAD = 8192
SKIPPED_FOLDERS = frozenset(
    {
        ".git", ".hg", ".svn", "node_modules", "bower_components", "__pycache__", ".tox", ".nox", ".mypy_cache",
        ".ruff_cache", ".pytest_cache", ".venv", "venv", "site-packages", ".terraform", ".gradle", ".next", ".nuxt",
        "dist", "build", "vendor", "third_party", "Pods", ".idea", ".vscode",
    }
)  # fmt: skip
LANGUAGES = {
    ".rb": "Ruby", ".java": "Java", ".kt": "Kotlin", ".go": "Go", ".php": "PHP", ".cs": "C#", ".swift": "Swift",
    ".scala": "Scala", ".rs": "Rust", ".ex": "Elixir", ".exs": "Elixir", ".dart": "Dart", ".c": "C", ".cpp": "C++",
    ".m": "Objective-C", ".clj": "Clojure", ".erl": "Erlang", ".pl": "Perl", ".lua": "Lua", ".groovy": "Groovy",
    ".svelte": "Svelte", ".vue": "Vue",
}  # fmt: skip
"""Languages in which data may move and which no source reads: one line each says so, lest silence be taken for "none"."""

TEST_FOLDERS = frozenset(
    {
        "test",
        "tests",
        "__tests__",
        "spec",
        "specs",
        "testdata",
        "test_data",
        "fixtures",
        "__fixtures__",
        "mocks",
        "__mocks__",
    }
)
_OF_DATA = frozenset({"sqlite", "datafiles", "logs"})
_SILENT = frozenset({".git", ".hg", ".svn", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache"})
_OWN_FILES = frozenset(
    {"piimap.toml", "inventory.json", "inventory.evidence.json", "decisions.toml", "declaration.toml"}
)


@dataclass(frozen=True, slots=True)
class Plan:
    """The work ahead. `unread` counts files that no reader exists for."""

    systems: tuple[System, ...]
    units: tuple[Unit, ...]
    unscanned: tuple[Unscanned, ...]
    unread: int


@dataclass(frozen=True, slots=True)
class Place:
    """A folder or single file to be looked through, under its system's name."""

    root: Path
    files: tuple[str, ...] | None
    system: SystemConfig


def plan(targets: Sequence[str], config: Config) -> Plan:
    """The units of work of these targets. Raises UnusableTarget where one does not exist or is not supported."""
    plans = [_plan_place(_place(target, config), config) for target in targets]
    return Plan(
        systems=tuple(system for part in plans for system in part.systems),
        units=tuple(unit for part in plans for unit in part.units),
        unscanned=tuple(item for part in plans for item in part.unscanned),
        unread=sum(part.unread for part in plans),
    )


def _place(target: str, config: Config) -> Place:
    if target.startswith("sqlite:///"):
        return _file_place(Path(target.removeprefix("sqlite:///")), config, target, stem=True)
    if "://" in target:
        scheme = urlsplit(target).scheme
        raise UnusableTarget(f"{scheme}:// targets are not supported yet; folders, files and sqlite:///FILE are")
    if target == "-" or target.startswith("git:"):
        raise UnusableTarget(
            f"{target.split(':', maxsplit=1)[0]}: not supported as a target yet; name a folder or a file"
        )
    path = Path(target)
    if path.is_dir():
        return Place(path, None, _system(path, config, target, name=path.resolve().name))
    return _file_place(path, config, target, stem=False)


def _file_place(path: Path, config: Config, target: str, *, stem: bool) -> Place:
    if not path.is_file():
        raise UnusableTarget(f"{path}: no such file or folder; check the path")
    name = path.stem if stem else path.resolve().parent.name
    return Place(path.parent, (path.name,), _system(path, config, target, name=name))


def _system(path: Path, config: Config, target: str, *, name: str) -> SystemConfig:
    for system in config.systems:
        for known in system.targets:
            if known == target or ("://" not in known and (config.folder / known).resolve() == path.resolve()):
                return system
    named = [system for system in config.systems if system.name == name]
    if not named and len(config.systems) == 1 and not config.systems[0].targets:
        return config.systems[0]
    return named[0] if named else SystemConfig(safe_name(name) or "root")


def _plan_place(place: Place, config: Config) -> Plan:
    unscanned: list[Unscanned] = []
    groups: dict[tuple[int, str], list[str]] = defaultdict(list)
    unread = 0
    languages: set[str] = set()
    for path in _files(place, config, unscanned):
        head = _head(place.root / path, f"{place.system.name}/{safe_name(path)}", unscanned)
        if head is None:
            continue
        number = _reader(PurePosixPath(path), head)
        if number is None:
            unread += 1
            languages.add(PurePosixPath(path).suffix.lower())
        elif SOURCES[number].name in _OF_DATA and _is_test_data(path, config):
            folder = safe_name(PurePosixPath(path).parent.as_posix())
            unscanned.append(Unscanned(f"{place.system.name}/{folder}/", "skipped: data for tests", skipped=True))
        else:
            groups[number, SOURCES[number].group(PurePosixPath(path))].append(path)
    unscanned.extend(
        Unscanned(f"{place.system.name}/*{suffix}", f"{LANGUAGES[suffix]} {NOT_READ_YET}", skipped=True)
        for suffix in sorted(languages & LANGUAGES.keys())
    )
    units = tuple(
        Unit(SOURCES[number], place.system.name, place.root, tuple(sorted(paths)), config.own_domains)
        for (number, _), paths in sorted(groups.items())
    )
    system = System(place.system.name, place.system.name, place.system.role)
    return Plan((system,), units, tuple(unscanned), unread)


def _is_test_data(path: str, config: Config) -> bool:
    """Whether a data file lies in a folder for tests: nobody's data is kept there, unless the configuration says so."""
    folders = {part.casefold() for part in PurePosixPath(path).parent.parts}
    return not folders.isdisjoint(TEST_FOLDERS) and not _matches(path, config.include)


def _reader(path: PurePosixPath, head: bytes) -> int | None:
    return next((number for number, source in enumerate(SOURCES) if source.recognises(path, head)), None)


def _files(place: Place, config: Config, unscanned: list[Unscanned]) -> Iterator[str]:
    if place.files is not None:
        yield from place.files
        return
    name = place.system.name
    for folder, folders, files in os.walk(
        place.root, onerror=lambda error: unscanned.append(_unreadable(place, error))
    ):
        here = Path(folder).relative_to(place.root)
        unscanned.extend(
            Unscanned(f"{name}/{safe_name(skipped)}/", "skipped: not the project's own code", skipped=True)
            for skipped in _drop_skipped(here, folders, config)
        )
        for file in sorted(files):
            path = (here / file).as_posix()
            if file in _OWN_FILES or _matches(path, config.exclude):
                continue
            if (Path(folder) / file).is_symlink():
                unscanned.append(Unscanned(f"{name}/{safe_name(path)}", "a link: it is not followed", skipped=True))
            elif not (Path(folder) / file).is_file():
                unscanned.append(Unscanned(f"{name}/{safe_name(path)}", "no regular file"))
            else:
                yield path


def _drop_skipped(here: Path, folders: list[str], config: Config) -> Iterable[str]:
    """Take skipped folders out of the walk (in place, as os.walk wants it) and give those worth a line."""
    skipped = []
    for folder in sorted(folders):
        path = (here / folder).as_posix()
        if _matches(f"{path}/", config.exclude) or _matches(path, config.exclude):
            folders.remove(folder)
        elif folder in SKIPPED_FOLDERS and not _matches(f"{path}/", config.include):
            folders.remove(folder)
            skipped += [] if folder in _SILENT else [path]
    folders.sort()
    return skipped


def _matches(path: str, patterns: Iterable[str]) -> bool:
    """Whether a gitignore-like pattern names the path, or a folder it lies in."""
    return any(fnmatchcase(path, pattern) or path.startswith(pattern.rstrip("/") + "/") for pattern in patterns)


def _unreadable(place: Place, error: OSError) -> Unscanned:
    path = Path(str(error.filename)).relative_to(place.root).as_posix()
    return Unscanned(f"{place.system.name}/{safe_name(path)}/", f"cannot be opened: {error.strerror}")


def _head(path: Path, target: str, unscanned: list[Unscanned]) -> bytes | None:
    """The first bytes, decompressed; a truncated file still gives what comes before its end."""
    try:
        with open_bytes(path) as file:
            return file.read1(HEAD) if isinstance(file, BufferedReader) else file.read(HEAD)
    except BROKEN as error:
        unscanned.append(Unscanned(target, why(error)))
    return None

"""Environment files and YAML documents to their settings and services, within bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from scanner.code.pages.lines import nesting
from scanner.sources.reading.infrastructure.settings import Setting, setting

MAX_BYTES = 400_000
_MAX_ALIASES = 100
_MAX_NODES = 50_000
_MAX_NESTING = 60
_LINE = re.compile(r"^\s*(?:export\s+)?([A-Za-z_][\w.-]{0,120})\s*[=]\s*(.*?)\s*$")
_ALIAS = re.compile(r"(?m)(?:^|[\s\[,:-])\*[\w-]+")
_SETTING_NAME = re.compile(r"[A-Z][A-Z0-9_]{2,120}|[a-z]{0,20}_?region|region|location", re.ASCII)


class BrokenYaml(ValueError):
    """The text is no YAML, or one that is made to exhaust its reader."""


def read_environment(text: str) -> tuple[Setting, ...]:
    """The settings of an environment file: `NAME=value` lines, comments left out."""
    found: list[Setting] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line[:5_000])
        if match is not None:
            value = match[2] if match[2][:1] in {'"', "'"} else re.split(r"\s+#", match[2], maxsplit=1)[0]
            found.append(setting(match[1], value, number))
    return tuple(found)


def read_yaml(text: str) -> tuple[Any, ...]:  # documents of any shape
    """The documents of a YAML text. Raises BrokenYaml, also for what would grow without bound when it is walked."""
    if len(_ALIAS.findall(text)) > _MAX_ALIASES:
        raise BrokenYaml(f"more than {_MAX_ALIASES} aliases")
    if _is_deep(text):
        raise BrokenYaml("nested too deeply")
    try:
        return tuple(yaml.safe_load_all(text))
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        raise BrokenYaml("the file is no YAML that can be parsed") from error


def settings_of(documents: tuple[Any, ...], text: str) -> tuple[Setting, ...]:
    """All settings in the documents: `NAME: value`, `- NAME=value`, and `name: NAME` beside `value: …`."""
    lines = _lines(text)
    pairs = (pair for document in documents for pair in _pairs(document))
    return tuple(setting(name, value, lines.get(name, 1)) for name, value in pairs)


def services_of(documents: tuple[Any, ...]) -> tuple[tuple[str, str], ...]:
    """Names and images of the services in a compose file, and of containers in Kubernetes manifests."""
    found: list[tuple[str, str]] = []
    for node in (node for document in documents for node in _walk(document)):
        services = node.get("services") if isinstance(node, dict) else None
        for name, service in services.items() if isinstance(services, dict) else ():
            if isinstance(service, dict) and isinstance(service.get("image"), str):
                found.append((str(name), service["image"]))
        if isinstance(node, dict) and isinstance(node.get("image"), str) and isinstance(node.get("name"), str):
            found.append((node["name"], node["image"]))
    return tuple(sorted(set(found)))


def _pairs(document: object) -> Iterator[tuple[str, str]]:
    for node in _walk(document):
        if isinstance(node, dict):
            if isinstance(node.get("name"), str) and isinstance(node.get("value"), str | int):
                yield node["name"], str(node["value"])
            for key, value in node.items():
                if isinstance(value, str | int) and not isinstance(value, bool) and _SETTING_NAME.fullmatch(str(key)):
                    yield str(key), str(value)
        elif isinstance(node, str) and (match := _LINE.match(node[:5_000])) and _SETTING_NAME.fullmatch(match[1]):
            yield match[1], match[2]


def _walk(document: object) -> Iterator[object]:
    pending = [document]
    for _count in range(_MAX_NODES):
        if not pending:
            return
        node = pending.pop()
        yield node
        if isinstance(node, dict):
            pending.extend(reversed(list(node.values())))
        elif isinstance(node, list):
            pending.extend(reversed(node))


def _lines(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        for word in re.findall(r"[A-Za-z_]\w{2,120}", line[:2_000]):
            found.setdefault(word, number)
    return found


def _is_deep(text: str) -> bool:
    indents = max((len(line) - len(line.lstrip(" -")) for line in text.splitlines()), default=0)
    return max(nesting(text), indents // 4) > _MAX_NESTING

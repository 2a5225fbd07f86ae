"""decisions.toml: what people decided about gaps, with reason, person, date and expiry. It survives every rescan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import tomlkit
from tomlkit.exceptions import ParseError, TOMLKitError

from scanner.errors import InvalidConfiguration

_HEADER = """# What people decided about gaps. piimap adds entries here and never rewrites yours.
# Each accepted gap needs a reason and a person; after `expires` it is reported again.
"""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A gap that somebody answers for: `date` and `expires` are ISO dates."""

    gap: str
    reason: str
    person: str
    date: str
    expires: str | None = None

    def holds(self, as_of: dt.date) -> bool:
        """Whether the decision has not expired on this day."""
        return self.expires is None or as_of <= dt.date.fromisoformat(self.expires)


def read_decisions(path: Path) -> tuple[Accepted, ...]:
    """The accepted gaps; none where there is no file. Raises InvalidConfiguration, naming the entry, where one is unfit."""
    return tuple(_accepted(entry, path) for entry in _document(path).get("accepted", []))


def add_decisions(path: Path, decisions: Iterable[Accepted]) -> None:
    """Add entries at the end; what is there stays as it is, comments included."""
    document = _document(path)
    entries = document.setdefault("accepted", tomlkit.aot())
    for decision in decisions:
        entry = tomlkit.table()
        for key in ("gap", "reason", "person", "date", "expires"):
            value = getattr(decision, key)
            if value is not None:
                entry[key] = value
        entries.append(entry)
    _write(path, document)


def drop_decisions(path: Path, gaps: Iterable[str]) -> None:
    """Take out the entries on these gaps."""
    document = _document(path)
    gone = set(gaps)
    entries = document.get("accepted", tomlkit.aot())
    for index in reversed(range(len(entries))):
        if entries[index].get("gap") in gone:
            del entries[index]
    _write(path, document)


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.parse(_HEADER)
    except (OSError, UnicodeDecodeError, ParseError, TOMLKitError) as error:
        raise InvalidConfiguration(f"{path}: cannot be read: {error}; mend it by hand, nothing was changed") from None


def _write(path: Path, document: tomlkit.TOMLDocument) -> None:
    beside = path.with_name(f"{path.name}.tmp")
    beside.write_text(tomlkit.dumps(document), "utf-8")
    beside.replace(path)


def _accepted(entry: dict[str, object], path: Path) -> Accepted:
    for key in ("gap", "reason", "person", "date"):
        if not str(entry.get(key, "")).strip():
            raise InvalidConfiguration(f"{path}: [[accepted]] {entry.get('gap', '')}: needs {key}")
    for key in ("date", "expires"):
        try:
            dt.date.fromisoformat(str(entry.get(key, "2000-01-01")))
        except ValueError:
            raise InvalidConfiguration(
                f"{path}: [[accepted]] {entry['gap']}: {key} is no date like 2026-01-31"
            ) from None
    expires = entry.get("expires")
    return Accepted(
        str(entry["gap"]),
        str(entry["reason"]),
        str(entry["person"]),
        str(entry["date"]),
        str(expires) if expires else None,
    )

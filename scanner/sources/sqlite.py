"""SQLite files: recognised by their first bytes, whatever they are called, and read without a write."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from detectors.redact import safe_name
from scanner.ids import store_id
from scanner.inventory.draft import Draft
from scanner.model import Inventory, System
from scanner.sources.base import Unit
from scanner.sources.reading.sqlite.database import MAGIC
from scanner.sources.reading.sqlite.stores import add_database

_SUFFIXES = frozenset({".sqlite", ".sqlite3", ".db3", ".s3db"})
_RANDOM_BITS = 7.8
"""Bits of entropy a byte from which 4 KiB are taken for encrypted rather than for another kind of file."""


@dataclass(frozen=True, slots=True)
class SQLiteSource:
    """SQLite files, recognised by their first bytes, whatever they are called."""

    name: str = "sqlite"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        """A SQLite file, or one that is called so or looks like an encrypted `.db`, to be named as unreadable."""
        suffix = path.suffix.lower()
        if head.startswith(MAGIC) or (suffix in _SUFFIXES and head):
            return True
        return suffix == ".db" and len(head) >= 4096 and _entropy(head[:4096]) > _RANDOM_BITS  # noqa: PLR2004 - a page

    def group(self, path: PurePosixPath) -> str:
        """Each database is a unit of its own."""
        return str(path)

    def examine(self, unit: Unit) -> Inventory:
        """The databases' tables, fields, keys and views."""
        draft = Draft()
        draft.add(System(unit.system, unit.system))
        for file in unit.files:
            target = store_id(unit.system, safe_name(file))
            add_database(draft, unit.system, target, unit.root / file, kind=self.name)
        return draft.inventory()


SQLITE = SQLiteSource()


def sqlite_unit(path: Path, system: str) -> Unit:
    """The unit for one database named as a target (`sqlite:///f.db`)."""
    return Unit(SQLITE, system, path.parent, (path.name,))


def _entropy(data: bytes) -> float:
    shares = (data.count(byte) / len(data) for byte in set(data))
    return -sum(share * math.log2(share) for share in shares)

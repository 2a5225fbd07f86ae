"""Files of SQL: the tables they define, judged by the names of their columns alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from detectors.model import Column
from detectors.redact import safe_name
from detectors.subjects import subject_of
from scanner.ids import field_id, store_id
from scanner.inventory.draft import Draft
from scanner.model import Evidence, Examined, Extent, Inventory, Relation, Store, System
from scanner.sources.base import Unit
from scanner.sources.reading.columns import add_column, id_part
from scanner.sources.reading.compressed import BROKEN, open_bytes, plain_name, why
from scanner.sql.schema import ForeignKey, Table, tables_of

_LARGEST = 32 << 20
_DEFINES = re.compile(rb"\bCREATE\s+(?:\w+\s+){0,3}TABLE\b|\bALTER\s+TABLE\b", re.IGNORECASE)
_ROWS = re.compile(r"^\s*(?:INSERT\s+INTO|COPY\s[^;]{0,2000}FROM\s+stdin)\b", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Definitions:
    """Schema files and dumps. The rows of a dump are not read yet: they are named as not examined."""

    name: str = "ddl"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        """SQL by its name; files without a definition in them give nothing."""
        return plain_name(path).suffix.lower() in {".sql", ".ddl"} and b"\x00" not in head

    def group(self, path: PurePosixPath) -> str:
        """The SQL files of a folder together: one creates a table, the next adds a column."""
        return str(path.parent)

    def examine(self, unit: Unit) -> Inventory:
        """The tables, the fields that their columns' names tell of, and the keys."""
        draft = Draft()
        draft.add(System(unit.system, unit.system))
        texts = {file: _add_text(draft, unit, file, self.name) for file in sorted(unit.files)}
        tables = tables_of("\n;\n".join(texts.values()))
        for table in tables:
            _add_table(draft, unit.system, table, tables, texts)
        return draft.inventory()


def _add_text(draft: Draft, unit: Unit, file: str, kind: str) -> str:
    """A file's text, empty where it defines nothing; what of it is not read is named."""
    target = store_id(unit.system, safe_name(file))
    raw = _bytes(draft, unit.root / file, target)
    if raw is None:
        return ""
    text = raw.decode("utf-8", "replace")
    if _ROWS.search(text):
        draft.unscanned(target, "values of SQL dumps are not read yet")
    draft.examined(Examined(target, kind, Extent.NAMES_ONLY, None, ("names",)))
    return text if _DEFINES.search(raw) else ""


def _bytes(draft: Draft, path: Path, target: str) -> bytes | None:
    try:
        with open_bytes(path) as stream:
            raw = stream.read(_LARGEST + 1)
    except BROKEN as error:
        draft.unscanned(target, why(error))
        return None
    if len(raw) > _LARGEST:
        draft.unscanned(target, "only its first 32 MiB were read")
    return raw[:_LARGEST]


def _add_table(draft: Draft, system: str, table: Table, tables: tuple[Table, ...], texts: Mapping[str, str]) -> None:
    store = _store(system, table.name)
    draft.add(store)
    names = tuple(column.name for column in table.columns)
    owner = table.name.rpartition(".")[2]
    for column in table.columns:
        others = tuple(name for name in names if name != column.name)
        judged = Column(name=column.name, owner=owner, declared_type=column.type, neighbours=others)
        place = _place(texts, owner, column.name)
        add_column(draft, store, judged, subject=subject_of(owner), place=place)
    for name in table.primary_key:
        key = field_id(store.id, id_part(name))
        draft.add(Relation(f"{key} -key->", key))
    for foreign in table.keys:
        _add_foreign_key(draft, store, foreign, tables)


def _place(texts: Mapping[str, str], table: str, column: str) -> Evidence:
    """The line on which the column is defined: the first that names it at or after its table's definition."""
    for file, text in texts.items():
        defined = re.search(rf"\bTABLE\b[^;()]{{0,200}}?{re.escape(table)}\b", text, re.IGNORECASE)
        if defined:
            named = re.compile(rf"\b{re.escape(column)}\b").search(text, defined.end())
            line = text.count("\n", 0, (named or defined).start()) + 1
            return Evidence(safe_name(file), line=line, symbol=safe_name(table))
    return Evidence(safe_name(next(iter(texts), "")), symbol=safe_name(table))


def _add_foreign_key(draft: Draft, store: Store, foreign: ForeignKey, tables: tuple[Table, ...]) -> None:
    target = next((table for table in tables if table.name.lower() == foreign.to_table.lower()), None)
    to_columns = foreign.to_columns or (target.primary_key if target else ())
    other = _store(store.system, target.name if target else foreign.to_table).id
    for column, to_column in zip(foreign.columns, to_columns, strict=False):
        upstream, downstream = field_id(store.id, id_part(column)), field_id(other, id_part(to_column))
        draft.add(Relation(f"{upstream} -key-> {downstream}", upstream, downstream, foreign.on_delete))


def _store(system: str, table: str) -> Store:
    name = ".".join(id_part(part) for part in safe_name(table).split(".")) if "@" not in table else id_part(table)
    return Store(store_id(system, name), system, "table", name)


DDL = Definitions()

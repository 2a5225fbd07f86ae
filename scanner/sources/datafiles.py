"""Files of records: CSV and its kin, JSON lines, JSON arrays of objects, plain or compressed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from scanner.ids import store_id
from scanner.inventory.draft import Draft
from scanner.model import Inventory, Store, System
from scanner.sources.base import Unit
from scanner.sources.reading.columns import path_part
from scanner.sources.reading.datafiles.recognise import form_of
from scanner.sources.reading.datafiles.stores import add_file


@dataclass(frozen=True, slots=True)
class DataFiles:
    """Exports and extracts. JSON that configures, locks, describes or translates is left alone."""

    name: str = "datafiles"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        """Whether the file holds records, by its name and first bytes."""
        return form_of(path, head) is not None

    def group(self, path: PurePosixPath) -> str:
        """Each file is a unit of its own."""
        return str(path)

    def examine(self, unit: Unit) -> Inventory:
        """The files' columns that hold personal data."""
        draft = Draft()
        draft.add(System(unit.system, unit.system))
        for file in unit.files:
            name = path_part(file)
            store = Store(store_id(unit.system, name), unit.system, "file", name)
            add_file(draft, store, unit.root / file, file=file, kind=self.name)
        return draft.inventory()


DATA_FILES = DataFiles()

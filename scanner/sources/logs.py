"""Log files, plain or compressed: all turns of a rotated log together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from scanner.ids import store_id
from scanner.inventory.draft import Draft
from scanner.model import Inventory, Store, System
from scanner.sources.base import Unit
from scanner.sources.reading.columns import path_part
from scanner.sources.reading.logs.recognise import base_name, is_log
from scanner.sources.reading.logs.stores import add_log


@dataclass(frozen=True, slots=True)
class Logs:
    """Logs of web servers, of applications (JSON, key=value, text) and of systems."""

    name: str = "logs"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        """Whether the file is a log, by its name or its first lines."""
        return is_log(path, head)

    def group(self, path: PurePosixPath) -> str:
        """The turns of one rotated log share their base name."""
        return base_name(path)

    def examine(self, unit: Unit) -> Inventory:
        """The slots of the log that hold personal data."""
        draft = Draft()
        draft.add(System(unit.system, unit.system))
        groups: dict[str, list[str]] = {}
        for file in unit.files:
            groups.setdefault(base_name(PurePosixPath(file)), []).append(file)
        for base, files in sorted(groups.items()):
            name = path_part(base)
            store = Store(store_id(unit.system, name), unit.system, "log", name)
            add_log(draft, store, {file: unit.root / file for file in files}, kind=self.name)
        return draft.inventory()


LOGS = Logs()

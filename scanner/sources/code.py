"""Python code: all files of a target together, for data crosses files on its way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from scanner.code.scan import scan_code
from scanner.model import Inventory
from scanner.sources.base import Unit


@dataclass(frozen=True, slots=True)
class CodeSource:
    """Reads Python files; it never imports or runs them."""

    name: str = "code"

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:  # noqa: ARG002 - the name tells
        """Whether the file is Python, by its name."""
        return path.suffix == ".py"

    def group(self, path: PurePosixPath) -> str:  # noqa: ARG002 - whatever the path
        """One unit for the whole code base."""
        return ""

    def examine(self, unit: Unit) -> Inventory:
        """What the code collects, stores, logs and shares, and the controls it carries."""
        return scan_code(unit.system, unit.root, unit.files, own_domains=unit.own_domains)


CODE = CodeSource()

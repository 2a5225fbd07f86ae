"""What every kind of place offers: which files it reads, how they group into units, and how a unit is examined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Protocol

from scanner.model import Inventory, Unscanned


@dataclass(frozen=True, slots=True)
class Unit:
    """A piece of work that is small, picklable and says what it is.

    `root` is the folder of the target; `files` are POSIX paths relative to it, the names that ids and evidence use.
    """

    source: Source
    system: str
    root: Path
    files: tuple[str, ...]
    own_domains: tuple[str, ...] = ()

    def examine(self) -> Inventory:
        """What the unit holds. What cannot be read is in `unscanned`: nothing is raised for bad input."""
        return self.source.examine(self)


class Source(Protocol):
    """One kind of place in a folder. Implementations are frozen dataclasses without state, so that units pickle."""

    @property
    def name(self) -> str:
        """The kind in `examined`, such as `sqlite` or `logs`."""
        ...

    def recognises(self, path: PurePosixPath, head: bytes) -> bool:
        """Whether this source reads the file; `head` is its first 8 KiB (decompressed for .gz, .bz2 and .xz)."""
        ...

    def group(self, path: PurePosixPath) -> str:
        """Files with the same key are examined together: a rotated log, a whole code base, or a file alone."""
        ...

    def examine(self, unit: Unit) -> Inventory:
        """What the unit's files hold."""
        ...


def unscanned_parts(targets: Sequence[str], reason: str) -> Inventory:
    """An inventory that says only that these were not examined, and why."""
    return Inventory(unscanned=tuple(Unscanned(target, reason) for target in targets))

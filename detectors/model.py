"""The nouns of detection: categories, matches, and verdicts on names and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType, Protocol

Category = NewType("Category", str)
"""A fideslang data category key such as `user.contact.email`, or an extension under `x.`."""


class Confidence(StrEnum):
    """How sure a finding is. Low is kept for explanations: it is no finding and raises no gap."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    @property
    def rank(self) -> int:
        """0 for low, 1 for medium, 2 for high: for comparing and sorting."""
        return _RANKS[self]


_RANKS = {Confidence.LOW: 0, Confidence.MEDIUM: 1, Confidence.HIGH: 2}


class Protection(StrEnum):
    """In which form a value stands where it was found."""

    PLAIN = "plain"
    HASHED = "hashed"
    ENCRYPTED = "encrypted"
    MASKED = "masked"
    TOKENISED = "tokenised"


@dataclass(frozen=True, slots=True)
class Match:
    """One place in a text that looks like personal data. It never holds the value.

    `start` and `end` are code points, half-open; `score` is 0 to 1; `entity` is Presidio's name of the kind.
    """

    category: Category
    start: int
    end: int
    entity: str
    score: float
    detector: str
    protection: Protection = Protection.PLAIN


class Detector(Protocol):
    """Finds one kind of personal data in many texts at once."""

    @property
    def name(self) -> str:
        """The detector's name in findings, such as `email`."""
        ...

    def find(self, text: str) -> Sequence[Match]:
        """All matches in the text, in order of their start. Raises nothing, whatever the text."""
        ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One category that something was found to hold, how sure that is, and by which detectors.

    `reason` says in one sentence why, without any value; `share` is the part of the values that matched (0 to 1),
    or None where no values were looked at.
    """

    category: Category
    confidence: Confidence
    detectors: tuple[str, ...]
    protection: Protection = Protection.PLAIN
    reason: str = ""
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column, key or slot to be judged: what it is called, where it stands, and a sample of its values.

    `owner` is the table, class, form or file it belongs to; `neighbours` are the other names in the owner;
    `declared_type` is the SQL type as written, or empty; `values` holds strings, None for nulls;
    `rows_total` is None where unknown. `full` says that `values` are all there are.
    """

    name: str
    owner: str = ""
    declared_type: str = ""
    values: tuple[str | None, ...] = ()
    neighbours: tuple[str, ...] = ()
    rows_total: int | None = None
    full: bool = False


@dataclass(frozen=True, slots=True)
class ColumnVerdict:
    """What a column, or one JSON path in it, holds. `path` is empty for the column itself."""

    path: str
    findings: tuple[Finding, ...]

"""What a column's values show by themselves: which detectors hit how many of them, and whether they read like prose."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from detectors.gate import find_all
from detectors.model import Category, Match

MOST_VALUES = 20_000
_LONGEST_VALUE = 10_000
_WHOLE = 0.75
_WORDS_OF_PROSE = 4
_DATE = re.compile(
    r"((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00:00\S*)?\Z|(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d{2})\Z"
)


@dataclass(frozen=True, slots=True)
class Hits:
    """How many values a category was found in: filling the value (`whole`), or somewhere in it (`part`)."""

    category: Category
    whole: int
    part: int
    detectors: tuple[str, ...]
    best: float


@dataclass(frozen=True, slots=True)
class Sample:
    """The values that are not null, cleaned, and what they show. `distinct` keeps the first of equal values."""

    values: tuple[str, ...]
    distinct: tuple[str, ...]
    hits: Mapping[Category, Hits]
    is_prose: bool

    def share(self, count: int) -> float:
        """The count as a part of the values, to four digits."""
        return round(count / len(self.values), 4) if self.values else 0.0


def take_sample(values: Iterable[str | None]) -> Sample:
    """The sample of a column. HTML entities are resolved first, for they hide the `@` of e-mail addresses."""
    kept = tuple(text for text in map(_clean, _first(values)) if text)
    distinct = tuple(dict.fromkeys(kept))
    prose = sum(len(text.split(None, _WORDS_OF_PROSE)) >= _WORDS_OF_PROSE for text in distinct)
    return Sample(kept, distinct, _hits(kept, distinct), is_prose=2 * prose > len(distinct))


def spread_of_years(values: Sequence[str]) -> tuple[int, int] | None:
    """The first and last year where nearly all values are days without a time of day, else None."""
    years = [int(hit[1] or hit[6]) for hit in map(_DATE.match, values) if hit]
    return (min(years), max(years)) if years and len(years) >= 0.95 * len(values) else None


def _first(values: Iterable[str | None]) -> Iterable[str]:
    present = (value for value in values if value is not None)
    return (value for value, _ in zip(present, range(MOST_VALUES), strict=False))


def _clean(value: str) -> str:
    text = value[:_LONGEST_VALUE].strip()
    return html.unescape(text) if "&" in text else text


def _hits(values: Sequence[str], distinct: Sequence[str]) -> dict[Category, Hits]:
    weights: dict[str, int] = {}
    for value in values:
        weights[value] = weights.get(value, 0) + 1
    counted: dict[Category, Hits] = {}
    for text, matches in zip(distinct, find_all(distinct), strict=True):
        for category in dict.fromkeys(match.category for match in matches):
            of_it = [match for match in matches if match.category == category]
            counted[category] = _add(counted.get(category), category, of_it, len(text), weights[text])
    return counted


def _add(so_far: Hits | None, category: Category, matches: Sequence[Match], length: int, weight: int) -> Hits:
    covered = sum(match.end - match.start for match in matches)
    is_whole = covered >= _WHOLE * length
    names = {match.detector for match in matches}
    best = max(match.score for match in matches)
    if so_far is None:
        so_far = Hits(category, 0, 0, (), 0.0)
    return Hits(
        category,
        so_far.whole + weight * is_whole,
        so_far.part + weight * (not is_whole),
        tuple(sorted(names.union(so_far.detectors))),
        max(best, so_far.best),
    )

"""What most detectors are: one regular expression, a check on what it hits, and words that should stand nearby."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from detectors.model import Category, Match, Protection

AFTER_A_WORD = (24, 48)
"""How far around a literal of `needs` matches start whose words must stand close before them."""

CONTEXT_REACH = 48
"""How many code points before a hit are searched for words that tell what it is."""

MINIMUM_SCORE = 0.4
"""Hits below this are not worth telling."""


def words_before(text: str, start: int, floor: int) -> str:
    """What stands close before a hit, in its own text: the null character parts the texts of a block."""
    return text[max(floor, start - CONTEXT_REACH) : start].rpartition("\x00")[2]


def always(_hit: str) -> bool:
    """The check of a pattern whose shape alone is proof enough."""
    return True


@dataclass(frozen=True, slots=True)
class Pattern:
    """A detector of one kind of value in text.

    The hit is the regular expression's group `value`, or all of it. `is_valid` takes the hit and must be quick and
    total. With `context`, a hit after such words scores `score`, and any other scores `score_alone`.
    `against` are words before a hit that speak for something else: such hits are dropped.
    `needs` are literals of which a text must hold at least one, in lower case; empty means no such literal is known.
    `near` says how far before and after such a literal a hit may start: only there is looked. None is everywhere.
    """

    name: str
    category: Category
    entity: str
    regex: re.Pattern[str]
    score: float
    is_valid: Callable[[str], bool] = always
    context: re.Pattern[str] | None = None
    score_alone: float = 0.0
    against: re.Pattern[str] | None = None
    needs: tuple[str, ...] = ()
    near: tuple[int, int] | None = None
    protection: Protection = Protection.PLAIN

    def find(self, text: str) -> tuple[Match, ...]:
        """All matches in the text, in order of their start."""
        return tuple(self.find_between(text, 0, len(text)))

    def find_between(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Matches in a part of the text, with offsets into the whole."""
        for hit in self.regex.finditer(text, start, end):
            match = self.judge(text, hit, start)
            if match is not None:
                yield match

    def judge(self, text: str, hit: re.Match[str], floor: int) -> Match | None:
        """The match that a hit of the regular expression is, or None; nothing before `floor` is looked at."""
        group = "value" if "value" in self.regex.groupindex else 0
        value, (start, stop) = hit[group], hit.span(group)
        if not value or not self.is_valid(value):
            return None
        before = words_before(text, start, floor)
        if self.against is not None and self.against.search(before):
            return None
        score = self.score if self.context is None or self.context.search(before) else self.score_alone
        if score < MINIMUM_SCORE:
            return None
        return Match(self.category, start, stop, self.entity, score, self.name, self.protection)


class BlockDetector(Protocol):
    """A detector that can look at a part of a longer text, so that many texts are searched as one block."""

    @property
    def name(self) -> str:
        """The detector's name in findings."""
        ...

    @property
    def needs(self) -> tuple[str, ...]:
        """Literals in lower case of which a text must hold at least one; empty where no such literal is known."""
        ...

    @property
    def near(self) -> tuple[int, int] | None:
        """How far before and after such a literal a match may start; None where it may start anywhere."""
        ...

    def find(self, text: str) -> Sequence[Match]:
        """All matches in the text, in order of their start."""
        ...

    def find_between(self, text: str, start: int, end: int) -> Iterator[Match]:
        """Matches in a part of the text, with offsets into the whole."""
        ...

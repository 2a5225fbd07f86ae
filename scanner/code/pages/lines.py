"""Offsets to line numbers, each in the time of a look-up."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lines:
    """Where the lines of a text end."""

    ends: tuple[int, ...]

    def at(self, offset: int) -> int:
        """The line, from 1, that an offset stands in."""
        return bisect_left(self.ends, offset) + 1


def lines_of(text: str | bytes) -> Lines:
    """The lines of a text (offsets in code points) or of bytes (offsets in bytes)."""
    found = re.finditer("\n", text) if isinstance(text, str) else re.finditer(b"\n", text)
    return Lines(tuple(match.start() for match in found))


def nesting(text: str) -> int:
    """How deep brackets nest, as far as a count tells that knows no strings."""
    depth = deepest = 0
    for bracket in re.finditer(r"[{}\[\]()]", text):
        depth = max(depth + (1 if bracket[0] in "{[(" else -1), 0)
        deepest = max(deepest, depth)
    return deepest

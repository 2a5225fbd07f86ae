"""A sample spread over a stream of unknown length, in bounded memory, the same at every run."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Spread(Generic[T]):
    """Keeps one item out of every stretch of a stream; the stretch doubles whenever what is kept grows too large.

    `most_items` and `most_weight` bound what is kept; `offered` counts what came by.
    """

    most_items: int
    most_weight: int
    offered: int = 0
    _stretch: int = 1
    _next: int = 0
    _weight: int = 0
    _kept: list[tuple[T, int]] = field(default_factory=list)
    _draw: random.Random = field(default_factory=lambda: random.Random(0))  # noqa: S311 - to be repeatable, no secret

    @property
    def items(self) -> tuple[T, ...]:
        """What was kept, in the order of the stream."""
        return tuple(item for item, _ in self._kept)

    @property
    def full(self) -> bool:
        """Whether everything that was offered was kept."""
        return len(self._kept) == self.offered

    def offer(self, item: T, weight: int) -> None:
        """Keep the item if its place in its stretch was drawn."""
        number, self.offered = self.offered, self.offered + 1
        if number < self._next:
            return
        self._kept.append((item, weight))
        self._weight += weight
        while len(self._kept) > 1 and (len(self._kept) > self.most_items or self._weight > self.most_weight):
            self._halve()
        self._next = self._place_after(number)

    def offer_all(self, items: Iterable[T], weight: int = 0) -> None:
        """Offer each."""
        for item in items:
            self.offer(item, weight)

    def _place_after(self, number: int) -> int:
        if self._stretch == 1:
            return number + 1
        stretch_begin = (number // self._stretch + 1) * self._stretch
        return stretch_begin + self._draw.randrange(self._stretch)

    def _halve(self) -> None:
        pairs = range(0, len(self._kept), 2)
        self._kept = [self._kept[min(at + self._draw.randrange(2), len(self._kept) - 1)] for at in pairs]
        self._weight = sum(weight for _, weight in self._kept)
        self._stretch *= 2

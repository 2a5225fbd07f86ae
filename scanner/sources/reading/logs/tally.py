"""What was seen in each slot of a log: how often, where first, when, and what the patterns found in its values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from detectors.gate import find_all
from detectors.model import Category, Match, Protection
from scanner.sources.reading.columns import path_part
from scanner.sources.reading.logs.slots import Slots, is_free_text, leaf_of
from scanner.sources.reading.spread import Spread

MOST_SLOTS = 500
_LONGEST_VALUE = 4_000
_BATCH_LINES = 5_000
_BATCH_CHARACTERS = 16_000_000
_SAMPLE, _SAMPLE_CHARACTERS = 2_000, 1_000_000
_VARYING = re.compile(r"\d{2,}|\b[0-9a-f]{8,}\b|\b\d\b", re.IGNORECASE)
OTHER_SLOTS = "*"

_OWN_NETWORKS = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "0.0.0.0/8", "fc00::/7")))
_SHAPE = str.maketrans("0123456789abcdefABCDEF", "0" * 22)
_LONGEST_SHAPE, _MOST_SHAPES = 64, 500
_ENOUGH, _NEVER = 1_000, 1 << 40
_MOST_KNOWN, _LONGEST_KNOWN = 4_000, 300


@dataclass(slots=True)
class Seen:
    """One thing in one file: how many lines, the first of them, and the first and last time as written."""

    count: int = 0
    line: int = 0
    first: str | None = None
    last: str | None = None

    def add(self, occurrence: Seen) -> None:
        """Take later lines of the same file."""
        if not self.count:
            self.line, self.first = occurrence.line, occurrence.first
        self.count += occurrence.count
        self.last = occurrence.last or self.last


@dataclass(slots=True)
class Hits:
    """What the patterns found of one category in one slot, by file.

    `only_own_network` says that all were IP addresses that no one has on the internet (RFC 1918, RFC 4193).
    """

    score: float = 0.0
    detectors: set[str] = field(default_factory=set)
    protections: set[Protection] = field(default_factory=set)
    lines: int = 0
    seen: dict[str, Seen] = field(default_factory=dict)
    only_own_network: bool = True


@dataclass(slots=True)
class Slot:
    """A slot's lines by file, a spread sample of its values, and what the patterns found.

    `fruitless` counts values without a match by their shape; shapes that had one are far below zero. `known` are
    matches of values seen before; they live as long as the log is read and reach no result.
    """

    path: str
    lines: int = 0
    seen: dict[str, Seen] = field(default_factory=dict)
    values: Spread[str] = field(default_factory=lambda: Spread(_SAMPLE, _SAMPLE_CHARACTERS))
    hits: dict[Category, Hits] = field(default_factory=dict)
    fruitless: dict[str, int] = field(default_factory=dict)
    known: dict[str, tuple[Match, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """Takes lines of one log after the other; values that repeat are looked at once a batch."""

    slots: dict[str, Slot] = field(default_factory=dict)
    _paths: dict[str, str] = field(default_factory=dict)
    _batch: dict[str, dict[str, Seen]] = field(default_factory=dict)
    _lines: int = 0
    _characters: int = 0

    def add(self, line: Slots, number: int, file: str) -> None:
        """Take a line. Lines of one file come together."""
        for path, value in line.values:
            values = self._batch.setdefault(self._canonical(path), {})
            text = value[:_LONGEST_VALUE]
            seen = values.get(text)
            if seen is None:
                values[text] = Seen(1, number, line.time, line.time)
                self._characters += len(text)
            else:
                seen.count += 1
                seen.last = line.time or seen.last
        self._lines += 1
        if self._lines >= _BATCH_LINES or self._characters >= _BATCH_CHARACTERS:
            self.flush(file)

    def passed_over(self) -> bool:
        """Whether values of some shape were looked at no more, since enough of them gave nothing."""
        return any(misses >= _ENOUGH for slot in self.slots.values() for misses in slot.fruitless.values())

    def flush(self, file: str) -> None:
        """Look at what was taken since the last time: at the end of a batch, and of each file."""
        for path, values in self._batch.items():
            slot = self.slots.setdefault(path, Slot(path))
            for (text, seen), matches in zip(values.items(), _matches(slot, values), strict=True):
                slot.lines += seen.count
                slot.values.offer(text, len(text))
                slot.seen.setdefault(file, Seen()).add(seen)
                _count(slot, text, matches, seen, file)
        self._batch = {}
        self._lines = self._characters = 0

    def _canonical(self, path: str) -> str:
        """The slot of a path: what varies from line to line in it becomes `*`, and there are only so many slots."""
        known = self._paths.get(path)
        if known is not None:
            return known
        if len(self._paths) >= MOST_SLOTS:
            return OTHER_SLOTS
        self._paths[path] = path_part(_VARYING.sub("*", path[:200])) or OTHER_SLOTS
        return self._paths[path]


def _matches(slot: Slot, texts: Iterable[str]) -> Iterator[tuple[Match, ...]]:
    """What the patterns find in each value.

    Values of earlier batches are remembered, as far as there is room. Request numbers and the like are passed over
    once enough values of the same shape gave nothing.
    """
    told = list(texts)
    shapes = ["" if len(text) > _LONGEST_SHAPE else text.translate(_SHAPE) for text in told]
    fresh = [
        text
        for text, shape in zip(told, shapes, strict=True)
        if text not in slot.known and slot.fruitless.get(shape, 0) < _ENOUGH
    ]
    found = dict(zip(fresh, _looked_at(slot, fresh), strict=True))
    for text, shape in zip(told, shapes, strict=True):
        matches = found.get(text)
        if matches is None:
            yield slot.known.get(text, ())
            continue
        if len(slot.known) < _MOST_KNOWN and len(text) <= _LONGEST_KNOWN:
            slot.known[text] = matches
        if shape and not is_free_text(slot.path) and (shape in slot.fruitless or len(slot.fruitless) < _MOST_SHAPES):
            slot.fruitless[shape] = -_NEVER if matches else slot.fruitless.get(shape, 0) + 1
        yield matches


def _looked_at(slot: Slot, texts: list[str]) -> list[tuple[Match, ...]]:
    """A value is looked at with its slot's name before it: some patterns count only beside a word that fits."""
    if not texts or is_free_text(slot.path):
        return find_all(texts)
    leaf = leaf_of(slot.path)
    return find_all([f"{leaf}: {text}" for text in texts])


def _count(slot: Slot, text: str, matches: tuple[Match, ...], seen: Seen, file: str) -> None:
    for category in {match.category for match in matches}:
        hits = slot.hits.setdefault(category, Hits())
        hits.lines += seen.count
        hits.seen.setdefault(file, Seen()).add(seen)
    for match in matches:
        hits = slot.hits[match.category]
        hits.score = max(hits.score, match.score)
        hits.detectors.add(match.detector)
        hits.protections.add(match.protection)
        hits.only_own_network &= hits.only_own_network and _in_own_network(slot, text, match)


def _in_own_network(slot: Slot, text: str, match: Match) -> bool:
    prefix = 0 if is_free_text(slot.path) else len(leaf_of(slot.path)) + 2
    try:
        address = ip_address(text[match.start - prefix : match.end - prefix])
    except ValueError:
        return False
    return address.is_loopback or address.is_link_local or any(address in network for network in _OWN_NETWORKS)

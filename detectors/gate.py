"""The first look at many texts: which detectors are worth running, what they hit, and which hit wins where two overlap."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detectors.model import Match
from detectors.patterns.base import BlockDetector
from detectors.registry import built_in

_BLOCK_SIZE = 1 << 20
_BETWEEN = "\n\x00\n"
"""Stands between the texts of a block. No detector's expression matches the null character."""

LONGEST_TEXT = 1 << 20
"""Code points of one text that are looked at; what lies beyond is not."""


def find_all(texts: Sequence[str], *, detectors: Sequence[BlockDetector] | None = None) -> list[tuple[Match, ...]]:
    """What the pattern detectors find in each text: for every text its matches, in order, without overlaps."""
    found: list[tuple[Match, ...]] = []
    for block in _blocks(texts):
        found += _find_in_block(block, built_in() if detectors is None else detectors)
    return found


def find(text: str) -> tuple[Match, ...]:
    """What the pattern detectors find in one text."""
    return find_all([text])[0]


def without_overlaps(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The matches that win where several cover the same characters: the higher score, then the longer, then the first."""
    kept: list[Match] = []
    for match in sorted(matches, key=_rank):
        if all(match.end <= other.start or other.end <= match.start for other in kept):
            kept.append(match)
    return tuple(sorted(kept, key=lambda match: match.start))


def _rank(match: Match) -> tuple[float, int, int, str]:
    return -match.score, match.start - match.end, match.start, match.detector


def _blocks(texts: Sequence[str]) -> Iterator[list[str]]:
    block: list[str] = []
    size = 0
    for text in texts:
        block.append(text[:LONGEST_TEXT].replace("\x00", " "))
        size += len(block[-1])
        if size >= _BLOCK_SIZE:
            yield block
            block, size = [], 0
    if block:
        yield block


def _find_in_block(texts: Sequence[str], detectors: Sequence[BlockDetector]) -> list[tuple[Match, ...]]:
    whole = _BETWEEN.join(texts)
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text) + len(_BETWEEN)
    hits: dict[int, list[Match]] = {}
    for match in _hits(whole, detectors):
        hits.setdefault(bisect_right(starts, match.start) - 1, []).append(match)
    return [_moved(hits.get(index, ()), -starts[index]) for index in range(len(texts))]


def _hits(whole: str, detectors: Sequence[BlockDetector]) -> Iterator[Match]:
    lowered = whole.lower()
    for detector in detectors:
        if not detector.needs or any(literal in lowered for literal in detector.needs):
            yield from detector.find_between(whole, 0, len(whole))


def _moved(matches: Sequence[Match], by: int) -> tuple[Match, ...]:
    return without_overlaps(replace(match, start=match.start + by, end=match.end + by) for match in matches)

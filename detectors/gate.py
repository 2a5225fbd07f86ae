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

_LONGEST_MATCH = 320
"""Code points of the longest match of a detector that looks near its literals only."""

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
    lowered = _lowered(whole)
    for detector in detectors:
        for start, end in _places(lowered, detector):
            reach = min(len(whole), end + _LONGEST_MATCH)
            yield from (match for match in detector.find_between(whole, start, reach) if match.start < end)


def _lowered(whole: str) -> str:
    """The block in lower case, with every character in its place."""
    lowered = whole.lower()
    if len(lowered) == len(whole):
        return lowered
    return "".join(small if len(small := character.lower()) == 1 else character for character in whole)


def _places(lowered: str, detector: BlockDetector) -> Iterator[tuple[int, int]]:
    """Where a detector's matches may start: everywhere, or near its literals, without looking anywhere twice."""
    if not detector.needs:
        yield 0, len(lowered)
    elif detector.near is None:
        if any(literal in lowered for literal in detector.needs):
            yield 0, len(lowered)
    else:
        yield from _merged(sorted(_around(lowered, detector.needs, detector.near)))


def _around(lowered: str, literals: Sequence[str], near: tuple[int, int]) -> Iterator[tuple[int, int]]:
    for literal in literals:
        at = lowered.find(literal)
        while at >= 0:
            yield max(0, at - near[0]), at + len(literal) + near[1]
            at = lowered.find(literal, at + len(literal))


def _merged(places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    start, end = -1, -1
    for next_start, next_end in places:
        if next_start > end:
            if end >= 0:
                yield start, end
            start, end = next_start, next_end
        end = max(end, next_end)
    if end >= 0:
        yield start, end


def _moved(matches: Sequence[Match], by: int) -> tuple[Match, ...]:
    return without_overlaps(replace(match, start=match.start + by, end=match.end + by) for match in matches)

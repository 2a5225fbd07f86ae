"""What a log's slot holds: by its name and a sample of its values, by what the patterns found in every line, by format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from detectors.columns import judge_column
from detectors.model import Category, Column, Confidence, Finding, Protection
from detectors.taxonomy import is_within
from scanner.sources.reading.columns import sure
from scanner.sources.reading.logs.formats import formats
from scanner.sources.reading.logs.people import finding_of_people
from scanner.sources.reading.logs.slots import is_free_text, leaf_of
from scanner.sources.reading.logs.tally import Hits, Seen, Slot

_SURE_SCORE, _LIKELY_SCORE_IN_TEXT, _LIKELY_SCORE = 0.85, 0.6, 0.5
_OFTEN = 3
_RARE_SHARE = 0.0005


@dataclass(frozen=True, slots=True)
class SlotFinding:
    """One category of a slot, and where it was seen by file."""

    finding: Finding
    seen: Mapping[str, Seen]


def judge_slot(slot: Slot, neighbours: Iterable[str]) -> tuple[SlotFinding, ...]:
    """What the slot holds; findings of low confidence are left out."""
    by_format = formats().category_of(slot.path)
    if by_format is not None:
        return _by_format(slot, by_format)
    found = {finding.category: SlotFinding(finding, slot.seen) for finding in _by_name_and_sample(slot, neighbours)}
    for category, hits in slot.hits.items():
        finding = _by_patterns(category, hits, slot)
        if category in found:
            found[category] = SlotFinding(found[category].finding, hits.seen)
        elif not any(_covers(known, category) for known in found) and finding.confidence is not Confidence.LOW:
            found[category] = SlotFinding(finding, hits.seen)
    if is_free_text(slot.path):
        people = finding_of_people(slot.values.items)
        if people is not None and people.category not in found:
            found[people.category] = SlotFinding(people, slot.seen)
    return tuple(found[category] for category in sorted(found))


def _by_format(slot: Slot, category: Category) -> tuple[SlotFinding, ...]:
    accounts = formats().system_accounts
    if all(value.lower() in accounts for value in slot.values.items):
        return ()
    protection = Protection.MASKED if all(map(is_masked, slot.values.items)) else Protection.PLAIN
    finding = Finding(category, Confidence.HIGH, ("log-format",), protection, "the log's format says so")
    return (SlotFinding(finding, slot.seen),)


def is_masked(value: str) -> bool:
    """Whether the value only says that one was taken out: asterisks, `[FILTERED]`, `<redacted>`."""
    bare = value.strip("[]<>(){}'\" ").lower()
    return bare in {"filtered", "redacted", "masked", "removed", "hidden", "secret", "sensitive"} or (
        bool(value) and not value.strip("*x•.[]<> ")
    )


def _by_name_and_sample(slot: Slot, neighbours: Iterable[str]) -> Iterable[Finding]:
    if is_free_text(slot.path):
        return ()
    values = slot.values.items
    column = Column(
        name=leaf_of(slot.path),
        values=values,
        neighbours=tuple(neighbours),
        rows_total=slot.values.offered,
        full=slot.values.full,
    )
    found = [finding for verdict in judge_column(column) for finding in sure(verdict.findings)]
    if values and all(map(is_masked, values)):
        return [Finding(f.category, f.confidence, f.detectors, Protection.MASKED, f.reason, f.share) for f in found]
    return found


def _by_patterns(category: Category, hits: Hits, slot: Slot) -> Finding:
    """What the patterns alone say. One sure value is enough; doubtful ones must come often.

    Sentences are full of numbers, so they ask for more than a slot of its own; hosts of the own network are no one's.
    """
    share = hits.lines / max(slot.lines, 1)
    likely = _LIKELY_SCORE_IN_TEXT if is_free_text(slot.path) else _LIKELY_SCORE
    if hits.only_own_network:
        confidence = Confidence.LOW
    elif hits.score >= _SURE_SCORE:
        confidence = Confidence.HIGH if hits.lines >= _OFTEN else Confidence.MEDIUM
    elif hits.score >= likely and hits.lines >= _OFTEN and share >= _RARE_SHARE:
        confidence = Confidence.MEDIUM
    else:
        confidence = Confidence.LOW
    protection = next(iter(hits.protections)) if len(hits.protections) == 1 else Protection.PLAIN
    reason = "patterns match in this slot's values"
    return Finding(category, confidence, tuple(sorted(hits.detectors)), protection, reason, round(share, 4))


def _covers(known: Category, category: Category) -> bool:
    return is_within(known, category) or is_within(category, known)

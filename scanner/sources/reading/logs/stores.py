"""A log with all its turns to an inventory: one store, a field for each slot that holds personal data."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from detectors.redact import safe_name
from scanner.inventory.draft import Draft
from scanner.model import Evidence, Examined, Extent, Store
from scanner.sources.reading.compressed import BROKEN, head_of, lines, open_bytes, why
from scanner.sources.reading.logs.judge import SlotFinding, judge_slot
from scanner.sources.reading.logs.slots import slots_of
from scanner.sources.reading.logs.tally import Slot, Tally
from scanner.sources.reading.logs.times import iso_time

_LONGEST_LINE = 16_384
_MOST_NEIGHBOURS = 100
_CUT = "the ends of overlong lines were not looked at"
_PASSED_OVER = (
    "values of a shape that gave nothing 1,000 times in a slot were passed over: "
    "fewer than 1 in 333 of them hold personal data with 95 % confidence"
)


def add_log(draft: Draft, store: Store, files: Mapping[str, Path], *, kind: str) -> None:
    """Take a log into the draft. What of it cannot be read is unscanned; nothing is raised."""
    tally = Tally()
    was_cut = False
    for file, path in sorted(files.items()):
        target = f"{store.system}/{safe_name(file)}"
        try:
            was_cut |= _read(tally, path, file)
        except BROKEN as error:
            draft.unscanned(target, why(error))
        tally.flush(file)
    if not tally.slots:
        return
    draft.add(store)
    neighbours = tuple(sorted(tally.slots))[:_MOST_NEIGHBOURS]
    for slot in tally.slots.values():
        _add_slot(draft, store, slot, judge_slot(slot, (name for name in neighbours if name != slot.path)))
    bounds = [_CUT] if was_cut else []
    bounds += [_PASSED_OVER] if tally.passed_over() else []
    extent = Extent.SAMPLED if bounds else Extent.FULL
    draft.examined(Examined(store.id, kind, extent, "; ".join(bounds) or None, ("columns", "gate", "names")))


def _read(tally: Tally, path: Path, file: str) -> bool:
    """Count a file's lines; says whether a line was cut."""
    was_cut = False
    wide = head_of(path, 2) in {b"\xff\xfe", b"\xfe\xff"}
    with open_bytes(path) as stream:
        for line in lines(stream):
            text = line.text[:_LONGEST_LINE]
            was_cut |= line.cut or len(line.text) > _LONGEST_LINE
            tally.add(slots_of(_decoded(text, wide=wide)), line.number, file)
    return was_cut


def _decoded(text: bytes, *, wide: bool) -> str:
    """The line as text. UTF-16 is read by leaving out its zero bytes: what is not ASCII in it is lost."""
    return (text.replace(b"\x00", b"") if wide else text).decode("utf-8", "replace").strip("\ufeff\x00")


def _add_slot(draft: Draft, store: Store, slot: Slot, findings: tuple[SlotFinding, ...]) -> None:
    seen = [evidence for found in findings for evidence in _evidence(found, slot)]
    draft.add_field(store, slot.path, (found.finding for found in findings), *seen)


def _evidence(found: SlotFinding, slot: Slot) -> list[Evidence]:
    return [
        Evidence(
            path=safe_name(file),
            line=seen.line,
            store=None,
            rows_examined=slot.seen[file].count,
            matched_share=round(min(seen.count / slot.seen[file].count, 1.0), 4),
            count=seen.count,
            first_seen=iso_time(seen.first),
            last_seen=iso_time(seen.last),
            reason=found.finding.reason or None,
            category=found.finding.category,
        )
        for file, seen in sorted(found.seen.items())
    ]

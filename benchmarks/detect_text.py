"""How well personal data is found in texts: span F2 of personal or not, by kind, as JSON.

A span counts as found where what was detected covers at least half of it; a detection is false where no labelled
span covers at least half of it. Kinds that are no personal data of a person by themselves are not scored.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from detectors.entities import find_entities
from detectors.gate import find_all, without_overlaps
from detectors.model import Match

NOT_SCORED = frozenset({"ORGANIZATION", "DATE_TIME", "TITLE", "AGE", "DOMAIN_NAME"})
Row = dict[str, Any]  # Any: texts of the yardstick


def covered(start: int, end: int, others: Sequence[tuple[int, int]]) -> bool:
    shared = sum(max(0, min(end, other_end) - max(start, other_start)) for other_start, other_end in others)
    return 2 * shared >= end - start


def figures(rows: Sequence[Row], found: Sequence[Sequence[Match]]) -> dict[str, Any]:  # Any: a report of numbers
    hits: Counter[str] = Counter()
    labelled: Counter[str] = Counter()
    false: Counter[str] = Counter()
    right = 0
    for row, matches in zip(rows, found, strict=True):
        every = [(span["start_position"], span["end_position"]) for span in row["spans"]]
        detected = [(match.start, match.end) for match in matches]
        for span in row["spans"]:
            if span["entity_type"] not in NOT_SCORED:
                labelled[span["entity_type"]] += 1
                hits[span["entity_type"]] += covered(span["start_position"], span["end_position"], detected)
        for match in matches:
            is_right = covered(match.start, match.end, every)
            right += is_right
            false[match.detector] += not is_right
    precision = right / max(1, right + false.total())
    recall = hits.total() / max(1, labelled.total())
    return {
        "precision": round(precision, 3),
        "recall": round(recall, 3),
        "f2": round(5 * precision * recall / max(1e-9, 4 * precision + recall), 3),
        "recall_by_kind": {kind: round(hits[kind] / labelled[kind], 2) for kind in sorted(labelled)},
        "false_by_detector": {name: count for name, count in sorted(false.items()) if count},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", type=Path, help="a JSON list of texts with labelled spans")
    rows: list[Row] = json.loads(parser.parse_args().texts.read_text("utf-8"))
    texts = [row["full_text"] for row in rows]
    began = time.perf_counter()
    patterns = find_all(texts)
    between = time.perf_counter()
    both = [without_overlaps([*one, *other]) for one, other in zip(patterns, find_entities(texts), strict=True)]
    took = time.perf_counter() - between
    sides = [int(hashlib.sha256(text.encode()).hexdigest(), 16) % 2 for text in texts]
    report: dict[str, Any] = {"all": figures(rows, both)}  # Any: as above
    for side, name in enumerate(("even", "odd")):
        chosen = [index for index, other in enumerate(sides) if other == side]
        report[name] = figures([rows[index] for index in chosen], [both[index] for index in chosen])
    report["seconds"] = {"patterns": round(between - began, 2), "entities": round(took, 2)}
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()

"""Holds the log source against a log with planted values: benchmarks/log_truth.py DIR (app.log, log_truth.jsonl).

A planted value counts as found when its kind was found in its line: the source's own reading of a line and its own
findings by slot decide, as for an inventory, but line by line. Prints one JSON object: precision and recall a kind,
CPU seconds and MB/s of the source itself.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from detectors.gate import find_all
from detectors.taxonomy import is_within
from scanner.model import Inventory
from scanner.sources.base import Unit
from scanner.sources.logs import LOGS
from scanner.sources.reading.logs.slots import is_free_text, leaf_of, slots_of

KINDS = {
    "IP": ("user.device.ip_address",),
    "EMAIL": ("user.contact.email",),
    "PHONE": ("user.contact.phone_number",),
    "CARD": ("user.financial", "user.payment"),
    "SSN": ("user.government_id",),
    "PERSON": ("user.name",),
}


def main(folder: Path) -> None:
    """Measure and print."""
    log = folder / "app.log"
    before = time.process_time()
    inventory = Unit(LOGS, "bench", folder, (log.name,)).examine()
    seconds = time.process_time() - before
    planted = _planted(folder / "log_truth.jsonl")
    found = _found(log, inventory)
    megabytes = log.stat().st_size / 1e6
    figures = {kind: _figures(planted[kind], found[kind]) for kind in KINDS}
    speed = {"cpu_seconds": round(seconds, 2), "megabytes": round(megabytes, 1)}
    slots = {field.path: sorted(c.category for c in field.categories) for field in inventory.fields}
    print(json.dumps({"kinds": figures, **speed, "mb_per_s": round(megabytes / seconds, 2), "slots": slots}, indent=2))


def _planted(path: Path) -> defaultdict[str, set[int]]:
    lines: defaultdict[str, set[int]] = defaultdict(set)
    with path.open(encoding="utf-8") as truth:
        for row in truth:
            number, kind, _ = json.loads(row)
            lines[kind].add(number)
    return lines


def _found(log: Path, inventory: Inventory) -> defaultdict[str, set[int]]:
    """The lines in which a slot that was reported for a kind holds a value of it."""
    reported = {field.path: {str(c.category) for c in field.categories} for field in inventory.fields}
    lines: defaultdict[str, set[int]] = defaultdict(set)
    with log.open(encoding="utf-8", errors="replace") as text:
        for number, line in enumerate(text, start=1):
            values = [(path, value) for path, value in slots_of(line.rstrip("\n")).values if path in reported]
            for kind, categories in KINDS.items():
                if any(_holds(path, value, reported[path], categories) for path, value in values):
                    lines[kind].add(number)
    return lines


def _holds(path: str, value: str, reported: set[str], wanted: tuple[str, ...]) -> bool:
    fitting = {category for category in reported if any(is_within(category, key) for key in wanted)}
    if not fitting:
        return False
    if not is_free_text(path) and len(reported) == 1:
        return True  # the whole slot was reported: every value of it is
    told = value if is_free_text(path) else f"{leaf_of(path)}: {value}"
    return any(match.category in fitting for match in find_all([told])[0])


def _figures(planted: set[int], found: set[int]) -> dict[str, float | int]:
    right = Counter(number in planted for number in found)[True]
    return {
        "planted": len(planted),
        "found": len(found),
        "precision": round(right / len(found), 4) if found else 0.0,
        "recall": round(right / len(planted), 4) if planted else 0.0,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))

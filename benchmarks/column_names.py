"""How well columns are judged by name, type, table and neighbours alone: precision and recall, as JSON."""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from detectors.model import Confidence
from detectors.names import judge_name

Row = dict[str, Any]  # Any: rows of the yardstick


def figures(rows: list[Row]) -> dict[str, Any]:  # Any: a report of numbers and names
    outcome = Counter((row["label"] == "personal", row["found"] is not None) for row in rows)
    hit, missed, false = outcome[True, True], outcome[True, False], outcome[False, True]
    return {
        "personal": hit + missed,
        "not_personal": outcome[False, False] + false,
        "precision": round(hit / max(1, hit + false), 3),
        "recall": round(hit / max(1, hit + missed), 3),
        "f1": round(2 * hit / max(1, 2 * hit + missed + false), 3),
        "missed": sorted(
            f"{row['table']}.{row['column']}" for row in rows if row["label"] == "personal" and not row["found"]
        ),
        "false": sorted(
            f"{row['table']}.{row['column']}: {row['found']}"
            for row in rows
            if row["label"] != "personal" and row["found"]
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=Path, help="JSON lines with table, column, type and label")
    rows: list[Row] = [json.loads(line) for line in parser.parse_args().rows.read_text("utf-8").splitlines()]
    tables: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        tables[row.get("repo", ""), row["table"]].append(row["column"])
    halves: dict[int, list[Row]] = {0: [], 1: []}
    for row in rows:
        if row["label"] == "unknown":
            continue
        others = tuple(name for name in tables[row.get("repo", ""), row["table"]] if name != row["column"])
        finding = judge_name(row["column"], owner=row["table"], neighbours=others, declared_type=row["type"])
        row["found"] = finding.category if finding and finding.confidence is not Confidence.LOW else None
        halves[int(hashlib.sha256(f"{row['table']}.{row['column']}".encode()).hexdigest(), 16) % 2].append(row)
    report = {"all": figures(halves[0] + halves[1]), "even": figures(halves[0]), "odd": figures(halves[1])}
    for name in ("all", "odd"):  # what is held back is counted, not listed
        del report[name]["missed"], report[name]["false"]
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()

"""How well columns of a built database are judged: F1 of personal or not, the right category, and decoys, as JSON."""

from __future__ import annotations

import argparse
import hashlib
import json
import sqlite3
import time
from collections import Counter
from pathlib import Path
from typing import Any

from detectors.columns import judge_column
from detectors.model import Column, Confidence

EXPECTED = {
    "PERSON": ("user.name",),
    "EMAIL": ("user.contact.email",),
    "PHONE": ("user.contact.phone_number",),
    "DOB": ("user.demographic.date_of_birth",),
    "GENDER": ("user.demographic.gender",),
    "USERNAME": ("user.account.username",),
    "IP": ("user.device.ip_address",),
    "MAC": ("user.device.device_id",),
    "ADDRESS": ("user.contact.address",),
    "POSTAL": ("user.contact.address.postal_code",),
    "GEO": ("user.location.precise",),
    "CARD": ("user.financial.credit_card",),
    "IBAN": ("user.financial.bank_account",),
    "SSN": ("user.government_id.national_identification_number",),
    "PASSPORT": ("user.government_id.passport_number",),
    "FREETEXT": ("user.",),
    "JSON": ("user.",),
}


def judge(
    connection: sqlite3.Connection, table: str, name: str, names: tuple[str, ...], types: dict[str, str]
) -> set[str]:
    query = f'SELECT "{name}" FROM "{table}"'  # noqa: S608  # names of a database that we built
    values = tuple(None if row[0] is None else str(row[0]) for row in connection.execute(query))
    others = tuple(other for other in names if other != name)
    column = Column(name, table, types[name], values, others, len(values), full=True)
    return {
        str(finding.category)
        for verdict in judge_column(column)
        for finding in verdict.findings
        if finding.confidence is not Confidence.LOW
    }


def figures(rows: list[dict[str, Any]]) -> dict[str, Any]:  # Any: a report of numbers and names
    scored = [row for row in rows if row["label"] != "~"]
    outcome = Counter((row["label"] is not None, bool(row["found"])) for row in scored)
    hit, missed, false = outcome[True, True], outcome[True, False], outcome[False, True]
    right = sum(row["right"] for row in scored if row["label"] is not None)
    decoys = [row for row in scored if row["kind"] in {"namedecoy", "valuedecoy"}]
    return {
        "personal": hit + missed,
        "not_personal": outcome[False, False] + false,
        "precision": round(hit / max(1, hit + false), 3),
        "recall": round(hit / max(1, hit + missed), 3),
        "f1": round(2 * hit / max(1, 2 * hit + missed + false), 3),
        "right_category": round(right / max(1, hit + missed), 3),
        "decoys": len(decoys),
        "decoys_reported": sum(bool(row["found"]) for row in decoys),
        "missed": sorted(row["column"] for row in scored if row["label"] and not row["found"]),
        "wrong_category": sorted(row["column"] for row in scored if row["label"] and row["found"] and not row["right"]),
        "false": sorted(
            f"{row['column']}: {', '.join(sorted(row['found']))}" for row in scored if not row["label"] and row["found"]
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where bench.db and truth.json are")
    folder = parser.parse_args().folder
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    connection = sqlite3.connect(f"file:{folder / 'bench.db'}?mode=ro", uri=True)
    began = time.perf_counter()
    rows = []
    for key, entry in truth.items():
        table, name = key.split(".", 1)
        info = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        found = judge(connection, table, name, tuple(row[1] for row in info), {row[1]: row[2] for row in info})
        right = any(category.startswith(EXPECTED.get(entry["label"], ("~",))) for category in found)
        rows.append({"column": key, "label": entry["label"], "kind": entry["kind"], "found": found, "right": right})
    halves: dict[int, list[dict[str, Any]]] = {0: [], 1: []}  # Any: as above
    for row in rows:
        halves[int(hashlib.sha256(row["column"].encode()).hexdigest(), 16) % 2].append(row)
    report = {
        "all": figures(rows),
        "even": figures(halves[0]),
        "odd": figures(halves[1]),
        "seconds": round(time.perf_counter() - began, 1),
    }
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()

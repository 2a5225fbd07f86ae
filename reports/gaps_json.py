"""Gaps and claims as JSON, for other programs: scanner/inventory/schema/gaps-1.0.0.json describes it."""

from __future__ import annotations

import json
from typing import Any

from reports.model import ReportInput
from reports.outcome import outcome_of
from scanner.inventory.document import as_json
from scanner.model import Gap

SCHEMA_VERSION = "1.0.0"
"""MODEL.REVISION.ADDITION: a reader takes any version of the same MODEL."""

# Readers ask for these by name, so they are written even where a gap has none.
_MAY_BE_NULL = ("recipient", "region", "statement")


def render(report: ReportInput) -> bytes:
    """The bytes of `piimap check -f json`."""
    outcome = outcome_of(report)
    document = {
        "schema_version": SCHEMA_VERSION,
        "gaps": [_gap(gap) for gap in (*outcome.gaps, *outcome.notes)],
        "claims": [as_json(claim) for claim in outcome.claims],
    }
    text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
    # Half a surrogate pair, as in the name of an undecodable file, has no UTF-8: it becomes JSON's own escape.
    return text.encode("utf-8", "backslashreplace")


def _gap(gap: Gap) -> dict[str, Any]:  # a JSON object: values of any shape
    written = as_json(gap)
    return written | {name: written.get(name) for name in _MAY_BE_NULL}

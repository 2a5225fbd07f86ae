"""Whole cases: what was once got wrong stays right. Each has an input, a policy, and what is expected of both.

`python -m tests.test_corpus CASE` writes what is found now as the expected: read it before you commit it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from scanner.cli.options import Settings
from scanner.cli.verdict import judge, parse_day
from scanner.config import Config, SystemConfig
from scanner.gaps.case import sure
from scanner.pipeline import scan

CORPUS = Path(__file__).parent / "corpus"
CASES = sorted(path.name for path in CORPUS.iterdir() if path.is_dir())


def found(case: str) -> dict[str, Any]:
    """What the tool says of a case: fields, recipients, controls and the gaps that fail a check."""
    folder = CORPUS / case
    config = Config(folder=folder, systems=(SystemConfig("shop", own_domains=("shop.example",)),))
    inventory = scan([str(folder / "input")], config=config).inventory
    policies = [folder / "policy.md"]
    gaps = judge(inventory, policies, Settings(config), decisions=(), as_of=parse_day("2026-11-24")).verdict.gaps
    return {
        "fields": {f.id: [f"{c.category} {f.protection}" for c in sure(f)] for f in inventory.fields if sure(f)},
        "recipients": {r.id: r.use.value for r in inventory.recipients},
        "controls": {c.id: c.state.value for c in inventory.controls},
        "gaps": [gap.id for gap in gaps if gap.severity.rank > 0],
    }


@pytest.mark.parametrize("case", CASES)
def test_what_was_once_got_wrong_stays_right(case: str) -> None:
    assert found(case) == json.loads((CORPUS / case / "expected.json").read_text("utf-8"))


if __name__ == "__main__":
    for name in sys.argv[1:]:
        text = json.dumps(found(name), indent=1, ensure_ascii=False)
        (CORPUS / name / "expected.json").write_text(f"{text}\n", "utf-8")

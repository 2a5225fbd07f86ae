"""Holds the tool to the truth of an example company: python benchmarks/callroom.py [FOLDER].

FOLDER is one like examples/callroom: a `build.py`, a `piimap.toml` and a `truth.json`. Prints JSON: how many true gaps
were found and which were missed, which look-alikes were raised, and which gaps nobody asked for.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from scanner.cli.demo import build
from scanner.cli.options import Settings
from scanner.cli.verdict import judge, parse_day
from scanner.config import read_config
from scanner.pipeline import scan
from tests.callroom.truth import FOLDER, load, unexplained, wrongly_raised


def main() -> None:
    """Build, scan, check and compare."""
    origin = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    true, look_alikes = load(origin)
    with tempfile.TemporaryDirectory() as folder:
        company = build(Path(folder), origin)
        config = read_config(company / "piimap.toml")
        found = scan([str(company)], config=config).inventory
        gaps = judge(found, (), Settings(config), decisions=(), as_of=parse_day("2026-11-24")).verdict.gaps
    missed = [item.id for item in true if not any(item.is_met_by(gap) for gap in gaps)]
    raised = {item.id: [gap.id for gap in wrongly_raised(gaps, item, true)] for item in look_alikes}
    figures = {
        "true_gaps": len(true),
        "found": len(true) - len(missed),
        "missed": missed,
        "look_alikes": len(look_alikes),
        "raised": {item: ids for item, ids in raised.items() if ids},
        "not_asked_for": sorted({gap.id for gap in unexplained(gaps, true)}),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()

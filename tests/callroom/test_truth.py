"""The tool is held to the truth of the example company, item by item."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from scanner.cli.demo import build
from scanner.cli.options import Settings
from scanner.cli.verdict import judge, parse_day
from scanner.config import read_config
from scanner.model import Verdict
from scanner.pipeline import scan
from tests.callroom.truth import Item, load, unexplained, wrongly_raised

GAPS, LOOK_ALIKES = load()
KNOWN: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "remaining.toml").read_text("utf-8"))
REMAINING = KNOWN["remaining"]


@pytest.fixture(scope="session")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """Callroom against its own policy."""
    company = build(tmp_path_factory.mktemp("demo"))
    config = read_config(company / "piimap.toml")
    found = scan([str(company)], config=config)
    return judge(found.inventory, (), Settings(config), decisions=(), as_of=parse_day("2026-11-24")).verdict


def items(found: tuple[Item, ...]) -> list[object]:
    """Test parameters: what needs the depth of a later issue is a strict expected failure."""
    return [
        pytest.param(item, id=item.id, marks=pytest.mark.xfail(strict=True, reason=REMAINING[item.id]))
        if item.id in REMAINING
        else pytest.param(item, id=item.id)
        for item in found
    ]


@pytest.mark.parametrize("item", items(GAPS))
def test_every_true_gap_is_reported(item: Item, verdict: Verdict) -> None:
    assert any(item.is_met_by(gap) for gap in verdict.gaps), item.why


@pytest.mark.parametrize("item", items(LOOK_ALIKES))
def test_no_look_alike_is_reported(item: Item, verdict: Verdict) -> None:
    assert [gap.id for gap in wrongly_raised(verdict.gaps, item, GAPS)] == [], item.why


def test_nothing_is_reported_that_the_truth_does_not_ask_for(verdict: Verdict) -> None:
    extra = {gap.id for gap in unexplained(verdict.gaps, GAPS)}

    assert sorted(extra - set(KNOWN["also_true"])) == []

"""CallRoom held against the policy that started the project: the right sentence stands beside the evidence."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scanner.cli.demo import build
from scanner.cli.options import Settings
from scanner.cli.verdict import judge, parse_day
from scanner.config import read_config
from scanner.model import Gap, Verdict
from scanner.pipeline import scan

SEED = os.environ.get("PIIMAP_SEED", "")
pytestmark = pytest.mark.skipif(
    not Path(SEED).is_file(), reason="PIIMAP_SEED names no policy: it is not in the repository"
)


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> Verdict:
    """CallRoom against the seed policy."""
    company = build(tmp_path_factory.mktemp("seed"))
    config = read_config(company / "piimap.toml")
    found = scan([str(company)], config=config)
    return judge(found.inventory, [Path(SEED)], Settings(config), decisions=(), as_of=parse_day("2026-11-24")).verdict


def gap(verdict: Verdict, rule: str, place: str) -> Gap:
    """The gap of a rule at a place."""
    return next(
        g for g in verdict.gaps if g.rule == rule and place in (g.recipient, g.region, *g.path[-1].split("/", 1))
    )


@pytest.mark.parametrize(
    ("rule", "place", "words"),
    [
        ("PM301", "logs/app.log#message", "does not store your debit or credit card information"),
        ("PM302", "meta-pixel", "targeted advertising"),
        ("PM202", "SG", "United States, Canada, and Turkey"),
        ("PM304", "main.call_archive", "within a maximum period of 30 days"),
    ],
)
def test_the_sentence_of_the_policy_stands_beside_the_gap(verdict: Verdict, rule: str, place: str, words: str) -> None:
    found = gap(verdict, rule, place)

    assert found.statement is not None
    assert words in found.statement.quote
    assert Path(SEED).read_text("utf-8")[found.statement.start : found.statement.end] == found.statement.quote
    assert found.evidence


def test_what_the_seed_declares_is_not_reported(verdict: Verdict) -> None:
    undeclared = {category for g in verdict.gaps if g.rule == "PM101" for category in g.categories}

    assert undeclared.isdisjoint(
        {"user.contact.email", "user.name", "user.contact.phone_number", "user.device.ip_address"}
    )


def test_every_negative_promise_of_the_seed_that_a_program_can_test_gets_a_verdict(verdict: Verdict) -> None:
    judged = {claim.statement.quote: claim.verdict for claim in verdict.claims}

    assert any("credit card" in quote and verdict == "broken" for quote, verdict in judged.items())
    assert any("targeted advertising" in quote and verdict == "broken" for quote, verdict in judged.items())
    assert all(verdict in {"kept", "broken", "untestable"} for verdict in judged.values())

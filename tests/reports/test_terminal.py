"""The terminal shows the policy's sentence beside the evidence, gravest gap first, and never obeys a name."""

import re
from dataclasses import replace

import pytest

from reports.model import ReportInput
from reports.terminal import render_inventory, render_terminal
from scanner.model import Evidence, Store, Verdict


def shown(report: ReportInput, width: int = 110) -> str:
    return render_terminal(report, width=width, color=False)


def test_a_gap_shows_rule_sentence_evidence_path_and_fix(checked: ReportInput) -> None:
    text = shown(checked)

    first = text.split("\n\n", 1)[0]
    assert first.splitlines()[0].startswith("critical  PM301  Card numbers are kept in api/payments")
    assert "“Please be informed that we do not keep your debit or credit card numbers" in first
    assert "backend/billing.py:41  in charge" in first
    assert "api/payments · pan  98.2 % of 12,000 rows" in first
    assert "api/POST /pay#card_number → api/payments#pan" in first
    assert "fix     Drop the column pan" in first


def test_at_most_three_places_are_listed(checked: ReportInput) -> None:
    text = shown(checked)

    assert "backend/leads.py:31" in text
    assert "backend/leads.py:40" not in text
    assert "and 2 more" in text


def test_a_long_sentence_is_cut_in_the_middle(checked: ReportInput) -> None:
    assert re.search(r"“We never sell or rent .* … .*invited by a\s+member\.”", shown(checked), re.DOTALL)


def test_gaps_that_fail_no_check_come_after_those_that_do(checked: ReportInput) -> None:
    text = shown(checked)

    assert text.index("medium  PM101") < text.index("Below medium") < text.index("low  PM401")


def test_claims_coverage_and_a_summary_close_the_report(checked: ReportInput) -> None:
    text = shown(checked)

    assert "1 kept, 2 broken, 1 untestable" in text
    assert "sqlite: 3 in full, 1 by sample" in text
    assert "api/archive.db  is encrypted or no SQLite database" in text
    assert "Skipped on purpose  1" in text
    assert text.endswith("Not ready to go out. 4 gaps: 1 critical, 1 high, 1 medium, 1 low.\n")


def test_colour_is_the_callers_choice(checked: ReportInput, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "dumb")

    coloured = render_terminal(checked, width=110, color=True)

    assert "\x1b[" in coloured
    assert "\x1b" not in shown(checked)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured).split() == shown(checked).split()


def test_names_that_carry_terminal_commands_or_markup_are_shown_as_they_are(checked: ReportInput) -> None:
    assert checked.verdict is not None
    hostile = "a\x1b]0;owned\x07\x1b[2J[bold]b[/bold]\u202e.py"
    gap = replace(checked.verdict.gaps[0], evidence=(Evidence(hostile, 1),), path=(hostile,), message=hostile)
    inventory = replace(checked.inventory, stores=(Store(hostile, hostile, "table", hostile),))

    text = shown(replace(checked, inventory=inventory, verdict=Verdict((gap,), ())))

    assert "\x1b" not in text
    assert "\x07" not in text
    assert "\u202e" not in text
    assert "[bold]b[/bold]" in text


@pytest.mark.parametrize("width", [1, 40, 80, 200])
def test_lines_keep_to_the_width(width: int, checked: ReportInput) -> None:
    lines = (shown(checked, width) + render_inventory(checked.inventory, width=width, color=False)).splitlines()

    assert max(map(len, lines)) <= max(width, 20)


def test_the_inventory_table_has_a_line_for_each_store_and_category(checked: ReportInput) -> None:
    text = render_inventory(checked.inventory, width=120, color=False)

    assert re.search(
        r"^api/users +customer\n(?:.*\n)*? +authorization\.password +high +hashed +password_hash", text, re.MULTILINE
    )
    assert re.search(r"communication\.call_log +high +plain +ended_at, started_at", text)
    assert re.search(r"Stripe +payment +used +US +US, IE", text)


def test_a_long_name_takes_no_room_from_what_a_store_holds(checked: ReportInput) -> None:
    assert re.search(
        r" +authorization\.password +high +hashed +pass", render_inventory(checked.inventory, width=60, color=False)
    )


def test_low_confidence_is_no_finding(checked: ReportInput) -> None:
    assert "notes" not in render_inventory(checked.inventory, width=120, color=False)


def test_without_a_policy_the_inventory_and_the_coverage_are_shown(scanned: ReportInput) -> None:
    text = shown(scanned)

    assert "api/support_tickets" in text
    assert "Not examined  2" in text
    assert "gap" not in text

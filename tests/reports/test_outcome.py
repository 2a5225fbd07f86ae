"""Whether a release may go out follows from the gaps over the threshold and from what was not examined."""

from dataclasses import replace

from reports.model import ReportInput
from reports.outcome import State, outcome_of
from scanner.model import Inventory, Severity, Verdict


def test_a_gap_over_the_threshold_fails_the_check(checked: ReportInput) -> None:
    outcome = outcome_of(checked)

    assert outcome.state is State.FAILED
    assert [gap.severity for gap in outcome.gaps] == ["critical", "high", "medium", "low"]
    assert len(outcome.failing) == 3
    assert "3 gaps at or over medium: 1 critical, 1 high, 1 medium." in outcome.reason


def test_the_threshold_decides_which_gaps_fail(checked: ReportInput) -> None:
    assert len(outcome_of(replace(checked, threshold=Severity.CRITICAL)).failing) == 1


def test_what_was_not_examined_fails_nothing_but_is_no_clean_bill(checked: ReportInput) -> None:
    assert checked.verdict is not None
    notes = tuple(gap for gap in checked.verdict.gaps if gap.kind == "not_examined")

    outcome = outcome_of(replace(checked, verdict=Verdict(notes, ()), threshold=Severity.LOW))

    assert outcome.state is State.INCOMPLETE
    assert outcome.gaps == ()
    assert outcome.notes == notes


def test_without_gaps_and_with_everything_examined_nothing_stands_against_it() -> None:
    assert outcome_of(ReportInput(Inventory(), Verdict((), ()))).state is State.PASSED


def test_what_was_skipped_on_purpose_is_not_missing(checked: ReportInput) -> None:
    outcome = outcome_of(checked)

    assert [item.target for item in outcome.skipped] == ["web/node_modules"]
    assert len(outcome.missing) == 2


def test_without_a_policy_there_is_no_verdict(scanned: ReportInput) -> None:
    assert outcome_of(scanned).state is State.UNCHECKED


def test_coverage_tells_how_far_each_kind_of_place_was_looked_at(checked: ReportInput) -> None:
    sqlite = next(kind for kind in outcome_of(checked).coverage if kind.kind == "sqlite")

    assert (sqlite.full, sqlite.sampled, sqlite.names_only, sqlite.total) == (3, 1, 0, 4)

"""What a check comes to: which gaps fail it, what was examined and what was not, and whether a release may go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from reports.model import ReportInput
from reports.wording import counted
from scanner.model import Claim, Examined, Extent, Gap, Severity, Unscanned

SEVERITIES: tuple[Severity, ...] = tuple(sorted(Severity, key=lambda severity: -severity.rank))
VERDICTS: tuple[str, ...] = ("broken", "untestable", "kept")


class State(StrEnum):
    """Whether a release may go out, as far as the tool can tell."""

    FAILED = "failed"
    INCOMPLETE = "incomplete"
    PASSED = "passed"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one kind of place was looked at: how many fully, by sample, and by their names alone."""

    kind: str
    full: int
    sampled: int
    names_only: int

    @property
    def total(self) -> int:
        """All places of this kind that were looked at."""
        return self.full + self.sampled + self.names_only


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result at a glance. `gaps` are sorted by severity and leave out the notes on what was not examined."""

    state: State
    headline: str
    reason: str
    gaps: tuple[Gap, ...]
    failing: tuple[Gap, ...]
    notes: tuple[Gap, ...]
    claims: tuple[Claim, ...]
    coverage: tuple[Coverage, ...]
    missing: tuple[Unscanned, ...]
    skipped: tuple[Unscanned, ...]


def outcome_of(report: ReportInput) -> Outcome:
    """What the report comes to."""
    found = report.verdict.gaps if report.verdict else ()
    gaps = tuple(sorted((gap for gap in found if not _is_note(gap)), key=_by_severity))
    failing = tuple(gap for gap in gaps if gap.severity.rank >= report.threshold.rank)
    claims = tuple(sorted(report.verdict.claims if report.verdict else (), key=_by_verdict))
    missing = tuple(item for item in report.inventory.unscanned if not item.skipped)
    notes = tuple(sorted((gap for gap in found if _is_note(gap)), key=_by_severity))
    state = _state(report, failing, incomplete=bool(missing or notes))
    return Outcome(
        state=state,
        headline=_HEADLINES[state],
        reason=_reason(state, report, failing, claims, max(len(missing), len(notes))),
        gaps=gaps,
        failing=failing,
        notes=notes,
        claims=claims,
        coverage=coverage_of(report.inventory.examined),
        missing=missing,
        skipped=tuple(item for item in report.inventory.unscanned if item.skipped),
    )


def coverage_of(examined: Iterable[Examined]) -> tuple[Coverage, ...]:
    """How far each kind of place was looked at, by name of the kind."""
    counts = Counter((place.kind, place.extent) for place in examined)
    kinds = sorted({kind for kind, _ in counts})
    return tuple(
        Coverage(
            kind, counts[kind, Extent.FULL], counts[kind, Extent.SAMPLED], counts[kind, Extent.NAMES_ONLY]
        )
        for kind in kinds
    )  # fmt: skip


def severities(gaps: Iterable[Gap]) -> str:
    """The gaps by severity in words, gravest first: `1 critical, 3 high`."""
    counts = Counter(gap.severity for gap in gaps)
    return ", ".join(f"{counts[severity]} {severity}" for severity in SEVERITIES if counts[severity])


def verdicts(claims: Iterable[Claim]) -> Counter[str]:
    """How many claims of the policy are kept, broken and untestable."""
    return Counter(claim.verdict for claim in claims)


_HEADLINES = {
    State.FAILED: "Not ready to go out",
    State.INCOMPLETE: "No gap found, but not everything was examined",
    State.PASSED: "Nothing stands against it going out",
    State.UNCHECKED: "Inventory only: no policy was checked",
}


def _state(report: ReportInput, failing: tuple[Gap, ...], *, incomplete: bool) -> State:
    if report.verdict is None:
        return State.UNCHECKED
    if failing:
        return State.FAILED
    return State.INCOMPLETE if incomplete else State.PASSED


def _reason(
    state: State, report: ReportInput, failing: tuple[Gap, ...], claims: tuple[Claim, ...], missing: int
) -> str:
    if state is State.UNCHECKED:
        return "What the systems hold is listed below; name a policy to see where the two differ."
    counts = verdicts(claims)
    sentences = [
        f"{counted(len(failing), 'gap')} at or over {report.threshold}: {severities(failing)}."
        if failing
        else f"No gap at or over {report.threshold}.",
        f"Of {counted(len(claims), 'claim')} in the policy, {counts['broken']} broken, {counts['kept']} kept,"
        f" {counts['untestable']} untestable."
        if claims
        else "",
        f"{counted(missing, 'input was', 'inputs were')} not examined." if missing else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _is_note(gap: Gap) -> bool:
    return gap.kind == "not_examined"


def _by_severity(gap: Gap) -> tuple[int, str, str]:
    return -gap.severity.rank, gap.rule, gap.id


def _by_verdict(claim: Claim) -> tuple[int, str, int, int, str]:
    rank = VERDICTS.index(claim.verdict) if claim.verdict in VERDICTS else len(VERDICTS)
    return rank, claim.statement.policy, claim.statement.start, claim.statement.end, claim.reason

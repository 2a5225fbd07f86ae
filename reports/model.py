"""What a report is made from."""

from __future__ import annotations

from dataclasses import dataclass

from scanner.model import Declaration, Inventory, Severity, Verdict


@dataclass(frozen=True, slots=True)
class ReportInput:
    """What was found, and, where a policy was checked, the verdict and what the policy declares.

    `as_of` is the day (ISO 8601) that deadlines were held against, if any; gaps at or over `threshold` fail the check.
    """

    inventory: Inventory
    verdict: Verdict | None = None
    declarations: tuple[Declaration, ...] = ()
    as_of: str | None = None
    title: str = ""
    threshold: Severity = Severity.MEDIUM

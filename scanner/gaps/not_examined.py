"""PM901: something could not be examined, and why. Never the cause of exit 1: see `--fail-on-incomplete`."""

from __future__ import annotations

from scanner.gaps.case import Case
from scanner.gaps.rule import Outcome, Rule, gap_id
from scanner.model import Gap, Severity

CODE = "PM901"


def judge(case: Case) -> Outcome:
    """One gap for each input that a reader exists for and that was not examined."""
    return Outcome(
        tuple(
            Gap(
                id=gap_id(CODE, item.target),
                rule=CODE,
                kind="not_examined",
                severity=Severity.LOW,
                categories=(),
                message=f"{item.target} was not examined: {item.reason}",
                fix="Mend it, or leave it out with [scan] exclude.",
                path=(item.target,),
            )
            for item in case.inventory.unscanned
            if not item.skipped
        )
    )


RULE = Rule(CODE, "not_examined", "Something could not be examined", judge)

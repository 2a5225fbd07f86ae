"""PM501, PM502, PM503: the policy against itself: it contradicts itself, says nothing firm, or lacks a clause.

What is found here was read with the policy (scanner.policy): the findings become gaps without any look at systems.
"""

from __future__ import annotations

from functools import partial

from scanner.gaps.case import Case
from scanner.gaps.rule import Outcome, Rule, gap_id
from scanner.model import CitedSentence, Declaration, Evidence, Gap, PolicyFinding, Severity

_CODES = {"contradictory_policy": "PM501", "vague_policy": "PM502", "missing_clause": "PM503"}
_MENDS = {
    "contradictory_policy": "Decide which of the two holds, and say only that.",
    "vague_policy": "Say what, for what and for how long.",
    "missing_clause": "Add the clause (GDPR 13, 14).",
}


def judge(case: Case, *, kind: str) -> Outcome:
    """One gap for each finding of this kind on a policy."""
    gaps: dict[str, Gap] = {}
    for declaration in case.scope.declarations:
        for finding in declaration.findings:
            if finding.kind == kind:
                gap = _gap(declaration, finding)
                gaps.setdefault(gap.id, gap)
    return Outcome(tuple(gaps[key] for key in sorted(gaps)))


def _gap(declaration: Declaration, finding: PolicyFinding) -> Gap:
    code = _CODES[finding.kind]
    policy = declaration.document.path
    first = finding.evidence[0] if finding.evidence else None
    return Gap(
        id=gap_id(code, policy, finding.message),
        rule=code,
        kind=finding.kind,
        severity=Severity.LOW if finding.kind != "contradictory_policy" else Severity(finding.severity),
        categories=(),
        message=finding.message,
        fix=_MENDS[finding.kind],
        statement=CitedSentence(first.quote, first.start, first.end, policy) if first else None,
        evidence=tuple(Evidence(policy, reason=f"“{other.quote}”") for other in finding.evidence[1:]),
    )


def _rule(kind: str, title: str) -> Rule:
    return Rule(_CODES[kind], kind, title, partial(judge, kind=kind))


CONTRADICTION = _rule("contradictory_policy", "The policy contradicts itself")
VAGUE = _rule("vague_policy", "A clause says nothing firm")
MISSING = _rule("missing_clause", "A clause that GDPR 13 or 14 requires is not there")

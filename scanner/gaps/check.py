"""Hold an inventory against what its policies declare."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from scanner.gaps import (
    categories,
    controls,
    erasure,
    minors,
    not_examined,
    policy_itself,
    protection,
    purposes,
    recipients,
    regions,
    retention,
    sharing,
    stale,
    storing,
)
from scanner.gaps.case import PolicyScope, open_case
from scanner.gaps.rule import Outcome, Rule
from scanner.gaps.same_thing import fold_log_calls
from scanner.model import Claim, Gap, Inventory, Verdict

RULES: tuple[Rule, ...] = (
    categories.RULE,
    recipients.RULE,
    regions.RULE,
    storing.RULE,
    sharing.RULE,
    minors.RULE,
    erasure.RULE,
    retention.RULE,
    controls.NOTICE,
    controls.CONSENT,
    controls.UNSUBSCRIBE,
    stale.CATEGORIES,
    stale.RECIPIENTS,
    policy_itself.CONTRADICTION,
    policy_itself.VAGUE,
    policy_itself.MISSING,
    purposes.RULE,
    protection.CREDENTIALS,
    protection.SPECIAL,
    not_examined.RULE,
)
"""All rules, in the order of their codes."""


def find_gaps(inventory: Inventory, scopes: Sequence[PolicyScope]) -> Verdict:
    """Every difference between the inventory and the policies of each scope, gravest first, and every claim's verdict."""
    outcomes = [rule.judge(case) for case in (open_case(inventory, scope) for scope in scopes) for rule in RULES]
    return Verdict(_gaps(outcomes, inventory), _claims(outcomes))


def _gaps(outcomes: Iterable[Outcome], inventory: Inventory) -> tuple[Gap, ...]:
    by_id: dict[str, Gap] = {}
    for outcome in outcomes:
        for gap in outcome.gaps:
            by_id.setdefault(gap.id, gap)
    folded = fold_log_calls(by_id.values(), inventory)
    return tuple(sorted(folded, key=lambda gap: (-gap.severity.rank, gap.rule, gap.id)))


def _claims(outcomes: Iterable[Outcome]) -> tuple[Claim, ...]:
    """One verdict a sentence: broken before untestable before kept."""
    gravity = ("broken", "untestable", "kept")
    worst: dict[tuple[str, int, str], Claim] = {}
    for outcome in outcomes:
        for claim in outcome.claims:
            key = (claim.statement.policy, claim.statement.start, claim.statement.quote)
            if key not in worst or gravity.index(claim.verdict) < gravity.index(worst[key].verdict):
                worst[key] = claim
    return tuple(worst[key] for key in sorted(worst))

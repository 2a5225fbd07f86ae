"""PM601: data is shared for a purpose that the policy does not give.

The purposes of a recipient follow from what it does: an analytics vendor analyses. They are held against the purposes of
the sentences that let the recipient have data; a sentence that gives none says nothing on the matter. Recipients that
the policy does not cover at all are PM201's: naming them with their purpose mends both.
"""

from __future__ import annotations

from scanner.gaps.case import Case
from scanner.gaps.recipients import covering, undeclared
from scanner.gaps.rule import Outcome, Rule, gap_id, named
from scanner.gaps.uses import is_use_within
from scanner.graph.lineage import carried
from scanner.model import Flow, Gap, Recipient, Severity
from scanner.vendors.catalogue import purposes_of

CODE = "PM601"


def judge(case: Case) -> Outcome:
    """A gap for each covered recipient whose sentences give purposes, and none of its own."""
    gaps = []
    for recipient, flows in case.received:
        given = {purpose for statement in covering(case, recipient) for purpose in statement.purposes}
        wanted = purposes_of(recipient.function)
        known = any(is_use_within(use, g) or is_use_within(g, use) for use in wanted for g in given)
        if wanted and given and not known and not undeclared(case, recipient, flows):
            gaps.append(_gap(case, recipient, flows))
    return Outcome(tuple(gaps))


def _gap(case: Case, recipient: Recipient, flows: tuple[Flow, ...]) -> Gap:
    purpose = recipient.function.replace("_", " ")
    return Gap(
        id=gap_id(CODE, recipient.id),
        rule=CODE,
        kind="undeclared_purpose",
        severity=Severity.MEDIUM,
        categories=carried(flows),
        recipient=recipient.id,
        message=f"{recipient.name} receives {named(carried(flows))} for {purpose}, a purpose that the policy does not give",
        fix=f"Either give {purpose} as a purpose in the policy, or stop sending to {recipient.name}.",
        evidence=case.evidence(flow.id for flow in flows),
        path=(flows[0].upstream, recipient.id),
    )


RULE = Rule(CODE, "undeclared_purpose", "Data is shared for a purpose that the policy does not give", judge)

"""PM302: the policy says that data is not shared, sold or used for advertising, and it reaches such a recipient.

A promise about advertising is broken by any flow to a recipient whose function is advertising, or which states that
purpose. A promise not to share a category at all is broken by any recipient of it that acts for its own ends; a
processor is none (GDPR 4(8)).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from detectors.model import Category
from scanner.gaps.case import Case, cited
from scanner.gaps.declared import covers
from scanner.gaps.rule import Outcome, Rule, gap_id, named
from scanner.gaps.severity import higher, severity_of
from scanner.gaps.uses import is_use_within
from scanner.graph.lineage import carried
from scanner.model import Action, CitedSentence, Claim, Flow, Gap, Recipient, Statement
from scanner.vendors.catalogue import by_id

CODE = "PM302"
_ADVERTISING = "marketing.advertising"
_GIVING = frozenset({Action.SHARE, Action.TRANSFER})


def judge(case: Case) -> Outcome:
    """A gap for each recipient whose data a promise rules out; a claim for each promise."""
    gaps: dict[str, Gap] = {}
    claims = []
    for statement, policy in promises(case):
        sentence = cited(statement, policy)
        found = list(_broken(case, statement, sentence))
        for gap in found:
            gaps.setdefault(gap.id, gap)
        if sentence:
            claims.append(_claim(case, sentence, found, _processors(case, statement)))
    return Outcome(tuple(gaps.values()), tuple(claims))


def promises(case: Case) -> Iterator[tuple[Statement, str]]:
    """The negative statements about giving data away."""
    for statement, policy in case.statements:
        if statement.polarity == "negative" and statement.action in _GIVING and statement.subject != "child":
            yield statement, policy


def is_about_advertising(statement: Statement) -> bool:
    """Whether the promise speaks of advertising: by its purpose or by whom it rules out."""
    return any(is_use_within(p, _ADVERTISING) or p == "marketing" for p in statement.purposes) or any(
        phrase.key == "advertising_partners" for phrase in statement.recipients
    )


def _broken(case: Case, statement: Statement, sentence: CitedSentence | None) -> Iterator[Gap]:
    for recipient, flows in case.received:
        categories = tuple(c for c in carried(flows) if _ruled_out(statement, c))
        if categories and _is_meant(statement, recipient, flows):
            yield _gap(case, recipient, flows, categories, sentence)


def _ruled_out(statement: Statement, category: Category) -> bool:
    specific = [phrase for phrase in statement.categories if phrase.key != "user"]
    return not specific or any(covers(phrase.key, category) for phrase in specific)


_TO_THE_PUBLIC = re.compile(
    r"\b(?:publicly|with the public|to the public|other (?:users|members|customers))\b", re.IGNORECASE
)
"""Not shown to everybody: such a promise says nothing of vendors."""


def _is_meant(statement: Statement, recipient: Recipient, flows: Sequence[Flow]) -> bool:
    if is_about_advertising(statement):
        return recipient.function == "advertising" or any(
            is_use_within(purpose, _ADVERTISING) for flow in flows for purpose in flow.purposes
        )
    if any(phrase.key == recipient.id for phrase in statement.recipients):
        return True
    if any(by_id(phrase.key) for phrase in statement.recipients):
        return False
    if any(_TO_THE_PUBLIC.search(quote.quote) for quote in statement.evidence):
        return False
    specific = any(phrase.key != "user" for phrase in statement.categories)
    return specific and not statement.condition and recipient.gdpr_role in ("controller", "joint", "unknown")


def _gap(
    case: Case,
    recipient: Recipient,
    flows: Sequence[Flow],
    categories: tuple[Category, ...],
    sentence: CitedSentence | None,
) -> Gap:
    first = min(flows, key=lambda flow: flow.id)
    return Gap(
        id=gap_id(CODE, recipient.id),
        rule=CODE,
        kind="broken_promise",
        # Hashed addresses are what advertising networks match people by: hashing makes this no better.
        severity=higher(severity_of(categories)),
        categories=categories,
        recipient=recipient.id,
        message=f"{recipient.name} ({recipient.function.replace('_', ' ')}) receives {named(categories)}, "
        "although the policy promises that it does not",
        fix=f"Either stop sending to {recipient.name} at the places shown, or take the promise back.",
        statement=sentence,
        evidence=case.evidence(flow.id for flow in flows),
        path=(*case.lineage.way_in(first.upstream), recipient.id),
    )


def _processors(case: Case, statement: Statement) -> list[str]:
    """Who gets the data and acts for the company: whether the promise means them, no program can tell."""
    specific = any(phrase.key != "user" for phrase in statement.categories)
    if is_about_advertising(statement) or statement.recipients or not specific:
        return []
    return [r.name for r, flows in case.received if any(_ruled_out(statement, c) for c in carried(flows))]


def _claim(case: Case, sentence: CitedSentence, found: list[Gap], processors: list[str]) -> Claim:
    if found:
        return Claim(sentence, "broken", f"reaches {', '.join(gap.recipient or '' for gap in found[:3])}")
    if processors:
        return Claim(
            sentence, "untestable", f"it reaches {', '.join(processors[:3])}: does the sentence mean processors?"
        )
    if not case.examined("code", "javascript", "markup"):
        return Claim(sentence, "untestable", "no code or page was examined: what leaves the systems is not known")
    if case.is_blind:
        return Claim(sentence, "untestable", "not found, but not everything could be examined")
    return Claim(sentence, "kept", "no such recipient is reached from the code and pages that were examined")


RULE = Rule(CODE, "broken_promise", "Data is given where the policy promises that it is not", judge)

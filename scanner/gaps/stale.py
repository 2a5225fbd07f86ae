"""PM401, PM402: the policy declares a category or names a recipient that is nowhere, though the systems were examined.

Only specific categories and named companies go stale: "your information" and "service providers" cannot. A category
counts as found wherever it, a kind of it, or the family it belongs to was seen, low confidence included; a recipient
even where its name is merely mentioned. While code or data that should show it could not be examined, nothing is stale.
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.taxonomy import equivalent, is_within, words
from scanner.gaps.case import Case, cited
from scanner.gaps.rule import Outcome, Rule, gap_id
from scanner.model import CitedSentence, Gap, Severity
from scanner.vendors.catalogue import by_id

_CODE_KINDS = ("code", "javascript", "markup")
_DATA_KINDS = ("sqlite", "datafiles", "ddl", "logs")
_TOO_WIDE = frozenset({"user", "system", "user.account", "user.content", "user.contact", "user.demographic", "user.behavior",
                       "user.telemetry", "user.device", "user.unique_id", "user.privacy_preferences", "user.content.private",
                       "user.content.public", "user.account.settings", "user.demographic.age_range", "user.demographic.profile",
                       "system.operations", "system.authentication", "user.social", "user.workplace"})  # fmt: skip


def judge_categories(case: Case) -> Outcome:
    """PM401: a gap for each declared category that was seen nowhere."""
    if not (case.examined(*_CODE_KINDS) and case.examined(*_DATA_KINDS)) or case.is_blind:
        return Outcome()
    seen = _seen(case)
    return Outcome(tuple(_category_gap(key, quote) for key, quote in _declared(case) if not _was_seen(key, seen)))


def judge_recipients(case: Case) -> Outcome:
    """PM402: a gap for each named company that is seen nowhere."""
    if not case.examined(*_CODE_KINDS) or case.is_blind:
        return Outcome()
    seen = {recipient.id for recipient in case.inventory.recipients}
    gaps: dict[str, Gap] = {}
    for statement, policy in case.statements:
        sentence = cited(statement, policy)
        for phrase in statement.recipients if statement.polarity == "positive" else ():
            vendor = by_id(phrase.key)
            if vendor and vendor.id not in seen and sentence:
                gaps.setdefault(vendor.id, _recipient_gap(vendor.id, vendor.name, sentence))
    return Outcome(tuple(gaps[key] for key in sorted(gaps)))


def _seen(case: Case) -> set[str]:
    """Every category seen anywhere, whatever the subject or confidence."""
    seen = {found.category for field in case.inventory.fields for found in field.categories}
    seen |= {category for point in case.inventory.collection_points for category in point.categories}
    return {str(c) for c in seen} | {str(c) for flow in case.inventory.flows for c in flow.categories}


def _declared(case: Case) -> Iterator[tuple[str, CitedSentence]]:
    first: dict[str, CitedSentence] = {}
    for statement, policy in case.statements:
        sentence = cited(statement, policy)
        if statement.polarity != "positive" or statement.actor == "user" or sentence is None:
            continue
        for phrase in statement.categories:
            if phrase.key not in _TOO_WIDE:
                first.setdefault(phrase.key, sentence)
    yield from sorted(first.items())


def _was_seen(key: str, seen: set[str]) -> bool:
    same = equivalent(key)
    return any(is_within(found, k) or is_within(k, found) for found in seen - {"user"} for k in same)


def _category_gap(key: str, sentence: CitedSentence) -> Gap:
    return Gap(
        id=gap_id("PM401", key),
        rule="PM401",
        kind="stale_declaration",
        severity=Severity.LOW,
        categories=(key,),  # type: ignore[arg-type]  # the reader checked that it is a category
        message=f"the policy declares {words(key)}, which nothing that was examined collects or holds",
        fix="Either take it out of the policy, or scan the system that holds it.",
        statement=sentence,
        path=(),
    )


def _recipient_gap(vendor: str, name: str, sentence: CitedSentence) -> Gap:
    return Gap(
        id=gap_id("PM402", vendor),
        rule="PM402",
        kind="stale_declaration",
        severity=Severity.LOW,
        categories=(),
        recipient=vendor,
        message=f"the policy names {name}, and nothing that was examined reaches it",
        fix=f"Either take {name} out of the policy, or scan the system that uses it.",
        statement=sentence,
    )


CATEGORIES = Rule("PM401", "stale_declaration", "A declared category is nowhere", judge_categories)
RECIPIENTS = Rule("PM402", "stale_declaration", "A named recipient is nowhere", judge_recipients)

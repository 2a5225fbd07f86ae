"""PM303: the policy says that no data of children is collected, and a birth date or age is asked without a check.

Kept where an age gate covers the collection; untestable where no age is ever asked, since then nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from detectors.taxonomy import is_within
from scanner.gaps.case import Case, cited, sure
from scanner.gaps.rule import Outcome, Rule, gap_id
from scanner.ids import store_of
from scanner.model import Action, CitedSentence, Claim, ControlKind, ControlState, Field, Gap, Severity, Statement

CODE = "PM303"
_AGES = ("user.demographic.date_of_birth", "user.demographic.age_range", "user.childrens")


def judge(case: Case) -> Outcome:
    """One gap for all places that know ages without a gate before them."""
    found = [(statement, policy) for statement, policy in case.statements if _is_promise(statement)]
    if not found:
        return Outcome()
    sentence = cited(*found[0])
    gated = [c.id for c in case.controls(ControlKind.AGE_GATE, ControlState.PRESENT)]
    asked = list(_asked(case))
    gaps = (_gap(case, asked, sentence),) if asked and not gated else ()
    claims = tuple(_claims(found, asked=bool(asked), gated=bool(gated)))
    return Outcome(gaps, claims)


def _is_promise(statement: Statement) -> bool:
    return statement.polarity == "negative" and statement.subject == "child" and statement.action is Action.COLLECT


def _asked(case: Case) -> Iterator[str]:
    yield from (point.id for point in case.points if any(_is_age(c) for c in point.categories))
    yield from (field.id for field in case.fields if _holds_age(field))


def _holds_age(field: Field) -> bool:
    return any(_is_age(found.category) for found in sure(field))


def _is_age(category: str) -> bool:
    return any(is_within(category, age) for age in _AGES)


def _gap(case: Case, asked: list[str], sentence: CitedSentence | None) -> Gap:
    categories = {c for point in case.points if point.id in asked for c in point.categories if _is_age(c)}
    categories |= {f.category for field in case.fields if field.id in asked for f in sure(field) if _is_age(f.category)}
    return Gap(
        id=gap_id(CODE, store_of(asked[0])),
        rule=CODE,
        kind="broken_promise",
        severity=Severity.HIGH,
        categories=tuple(sorted(categories)),
        message="ages are known and nothing turns children away, although the policy says that none of their data is taken",
        fix="Either refuse births after the age in the policy where the account is made, or stop promising it.",
        statement=sentence,
        evidence=case.evidence(asked),
        path=(asked[0],),
    )


def _claims(found: list[tuple[Statement, str]], *, asked: bool, gated: bool) -> Iterator[Claim]:
    if gated:
        verdict, reason = "kept", "an age gate is in the code that was examined"
    elif asked:
        verdict, reason = "broken", "ages are asked for and no age gate was found"
    else:
        verdict, reason = "untestable", "no age is asked for, so no program can tell who is a child"
    for statement, policy in found:
        sentence = cited(statement, policy)
        if sentence:
            yield Claim(sentence, verdict, reason)


RULE = Rule(CODE, "broken_promise", "Ages are known and no age gate stands where the policy excludes children", judge)

"""PM301: the policy says that a category is not stored or not collected, and a place keeps it.

Any store counts: tables, files, logs, caches. A masked or tokenised value (the last four digits of a card, a token of
the payment processor) is not the value and breaks nothing. Promises about children are PM303's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from detectors.model import Protection
from scanner.gaps.case import Case, cited, held, sure
from scanner.gaps.declared import covers
from scanner.gaps.rule import Outcome, Rule, gap_id, named
from scanner.gaps.severity import higher, severity_of
from scanner.model import Action, CitedSentence, Claim, Field, Gap, Statement, Store

CODE = "PM301"
_KEEPING = frozenset({Action.STORE, Action.RETAIN, Action.COLLECT})
_IN_LOGS = re.compile(
    r"\b(?:in|into|from|out of|to)\s+(?:(?:our|the|any|its|server|access|application)\s+){0,3}logs?\b", re.IGNORECASE
)
_LOGS_DO_NOT = re.compile(
    r"\blogs?\b(?: files?)?[^.;]{0,30}\b(?:not|never|no|neither|free of|without)\b", re.IGNORECASE
)
_NOT_THE_VALUE = frozenset({Protection.MASKED, Protection.TOKENISED})


def judge(case: Case) -> Outcome:
    """A gap for each store that keeps what a statement says is not kept; a claim for each such statement."""
    gaps: dict[str, Gap] = {}
    claims = []
    for statement, policy in promises(case):
        sentence = cited(statement, policy)
        found = list(_broken(case, statement, sentence))
        gaps.update({gap.id: gap for gap in found})
        if sentence:
            claims.append(_claim(case, sentence, found))
    return Outcome(tuple(gaps.values()), tuple(claims))


def promises(case: Case) -> Iterator[tuple[Statement, str]]:
    """The negative statements about keeping specific data of everybody."""
    for statement, policy in case.statements:
        keeping = statement.polarity == "negative" and statement.action in _KEEPING and statement.subject != "child"
        if keeping and any(phrase.key != "user" for phrase in statement.categories):
            yield statement, policy


def _broken(case: Case, statement: Statement, sentence: CitedSentence | None) -> Iterator[Gap]:
    for store, fields in case.by_store.items():
        kept = [field for field in fields if _is_kept(field, statement)]
        if kept and _speaks_of(statement, case.stores.get(store)):
            yield _gap(case, store, kept, statement, sentence)


def about_logs_alone(sentence: str) -> bool:
    """Whether a denial speaks of logs: "out of our logs", "our application logs never contain …"."""
    return bool(_IN_LOGS.search(sentence) or _LOGS_DO_NOT.search(sentence))


def _speaks_of(statement: Statement, store: Store | None) -> bool:
    """Whether the promise means this kind of store: one about logs speaks of logs alone."""
    about_logs = any(about_logs_alone(quote.quote) for quote in statement.evidence)
    return not about_logs or store is None or store.kind == "log"


def _is_kept(field: Field, statement: Statement) -> bool:
    return field.protection not in _NOT_THE_VALUE and any(
        covers(phrase.key, found.category) for phrase in statement.categories for found in sure(field)
    )


def _gap(case: Case, store: str, fields: list[Field], statement: Statement, sentence: CitedSentence | None) -> Gap:
    categories = tuple(c for c in held(fields) if any(covers(phrase.key, c) for phrase in statement.categories))
    name = case.stores[store].name if store in case.stores else store
    return Gap(
        id=gap_id(CODE, store, statement.id),
        rule=CODE,
        kind="broken_promise",
        severity=higher(severity_of(categories, *(field.protection for field in fields))),
        categories=categories,
        message=f"{name} keeps {named(categories)}, which the policy says is not {_done(statement)}",
        fix=f"Either delete {', '.join(field.path for field in fields[:4])} and stop writing it, or take the promise back.",
        statement=sentence,
        evidence=case.evidence((field.id for field in fields), categories),
        path=case.lineage.way_in(fields[0].id),
    )


def _done(statement: Statement) -> str:
    return "collected" if statement.action is Action.COLLECT else "stored"


def _claim(case: Case, sentence: CitedSentence, found: list[Gap]) -> Claim:
    if found:
        return Claim(sentence, "broken", f"kept in {', '.join(gap.path[-1] for gap in found[:3])}")
    if not case.inventory.examined:
        return Claim(sentence, "untestable", "nothing was examined")
    if case.is_blind:
        return Claim(sentence, "untestable", "not found, but not everything could be examined")
    return Claim(sentence, "kept", "not found in any store, log or file that was examined")


RULE = Rule(CODE, "broken_promise", "Data is kept that the policy says is not stored", judge)

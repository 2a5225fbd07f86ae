"""PM305: the policy gives a period for keeping data, and what runs keeps it longer.

Periods of infrastructure (log retention, bucket lifecycle) and of clean-up jobs are compared with the period of the
statement that speaks of the same data: by category, or by the word for the store (logs, recordings, backups).
Where nothing limits how long a place keeps data, the claim is untestable: a job elsewhere may do it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from scanner.gaps.case import Case, cited, held
from scanner.gaps.declared import names
from scanner.gaps.periods import days, is_longer, spoken
from scanner.gaps.rule import Outcome, Rule, gap_id
from scanner.model import Action, CitedSentence, Claim, Control, ControlKind, Gap, Severity, Statement
from scanner.policy.periods import ON_REQUEST

CODE = "PM305"
_WORDS = re.compile(r"[a-z]{3,}")
_KINDS_OF_LOG = frozenset(("access", "audit", "error", "application", "mail", "call", "security"))
_MEASURES = frozenset(("metric", "performance", "health", "build"))
_STORES = frozenset(
    [
        "log",
        "recording",
        "backup",
        "call",
        "chat",
        "message",
        "session",
        "cookie",
        "invoice",
        "ticket",
        "transcript",
        "lead",
        "report",
    ]
)


def judge(case: Case) -> Outcome:
    """A gap for each control whose period is longer than the statement's on the same data."""
    gaps: dict[str, Gap] = {}
    claims: list[Claim] = []
    for statement, policy in case.statements:
        if statement.action not in (Action.RETAIN, Action.STORE, Action.ERASE) or days(statement.period) is None:
            continue
        sentence = cited(statement, policy)
        controls = [control for control in case.controls(ControlKind.RETENTION) if _concerns(case, control, statement)]
        longer = [control for control in controls if is_longer(control.period, statement.period)]
        for control in longer:
            gap = _gap(case, control, statement, sentence)
            gaps.setdefault(gap.id, gap)
        if sentence and statement.action is not Action.ERASE:
            claims.append(_claim(sentence, controls, longer))
    return Outcome(tuple(gaps.values()), tuple(claims))


def _concerns(case: Case, control: Control, statement: Statement) -> bool:
    """Whether the control limits what the statement speaks of: the same kind of store by name, or the same category."""
    sentence = statement.evidence[0].quote.casefold() if statement.evidence else ""
    said = {_singular(word) for word in _WORDS.findall(sentence)} | {p.text.casefold() for p in statement.categories}
    for store in control.covers:
        known = case.stores.get(store)
        words = {_singular(word) for word in _WORDS.findall((known.name if known else store).casefold())}
        is_log = known is not None and known.kind == "log"
        if _is_such_a_log(words, said) if is_log else words & said & _STORES:
            return True
        if any(names(statement, category) for category in held(case.by_store.get(store, ()))):
            return statement.action is not Action.ERASE or not ON_REQUEST.search(sentence)
    return False


def _is_such_a_log(words: Collection[str], said: Collection[str]) -> bool:
    """Whether a log is one of those that a sentence speaks of: "access logs" are not those of the application."""
    if "log" not in said or not _MEASURES.isdisjoint(words):
        return False
    kinds = _KINDS_OF_LOG.intersection(said)
    return not kinds or not kinds.isdisjoint(words)


def _singular(word: str) -> str:
    return word if word.endswith("ss") else word.removesuffix("s")


def _gap(case: Case, control: Control, statement: Statement, sentence: CitedSentence | None) -> Gap:
    place = control.covers[0] if control.covers else control.id
    fields = [field for store in control.covers for field in case.by_store.get(store, ())]
    name = case.stores[place].name if place in case.stores else place
    return Gap(
        id=gap_id(CODE, place),
        rule=CODE,
        kind="broken_promise",
        severity=Severity.MEDIUM,
        categories=held(fields),
        message=f"{name} is kept for {spoken(control.period)}, the policy says {spoken(statement.period)}",
        fix=f"Either set the period of {name} to {spoken(statement.period)}, or give the longer one in the policy.",
        statement=sentence,
        evidence=case.evidence([control.id]),
        path=(place,),
    )


def _claim(sentence: CitedSentence, controls: list[Control], longer: list[Control]) -> Claim:
    if longer:
        return Claim(sentence, "broken", f"{longer[0].covers[0] if longer[0].covers else longer[0].id} keeps it longer")
    if controls:
        return Claim(sentence, "kept", "every clean-up and lifecycle rule that was found keeps to it")
    return Claim(sentence, "untestable", "nothing that was examined limits how long this is kept")


RULE = Rule(CODE, "broken_promise", "Data is kept longer than the policy says", judge)

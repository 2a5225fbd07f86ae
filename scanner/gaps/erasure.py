"""PM304: the policy promises erasure within a period, and a table with a person's data is not reached by any deletion.

A table is reached when a deletion path in the code names it, or when it hangs by foreign keys that cascade on tables
that are reached. What the promise itself excepts is left out, as are tables whose subjects the policy does not speak to, and views. Where no code was
examined, or no deletion path was found in it, no program can tell which tables would be left: the claim is untestable
or broken as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from detectors.model import Protection
from scanner.gaps.case import Case, cited, held
from scanner.gaps.periods import days, is_longer, spoken
from scanner.gaps.rule import Outcome, Rule, gap_id, named
from scanner.ids import store_of
from scanner.model import (
    Action,
    CitedSentence,
    Claim,
    Control,
    ControlKind,
    ControlState,
    Field,
    Gap,
    Severity,
    Statement,
)

CODE = "PM304"
_EXCEPTION = re.compile(r"\b(?:except|excluding|other than|apart from|save)\b(.{0,200})", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[a-z]{4,}")
_FOLLOWS = frozenset({"cascade", "delete", "delete-orphan"})


def judge(case: Case) -> Outcome:
    """A gap for each table that erasure does not reach."""
    found = [(statement, policy) for statement, policy in case.statements if _is_promise(statement)]
    if not found:
        return Outcome()
    controls = list(case.controls(ControlKind.ERASURE, ControlState.PRESENT, ControlState.PARTIAL))
    covered = {node for control in controls for node in control.covers}
    if not covered:
        return Outcome(claims=tuple(_claims(found, "untestable", _why_unknown(case))))
    excepted = _excepted(statement for statement, _ in found)
    left = [store for store in _left(case, _reached(case, covered)) if not excepted & _words(case.stores[store].name)]
    sentence = cited(*found[0])
    gaps = tuple(_gap(case, store, sentence, [control.id for control in controls]) for store in left)
    promised = min((s.period for s, _ in found), key=lambda period: days(period) or 0)
    gaps += tuple(_late(case, c, promised, sentence) for c in controls if c.covers and is_longer(c.period, promised))
    verdict = (
        ("broken", f"{len(gaps)} places do not keep to it")
        if gaps
        else ("kept", "the deletion path reaches every table")
    )
    return Outcome(gaps, tuple(_claims(found, *verdict)))


def _excepted(statements: Iterable[Statement]) -> frozenset[str]:
    """The words of what the promise leaves out: "except for invoices" lets the table of invoices stay."""
    conditions = (_EXCEPTION.search(statement.condition or "") for statement in statements)
    return frozenset().union(*(_words(found[1]) for found in conditions if found))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.casefold()))


def _is_promise(statement: Statement) -> bool:
    """Whether it speaks of a person's data at large: a period for one kind of data is PM305's."""
    specific = any(phrase.key != "user" for phrase in statement.categories)
    return (
        statement.action is Action.ERASE
        and statement.polarity == "positive"
        and statement.period is not None
        and not specific
    )


def _why_unknown(case: Case) -> str:
    if not case.examined("code"):
        return "no code was examined, so it is not known what a deletion reaches"
    return "no path that deletes a person's data was found in the code that was examined"


def _reached(case: Case, covered: set[str]) -> set[str]:
    """The tables that a deletion of the covered ones takes along through cascading keys."""
    reached = set(covered)
    edges = [
        (store_of(r.upstream), store_of(r.downstream))
        for r in case.inventory.relations
        if r.downstream and (r.on_delete or "").casefold() in _FOLLOWS
    ]
    while True:
        more = {child for child, parent in edges if parent in reached} - reached
        if not more:
            return reached
        reached |= more


def _left(case: Case, reached: set[str]) -> Iterator[str]:
    for store, fields in case.by_store.items():
        kind = case.stores[store].kind if store in case.stores else ""
        if kind == "table" and store not in reached and held(_of_persons(fields)):
            yield store


def _of_persons(fields: Iterable[Field]) -> list[Field]:
    """The fields that still say whose they are: the last digits of a card and a token do not."""
    return [field for field in fields if field.protection not in (Protection.MASKED, Protection.TOKENISED)]


def _gap(case: Case, store: str, sentence: CitedSentence | None, controls: list[str]) -> Gap:
    fields = case.by_store[store]
    name = case.stores[store].name
    return Gap(
        id=gap_id(CODE, store),
        rule=CODE,
        kind="broken_promise",
        severity=Severity.HIGH,
        categories=held(fields),
        message=f"{name} keeps {named(held(fields))} after an account is deleted: no deletion path reaches it",
        fix=f"Either delete the person's rows of {name} on the deletion path (or let its key cascade), "
        "or say in the policy what is kept and why.",
        statement=sentence,
        evidence=case.evidence([*controls, *(field.id for field in fields)]),
        path=(store,),
    )


def _late(case: Case, control: Control, promised: str | None, sentence: CitedSentence | None) -> Gap:
    """The deletion runs, and later than was promised."""
    place = store_of(control.id)
    return Gap(
        id=gap_id(CODE, place, control.id.rpartition("#")[2]),
        rule=CODE,
        kind="broken_promise",
        severity=Severity.HIGH,
        categories=held(field for store in control.covers for field in case.by_store.get(store, ())),
        message=f"{place.partition('/')[2]} deletes a person's data only after {spoken(control.period)}, "
        f"the policy promises {spoken(promised)}",
        fix=f"Either delete within {spoken(promised)}, or promise {spoken(control.period)}.",
        statement=sentence,
        evidence=case.evidence([control.id]),
        path=(place, _hub(case, control.covers)),
    )


def _hub(case: Case, stores: Sequence[str]) -> str:
    """The table that most others refer to: the persons themselves."""
    referred = Counter(store_of(r.downstream) for r in case.inventory.relations if r.downstream)
    return max(sorted(stores), key=lambda store: referred[store])


def _claims(found: list[tuple[Statement, str]], verdict: str, reason: str) -> Iterator[Claim]:
    for statement, policy in found:
        sentence = cited(statement, policy)
        if sentence:
            yield Claim(sentence, verdict, reason)


RULE = Rule(CODE, "broken_promise", "A table with personal data is not reached by the promised erasure", judge)

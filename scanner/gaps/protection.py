"""PM701, PM702: credentials or special categories stand in clear where they should not be.

Passwords and other credentials of people should stand in clear nowhere. Special categories (GDPR 9, 10) should stand in
clear in no log and no loose file; a table that the policy declares is where they belong.
"""

from __future__ import annotations

from collections.abc import Callable

from detectors.model import Category, Protection
from detectors.taxonomy import is_special, is_within
from scanner.gaps.case import Case, sure
from scanner.gaps.rule import Outcome, Rule, gap_id, named
from scanner.model import Field, Gap, Severity

_LOOSE = frozenset({"log", "file", "cache", "queue"})


def judge_credentials(case: Case) -> Outcome:
    """PM701: a gap for each store with credentials in clear."""
    return _judge(case, "PM701", _is_credential, lambda _: True)


def judge_special(case: Case) -> Outcome:
    """PM702: a gap for each log or loose file with special categories in clear."""
    return _judge(case, "PM702", is_special, lambda kind: kind in _LOOSE)


def _is_credential(category: str) -> bool:
    return is_within(category, "user.authorization")


def _judge(case: Case, code: str, concerns: Callable[[str], bool], where: Callable[[str], bool]) -> Outcome:
    gaps = []
    for store, fields in case.by_store.items():
        open_fields = [f for f in fields if f.protection is Protection.PLAIN and _matching(f, concerns)]
        if open_fields and store in case.stores and where(case.stores[store].kind):
            gaps.append(_gap(case, code, store, open_fields, concerns))
    return Outcome(tuple(gaps))


def _matching(field: Field, concerns: Callable[[str], bool]) -> list[Category]:
    return [found.category for found in sure(field) if concerns(found.category)]


def _gap(case: Case, code: str, store: str, fields: list[Field], concerns: Callable[[str], bool]) -> Gap:
    categories = tuple(sorted({category for field in fields for category in _matching(field, concerns)}))
    name = case.stores[store].name
    return Gap(
        id=gap_id(code, store),
        rule=code,
        kind="unprotected",
        severity=Severity.CRITICAL if code == "PM701" else Severity.HIGH,
        categories=categories,
        message=f"{name} holds {named(categories)} in clear",
        fix=f"Hash, encrypt or remove {', '.join(field.path for field in fields[:4])}, and what was written already.",
        evidence=case.evidence(field.id for field in fields),
        path=case.lineage.way_in(fields[0].id),
    )


CREDENTIALS = Rule("PM701", "unprotected", "Credentials in clear", judge_credentials)
SPECIAL = Rule("PM702", "unprotected", "Special categories in clear in a log or loose file", judge_special)

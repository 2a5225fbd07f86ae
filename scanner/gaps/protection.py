"""PM701, PM702: credentials or special categories stand in clear where they should not be.

Passwords and other credentials of people should stand in clear nowhere; of a table whose values nobody looked at, only
the name is known, and no verdict is given. Special categories (GDPR 9, 10) should stand in
clear in no log and no loose file, and in no table either where the policy does not declare them.
"""

from __future__ import annotations

from collections.abc import Callable

from detectors.model import Category, Protection
from detectors.taxonomy import is_special, is_within
from scanner.gaps.case import Case, sure
from scanner.gaps.declared import declaring
from scanner.gaps.rule import Outcome, Rule, gap_id, named
from scanner.model import Field, Gap, Severity

Concern = Callable[[str, Category], bool]
"""Whether a category in a store of this kind should not stand in clear."""

_LOOSE = frozenset({"log", "file", "cache", "queue"})


def judge_credentials(case: Case) -> Outcome:
    """PM701: a gap for each store with credentials in clear."""
    return _judge(case, "PM701", lambda _, category: _is_credential(category))


def _is_seen(field: Field, kind: str, category: Category) -> bool:
    """Whether values were seen in clear: a column that is merely called `password` may well hold hashes."""
    return kind not in ("table", "view") or any(
        found.category == category and set(found.detectors) - {"name"} for found in field.categories
    )


def judge_special(case: Case) -> Outcome:
    """PM702: a gap for each log or loose file with special categories in clear."""

    def concerns(kind: str, category: Category) -> bool:
        return is_special(category) and (kind in _LOOSE or not any(declaring(case, category)))

    return _judge(case, "PM702", concerns)


def _is_credential(category: str) -> bool:
    return is_within(category, "user.authorization")


def _judge(case: Case, code: str, concerns: Concern) -> Outcome:
    gaps = []
    for store, fields in case.by_store.items():
        kind = case.stores[store].kind
        found = [(field, _matching(field, kind, concerns)) for field in fields if field.protection is Protection.PLAIN]
        concerned = [field for field, categories in found if categories]
        if concerned:
            categories = tuple(sorted({category for _, matching in found for category in matching}))
            gaps.append(_gap(case, code, store, concerned, categories))
    return Outcome(tuple(gaps))


def _matching(field: Field, kind: str, concerns: Concern) -> list[Category]:
    return [c.category for c in sure(field) if concerns(kind, c.category) and _is_seen(field, kind, c.category)]


def _gap(case: Case, code: str, store: str, fields: list[Field], categories: tuple[Category, ...]) -> Gap:
    name = case.stores[store].name
    return Gap(
        id=gap_id(code, store),
        rule=code,
        kind="unprotected",
        severity=Severity.CRITICAL if code == "PM701" else Severity.HIGH,
        categories=categories,
        message=f"{name} holds {named(categories)} in clear",
        fix=f"Hash, encrypt or remove {', '.join(field.path for field in fields[:4])}, and what was written already.",
        evidence=case.evidence((field.id for field in fields), categories),
        path=case.lineage.way_in(fields[0].id),
    )


CREDENTIALS = Rule("PM701", "unprotected", "Credentials in clear", judge_credentials)
SPECIAL = Rule("PM702", "unprotected", "Special categories in clear in a log or loose file", judge_special)

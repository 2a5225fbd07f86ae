"""PM101: a place keeps or takes in personal data of a category that the policy does not declare.

A category is declared when a positive statement names it, or a category that it is a kind of. "Any other information"
and "your data" declare nothing. Hashing or encrypting does not declare a category: it lowers the severity.
One gap is one store with all its undeclared categories; a form or an endpoint is reported by itself only where no store
in the same system already shows the same category.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from detectors.model import Category, Protection
from scanner.gaps.case import Case, cited, held, sure
from scanner.gaps.declared import closest, declaring
from scanner.gaps.rule import Outcome, Rule, gap_id, named
from scanner.gaps.severity import is_safeguard, severity_of
from scanner.ids import store_of, system_of
from scanner.model import CitedSentence, CollectionPoint, Field, Gap, Severity

CODE = "PM101"
_PASSING = frozenset({Category("user.behavior.search_history")})
"""What is asked in a search box is answered and forgotten: it is a history only where it is kept."""


def judge(case: Case) -> Outcome:
    """Undeclared categories in stores, then those seen only where they are collected."""
    open_categories = _undeclared(case)
    in_stores = [_store_gap(case, store, fields) for store, fields in _stores(case, open_categories)]
    seen = {(system_of(gap.path[-1]), category) for gap in in_stores for category in gap.categories}
    at_points = [_point_gap(case, place, points) for place, points in _points(case, open_categories, seen)]
    return Outcome((*in_stores, *at_points))


def _undeclared(case: Case) -> frozenset[Category]:
    found = {*held(case.fields), *(category for point in case.points for category in point.categories)}
    return frozenset(c for c in found if c.startswith(("user.", "x.")) and not any(declaring(case, c)))


def _stores(case: Case, undeclared: frozenset[Category]) -> Iterator[tuple[str, tuple[Field, ...]]]:
    for store, fields in case.by_store.items():
        concerned = tuple(f for f in fields if undeclared.intersection(c.category for c in sure(f)))
        if concerned:
            yield store, concerned


def _points(
    case: Case, undeclared: frozenset[Category], seen: set[tuple[str, Category]]
) -> Iterator[tuple[str, tuple[CollectionPoint, ...]]]:
    """Forms and permissions first: an endpoint that takes what a form sends is the same thing to mend."""
    reported = set(seen)
    for endpoints in (False, True):
        places: dict[str, list[CollectionPoint]] = defaultdict(list)
        fresh: set[tuple[str, Category]] = set()
        for point in case.points:
            new = {(system_of(point.id), c) for c in undeclared.intersection(point.categories) - _PASSING} - reported
            if new and point.kind != "sdk" and (point.kind == "endpoint") is endpoints:
                places[store_of(point.id)].append(point)
                fresh |= new
        yield from ((place, tuple(points)) for place, points in sorted(places.items()))
        reported |= fresh


def _store_gap(case: Case, store: str, fields: Sequence[Field]) -> Gap:
    categories = tuple(c for c in held(fields) if not any(declaring(case, c)))
    concerned = [f for f in fields if set(categories).intersection(c.category for c in sure(f))]
    name = case.stores[store].name if store in case.stores else store
    return Gap(
        id=gap_id(CODE, store),
        rule=CODE,
        kind="undeclared_category",
        severity=_severity(categories, concerned),
        categories=categories,
        message=f"{name} holds {named(categories)}{_form(concerned)}, which the policy does not declare",
        fix=_fix(case, categories, ", ".join(f.path for f in concerned[:4])),
        statement=_closest(case, categories),
        evidence=case.evidence((f.id for f in concerned), categories),
        path=case.lineage.way_in(concerned[0].id),
    )


def _point_gap(case: Case, place: str, points: Sequence[CollectionPoint]) -> Gap:
    categories = tuple(sorted({c for point in points for c in point.categories if not any(declaring(case, c))}))
    return Gap(
        id=gap_id(CODE, place),
        rule=CODE,
        kind="undeclared_category",
        severity=severity_of(categories),
        categories=categories,
        message=f"{place.partition('/')[2]} collects {named(categories)}, which the policy does not declare",
        fix=_fix(case, categories, ", ".join(point.name for point in points[:4])),
        statement=_closest(case, categories),
        evidence=case.evidence((point.id for point in points), categories),
        path=(points[0].id,),
    )


def _severity(categories: Sequence[Category], fields: Sequence[Field]) -> Severity:
    """Low where nothing but credentials is undeclared: clear text in them is PM701's."""
    telling = [category for category in categories if not is_safeguard(category)]
    return severity_of(telling, *(field.protection for field in fields)) if telling else Severity.LOW


def _form(fields: Sequence[Field]) -> str:
    forms = {field.protection for field in fields}
    return f" ({forms.pop()})" if len(forms) == 1 and Protection.PLAIN not in forms else ""


def _fix(case: Case, categories: Sequence[Category], where: str) -> str:
    near = closest(case, categories[0])
    words = (
        "extend the nearest sentence of the policy by" if near else "declare in the policy, with purpose and period,"
    )
    return f"Either {words} “{named(categories)}”, or stop keeping {where}."


def _closest(case: Case, categories: Sequence[Category]) -> CitedSentence | None:
    near = closest(case, categories[0])
    return cited(*near) if near else None


RULE = Rule(CODE, "undeclared_category", "Personal data of a category that the policy does not declare", judge)

"""Which statement of a policy declares a category, and which comes closest where none does."""

from __future__ import annotations

from collections.abc import Iterator

from detectors.model import Category
from detectors.taxonomy import equivalent, is_within
from scanner.gaps.case import Case
from scanner.model import Action, Statement

_ROOTS = frozenset(
    {"user", "system", "user.demographic", "user.contact", "user.device", "user.behavior", "user.content"}
)
"""Too wide to be declared by one of their parts."""

_SAID_BY_NAME = frozenset(
    f"user.behavior.{kind}" for kind in ("search_history", "purchase_history", "media_consumption")
)
"""What people looked for, bought or watched is more than how they used a service: "usage data" does not declare it."""

Declared = tuple[Statement, str]
"""A statement and the name of its policy."""


def declaring(case: Case, category: Category) -> Iterator[Declared]:
    """The positive statements that name the category, one that it is a kind of, or an equal of the taxonomy.

    "Your information" declares nothing: a bare `user` is an open clause. A sentence on use speaks of what was said to be
    collected: "we use location data" after "we work out your city" declares no precise location.
    """
    for statement, policy in case.statements:
        if statement.polarity != "positive" or statement.actor == "user":
            continue
        if any(covers(p.key, category) and not _refers_back(case, statement, p.key) for p in statement.categories):
            yield statement, policy


def _refers_back(case: Case, statement: Statement, family: str) -> bool:
    """Whether the statement only uses a family of data, some kinds of which other sentences say are collected."""
    return statement.action is Action.USE and any(
        phrase.key != family and is_within(phrase.key, family)
        for other, _ in case.statements
        for phrase in (other.categories if other.action in (Action.COLLECT, Action.STORE) else ())
        if other.polarity == "positive"
    )


def names(statement: Statement, category: str) -> bool:
    """Whether a phrase of the statement covers the category."""
    return any(covers(phrase.key, category) for phrase in statement.categories)


def covers(declared: str, found: str) -> bool:
    """Whether declaring the one declares the other.

    `user.contact` covers `user.contact.email`. A part covers its whole only where the whole is a vaguer finding of the
    same thing (`user.name.first` for `user.name`), never a family of different things (`user.contact`). Near-synonyms
    cover each other but not each other's kinds: billing data is no bank account.
    """
    if declared in ("user", "system"):
        return False
    if found in _SAID_BY_NAME and declared not in (found, *equivalent(found)):
        return False
    if is_within(found, declared) or found in equivalent(declared):
        return True
    return found not in _ROOTS and is_within(declared, found)


def closest(case: Case, category: Category) -> Declared | None:
    """The positive statement whose categories share the longest beginning with this one, beyond `user`."""
    best: tuple[int, Declared] | None = None
    for statement, policy in case.statements:
        if statement.polarity != "positive":
            continue
        shared = max((_shared(phrase.key, category) for phrase in statement.categories), default=0)
        if shared > 1 and (best is None or shared > best[0]):
            best = shared, (statement, policy)
    return best[1] if best else None


def _shared(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a.split("."), b.split("."), strict=False):
        if x != y:
            break
        count += 1
    return count

"""Data categories, data uses and data subjects: fideslang's keys and piimap's own under `x.`, read from taxonomy.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of the taxonomy. `article` is the GDPR article that makes a category special (9 or 10), or None."""

    key: str
    title: str
    description: str
    parent: str | None
    article: int | None = None
    same_as: str | None = None
    words: str | None = None


def keys() -> frozenset[str]:
    """Every category key: fideslang's 85 and the extensions under `x.`."""
    return frozenset(_terms("category"))


def is_known(key: str) -> bool:
    """Whether the key is a category of the taxonomy."""
    return key in _terms("category")


def parent(key: str) -> str | None:
    """The category that this one is a kind of, or None for the roots and for unknown keys."""
    term = _terms("category").get(key)
    return term.parent if term else None


def is_within(key: str, ancestor: str) -> bool:
    """Whether the category is the ancestor itself or a kind of it."""
    step: str | None = key
    while step is not None:
        if step == ancestor:
            return True
        step = parent(step)
    return False


def title(key: str) -> str:
    """The category, use or subject in words; the key itself where it is unknown."""
    for kind in ("category", "use", "subject"):
        if key in _terms(kind):
            return _terms(kind)[key].title
    return key


def words(key: str) -> str:
    """A category as it stands in the middle of a sentence: `e-mail address`; the key itself where it is unknown."""
    term = _terms("category").get(key)
    return (term.words or term.title.lower()) if term else key


def article(key: str) -> int | None:
    """The GDPR article that makes the category special: 9, 10, or None."""
    step: str | None = key
    while step is not None:
        term = _terms("category").get(step)
        if term is None:
            return None
        if term.article is not None:
            return term.article
        step = term.parent
    return None


def is_special(key: str) -> bool:
    """Whether the category, or one it is a kind of, is special under GDPR 9 or 10."""
    return article(key) is not None


def equivalent(key: str) -> frozenset[str]:
    """The key and its near-synonyms: `user.payment` is `user.financial`, `user.user_sensor` is `user.sensor`."""
    categories = _terms("category")
    home = categories[key].same_as or key if key in categories else key
    return frozenset({key, home} | {other.key for other in categories.values() if other.same_as == home})


def purposes() -> frozenset[str]:
    """Every data use key of fideslang."""
    return frozenset(_terms("use"))


def subjects() -> frozenset[str]:
    """Every data subject key: fideslang's, and `child`."""
    return frozenset(_terms("subject"))


@cache
def _terms(kind: str) -> Mapping[str, Term]:
    entries = tomllib.loads(files("detectors").joinpath("taxonomy.toml").read_text("utf-8"))[kind]
    return MappingProxyType({key: _term(key, entry) for key, entry in entries.items()})


def _term(key: str, entry: Mapping[str, object]) -> Term:
    article_number, same_as = entry.get("article"), entry.get("same_as")
    return Term(
        key=key,
        title=str(entry["title"]),
        description=str(entry["description"]),
        parent=str(entry["parent"]) if "parent" in entry else key.rpartition(".")[0] or None,
        article=article_number if isinstance(article_number, int) else None,
        same_as=str(same_as) if same_as is not None else None,
        words=str(entry["words"]) if "words" in entry else None,
    )

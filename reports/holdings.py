"""Which store holds which categories: the inventory folded to one line a store, category and protection."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from detectors.model import Category, Confidence, Protection
from detectors.taxonomy import is_special, is_within
from scanner.model import Field, FieldCategory, Inventory

_CREDENTIALS = "user.authorization"


@dataclass(frozen=True, slots=True)
class Holding:
    """One category in one store: how surely it was seen, whose data it is, in which form, and in which fields."""

    store: str
    category: Category
    confidence: Confidence
    subject: str
    protection: Protection
    paths: tuple[str, ...]

    @property
    def is_exposed(self) -> bool:
        """Whether credentials or a special category (GDPR 9, 10) stand there in clear."""
        grave = is_special(self.category) or is_within(self.category, _CREDENTIALS)
        return grave and self.protection is Protection.PLAIN


def holdings_of(inventory: Inventory) -> tuple[Holding, ...]:
    """What the stores hold, by store and category. Low confidence is no finding, so it is left out."""
    groups: dict[tuple[str, Category, Protection], list[tuple[Field, FieldCategory]]] = defaultdict(list)
    for node, found in findings_of(inventory):
        groups[node.store, found.category, node.protection].append((node, found))
    return tuple(
        Holding(
            store=store,
            category=category,
            confidence=max((found.confidence for _, found in group), key=lambda confidence: confidence.rank),
            subject=", ".join(sorted({node.subject for node, _ in group if node.subject})),
            protection=protection,
            paths=tuple(sorted({node.path for node, _ in group})),
        )
        for (store, category, protection), group in sorted(groups.items())
    )


def findings_of(inventory: Inventory) -> Iterator[tuple[Field, FieldCategory]]:
    """Every field with each category that it holds with medium or high confidence."""
    for node in inventory.fields:
        for found in node.categories:
            if found.confidence is not Confidence.LOW:
                yield node, found

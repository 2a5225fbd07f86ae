"""Phrases of a sentence that name personal data."""

from __future__ import annotations

from collections.abc import Sequence

from scanner.policy import verbs
from scanner.policy.phrasebook import Hit, phrasebook
from scanner.policy.words import Word

_LIST_LEFT = frozenset({",", "(", ":", "/", "and", "or", "-", "•", "*", "|", "e.g", "&", '"'})
_LIST_RIGHT = frozenset({",", ")", ".", ";", ":", "/", "and", "or", "(", "-", "|", "&", "etc", '"'})
# What follows or stands before makes the word something else: "in the name of", "address your concerns".
_NOT_BEFORE = frozenset({"domain", "company's", "brand", "trade", "to", "legal", "app"})


def mentions_in(words: Sequence[Word]) -> tuple[Hit, ...]:
    """The data named in a sentence, left to right. Common words count only in a list of data or after an owner."""
    hits = phrasebook("categories").find(words)
    sure = {at for hit in hits if not hit.listed for at in (hit.first, hit.last)}
    kept: list[Hit] = []
    for hit in hits:
        if not hit.listed or _stands_for_data(words, hit, sure):
            kept.append(hit)
            sure.update((hit.first, hit.last))
    return tuple(kept)


def _stands_for_data(words: Sequence[Word], hit: Hit, sure: set[int]) -> bool:
    left = words[hit.first - 1].text if hit.first else ""
    right = words[hit.last + 1].text if hit.last + 1 < len(words) else ""
    if hit.key == "user":
        return left not in {"more", "further", "additional", "this"} or right not in {"about", "on", "please"}
    if left in _NOT_BEFORE or (hit.key == "user.demographic.age_range" and right == "of"):
        return False
    near = any(at in sure for at in range(max(0, hit.first - 4), hit.last + 5))
    if left in {"your", "their", "his", "her", "user's", "users", "users'", "user"}:
        return right not in verbs.words("after_no_data")
    listed = _in_list(left, right)
    return listed and (
        near or left in verbs.words("before_data") or left in {"", ":", "•"} or _list_of_listed(words, hit)
    )


def _in_list(left: str, right: str) -> bool:
    starts = left in _LIST_LEFT or left in verbs.words("before_data") or left in verbs.words("owners") or not left
    ends = right in _LIST_RIGHT or right in verbs.words("after_data") or not right
    return starts and ends


def _list_of_listed(words: Sequence[Word], hit: Hit) -> bool:
    """Whether common words follow each other: "name, age, gender"."""
    window = words[max(0, hit.first - 6) : hit.last + 7]
    return sum(word.text == "," for word in window) >= 2  # noqa: PLR2004 - a list has two commas

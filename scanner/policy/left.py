"""The small words to the left of a verb: auxiliaries, modals, denials and infinitives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scanner.policy import verbs
from scanner.policy.words import Word


@dataclass(slots=True)
class Left:
    """What stands to the left of a verb."""

    at: int
    negative: bool = False
    be: bool = False
    have: bool = False
    finite: bool = False
    to: bool = False
    purpose: bool = False
    modality: str = "does"
    only: bool = False


def look_left(words: Sequence[Word], at: int) -> Left:
    left = Left(at - 1)
    while left.at >= 0:
        word = words[left.at].text
        if word == "to" and not left.to:
            left.to = True
            left.at = _over_to(words, left)
            if left.purpose:
                return left
            continue
        if not _reads(word, left, words):
            return left
        left.at -= 1
    return left


def _reads(word: str, left: Left, words: Sequence[Word]) -> bool:
    """Takes in one small word; false where the word is none."""
    if word in verbs.words("negations"):
        left.negative, left.finite = True, left.finite or word.endswith(("n't", "cannot"))
    elif word == "longer" and left.at and words[left.at - 1].text == "no":
        left.negative = True
        left.at -= 1
    elif word in verbs.words("modals"):
        left.finite = True
        left.modality = "may" if word in {"may", "might", "can", "could"} else "will"
    elif word not in verbs.words("adverbs") and word not in verbs.words("have") and word not in verbs.words("do"):
        if word not in verbs.words("be"):
            return False
        left.be = left.be or not left.to
    left.have = left.have or word in verbs.words("have")
    left.finite = left.finite or word in verbs.words("do") or word in verbs.words("be")
    left.only = left.only or word in {"only", "solely", "exclusively"}
    if word == "eventually":
        left.modality = "will"
    return True


def _over_to(words: Sequence[Word], left: Left) -> int:
    """Past "to": a bridge ("need to", "able to") leads on, anything else makes the verb a purpose."""
    before = left.at - 1
    if before >= 0 and words[before].text == "not":
        left.negative = True
        before -= 1
    while before >= 0 and words[before].text in verbs.words("adverbs"):
        before -= 1
    if before >= 0 and words[before].text in verbs.words("bridging"):
        if words[before].text in {"helps", "allow", "authorized", "able", "likely"}:
            left.modality = "may"
        if words[before].text in {"prohibited", "refuse"}:
            left.negative = True
        left.finite = True
        return before - 1
    if before >= 0 and words[before].text in {"us", "company", "app"}:
        left.modality = "may"
        left.finite = True
        return before
    left.purpose = True
    return before

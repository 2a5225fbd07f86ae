"""Who acts in a clause: the company, its readers, or somebody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scanner.policy import verbs
from scanner.policy.words import Word


@dataclass(frozen=True, slots=True)
class Cast:
    """Who is who: words by which the company calls itself (`names`), and those of vendors that a sentence names."""

    names: frozenset[str] = frozenset()
    vendors: frozenset[str] = frozenset()


NOBODY = Cast()


def actor_at(words: Sequence[Word], at: int, cast: Cast) -> str:  # noqa: PLR0911 - one line a kind
    """Who a word stands for as a subject: first_party, third_party, user or unknown."""
    if at < 0:
        return "unknown"
    word = words[at].text
    others = {words[back].text for back in range(max(0, at - 3), at)} & {"third", "3rd", "other", "party"}
    if (
        word in cast.vendors
        or word in verbs.words("third_person")
        or (others and word in verbs.words("first_person") - verbs.words("plural_subjects"))
    ):
        return "third_party"
    if at and words[at - 1].text == "your":
        return "unknown"
    if word not in verbs.words("reader") | {"we", "i", "it"} and _is_of_others(words, at, cast):
        return "third_party"
    if word in verbs.words("first_person") or word in cast.names:
        return "first_party"
    if word in verbs.words("reader"):
        return "user"
    if word in {"that", "which", "who"} and at:
        return "third_party" if actor_at(words, at - 1, cast) == "third_party" else "unknown"
    return "unknown"


def _is_of_others(words: Sequence[Word], at: int, cast: Cast) -> bool:
    """Whether a word ends what others are or do: "companies that send e-mail for us receive"."""
    others = verbs.words("third_person") | cast.vendors
    for back in range(at - 1, max(-1, at - 12), -1):
        word = words[back].text
        if word in {"we", "i", "you", ",", ";", ":", "they", "and"}:
            return False
        if word in others and words[back + 1].text in {"that", "which", "who", "of"}:
            return True
    return False


def actor_before(words: Sequence[Word], at: int, cast: Cast) -> str:
    """The nearest word to the left in the clause that can be the subject; "we" before any noun."""
    for back in range(at - 1, max(-1, at - 14), -1):
        if words[back].text in {"we", "i", *cast.names}:
            return "first_party"
        if words[back].text in {";", "but"} or words[back].text in verbs.words("subordinators"):
            break
    for back in range(at - 1, max(-1, at - 12), -1):
        if words[back].text in {";", "but"} or words[back].text in verbs.words("subordinators"):
            break
        actor = actor_at(words, back, cast)
        if actor != "unknown":
            return actor
    return "unknown"


def agent_after(words: Sequence[Word], last: int) -> str:
    """Who does what is said in the passive: the company unless another is named after "by"."""
    for at in range(last + 1, min(len(words) - 1, last + 7)):
        if words[at].text == "by" and words[at + 1].text != "law":
            near = [words[index].text for index in range(at + 1, min(len(words), at + 5))]
            if any(word in {"you", "user", "users", "your", "yourself"} for word in near[:2]):
                return "user"
            if any(word in verbs.words("third_person") | {"third", "3rd", "others"} for word in near):
                return "third_party"
            return "first_party"
        if words[at].text in {";", ","}:
            break
    return "first_party"

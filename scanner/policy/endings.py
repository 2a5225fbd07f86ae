"""Findings of a policy against itself, and the one about periods: a thing kept for two different times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from detectors.taxonomy import title
from scanner.model import Action, PolicyFinding, Quote, Statement
from scanner.policy.periods import ON_REQUEST
from scanner.policy.words import stem

_KEEPING = (Action.STORE, Action.RETAIN)
_MOST = 200  # statements compared, so that no text is costly
_OTHER_END = re.compile(
    r"\b(?:as|so) long as\b|\buntil\b|\bindefinitely\b|\bforever\b|\bpermanently\b|\bwithout (?:a )?(?:time )?limit\b",
    re.IGNORECASE,
)


def ends_of(statements: Sequence[Statement]) -> Iterator[PolicyFinding]:
    """The same thing kept for a fixed time, and for another time or until something happens."""
    kept = [
        one for one in statements if one.polarity == "positive" and (one.action in _KEEPING or _is_deleted_after(one))
    ]
    fixed = [one for one in kept if one.period][:_MOST]
    for one in fixed:
        for two in kept[: _MOST * 2]:
            other = two.period is None and bool(_OTHER_END.search(said(two)))
            if _is_twice(one, two, same=two.period is not None) and (other or _differs(one, two)):
                yield finding(
                    f"The policy gives two different ends for {titles(one)}: a fixed period, and another",
                    "high",
                    one,
                    two,
                )


def _is_deleted_after(one: Statement) -> bool:
    """Deleted after 24 months is a period of keeping; deleted within 30 days of your request is a deadline."""
    specific = any(phrase.key != "user" for phrase in one.categories)
    return one.action is Action.ERASE and bool(one.period) and specific and not ON_REQUEST.search(said(one))


def _differs(one: Statement, two: Statement) -> bool:
    later = one.evidence[0].start < two.evidence[0].start
    return later and two.period not in {None, one.period} and Action.STORE not in {one.action, two.action}


def _is_twice(one: Statement, two: Statement, *, same: bool) -> bool:
    """Whether two statements speak of the same thing: the same data by the same noun, or the same words."""
    if one.evidence[0] == two.evidence[0] or (one.subject != two.subject and None not in {one.subject, two.subject}):
        return False
    return any(
        first.key == second.key and _noun(first.text, whole=same) == _noun(second.text, whole=same)
        for first in one.categories
        for second in two.categories
        if first.text and second.text and first.key != "user"
    )


def _noun(text: str, *, whole: bool) -> str:
    words = [stem(word) for word in re.findall(r"[a-z]+", text.lower()) if word not in {"your", "the", "our"}]
    return " ".join(words if whole else words[-1:])


def titles(one: Statement) -> str:
    """The data of a statement in words for a reader."""
    keys = dict.fromkeys(phrase.key for phrase in one.categories if phrase.key != "user")
    return ", ".join(title(key).lower() for key in keys) or "personal data"


def said(one: Statement) -> str:
    return one.evidence[0].quote if one.evidence else ""


def later_first(quotes: Iterable[Quote]) -> tuple[Quote, ...]:
    """Quotes as a reader meets them last: what was said later breaks what was said before."""
    return tuple(sorted(dict.fromkeys(quotes), key=lambda quote: -quote.start))


def finding(message: str, severity: str, *statements: Statement) -> PolicyFinding:
    quotes = (statement.evidence[0] for statement in statements)
    return PolicyFinding("contradictory_policy", message, severity, later_first(quotes))

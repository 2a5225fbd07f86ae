"""Ids of statements: readable, and the same as long as the statement itself stays."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from scanner.model import Statement

_SHOWN = 3


def named(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """The statements with their ids: action, polarity and what is spoken of; a counter where two say the same."""
    seen: Counter[str] = Counter()
    found: list[Statement] = []
    for statement in statements:
        slug = _slug(statement)
        seen[slug] += 1
        found.append(replace(statement, id=slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"))
    return tuple(found)


def _slug(statement: Statement) -> str:
    parts = ["no" if statement.polarity == "negative" else "", statement.action.value]
    parts.append(_some(phrase.key for phrase in statement.categories) or "anything")
    parts.append("by-others" if statement.actor == "third_party" else "")
    parts.append("to-" + to if (to := _some(phrase.key for phrase in statement.recipients)) else "")
    parts.append("in-" + "-".join(statement.regions[:_SHOWN]).lower() if statement.regions else "")
    parts.append("of-children" if statement.subject == "child" else "")
    parts.append(statement.period.lower() if statement.period else "")
    return "-".join(part for part in parts if part)


def _some(keys: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(keys))
    shown = "-".join(re.sub(r"[^a-z0-9]+", "-", key.rsplit(".", 1)[-1].lower()) for key in distinct[:_SHOWN])
    return shown + ("-more" if len(distinct) > _SHOWN else "")

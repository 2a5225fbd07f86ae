"""What names say about data, remembered: the same parameter is met again and again."""

from __future__ import annotations

from functools import cache

from detectors.model import Confidence, Finding
from detectors.names import judge_name


@cache
def judge(name: str, *, owner: str = "", neighbours: tuple[str, ...] = (), declared_type: str = "") -> Finding | None:
    """What a name says that it holds; None where it says nothing, or little that is sure."""
    if not any(letter.isalpha() for letter in name):
        return None
    found = judge_name(name, owner=owner, neighbours=neighbours, declared_type=declared_type)
    return None if found is None or found.confidence is Confidence.LOW else found
